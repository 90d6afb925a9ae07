"""Clubs in lists and one by one, their members and steps; the heads of units' clubs, whom plans train (duty F3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from densach.kernel.actor import Actor
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.models import Area
from densach.people.models import Duty, Person
from densach.people.queries import organisations_where
from densach.services.activities.models import Attendance, Session, SessionState
from densach.services.activities.rules.counting import THERE
from densach.services.clubs.models import (
    Club,
    ClubKind,
    ClubState,
    ClubStep,
    MemberRole,
    Membership,
    Trip,
    YearSummary,
)
from densach.services.clubs.rules.lifecycle import GOES_ON, SOON, TEAM_KINDS
from densach.services.clubs.rules.verbs import MANAGE, VIEW

PAGE = 50
_YEAR = timedelta(days=365)
# Of heads of clubs, and of leaders of teams.
_DUTIES = (Duty.CLUB_HEAD.value, Duty.TEAM_LEADER.value)


@dataclass(frozen=True)
class Wanted:
    """What the register is narrowed to; empty for all. `renewal`: `soon`, `lapsed`, `none`; `state` "": not closed."""

    text: str = ""
    unit: int | None = None
    kind: str = ""
    interest: str = ""
    state: str = ""
    area: int | None = None
    renewal: str = ""


@dataclass(frozen=True)
class Line:
    """A club in a list: how many belong to it, when it met last, how often in the twelve months before."""

    club: Club
    unit: str
    place: str
    members: int | None
    last: date | None
    meetings: int


def clubs_for(actor: Actor, on: date) -> QuerySet[Club]:
    """Clubs of the units whose activities the actor sees."""
    units = organisations_where(actor, VIEW, on).values("pk")
    return Club.objects.filter(organisation__in=units)


def narrowed(rows: QuerySet[Club], wanted: Wanted, on: date) -> QuerySet[Club]:
    """The rows as wanted, in the order of the register."""
    for word in fold(wanted.text).split():
        rows = rows.filter(folded_name__contains=word)
    if wanted.unit is not None:
        rows = rows.filter(organisation=wanted.unit)
    if wanted.kind == "team":
        rows = rows.filter(kind__in=TEAM_KINDS)
    elif wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.interest:
        rows = rows.filter(interest=wanted.interest)
    if wanted.area is not None:
        rows = rows.filter(area=wanted.area)
    return _by_renewal(_by_state(rows, wanted), wanted.renewal, on).order_by("folded_name", "pk")


def _by_state(rows: QuerySet[Club], wanted: Wanted) -> QuerySet[Club]:
    if wanted.state == "all":
        return rows
    if wanted.state in ClubState.values:
        return rows.filter(state=wanted.state)
    return rows.filter(state__in=GOES_ON)


def _by_renewal(rows: QuerySet[Club], renewal: str, on: date) -> QuerySet[Club]:
    if renewal == "soon":
        return rows.filter(renewed_until__gte=on, renewed_until__lte=on + SOON)
    if renewal == "lapsed":
        return rows.filter(renewed_until__lt=on)
    return rows.filter(renewed_until__isnull=True) if renewal == "none" else rows


def with_numbers(rows: QuerySet[Club], on: date) -> QuerySet[Club]:
    """`belong`, `last_met`, `met` on each row; subqueries of one statement."""
    held = Session.objects.filter(
        activity=OuterRef("activity"), state=SessionState.HELD, on__lte=on
    ).order_by()
    belong = Membership.objects.filter(club=OuterRef("pk"), until__isnull=True).order_by()
    return rows.select_related("area").annotate(
        belong=Coalesce(Subquery(belong.values("club").annotate(n=Count("pk")).values("n")), 0),
        last_met=Subquery(held.order_by("-on").values("on")[:1]),
        met=Coalesce(
            Subquery(held.filter(on__gt=on - _YEAR).values("activity").annotate(n=Count("pk")).values("n")), 0
        ),
    )


def lines(rows: Iterable[Club], on: date) -> list[Line]:
    """Rows of `with_numbers` as they are shown; two queries more."""
    found = list(rows)
    units = organisations.names_of({one.organisation_id for one in found}, on)
    areas = organisations.area_names({one.area_id for one in found if one.area_id}, on)
    return [
        Line(
            one, units.get(one.organisation_id, ""), _place(one, areas),
            one.members_told if one.light else getattr(one, "belong", 0), getattr(one, "last_met", None),
            getattr(one, "met", 0),
        )
        for one in found
    ]  # fmt: skip


def _place(club: Club, areas: dict[int, str]) -> str:
    return ", ".join(part for part in (club.hamlet, areas.get(club.area_id or 0, "")) if part)


def place_of(club: Club, on: date) -> str:
    """Its hamlet and the name of its area."""
    return _place(club, organisations.area_names([club.area_id], on) if club.area_id else {})


def page_after(rows: QuerySet[Club], after: str) -> tuple[list[Club], str]:
    """A page behind the key, and the key of its last row where more follow."""
    key, _tilde, number = after.rpartition("~")
    if number.isdecimal() and len(number) < 19:
        rows = rows.filter(Q(folded_name__gt=key) | Q(folded_name=key, pk__gt=int(number)))
    found = list(rows[: PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    last = found[PAGE - 1]
    return found[:PAGE], f"{last.folded_name}~{last.pk}"


def counts(rows: QuerySet[Club], on: date) -> dict[str, int]:
    """How many go on by what they are, and whose renewal is due; one query."""
    live = Q(state=ClubState.ACTIVE)
    going = Q(state__in=GOES_ON)
    return rows.aggregate(
        clubs=Count("pk", filter=live & Q(kind=ClubKind.CLUB)),
        groups=Count("pk", filter=live & Q(kind=ClubKind.GROUP)),
        teams=Count("pk", filter=live & Q(kind__in=TEAM_KINDS)),
        soon=Count("pk", filter=going & Q(renewed_until__gte=on, renewed_until__lte=on + SOON)),
        lapsed=Count("pk", filter=going & Q(renewed_until__lt=on)),
    )


def areas_of(rows: QuerySet[Club], on: date) -> list[tuple[int, str]]:
    """The areas in which clubs of the rows are, by name."""
    ids = set(rows.exclude(area__isnull=True).order_by().values_list("area_id", flat=True).distinct())
    return sorted(organisations.area_names(ids, on).items(), key=lambda one: fold(one[1]))


def units_of(rows: QuerySet[Club], on: date) -> list[tuple[int, str]]:
    """The units that have clubs among the rows, by name."""
    ids = set(rows.order_by().values_list("organisation_id", flat=True).distinct())
    return sorted(organisations.names_of(ids, on).items(), key=lambda one: fold(one[1]))


def by_id(pk: int) -> Club | None:
    rows = Club.objects.select_related("organisation", "area", "activity__kind", "paper")
    return rows.filter(pk=pk).first()


def member_by_id(club: Club, pk: int) -> Membership | None:
    found = club.memberships.select_related("person").filter(pk=pk).first()
    if found is not None:
        found.club = club
    return found


def head_of(club: Club) -> Membership | None:
    return club.memberships.filter(role=MemberRole.HEAD, until__isnull=True).select_related("person").first()


def may_name(actor: Actor, club: Club) -> bool:
    """Whether the actor reads the names of those who belong to it."""
    return actor.may(MANAGE, club.organisation_id)


def members_of(club: Club, text: str = "", *, past: bool = False) -> QuerySet[Membership]:
    """Who belongs to it, or did: in the order of Vietnamese names."""
    rows = club.memberships.select_related("person__guardian").filter(until__isnull=not past)
    for word in fold(text).split():
        rows = rows.filter(person__folded_name__contains=word)
    return rows.order_by("person__sort_key", "pk")


def member_counts(club: Club) -> tuple[int, int]:
    """How many belong to it, how many did."""
    found = club.memberships.aggregate(
        now=Count("pk", filter=Q(until__isnull=True)), past=Count("pk", filter=Q(until__isnull=False))
    )
    return found["now"], found["past"]


def attended(club: Club, people: Collection[int], since: date) -> dict[int, int]:
    """Person → how many meetings of the club since the day; one query."""
    rows = Attendance.objects.filter(
        person__in=people, session__activity=club.activity_id, session__state=SessionState.HELD,
        session__on__gte=since, status__in=THERE,
    )  # fmt: skip
    return dict(rows.values_list("person_id").annotate(Count("pk")).order_by())


def steps_of(club: Club) -> list[ClubStep]:
    """What happened to it, the last thing first."""
    return list(club.steps.select_related("paper").order_by("-on", "-pk"))


def meetings_of(club: Club, now: date, limit: int = 6) -> tuple[list[Session], list[Session]]:
    """Its next sessions, and those before today with the last one first; not the ones called off."""
    rows = Session.objects.filter(activity=club.activity_id).exclude(state=SessionState.CANCELLED)
    rows = rows.select_related("venue")
    coming = rows.filter(on__gte=now, state=SessionState.PLANNED).order_by("starts")
    past = rows.filter(Q(on__lt=now) | Q(state=SessionState.HELD)).order_by("-starts")
    return list(coming[:limit]), list(past[:limit])


def last_trips(club: Club, limit: int = 6) -> list[Trip]:
    rows = club.trips.select_related("session", "area").order_by("-session__starts", "-pk")
    return list(rows[:limit])


def summaries_of(club: Club) -> list[YearSummary]:
    return list(club.summaries.order_by("-year"))


def summary_of(club: Club, year: int) -> YearSummary | None:
    return club.summaries.filter(year=year).first()


@dataclass(frozen=True)
class Head:
    """Who leads a club or team of a unit on a day. `duty`: a code of `Duty`."""

    person: Person
    club: Club
    organisation_id: int
    duty: str


def heads_of(units: Collection[int], on: date) -> list[Head]:
    """Heads and deputies of the units' clubs and teams on the day, in the order of names: people for whom plans ask for
    training, whether or not they work anywhere. Erased people and closed clubs are left out. One query.
    """
    rows = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on), Q(club__state__in=GOES_ON) | Q(club__state_since__gt=on),
        club__organisation__in=units, role__in=(MemberRole.HEAD, MemberRole.DEPUTY), since__lte=on,
        person__erased_at__isnull=True,
    )  # fmt: skip
    found = rows.select_related("person", "club").order_by("person__sort_key", "role", "pk")
    return [
        Head(one.person, one.club, one.club.organisation_id, _DUTIES[one.club.kind in TEAM_KINDS])
        for one in found
    ]


def communes_of_units(units: Collection[int], on: date) -> list[tuple[int, str]]:
    """The communes inside the areas of the units, by name: where their clubs may be."""
    areas = {one.area_id for one in organisations.all_named(units, on).values()}
    found: dict[int, str] = {}
    for area in Area.objects.filter(pk__in=areas):
        found |= {key: name for key, _code, name in organisations.communes_of(area, on)}
    return sorted(found.items(), key=lambda one: fold(one[1]))


def members_page(rows: QuerySet[Membership], after: str, size: int) -> tuple[list[Membership], str]:
    """A page behind the key, and the key of its last row where more follow."""
    key, _tilde, number = after.rpartition("~")
    if number.isdecimal() and len(number) < 19:
        rows = rows.filter(Q(person__sort_key__gt=key) | Q(person__sort_key=key, pk__gt=int(number)))
    found = list(rows[: size + 1])
    if len(found) <= size:
        return found, ""
    last = found[size - 1]
    return found[:size], f"{last.person.sort_key}~{last.pk}"


def kept_units(actor: Actor, on: date) -> list[int]:
    """Units whose register the actor keeps."""
    return list(organisations_where(actor, MANAGE, on).values_list("pk", flat=True))


def keepable(rows: QuerySet[Club], actor: Actor, on: date, limit: int = 30) -> QuerySet[Club]:
    """Active ones that the actor keeps, by name."""
    units = organisations_where(actor, MANAGE, on).values("pk")
    return rows.filter(organisation__in=units, state=ClubState.ACTIVE).order_by("folded_name")[:limit]
