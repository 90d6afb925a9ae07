"""The whole line at one call, as `densach report` and the demo need it: obligations, figures, the paper."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from densach.files import queries as files
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.people.access import require
from densach.programme.plans.models import Plan
from densach.programme.reports.access import VIEW, may_open, place_of, require_arrange
from densach.programme.reports.actions.deciding import consolidate
from densach.programme.reports.actions.obligations import journal_asked, make
from densach.programme.reports.actions.writing import fill, locked, open_report, write_journal
from densach.programme.reports.models import Obligation, Report, ReportState
from densach.programme.reports.queries import reporters
from densach.programme.reports.queries.doors import obligation_of
from densach.programme.reports.queries.papers import docx_of
from densach.programme.reports.rules import timetable
from densach.programme.reports.rules.lifecycle import FROZEN_STATES


@transaction.atomic
def build(
    *, at: datetime, actor: Actor, plan: Plan, period: Period, organisation: Organisation
) -> tuple[Report, bytes, list[str]]:
    """The report of the organisation on the period, filled as far as its state lets it, its .docx, and who is missing.

    What is not there yet is made: obligations by the plan's duties (or for this once, where it has none for the
    period), the report, the gathering. What was handed in, accepted or signed is printed as it is. Raises
    PeriodNotBegun, PeriodOutsidePlan, NotAllowed.
    """
    obligation = _obligation(at, actor, plan, period, organisation)
    require(actor, VIEW, place_of(obligation, VIEW))
    report = open_report(at=at, actor=actor, obligation=obligation)
    if obligation.consolidates:
        if report.state in {ReportState.DRAFT, ReportState.CONSOLIDATED}:
            report = consolidate(at=at, actor=actor, report=report, seen_revision=report.revision)
    elif report.state not in FROZEN_STATES and may_open(actor, obligation):
        report = _filled(at, actor, report)
    # A signed paper is printed as it was signed, byte for byte.
    docx = files.read(report.docx) if report.docx is not None else docx_of(report)
    return report, docx, [str(one["name"]) for one in report.missing]


def _filled(at: datetime, actor: Actor, report: Report) -> Report:
    kept = locked(report)
    kept.revision += 1
    fill(kept, at)
    write_journal(at, actor, "reports.refreshed", kept)
    return kept


def _obligation(
    at: datetime, actor: Actor, plan: Plan, period: Period, organisation: Organisation
) -> Obligation:
    """The organisation's own obligation on the period; who gathers gathers, and so does the committee whose plan it
    is. Only whoever gathers needs the round; of another unit its own obligation is made and nobody else's.
    """
    for consolidates in (True, False):
        known = obligation_of(plan, organisation.pk, period, consolidates=consolidates)
        if known is not None:
            return known
    require_arrange(actor, plan)
    timetable.check_years(period, plan.year_from, plan.year_to)
    timetable.check_begun(period, today(at))
    duties = reporters.duties_of(plan)
    offer = timetable.offer_for(duties, period)
    due = offer.due if offer is not None else _due_by_hand(period, today(at))
    cutoff = timetable.cutoff_for(period, due)
    gatherer = reporters.gatherer_of(plan, cutoff)
    gathers = organisation.pk in {gatherer.pk, reporters.recipient_of(plan, gatherer, cutoff)}
    asked = [duty for duty in duties if timetable.asks_for(duty, period)] or duties
    made = make(plan, asked, period, due, cutoff, only=None if gathers else organisation.pk)
    journal_asked(at, actor, plan, period, len(made))
    return made[-1]


def _due_by_hand(period: Period, on: date) -> date:
    """The day after the last day that the book can tell of."""
    yesterday = on - timedelta(days=1)
    return max(period.start, min(period.end, yesterday)) + timedelta(days=1)
