"""Opening times and closures: what stands on the door."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text
from densach.organisations.actions.profile import allow_profile, note, require_alive
from densach.organisations.models import Closure, OpeningTime, Organisation
from densach.organisations.opening import Timetable, require_week
from densach.organisations.rules import (
    ClosureOverlaps,
    DaysBackwards,
    UnknownClosure,
    UnknownTimetable,
    require_day,
)

_DAY = timedelta(days=1)


@transaction.atomic
def write_timetable(*, at: datetime, actor: Actor, organisation: Organisation, timetable: Timetable) -> None:
    """The week holds from its first day, to its last one or until the next timetable already written begins.

    Where an earlier timetable held longer, it holds again afterwards: summer hours need no second entry in autumn.
    """
    allow_profile(actor, organisation)
    name = require_alive(organisation, at)
    require_day(today(at), timetable.valid_from, timetable.valid_to)
    lay_timetable(organisation, timetable)
    since = timetable.valid_from.isoformat()
    note(at, actor, "timetable_written", organisation, name=name, since=since)


def lay_timetable(organisation: Organisation, timetable: Timetable) -> None:
    """The table alone; the act that calls it asks who may, and tells the journal."""
    first, last = timetable.valid_from, timetable.valid_to
    if last is not None and last < first:
        raise DaysBackwards(first_day=first, last_day=last)
    require_week(timetable.week)
    if last is None:
        following = organisation.opening_times.filter(valid_from__gt=first).order_by("valid_from").first()
        last = following.valid_from - _DAY if following else None
    _make_room(organisation, first, last)
    for weekday, spans in timetable.week.items():
        for span in spans:
            row = OpeningTime(
                organisation=organisation,
                weekday=weekday,
                opens=span.opens,
                closes=span.closes,
                valid_from=first,
                valid_to=last,
            )
            row.full_clean()
            row.save()


def _make_room(organisation: Organisation, first: date, last: date | None) -> None:
    """What held on the days from `first` to `last` (None: without end) holds before and after them only."""
    held = organisation.opening_times.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first))
    if last is not None:
        held = held.filter(valid_from__lte=last)
    for row in list(held):
        if last is not None and (row.valid_to is None or row.valid_to > last):
            OpeningTime.objects.create(
                organisation=organisation,
                weekday=row.weekday,
                opens=row.opens,
                closes=row.closes,
                valid_from=last + _DAY,
                valid_to=row.valid_to,
            )
        if row.valid_from < first:
            row.valid_to = first - _DAY
            row.save(update_fields=["valid_to"])
        else:
            row.delete()


@transaction.atomic
def remove_timetable(*, at: datetime, actor: Actor, organisation: Organisation, since: date) -> None:
    """A timetable entered by mistake: the one before it holds on in its stead."""
    allow_profile(actor, organisation)
    name = require_alive(organisation, at)
    rows = list(organisation.opening_times.filter(valid_from=since))
    if not rows:
        raise UnknownTimetable(since=since)
    until = rows[0].valid_to
    organisation.opening_times.filter(valid_from=since).delete()
    if since > date.min:
        organisation.opening_times.filter(valid_to=since - _DAY).update(valid_to=until)
    note(at, actor, "timetable_removed", organisation, name=name, since=since.isoformat())


@transaction.atomic
def close(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    first_day: date,
    last_day: date,
    reason: str,
) -> Closure:
    """It does not open on these days. Refuses days of another closure."""
    allow_profile(actor, organisation)
    name = require_alive(organisation, at)
    require_day(today(at), first_day, last_day)
    if last_day < first_day:
        raise DaysBackwards(first_day=first_day, last_day=last_day)
    other = organisation.closures.filter(first_day__lte=last_day, last_day__gte=first_day).first()
    if other is not None:
        raise ClosureOverlaps(first_day=other.first_day, last_day=other.last_day, reason=other.reason)
    closure = Closure(
        organisation=organisation, first_day=first_day, last_day=last_day, reason=clean_text(reason)
    )
    closure.full_clean()
    closure.save()
    days = {"first_day": first_day.isoformat(), "last_day": last_day.isoformat()}
    note(at, actor, "closed", organisation, name=name, reason=closure.reason, **days)
    return closure


@transaction.atomic
def reopen(*, at: datetime, actor: Actor, organisation: Organisation, closure_id: int) -> None:
    """The closure does not hold any more."""
    allow_profile(actor, organisation)
    name = require_alive(organisation, at)
    closure = organisation.closures.filter(pk=closure_id).first()
    if closure is None:
        raise UnknownClosure()
    days = {"first_day": closure.first_day.isoformat(), "last_day": closure.last_day.isoformat()}
    closure.delete()
    note(at, actor, "reopened", organisation, name=name, reason=closure.reason, **days)
