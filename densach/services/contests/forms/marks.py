"""Marks of one judge as fields: for one entry on a phone, or for all of them from a paper sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from densach.kernel.errors import InvalidNumber
from densach.services.contests.actions import Mark
from densach.services.contests.forms.rounds import number_of
from densach.services.contests.models import Criterion, Entry, Judge
from densach.services.contests.queries.scoring import Sheet


@dataclass(frozen=True)
class Cell:
    """One field: what stands in it, what stood there when the page was made, and what is wrong with it."""

    criterion: Criterion
    name: str
    value: str
    was: str
    error: str


@dataclass(frozen=True)
class Line:
    """An entry with its fields; `why` where the judge may not score it."""

    entry: Entry
    cells: list[Cell]
    why: str


class MarksForm(forms.Form):
    """`m-<entry>-<criterion>` as typed, `w-…` as the page showed it; a mark that nobody touched is not sent on."""

    def __init__(self, data: Any, *, sheet: Sheet, judge: Judge, entries: Sequence[Entry]) -> None:
        super().__init__(data)
        self.sheet, self.judge, self.entries = sheet, judge, list(entries)
        self.wrong: dict[str, str] = {}
        self.marks: dict[tuple[int, int], Mark] = {}

    def _open(self, entry: Entry) -> bool:
        return (self.judge.pk, entry.pk) not in self.sheet.against

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for entry in filter(self._open, self.entries):
            for criterion in self.sheet.criteria:
                self._read(entry, criterion)
        if self.wrong:
            self.add_error(None, _("Some marks cannot be read: they are shown beside their fields."))
        return told

    def _read(self, entry: Entry, criterion: Criterion) -> None:
        key = f"{entry.pk}-{criterion.pk}"
        if f"m-{key}" not in self.data:
            return
        try:
            value = number_of(str(self.data.get(f"m-{key}", "")))
            was = number_of(str(self.data.get(f"w-{key}", "")))
        except (InvalidNumber, ArithmeticError):
            self.wrong[key] = _("Write a number such as 8 or 8,5.")
            return
        if value is not None and not 0 <= value <= criterion.most:
            self.wrong[key] = _("From 0 to %(most)s.") % {"most": _plain(criterion.most)}
        elif value is not None and value != round(value, 2):
            self.wrong[key] = _("Two decimals at most.")
        else:
            self.marks[entry.pk, criterion.pk] = Mark(value, was)

    def lines(self) -> list[Line]:
        return [
            Line(
                entry,
                [self._cell(entry, one) for one in self.sheet.criteria] if self._open(entry) else [],
                self.sheet.against.get((self.judge.pk, entry.pk), ""),
            )
            for entry in self.entries
        ]

    def _cell(self, entry: Entry, criterion: Criterion) -> Cell:
        key = f"{entry.pk}-{criterion.pk}"
        now = self.sheet.marks.get((entry.pk, self.judge.pk, criterion.pk))
        standing = _plain(now) if now is not None else ""
        typed = str(self.data.get(f"m-{key}", standing)) if self.is_bound else standing
        # After a clash the next attempt is made on what is there now; what was typed stays.
        return Cell(criterion, key, typed, standing, self.wrong.get(key, ""))


def _plain(value: Decimal) -> str:
    """8,50 as it is typed: 8,5; a comma parts the decimals in either language's field."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
