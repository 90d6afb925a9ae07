"""Sessions as events of calendars, secret addresses, and calendar files that were taken in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from densach.formats.ical import Timed
from densach.kernel.actor import Actor
from densach.kernel.errors import NotFound
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.models import Person, User
from densach.people.queries import StaffActor
from densach.services.activities.models import (
    Activity,
    ActivityKind,
    ActivityState,
    CalendarFile,
    Enrolment,
    EnrolmentState,
    FeedKey,
    Session,
    SessionState,
)
from densach.services.activities.queries.public import is_cancelled, public_sessions
from densach.services.activities.rules.kinds import family_of
from densach.services.activities.rules.verbs import MANAGE

BACK, AHEAD = timedelta(days=365), timedelta(days=730)
# All of a province at once is kept shorter: a phone asks for it several times a day.
BACK_OF_ALL, AHEAD_OF_ALL = timedelta(days=31), timedelta(days=92)
_HAS_A_PLACE: Final = (EnrolmentState.CONFIRMED,)


class UnknownFeed(NotFound):
    """The secret address opens nothing: ended, or mistyped."""

    message_id = "activities.unknown_feed"


class NoSuchFile(NotFound):
    """No calendar file that this person may know of."""

    message_id = "activities.no_such_file"


@dataclass(frozen=True)
class Stamp:
    """What tells whether a feed changed: when last, and a number that any change alters."""

    changed: datetime | None
    tag: str


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


# what feeds hold -----------------------------------------------------------------------------------------------


def all_public(on: date, units: Iterable[int] | None = None) -> QuerySet[Session]:
    """Of all units, or of those of a place, around today."""
    rows = public_sessions().filter(on__range=(on - BACK_OF_ALL, on + AHEAD_OF_ALL))
    return rows if units is None else rows.filter(organisation_id__in=list(units))


def of_unit(unit: int, on: date) -> QuerySet[Session]:
    return public_sessions().filter(organisation_id=unit, on__range=(on - BACK, on + AHEAD))


def of_activity(activity: int) -> QuerySet[Session]:
    return public_sessions().filter(activity_id=activity)


def of_venue(venue: int, on: date) -> QuerySet[Session]:
    return public_sessions().filter(venue_id=venue, on__range=(on - BACK, on + AHEAD))


def of_key(key: FeedKey, on: date) -> QuerySet[Session]:
    """What a secret address shows: a person's own sessions and those of their wards; or all of a unit's."""
    rows = Session.objects.select_related("activity__kind", "venue").filter(on__range=(on - BACK, on + AHEAD))
    if key.organisation_id is not None:
        return rows.filter(organisation_id=key.organisation_id)
    return rows.filter(pk__in=session_ids_of(key.person)) if key.person else rows.none()


def session_ids_of(person: Person) -> QuerySet[Session, int]:
    """Sessions in which the person, or whom they speak for, has a place; and those in which they have a part."""
    who = Q(person=person) | Q(person__guardian=person)
    enrolled = Enrolment.objects.filter(who, state__in=_HAS_A_PLACE, ended_at__isnull=True)
    whole = enrolled.filter(session__isnull=True).values("activity_id")
    single = enrolled.filter(session__isnull=False).values("session_id")
    acts = Q(activity__roles__person=person, activity__roles__ended_on__isnull=True)
    drafted = Q(activity__state=ActivityState.DRAFT)
    rows = Session.objects.filter(Q(activity_id__in=whole) | Q(pk__in=single) | acts)
    return rows.exclude(drafted & ~acts).values_list("pk", flat=True)


def stamp_of(rows: QuerySet[Session], *more: object) -> Stamp:
    """One query, however long the feed is. `more` alters it too: a day, a language, a name."""
    told = rows.order_by().aggregate(
        Count("pk"), Max("changed_at"), Sum("sequence"), Sum("activity__revision"), Max("pk"), Sum("revision")
    )
    text = repr([*sorted(told.items(), key=lambda pair: pair[0]), *more])
    return Stamp(told["changed_at__max"], hashlib.sha256(text.encode()).hexdigest()[:32])


def events_of(rows: QuerySet[Session], base: str, on: date) -> list[Timed]:
    """Each session as an event; `base` is the address of this site. Two queries."""
    found = list(rows.order_by("starts", "pk"))
    names = {
        key: one.name
        for key, one in organisations.all_named({one.organisation_id for one in found}, on).items()
    }
    return [event_of(one, base, names.get(one.organisation_id, "")) for one in found]


def event_of(session: Session, base: str, unit: str) -> Timed:
    """A session as its event; the title says when it is called off, for programs that hide the state."""
    activity = session.activity
    off = is_cancelled(session)
    title = f"{activity.title}: {session.topic}" if session.topic else activity.title
    notes = [session.cancelled_why or activity.ended_why] if off else []
    notes += [activity.summary[:1000], unit]
    return Timed(
        uid=session.uid,
        starts=session.starts,
        ends=session.ends,
        title=_("CALLED OFF: %(title)s") % {"title": title} if off else title,
        cancelled=off,
        all_day=session.all_day,
        # A new title or summary is a change of each event too.
        sequence=session.sequence + activity.revision,
        changed=session.changed_at,
        place=place_of(session, unit),
        url=f"{base}/hoat-dong/{activity.pk}" if activity.public and activity.published_at else "",
        note="\n".join(one for one in notes if one),
        categories=(activity.kind.name,),
    )


def place_of(session: Session, unit: str = "") -> str:
    """The room, the place, the unit, as far as they are known."""
    parts = [session.venue.name if session.venue else "", session.place, "" if session.place else unit]
    return ", ".join(one for one in parts if one)


# secret addresses -----------------------------------------------------------------------------------------------


def key_of(token: str, on: date) -> FeedKey:
    """Raises UnknownFeed: mistyped, ended, of a person who was erased, or of somebody who has left the unit since."""
    rows = FeedKey.objects.select_related("person__user", "organisation", "made_by")
    found = rows.filter(sha256=digest(token), ended_at__isnull=True).first()
    if found is None or (found.person is not None and found.person.erased_at is not None):
        raise UnknownFeed
    if found.made_by is not None and not _still_manages(found.made_by, found.organisation_id, on):
        raise UnknownFeed
    return found


def _still_manages(maker: User, organisation_id: int | None, on: date) -> bool:
    return maker.is_active and StaffActor(user=maker, on=on).may(MANAGE, organisation_id)


def keys_of_person(person: Person) -> list[FeedKey]:
    return list(FeedKey.objects.filter(person=person, ended_at__isnull=True).order_by("-made_at"))


def keys_of_units(units: Iterable[int]) -> list[FeedKey]:
    return list(
        FeedKey.objects.filter(organisation__in=list(units), ended_at__isnull=True).order_by("-made_at")
    )


def person_of(user: User) -> Person | None:
    return Person.objects.filter(user=user, erased_at__isnull=True).first()


# files taken in -----------------------------------------------------------------------------------------------


def files_of(units: Iterable[int]) -> QuerySet[CalendarFile]:
    return (
        CalendarFile.objects.filter(organisation__in=list(units))
        .select_related("organisation")
        .order_by("-pk")
    )


def file_for(actor: Actor, pk: int) -> CalendarFile:
    """Raises NoSuchFile."""
    found = CalendarFile.objects.filter(pk=pk).select_related("organisation", "kept").first()
    if found is None or not actor.may(MANAGE, found.organisation_id):
        raise NoSuchFile
    return found


def open_activities(unit: int) -> list[Activity]:
    """Drafts and announced ones of the unit, to which sessions may be added."""
    rows = Activity.objects.filter(
        organisation=unit, state__in=(ActivityState.DRAFT, ActivityState.PUBLISHED)
    )
    return list(rows.order_by("title", "pk")[:500])


def kinds_for(unit: Organisation, on: date) -> list[ActivityKind]:
    """Kinds that the unit may hold today."""
    family = family_of(organisations.named(unit, on).kind)
    rows = ActivityKind.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on))
    return [one for one in rows if not one.families or family in one.families]


def known_uids(unit: int, uids: Iterable[str]) -> dict[str, Session]:
    """UID in the file → the session that was taken from it, or that is ours and came back; one query each."""
    wanted = list(uids)
    rows = Session.objects.filter(organisation_id=unit).select_related("activity__kind", "venue")
    found = {one.uid: one for one in rows.filter(uid__in=wanted)}
    found |= {one.source_uid: one for one in rows.filter(source_uid__in=wanted).order_by("pk")}
    return found


def touched_of(file: CalendarFile) -> list[Session]:
    """Sessions of the file on which something else stands already: they are not taken away again."""
    rows = Session.objects.filter(file=file).annotate(
        marks=Count("attendances", distinct=True),
        taps=Count("tallies", distinct=True),
        places=Count("enrolments", distinct=True),
        groups_in=Count("groups", distinct=True),
        shown=Count("evidence", distinct=True),
    )
    held = Q(state=SessionState.HELD) | Q(closed_at__isnull=False)
    used = Q(marks__gt=0) | Q(taps__gt=0) | Q(places__gt=0) | Q(groups_in__gt=0) | Q(shown__gt=0)
    return list(rows.filter(held | used).order_by("starts"))
