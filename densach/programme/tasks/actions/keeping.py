"""What every act on works shares: the lock with the revision seen, what is kept from the parts, the journal."""

from __future__ import annotations

from datetime import datetime

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.organisations.models import Organisation
from densach.people.access import require
from densach.programme.plans.models import Plan, PlanState
from densach.programme.tasks.models import Part, Work
from densach.programme.tasks.queries.lines import times_of
from densach.programme.tasks.rules.lifecycle import CLOSED, whole_stage
from densach.programme.tasks.rules.refusals import ChangedMeanwhile, PlanNotRunning, WorkClosed
from densach.programme.tasks.rules.times import due_of


def require_running(plan: Plan) -> None:
    """Raises PlanNotRunning."""
    if plan.state != PlanState.RUNNING:
        raise PlanNotRunning(title=plan.title, state=plan.get_state_display())


def locked(actor: Actor, work: Work, seen_revision: int, *, is_open: bool = True) -> Work:
    """The work, locked, for whoever handed it out. Raises NotAllowed, PlanNotRunning, ChangedMeanwhile, WorkClosed."""
    kept = Work.objects.select_for_update(of=("self",)).select_related("plan", "owner").get(pk=work.pk)
    require(actor, "task.manage", kept.owner)
    require_running(kept.plan)
    if kept.revision != seen_revision:
        raise ChangedMeanwhile(
            who=kept.changed_by_name or kept.opened_by_name,
            at=kept.changed_at or kept.opened_at,
            stage=kept.get_stage_display(),
        )
    if is_open and kept.stage in CLOSED:
        raise WorkClosed(title=kept.title, stage=kept.get_stage_display())
    return kept


def save_changed(at: datetime, actor: Actor, work: Work) -> Work:
    """The next revision, with the last day and the stage as they follow from the rest."""
    work.revision += 1
    work.changed_at = at
    work.changed_by_name = actor.name
    work.due_on = due_of(times_of(work), round_year=work.round_year, declared_on=work.declared_on)
    work.save()
    return keep_stage(work)


def keep_stage(work: Work) -> Work:
    """The stage of a work and of all above it, from their parts and pieces."""
    current: Work | None = work
    while current is not None:
        stages = list(Part.objects.filter(work=current, reports=True).values_list("stage", flat=True))
        stages += Work.objects.filter(parent=current).values_list("stage", flat=True)
        current.stage = whole_stage(stages)
        Work.objects.filter(pk=current.pk).update(stage=current.stage)
        current = Work.objects.select_for_update().get(pk=current.parent_id) if current.parent_id else None
    return work


def tell(
    at: datetime, actor: Actor, act: str, work: Work, place: Organisation | None = None, **params: object
) -> None:
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=place or work.owner,
        subject=f"work:{work.pk}",
        title=work.title,
        **params,
    )
