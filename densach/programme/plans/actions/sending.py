"""A plan is sent to the units that carry it out; each says that it has read it, and some issue a plan of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.programme.plans.access import require_manage, works_in
from densach.programme.plans.actions.rows import tell_plan
from densach.programme.plans.models import Addressee, Plan, PlanState
from densach.programme.plans.rules.refusals import (
    AlreadyRead,
    DueInThePast,
    NobodyChosen,
    NotSent,
    OutsideTerritory,
    PlanMoved,
)


@transaction.atomic
def send(
    *,
    at: datetime,
    actor: Actor,
    plan: Plan,
    units: Sequence[Organisation],
    must_issue: bool = False,
    due: date | None = None,
) -> tuple[int, int]:
    """Sends a running plan to units of its territory: (newly sent, asked anew). Who has it already keeps the note of
    reading and is only told the new duty and day.

    Raises NotSent, PlanMoved, NobodyChosen, OutsideTerritory, DueInThePast, NotAllowed.
    """
    require_manage(actor, plan)
    kept = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    on = today(at)
    _refuse(kept, units, due if must_issue else None, on)
    known = {one.organisation_id: one for one in Addressee.objects.filter(plan=kept)}
    day = due if must_issue else None
    new = [
        Addressee(
            plan=kept, organisation=one, must_issue=must_issue, due=day, sent_at=at, sent_by_name=actor.name
        )
        for one in units
        if one.pk not in known
    ]
    Addressee.objects.bulk_create(new)
    again = [one.pk for one in units if one.pk in known]
    if must_issue:
        Addressee.objects.filter(plan=kept, organisation_id__in=again).update(must_issue=True, due=day)
    tell_plan(at, actor, kept, "plans.sent", count=len(new), again=len(again))
    return len(new), len(again)


def _refuse(plan: Plan, units: Sequence[Organisation], due: date | None, on: date) -> None:
    if plan.state == PlanState.REVIEW:
        raise NotSent(title=plan.title)
    if plan.state == PlanState.CLOSED:
        raise PlanMoved(title=plan.title, state=plan.get_state_display())
    if not units:
        raise NobodyChosen
    if due is not None and due < on:
        raise DueInThePast(due=due)
    inside = set(organisations.area_ids_within(organisations.whole_successor(plan.territory_id, on), on))
    there = {one.id for one in organisations.alive(on, area_ids=sorted(inside))}
    outside = next((one for one in units if one.pk not in there), None)
    if outside is not None:
        raise OutsideTerritory(name=organisations.named(outside, on).name)


@transaction.atomic
def mark_read(*, at: datetime, actor: Actor, addressee: Addressee) -> Addressee:
    """Somebody of the unit has read the plan; the first one stays on record. Raises NotAllowed."""
    kept = (
        Addressee.objects.select_for_update(of=("self",))
        .select_related("plan", "organisation")
        .get(pk=addressee.pk)
    )
    if not works_in(actor, kept.organisation_id):
        raise NotAllowed(verb="plan.view")
    if kept.read_at is None:
        kept.read_at, kept.read_by_id, kept.read_by_name = at, actor.id, actor.name
        kept.save(update_fields=["read_at", "read_by_id", "read_by_name"])
        journal.write(
            at=at,
            actor=actor,
            act="plans.read",
            organisation=kept.organisation,
            subject=f"plan:{kept.plan.code}",
            plan=kept.plan.title,
        )
    return kept


@transaction.atomic
def take_back(*, at: datetime, actor: Actor, addressee: Addressee, name: str = "") -> None:
    """A plan sent to the wrong unit is taken back, as long as nobody there has read it or begun a plan from it.

    Raises AlreadyRead, NotAllowed.
    """
    kept = (
        Addressee.objects.select_for_update(of=("self",))
        .select_related("plan__organisation")
        .get(pk=addressee.pk)
    )
    require_manage(actor, kept.plan)
    if kept.read_at is not None or kept.plan.children.filter(organisation_id=kept.organisation_id).exists():
        raise AlreadyRead(name=name)
    tell_plan(at, actor, kept.plan, "plans.took_back", unit=name)
    kept.delete()
