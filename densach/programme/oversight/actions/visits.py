"""A visit: held, what was found, what is recommended, the minutes; and what the unit does about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.programme.oversight.actions.stepping import (
    Doing,
    begun,
    keep,
    kept_file,
    take,
    tell,
)
from densach.programme.oversight.models import Finding, Recommendation, Visit
from densach.programme.oversight.rules.refusals import (
    DayAhead,
    DayBefore,
    NothingFound,
    NotOfThisPlan,
    WordsNeeded,
)
from densach.programme.plans.models import Target


@dataclass(frozen=True)
class Record:
    """The record of a visit: the day, where, who received the team, and what it comes to."""

    visited_on: date
    place: str = ""
    received_by: str = ""


@transaction.atomic
def hold_visit(doing: Doing, visit: Visit, record: Record) -> Visit:
    """The team has been there; the record begins. The words are its summary. Raises DayAhead."""
    return _record(doing, visit, "hold", record)


@transaction.atomic
def change_visit(doing: Doing, visit: Visit, record: Record) -> Visit:
    """Puts the record right before the minutes are signed. Raises DayAhead."""
    return _record(doing, visit, "change", record)


def _record(doing: Doing, visit: Visit, act: str, record: Record) -> Visit:
    held = take(doing, visit, act)
    if record.visited_on > today(doing.at):
        raise DayAhead(day=record.visited_on)
    held.visited_on = record.visited_on
    held.place, held.received_by = clean_text(record.place), clean_text(record.received_by)
    held.summary = doing.words
    keep(held)
    file = kept_file(doing, held.inspection.organisation)
    tell(doing, held, act, held.organisation, file=file, text="", day=held.visited_on)
    return held


@transaction.atomic
def move_visit(doing: Doing, visit: Visit, *, planned_on: date) -> Visit:
    """Another day, with a word on why."""
    held = take(doing, visit, "move", explained=True)
    held.planned_on = planned_on
    keep(held, str(planned_on))
    tell(doing, held, "move", held.organisation, day=planned_on)
    return held


@transaction.atomic
def cancel_visit(doing: Doing, visit: Visit) -> Visit:
    held = take(doing, visit, "cancel", explained=True)
    keep(held)
    tell(doing, held, "cancel", held.organisation, day=held.planned_on)
    return held


@transaction.atomic
def restore_visit(doing: Doing, visit: Visit) -> Visit:
    """Takes a cancellation back."""
    held = take(doing, visit, "restore")
    keep(held)
    tell(doing, held, "restore", held.organisation, day=held.planned_on)
    return held


@transaction.atomic
def add_finding(
    doing: Doing, visit: Visit, *, severity: str, clause: str = "", target: Target | None = None
) -> Finding:
    """What was found, with a photo or paper. A target is one of the inspected plan. Raises NotOfThisPlan."""
    held = take(doing, visit, "find", explained=True)
    if target is not None and target.plan_id != held.inspection.plan_id:
        raise NotOfThisPlan
    keep(held)
    finding = Finding(
        visit=held,
        target=target,
        clause=clean_text(clause),
        severity=severity,
        text=doing.words,
        file=kept_file(doing, held.inspection.organisation),
    )
    finding.full_clean()
    finding.save()
    tell(doing, held, "find", held.organisation, text="")
    return finding


@transaction.atomic
def recommend(
    doing: Doing, visit: Visit, *, to: Organisation, due: date, finding: Finding | None = None
) -> Recommendation:
    """What somebody has to do by a day: the unit visited, or whoever stands above it. Raises DayBefore, WordsNeeded."""
    held = take(doing, visit, "recommend", explained=True)
    if held.visited_on is not None and due < held.visited_on:
        raise DayBefore(day=due, first=held.visited_on)
    if finding is not None and finding.visit_id != held.pk:
        raise NothingFound
    keep(held)
    new = Recommendation(
        visit=held, finding=finding, organisation=to, text=doing.words, due=due, **begun(doing)
    )
    keep(new)
    tell(doing, new, "make", to, text="", due=due)
    return new


@transaction.atomic
def conclude_visit(doing: Doing, visit: Visit) -> Visit:
    """The minutes are signed by both sides; their scan may come along. The record stands still. Raises NothingFound."""
    held = take(doing, visit, "conclude")
    if not held.summary and not held.findings.exists():
        raise NothingFound
    held.minutes = kept_file(doing, held.inspection.organisation)
    keep(held)
    tell(doing, held, "conclude", held.organisation, file=held.minutes)
    return held


@transaction.atomic
def answer_recommendation(doing: Doing, recommendation: Recommendation) -> Recommendation:
    """The unit says what it did, with evidence."""
    return _step(doing, recommendation, "answer", explained=True)


@transaction.atomic
def close_recommendation(doing: Doing, recommendation: Recommendation) -> Recommendation:
    """The inspector has seen that it is carried out."""
    return _step(doing, recommendation, "close")


@transaction.atomic
def return_recommendation(doing: Doing, recommendation: Recommendation, *, due: date) -> Recommendation:
    """Not enough: what is missing, and by when. Raises DayBefore."""
    return _until(doing, recommendation, "return", due)


@transaction.atomic
def prolong_recommendation(doing: Doing, recommendation: Recommendation, *, due: date) -> Recommendation:
    """More time, with a word on why. Raises DayBefore."""
    return _until(doing, recommendation, "prolong", due)


@transaction.atomic
def reopen_recommendation(doing: Doing, recommendation: Recommendation, *, due: date) -> Recommendation:
    """It was not done after all, or is asked again. Raises DayBefore."""
    return _until(doing, recommendation, "reopen", due)


@transaction.atomic
def drop_recommendation(doing: Doing, recommendation: Recommendation) -> Recommendation:
    """It no longer applies, with a word on why; it stays in the register."""
    return _step(doing, recommendation, "drop", explained=True)


def _until(doing: Doing, recommendation: Recommendation, act: str, due: date) -> Recommendation:
    if not doing.words:
        raise WordsNeeded
    if due < today(doing.at):
        raise DayBefore(day=due, first=today(doing.at))
    held = take(doing, recommendation, act)
    held.due = due
    keep(held)
    tell(doing, held, act, held.organisation, due=due)
    return held


def _step(
    doing: Doing, recommendation: Recommendation, act: str, *, explained: bool = False
) -> Recommendation:
    held = take(doing, recommendation, act, explained=explained)
    keep(held)
    tell(doing, held, act, held.organisation, file=kept_file(doing, held.organisation))
    return held
