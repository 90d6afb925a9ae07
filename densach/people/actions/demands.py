"""A unit demands a second factor of whoever works in it and under it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import require_day
from densach.people import queries
from densach.people.models import SecondFactorDemand
from densach.people.rules import DemandHeld, DemandWithoutNotice, EndsBeforeItBegins


def _allow(actor: Actor, organisation: Organisation) -> None:
    if not actor.may(queries.MANAGE, organisation):
        raise NotAllowed(verb=queries.MANAGE)


@transaction.atomic
def demand_second_factor(
    *, at: datetime, actor: Actor, organisation: Organisation, since: date, legal_basis: str = ""
) -> SecondFactorDemand:
    """From the day on nobody works there without one; until then each is told at signing in."""
    _allow(actor, organisation)
    on = today(at)
    place = organisations.named(organisation, on).name
    if queries.demanded_there(organisation, on):
        raise DemandHeld(place=place)
    require_day(on, since)
    if since < on:
        raise DemandWithoutNotice()
    demand = SecondFactorDemand.objects.create(
        organisation=organisation, valid_from=since, legal_basis=clean_text(legal_basis)
    )
    journal.write(
        at=at,
        actor=actor,
        act="people.factor_demanded",
        organisation=organisation,
        subject=f"demand:{demand.pk}",
        place=place,
        since=since,
    )
    return demand


@transaction.atomic
def end_demand(*, at: datetime, actor: Actor, demand: SecondFactorDemand, last_day: date) -> None:
    """The demand still holds on its last day. One that never began to hold ends on its first day."""
    _allow(actor, demand.organisation)
    if last_day < demand.valid_from:
        raise EndsBeforeItBegins(since=demand.valid_from)
    demand.valid_to = last_day
    demand.save(update_fields=["valid_to"])
    place = organisations.named(demand.organisation_id, today(at)).name
    journal.write(
        at=at,
        actor=actor,
        act="people.demand_ended",
        organisation=demand.organisation,
        subject=f"demand:{demand.pk}",
        place=place,
        last_day=last_day,
    )
