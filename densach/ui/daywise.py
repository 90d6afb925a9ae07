"""The day at which a page is asked for: "as it is now", or "as it was on" a day that the address names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import QueryDict

from densach.kernel.dates import parse_date
from densach.kernel.errors import InvalidDate

NAME: Final = "ngay"
# The last day of the map on which provinces had not been merged and districts still were: what is most often asked for.
BEFORE_THE_REFORM: Final = date(2025, 6, 30)


@dataclass(frozen=True)
class DayAsked:
    """`on` is the day to read at; `day` the same as the address names it, empty for now; `unread` what was no day."""

    on: date
    day: str = ""
    unread: str = ""

    @property
    def is_past(self) -> bool:
        return bool(self.day)

    @property
    def query(self) -> str:
        """What a link carries on, so that the next page is read at the same day."""
        return f"?{NAME}={self.on:%Y-%m-%d}" if self.day else ""

    @property
    def more(self) -> str:
        """The same behind another question of the address."""
        return f"&{NAME}={self.on:%Y-%m-%d}" if self.day else ""


def asked_of(query: QueryDict, today: date) -> DayAsked:
    """What the address asks for; the day of today and what cannot be read ask for now."""
    written = query.get(NAME, "").strip()[:40]
    if not written:
        return DayAsked(today)
    try:
        on = parse_date(written)
    except InvalidDate:
        return DayAsked(today, unread=written)
    return DayAsked(today) if on == today else DayAsked(on, f"{on:%Y-%m-%d}")
