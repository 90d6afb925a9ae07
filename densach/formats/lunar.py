"""Days of the Vietnamese lunar calendar, UTC+7, through the library lunar-vn: the only place that knows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import lunar_vn

FIRST_YEAR, LAST_YEAR = lunar_vn.SUPPORTED_YEAR_RANGE


@dataclass(frozen=True)
class LunarDay:
    """Day and month of a lunar year; `leap` marks the second month of the same number."""

    day: int
    month: int
    year: int
    leap: bool = False

    def __str__(self) -> str:
        return f"{self.day}/{self.month}{' nhuận' if self.leap else ''}"


_STEMS = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
_BRANCHES = ("Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi")


def year_name(year: int) -> str:
    """The name of a lunar year in the cycle of sixty: 2025 is Ất Tỵ."""
    return f"{_STEMS[(year - 4) % 10]} {_BRANCHES[(year - 4) % 12]}"


@lru_cache(maxsize=4096)
def lunar_of(day: date) -> LunarDay:
    """The lunar day of a solar day. Raises ValueError outside the years that the library knows."""
    found = lunar_vn.convert_solar_to_lunar(day.day, day.month, day.year)
    return LunarDay(found.day, found.month, found.year, bool(found.leap))


def solar_days(year: int, month: int, day: int, *, leap: bool = False) -> list[date]:
    """The solar days of a solar `year` that carry this lunar day, in the plain month unless `leap` is asked for.

    Usually one; none where the month lacks the 30th day or the year has no such leap month. A last month's day may
    fall into the solar year twice, or not at all.
    """
    found = []
    for lunar_year in (year - 1, year, year + 1):
        solar = _solar(lunar_year, month, day, leap)
        if solar is not None and solar.year == year:
            found.append(solar)
    return sorted(set(found))


def _solar(lunar_year: int, month: int, day: int, leap: bool) -> date | None:
    if not FIRST_YEAR <= lunar_year <= LAST_YEAR:
        return None
    try:
        solar: date = lunar_vn.convert_lunar_to_solar(day, month, lunar_year, int(leap))
        back = lunar_of(solar)
    except ValueError:
        return None
    # The library counts on into the next month where this one lacks the day.
    return solar if back == LunarDay(day, month, lunar_year, leap) else None
