"""Terms and holidays, of a unit or of everyone; sessions that a new holiday meets are called off in one act."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations.models import Organisation
from densach.services.activities.actions.planning import require_manage
from densach.services.activities.actions.timing import CHANGED, call_off
from densach.services.activities.models import Holiday, Series, Session, Term
from densach.services.activities.queries.grounds import sessions_in_holiday
from densach.services.activities.queries.keeping import keeps_for_all
from densach.services.activities.rules.grounds import (
    HolidayThere,
    SpanData,
    TermInUse,
    TermNameTaken,
    require_span,
)
from densach.services.activities.rules.verbs import KINDS

LONGEST_TERM: Final = 732
LONGEST_HOLIDAY: Final = 184


def _allow(at: datetime, actor: Actor, organisation: Organisation | None) -> None:
    """Those of everyone are kept by whoever keeps the kinds."""
    if organisation is not None:
        require_manage(actor, organisation)
    elif not keeps_for_all(actor, KINDS, today(at)):
        raise NotAllowed(verb=KINDS)


def _name(data: SpanData) -> str:
    return " ".join(clean_text(data.name).split())[:120]


@transaction.atomic
def write_term(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation | None,
    data: SpanData,
    term: Term | None = None,
) -> Term:
    """A new term, or another name and other days of one; sessions made by it stay where they are.

    Raises NotAllowed, NameLacks, SpanBackwards, SpanTooLong, YearOutOfReach, TermNameTaken.
    """
    _allow(at, actor, organisation)
    require_span(data, LONGEST_TERM)
    name = _name(data)
    others = Term.objects.filter(organisation=organisation, name=name)
    if others.exclude(pk=term.pk if term else 0).exists():
        raise TermNameTaken(name=name)
    found = term or Term(organisation=organisation)
    found.name, found.first_day, found.last_day = name, data.first_day, data.last_day
    found.save()
    _tell(at, actor, found, "term.written")
    return found


@transaction.atomic
def remove_term(*, at: datetime, actor: Actor, term: Term) -> None:
    """Raises TermInUse while a series is made by it."""
    _allow(at, actor, term.organisation)
    if number := Series.objects.filter(term=term).count():
        raise TermInUse(name=term.name, number=number)
    _tell(at, actor, term, "term.removed")
    term.delete()


@transaction.atomic
def write_holiday(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation | None,
    data: SpanData,
    holiday: Holiday | None = None,
) -> Holiday:
    """Series made from now on leave these days out; for those there are, see `call_off_in`. Raises HolidayThere."""
    _allow(at, actor, organisation)
    require_span(data, LONGEST_HOLIDAY)
    name = _name(data)
    same = Holiday.objects.filter(organisation=organisation, first_day=data.first_day, last_day=data.last_day)
    if any(fold(one.name) == fold(name) for one in same.exclude(pk=holiday.pk if holiday else 0)):
        raise HolidayThere(name=name)
    found = holiday or Holiday(organisation=organisation)
    found.name = name
    found.first_day, found.last_day = data.first_day, data.last_day
    found.save()
    _tell(at, actor, found, "holiday.written")
    return found


@transaction.atomic
def remove_holiday(*, at: datetime, actor: Actor, holiday: Holiday) -> None:
    """Sessions that were called off for it stay so."""
    _allow(at, actor, holiday.organisation)
    _tell(at, actor, holiday, "holiday.removed")
    holiday.delete()


@transaction.atomic
def call_off_in(*, at: datetime, actor: Actor, holiday: Holiday, organisation: Organisation) -> list[Session]:
    """Calls off the unit's planned sessions of series in the holiday, with its name as the reason."""
    require_manage(actor, organisation)
    rows = sessions_in_holiday(holiday, [organisation.pk], at)
    held = list(Session.objects.select_for_update().filter(pk__in=rows.values("pk")))
    for one in held:
        call_off(one, holiday.name, at)
    Session.objects.bulk_update(held, [*CHANGED, "state", "cancelled_why"])
    journal.write(
        at=at, actor=actor, act="holiday.called_off", organisation=organisation,
        subject=f"holiday:{holiday.pk}", name=holiday.name, number=len(held),
    )  # fmt: skip
    return held


def _tell(at: datetime, actor: Actor, one: Term | Holiday, act: str) -> None:
    kind = "term" if isinstance(one, Term) else "holiday"
    journal.write(
        at=at, actor=actor, act=act, organisation=one.organisation, subject=f"{kind}:{one.pk}", name=one.name,
        first=one.first_day, last=one.last_day,
    )  # fmt: skip
