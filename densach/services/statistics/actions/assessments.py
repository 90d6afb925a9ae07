"""The yearly self-assessment: drafted, submitted with frozen figures, returned or accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import format_date, today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.services.statistics.models import AssessmentState, CriterionLine, SelfAssessment
from densach.services.statistics.queries import assessments as queries
from densach.services.statistics.rules.criteria import CRITERIA
from densach.services.statistics.rules.refusals import (
    AssessmentBegun,
    AssessmentCannot,
    CriteriaOpen,
    ReasonMissing,
    SeenAnOldAssessment,
    YearNotOver,
)
from densach.services.statistics.rules.years import span_of

WRITE: Final = "assessment.write"
ACCEPT: Final = "assessment.accept"
_S = AssessmentState
# Act → the states in which it may be done.
MAY: Final[dict[str, frozenset[str]]] = {
    "write": frozenset({_S.DRAFT, _S.RETURNED}),
    "submit": frozenset({_S.DRAFT, _S.RETURNED}),
    "withdraw": frozenset({_S.SUBMITTED}),
    "decide": frozenset({_S.SUBMITTED}),
}


@dataclass(frozen=True)
class Said:
    """What the library says of a criterion."""

    given: str = ""
    met: bool | None = None
    note: str = ""


@transaction.atomic
def begin(
    *, at: datetime, actor: Actor, library: Organisation, year: int, school_year: bool = False
) -> SelfAssessment:
    """Raises NotAllowed, AssessmentBegun."""
    _require(actor, library, WRITE)
    span = span_of(year, school_year=school_year)
    made = SelfAssessment(library=library, year=year, since=span.start, until=span.end, began_at=at)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise AssessmentBegun(year=str(year)) from error
    lines = [CriterionLine(assessment=made, criterion=one.code) for one in CRITERIA]
    CriterionLine.objects.bulk_create(lines)
    _journal(at, actor, made, "assessment.begun")
    return made


@transaction.atomic
def write(
    *,
    at: datetime,
    actor: Actor,
    assessment: SelfAssessment,
    seen: int,
    said: Mapping[str, Said],
    summary: str,
    proposals: str,
) -> SelfAssessment:
    """What the library says of each criterion, and in words.

    Raises NotAllowed, AssessmentCannot, SeenAnOldAssessment.
    """
    found = _locked(actor, assessment, "write", WRITE, seen)
    rows = list(CriterionLine.objects.filter(assessment=found, criterion__in=list(said)))
    for row in rows:
        one = said[row.criterion]
        row.given, row.met, row.note = clean_text(one.given)[:60], one.met, clean_text(one.note)[:500]
    CriterionLine.objects.bulk_update(rows, ["given", "met", "note"])
    found.summary, found.proposals = summary.strip(), proposals.strip()
    _saved(found, "summary", "proposals")
    _journal(at, actor, found, "assessment.written")
    return found


@transaction.atomic
def submit(
    *, at: datetime, actor: Actor, assessment: SelfAssessment, seen: int, number: str = ""
) -> SelfAssessment:
    """Sent upwards: what the system counted is frozen as it stands. `number` of the paper, if it has one.

    Raises NotAllowed, AssessmentCannot, SeenAnOldAssessment, YearNotOver, CriteriaOpen.
    """
    found = _locked(actor, assessment, "submit", WRITE, seen)
    if today(at) < found.until:
        raise YearNotOver(until=format_date(found.until))
    left = queries.open_criteria(found)
    if left:
        raise CriteriaOpen(number=left)
    figures = queries.counted_figures(found, "vi", today(at))
    rows = list(CriterionLine.objects.filter(assessment=found))
    for row in rows:
        row.figure = figures.get(row.criterion, "")
    CriterionLine.objects.bulk_update(rows, ["figure"])
    found.state, found.submitted_at, found.submitted_by_name = AssessmentState.SUBMITTED, at, actor.name
    found.number, found.returned_why = clean_text(number)[:60], ""
    _saved(found, "state", "submitted_at", "submitted_by_name", "number", "returned_why")
    _journal(at, actor, found, "assessment.submitted")
    return found


@transaction.atomic
def withdraw(*, at: datetime, actor: Actor, assessment: SelfAssessment, seen: int) -> SelfAssessment:
    """Taken back before anybody decided: a draft again, its figures counted anew. Raises as `write`."""
    found = _locked(actor, assessment, "withdraw", WRITE, seen)
    CriterionLine.objects.filter(assessment=found).update(figure="")
    found.state, found.submitted_at, found.submitted_by_name = AssessmentState.DRAFT, None, ""
    _saved(found, "state", "submitted_at", "submitted_by_name")
    _journal(at, actor, found, "assessment.withdrawn")
    return found


@transaction.atomic
def decide(
    *, at: datetime, actor: Actor, assessment: SelfAssessment, seen: int, accept: bool, why: str = ""
) -> SelfAssessment:
    """The authority accepts it, or returns it with the reason. Raises NotAllowed, AssessmentCannot, ReasonMissing."""
    found = _locked(actor, assessment, "decide", ACCEPT, seen)
    reason = clean_text(why)[:500]
    if not accept and not reason:
        raise ReasonMissing()
    found.state = AssessmentState.ACCEPTED if accept else AssessmentState.RETURNED
    found.decided_at, found.decided_by_name = at, actor.name
    found.returned_why = "" if accept else reason
    _saved(found, "state", "decided_at", "decided_by_name", "returned_why")
    _journal(at, actor, found, "assessment.accepted" if accept else "assessment.returned", why=reason)
    return found


def may_decide(actor: Actor, assessment: SelfAssessment) -> bool:
    return actor.may(ACCEPT, assessment.library) and assessment.state in MAY["decide"]


def _require(actor: Actor, library: Organisation, verb: str) -> None:
    if not actor.may(verb, library):
        raise NotAllowed(verb=verb)


def _locked(actor: Actor, assessment: SelfAssessment, act: str, verb: str, seen: int) -> SelfAssessment:
    rows = SelfAssessment.objects.select_for_update(of=("self",)).select_related("library")
    found = rows.get(pk=assessment.pk)
    _require(actor, found.library, verb)
    if found.revision != seen:
        raise SeenAnOldAssessment()
    if found.state not in MAY[act]:
        raise AssessmentCannot(state=str(found.get_state_display()))
    return found


def _saved(assessment: SelfAssessment, *columns: str) -> None:
    assessment.revision += 1
    assessment.save(update_fields=[*columns, "revision"])


def _journal(at: datetime, actor: Actor, assessment: SelfAssessment, act: str, **told: object) -> None:
    journal.write(
        at=at, actor=actor, act=act, organisation=assessment.library, subject=f"assessment:{assessment.pk}",
        year=str(assessment.year), **told,
    )  # fmt: skip


__all__ = ["MAY", "Said", "begin", "decide", "may_decide", "submit", "withdraw", "write"]
