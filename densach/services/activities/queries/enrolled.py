"""Who is enrolled: of a session for the sheet, of an activity for its list, with counts by state."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from densach.kernel.dates import today
from densach.kernel.vietnamese import fold
from densach.people.models import Person
from densach.services.activities.models import (
    Activity,
    Enrolment,
    EnrolmentState,
    EnrolmentStep,
    Group,
    Session,
)
from densach.services.activities.rules.bands import Band, band_of

PAGE = 50


@dataclass(frozen=True)
class Learner:
    """Somebody with a place in a session; `band` by the age of its day."""

    enrolment: int
    person: Person
    band: Band | None
    group: Group | None
    code: str

    @property
    def name(self) -> str:
        return self.person.name


def learners_of(session: Session) -> list[Learner]:
    """Who has a place in the session or in the whole activity, in the order of Vietnamese names; one query."""
    rows = (
        Enrolment.objects.filter(
            Q(session=session) | Q(session__isnull=True),
            activity=session.activity_id,
            state=EnrolmentState.CONFIRMED,
            person__erased_at__isnull=True,
        )
        .select_related("person", "group")
        .order_by("person__sort_key", "pk")
    )
    return [
        Learner(one.pk, one.person, band_of(one.person.birth_date, session.on), one.group, one.code)
        for one in rows
    ]


@dataclass(frozen=True)
class Wanted:
    """What a list of enrolments is narrowed to. `state` "" is whoever has a place, "*" everybody."""

    state: str = ""
    text: str = ""
    session: int | None = None
    group: int | None = None
    after: str = ""


_STATES: Mapping[str, Collection[str]] = {
    "": (EnrolmentState.CONFIRMED,),
    "pending": (EnrolmentState.PENDING,),
    "waiting": (EnrolmentState.WAITING,),
    "offered": (EnrolmentState.OFFERED, EnrolmentState.INVITED),
    "ended": (EnrolmentState.DECLINED, EnrolmentState.LAPSED, EnrolmentState.LEFT),
    "*": tuple(EnrolmentState.values),
}
STATES = tuple(_STATES)
# Who has a place stands in the order of names, all others in the order of arrival.
BY_NAME = frozenset({"", "*"})


def enrolments(activity: Activity, wanted: Wanted) -> QuerySet[Enrolment]:
    """The rows as narrowed, in the order of the list."""
    rows = Enrolment.objects.filter(activity=activity, state__in=_STATES.get(wanted.state, _STATES[""]))
    if wanted.session is not None:
        rows = rows.filter(session=wanted.session)
    if wanted.group is not None:
        rows = rows.filter(group=wanted.group)
    if text := fold(wanted.text).strip():
        digits = "".join(sign for sign in text if sign.isdigit())
        found = Q(person__folded_name__contains=text) | Q(code__iexact=wanted.text.strip())
        if len(digits) >= 6:
            found |= Q(person__phone__contains=digits) | Q(person__guardian__phone__contains=digits)
        rows = rows.filter(found)
    rows = rows.select_related("person__guardian", "group", "session")
    return rows.order_by("person__sort_key", "pk") if wanted.state in BY_NAME else rows.order_by("position")


def page(activity: Activity, wanted: Wanted) -> tuple[list[Enrolment], str]:
    """A page behind the key, and the key of its last row where more follow."""
    rows = enrolments(activity, wanted)
    by_name = wanted.state in BY_NAME
    key, _tilde, number = wanted.after.rpartition("~")
    if number.isdecimal() and len(number) < 19:
        pk = int(number)
        if by_name:
            rows = rows.filter(Q(person__sort_key__gt=key) | Q(person__sort_key=key, pk__gt=pk))
        else:
            rows = rows.filter(position__gt=pk)
    found = list(rows[: PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    last = found[PAGE - 1]
    return found[:PAGE], f"{last.person.sort_key}~{last.pk}" if by_name else f"~{last.position}"


def counts(activity: Activity, session: int | None = None) -> dict[str, int]:
    """How many stand on each list, by the codes of `STATES`; one query."""
    rows = Enrolment.objects.filter(activity=activity)
    if session is not None:
        rows = rows.filter(session=session)
    told = dict(rows.values_list("state").annotate(Count("pk")).order_by())
    return {code: sum(told.get(state, 0) for state in states) for code, states in _STATES.items()}


def groups_of(activity: Activity) -> list[tuple[Group, int]]:
    """Groups that come or asked, each with how many of it are written in by name."""
    rows = Group.objects.filter(activity=activity, state__in=("pending", "confirmed"))
    named = Count("enrolments", filter=Q(enrolments__ended_at__isnull=True))
    told = rows.select_related("session", "organisation").annotate(named=named).order_by("name", "pk")
    return [(one, one.named) for one in told]


def group_by_id(pk: int) -> Group | None:
    return (
        Group.objects.select_related("activity__organisation", "session", "organisation")
        .filter(pk=pk)
        .first()
    )


def enrolment_by_id(pk: int) -> Enrolment | None:
    rows = Enrolment.objects.select_related(
        "activity__organisation", "activity__kind", "session", "person__guardian", "person__user", "group"
    )
    return rows.filter(pk=pk).first()


def steps_of(enrolment: Enrolment) -> list[EnrolmentStep]:
    """What became of it, oldest first."""
    return list(EnrolmentStep.objects.filter(enrolment=enrolment).order_by("at", "pk"))


def alike(rows: Collection[Enrolment]) -> dict[int, int]:
    """Enrolment → another one of the same activity, or session, by somebody of the same name and day of birth: perhaps
    one person twice. One query.
    """
    standing = Enrolment.objects.filter(
        activity__in={one.activity_id for one in rows if one.ended_at is None},
        ended_at__isnull=True,
        person__birth_date__isnull=False,
        person__folded_name__in={one.person.folded_name for one in rows},
    ).values_list("activity_id", "session_id", "person__folded_name", "person__birth_date", "person_id", "pk")
    found: dict[tuple[object, ...], list[tuple[int, int]]] = {}
    for *key, person, pk in standing.order_by("position"):
        found.setdefault(tuple(key), []).append((person, pk))
    told = {}
    for one in rows:
        mine = (one.activity_id, one.session_id, one.person.folded_name, one.person.birth_date)
        others = [pk for person, pk in found.get(mine, []) if person != one.person_id]
        if others and one.ended_at is None:
            told[one.pk] = others[0]
    return told


def place_in_line(enrolments_waiting: Collection[Enrolment]) -> dict[int, int]:
    """Enrolment → its place in the line of those who wait, from 1; one query for each activity among them."""
    found: dict[int, int] = {}
    lines: dict[tuple[int, int | None], list[int]] = {}
    keys = {
        (one.activity_id, one.session_id) for one in enrolments_waiting if one.state == EnrolmentState.WAITING
    }
    rows = Enrolment.objects.filter(
        activity__in={key[0] for key in keys}, state=EnrolmentState.WAITING
    ).order_by("position")
    for pk, activity, session in rows.values_list("pk", "activity_id", "session_id") if keys else ():
        line = lines.setdefault((activity, session), [])
        line.append(pk)
        found[pk] = len(line)
    return {one.pk: found[one.pk] for one in enrolments_waiting if one.pk in found}


def by_code(session: Session, code: str) -> Enrolment | None:
    """Who shows this code at the door of the session; None where nobody of it has the code."""
    rows = Enrolment.objects.filter(
        Q(session=session) | Q(session__isnull=True),
        activity=session.activity_id,
        state=EnrolmentState.CONFIRMED,
    )
    return rows.select_related("person").filter(code=code.strip().upper()).first()


def offers_without_letter(activity: Activity, at: datetime) -> list[Enrolment]:
    """Who was offered a place and has no e-mail, nor the guardian: to be told by telephone."""
    rows = Enrolment.objects.filter(activity=activity, state=EnrolmentState.OFFERED, offered_until__gt=at)
    rows = rows.exclude(person__guardian__email__gt="").filter(person__email="")
    return list(rows.select_related("person__guardian").order_by("position"))


def bands_on(rows: Collection[Enrolment], at: datetime) -> dict[int, Band | None]:
    """Enrolment → the band of age of today."""
    on = today(at)
    return {one.pk: band_of(one.person.birth_date, on) for one in rows}
