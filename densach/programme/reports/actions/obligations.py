"""From a plan's accepted report duties to dated obligations of units, and changes to who owes."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.programme.plans.models import Plan, PlanState, ReportDuty
from densach.programme.reports.access import require_arrange
from densach.programme.reports.models import Obligation
from densach.programme.reports.queries import reporters
from densach.programme.reports.queries.doors import report_of
from densach.programme.reports.rules import timetable
from densach.programme.reports.rules.refusals import (
    AlreadyBegun,
    AlreadyOwes,
    GatheringStays,
    NoReportDuty,
    NotGathering,
    PlanNotRunning,
    RoundBegun,
)


@transaction.atomic
def make_obligations(
    *, at: datetime, actor: Actor, plan: Plan, period: Period, cutoff: date | None = None
) -> list[Obligation]:
    """Everyone's obligation for the period, as the plan's duties name them, and the gathering one.

    Safe to repeat: what is there stays, who is new joins. Raises PlanNotRunning, PeriodOutsidePlan, NoReportDuty,
    DayOutOfPeriod, NotAllowed.
    """
    require_arrange(actor, plan)
    if plan.state != PlanState.RUNNING:
        raise PlanNotRunning(plan=plan.title)
    timetable.check_years(period, plan.year_from, plan.year_to)
    duties = reporters.duties_of(plan)
    offer = timetable.offer_for(duties, period)
    if offer is None:
        raise NoReportDuty(period=period.label("vi"))
    asked = [duty for duty in duties if timetable.asks_for(duty, period)]
    made = make(plan, asked, period, offer.due, cutoff or offer.cutoff)
    journal_asked(at, actor, plan, period, len(made))
    return made


@transaction.atomic
def ask_once(
    *,
    at: datetime,
    actor: Actor,
    plan: Plan,
    period: Period,
    due: date,
    cutoff: date | None = None,
    duty: ReportDuty | None = None,
) -> list[Obligation]:
    """A report asked for by hand: on any period and day to come, of the units that the duty (or all duties) name.

    Raises PlanNotRunning, PeriodOutsidePlan, DueInThePast, DueOutOfSense, DayOutOfPeriod, NotAllowed.
    """
    require_arrange(actor, plan)
    if plan.state != PlanState.RUNNING:
        raise PlanNotRunning(plan=plan.title)
    timetable.check_years(period, plan.year_from, plan.year_to)
    timetable.check_ahead(due, today(at))
    cutoff = cutoff or timetable.cutoff_for(period, due)
    timetable.check_due(period, due, cutoff)
    asked = [duty] if duty else reporters.duties_of(plan)
    made = make(plan, asked, period, due, cutoff)
    journal_asked(at, actor, plan, period, len(made))
    return made


def make(
    plan: Plan,
    duties: list[ReportDuty],
    period: Period,
    due: date,
    cutoff: date,
    *,
    only: int | None = None,
) -> list[Obligation]:
    """The rows of a round whose right and days were checked; of `only` one unit, whether the duties name it or not."""
    timetable.check_cutoff(period, cutoff)
    gatherer = reporters.gatherer_of(plan, cutoff)
    units = [only] if only is not None else reporters.reporters_of(plan, duties, gatherer, cutoff)
    above = reporters.recipient_of(plan, gatherer, cutoff)
    wanted: list[tuple[int, int | None, bool]] = [
        (unit, gatherer.pk, False) for unit in units if unit != gatherer.pk
    ]
    if only is None:
        wanted.append((gatherer.pk, above, True))
    rows = [
        Obligation(
            plan=plan,
            organisation_id=unit,
            recipient_id=recipient,
            period=period.code,
            period_from=period.start,
            period_to=period.end,
            cutoff=cutoff,
            due=due,
            duty=duties[0] if duties else None,
            consolidates=consolidates,
        )
        for unit, recipient, consolidates in wanted
    ]
    # Whoever already owes this report keeps the days that were set.
    Obligation.objects.bulk_create(rows, ignore_conflicts=True)
    return _asked(plan, period, {(unit, consolidates) for unit, _, consolidates in wanted})


def _asked(plan: Plan, period: Period, wanted: set[tuple[int, bool]]) -> list[Obligation]:
    """The obligations as they stand now, units first, who gathers last."""
    rows = Obligation.objects.filter(plan=plan, period=period.code).select_related(
        "organisation", "recipient"
    )
    found = [
        one
        for one in rows.order_by("consolidates", "pk")
        if (one.organisation_id, one.consolidates) in wanted
    ]
    for one in found:
        one.plan = plan
    return found


def journal_asked(at: datetime, actor: Actor, plan: Plan, period: Period, count: int) -> None:
    journal.write(
        at=at,
        actor=actor,
        act="reports.asked",
        organisation=plan.organisation,
        subject=f"plan:{plan.code}",
        period=period.label("vi"),
        count=count,
        plan=plan.title,
    )


@transaction.atomic
def add_unit(*, at: datetime, actor: Actor, gathering: Obligation, organisation: Organisation) -> Obligation:
    """One more unit owes the report that this obligation gathers. Raises NotGathering, AlreadyOwes, NotAllowed."""
    require_arrange(actor, gathering.plan)
    _require_gathering(gathering)
    name = organisations.named(organisation, gathering.cutoff).name
    obligation, made = Obligation.objects.get_or_create(
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
            "duty": gathering.duty,
        },
    )
    if not made or organisation.pk == gathering.organisation_id:
        raise AlreadyOwes(unit=name)
    _journal_unit(at, actor, "reports.unit_added", obligation, name)
    return obligation


@transaction.atomic
def remove_unit(*, at: datetime, actor: Actor, obligation: Obligation) -> None:
    """The unit owes this report no more. Raises AlreadyBegun once a report was opened, GatheringStays, NotAllowed."""
    require_arrange(actor, obligation.plan)
    kept = Obligation.objects.select_for_update(of=("self",)).get(pk=obligation.pk)
    name = organisations.named(kept.organisation_id, kept.cutoff).name
    if kept.consolidates:
        raise GatheringStays(unit=name)
    if report_of(kept) is not None:
        raise AlreadyBegun(unit=name)
    _journal_unit(at, actor, "reports.unit_removed", kept, name)
    kept.delete()


@transaction.atomic
def set_days(*, at: datetime, actor: Actor, gathering: Obligation, due: date, cutoff: date) -> int:
    """Another due day and cut-off for the gathering obligation and all its units; how many changed.

    Reports of one round compare the same days, so none may have begun. Raises NotGathering, DayOutOfPeriod,
    DueOutOfSense, RoundBegun, NotAllowed.
    """
    require_arrange(actor, gathering.plan)
    _require_gathering(gathering)
    period = Period.parse(gathering.period)
    timetable.check_cutoff(period, cutoff)
    timetable.check_due(period, due, cutoff)
    rows = Obligation.objects.filter(plan=gathering.plan, period=gathering.period)
    begun = rows.select_for_update(of=("self",)).filter(report__isnull=False).order_by("pk").first()
    if begun is not None:
        raise RoundBegun(unit=organisations.named(begun.organisation_id, begun.cutoff).name)
    changed = rows.update(due=due, cutoff=cutoff)
    journal.write(
        at=at,
        actor=actor,
        act="reports.days_set",
        organisation=gathering.organisation,
        subject=f"obligation:{gathering.pk}",
        due=due,
        cutoff=cutoff,
        period=Period.parse(gathering.period).label("vi"),
    )
    return changed


def _require_gathering(obligation: Obligation) -> None:
    if not obligation.consolidates:
        raise NotGathering(unit=organisations.named(obligation.organisation_id, obligation.cutoff).name)


def _journal_unit(at: datetime, actor: Actor, act: str, obligation: Obligation, name: str) -> None:
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=obligation.organisation,
        subject=f"obligation:{obligation.pk}",
        unit=name,
        period=Period.parse(obligation.period).label("vi"),
    )
