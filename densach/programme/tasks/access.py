"""Who may do what with works: by verb, in the unit whose part it is or in the place that handed the work out."""

from __future__ import annotations

from datetime import date

from densach.kernel.actor import Actor
from densach.kernel.errors import NotFound
from densach.people.access import require
from densach.programme.plans.models import Plan
from densach.programme.tasks.models import Part, Work
from densach.programme.tasks.queries import part_for, work_for


def may_manage(actor: Actor, work: Work) -> bool:
    """Change it, hand it to units, confirm and return."""
    return actor.may("task.manage", work.owner_id)


def may_open(actor: Actor, plan: Plan) -> bool:
    return actor.may("task.manage", plan.organisation_id)


def may_divide(actor: Actor, part: Part, work: Work) -> bool:
    """Cut a piece from a part: whoever hands out tasks in the unit."""
    return part.reports and actor.may("task.manage", part.organisation_id or work.owner_id)


def work_to_manage(actor: Actor, pk: int, on: date) -> Work:
    """The work, for whoever handed it out. Raises UnknownWork for strangers, NotAllowed for others who see it."""
    work = work_for(actor, pk, on)
    require(actor, "task.manage", work.owner_id)
    return work


def part_to_manage(actor: Actor, pk: int, on: date) -> Part:
    """As `work_to_manage`, by one of its parts."""
    part = part_for(actor, pk, on)
    require(actor, "task.manage", part.work.owner_id)
    return part


def part_to_divide(actor: Actor, pk: int, on: date) -> Part:
    """A part that reports, for whoever hands out tasks in its unit. Raises NotAllowed, NotFound."""
    part = part_for(actor, pk, on)
    if not part.reports:
        raise NotFound
    require(actor, "task.manage", part.organisation_id or part.work.owner_id)
    return part
