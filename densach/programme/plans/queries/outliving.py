"""A target that outlived whom it asked, made ready for the judge: figures that stand still, or others that count."""

from __future__ import annotations

from dataclasses import replace

from densach.programme.indicators.rules import Scope
from densach.programme.plans.models import Target
from densach.programme.plans.queries.fates import Standing
from densach.programme.plans.queries.inputs import Ask
from densach.programme.plans.status import Verdict


def as_it_stands(ask: Ask, standing: Standing | None) -> Ask:
    """With what became of its territory or level: its figures stand still, or those count who carry it on."""
    if standing is None:
        return ask
    found = replace(ask, standing=standing)
    if standing.frozen is not None:
        return replace(found, figures=ask.figures.on_day(min(standing.frozen, ask.on)))
    return replace(found, scope=scope_as_it_stands(ask.scope, standing))


def scope_as_it_stands(scope: Scope, standing: Standing) -> Scope:
    """Whose figures count: those who carry it on, where that was decided."""
    if standing.decision is None or not standing.unit_ids or standing.frozen is not None:
        return scope
    # Whoever carries it on stands at a level of today; the past is that of those who went into them.
    return replace(scope, levels=(), area_id=standing.decision.area_id, unit_ids=standing.unit_ids)


def replacement(ask: Ask) -> Target | None:
    """The target that took its place, if one did."""
    decision = ask.standing.decision if ask.standing else None
    return decision.replaced_by if decision else None


def explained_by(ask: Ask, verdict: Verdict) -> Verdict:
    """The verdict that first tells what became of the target."""
    if ask.standing is None:
        return verdict
    return replace(verdict, explanation=(*ask.standing.steps(ask.scope.area_id), *verdict.explanation))
