"""When a task is to be done: "Thường xuyên", "Hàng năm", "02 năm (2019 – 2020)", "Quý II/2026", "Khi được …"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from densach.formats.planreader.reading import TaskTime
from densach.formats.planreader.textview import mended
from densach.formats.planreader.years import years

_DATE = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})")
_MONTH = re.compile(r"tháng\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})")
_QUARTER = re.compile(r"quý\s*(iv|iii|ii|i|[1-4])\s*(?:/|năm|-)?\s*(?:năm\s*)?(\d{4})")
_EVERY = re.compile(r"(\d{1,2}|hai|ba)\s*năm\s*(?:/\s*)?(?:\d{1,2}|một)?\s*lần")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WORD = {"hai": 2, "ba": 3}


def task_time(text: str) -> TaskTime | None:
    """The time of a task from its own words; None for an empty text."""
    low = mended(text).lower().replace("–", "-").replace("—", "-").strip(" .;")
    if not low:
        return None
    if re.match(r"(?:sau )?khi\b", low):
        return TaskTime("conditional", text, trigger=text.strip(" .;"))
    every = _EVERY.search(low)
    if every:
        number = every.group(1)
        return TaskTime("every_n_years", text, every_years=_WORD.get(number) or int(number))
    return _dated(low, text) or _spanned(low, text) or _recurring(low, text)


def _dated(low: str, text: str) -> TaskTime | None:
    day = _DATE.search(low)
    if day:
        try:
            found = date(int(day.group(3)), int(day.group(2)), int(day.group(1))).isoformat()
        except ValueError:
            return TaskTime("date", text)
        return TaskTime("date", text, to_day=found)
    quarter = _QUARTER.search(low)
    if quarter:
        index = _ROMAN.get(quarter.group(1)) or int(quarter.group(1))
        return _months(text, int(quarter.group(2)), 3 * index - 2, 3 * index)
    month = _MONTH.search(low)
    if month and 1 <= int(month.group(1)) <= 12:
        return _months(text, int(month.group(2)), int(month.group(1)), int(month.group(1)))
    return None


def _months(text: str, year: int, first: int, last: int) -> TaskTime:
    end = date(year, last, monthrange(year, last)[1]).isoformat()
    return TaskTime("date", text, from_day=date(year, first, 1).isoformat(), to_day=end)


def _spanned(low: str, text: str) -> TaskTime | None:
    spans = [
        one for one in years(low if "năm" in low or "giai đoạn" in low else f"năm {low}") if not one.base
    ]
    recurring = re.search(r"h[àằ]ng năm|mỗi năm|thường xuyên", low)
    if not spans or recurring:
        return None
    first, last = spans[0].first, spans[-1].last
    if spans[0].by and len(spans) == 1:
        return TaskTime("span", text, to_day=f"{last}-12-31")
    kind = "year" if first == last else "span"
    return TaskTime(kind, text, from_day=f"{first}-01-01", to_day=f"{last}-12-31")


def _recurring(low: str, text: str) -> TaskTime | None:
    if re.search(r"h[àằ]ng năm|mỗi năm|từng năm|thường niên|h[àằ]ng quý|h[àằ]ng tháng", low):
        return TaskTime("yearly", text)
    if re.search(r"thường xuyên|liên tục|h[àằ]ng ngày", low):
        return TaskTime("continuous", text)
    return None
