"""The whole line at one call, as `densach report` and the demo need it: obligations, figures, the paper."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from densach.files import queries as files
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.people.access import require
from densach.programme.plans.models import Plan, PlanState
from densach.programme.reports.access import VIEW, may_open, place_of
from densach.programme.reports.actions.deciding import consolidate
from densach.programme.reports.actions.obligations import ask_once, make_obligations
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
    NotAllowed.
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
    """The organisation's own obligation on the period; who gathers gathers. A unit that no duty names joins by hand."""
    for consolidates in (True, False):
        known = obligation_of(plan, organisation.pk, period, consolidates=consolidates)
        if known is not None:
            return known
    asked = timetable.offer_for(reporters.duties_of(plan), period)
    if asked is not None and plan.state == PlanState.RUNNING:
        made = make_obligations(at=at, actor=actor, plan=plan, period=period)
    else:
        yesterday = today(at) - timedelta(days=1)
        due = max(period.start, min(period.end, yesterday)) + timedelta(days=1)
        made = ask_once(at=at, actor=actor, plan=plan, period=period, due=due)
    own = [one for one in made if one.organisation_id == organisation.pk]
    if own:
        return obligation_of(plan, organisation.pk, period, consolidates=own[-1].consolidates) or own[-1]
    gathering = next(one for one in made if one.consolidates)
    return _joined(gathering, organisation)


def _joined(gathering: Obligation, organisation: Organisation) -> Obligation:
    """Where the committee whose plan it is asks for itself, what its department gathered is its report."""
    if gathering.recipient_id == organisation.pk:
        return gathering
    return Obligation.objects.get_or_create(
        plan=gathering.plan,
        organisation=organisation,
        period=gathering.period,
        consolidates=False,
        defaults={
            "recipient_id": gathering.organisation_id,
            "period_from": gathering.period_from,
            "period_to": gathering.period_to,
            "cutoff": gathering.cutoff,
            "due": gathering.due,
        },
    )[0]
