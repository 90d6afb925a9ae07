"""Secret addresses of calendars; calendar files of other programs: sent, taken in, taken back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from densach.files import actions as files
from densach.files.queries import read as bytes_of
from densach.formats.ical import MOST_BYTES, read_timed
from densach.formats.ical.refusals import CalendarTooLarge
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations.models import Organisation
from densach.people.actions.persons import own_person
from densach.people.models import User
from densach.services.activities.actions.planning import plan_activity, require_manage
from densach.services.activities.actions.sessions import (
    add_session,
    cancel_session,
    move_session,
    restore_session,
)
from densach.services.activities.models import (
    Activity,
    ActivityKind,
    CalendarFile,
    FeedKey,
    Session,
    SessionState,
)
from densach.services.activities.queries.calendars import AHEAD, UnknownFeed, digest, known_uids, touched_of
from densach.services.activities.rules.activity import ActivityData, When, clock_text, when_text
from densach.services.activities.rules.taking import (
    CHANGED,
    NEW,
    OFF,
    REFUSED,
    FileNotTaken,
    FileTakenAlready,
    Row,
    Standing,
    TooLateToUndo,
    judged,
    kept,
)

# What a file may reach back: history that a unit wants to have in its calendar.
BACK: Final = timedelta(days=5 * 366)
_CALLED_OFF: Final = "Hủy theo lịch đã nhập"


# secret addresses -----------------------------------------------------------------------------------------------


@transaction.atomic
def make_own_key(*, at: datetime, user: User) -> str:
    """A secret address of one's own calendar; spelt only now."""
    token = secrets.token_urlsafe(24)
    person = own_person(at=at, user=user)
    FeedKey.objects.create(sha256=digest(token), person=person, made_at=at, made_by_name=user.name)
    return token


@transaction.atomic
def end_own_key(*, at: datetime, user: User, pk: int) -> None:
    """The address opens nothing any more. Raises UnknownFeed for somebody else's."""
    found = FeedKey.objects.select_for_update(of=("self",)).filter(
        pk=pk, person__user=user, ended_at__isnull=True
    ).first()  # fmt: skip
    if found is None:
        raise UnknownFeed
    found.ended_at = at
    found.save(update_fields=["ended_at"])


@transaction.atomic
def make_unit_key(*, at: datetime, actor: Actor, organisation: Organisation) -> str:
    """A secret address of all that the unit plans, with what is not public. Raises NotAllowed."""
    require_manage(actor, organisation)
    token = secrets.token_urlsafe(24)
    FeedKey.objects.create(
        sha256=digest(token),
        organisation=organisation,
        made_at=at,
        made_by_name=actor.name,
        made_by_id=actor.id,
    )
    _tell(at, actor, organisation, "calendar.key_made")
    return token


@transaction.atomic
def end_unit_key(*, at: datetime, actor: Actor, pk: int) -> Organisation:
    """Raises UnknownFeed, also for whoever may not end it."""
    rows = FeedKey.objects.select_for_update(of=("self",)).select_related("organisation")
    found = rows.filter(pk=pk, organisation__isnull=False, ended_at__isnull=True).first()
    if found is None or found.organisation is None or not actor.may("activity.manage", found.organisation):
        raise UnknownFeed
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    _tell(at, actor, found.organisation, "calendar.key_ended")
    return found.organisation


# files ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def send_calendar(
    *, at: datetime, actor: Actor, organisation: Organisation, name: str, data: bytes
) -> CalendarFile:
    """The file is kept and read; nothing is written to the calendar yet.

    Raises NotAllowed, CalendarTooLarge, BrokenCalendar, NothingInFile, TooManyEvents, and refusals of `files`.
    """
    require_manage(actor, organisation)
    if len(data) > MOST_BYTES:
        raise CalendarTooLarge(limit=MOST_BYTES // 2**20)
    rows = _judge(at, organisation, data)
    stored = files.keep(at=at, actor=actor, name=name, data=data, organisation=organisation)
    file = CalendarFile.objects.create(
        organisation=organisation,
        name=name[:200],
        kept=stored,
        report=[asdict(row) for row in rows],
        sent_at=at,
        sent_by_name=actor.name,
    )
    _tell(at, actor, organisation, "calendar.sent", name=file.name)
    return file


def _judge(at: datetime, organisation: Organisation, data: bytes) -> list[Row]:
    on = today(at)
    reading = read_timed(data, since=on - BACK, until=on + AHEAD)
    known = known_uids(organisation.pk, [event.key[:255] for event in reading.events])
    standing = {
        key: Standing(
            one.pk,
            one.starts,
            one.ends,
            one.place,
            one.all_day,
            one.state == SessionState.HELD,
            one.state == SessionState.CANCELLED,
        )
        for key, one in known.items()
    }
    return judged(reading, standing)


def _locked(actor: Actor, file: CalendarFile) -> CalendarFile:
    rows = CalendarFile.objects.select_for_update(of=("self",)).select_related("organisation", "kept")
    found = rows.get(pk=file.pk)
    require_manage(actor, found.organisation)
    return found


@transaction.atomic
def take_in(
    *, at: datetime, actor: Actor, file: CalendarFile, kind: ActivityKind, activity: Activity | None = None
) -> CalendarFile:
    """New events become sessions of the activity, or of a draft for each title; changed ones move; called-off ones too.

    What a rule of the calendar forbids is refused by itself, and the others go on. Raises NotAllowed, FileTakenAlready.
    """
    found = _locked(actor, file)
    if found.taken_at is not None:
        raise FileTakenAlready(when=clock_text(found.taken_at))
    rows = _judge(at, found.organisation, bytes_of(found.kept))
    homes: dict[str, Activity] = {}
    for row in rows:
        try:
            with transaction.atomic():
                _take(at, actor, found, row, kind, activity, homes)
        except Refusal as refusal:
            row.state, row.why = REFUSED, kept(refusal)
    found.report = [asdict(row) for row in rows]
    found.taken = sum(1 for row in rows if row.state in {NEW, CHANGED, OFF})
    found.taken_at = at
    found.save()
    _tell(at, actor, found.organisation, "calendar.taken", name=found.name, number=found.taken)
    return found


def _take(
    at: datetime,
    actor: Actor,
    file: CalendarFile,
    row: Row,
    kind: ActivityKind,
    activity: Activity | None,
    homes: dict[str, Activity],
) -> None:
    when = _when(row) if row.at else None
    if row.state == NEW and when is not None:
        home = activity or homes.get(row.title)
        if home is None:
            data = ActivityData(kind=kind, title=row.title)
            home = plan_activity(at=at, actor=actor, organisation=file.organisation, data=data)
        made = add_session(at=at, actor=actor, activity=home, when=when)
        if activity is None:
            row.made = row.title not in homes
            homes[row.title] = home
        Session.objects.filter(pk=made.pk).update(file=file, source_uid=row.key)
        row.session, row.activity = made.pk, home.pk
    elif row.state == CHANGED and when is not None and row.session is not None:
        mine = Session.objects.select_related("activity", "venue").get(pk=row.session)
        row.before = _before(mine)
        kept_room = When(
            when.starts, when.ends, mine.venue, row.place, mine.channel, mine.topic, when.all_day
        )
        move_session(at=at, actor=actor, session=mine, when=kept_room, seen_revision=mine.revision)
    elif row.state == OFF and row.session is not None:
        mine = Session.objects.get(pk=row.session)
        cancel_session(at=at, actor=actor, session=mine, why=_CALLED_OFF)


def _when(row: Row) -> When:
    return When(starts=row.starts, ends=row.ends, place=row.place, all_day=row.all_day)


def _before(session: Session) -> dict[str, object]:
    return {
        "at": session.starts.isoformat(),
        "until": session.ends.isoformat(),
        "place": session.place,
        "all_day": session.all_day,
    }


@transaction.atomic
def undo_calendar(*, at: datetime, actor: Actor, file: CalendarFile) -> CalendarFile:
    """What the file brought is taken out again, what it moved goes back; all or nothing.

    Raises NotAllowed, FileNotTaken, TooLateToUndo once people are enrolled or marked, or a session is counted; and what
    moving back raises where a room is taken meanwhile.
    """
    found = _locked(actor, file)
    if found.taken_at is None or found.undone_at is not None:
        raise FileNotTaken
    if touched := touched_of(found):
        first = touched[0]
        raise TooLateToUndo(number=len(touched), when=when_text(first.starts, first.ends))
    rows = [Row(**told) for told in found.report]
    homes = {row.activity for row in rows if row.made and row.activity}
    Session.objects.filter(file=found).delete()
    for activity in Activity.objects.filter(pk__in=homes, published_at__isnull=True):
        if not activity.sessions.exists() and not activity.enrolments.exists():
            activity.roles.all().delete()
            activity.delete()
    for row in rows:
        _put_back(at, actor, row)
    found.undone_at = at
    found.save(update_fields=["undone_at"])
    _tell(at, actor, found.organisation, "calendar.undone", name=found.name, number=found.taken)
    return found


def _put_back(at: datetime, actor: Actor, row: Row) -> None:
    if row.state not in {CHANGED, OFF} or row.session is None:
        return
    mine = Session.objects.select_related("activity", "venue").get(pk=row.session)
    if row.state == OFF:
        restore_session(at=at, actor=actor, session=mine)
        return
    told: Mapping[str, object] = row.before
    when = When(
        starts=datetime.fromisoformat(str(told["at"])),
        ends=datetime.fromisoformat(str(told["until"])),
        venue=mine.venue,
        place=str(told["place"]),
        channel=mine.channel,
        topic=mine.topic,
        all_day=bool(told["all_day"]),
    )
    move_session(at=at, actor=actor, session=mine, when=when, seen_revision=mine.revision)


def _tell(at: datetime, actor: Actor, organisation: Organisation, act: str, **params: object) -> None:
    journal.write(at=at, actor=actor, act=act, organisation=organisation, subject="calendar", **params)
