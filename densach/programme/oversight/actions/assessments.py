"""What partners found of the programme, beside our own figures, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import translation

from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text
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
from densach.programme.oversight.models import AssessedTarget, ExternalAssessment
from densach.programme.oversight.rules.lifecycle import MANAGE
from densach.programme.oversight.rules.refusals import DayAhead, NotOfThisPlan, WordsNeeded
from densach.programme.plans import queries as plans
from densach.programme.plans.models import Plan, Target


@dataclass(frozen=True)
class AssessmentText:
    """By whom, when, how; the words of the act are the judgement."""

    title: str
    partner: str
    on: date
    method: str
    plan: Plan | None = None
    partner_organisation: Organisation | None = None


@transaction.atomic
def record_assessment(doing: Doing, organisation: Organisation, text: AssessmentText) -> ExternalAssessment:
    """Raises NotAllowed, WordsNeeded, DayAhead."""
    require(doing.actor, MANAGE, organisation)
    if not doing.words:
        raise WordsNeeded
    if text.on > today(doing.at):
        raise DayAhead(day=text.on)
    new = ExternalAssessment(
        organisation=organisation,
        title=clean_text(text.title),
        partner=clean_text(text.partner),
        partner_organisation=text.partner_organisation,
        plan=text.plan,
        on=text.on,
        method=clean_lines(text.method),
        judgement=doing.words,
        file=kept_file(doing, organisation),
        **begun(doing),
    )
    keep(new, new.title)
    tell(doing, new, "record", organisation, text="", file=new.file, title=new.title)
    return new


@transaction.atomic
def compare_target(
    doing: Doing, assessment: ExternalAssessment, *, target: Target, theirs: str
) -> AssessedTarget:
    """Their figure on a target beside our own of the assessment's day; told again, it is told anew.

    Raises NotOfThisPlan, WordsNeeded.
    """
    held = take(doing, assessment, "compare")
    if held.plan is None or target.plan_id != held.plan_id:
        raise NotOfThisPlan
    if not clean_text(theirs):
        raise WordsNeeded
    keep(held)
    with translation.override("vi"):
        own = plans.judged_one(held.plan, target, held.on)
    row = AssessedTarget.objects.filter(assessment=held, target=target).first()
    row = row or AssessedTarget(assessment=held, target=target)
    row.theirs, row.note = clean_text(theirs), doing.words
    row.ours, row.status, row.evidence_url = own.actual_text, own.status.value, own.evidence_url
    row.full_clean()
    row.save()
    tell(doing, held, "compare", held.organisation, text="", title=held.title)
    return row


@transaction.atomic
def answer_assessment(doing: Doing, assessment: ExternalAssessment) -> ExternalAssessment:
    """What is done about what they found."""
    return _step(doing, assessment, "answer", explained=True)


@transaction.atomic
def withdraw_assessment(doing: Doing, assessment: ExternalAssessment) -> ExternalAssessment:
    return _step(doing, assessment, "withdraw", explained=True)


@transaction.atomic
def reopen_assessment(doing: Doing, assessment: ExternalAssessment) -> ExternalAssessment:
    return _step(doing, assessment, "reopen")


def _step(
    doing: Doing, assessment: ExternalAssessment, act: str, *, explained: bool = False
) -> ExternalAssessment:
    held = take(doing, assessment, act, explained=explained)
    keep(held)
    tell(doing, held, act, held.organisation, file=kept_file(doing, held.organisation), title=held.title)
    return held
