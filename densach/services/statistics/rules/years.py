"""The year that a library assesses, and by when. Pure.

Circular 05/2020/TT-BVHTTDL: 1 December to 30 November, the report by 30 December; libraries of schools may take the
school year, their report being due sixty days after its end.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from densach.kernel.period import Period

SCHOOLS: Final = frozenset(
    {"school_library", "vocational_library", "university_library", "other_education_library"}
)


def span_of(year: int, *, school_year: bool) -> Period:
    """The days that the assessment of the year looks at; a school year is named by the year in which it ends."""
    if school_year:
        return Period(date(year - 1, 9, 1), date(year, 8, 31))
    return Period.library_year(year)


def due_on(until: date) -> date:
    """By when the assessment of a year that ends on the day is due."""
    if (until.month, until.day) == (11, 30):
        return date(until.year, 12, 30)
    return until + timedelta(days=60)


def current_year(on: date) -> int:
    """The year that is being assessed on the day: from December on the one that has just ended is still due."""
    return on.year
