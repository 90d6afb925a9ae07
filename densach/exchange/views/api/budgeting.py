"""Estimates with their lines, and investment projects."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Router, Schema
from pydantic import Field

from densach.exchange import access
from densach.exchange.views.api.answers import (
    LIMIT,
    Asking,
    Key,
    Limit,
    Page,
    Text,
    answers,
    code_of,
    page_after,
    page_of,
)
from densach.programme.budget import queries as budget

router = Router(tags=["Estimates and projects"])
_VIEW = "budget.view"


class Round(Schema):
    id: int
    plan: str
    organisation: str
    year: int
    due: date
    note: str


@router.get(
    "/estimate-rounds",
    response=answers(Page[Round]),
    url_name="rounds",
    summary="Rounds in which estimates are asked",
)
def rounds(request: Asking, after: Key | None = None, limit: Limit = LIMIT) -> Any:
    """Who collects estimates for which plan and year, and by when."""
    access.require_some(request.auth, _VIEW)

    def told(one: Any) -> dict[str, Any]:
        fields = ("id", "year", "due", "note")
        return {
            **{name: getattr(one, name) for name in fields},
            "plan": one.plan.code,
            "organisation": one.organisation.code,
        }

    rows = budget.rounds_for(request.auth, request.auth.on)
    return page_after(request, rows, after, limit, lambda one: one.pk, told)


class Estimate(Schema):
    id: int
    round: int
    year: int
    organisation: str
    state: str
    approved_on: date | None
    legal_basis: str
    revision: int


@router.get(
    "/estimate-rounds/{int:pk}/estimates",
    response=answers(Page[Estimate]),
    url_name="estimates",
    summary="Estimates of a round",
)
def estimates(request: Asking, pk: Key, after: Key | None = None, limit: Limit = LIMIT) -> Any:
    """The estimates that the token may see: all for who collects, else those of its own places."""
    access.require_some(request.auth, _VIEW)
    found = budget.round_for(request.auth, pk, request.auth.on)

    def told(one: Any) -> dict[str, Any]:
        fields = ("id", "state", "approved_on", "legal_basis", "revision")
        return {
            **{name: getattr(one, name) for name in fields},
            "round": found.pk,
            "year": found.year,
            "organisation": one.organisation.code,
        }

    return page_of(request, budget.estimates_seen(request.auth, found, request.auth.on), after, limit, told)


class Line(Schema):
    id: int
    position: int
    task: int | None
    content: str
    source: str
    kind: str
    quantity: int | None
    unit: str
    price: int | None
    asked: int = Field(description="In đồng.")
    allotted: int | None = Field(description="In đồng, after the last adjustment.")
    spent: int


@router.get(
    "/estimates/{int:pk}/lines",
    response=answers(Page[Line]),
    url_name="estimate_lines",
    summary="Lines of an estimate",
)
def lines(request: Asking, pk: Key, after: Key | None = None, limit: Limit = LIMIT) -> Any:
    """What was asked, allotted and spent, line by line, in đồng."""
    access.require_some(request.auth, _VIEW)
    rows = budget.lines_of(budget.estimate_for(request.auth, pk))

    def told(one: Any) -> dict[str, Any]:
        fields = ("id", "position", "content", "source", "kind", "quantity", "unit", "price", "asked")
        return {
            **{name: getattr(one.line, name) for name in fields},
            "task": one.line.task_id,
            "allotted": one.allotted,
            "spent": one.spent,
        }

    return page_after(request, rows, after, limit, lambda one: one.line.pk, told)


class Project(Schema):
    code: str
    organisation: str
    plan: str | None
    title: str
    description: str
    total: int | None
    year_from: int | None
    year_to: int | None
    stage: str
    allotted: int
    paid: int


@router.get("/projects", response=answers(Page[Project]), url_name="projects", summary="Investment projects")
def projects(request: Asking, stage: Text = "", after: Text = "", limit: Limit = LIMIT) -> Any:
    """Buildings and renewals with their stage, what was allotted and what was paid out, in đồng; by code."""
    access.require_some(request.auth, _VIEW)
    rows = budget.projects_page(request.auth, request.auth.on, budget.ProjectsWanted(stage=stage))
    money = budget.money_of_projects([one.pk for one in rows])

    def told(one: Any) -> dict[str, Any]:
        fields = ("code", "title", "description", "total", "year_from", "year_to", "stage")
        allotted, paid = money.get(one.pk, (0, 0))
        return {
            **{name: getattr(one, name) for name in fields},
            "organisation": one.organisation.code,
            "plan": code_of(one.plan),
            "allotted": allotted,
            "paid": paid,
        }

    return page_after(request, rows, after or None, limit, lambda one: one.code, told)
