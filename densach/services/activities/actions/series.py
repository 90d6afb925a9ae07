"""Series are made, changed and undone. The sessions are rows: a changed rule makes, moves and calls off sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext

from densach.kernel.actor import Actor
from densach.kernel.vietnamese import clean_text
from densach.services.activities.actions.timing import (
    CHANGED,
    book_room,
    call_off,
    new_session,
    open_activity,
    put,
    tell_series,
)
from densach.services.activities.actions.twice import made_before, require_new
from densach.services.activities.models import (
    Activity,
    ActivityState,
    Enrolment,
    Series,
    Session,
    SessionState,
)
from densach.services.activities.queries.recurring import data_of, made_by, off_days
from densach.services.activities.rules.activity import SeriesData, When, instant
from densach.services.activities.rules.recurring import (
    SeenAnOldSeries,
    SeriesInUse,
    days_of,
    seen_as,
    span_of,
    undoable,
)
from densach.services.activities.rules.rooms import Span


def _values(data: SeriesData) -> dict[str, object]:
    first, last = span_of(data)
    return {
        "rule": data.rule, "weekdays": sorted(set(data.weekdays)), "every": data.every,
        "lunar_days": sorted(set(data.lunar_days)), "lunar_month": data.lunar_month, "leap": data.leap,
        "days": data.days, "dates": [day.isoformat() for day in sorted(set(data.dates))],
        "start_time": data.start_time, "minutes": data.minutes, "first_day": first, "last_day": last,
        "term": data.term, "venue": data.venue, "place": clean_text(data.place)[:200],
        "skips_holidays": data.skips_holidays,
    }  # fmt: skip


def when_on(data: SeriesData, day: date, topic: str = "") -> When:
    """The session that the rule holds on a day."""
    starts = instant(day, data.start_time)
    return When(
        starts=starts, ends=starts + timedelta(minutes=data.minutes), venue=data.venue,
        place=clean_text(data.place)[:200], channel=data.channel, topic=topic,
    )  # fmt: skip


def _spans(data: SeriesData, days: Sequence[date]) -> list[Span]:
    return [Span(one.starts, one.ends) for one in (when_on(data, day) for day in days)]


@transaction.atomic
def add_series(*, at: datetime, actor: Actor, activity: Activity, data: SeriesData, key: str = "") -> Series:
    """A series with its sessions; days of holidays and closures are left out. `key`: the same rule sent again under it
    makes nothing more.

    Raises NotAllowed, NotInThisState, what `rules.recurring.days_of` raises, VenueTaken, VenueEnded, VenueOfOthers,
    SessionThere.
    """
    found = open_activity(actor, activity)
    made = made_by(found.organisation_id, data)
    values = {"activity": found, **_values(data)}
    earlier, key_now = made_before(Series.objects.all(), key, values)
    if earlier is not None:
        return earlier
    require_new(found, [when_on(data, day) for day in made.days])
    book_room(actor, found, data.venue, _spans(data, made.days))
    series = Series(key=key_now, made_at=at, made_by_name=actor.name)
    for name, value in values.items():
        setattr(series, name, value)
    series.save()
    _make(at, series, data, made.days)
    tell_series(at, actor, series, "series.added", len(made.days))
    return series


def _make(at: datetime, series: Series, data: SeriesData, days: Sequence[date]) -> None:
    rows = []
    for day in days:
        session = new_session(at, series.activity, when_on(data, day))
        session.series, session.slot = series, day
        rows.append(session)
    Session.objects.bulk_create(rows)


@transaction.atomic
def change_series(
    *, at: datetime, actor: Actor, series: Series, data: SeriesData, since: date, seen: str
) -> Series:
    """Another rule from the day `since` on; what was before stays, in a series of its own if there was any.

    Of the sessions from that day on, those planned are moved, called off (in a draft: taken out) or added; closed ones,
    those called off and those that somebody put elsewhere stay. `seen`: `rules.recurring.seen_as` of the series as the
    page showed it. Raises as `add_series`, and SeenAnOldSeries.
    """
    held = Series.objects.select_for_update(of=("self",)).select_related("activity", "venue", "term")
    found = held.get(pk=series.pk)
    activity = open_activity(actor, found.activity)
    if seen_as(data_of(found)) != seen:
        raise SeenAnOldSeries
    data = replace(data, first_day=max(since, span_of(data)[0]))
    first, last = span_of(data)
    made = days_of(data, off_days(activity.organisation_id, first, last))
    rows = list(found.sessions.select_for_update(of=("self",)).filter(slot__gte=since).order_by("slot"))
    moving = {one.slot: one for one in rows if one.state == SessionState.PLANNED and not one.edited}
    staying = {one.slot for one in rows} - set(moving)
    days = [day for day in made.days if day not in staying and day >= since]
    book_room(actor, activity, data.venue, _spans(data, days), but=[one.pk for one in moving.values()])
    target = found
    if found.sessions.filter(slot__lt=since).exists():
        target = split_off(found, since, list(moving.values()))
    for name, value in _values(data).items():
        setattr(target, name, value)
    target.ended_at = None
    target.save()
    _fit(at, activity, target, data, moving, days)
    tell_series(at, actor, target, "series.changed", len(days))
    return target


def _fit(
    at: datetime,
    activity: Activity,
    series: Series,
    data: SeriesData,
    moving: dict[date | None, Session],
    days: Sequence[date],
) -> None:
    new = [day for day in days if day not in moving]
    changed = []
    for day in set(days) - set(new):
        session = moving.pop(day)
        if _differs(session, when := when_on(data, day, session.topic)):
            put(session, when, at)
            changed.append(session)
    Session.objects.bulk_update(changed, CHANGED)
    _make(at, series, data, new)
    for session in moving.values():
        _drop(at, activity, session)


def _differs(session: Session, when: When) -> bool:
    now = (session.starts, session.ends, session.venue_id, session.place, session.channel)
    return now != (when.starts, when.ends, when.venue.pk if when.venue else None, when.place, when.channel)


def _drop(at: datetime, activity: Activity, session: Session) -> None:
    """No longer of the rule: out of a draft it goes, of an announced one people must read that it is not held."""
    if activity.state == ActivityState.DRAFT:
        try:
            with transaction.atomic():
                session.delete()
        except ProtectedError:
            pass
        else:
            return
    call_off(session, gettext("The times have changed"), at)
    session.save()


def split_off(series: Series, since: date, sessions: Sequence[Session]) -> Series:
    """A second series that goes on from the day with these sessions; the first ends on the day before.

    It is as old as the first: what was made long ago is not undone because its rule was changed today.
    """
    second = Series.objects.get(pk=series.pk)
    second.pk, second.first_day = None, since
    second.last_day = max(since, series.last_day)
    second.ended_at, second.key = None, None
    second.dates = [day for day in series.dates if day >= since.isoformat()]
    second._state.adding = True
    second.save()
    series.last_day = max(series.first_day, since - timedelta(days=1))
    series.dates = [day for day in series.dates if day < since.isoformat()]
    series.save(update_fields=["last_day", "dates"])
    Session.objects.filter(pk__in=[one.pk for one in sessions]).update(series=second)
    for one in sessions:
        one.series = second
    return second


@transaction.atomic
def undo_series(*, at: datetime, actor: Actor, series: Series) -> int:
    """A series just made was a mistake: it goes with its sessions, and gives how many. Raises SeriesInUse a day later,
    or when somebody enrolled, came, was told of a change, or a session was closed.
    """
    held = Series.objects.select_for_update(of=("self",)).select_related("activity__organisation")
    found = held.get(pk=series.pk)
    open_activity(actor, found.activity)
    rows = found.sessions.all()
    number = rows.count()
    touched = rows.exclude(state=SessionState.PLANNED).exists() or rows.filter(sequence__gt=0).exists()
    enrolled = Enrolment.objects.filter(session__series=found).exists()
    if not undoable(found.made_at, at) or touched or enrolled:
        raise SeriesInUse
    tell_series(at, actor, found, "series.undone", number)
    try:
        rows.delete()
        found.delete()
    except ProtectedError:
        raise SeriesInUse from None
    return number
