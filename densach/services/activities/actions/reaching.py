"""What is done to one session of a series and reaches those that follow, or all that are to come."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

from densach.kernel.actor import Actor
from densach.services.activities.actions.series import split_off
from densach.services.activities.actions.timing import CHANGED, book_room, call_off, put, tell_series
from densach.services.activities.models import Series, SeriesRule, Session, SessionState
from densach.services.activities.rules.activity import NotOfASeries, When, instant, local
from densach.services.activities.rules.recurring import LunarDayMoves, SlotTaken
from densach.services.activities.rules.rooms import Span


def _reached(found: Session, reach: str, at: datetime, *, edited: bool) -> tuple[Series, list[Session]]:
    """The series, held, and its sessions that the act reaches: the one itself first. Raises NotOfASeries."""
    if found.series_id is None or found.slot is None:
        raise NotOfASeries
    series = Series.objects.select_for_update(of=("self",)).select_related("activity").get(pk=found.series_id)
    rows = series.sessions.select_for_update(of=("self",)).filter(state=SessionState.PLANNED, starts__gt=at)
    rows = rows.exclude(pk=found.pk).select_related("venue", "activity", "organisation")
    if not edited:
        rows = rows.filter(edited=False)
    if reach == "following":
        rows = rows.filter(slot__gt=found.slot)
    return series, [found, *rows.order_by("slot")]


def move(at: datetime, actor: Actor, found: Session, when: When, reach: str) -> Session:
    """Moves the session and those that the act reaches by as many days, to the same hours and room."""
    series, sessions = _reached(found, reach, at, edited=False)
    shift = (when.on - found.on).days
    if shift and series.rule in (SeriesRule.LUNAR_MONTHLY, SeriesRule.LUNAR_YEARLY):
        raise LunarDayMoves
    weekday = found.slot.isoweekday() if found.slot else 0
    plans = [(one, _moved(one, found, when, series, shift, weekday)) for one in sessions]
    spans = [Span(to.starts, to.ends) for _one, to in plans]
    book_room(actor, found.activity, when.venue, spans, but=[one.pk for one in sessions])
    slots = {one.pk: _slot(one, series, shift, weekday) for one in sessions}
    target = _series_for(series, sessions)
    _require_free(target, slots)
    # Slots move through each other; the database asks of each row at once.
    Session.objects.filter(pk__in=list(slots)).update(slot=None)
    for one, to in plans:
        put(one, to, at)
        one.slot, one.edited = slots[one.pk], False
    Session.objects.bulk_update(sessions, [*CHANGED, "slot", "edited"])
    _rewrite(target, when, shift, weekday, list(slots.values()))
    tell_series(at, actor, target, "series.moved", len(sessions))
    return found


def _moves_day(one: Session, series: Series, weekday: int) -> bool:
    """In a week of several days only the sessions of the same weekday go to another."""
    return series.rule == SeriesRule.DATES or (one.slot is not None and one.slot.isoweekday() == weekday)


def _slot(one: Session, series: Series, shift: int, weekday: int) -> date:
    slot = one.slot or one.on
    return slot + timedelta(days=shift) if _moves_day(one, series, weekday) else slot


def _moved(one: Session, found: Session, when: When, series: Series, shift: int, weekday: int) -> When:
    if one.pk == found.pk:
        return when
    day = one.on + timedelta(days=shift if _moves_day(one, series, weekday) else 0)
    starts = instant(day, local(when.starts).time())
    return When(
        starts=starts, ends=starts + (when.ends - when.starts), venue=when.venue, place=when.place,
        channel=when.channel, topic=one.topic, all_day=when.all_day,
    )  # fmt: skip


def _require_free(series: Series, slots: dict[int, date]) -> None:
    """No two sessions of the series stand for one day. Raises SlotTaken."""
    wanted = sorted(slots.values())
    others = series.sessions.exclude(pk__in=list(slots)).filter(slot__in=wanted)
    twice = [day for day, following in pairwise(wanted) if day == following]
    twice += [one.slot for one in others if one.slot is not None]
    if twice:
        raise SlotTaken(day=f"{twice[0]:%d/%m/%Y}")


def _series_for(series: Series, sessions: list[Session]) -> Series:
    """The series that goes on with these sessions: itself, or a second one where some were held before them."""
    since = min(one.slot or one.on for one in sessions)
    if series.sessions.filter(slot__lt=since).exists():
        return split_off(series, since, sessions)
    return series


def _rewrite(series: Series, when: When, shift: int, weekday: int, slots: list[date]) -> None:
    """The rule says from now on what was done to its sessions."""
    series.start_time = local(when.starts).time()
    series.minutes = min(1440, int((when.ends - when.starts).total_seconds() // 60))
    series.venue, series.place = when.venue, when.place
    if shift and series.rule == SeriesRule.WEEKLY:
        to = (weekday - 1 + shift) % 7 + 1
        series.weekdays = sorted({to if day == weekday else day for day in series.weekdays})
    if series.rule == SeriesRule.DATES:
        series.dates = [day.isoformat() for day in sorted(slots)]
    series.first_day, series.last_day = min(series.first_day, *slots), max(series.last_day, *slots)
    if shift and series.rule == SeriesRule.WEEKLY:
        series.first_day = min(slots)
    series.save()


def cancel(at: datetime, actor: Actor, found: Session, why: str, reach: str) -> Session:
    """Calls off the session and those that the act reaches, also those that were put elsewhere."""
    series, sessions = _reached(found, reach, at, edited=True)
    first = min(one.slot or one.on for one in sessions)
    for one in sessions:
        call_off(one, why, at)
    Session.objects.bulk_update(sessions, [*CHANGED, "state", "cancelled_why"])
    if series.sessions.filter(slot__lt=first).exists():
        series.last_day = max(series.first_day, first - timedelta(days=1))
    else:
        series.ended_at = at
    series.save()
    tell_series(at, actor, series, "series.cancelled", len(sessions))
    return found


def called_off_with(found: Session) -> list[Session]:
    """The session and those of its series that the same act called off; the series reaches to the last again."""
    if found.series_id is None:
        raise NotOfASeries
    rows = Session.objects.select_for_update(of=("self",)).filter(
        series_id=found.series_id, state=SessionState.CANCELLED, changed_at=found.changed_at,
        cancelled_why=found.cancelled_why,
    ).exclude(pk=found.pk)  # fmt: skip
    others = list(rows.select_related("venue", "activity", "organisation").order_by("slot"))
    series = Series.objects.select_for_update().get(pk=found.series_id)
    slots = [one.slot for one in (found, *others) if one.slot is not None]
    series.last_day, series.ended_at = max(series.last_day, *slots), None
    series.save()
    return [found, *others]
