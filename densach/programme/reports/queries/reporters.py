"""Whom the words of a plan's report duties mean: the units that report and the one that gathers."""

from __future__ import annotations

from datetime import date

from densach.organisations import queries as organisations
from densach.organisations.models import Level, Organisation, OrganisationKind
from densach.organisations.rules import Named
from densach.programme.plans.models import Plan, ReportDuty, RowState
from densach.programme.reports.queries.drawing import asked_of
from densach.programme.reports.rules import outline
from densach.programme.reports.rules.timetable import Offer, offers

_COMMITTEE = OrganisationKind.PEOPLES_COMMITTEE.value
_DEPARTMENT = OrganisationKind.DEPARTMENT.value
_PARTNER = OrganisationKind.PARTNER.value


def duties_of(plan: Plan) -> list[ReportDuty]:
    """The accepted report duties, in the order of the paper."""
    return list(plan.reportdutys.filter(state=RowState.ACCEPTED).order_by("position"))


def offers_of(plan: Plan, on: date) -> list[Offer]:
    """The periods of this year and the year before, or of a plan's last years once it has ended, that the plan asks
    reports on, newest first.
    """
    duties = duties_of(plan)
    last = min(max(on.year, plan.year_from), plan.year_to)
    years = [year for year in (last, last - 1) if plan.year_from <= year]
    found = [offer for year in years for offer in offers(duties, year)]
    return sorted(found, key=lambda offer: offer.due, reverse=True)


def gatherer_of(plan: Plan, on: date) -> Organisation:
    """Who gathers: the plan's own department; for a committee's plan the department that the duties name, else its
    first one, else the committee itself.
    """
    own = organisations.named(plan.organisation, on)
    if own.kind != _COMMITTEE:
        return plan.organisation
    below = organisations.alive(
        on, kinds=(_DEPARTMENT, OrganisationKind.OFFICE.value), root=plan.organisation
    )
    departments = [one for one in below if one.parent_id == own.id]
    for duty in duties_of(plan):
        for text in [*duty.recipients, *duty.reporters]:
            called = {one.id for one in organisations.find_by_name(text, on, within=plan.territory)}
            for department in departments:
                if department.id in called:
                    return organisations.by_code(department.code)
    return organisations.by_code(departments[0].code) if departments else plan.organisation


def recipient_of(plan: Plan, gatherer: Organisation, on: date) -> int | None:
    """To whom the gathered report goes: the committee whose plan it is, else whom the gatherer stands under."""
    if plan.organisation_id != gatherer.pk:
        return plan.organisation_id
    return organisations.named(gatherer, on).parent_id


def reporters_of(plan: Plan, duties: list[ReportDuty], gatherer: Organisation, on: date) -> list[int]:
    """Ids of the units that the duties' words mean, each once, the gatherer left out; five queries at most and one
    for each name that is no class of bodies. Where the duties name nobody, whoever the targets touch reports.
    """
    words = [text for duty in duties for text in duty.reporters]
    meant = outline.reporters(words)
    everyone = organisations.alive(on, area=plan.territory)
    if not words:
        touched = _touched(plan, everyone, gatherer, on)
        if touched:
            return touched
    found: dict[int, None] = {}
    for one in everyone:
        if one.id != gatherer.pk and _meant(one, meant, gatherer.pk, plan):
            found[one.id] = None
    for text in meant.names:
        named = organisations.find_by_name(text, on, within=plan.territory, limit=1)
        found.update({one.id: None for one in named if one.id != gatherer.pk and one.kind != _COMMITTEE})
    if not found:
        found.update({one.id: None for one in everyone if one.parent_id == gatherer.pk})
    return list(found)


def _touched(plan: Plan, everyone: list[Named], gatherer: Organisation, on: date) -> list[int]:
    """The institutions whose figures the accepted targets take; those of a commune report through its committee."""
    rows = plan.targets.filter(state=RowState.ACCEPTED).select_related("indicator").order_by("position")
    asked = asked_of(plan, list(rows), everyone, on)
    committees = {one.id for one in everyone if one.kind == _COMMITTEE and one.level == Level.COMMUNE}
    found: dict[int, None] = {}
    for one in everyone:
        reporter = one.parent_id if one.parent_id in committees else one.id
        above = one.kind in {_PARTNER, _DEPARTMENT} or (one.kind == _COMMITTEE and one.id not in committees)
        if one.id in asked and not above and reporter != gatherer.pk:
            found[reporter] = None
    return list(found)


def untied_words(plan: Plan, duties: list[ReportDuty], on: date) -> list[str]:
    """The words of the duties that tie to no class of bodies and to no unit of the territory, as the plan has them."""
    names = outline.reporters([text for duty in duties for text in duty.reporters]).names
    return [
        text for text in names if not organisations.find_by_name(text, on, within=plan.territory, limit=1)
    ]


def _meant(one: Named, meant: outline.Reporters, gatherer_id: int, plan: Plan) -> bool:
    if one.kind == _COMMITTEE:
        wanted = (meant.commune_committees and one.level == Level.COMMUNE) or (
            meant.district_committees and one.level == Level.DISTRICT
        )
        return wanted and one.id != plan.organisation_id
    if meant.institutions and one.parent_id == gatherer_id:
        return one.kind != _PARTNER
    return meant.provincial_bodies and one.kind == _DEPARTMENT and one.level == Level.PROVINCE


def units_to_add(plan: Plan, taken: set[int], text: str, on: date) -> list[Named]:
    """Units of the territory whose name matches, that do not owe yet."""
    found = organisations.find_by_name(text, on, within=plan.territory) if text else []
    return [one for one in found if one.id not in taken]
