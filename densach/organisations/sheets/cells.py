"""From the text of cells to values. What cannot be understood is told at its column and refuses the row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from densach.formats.tables import FORMULA_ERRORS, plain_name
from densach.intake.sheets import Given, Told, told
from densach.kernel.dates import parse_date
from densach.kernel.errors import InvalidDate, Refusal
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations.models import CODE
from densach.organisations.rules import require_point
from densach.organisations.sheets import words
from densach.organisations.sheets.wish import Wish
from densach.organisations.spelling import NameWithoutLetter, NotAPhone, require_name, require_phone

_YEAR: Final = re.compile(r"\d{4}")
# Days as spreadsheets count them, from 1927 to 2099; a table in plain text may hold the bare number.
_DAY_NUMBER: Final = re.compile(r"[1-6]\d{4}|7[0-2]\d{3}")
_DAY_ZERO: Final = date(1899, 12, 30)
_MONTH: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{4})")
_POINT: Final = re.compile(r"(-?\d{1,3}(?:[.,]\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:[.,]\d+)?)")
_PLACES: Final = Decimal("0.00001")
_URL: Final = URLValidator(schemes=["http", "https"])


class Cells:
    """The cells of one row, read one by one; problems gather in `refused` and `said`."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.refused: list[Told] = []
        self.said: list[Told] = []

    def text(self, column: str, most: int = 300) -> str | None:
        """On one line; None for an empty cell."""
        raw = self.given.cells.get(column, "")
        if raw in FORMULA_ERRORS:
            self.refused.append(told("intake.formula_error", column=column, found=raw))
            return None
        value = " ".join(clean_text(raw).split())
        if len(value) > most:
            self.refused.append(told("intake.too_long", column=column, number=len(value), limit=most))
            return None
        return value or None

    def needed(self, column: str, most: int = 200) -> str:
        value = self.text(column, most)
        if value is None and not any(one[1].get("column") == column for one in self.refused):
            self.refused.append(told("intake.empty_cell", column=column))
        return value or ""

    def name(self, column: str) -> str:
        """What must be there and have a letter in it."""
        value = self.needed(column)
        try:
            if value:
                require_name(value)
        except NameWithoutLetter as refusal:
            self.refused.append(told(refusal.message_id, column=column, **refusal.params))
        return value

    def word(self, column: str, known: Mapping[str, str], shown: Callable[[str], str]) -> str | None:
        """One of the words that the column knows."""
        value = self.text(column)
        if value is None:
            return None
        found = known.get(plain_name(value))
        if found is None:
            examples = list(dict.fromkeys(shown(one) for one in known.values() if one))[:8]
            self.refused.append(told("intake.unknown_word", column=column, found=value, known=examples))
        return found

    def yes(self, column: str) -> bool | None:
        """Yes or no, in the words and marks that people use for it."""
        value = self.text(column)
        if value is None:
            return None
        plain = plain_name(value)
        if plain not in words.YES | words.NO:
            self.refused.append(told("intake.yes_or_no", column=column, found=value))
            return None
        return plain in words.YES

    def day(self, column: str) -> date | None:
        """A day; of a year or month alone its first day, which is said."""
        value = self.text(column)
        if value is None:
            return None
        if _DAY_NUMBER.fullmatch(value):
            counted = _DAY_ZERO + timedelta(days=int(value))
            self.refused.append(told("intake.day_number", column=column, found=value, day=counted))
            return None
        written = value
        if _YEAR.fullmatch(value):
            written = f"01/01/{value}"
        elif month := _MONTH.fullmatch(value):
            written = f"01/{month[1]}/{month[2]}"
        try:
            found = parse_date(written)
        except InvalidDate as refusal:
            self.refused.append(told(refusal.message_id, column=column, text=value))
            return None
        if written != value:
            self.said.append(told("intake.first_day_taken", column=column, found=value, day=found))
        return found

    def email(self, column: str) -> str | None:
        value = self.text(column, 254)
        if value is None:
            return None
        try:
            validate_email(value)
        except ValidationError:
            self.refused.append(told("intake.not_an_email", column=column, found=value))
            return None
        return value

    def website(self, column: str) -> str | None:
        """With https:// before it where nobody wrote that."""
        value = self.text(column, 300)
        if value is None:
            return None
        address = value if "://" in value else f"https://{value}"
        try:
            _URL(address)
        except ValidationError:
            self.refused.append(told("intake.not_a_website", column=column, found=value))
            return None
        return address

    def phone(self, column: str) -> str | None:
        """A spreadsheet that took it for a number has lost its first nought."""
        value = self.text(column, 40)
        if value is not None and re.fullmatch(r"[1-9]\d{8}", value):
            value = f"0{value}"
        try:
            require_phone(value or "")
        except NotAPhone as refusal:
            self.refused.append(told(refusal.message_id, column=column, **refusal.params))
            return None
        return value

    def code(self, column: str) -> str | None:
        value = self.text(column, 80)
        if value is None:
            return None
        try:
            CODE(value)
        except ValidationError:
            self.refused.append(told("intake.code_not_allowed", column=column, found=value))
            return None
        return value

    def point(self, column: str) -> tuple[Decimal | None, Decimal | None]:
        """Latitude and longitude in one cell: 9.98765, 106.34567."""
        value = self.text(column)
        if value is None:
            return None, None
        found = _POINT.fullmatch(value)
        try:
            latitude, longitude = (
                (Decimal(part.replace(",", ".")).quantize(_PLACES) for part in found.groups())
                if found
                else (None, None)
            )
            if latitude is None:
                raise InvalidOperation
            require_point(latitude, longitude)
        except InvalidOperation:
            self.refused.append(told("intake.not_a_point", column=column, found=value))
            return None, None
        except Refusal as refusal:
            self.refused.append(told(refusal.message_id, column=column, **refusal.params))
            return None, None
        return latitude, longitude

    def several(self, column: str) -> tuple[str, ...]:
        """Names parted by semicolons or lines, each once however it is written."""
        found: dict[str, str] = {}
        for part in re.split(r"[;\n|]", self.given.cells.get(column, "")):
            name = " ".join(clean_text(part).split())
            if not name:
                continue
            if len(name) > 200:
                self.refused.append(told("intake.too_long", column=column, number=len(name), limit=200))
                continue
            found.setdefault(fold(name), name)
        return tuple(found.values())

    def finished(self, wish: Wish) -> Wish:
        wish.refused += self.refused
        wish.said += self.said
        wish.chosen = dict(self.given.chosen)
        return wish
