"""Printing a letter that reminds units of what is late: the letter is read anew, its printing is written down."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.access import require
from densach.programme.plans.models import Plan
from densach.programme.tasks.models import Letter
from densach.programme.tasks.queries.lines import Wanted, late_lines
from densach.programme.tasks.rules.refusals import NothingLate


@transaction.atomic
def print_letter(*, at: datetime, actor: Actor, plan: Plan, addressee: Organisation | None = None) -> Letter:
    """Notes that a reminder of the plan's late works went to one unit, or to all units that are late.

    Raises NotAllowed, NothingLate.
    """
    require(actor, "task.manage", plan.organisation)
    on = today(at)
    wanted = Wanted(unit=addressee.pk if addressee else None)
    lines = late_lines(actor, wanted, on, plan=plan)
    if not lines:
        raise NothingLate(title=plan.title)
    letter = Letter.objects.create(
        plan=plan,
        sender=plan.organisation,
        addressee=addressee,
        late_on=on,
        printed_at=at,
        printed_by_name=actor.name,
    )
    letter.works.set([line.work.pk for line in lines])
    journal.write(
        at=at,
        actor=actor,
        act="tasks.reminded",
        organisation=plan.organisation,
        subject=f"plan:{plan.code}",
        plan=plan.title,
        count=len(lines),
        unit=organisations.named(addressee, on).name if addressee else "",
    )
    return letter
