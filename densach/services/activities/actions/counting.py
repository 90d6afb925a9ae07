"""What closed sessions amount to in the counting book, laid down when they are closed, corrected and opened again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from django.db import connection
from django.db.models import Min

from densach.facts import actions as book
from densach.facts.rules import EndedBefore, NotYetFounded
from densach.kernel.actor import Actor
from densach.services.activities.actions.openings import counting_on
from densach.services.activities.countable import besides, counted_as, once_measures
from densach.services.activities.models import (
    CountedOnce,
    Session,
    SessionState,
    Stated,
)
from densach.services.activities.rules.counting import (
    THERE,
    Lines,
    session_lines,
    what_of,
    without,
)
from densach.services.activities.rules.kinds import family_of

Who = list[tuple[str, int]]
# Every closing asks this, so it is one plain statement.
_CAME: Final = (
    "SELECT 0, slice, COUNT(*) FROM activities_attendance WHERE session_id = %s AND status IN ({there}) "
    "GROUP BY slice UNION ALL "
    "SELECT 1, slice, SUM(quantity) FROM activities_tally WHERE session_id = %s AND cancelled_at IS NULL "
    "GROUP BY slice ORDER BY 1, 2"
)


def who_came(session: Session) -> tuple[Who, Who]:
    """Slices with how many each: people there by name, and taps."""
    named: Who = []
    tapped: Who = []
    there = sorted(THERE)
    with connection.cursor() as cursor:
        cursor.execute(_CAME.format(there=", ".join(["%s"] * len(there))), [session.pk, *there, session.pk])
        for tap, slice_, number in cursor.fetchall():
            (tapped if tap else named).append((slice_, int(number)))
    return named, tapped


def require_there(places: book.Places, session: Session) -> None:
    """The unit was there on the day of the session. Raises NotYetFounded, EndedBefore."""
    place = places.named(session.organisation_id, session.on)
    founded = places.founded(session.organisation_id)
    if session.on < founded:
        raise NotYetFounded(organisation=place.name, founded=founded, since=session.on)
    if place.valid_to is not None and place.valid_to < session.on:
        raise EndedBefore(organisation=place.name, ended=place.valid_to, until=session.on)


def lines_of(at: datetime, actor: Actor, session: Session, who: Who, places: book.Places) -> Lines:
    """What the session amounts to today: nothing of measures that the unit counts by hand on that day."""
    kind = places.named(session.organisation_id, session.on).kind
    counted = counted_as(family_of(kind), kind)
    if counted is None:
        return {}
    activity = session.activity
    what = what_of(
        family=activity.kind.family,
        interest=activity.interest,
        channel=session.channel,
        occasion=activity.occasion,
    )
    more = besides(session, kind)
    measures = (*counted, *more)
    counting = counting_on(
        at=at, actor=actor, organisation_id=session.organisation_id, measures=measures, on=session.on
    )
    lines = {**session_lines(counted, what, who), **{code: {"": 1} for code in more}}
    return without(lines, set(measures) - counting)


def book_session(
    at: datetime, session: Session, lines: Lines, before: Collection[str], places: book.Places
) -> None:
    """What stands of the session in the book becomes `lines`; `before` names what its last closing counted."""
    book.settle_lines(
        at=at,
        source=f"session:{session.pk}",
        organisation_id=session.organisation_id,
        on=session.on,
        lines={**{measure: {} for measure in before}, **lines},
        places=places,
    )


def book_once(at: datetime, actor: Actor, session: Session, places: book.Places) -> None:
    """What the activity counts once: on the day of its first closed session, taken back when none is closed."""
    activity = session.activity
    held = Session.objects.filter(activity_id=activity.pk, state=SessionState.HELD)
    first: date | None = held.aggregate(first=Min("on"))["first"]
    standing = {row.measure: row for row in activity.counted_once.filter(cancelled_at__isnull=True)}
    wanted: set[str] = set()
    if first is not None:
        kind = places.named(activity.organisation_id, first).kind
        measures = once_measures(activity.kind, activity.occasion, family_of(kind), kind)
        if measures:
            wanted = counting_on(
                at=at, actor=actor, organisation_id=activity.organisation_id, measures=measures, on=first
            )
    for measure, row in standing.items():
        if measure not in wanted:
            row.cancelled_at = at
            row.save(update_fields=["cancelled_at"])
            _settle_once(at, row)
    for measure in sorted(wanted):
        if first is not None:
            _count_once(at, session, standing.get(measure), measure, first)


def _count_once(at: datetime, session: Session, row: CountedOnce | None, measure: str, first: date) -> None:
    if row is None:
        row = CountedOnce.objects.create(
            activity=session.activity,
            organisation_id=session.activity.organisation_id,
            measure=measure,
            on=first,
        )
    elif row.on == first:
        return
    else:
        row.on = first
        row.save(update_fields=["on"])
    _settle_once(at, row)


def _settle_once(at: datetime, row: CountedOnce) -> None:
    book.settle(
        at=at,
        measure=row.measure,
        source=f"once:{row.pk}",
        organisation_id=row.organisation_id,
        on=row.on,
        quantities={} if row.cancelled_at else {row.slice: row.quantity},
    )


def book_stated(at: datetime, row: Stated) -> None:
    """A reading, as it was stated."""
    book.settle(
        at=at,
        measure=row.measure,
        source=f"stated:{row.pk}",
        organisation_id=row.organisation_id,
        on=row.on,
        quantities={"": row.quantity},
    )
