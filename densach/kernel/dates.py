"""Dates in and out, as Vietnamese papers write them, and the day an instant falls on in Vietnam."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from densach.kernel.errors import ImpossibleDate, InvalidDate

VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")

_ENGLISH_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMERIC: Final = re.compile(r"(?:ngày\s+)?(\d{1,2})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{4})", re.IGNORECASE)
_WORDS: Final = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_DAY_MONTH: Final = re.compile(r"(?:ngày\s+)?(\d{1,2})(?:\s*[/.\-]\s*|\s+tháng\s+)(\d{1,2})", re.IGNORECASE)
_LEAP_YEAR: Final = 2024
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def today(at: datetime) -> date:
    """The day in Vietnam at this instant: the date of every fact.

    Raises ValueError for an instant without time zone, which is a mistake of the caller, not of a person.
    """
    if at.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return at.astimezone(VIETNAM).date()


def format_date(day: date, lang: str = "vi") -> str:
    """The short form: 05/02/2026 in Vietnamese, 5 February 2026 in English."""
    if lang == "vi":
        return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
    return f"{day.day} {english_month(day.month)} {day.year}"


def format_date_long(day: date, lang: str = "vi") -> str:
    """The form of the head of a paper: "ngày 05 tháng 02 năm 2026".

    A leading 0 stands before days under 10 and before the months 1 and 2 only (Decree 30/2020/NĐ-CP,
    Annex I), so that neither can be altered by hand into another number.
    """
    if lang != "vi":
        return format_date(day, lang)
    return f"ngày {day.day:02d} {format_month(day.month)} năm {day.year}"


def format_month(month: int) -> str:
    """The month in a paper: "tháng 02", "tháng 3"."""
    return f"tháng {month:02d}" if month <= 2 else f"tháng {month}"


def english_month(month: int) -> str:
    """The English name of a month, 1 to 12."""
    return _ENGLISH_MONTHS[month - 1]


def parse_date(text: str) -> date:
    """Read "05/02/2026", "5-2-2026", "5.2.2026", "ngày 05 tháng 02 năm 2026" or "2026-02-05".

    Day comes before month. Raises ImpossibleDate where the calendar has no such day, InvalidDate where no
    date with a four-digit year can be read.
    """
    trimmed = text.strip()
    if match := _NUMERIC.fullmatch(trimmed):
        day, month, year = match[1], match[3], match[4]
    elif match := _WORDS.fullmatch(trimmed):
        day, month, year = match[1], match[2], match[3]
    elif match := _ISO.fullmatch(trimmed):
        year, month, day = match[1], match[2], match[3]
    else:
        raise InvalidDate(text=text)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ImpossibleDate(text=text) from None


def parse_day_month(text: str) -> tuple[int, int]:
    """Read a day of every year, "15/11" or "ngày 10 tháng 6", as (day, month); 29/2 is one.

    Raises ImpossibleDate for "31/6", InvalidDate where no day and month can be read.
    """
    match = _DAY_MONTH.fullmatch(text.strip())
    if match is None:
        raise InvalidDate(text=text)
    day, month = int(match[1]), int(match[2])
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        raise ImpossibleDate(text=text) from None
    return day, month
