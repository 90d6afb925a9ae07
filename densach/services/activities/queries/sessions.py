"""Sessions of a period, of a unit, an activity or a room; who would be in two places at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from densach.services.activities.models import (
    Activity,
    ActivityRole,
    Closing,
    Series,
    Session,
    SessionState,
    Venue,
)
from densach.services.activities.rules.activity import instant
from densach.services.activities.rules.rooms import LOOKS_AHEAD, Span


def activity_by_id(pk: int) -> Activity | None:
    """The activity with its kind and unit."""
    return Activity.objects.select_related("kind", "organisation").filter(pk=pk).first()


def sessions_between(
    first: date,
    last: date,
    *,
    units: Iterable[int] | None = None,
    activity: Activity | int | None = None,
    venue: Venue | int | None = None,
    series: Series | int | None = None,
    kind: str = "",
    family: str = "",
    states: Iterable[str] = (),
) -> QuerySet[Session]:
    """Sessions that touch the days from `first` to `last`, in order of time, with activity, kind and room.

    `units` None: of all units. `kind` a code, `family` of `Family`; `states` empty: called-off ones too.
    """
    rows = Session.objects.select_related("activity__kind", "venue", "organisation")
    # A session is at most a month long, so those that began before the first day lie within reach of the index.
    rows = rows.filter(on__lte=last, on__gte=first - timedelta(days=32), ends__gt=_midnight(first))
    if units is not None:
        rows = rows.filter(organisation_id__in=list(units))
    if activity is not None:
        rows = rows.filter(activity_id=_key(activity))
    if venue is not None:
        rows = rows.filter(venue_id=_key(venue))
    if series is not None:
        rows = rows.filter(series_id=_key(series))
    if kind:
        rows = rows.filter(activity__kind__code=kind)
    if family:
        rows = rows.filter(activity__kind__family=family)
    if states := tuple(states):
        rows = rows.filter(state__in=states)
    return rows.order_by("starts", "pk")


def sessions_of(activity: Activity | int) -> QuerySet[Session]:
    """All sessions of the activity in order of time, with room and series."""
    rows = Session.objects.filter(activity_id=_key(activity)).select_related("venue", "series")
    return rows.order_by("starts", "pk")


def next_sessions(activities: Iterable[int], at: datetime) -> dict[int, Session]:
    """The next session that is not called off, by activity, in one query."""
    rows = Session.objects.filter(activity_id__in=list(activities), ends__gt=at).exclude(
        state=SessionState.CANCELLED
    )
    found: dict[int, Session] = {}
    for row in rows.select_related("venue").order_by("starts", "pk"):
        found.setdefault(row.activity_id, row)
    return found


def busy_in(
    venue: Venue | int, first: datetime, last: datetime, but: Iterable[int] = ()
) -> list[tuple[Span, Session]]:
    """What stands in the room between the instants, called-off sessions and those of `but` aside."""
    rows = (
        Session.objects.filter(venue_id=_key(venue), starts__lt=last, ends__gt=first)
        .exclude(state=SessionState.CANCELLED)
        .exclude(pk__in=list(but))
        .select_related("activity")
        .order_by("starts", "pk")
    )
    return [(Span(row.starts, row.ends), row) for row in rows]


def busy_ahead(venue: Venue | int, since: datetime, but: Iterable[int] = ()) -> list[Span]:
    """What stands in the room in the weeks after the instant, as far as somebody looks for a free time."""
    until = since + timedelta(days=LOOKS_AHEAD + 32)
    return [span for span, _session in busy_in(venue, since, until, but)]


def came_to(sessions: Iterable[int]) -> dict[int, int]:
    """How many came to each closed session, as its last closing says; one query."""
    rows = Closing.objects.filter(session__in=list(sessions)).order_by("number")
    return {key: present + taps for key, present, taps in rows.values_list("session_id", "present", "taps")}


def untouched(series: Iterable[int]) -> set[int]:
    """Those of the series of which no session was closed, called off or moved; one query, none for none."""
    keys = set(series)
    if not keys:
        return keys
    touched = Session.objects.filter(series__in=keys).exclude(state=SessionState.PLANNED, sequence=0)
    return keys - set(touched.values_list("series_id", flat=True))


@dataclass(frozen=True)
class TwoPlaces:
    """Somebody who has a part in another session at the same time."""

    name: str
    session: Session
    meanwhile: Session


# Somebody known by person, or by name within one unit: (person, 0, "") or (None, unit, name).
_Who = tuple[int | None, int, str]


def in_two_places(sessions: Sequence[Session]) -> list[TwoPlaces]:
    """Who has a part in these sessions and at the same time in a session of another activity: a warning, no refusal.

    Known by person everywhere, by name alone only within the unit. Few queries however many sessions.
    """
    planned = [one for one in sessions if one.state == SessionState.PLANNED]
    if not planned:
        return []
    units = {one.activity_id: one.organisation_id for one in planned}
    roles = ActivityRole.objects.filter(activity_id__in=units, ended_on__isnull=True).select_related("person")
    people = {(role.activity_id, _who(role, units[role.activity_id])): role for role in roles}
    if not people:
        return []
    others = _meanwhile({who for _activity, who in people}, planned)
    return [
        TwoPlaces(role.person.name if role.person else role.name, one, other)
        for (activity, who), role in people.items()
        for one in planned
        if one.activity_id == activity
        for whose, other in others
        if whose == who
        and other.activity_id != activity
        and other.starts < one.ends
        and one.starts < other.ends
    ]


def _who(role: ActivityRole, unit: int) -> _Who:
    return (None, unit, role.name) if role.person_id is None else (role.person_id, 0, "")


def _meanwhile(people: set[_Who], planned: Sequence[Session]) -> list[tuple[_Who, Session]]:
    first, last = min(one.starts for one in planned), max(one.ends for one in planned)
    persons = {person for person, _unit, _name in people if person is not None}
    names = {name for person, _unit, name in people if person is None}
    units = {unit for person, unit, _name in people if person is None}
    known = Q(activity__roles__person_id__in=persons)
    named = Q(
        activity__roles__person__isnull=True, activity__roles__name__in=names, organisation_id__in=units
    )
    rows = (
        Session.objects.filter(known | named, state=SessionState.PLANNED, starts__lt=last, ends__gt=first)
        .select_related("activity", "venue")
        .prefetch_related("activity__roles")
        .distinct()
    )
    return [
        (who, row)
        for row in rows
        for role in row.activity.roles.all()
        for who in (_who(role, row.organisation_id),)
        if who in people and role.ended_on is None
    ]


def _midnight(day: date) -> datetime:
    return instant(day, time())


def _key(one: Activity | Venue | Series | int) -> int:
    return one if isinstance(one, int) else one.pk
