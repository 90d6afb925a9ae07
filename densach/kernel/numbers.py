"""Numbers in and out: 1.234.567,8 in Vietnamese, 1,234,567.8 in English, percentages, and number words.

All arithmetic is exact; a float is taken at the digits it prints with.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from densach.kernel.errors import AmbiguousNumber, InvalidNumber

Number = int | Fraction | Decimal | float

_MARKS: Final = {"vi": (".", ","), "en": (",", ".")}  # thousands, decimals
_LONGEST: Final = 40  # characters; nothing that a province counts is longer
_SPACES: Final = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))")


def exact(value: Number) -> Fraction:
    """The value as a fraction; a float means the decimal that it prints as."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def _digits(value: Fraction, places: int) -> tuple[int, str]:
    """Whole part and decimals of a value not below zero, rounded half up."""
    scale = 10**places
    scaled = (value * scale * 2 + 1) // 2
    whole, rest = divmod(scaled, scale)
    return whole, f"{rest:0{places}d}" if places else ""


def format_number(value: Number, lang: str = "vi", places: int | None = None) -> str:
    """A number with its thousands marked: 1.234.567,8 (vi) or 1,234,567.8 (en), rounded half up.

    `places` decimals are always shown when given; otherwise at most two, without closing zeros.
    """
    thousands, point = _MARKS[lang]
    number = exact(value)
    whole, decimals = _digits(abs(number), 2 if places is None else places)
    if places is None:
        decimals = decimals.rstrip("0")
    text = f"{whole:,}".replace(",", thousands) + (point + decimals if decimals else "")
    return "-" + text if number < 0 and text.strip("0" + point) else text


def format_percent(share: Number, lang: str = "vi", places: int = 1) -> str:
    """A share as a percentage: Fraction(7, 10) is "70%". Closing zeros are left out.

    A share just short of the whole never reads 100%: nobody may see a target met that is not.
    """
    percent = exact(share) * 100
    step = Fraction(1, 10**places)
    if 100 - step / 2 <= percent < 100:
        percent = 100 - step
    text = format_number(percent, lang, places)
    point = _MARKS[lang][1]
    if point in text:
        text = text.rstrip("0").rstrip(point)
    return f"{text}%"


def parse_number(text: str, lang: str = "vi") -> Decimal:
    """Read a number written by a person: "2.970.000", "2 970 000", "12,5", "-3".

    Raises AmbiguousNumber where the marks of the other language would give another value ("1,500" and
    "12.5" in Vietnamese), InvalidNumber where no number can be read. "0,125" is plain: no thousands begin
    with a zero.
    """
    thousands, point = _MARKS[lang]
    trimmed = _SPACES.sub("", text.strip()).replace("−", "-")
    if len(trimmed) > _LONGEST:
        raise InvalidNumber(text=text[:_LONGEST])
    group, mark = re.escape(thousands), re.escape(point)
    if match := re.fullmatch(rf"(-?)(\d{{1,3}}(?:{group}\d{{3}})+|\d+)(?:{mark}(\d+))?", trimmed, re.ASCII):
        sign, whole, decimals = match[1], match[2], match[3] or ""
        if not _looks_grouped(whole, decimals) and not (thousands in whole and whole.startswith("0")):
            closing = decimals.rstrip("0")
            return Decimal(f"{sign}{whole.replace(thousands, '')}{'.' if closing else ''}{closing}")
        raise AmbiguousNumber(text=text)
    other = rf"-?(\d{{1,3}}(?:{mark}\d{{3}})*|\d+)(?:{group}\d+)?"
    if re.fullmatch(other, trimmed, re.ASCII):
        raise AmbiguousNumber(text=text)
    raise InvalidNumber(text=text)


def _looks_grouped(whole: str, decimals: str) -> bool:
    """Whether "whole decimals" could as well be one group of thousands in the other language."""
    return len(decimals) == 3 and whole.isdecimal() and len(whole) <= 3 and not whole.startswith("0")


def parse_count(text: str, lang: str = "vi") -> int:
    """Read a whole number not below zero. Raises InvalidNumber, or AmbiguousNumber as `parse_number` does."""
    number = parse_number(text, lang)
    if number < 0 or number != number.to_integral_value():
        raise InvalidNumber(text=text)
    return int(number)


def whole_number(text: str) -> int | None:
    """A number as a page writes it into its own address: ASCII digits, at most 18 of them; else None.

    `str.isdigit` also says yes to "²", which no `int` reads, and no database holds a key of a thousand digits.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def parse_percent(text: str, lang: str = "vi") -> Fraction:
    """Read "70%", "70 %" or "70,5" as a share: 7/10. Raises as `parse_number` does."""
    return Fraction(parse_number(text.strip().removesuffix("%").rstrip(), lang)) / 100


_UNITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES: Final = ("", " nghìn", " triệu")
_BILLION: Final = 10**9


def number_words(value: int) -> str:
    """The number in Vietnamese words, as sums are written out in papers: 105 is "một trăm linh năm"."""
    if value < 0:
        return f"âm {number_words(-value)}"
    return _words(value, inner=False) if value else _UNITS[0]


def _words(value: int, *, inner: bool) -> str:
    """Words of a positive number; `inner` when larger units were said before it."""
    if value >= _BILLION:
        high, low = divmod(value, _BILLION)
        head = f"{_words(high, inner=inner)} tỷ"
        return f"{head} {_words(low, inner=True)}" if low else head
    said: list[str] = []
    for power in (2, 1, 0):
        group = value // 1000**power % 1000
        if group:
            said.append(_hundreds(group, inner=inner or bool(said)) + _SCALES[power])
    return " ".join(said)


def _hundreds(group: int, *, inner: bool) -> str:
    """Words of 1 to 999; the empty hundred is said inside a larger number ("không trăm linh năm")."""
    hundreds, rest = divmod(group, 100)
    head = f"{_UNITS[hundreds]} trăm" if hundreds or inner else ""
    return " ".join(part for part in (head, _tens(rest, after=bool(head))) if part)


def _tens(rest: int, *, after: bool) -> str:
    """Words of 0 to 99, with the changed sounds: linh, mười, mốt, tư, lăm."""
    tens, units = divmod(rest, 10)
    if tens == 0:
        return (f"linh {_UNITS[units]}" if after else _UNITS[units]) if units else ""
    head = "mười" if tens == 1 else f"{_UNITS[tens]} mươi"
    changed = {0: "", 5: "lăm"} if tens == 1 else {0: "", 1: "mốt", 4: "tư", 5: "lăm"}
    tail = changed.get(units, _UNITS[units])
    return f"{head} {tail}".rstrip()
