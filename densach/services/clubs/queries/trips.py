"""Trips of teams: in lists by area and month, and what they come to in a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, ExtractMonth

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.people.queries import organisations_where
from densach.services.activities.models import Closing, SessionState
from densach.services.clubs.models import Trip
from densach.services.clubs.rules.verbs import VIEW

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to. `state`: `held`, `planned`, "" for what is not called off."""

    year: int | None = None
    month: int | None = None
    unit: int | None = None
    club: int | None = None
    area: int | None = None
    state: str = ""


@dataclass(frozen=True)
class Line:
    """A trip with its team, unit and area by name; `people` who came, None until it is closed."""

    trip: Trip
    unit: str
    area: str
    people: int | None


def trips_for(actor: Actor, on: date) -> QuerySet[Trip]:
    """Trips of teams of the units whose activities the actor sees."""
    units = organisations_where(actor, VIEW, on).values("pk")
    return Trip.objects.filter(club__organisation__in=units)


def with_people(rows: QuerySet[Trip]) -> QuerySet[Trip]:
    """`came` on each row: what its last closing says, None where it is not closed."""
    last = Closing.objects.filter(session=OuterRef("session"), reopened=False).order_by("-number")
    held = last.filter(session__state=SessionState.HELD)
    came = Subquery(held.annotate(n=F("present") + F("taps")).values("n")[:1], output_field=IntegerField())
    return rows.annotate(came=came)


def narrowed(rows: QuerySet[Trip], wanted: Wanted) -> QuerySet[Trip]:
    """The last one first."""
    if wanted.state == "held":
        rows = rows.filter(session__state=SessionState.HELD)
    elif wanted.state == "planned":
        rows = rows.filter(session__state=SessionState.PLANNED)
    else:
        rows = rows.exclude(session__state=SessionState.CANCELLED)
    if wanted.year is not None:
        rows = rows.filter(session__on__year=wanted.year)
    if wanted.month is not None:
        rows = rows.filter(session__on__month=wanted.month)
    for name, value in (("club__organisation", wanted.unit), ("club", wanted.club), ("area", wanted.area)):
        if value is not None:
            rows = rows.filter(**{name: value})
    return rows.select_related("club", "session", "area").order_by("-session__starts", "-pk")


def page_before(rows: QuerySet[Trip], before: str) -> tuple[list[Trip], str]:
    """A page behind the key (day and number), and the key of its last row where more follow."""
    day, _tilde, number = before.rpartition("~")
    try:
        on = date.fromisoformat(day)
    except ValueError:
        on = None
    if on is not None and number.isdecimal() and len(number) < 19:
        rows = rows.filter(Q(session__on__lt=on) | Q(session__on=on, pk__lt=int(number)))
    found = list(rows.order_by("-session__on", "-pk")[: PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    last = found[PAGE - 1]
    return found[:PAGE], f"{last.session.on.isoformat()}~{last.pk}"


def lines(rows: Iterable[Trip], on: date) -> list[Line]:
    """Rows of `with_people` as they are shown; two queries more."""
    found = list(rows)
    units = organisations.names_of({one.club.organisation_id for one in found}, on)
    areas = organisations.area_names({one.area_id for one in found if one.area_id}, on)
    return [
        Line(
            one,
            units.get(one.club.organisation_id, ""),
            areas.get(one.area_id or 0, ""),
            getattr(one, "came", None),
        )
        for one in found
    ]


@dataclass(frozen=True)
class Month:
    """Trips held in a month, and who came."""

    month: int
    trips: int
    people: int


@dataclass(frozen=True)
class Year:
    """A year's trips: months in their order, the areas that were reached with how often each, the most first."""

    trips: int
    people: int
    teams: int
    months: list[Month]
    areas: list[tuple[str, int, int]]


def sums(rows: QuerySet[Trip], on: date) -> Year:
    """Of the trips that were held among the rows; three queries."""
    held = with_people(rows.filter(session__state=SessionState.HELD).order_by())
    people = Coalesce(Sum("came"), 0)
    months = [
        Month(month, trips, number)
        for month, trips, number in held.annotate(month=ExtractMonth("session__on"))
        .values("month")
        .annotate(trips=Count("pk"), number=people)
        .values_list("month", "trips", "number")
        .order_by("month")
    ]
    areas = list(
        held.values("area").annotate(trips=Count("pk"), number=people).values_list("area", "trips", "number")
    )
    names = organisations.area_names({area for area, _trips, _number in areas if area}, on)
    told = [(names.get(area or 0, ""), trips, number) for area, trips, number in areas]
    return Year(
        trips=sum(one.trips for one in months),
        people=sum(one.people for one in months),
        teams=held.values("club").distinct().count(),
        months=months,
        areas=sorted(told, key=lambda one: (-one[1], one[0])),
    )


def areas_of(rows: QuerySet[Trip], on: date) -> list[tuple[int, str]]:
    ids = set(rows.exclude(area__isnull=True).order_by().values_list("area_id", flat=True).distinct())
    return sorted(organisations.area_names(ids, on).items(), key=lambda one: one[1])


def teams_of(rows: QuerySet[Trip]) -> list[tuple[int, str]]:
    return list(rows.order_by("club__folded_name").values_list("club_id", "club__name").distinct())


def by_id(pk: int) -> Trip | None:
    rows = Trip.objects.select_related("club__organisation", "session__activity", "area")
    return rows.filter(pk=pk).first()


def only(pk: int) -> QuerySet[Trip]:
    """The one of the number, with its team and session."""
    return Trip.objects.filter(pk=pk).select_related("club", "session")
