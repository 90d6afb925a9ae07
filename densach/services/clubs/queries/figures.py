"""A club's year in figures, from sessions that were closed in it: of meetings and of trips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, QuerySet, Sum

from densach.facts.rules import slice_parts
from densach.services.activities.models import Attendance, Session, SessionState, Tally
from densach.services.activities.rules.counting import THERE
from densach.services.clubs.models import Club

# Dimensions by which who came is told apart, in the order of the page.
DIMENSIONS: Final = ("band", "sex", "ethnic")


@dataclass(frozen=True)
class Figures:
    """`participants`: people at meetings, each time they came; `people`: different ones among those known by name.
    `parts`: dimension → value → participants; what is not told is the rest. `months`: meetings in each of the twelve.
    `members`: at the end of the year, or now.
    """

    year: int
    meetings: int = 0
    participants: int = 0
    people: int = 0
    trips: int = 0
    audience: int = 0
    members: int | None = None
    joined: int = 0
    left: int = 0
    months: list[int] = field(default_factory=lambda: [0] * 12)
    parts: dict[str, dict[str, int]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Figures:
        """As a signed summary keeps them."""
        return cls(**{name: told[name] for name in cls.__dataclass_fields__ if name in told})


def of_year(club: Club, year: int) -> Figures:
    """A fixed number of queries."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    held = Session.objects.filter(state=SessionState.HELD, on__range=(first, last))
    meetings = held.filter(activity=club.activity_id)
    trips = held.filter(trip__club=club)
    came = _came(meetings)
    parts: dict[str, Counter[str]] = {name: Counter() for name in DIMENSIONS}
    for told, number in came:
        for dimension, value in slice_parts(told).items():
            if dimension in parts:
                parts[dimension][value] += number
    months = [0] * 12
    for day in meetings.values_list("on", flat=True):
        months[day.month - 1] += 1
    named = Attendance.objects.filter(session__in=meetings, status__in=THERE)
    return Figures(
        year=year,
        meetings=sum(months),
        participants=sum(number for _told, number in came),
        people=named.values("person").distinct().count(),
        trips=trips.count(),
        audience=sum(number for _told, number in _came(trips)),
        months=months,
        parts={name: dict(found) for name, found in parts.items() if found},
        **_members(club, first, last),
    )


def _came(sessions: QuerySet[Session]) -> list[tuple[str, int]]:
    """Slices of all who were there, with how many each."""
    marks = Attendance.objects.filter(session__in=sessions, status__in=THERE)
    taps = Tally.objects.filter(session__in=sessions, cancelled_at__isnull=True)
    both: Iterable[tuple[str, int]] = (
        *marks.values_list("slice").annotate(number=Count("pk")).order_by(),
        *taps.values_list("slice").annotate(number=Sum("quantity")).order_by(),
    )
    return list(both)


def _members(club: Club, first: date, last: date) -> dict[str, Any]:
    if club.light:
        return {"members": club.members_told}
    told = club.memberships.aggregate(
        members=Count("pk", filter=Q(since__lte=last) & (Q(until__isnull=True) | Q(until__gt=last))),
        joined=Count("pk", filter=Q(since__range=(first, last))),
        left=Count("pk", filter=Q(until__range=(first, last))),
    )
    return dict(told)
