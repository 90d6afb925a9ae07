"""The end of a day: what it came to is frozen; what comes later leaves a trace."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.services.circulation.models import DayClosing
from densach.services.circulation.queries import days
from densach.services.circulation.rules.actors import SERVE
from densach.services.circulation.rules.days import check_closing
from densach.services.circulation.rules.refusals import DayClosed, DayNotClosed, ReasonNeeded


@transaction.atomic
def close_day(*, at: datetime, actor: Actor, library: Organisation, on: date, note: str = "") -> DayClosing:
    """The day's figures as they are now. Visits and uses of the day are counted no more; loans and returns go on, and
    what they add is told beside the frozen figures. Raises NotAllowed, DayClosed, InTheFuture,
    BeforeTheDesk.
    """
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    check_closing(on, today(at), days.begun(library.pk, today(at)))
    if days.closing_of(library.pk, on) is not None:
        raise DayClosed(on=on)
    closing = DayClosing(
        library=library, on=on, figures=days.figures_of(library.pk, on), note=clean_text(note)[:200],
        closed_at=at, closed_by_name=actor.name,
    )  # fmt: skip
    try:
        closing.save(force_insert=True)
    except IntegrityError:
        raise DayClosed(on=on) from None
    journal.write(at=at, actor=actor, act="desk.day_closed", organisation=library, subject=f"day:{on}", on=on)
    return closing


@transaction.atomic
def reopen_day(*, at: datetime, actor: Actor, library: Organisation, on: date, why: str) -> DayClosing:
    """The day was closed too early; the closing stays beside the next one. Raises DayNotClosed, ReasonNeeded."""
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    if not clean_text(why):
        raise ReasonNeeded
    found = days.closing_of(library.pk, on)
    if found is None:
        raise DayNotClosed(on=on)
    found.reopened_at = at
    found.save(update_fields=["reopened_at"])
    journal.write(
        at=at, actor=actor, act="desk.day_reopened", organisation=library, subject=f"day:{on}", on=on,
        why=clean_text(why)[:200],
    )  # fmt: skip
    return found
