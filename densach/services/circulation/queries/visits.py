"""What the page of visits shows: today by hour, how they are counted here, which days are closed, what is odd."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from densach.kernel.dates import VIETNAM
from densach.organisations import queries as organisations
from densach.services.circulation.models import (
    DayClosing,
    DeskOpening,
    GateReading,
    InRoomUse,
    Visit,
    VisitWay,
)
from densach.services.circulation.queries import days
from densach.services.circulation.queries.lending import VISITS

# Days of the same weekday that say what is usual, and how far off is odd.
WEEKS: Final = 8
FAR: Final = 3
DAYS_BACK: Final = 14
MOST_LINES: Final = 8


def way_of(library_id: int, on: date) -> DeskOpening | None:
    """How visits are counted here on the day; None before the first."""
    rows = DeskOpening.objects.filter(library_id=library_id, measure=VISITS, since__lte=on)
    return rows.order_by("-since", "-pk").first()


def coming_way(library_id: int, on: date) -> DeskOpening | None:
    """Another way that begins on a later day."""
    rows = DeskOpening.objects.filter(library_id=library_id, measure=VISITS, since__gt=on)
    return rows.order_by("since").first()


@dataclass(frozen=True)
class Today:
    """The visits of a day: their sum, by hour, and the last counts."""

    total: int
    hours: list[tuple[int, int]]
    last: list[Visit]
    uses: int


def today_of(library_id: int, on: date) -> Today:
    """Two queries."""
    rows = Visit.objects.filter(library_id=library_id, on=on, cancelled_at__isnull=True)
    visits = list(rows.select_related("patron__person").order_by("-at", "-pk"))
    hours: dict[int, int] = {}
    for visit in visits:
        hour = visit.at.astimezone(VIETNAM).hour
        hours[hour] = hours.get(hour, 0) + visit.quantity
    span = range(min([7, *hours]), max([17, *hours]) + 1)
    uses = InRoomUse.objects.filter(library_id=library_id, on=on, cancelled_at__isnull=True)
    return Today(
        sum(visit.quantity for visit in visits),
        [(hour, hours.get(hour, 0)) for hour in span],
        visits[:MOST_LINES],
        uses.aggregate(total=Sum("quantity"))["total"] or 0,
    )


def last_reading(library_id: int) -> GateReading | None:
    """The last one that was not taken back; the next is counted from it."""
    rows = GateReading.objects.filter(library_id=library_id).exclude(visit__cancelled_at__isnull=False)
    return rows.order_by("-at", "-pk").first()


def use_by_id(pk: int, library_id: int) -> InRoomUse | None:
    return InRoomUse.objects.filter(pk=pk, library_id=library_id).first()


def visit_by_id(pk: int, library_id: int) -> Visit | None:
    return Visit.objects.filter(pk=pk, library_id=library_id).first()


# closing --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DayLine:
    """A day of the last weeks: its closing or none, and whether the library was open."""

    on: date
    closing: DayClosing | None
    is_open: bool


def recent_days(library_id: int, on: date) -> list[DayLine]:
    """The last two weeks, today first, since the desk counts here. Three queries."""
    first = max(on - timedelta(days=DAYS_BACK), days.begun(library_id, on))
    rows = DayClosing.objects.filter(library_id=library_id, on__gte=first, reopened_at__isnull=True)
    closings = {one.on: one for one in rows}
    closed = organisations.closed_days(library_id, first, on)
    shown = [on - timedelta(days=back) for back in range((on - first).days + 1)]
    return [DayLine(day, closings.get(day), day not in closed) for day in shown]


def closed_days(library_id: int) -> QuerySet[DayClosing]:
    """All closings, the latest day first, those taken back too."""
    return DayClosing.objects.filter(library_id=library_id)


def odd_of(library_id: int, on: date, figures: dict[str, int]) -> list[str]:
    """What somebody should look at before the day is closed, in sentences."""
    told = []
    way = way_of(library_id, on)
    read = GateReading.objects.filter(library_id=library_id, on=on)
    if way is not None and way.way == VisitWay.GATE and not read.exists():
        told.append(_("The gate was not read on this day."))
    if not figures["visits"] and (figures["loans"] or figures["returns"]):
        told.append(_("Nobody is counted as a visitor, though items were lent or taken back."))
    usual = _usual(library_id, on)
    if usual and (figures["visits"] > usual * FAR or figures["visits"] * FAR < usual):
        words = _("%(number)s visits; on this weekday there are usually about %(usual)s.")
        told.append(words % {"number": figures["visits"], "usual": usual})
    return told


def _usual(library_id: int, on: date) -> int:
    """The middle of the last weeks' visits on the same weekday; 0 where too few are known."""
    same = [on - timedelta(weeks=back) for back in range(1, WEEKS + 1)]
    rows = Visit.objects.filter(library_id=library_id, on__in=same, cancelled_at__isnull=True)
    sums = sorted(total for _day, total in rows.values_list("on").annotate(total=Sum("quantity")).order_by())
    return sums[len(sums) // 2] if len(sums) >= 4 else 0
