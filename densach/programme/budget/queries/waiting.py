"""What waits for somebody in this room, which days come, and sums for other rooms."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from densach.kernel.actor import Actor
from densach.kernel.period import Period
from densach.people.queries import organisations_where
from densach.programme.budget.models import Estimate, EstimateRound, EstimateState
from densach.programme.budget.queries.lines import money_of
from densach.programme.budget.queries.rounds import estimates_to_write
from densach.programme.budget.rules.lifecycle import APPROVE, REVIEW
from densach.programme.budget.rules.totals import Sum, total
from densach.programme.plans.models import Plan


@dataclass(frozen=True)
class Numbers:
    """How many estimates wait for the actor: to write, to review, to approve. `late` are past their day."""

    to_write: int
    late: int
    next_due: date | None
    to_review: int
    to_approve: int


def numbers(actor: Actor, on: date) -> Numbers:
    dues = [one.round.due for one in estimates_to_write(actor, on)]
    return Numbers(
        to_write=len(dues),
        late=sum(due < on for due in dues),
        next_due=min((due for due in dues if due >= on), default=None),
        to_review=_in_state(actor, REVIEW, EstimateState.SUBMITTED, on),
        to_approve=_in_state(actor, APPROVE, EstimateState.REVIEWED, on),
    )


def _in_state(actor: Actor, verb: str, state: str, on: date) -> int:
    if not actor.may(verb, None):
        return 0
    places = organisations_where(actor, verb, on)
    return Estimate.objects.filter(round__organisation__in=places, state=state).count()


def of_plan(plan: Plan, year: int | None = None) -> Sum:
    """Asked, allotted and spent for a plan, in one year or all: for reports and reviews."""
    rows = Estimate.objects.filter(round__plan=plan)
    if year is not None:
        rows = rows.filter(round__year=year)
    return total(money_of(list(rows.values_list("pk", flat=True))))


def deadlines(organisation_ids: Collection[int], period: Period) -> list[tuple[date, str, str, int]]:
    """Day, year with the plan's number, address, organisation: whose estimate is due in the period and not sent."""
    rows = Estimate.objects.filter(
        organisation_id__in=list(organisation_ids),
        round__due__range=(period.start, period.end),
        state__in=[EstimateState.DRAFT, EstimateState.RETURNED],
    ).select_related("round__plan")
    return [
        (
            row.round.due,
            " · ".join(part for part in (str(row.round.year), _number(row.round.plan)) if part),
            reverse("budget:estimate", args=[row.pk]),
            row.organisation_id,
        )
        for row in rows.order_by("round__due", "pk")
    ]


def _number(plan: Plan) -> str:
    """45/KH-UBND, or nothing for a plan that has no number yet."""
    return "/".join(part for part in (plan.number, plan.symbol) if part) if plan.number else ""


def years_of(plan: Plan) -> list[int]:
    """Years for which estimates of the plan were collected."""
    return list(EstimateRound.objects.filter(plan=plan).order_by("year").values_list("year", flat=True))
