"""Sending in, reviewing, allotting, approving; then adjusting and spending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Sum

from densach.files import actions as files
from densach.files.actions import Upload
from densach.files.models import StoredFile
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.people.access import require
from densach.programme.budget.access import require_step, require_writing
from densach.programme.budget.actions.writing import changed, locked, tell
from densach.programme.budget.models import Adjustment, Estimate, EstimateState, Line, Spending
from densach.programme.budget.rules.lifecycle import APPROVE, REVIEW, Step, step
from densach.programme.budget.rules.refusals import (
    AlreadyTakenBack,
    BelowSpent,
    EstimateForbids,
    LinesUnreviewed,
    NotApprovedYet,
    NothingAsked,
    PaperNeeded,
    RemarkNeeded,
    SpentInAnotherYear,
    SpentInTheFuture,
    SpentTwice,
)


@dataclass(frozen=True)
class Approval:
    """The decision by which an estimate is approved or adjusted."""

    on: date
    legal_basis: str
    paper: Upload | None = None


@transaction.atomic
def move(
    *,
    at: datetime,
    actor: Actor,
    estimate: Estimate,
    act: str,
    seen_revision: int,
    remark: str = "",
    approval: Approval | None = None,
) -> Estimate:
    """One step of its life: submit, take_back, return, review, reopen, approve.

    Raises EstimateForbids, EstimateChanged, NothingAsked, RemarkNeeded, LinesUnreviewed, PaperNeeded, NotAllowed.
    """
    kept = locked(estimate, seen_revision)
    taken = step(kept.state, act)
    if taken is None:
        raise EstimateForbids(state=str(kept.get_state_display()))
    require_step(actor, kept, taken)
    _prepare(at, actor, kept, taken, clean_text(remark), approval)
    kept.state = taken.to
    kept.revision += 1
    kept.save()
    sums = kept.lines.aggregate(asked=Sum("asked"), allotted=Sum("allotted"))
    tell(
        at,
        actor,
        f"budget.{act}",
        kept,
        remark=kept.remark,
        asked=sums["asked"] or 0,
        allotted=sums["allotted"] or 0,
        legal_basis=kept.legal_basis,
    )
    return kept


def _prepare(
    at: datetime, actor: Actor, kept: Estimate, taken: Step, remark: str, approval: Approval | None
) -> None:
    """What each step needs and writes besides the state."""
    if taken.act == "submit":
        if not kept.lines.exists():
            raise NothingAsked
        kept.submitted_at, kept.submitted_by_name, kept.remark = at, actor.name, ""
    elif taken.act == "return":
        if not remark:
            raise RemarkNeeded
        kept.remark = remark
    elif taken.act == "review":
        if open_lines := kept.lines.filter(allotted__isnull=True).count():
            raise LinesUnreviewed(number=open_lines)
        kept.reviewed_at, kept.reviewed_by_name, kept.remark = at, actor.name, remark
    elif taken.act == "approve":
        if approval is None or not clean_text(approval.legal_basis):
            raise PaperNeeded
        kept.approved_on, kept.approved_by_name = approval.on, actor.name
        kept.legal_basis = clean_text(approval.legal_basis)
        kept.paper = _paper(at, actor, approval.paper, kept.round.organisation)


@transaction.atomic
def allot(
    *,
    at: datetime,
    actor: Actor,
    estimate: Estimate,
    seen_revision: int,
    amounts: Mapping[int, int | None],
    remarks: Mapping[int, str] | None = None,
    close: bool = False,
) -> Estimate:
    """The reviewer's amounts by line; None leaves a line open. With `close` the review is closed with them.

    Raises EstimateForbids, EstimateChanged, LinesUnreviewed, NotAllowed.
    """
    kept = locked(estimate, seen_revision)
    require(actor, REVIEW, kept.round.organisation)
    if kept.state != EstimateState.SUBMITTED:
        raise EstimateForbids(state=str(kept.get_state_display()))
    for line in kept.lines.filter(pk__in=list(amounts)):
        line.allotted = amounts[line.pk]
        line.remark = clean_text((remarks or {}).get(line.pk, line.remark))
        line.full_clean()
        line.save(update_fields=["allotted", "remark"])
    changed(kept)
    total = kept.lines.aggregate(sum=Sum("allotted"))["sum"] or 0
    tell(at, actor, "budget.allotted", kept, allotted=total)
    if close:
        return move(at=at, actor=actor, estimate=kept, act="review", seen_revision=kept.revision)
    return kept


@transaction.atomic
def adjust(
    *, at: datetime, actor: Actor, line: Line, amount: int, approval: Approval, reason: str = ""
) -> Adjustment:
    """Another amount for an approved line, by a paper. Raises NotApprovedYet, PaperNeeded, BelowSpent, NotAllowed."""
    kept = locked(line.estimate, None)
    require(actor, APPROVE, kept.round.organisation)
    _require_approved(kept)
    if not clean_text(approval.legal_basis):
        raise PaperNeeded
    spent = line.spendings.aggregate(sum=Sum("amount"))["sum"] or 0
    if amount < spent:
        raise BelowSpent(amount=amount, spent=spent)
    last: int | None = line.adjustments.aggregate(last=Max("number"))["last"]
    made = Adjustment(
        line=line,
        number=(last or 0) + 1,
        amount=amount,
        on=approval.on,
        legal_basis=clean_text(approval.legal_basis),
        reason=clean_text(reason),
        at=at,
        by_name=actor.name,
        paper=_paper(at, actor, approval.paper, kept.round.organisation),
    )
    made.full_clean()
    made.save()
    tell(
        at,
        actor,
        "budget.adjusted",
        kept,
        content=line.content,
        amount=amount,
        legal_basis=made.legal_basis,
    )
    return made


@transaction.atomic
def spend(
    *,
    at: datetime,
    actor: Actor,
    line: Line,
    on: date,
    amount: int,
    note: str = "",
    paper: Upload | None = None,
) -> Spending:
    """Money paid on a line on a day; more than is allotted is told on the page, not refused: it has happened.

    Raises NotApprovedYet, SpentInTheFuture, SpentInAnotherYear (the budget year's books stay open to the end of the
    January after it), SpentTwice where the very same entry stands already, NotAllowed.
    """
    require_writing(actor, line.estimate)
    kept = locked(line.estimate, None)
    _require_approved(kept)
    year = kept.round.year
    if on > today(at):
        raise SpentInTheFuture(on=on)
    if not date(year, 1, 1) <= on <= date(year + 1, 1, 31):
        raise SpentInAnotherYear(on=on, year=str(year))
    same = line.spendings.filter(on=on, amount=amount, note=clean_text(note), taken_back_by__isnull=True)
    if before := same.first():
        raise SpentTwice(amount=amount, on=on, when=before.at.date(), who=before.by_name)
    made = Spending(
        line=line,
        on=on,
        amount=amount,
        note=clean_text(note),
        paper=_paper(at, actor, paper, kept.organisation),
        at=at,
        by_id=actor.id,
        by_name=actor.name,
    )
    made.full_clean()
    made.save()
    tell(at, actor, "budget.spent", kept, content=line.content, amount=amount)
    return made


@transaction.atomic
def take_back_spending(*, at: datetime, actor: Actor, spending: Spending) -> Spending:
    """The reversal of an entry, beside it. Raises AlreadyTakenBack, NotAllowed."""
    line = spending.line
    require_writing(actor, line.estimate)
    kept = locked(line.estimate, None)
    if spending.takes_back_id is not None or Spending.objects.filter(takes_back=spending).exists():
        raise AlreadyTakenBack
    made = Spending.objects.create(
        line=line,
        on=spending.on,
        amount=-spending.amount,
        takes_back=spending,
        at=at,
        by_id=actor.id,
        by_name=actor.name,
    )
    tell(at, actor, "budget.spending_taken_back", kept, content=line.content, amount=spending.amount)
    return made


def _require_approved(estimate: Estimate) -> None:
    if estimate.state != EstimateState.APPROVED:
        raise NotApprovedYet


def _paper(
    at: datetime, actor: Actor, upload: Upload | None, organisation: Organisation
) -> StoredFile | None:
    return files.keep_sent(at=at, actor=actor, upload=upload, organisation=organisation)
