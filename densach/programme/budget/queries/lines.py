"""Lines with what is allotted to them now and spent on them: one query, however many."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from densach.kernel.actor import Actor
from densach.programme.budget.access import require_sight
from densach.programme.budget.models import Adjustment, Estimate, Line, Spending
from densach.programme.budget.rules.refusals import UnknownLine
from densach.programme.budget.rules.totals import Money
from densach.programme.plans import queries as plans
from densach.programme.plans.models import Plan


@dataclass(frozen=True)
class Priced:
    """A line with what is allotted to it now, after the last adjustment, and what was spent on it."""

    line: Line
    allotted: int | None
    spent: int

    @property
    def is_overspent(self) -> bool:
        return self.allotted is not None and self.spent > self.allotted


def _now_allotted() -> Coalesce:
    last = Adjustment.objects.filter(line=OuterRef("pk")).order_by("-number").values("amount")[:1]
    return Coalesce(Subquery(last), "allotted")


def _spent() -> Coalesce:
    paid = Spending.objects.filter(line=OuterRef("pk")).order_by().values("line")
    return Coalesce(Subquery(paid.annotate(sum=Sum("amount")).values("sum")), 0)


def _priced(lines: QuerySet[Line]) -> list[Priced]:
    rows = list(lines.annotate(now_allotted=_now_allotted(), spent=_spent()))
    return [Priced(row, row.now_allotted, row.spent) for row in rows]


def lines_of(estimate: Estimate) -> list[Priced]:
    """In the unit's order."""
    return _priced(Line.objects.filter(estimate=estimate).select_related("task").order_by("position"))


def money_of(estimate_ids: Collection[int]) -> list[Money]:
    """Every line of these estimates as amounts, for sums."""
    rows = Line.objects.filter(estimate_id__in=list(estimate_ids))
    values = rows.annotate(now_allotted=_now_allotted(), spent=_spent()).values_list(
        "estimate_id",
        "estimate__organisation_id",
        "task_id",
        "source",
        "kind",
        "estimate__round__year",
        "asked",
        "now_allotted",
        "spent",
    )
    return [Money(*row) for row in values]


def line_for(actor: Actor, pk: int) -> Priced:
    """The line with its sums, for whoever may see the estimate. Raises UnknownLine, UnknownEstimate."""
    rows = Line.objects.select_related(
        "estimate__organisation", "estimate__round__organisation", "estimate__round__plan", "task"
    )
    found = _priced(rows.filter(pk=pk))
    if not found:
        raise UnknownLine
    require_sight(actor, found[0].line.estimate)
    return found[0]


def spendings_of(line: Line) -> list[Spending]:
    """The latest first, each with what took it back."""
    rows = line.spendings.select_related("paper", "taken_back_by", "takes_back")
    return list(rows.order_by("-on", "-pk"))


def spending_for(actor: Actor, pk: int) -> Spending:
    """Raises UnknownLine, UnknownEstimate."""
    rows = Spending.objects.select_related(
        "line__estimate__organisation", "line__estimate__round__organisation"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise UnknownLine
    require_sight(actor, found.line.estimate)
    return found


def adjustments_of(line: Line) -> list[Adjustment]:
    return list(line.adjustments.select_related("paper").order_by("-number"))


def tasks_to_choose(plan: Plan) -> list[tuple[int, str]]:
    """The plan's accepted tasks, as in its paper."""
    return [(task.pk, task.title) for task in plans.tasks_of(plan)]
