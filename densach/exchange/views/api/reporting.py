"""Who owes which report by when, and the reports."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from ninja import Router, Schema

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
    number,
    page_after,
)
from densach.programme.reports import queries as reports

router = Router(tags=["Reports"])
_VIEW = "report.view"


class Obligation(Schema):
    id: int
    plan: str
    organisation: str
    name: str
    recipient: str | None
    period: str
    period_from: date
    period_to: date
    cutoff: date
    due: date
    consolidates: bool
    state: str
    timeliness: str
    submitted_on: date | None
    report: int | None


def _obligation(owed: Any) -> dict[str, Any]:
    one = owed.obligation
    fields = ("id", "period", "period_from", "period_to", "cutoff", "due", "consolidates")
    return {
        **{name: getattr(one, name) for name in fields},
        "plan": one.plan.code,
        "organisation": one.organisation.code,
        "name": owed.name,
        "recipient": code_of(one.recipient),
        "state": owed.state,
        "timeliness": str(owed.timeliness),
        "submitted_on": owed.submitted_on,
        "report": owed.report.pk if owed.report else None,
    }


_States = Literal["", "none", "draft", "submitted", "returned", "accepted", "consolidated", "signed"]


@router.get(
    "/obligations", response=answers(Page[Obligation]), url_name="obligations", summary="Who owes a report"
)
def obligations(
    request: Asking,
    plan: Text = "",
    period: Text = "",
    state: _States = "",
    after: Key | None = None,
    limit: Limit = LIMIT,
) -> Any:
    """Reports that units owe, or owed, with the day they were due and how they stand against it."""
    access.require_some(request.auth, _VIEW)
    filters = reports.Filters(plan=plan, period=period, state=state)
    rows = reports.obligations_for(request.auth, request.auth.on, filters)
    return page_after(request, rows, after, limit, lambda one: one.obligation.pk, _obligation)


class Report(Schema):
    id: int
    plan: str
    organisation: str
    recipient: str | None
    period: str
    consolidates: bool
    state: str
    revision: int
    figures_until: date
    sections: dict[str, Any]
    missing: list[Any]
    number: str
    symbol: str
    signer_name: str
    signer_title: str
    submitted_at: datetime | None
    signed_at: datetime | None
    sha256: str


def _report(one: Any) -> dict[str, Any]:
    fields = (
        "id", "state", "revision", "sections", "missing", "number", "symbol", "signer_name", "signer_title",
        "submitted_at", "signed_at", "sha256",
    )  # fmt: skip
    owed = one.obligation
    return {
        **{name: getattr(one, name) for name in fields},
        "plan": owed.plan.code,
        "organisation": owed.organisation.code,
        "recipient": code_of(owed.recipient),
        "period": owed.period,
        "consolidates": owed.consolidates,
        "figures_until": reports.figures_until(one),
    }


@router.get("/reports", response=answers(Page[Report]), url_name="reports", summary="Reports")
def every_report(
    request: Asking,
    plan: Text = "",
    period: Text = "",
    state: _States = "",
    after: Key | None = None,
    limit: Limit = LIMIT,
) -> Any:
    """Reports that were begun, with their texts; their figures are told by their lines."""
    access.require_some(request.auth, _VIEW)
    filters = reports.Filters(plan=plan, period=period, state=state)
    owed = reports.obligations_for(request.auth, request.auth.on, filters)
    rows = [one.report for one in owed if one.report is not None]
    return page_after(request, rows, after, limit, lambda one: one.pk, _report)


@router.get("/reports/{int:pk}", response=answers(Report), url_name="report", summary="One report")
def report(request: Asking, pk: Key) -> Any:
    """A report with its texts, its number and who signed it."""
    access.require_some(request.auth, _VIEW)
    return _report(reports.report_for(request.auth, pk))


class ReportLine(Schema):
    id: int
    position: int
    target: int
    indicator: str | None
    label: str
    unit: str
    shape: str
    planned: str
    numerator: int | None
    denominator: int | None
    unknown: int
    total: int | None
    planned_value: float | int | None
    period_from: date
    period_to: date
    status: str
    provisional: bool
    note: str


@router.get(
    "/reports/{int:pk}/lines",
    response=answers(Page[ReportLine]),
    url_name="report_lines",
    summary="Lines of a report",
)
def lines(request: Asking, pk: Key, after: Key | None = None, limit: Limit = LIMIT) -> Any:
    """What a report says of each target: the figures as they were taken, which signing freezes."""
    access.require_some(request.auth, _VIEW)
    rows = reports.lines_of(reports.report_for(request.auth, pk))
    fields = set(ReportLine.model_fields) - {"target", "indicator", "planned_value"}

    def told(one: Any) -> dict[str, Any]:
        return {
            **{name: getattr(one, name) for name in fields},
            "target": one.target_id,
            "indicator": code_of(one.indicator),
            "planned_value": number(one.planned_value),
        }

    return page_after(request, rows, after, limit, lambda one: one.pk, told)
