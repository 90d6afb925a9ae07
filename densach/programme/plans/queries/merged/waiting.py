"""Targets that wait for a decision, what was known of them on the last day, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet

from densach.organisations import queries as organisations
from densach.organisations.models import Area
from densach.programme.plans.models import Plan, PlanState, RowState, Target, TargetDecision
from densach.programme.plans.queries.fates import Standing, standing_decisions, standings
from densach.programme.plans.queries.judged import JudgedTarget
from densach.programme.plans.queries.progress import judged_many
from densach.programme.plans.rules.refusals import UnknownRow
from densach.programme.plans.status import Step


@dataclass(frozen=True)
class Wanted:
    """Which of the targets: of one plan, of one field, those whose territory or whose level has gone; empty for all."""

    plan: str = ""
    group: str = ""
    why: str = ""


@dataclass(frozen=True)
class Outlived:
    """A target that outlived whom it asked, with the name of its territory on its last day."""

    target: Target
    standing: Standing
    territory: str

    @property
    def plan(self) -> Plan:
        return self.target.plan


def outlived(area: Area, on: date) -> list[Outlived]:
    """All accepted targets of running plans of the place, and of what went into it, that outlived whom they asked."""
    rows = Target.objects.filter(
        plan__territory_id__in=organisations.as_now_area_ids(area),
        plan__state=PlanState.RUNNING,
        state=RowState.ACCEPTED,
    ).select_related("plan__organisation", "indicator")
    targets = list(rows.order_by("plan__territory_id", "-plan__issued_on", "plan_id", "position"))
    territories = {one.plan_id: one.plan.territory_id for one in targets}
    found = standings(targets, territories, on)
    last = max((one.gone.last_day for one in found.values()), default=on)
    names = organisations.area_names(set(territories.values()), last)
    return [
        Outlived(one, found[one.pk], names.get(one.plan.territory_id, ""))
        for one in targets
        if one.pk in found
    ]


def waiting(area: Area, on: date, wanted: Wanted | None = None) -> list[Outlived]:
    """Those on which nobody has decided yet."""
    asked = wanted or Wanted()
    return [one for one in outlived(area, on) if one.standing.decision is None and _is_wanted(one, asked)]


def waiting_number(area: Area, on: date) -> int:
    """How many wait in the place."""
    return len(waiting(area, on))


def waits(target: Target, area: Area, on: date) -> Outlived:
    """The target, if it is one of the place that outlived whom it asked. Raises UnknownRow."""
    found = next((one for one in outlived(area, on) if one.target.pk == target.pk), None)
    if found is None:
        raise UnknownRow(plan=target.plan.code)
    return found


def decided(area: Area) -> QuerySet[TargetDecision]:
    """Decisions of the place that stand, the latest first."""
    rows = standing_decisions().filter(area=area)
    return rows.select_related("target__plan", "target__indicator", "replaced_by__plan", "paper").order_by(
        "-decided_at", "-pk"
    )


def taken_back(area: Area) -> QuerySet[TargetDecision]:
    """Decisions of the place that were taken back, the latest first: nothing of them is lost."""
    rows = TargetDecision.objects.filter(area=area, undone_at__isnull=False)
    return rows.select_related("target__plan", "replaced_by__plan").order_by("-undone_at", "-pk")


def as_known(rows: list[Outlived]) -> dict[int, JudgedTarget]:
    """Each target as it stood on the last day of whom it asked. Queries grow with the days, of which there are few."""
    found: dict[int, JudgedTarget] = {}
    for day in {one.standing.gone.last_day for one in rows}:
        wanted = {one.target.pk: one.plan for one in rows if one.standing.gone.last_day == day}
        for told in judged_many(list({plan.pk: plan for plan in wanted.values()}.values()), day).values():
            found.update({row.target.pk: row for row in told if row.target.pk in wanted})
    return found


def bounds(row: JudgedTarget) -> Step:
    """Between what and what its figure lay, given who had not answered."""
    value = row.value
    if value is None or row.verdict.actual is None:
        return Step("merged.bounds.nothing")
    if not value.unknown:
        return Step("merged.bounds.all")
    told: dict[str, Fraction | date | str] = {"unknown": str(value.unknown), "low": row.verdict.actual}
    if value.yes + value.no:
        return Step("merged.bounds.between", {**told, "high": row.verdict.actual + value.unknown})
    return Step("merged.bounds.least", told)


def _is_wanted(one: Outlived, wanted: Wanted) -> bool:
    indicator = one.target.indicator
    return (
        (not wanted.plan or one.plan.code == wanted.plan)
        and (not wanted.group or (indicator is not None and indicator.group == wanted.group))
        and (wanted.why != "level" or one.standing.gone.level)
        and (wanted.why != "territory" or not one.standing.gone.level)
    )
