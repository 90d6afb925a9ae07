"""What everybody may know: announced, public activities and their sessions, by day, place, kind and age."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.db.models import Count, F, Max, Min, Q, QuerySet, TextField, Window
from django.db.models.functions import Cast, RowNumber
from django.utils.translation import gettext as _

from densach.facts.measures import CENTRES
from densach.kernel.dates import VIETNAM, today
from densach.kernel.errors import NotFound
from densach.kernel.numbers import whole_number
from densach.services.activities.models import (
    Activity,
    ActivityKind,
    ActivityRole,
    ActivityState,
    Enrolment,
    EnrolMode,
    Family,
    Session,
    SessionState,
    Venue,
)
from densach.services.activities.rules.bands import BANDS
from densach.services.activities.rules.kinds import ROLES

# What pages and feeds of the roofs name from here.
__all__ = [
    "CENTRES",
    "FAMILIES",
    "Activity",
    "Asked",
    "Day",
    "Enrolment",
    "NoSuchActivity",
    "Part",
    "Session",
    "Venue",
    "age_bands",
    "any_after",
    "bands_in_words",
    "clubs_of",
    "days_between",
    "families_held",
    "is_cancelled",
    "key_of",
    "last_day",
    "of_public",
    "open_for_enrolment",
    "parts_of",
    "public_activity",
    "public_ids",
    "public_sessions",
    "public_venue",
    "read_key",
    "running_in",
    "sessions_by_day",
    "sessions_from",
    "sessions_of_activity",
    "status_of",
    "venues_of",
]
FIRST_THREE: Final = 3
MOST_A_DAY: Final = 300
LONGEST: Final = timedelta(days=31)
FAMILIES: Final = dict(Family.choices)
SHOWN: Final = (ActivityState.PUBLISHED, ActivityState.DONE, ActivityState.CANCELLED)


class NoSuchActivity(NotFound):
    """None that the public knows of."""

    message_id = "activities.no_such_activity"


@dataclass(frozen=True)
class Asked:
    """What the calendar is narrowed to. `units` None: all. `free` True: only without a fee, False: only with one."""

    units: frozenset[int] | None = None
    family: str = ""
    band: str = ""
    free: bool | None = None
    text: str = ""


@dataclass(frozen=True)
class Day:
    """A day of a month: how many sessions, and the first few of them."""

    number: int
    first: list[Session]

    @property
    def more(self) -> int:
        return self.number - len(self.first)


def of_public(prefix: str = "") -> Q:
    """The condition "everybody may see it"; `prefix` leads to the activity."""
    return Q(
        **{
            f"{prefix}public": True,
            f"{prefix}published_at__isnull": False,
            f"{prefix}state__in": SHOWN,
        }
    )


def public_sessions(asked: Asked | None = None) -> QuerySet[Session]:
    """Sessions that everybody may see, called-off ones too, with activity, kind and room."""
    rows = Session.objects.filter(of_public("activity__")).select_related("activity__kind", "venue")
    return narrowed(rows, asked or Asked())


def narrowed(rows: QuerySet[Session], asked: Asked) -> QuerySet[Session]:
    if asked.units is not None:
        rows = rows.filter(organisation_id__in=asked.units)
    if asked.family:
        rows = rows.filter(activity__kind__family=asked.family)
    if asked.free is not None:
        rows = rows.filter(activity__fee=0) if asked.free else rows.filter(activity__fee__gt=0)
    if asked.text:
        rows = rows.filter(activity__folded__contains=asked.text)
    if asked.band:
        # The list is kept as JSON: its text names the codes in quotes, and is empty for everyone.
        rows = rows.annotate(for_whom=Cast("activity__audience", TextField())).filter(
            Q(for_whom="[]") | Q(for_whom__contains=f'"{asked.band}"')
        )
    return rows


def days_between(first: date, last: date, asked: Asked) -> dict[date, Day]:
    """Each day of the span that has sessions: how many, and its first three. Three queries for any number.

    Whole-day events stand on every day that they fill.
    """
    rows = public_sessions(asked).filter(on__range=(first, last), all_day=False).order_by()
    place = Window(RowNumber(), partition_by=F("on"), order_by=[F("starts").asc(), F("pk").asc()])
    number = Window(Count("pk"), partition_by=F("on"))
    # Numbers alone go through the window: thousands of whole rows would make it slow.
    heads = rows.annotate(place_in_day=place, number_in_day=number).filter(place_in_day__lte=FIRST_THREE)
    found = list(heads.values_list("pk", "on", "number_in_day"))
    counted = {day: total for _pk, day, total in found}
    shown: dict[date, list[Session]] = {}
    whole_rows = Session.objects.filter(pk__in=[pk for pk, _day, _total in found])
    for one in whole_rows.select_related("activity__kind").order_by("starts", "pk"):
        shown.setdefault(one.on, []).append(one)
    for whole in _whole_days(first, last, asked):
        for day in _days_of(whole, first, last):
            counted[day] = counted.get(day, 0) + 1
            shown.setdefault(day, []).insert(0, whole)
    return {day: Day(number, shown[day][:FIRST_THREE]) for day, number in counted.items()}


def _whole_days(first: date, last: date, asked: Asked) -> list[Session]:
    rows = public_sessions(asked).filter(all_day=True, on__range=(first - LONGEST, last))
    return [one for one in rows.order_by("-starts", "-pk") if last_day(one) >= first]


def last_day(session: Session) -> date:
    """Its last day in Viet Nam: whole days end at the midnight after it."""
    return max(today(session.ends - timedelta(microseconds=1)), session.on)


def _days_of(session: Session, first: date, last: date) -> list[date]:
    since, until = max(session.on, first), min(last_day(session), last)
    return [since + timedelta(days=number) for number in range((until - since).days + 1)]


def sessions_by_day(
    first: date, last: date, asked: Asked, *, most: int = MOST_A_DAY
) -> dict[date, list[Session]]:
    """Day → its sessions in order of time, at most so many of a day. Three queries."""
    place = Window(RowNumber(), partition_by=F("on"), order_by=[F("starts").asc(), F("pk").asc()])
    rows = public_sessions(asked).filter(on__range=(first, last), all_day=False)
    heads = rows.order_by().annotate(place_in_day=place).filter(place_in_day__lte=most)
    shown = Session.objects.filter(pk__in=list(heads.values_list("pk", flat=True)))
    found: dict[date, list[Session]] = {}
    for one in shown.select_related("activity__kind", "venue").order_by("starts", "pk"):
        found.setdefault(one.on, []).append(one)
    for whole in _whole_days(first, last, asked):
        for day in _days_of(whole, first, last):
            found.setdefault(day, []).insert(0, whole)
    return found


def sessions_from(
    day: date, asked: Asked, *, until: date | None = None, after: str = "", limit: int = 51
) -> list[Session]:
    """From a day on, in order of time, whole-day events that go on then too; `after` is the `key_of` the last shown."""
    rows = public_sessions(asked).filter(on_or_after(day))
    if until is not None:
        rows = rows.filter(on__lte=until)
    key = read_key(after)
    if key is not None:
        since, last = key
        rows = rows.filter(Q(starts__gt=since) | Q(starts=since, pk__gt=last))
    return list(rows.order_by("starts", "pk")[:limit])


def on_or_after(day: date) -> Q:
    """The condition "begins on the day or later, or fills it as a whole-day event that began before"."""
    midnight = datetime.combine(day, time(), VIETNAM)
    return Q(on__gte=day) | Q(all_day=True, on__gte=day - LONGEST, ends__gt=midnight)


def key_of(session: Session) -> str:
    return f"{session.starts.isoformat()}~{session.pk}"


def read_key(written: str) -> tuple[datetime, int] | None:
    """The instant and the number that `key_of` wrote; None for anything else."""
    instant, _sep, number = written.rpartition("~")
    last = whole_number(number)
    try:
        since = datetime.fromisoformat(instant)
        if last is None or since.tzinfo is None:
            return None
        return since.astimezone(UTC), last
    except (ValueError, OverflowError):
        return None


def any_after(day: date, asked: Asked) -> date | None:
    """The next day from this one on that has a session; None when nothing is to come."""
    rows = public_sessions(asked).filter(on_or_after(day)).exclude(state=SessionState.CANCELLED)
    found: date | None = rows.aggregate(Min("on"))["on__min"]
    return None if found is None else max(found, day)


def is_cancelled(session: Session) -> bool:
    """Called off by itself, or with the whole activity before it was held."""
    if session.state == SessionState.CANCELLED:
        return True
    return session.activity.state == ActivityState.CANCELLED and session.state == SessionState.PLANNED


def status_of(session: Session) -> str:
    """planned, held or cancelled, as machines are told."""
    return "cancelled" if is_cancelled(session) else str(session.state)


# one activity -------------------------------------------------------------------------------------------------


def public_activity(pk: int) -> Activity:
    """Raises NoSuchActivity."""
    rows = Activity.objects.filter(of_public(), pk=pk).select_related("kind", "organisation", "area", "cover")
    found = rows.first()
    if found is None:
        raise NoSuchActivity
    return found


def sessions_of_activity(activity: Activity, at: datetime) -> tuple[list[Session], list[Session]]:
    """Those to come in order of time, and those that are over with the last one first."""
    rows = list(activity.sessions.select_related("venue").order_by("starts", "pk"))
    for one in rows:
        one.activity = activity
    coming = [one for one in rows if one.ends > at]
    return coming, [one for one in reversed(rows) if one.ends <= at]


@dataclass(frozen=True)
class Part:
    """Somebody with a part, as the public is told: the role, the name, who that is."""

    role: str
    name: str
    about: str


def parts_of(activity: Activity) -> list[Part]:
    """Teachers, hosts, speakers: people who act in public. Volunteers and drivers are not named."""
    rows = ActivityRole.objects.filter(activity=activity, ended_on__isnull=True).exclude(
        role__in=("volunteer", "driver")
    )
    return [
        Part(_(ROLES.get(one.role, one.role)), one.name or (one.person.name if one.person else ""), one.about)
        for one in rows.select_related("person").order_by("pk")
        if one.name or (one.person and one.person.name)
    ]


def bands_in_words(codes: Collection[str]) -> str:
    """For whom, as a page says it; empty for everyone."""
    return ", ".join(_(band.name) for band in BANDS if band.code in codes)


def age_bands() -> list[tuple[str, str]]:
    return [(band.code, _(band.name)) for band in BANDS]


def families_held() -> list[tuple[str, str]]:
    """The families of activity of which the public calendar holds any kind."""
    held = set(ActivityKind.objects.filter(activities__in=Activity.objects.filter(of_public())).values_list(
        "family", flat=True
    ).distinct())  # fmt: skip
    return [(code, str(label)) for code, label in Family.choices if code in held]


# a unit and many -------------------------------------------------------------------------------------------------


def running_in(units: Iterable[int] | None, first: date, last: date) -> dict[int, int]:
    """Unit → sessions in the span that are not called off; None asks for every unit that has any. One query."""
    rows = Session.objects.filter(of_public("activity__"), on_or_after(first), on__lte=last)
    rows = rows.exclude(state=SessionState.CANCELLED).exclude(activity__state=ActivityState.CANCELLED)
    if units is not None:
        rows = rows.filter(organisation_id__in=list(units))
    return dict(rows.order_by().values_list("organisation_id").annotate(Count("pk")))


def open_for_enrolment(unit: int, at: datetime, limit: int = 12) -> list[Activity]:
    """Announced activities of the unit to which people may enrol now, the soonest ending first."""
    rows = Activity.objects.filter(
        of_public(),
        organisation_id=unit,
        state=ActivityState.PUBLISHED,
        enrol_mode__in=(EnrolMode.OPEN, EnrolMode.APPROVAL),
    ).filter(
        Q(enrol_from__isnull=True) | Q(enrol_from__lte=at),
        Q(enrol_until__isnull=True) | Q(enrol_until__gte=at),
    )
    rows = rows.annotate(last=Max("sessions__ends")).filter(Q(last__isnull=True) | Q(last__gt=at))
    return list(rows.select_related("kind").order_by(F("enrol_until").asc(nulls_last=True), "title")[:limit])


def clubs_of(unit: int, limit: int = 30) -> list[Activity]:
    """Clubs and interest groups of the unit that are announced and go on."""
    rows = Activity.objects.filter(
        of_public(), organisation_id=unit, state=ActivityState.PUBLISHED, kind__family=Family.CLUB
    )
    return list(rows.select_related("kind").order_by("title", "pk")[:limit])


def venues_of(unit: int, on: date) -> list[Venue]:
    """The rooms that the unit uses, with what stands in them."""
    rows = Venue.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), organisation_id=unit)
    return list(rows.prefetch_related("equipment").order_by("name"))


def public_venue(pk: int) -> Venue:
    """Raises NoSuchActivity."""
    found = Venue.objects.filter(pk=pk).select_related("organisation").first()
    if found is None:
        raise NoSuchActivity
    return found


def public_ids() -> list[int]:
    """Every activity that search engines may know, newest first; the sitemap's."""
    rows = Activity.objects.filter(of_public()).exclude(state=ActivityState.CANCELLED)
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:20_000])
