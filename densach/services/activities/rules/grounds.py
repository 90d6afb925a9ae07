"""Rooms, terms and holidays as values, and what is refused about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from densach.kernel.errors import Closed, Conflict, Invalid
from densach.kernel.vietnamese import clean_text
from densach.services.activities.rules.activity import require_year


class VenueNameTaken(Conflict):
    """The unit has a room of that name. Parameter: `venue`."""

    message_id = "activities.venue_name_taken"


class SeenAnOldVenue(Conflict):
    """Somebody changed the room since the page was opened. Parameter: `venue`."""

    message_id = "activities.seen_an_old_venue"


class NameLacks(Invalid):
    """A room, a term or a holiday has a name."""

    message_id = "activities.name_lacks"


class VenueInUse(Closed):
    """Sessions are planned in it. Parameters: `venue`, `number`."""

    message_id = "activities.venue_in_use"


class MoreBrokenThanThere(Invalid):
    """Parameters: `name`, `quantity`, `broken`."""

    message_id = "activities.more_broken_than_there"


class SpanBackwards(Invalid):
    """The last day lies before the first. Parameters: `first`, `last`, already worded."""

    message_id = "activities.span_backwards"


class SpanTooLong(Invalid):
    """A term is at most two years, a holiday at most half a year. Parameter: `days`."""

    message_id = "activities.span_too_long"


class TermNameTaken(Conflict):
    """There is a term of that name. Parameter: `name`."""

    message_id = "activities.term_name_taken"


class HolidayThere(Conflict):
    """The same holiday stands on the same days. Parameter: `name`."""

    message_id = "activities.holiday_there"


class TermInUse(Closed):
    """Series are made by it. Parameters: `name`, `number`."""

    message_id = "activities.term_in_use"


@dataclass(frozen=True)
class Equipment:
    """Things of one sort in a room; `broken` of them do not work."""

    name: str
    quantity: int = 1
    broken: int = 0


@dataclass(frozen=True)
class VenueData:
    """A room as it is typed. `seats` None: not told."""

    name: str
    seats: int | None = None
    note: str = ""
    equipment: Sequence[Equipment] = ()


@dataclass(frozen=True)
class SpanData:
    """A term or a holiday: a name and days, both included."""

    name: str
    first_day: date
    last_day: date


def require_span(data: SpanData, most: int) -> None:
    """Raises NameLacks, YearOutOfReach, SpanBackwards, SpanTooLong."""
    if not clean_text(data.name):
        raise NameLacks
    require_year(data.first_day.year)
    require_year(data.last_day.year)
    if data.last_day < data.first_day:
        raise SpanBackwards(first=f"{data.first_day:%d/%m/%Y}", last=f"{data.last_day:%d/%m/%Y}")
    if (data.last_day - data.first_day).days >= most:
        raise SpanTooLong(days=most)
