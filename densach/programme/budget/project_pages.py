"""What the pages of investment projects show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.programme.budget import queries
from densach.programme.budget.models import Project, ProjectStage, Stage
from densach.programme.budget.rules.lifecycle import PROJECT, WRITE
from densach.programme.plans import queries as plans
from densach.programme.plans.models import Plan, PlanState, Target
from densach.ui import charts
from densach.ui.figures import language

# The way of a project; stopping stands beside it.
WAY: Final = (
    Stage.PROPOSED,
    Stage.DECIDED,
    Stage.APPROVED,
    Stage.FUNDED,
    Stage.BUILDING,
    Stage.ACCEPTED,
)


@dataclass(frozen=True)
class ProjectRow:
    """A project in the list; `allotted` and `paid` over all years."""

    project: Project
    unit: str
    allotted: int
    paid: int
    done: int

    @property
    def stages(self) -> int:
        return len(WAY) - 1


def rows(found: Sequence[Project], on: date) -> list[ProjectRow]:
    named = organisations.all_named({one.organisation_id for one in found}, on)
    sums = queries.money_of_projects([one.pk for one in found])
    return [
        ProjectRow(
            one,
            named[one.organisation_id].name if one.organisation_id in named else one.organisation.code,
            *sums.get(one.pk, (0, 0)),
            done=place_of(one.stage),
        )
        for one in found
    ]


def place_of(stage: str) -> int:
    """How far on the way a stage stands; a stopped project shows none."""
    return WAY.index(Stage(stage)) if stage in WAY else 0


def table(found: Sequence[Project], on: date) -> tuple[list[str], list[list[object]]]:
    head = [
        _("Project"),
        _("Unit"),
        _("Stage"),
        _("Total (đồng)"),
        _("Allotted (đồng)"),
        _("Paid out (đồng)"),
        _("From year"),
        _("To year"),
    ]
    return head, [
        [
            row.project.title,
            row.unit,
            str(row.project.get_stage_display()),
            row.project.total,
            row.allotted,
            row.paid,
            row.project.year_from,
            row.project.year_to,
        ]
        for row in rows(found, on)
    ]


def targets_of(actor: Actor) -> tuple[list[tuple[Target, str]], list[Plan]]:
    """Works in stages that running plans promise, with the plans."""
    running = list(plans.plans_for(actor).filter(state=PlanState.RUNNING))
    found = [
        (one, f"{one.subject} — {plan.title}")
        for plan in running
        for one in plans.targets_of(plan)
        if one.kind == "capability"
    ]
    return found, running


def project_page(actor: Actor, found: Project, on: date) -> dict[str, Any]:
    """Its way, its papers, its money by year."""
    money = queries.money_of_project(found)
    reached = queries.stages_of(found)
    allotted, paid = sum(one.allotted for one in money), sum(one.paid for one in money)
    return {
        "project": found,
        "unit": organisations.named(found.organisation_id, on),
        "way": _way(found, reached),
        "reached": reached,
        "money": money,
        "allotted": allotted,
        "paid": paid,
        "chart": _chart(found) if money else None,
        "may_write": actor.may(WRITE, found.organisation),
        "may_move": bool(PROJECT[found.stage]),
        "can_take_back": sum(one.taken_back_at is None for one in reached) > 1,
    }


def _way(found: Project, reached: Sequence[ProjectStage]) -> list[tuple[str, date | None, str]]:
    """Each stage of the way with the day on which it was reached, and whether it is done, now or still to come."""
    days = {one.stage: one.on for one in reached if one.taken_back_at is None}
    here = place_of(found.stage)
    return [
        (
            str(stage.label),
            days.get(stage),
            "now" if place == here and found.stage != Stage.STOPPED else "done" if place < here else "",
        )
        for place, stage in enumerate(WAY)
    ]


def _chart(found: Project) -> charts.Chart:
    points = []
    for year, allotted, paid in queries.money_by_year(found):
        points.append(charts.Point(f"{year} · {_('allotted')}", allotted // 10**6))
        points.append(charts.Point(f"{year} · {_('paid out')}", paid // 10**6))
    return charts.rank_chart(_("Money by year"), points, unit=_("million đồng"), lang=language())
