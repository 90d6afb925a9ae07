"""The only door for readers of the calendar.

occasions    what returns, and the dates that hold in a place
gathering    everything that falls in a period: occasions, plans, reports, tasks, money, oversight
feeds        secret links, and whom they speak for
"""

from __future__ import annotations

from densach.programme.calendar.queries.feeds import feed_actor, links_of
from densach.programme.calendar.queries.gathering import UNITS, gathered, public_items, units_to_choose
from densach.programme.calendar.queries.occasions import (
    Dated,
    areas_around,
    dates_in,
    dates_of,
    dates_of_year,
    occasion_by_code,
    occasions_of,
)

__all__ = [
    "UNITS",
    "Dated",
    "areas_around",
    "dates_in",
    "dates_of",
    "dates_of_year",
    "feed_actor",
    "gathered",
    "links_of",
    "occasion_by_code",
    "occasions_of",
    "public_items",
    "units_to_choose",
]
