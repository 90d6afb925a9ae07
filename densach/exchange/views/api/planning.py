"""Plans with what they ask for, and how their targets stand."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Router, Schema
from pydantic import Field

from densach.exchange import access, queries
from densach.exchange.views.api.answers import (
    LIMIT,
    Asking,
    AsWhen,
    Day,
    Key,
    Limit,
    Page,
    Text,
    Year,
    answers,
    code_of,
    number,
    page,
    page_after,
)
from densach.programme.plans import queries as plans
from densach.ui.figures import language

router = Router(tags=["Plans"])
_FIELDS = (
    "code",
    "state",
    "title",
    "document_type",
    "number",
    "symbol",
    "issuer",
    "issued_on",
    "year_from",
    "year_to",
)


class Plan(Schema):
    code: str
    state: str
    title: str
    document_type: str
    number: str
    symbol: str
    issuer: str
    issued_on: date | None
    year_from: int
    year_to: int
    organisation: str
    territory: str
    parent: str | None
    successor: str | None


def _plan(one: Any) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in _FIELDS},
        "organisation": one.organisation.code,
        "territory": one.territory.code,
        "parent": code_of(one.parent),
        "successor": code_of(one.successor),
    }


@router.get("/plans", response=answers(Page[Plan]), url_name="plans", summary="Plans")
def every_plan(
    request: Asking,
    text: Text = "",
    state: Literal["", "review", "running", "closed"] = "",
    year: Year | None = None,
    after: Text = "",
    limit: Limit = LIMIT,
) -> Any:
    """Plans that the token may know of, newest first."""
    access.require_some(request.auth, access.PLANS)
    rows = plans.plans_for(request.auth).select_related("organisation", "territory", "parent", "successor")
    if state:
        rows = rows.filter(state=state)
    if year is not None:
        rows = rows.filter(year_from__lte=year, year_to__gte=year)
    if text:
        rows = plans.titled(rows, text)
    found, _following = plans.page_of(rows.defer("text", "reading"), after, limit + 1)
    return page(request, found, limit, lambda one: one.pk, _plan)


@router.get("/plans/{code}", response=answers(Plan), url_name="plan", summary="One plan")
def plan(request: Asking, code: Text) -> Any:
    """The head of a plan, and how it hangs together with others."""
    access.require_some(request.auth, access.PLANS)
    return _plan(plans.plan_for(request.auth, code))


class Step(Schema):
    step: str
    values: dict[str, str]


class Target(Schema):
    id: int
    clause: str
    subject: str
    quote: str
    kind: str
    indicator: str | None
    group: str
    institution_types: list[str]
    levels: list[str]
    value_min: float | int | None
    value_max: float | int | None = Field(description="Null where there is no upper end.")
    unit: str
    per: str
    every_years: int | None
    year_from: int | None
    year_to: int | None
    milestone: int | None
    base_year: int | None
    mandatory: bool
    status: Literal["achieved", "on_track", "at_risk", "off_track", "no_data"]
    provisional: bool = Field(description="Missing answers could change the status; the lower one is told.")
    actual: float | int | None
    expected: float | int | None = Field(description="What was due by the day.")
    need: float | int | None
    ratio: float | None
    period: str | None
    on: date
    as_when: AsWhen
    explanation: list[Step] = Field(
        description="How the status was reckoned, step by step, with the numbers used."
    )
    evidence: str | None = Field(description="The page that leads to the records behind the figure.")


_OF_TARGET = (
    "subject", "quote", "kind", "institution_types", "levels", "unit", "per", "every_years", "year_from", "year_to",
    "milestone", "base_year", "mandatory",
)  # fmt: skip


def _target(request: Asking, one: Any, as_when: str) -> dict[str, Any]:
    target, verdict = one.target, one.verdict
    return {
        **{name: getattr(target, name) for name in _OF_TARGET},
        "id": target.pk,
        "clause": target.clause_path,
        "indicator": code_of(target.indicator),
        "group": one.group,
        "value_min": number(target.value_min),
        "value_max": number(target.value_max),
        "status": verdict.status.value,
        "provisional": verdict.provisional,
        "actual": number(verdict.actual),
        "expected": number(verdict.expected),
        "need": number(verdict.need),
        "ratio": number(verdict.ratio),
        "period": one.period.code if one.period else None,
        "on": one.on,
        "as_when": as_when,
        "explanation": [
            {"step": step.message_id, "values": step.texts(language())} for step in verdict.explanation
        ],
        "evidence": request.build_absolute_uri(one.evidence_url) if one.evidence_url else None,
    }


@router.get(
    "/plans/{code}/targets", response=answers(Page[Target]), url_name="targets", summary="Targets, judged"
)
def targets(
    request: Asking,
    code: Text,
    on: Day | None = None,
    as_when: AsWhen = "was",
    status: Literal["", "achieved", "on_track", "at_risk", "off_track", "no_data"] = "",
    after: Key | None = None,
    limit: Limit = LIMIT,
) -> Any:
    """Every accepted target of a plan with the figure, what was due by the day, and the status."""
    access.require_some(request.auth, access.PLANS)
    found = plans.judged(plans.plan_for(request.auth, code), on or request.auth.on, as_when)
    rows = [one for one in found if not status or one.verdict.status.value == status]
    return page_after(
        request, rows, after, limit, lambda one: one.target.pk, lambda one: _target(request, one, as_when)
    )


@router.get(
    "/plans/{code}/targets/{int:pk}",
    response=answers(Target),
    url_name="target",
    summary="One target, judged",
)
def target(request: Asking, code: Text, pk: Key, on: Day | None = None, as_when: AsWhen = "was") -> Any:
    """One target of a plan as it stood on a day."""
    access.require_some(request.auth, access.PLANS)
    known = plans.plan_for(request.auth, code)
    row = plans.target_of(known, pk)
    told = plans.told_beside(plans.judged_one(known, row, on or request.auth.on, as_when))
    return _target(request, told, as_when)


class Doer(Schema):
    role: str
    name: str
    organisation: str | None


class Task(Schema):
    id: int
    clause: str
    title: str
    content: str
    group: str
    time_kind: str
    time_text: str
    units: list[Doer]


@router.get(
    "/plans/{code}/tasks",
    response=answers(Page[Task]),
    url_name="tasks",
    summary="Tasks as the paper gives them",
)
def tasks(request: Asking, code: Text, after: Key | None = None, limit: Limit = LIMIT) -> Any:
    """The accepted tasks of a plan with their units; how they are coming along is told by /works."""
    access.require_some(request.auth, access.PLANS)
    rows = plans.tasks_of(plans.plan_for(request.auth, code))
    codes = queries.codes_of({unit.organisation_id for row in rows for unit in row.units.all()})

    def told(one: Any) -> dict[str, Any]:
        units = [
            {"role": unit.role, "name": unit.name, "organisation": codes.get(unit.organisation_id or 0)}
            for unit in one.units.all()
        ]
        fields = ("id", "title", "content", "group", "time_kind", "time_text")
        return {**{name: getattr(one, name) for name in fields}, "clause": one.clause_path, "units": units}

    return page_after(request, rows, after, limit, lambda one: one.pk, told)


class Duty(Schema):
    id: int
    cycle: str
    due_day: int | None
    due_month: int | None
    due_on: date | None
    reporters: list[Any]
    recipients: list[Any]
    quote: str


@router.get(
    "/plans/{code}/duties", response=answers(Page[Duty]), url_name="duties", summary="Who is to report when"
)
def duties(request: Asking, code: Text, after: Key | None = None, limit: Limit = LIMIT) -> Any:
    """The report duties that a plan lays down; what each unit owes by when is told by /obligations."""
    access.require_some(request.auth, access.PLANS)
    rows = [
        one for one in plans.rows_of(plans.plan_for(request.auth, code), "duty") if one.state == "accepted"
    ]
    fields = Duty.model_fields

    def told(one: Any) -> dict[str, Any]:
        return {name: getattr(one, name) for name in fields}

    return page_after(request, rows, after, limit, lambda one: one.pk, told)
