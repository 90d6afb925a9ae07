"""Programmes: the ones that all plans share, and which rows of a plan serve which (lồng ghép)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from densach.kernel.actor import SYSTEM, Actor
from densach.kernel.vietnamese import nfc
from densach.programme.plans.access import require_review
from densach.programme.plans.actions.registering import known_paper, register_loaded
from densach.programme.plans.actions.rows import tell_plan
from densach.programme.plans.models import Plan, PlanState, Programme, Target, Task
from densach.programme.plans.programme_seeds import seeds
from densach.programme.plans.rules.refusals import PlanClosed

Mark = tuple[int, str]
"""A row's key and the code of a programme."""


@transaction.atomic
def seed_programmes(*, at: datetime) -> None:
    """Writes the programmes of the seeds with their papers; again, it brings their names up to date. Plans that were
    loaded before there was a register get their paper entered.
    """
    for position, seed in enumerate(seeds(), start=1):
        kept, is_new = Programme.objects.get_or_create(
            code=seed.code,
            defaults={"name_vi": nfc(seed.name_vi), "name_en": seed.name_en, "position": position},
        )
        kept.name_vi, kept.name_en, kept.position = nfc(seed.name_vi), seed.name_en, position
        if is_new:
            kept.year_from, kept.year_to = seed.year_from, seed.year_to
        if kept.document is None and seed.paper is not None:
            kept.document = known_paper(at, seed.paper, SYSTEM.name)
        kept.save()
    register_loaded(at=at)


@transaction.atomic
def mark_rows(
    *, at: datetime, actor: Actor, plan: Plan, kind: str, ticked: Collection[Mark], cleared: Collection[Mark]
) -> int:
    """Which rows serve which other programmes: only marks that the person changed are told, so that what somebody
    else ticked meanwhile stays. Gives how many changed. Raises PlanClosed, NotAllowed.
    """
    require_review(actor, plan)
    if Plan.objects.values_list("state", flat=True).get(pk=plan.pk) == PlanState.CLOSED:
        raise PlanClosed(title=plan.title)
    rows = {row.pk: row for row in _rows(plan, kind)}
    programmes = {one.code: one for one in Programme.objects.all()}
    changed = 0
    for marks, act in ((ticked, "add"), (cleared, "remove")):
        for key, code in marks:
            if key in rows and code in programmes:
                getattr(rows[key].programmes, act)(programmes[code])
                changed += 1
    if changed:
        tell_plan(at, actor, plan, "plans.marked_rows", count=changed)
    return changed


@transaction.atomic
def mark_plan(*, at: datetime, actor: Actor, plan: Plan, codes: Collection[str]) -> Plan:
    """Which programmes the whole plan serves. Raises NotAllowed."""
    require_review(actor, plan)
    chosen = list(Programme.objects.filter(code__in=codes).order_by("position"))
    plan.programmes.set(chosen)
    tell_plan(
        at, actor, plan, "plans.marked_plan", programmes=", ".join(one.name_vi for one in chosen) or "–"
    )
    return plan


def _rows(plan: Plan, kind: str) -> list[Target] | list[Task]:
    return list(plan.targets.all()) if kind == "target" else list(plan.tasks.all())
