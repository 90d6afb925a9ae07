"""Obligations and reports as a person may see them. Whoever may not gets UnknownReport, as if there were none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from densach.kernel.actor import Actor
from densach.kernel.collation import sort_key
from densach.kernel.dates import today
from densach.kernel.period import Period
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.people import queries as people
from densach.programme.plans.models import Plan
from densach.programme.reports import access
from densach.programme.reports.models import LinePart, Obligation, Report, ReportLine, ReportState
from densach.programme.reports.rules import lifecycle, timetable
from densach.programme.reports.rules.refusals import UnknownReport
from densach.programme.reports.rules.timetable import Timeliness

PAGE = 50


@dataclass(frozen=True)
class Owed:
    """An obligation with what a list shows of it."""

    obligation: Obligation
    name: str
    level: str
    state: str
    timeliness: Timeliness
    submitted_on: date | None

    @property
    def report(self) -> Report | None:
        return report_of(self.obligation)


@dataclass(frozen=True)
class Filters:
    """What a list of obligations is narrowed to; empty means all."""

    plan: str = ""
    period: str = ""
    state: str = ""
    timeliness: str = ""
    text: str = ""


NOT_BEGUN = "none"


def report_of(obligation: Obligation) -> Report | None:
    """Its report, if one was begun."""
    try:
        return obligation.report
    except Report.DoesNotExist:
        return None


def _all() -> QuerySet[Obligation]:
    # The plan's whole text and reading stay behind: hundreds of rows would carry them along.
    return Obligation.objects.select_related(
        "plan", "plan__organisation", "organisation", "recipient", "report", "duty"
    ).defer("plan__text", "plan__reading")


def seen_by(actor: Actor, on: date) -> QuerySet[Obligation]:
    """Those of the actor's units, and those owed to them."""
    places = people.organisations_where(actor, access.VIEW, on).values("pk")
    return _all().filter(Q(organisation__in=places) | Q(recipient__in=places))


def obligation_for(actor: Actor, pk: int) -> Obligation:
    obligation = _all().filter(pk=pk).first()
    if obligation is None or not access.may_see(actor, obligation):
        raise UnknownReport
    return obligation


def report_for(actor: Actor, pk: int) -> Report:
    """The report, with its obligation, plan and units read along. Raises UnknownReport."""
    report = (
        Report.objects.select_related(
            "obligation__plan__organisation",
            "obligation__organisation",
            "obligation__recipient",
            "docx",
            "pdf",
        )
        .filter(pk=pk)
        .first()
    )
    if report is None or not access.may_see(actor, report.obligation):
        raise UnknownReport
    return report


def obligations_for(actor: Actor, on: date, filters: Filters = Filters()) -> list[Owed]:
    """What the actor may see, by due day then name, narrowed by the filters."""
    rows = seen_by(actor, on)
    if filters.plan:
        rows = rows.filter(plan__code=filters.plan)
    if filters.period:
        rows = rows.filter(period=filters.period)
    if filters.state == NOT_BEGUN:
        rows = rows.filter(report__isnull=True)
    elif filters.state:
        rows = rows.filter(report__state=filters.state)
    owed = as_owed(rows, on)
    if filters.timeliness:
        owed = [one for one in owed if one.timeliness == filters.timeliness]
    if filters.text:
        owed = [one for one in owed if _matches(one.name, filters.text)]
    return owed


def due_in(actor: Actor, period: Period, on: date) -> list[Owed]:
    """What the actor may see that falls due in the period, for the calendar."""
    return as_owed(seen_by(actor, on).filter(due__range=(period.start, period.end)), on)


def _matches(name: str, text: str) -> bool:
    return fold(text) in fold(name)


def as_owed(rows: Iterable[Obligation], on: date) -> list[Owed]:
    """Rows with names of the cut-off day and how they stand against their due day; three queries for any number."""
    listed = list(rows)
    named = organisations.all_named({row.organisation_id for row in listed}, on)
    owed = [_owed(row, named[row.organisation_id], on) for row in listed]
    return sorted(
        owed,
        key=lambda one: (-one.obligation.due.toordinal(), one.obligation.consolidates, sort_key(one.name)),
    )


def _owed(row: Obligation, named: Named, on: date) -> Owed:
    report = report_of(row)
    submitted = day_of(report.submitted_at) if report else None
    if report is not None and row.consolidates:
        submitted = day_of(report.signed_at)
    return Owed(
        obligation=row,
        name=named.name,
        level=named.level,
        state=report.state if report else NOT_BEGUN,
        timeliness=timetable.timeliness(row.due, submitted, on),
        submitted_on=submitted,
    )


def day_of(at: datetime | None) -> date | None:
    return today(at) if at is not None else None


def mine(actor: Actor, on: date) -> list[Owed]:
    """What the units that the actor works in owe: their own reports, and the gathering one where they decide."""
    own = {place.pk for _, place in people.roles_of(actor)}
    writing = [pk for pk in own if actor.may(lifecycle.WRITE, pk)]
    deciding = [pk for pk in own if actor.may(lifecycle.DECIDE, pk)]
    written = Q(organisation_id__in=writing, consolidates=False)
    gathered = Q(organisation_id__in=deciding, consolidates=True)
    return as_owed(_all().filter(written | gathered), on)


def owed_by(actor: Actor, organisation_id: int, on: date, limit: int = 6) -> list[Owed]:
    """What one unit owes or owed, the latest due first, as far as the actor may see it."""
    rows = seen_by(actor, on).filter(organisation_id=organisation_id).order_by("-due", "pk")
    return as_owed(rows[:limit], on)


def waiting_for_decision(actor: Actor, on: date) -> list[Owed]:
    """Reports handed in that the actor may accept or return."""
    places = people.organisations_where(actor, "report.decide", on).values("pk")
    rows = _all().filter(recipient__in=places, consolidates=False, report__state=ReportState.SUBMITTED)
    return as_owed(rows, on)


def waiting_for_signature(actor: Actor, on: date) -> list[Owed]:
    places = people.organisations_where(actor, "report.sign", on).values("pk")
    rows = _all().filter(organisation__in=places, consolidates=True, report__state=ReportState.CONSOLIDATED)
    return as_owed(rows, on)


def children_of(obligation: Obligation) -> QuerySet[Obligation]:
    """The units' obligations that a gathering report gathers."""
    return _all().filter(
        plan_id=obligation.plan_id,
        period=obligation.period,
        recipient_id=obligation.organisation_id,
        consolidates=False,
    )


def units_under(obligation: Obligation, on: date) -> list[Owed]:
    """The units of a gathering report, by name."""
    return sorted(as_owed(children_of(obligation), on), key=lambda one: sort_key(one.name))


def gathering_of(obligation: Obligation) -> Obligation | None:
    """The obligation whose report gathers this unit's report."""
    if obligation.recipient_id is None:
        return None
    return (
        _all()
        .filter(
            plan_id=obligation.plan_id,
            period=obligation.period,
            organisation_id=obligation.recipient_id,
            consolidates=True,
        )
        .first()
    )


def figures_until(report: Report) -> date:
    """The last day that the figures hold: the cut-off, or the day they were taken where that came first."""
    cutoff = report.obligation.cutoff
    return cutoff if report.taken_at is None else min(cutoff, today(report.taken_at))


def obligation_of(
    plan: Plan, organisation_id: int, period: Period, *, consolidates: bool
) -> Obligation | None:
    return (
        _all()
        .filter(plan=plan, organisation_id=organisation_id, period=period.code, consolidates=consolidates)
        .first()
    )


def lines_of(report: Report, *, with_parts: bool = False) -> list[ReportLine]:
    """The lines in their order; with their parts only where these are told: a gathering report has thousands."""
    return list(_lines(report, with_parts=with_parts))


def _lines(report: Report, *, with_parts: bool) -> QuerySet[ReportLine]:
    rows = report.lines.select_related("target", "indicator__capability", "indicator__also_capability")
    if with_parts:
        # Joined, not prefetched: a gathering line has a part for each of hundreds of units, and a prefetch of
        # foreign keys asks for them one OR at a time, deeper than SQLite lets an expression be.
        parts = LinePart.objects.select_related("child_line__report__obligation", "organisation")
        rows = rows.prefetch_related(Prefetch("parts", parts))
    return rows.order_by("position")


def line_for(actor: Actor, report_pk: int, pk: int) -> tuple[Report, ReportLine]:
    """One line with its parts."""
    report = report_for(actor, report_pk)
    found = _lines(report, with_parts=True).filter(pk=pk).first()
    if found is None:
        raise UnknownReport
    return report, found


def next_due(plan: Plan, on: date) -> date | None:
    """The nearest day from `on` that a report on the plan is due and not handed in."""
    return (
        Obligation.objects.filter(plan=plan, due__gte=on)
        .filter(Q(report__isnull=True) | Q(report__submitted_at__isnull=True, report__signed_at__isnull=True))
        .order_by("due")
        .values_list("due", flat=True)
        .first()
    )
