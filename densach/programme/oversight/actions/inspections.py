"""Inspections from their paper to the last recommendation carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from densach.kernel.vietnamese import clean_text
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.access import require
from densach.programme.oversight.actions.stepping import (
    Doing,
    begun,
    clean_lines,
    keep,
    kept_file,
    take,
    tell,
)
from densach.programme.oversight.models import Inspection, Visit, VisitState
from densach.programme.oversight.rules.lifecycle import MANAGE
from densach.programme.oversight.rules.refusals import PaperNeeded, StillOpen, UnitGone
from densach.programme.plans.models import Plan


@dataclass(frozen=True)
class InspectionText:
    """What an inspection says of itself; a line of `members` for each person."""

    title: str
    year: int
    subject: str = ""
    members: str = ""
    plan: Plan | None = None


@transaction.atomic
def prepare_inspection(doing: Doing, organisation: Organisation, text: InspectionText) -> Inspection:
    """Begins a plan of inspection; nobody else sees it until its paper is issued. Raises NotAllowed, AlreadyThere."""
    require(doing.actor, MANAGE, organisation)
    new = Inspection(organisation=organisation, **begun(doing))
    _write(new, text)
    tell(doing, new, "prepare", organisation, title=new.title)
    return new


@transaction.atomic
def change_inspection(doing: Doing, inspection: Inspection, text: InspectionText) -> Inspection:
    held = take(doing, inspection, "change")
    _write(held, text)
    tell(doing, held, "change", held.organisation, text="", title=held.title)
    return held


def _write(held: Inspection, text: InspectionText) -> None:
    held.title, held.year = clean_text(text.title), text.year
    held.subject, held.members = clean_lines(text.subject), clean_lines(text.members)
    held.plan = text.plan
    keep(held, held.title)


@transaction.atomic
def issue_inspection(doing: Doing, inspection: Inspection, *, number: str, on: date) -> Inspection:
    """The decision is signed: from now on the units see when they are visited. Raises PaperNeeded."""
    held = take(doing, inspection, "issue")
    held.paper_number, held.paper_on = clean_text(number), on
    if not held.paper_number:
        raise PaperNeeded
    held.paper = kept_file(doing, held.organisation) or held.paper
    keep(held)
    tell(doing, held, "issue", held.organisation, file=held.paper, title=held.title, number=held.paper_number)
    return held


@transaction.atomic
def plan_visits(
    doing: Doing, inspection: Inspection, units: Sequence[Organisation], planned_on: date, place: str = ""
) -> list[Visit]:
    """Visits to units on one day; a unit that stands there already for the day is left as it is. Raises UnitGone."""
    held = take(doing, inspection, "plan_visits")
    keep(held)
    made = []
    for unit in units:
        if not organisations.alive_ids([unit.pk], planned_on):
            raise UnitGone(name=organisations.named(unit, planned_on).name, day=planned_on)
        if Visit.objects.filter(inspection=held, organisation=unit, planned_on=planned_on).exists():
            continue
        visit = Visit(
            inspection=held,
            organisation=unit,
            planned_on=planned_on,
            place=clean_text(place),
            **begun(doing),
        )
        keep(visit)
        tell(doing, visit, "plan", unit, text="", day=planned_on)
        made.append(visit)
    return made


@transaction.atomic
def close_inspection(doing: Doing, inspection: Inspection) -> Inspection:
    """Every visit is concluded or cancelled. Raises StillOpen with the number of those that are not."""
    held = take(doing, inspection, "close")
    waiting = held.visits.filter(state__in=(VisitState.PLANNED, VisitState.HELD)).count()
    if waiting:
        raise StillOpen(number=waiting)
    keep(held)
    tell(doing, held, "close", held.organisation, title=held.title, file=kept_file(doing, held.organisation))
    return held


@transaction.atomic
def reopen_inspection(doing: Doing, inspection: Inspection) -> Inspection:
    held = take(doing, inspection, "reopen", explained=True)
    keep(held)
    tell(doing, held, "reopen", held.organisation, title=held.title)
    return held
