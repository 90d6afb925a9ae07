"""Binding targets (chỉ tiêu pháp lệnh) of running plans: a change is proposed by one person and decided by another."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from densach.files.actions import Upload
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.vietnamese import clean_text
from densach.people.access import require
from densach.programme.plans.access import require_review
from densach.programme.plans.actions.reviewing import change_row
from densach.programme.plans.actions.rows import (
    before,
    check,
    fill_base_year,
    is_guarded,
    keep_revision,
    kept_paper,
    move,
    refuse_closed,
    write,
)
from densach.programme.plans.models import ChangeProposal, ProposalState, Target
from densach.programme.plans.queries.review import target_values
from densach.programme.plans.rules.changes import differences, from_snapshot, snapshot
from densach.programme.plans.rules.refusals import (
    NotBinding,
    NothingChanged,
    NotOwnProposal,
    OwnProposal,
    ProposalDecided,
    ProposalWaits,
    ReasonMissing,
    RowChanged,
    TargetMovedOn,
)
from densach.programme.plans.rules.unfit import PaperMissing
from densach.programme.plans.rules.values import TargetValues

CHANGE: Final = "change"
DROP: Final = "drop"


@transaction.atomic
def propose_change(
    *,
    at: datetime,
    actor: Actor,
    target: Target,
    seen_revision: int,
    values: TargetValues | None,
    reason: str,
    basis: str = "",
    paper: Upload | None = None,
) -> ChangeProposal:
    """Asks for other values of a binding target, or with `values` None for its end; the target stands as it is until
    someone else approves. `basis` is the number of the paper that asks for it, `paper` its file. Raises NotBinding,
    RowChanged, ProposalWaits, NothingChanged, ReasonMissing, PaperMissing, and the refusals of the values.
    """
    kept = _held(target.pk)
    require_review(actor, kept.plan)
    refuse_closed(kept.plan)
    if not is_guarded(kept):
        raise NotBinding(quote=str(kept)[:120])
    if kept.revision != seen_revision:
        raise RowChanged(who=kept.decided_by_name, state=kept.get_state_display(), at=kept.decided_at)
    if waiting := kept.proposals.filter(state=ProposalState.WAITING).first():
        raise ProposalWaits(who=waiting.proposed_by_name, at=waiting.proposed_at)
    proposal = ChangeProposal(
        target=kept,
        act=DROP if values is None else CHANGE,
        values=_asked(at, kept, values),
        seen_revision=kept.revision,
        reason=_sourced(reason, basis, paper),
        paper=kept_paper(at, actor, kept.plan, paper),
        proposed_by_id=actor.id,
        proposed_by_name=actor.name,
        proposed_at=at,
    )
    proposal.save()
    _tell(at, actor, proposal, "plans.proposed_change", reason=proposal.reason)
    return proposal


@transaction.atomic
def answer_target(
    *,
    at: datetime,
    actor: Actor,
    target: Target,
    seen_revision: int,
    values: TargetValues,
    reason: str = "",
    paper: Upload | None = None,
) -> Target | ChangeProposal:
    """An answer to what the target asks (its whole, its base, its beginning): written at once, or for a binding target
    proposed. Raises as `change_row` and `propose_change`.
    """
    if is_guarded(_held(target.pk)):
        return propose_change(
            at=at,
            actor=actor,
            target=target,
            seen_revision=seen_revision,
            values=values,
            reason=reason,
            basis=reason,
            paper=paper,
        )
    return change_row(
        at=at, actor=actor, row=target, seen_revision=seen_revision, values=values, reason=reason, paper=paper
    )


@transaction.atomic
def approve_proposal(*, at: datetime, actor: Actor, proposal: ChangeProposal, note: str = "") -> Target:
    """The target takes the proposed values, or is dropped. Raises NotAllowed, OwnProposal, ProposalDecided,
    TargetMovedOn, PlanClosed, and the refusals of the values.
    """
    kept = _waiting(proposal)
    require(actor, "plan.approve", kept.target.plan.organisation)
    if _is_own(actor, kept):
        raise OwnProposal
    target = _held(kept.target_id)
    refuse_closed(target.plan)
    if target.revision != kept.seen_revision:
        raise TargetMovedOn(quote=str(target)[:120])
    was = before(target)
    if kept.act == CHANGE:
        asked = from_snapshot(kept.values)
        check(at, target.plan, asked)
        write(target, asked)
        fill_base_year(target)
    move(at, actor, target, kept.act)
    keep_revision(at, actor, target, was, reason=kept.reason, paper=kept.paper)
    _decide(at, actor, kept, ProposalState.APPROVED, note, "plans.approved_change")
    return target


@transaction.atomic
def refuse_proposal(*, at: datetime, actor: Actor, proposal: ChangeProposal, note: str) -> ChangeProposal:
    """The target stays as it is; `note` says why. Raises NotAllowed, OwnProposal, ProposalDecided, ReasonMissing."""
    kept = _waiting(proposal)
    require(actor, "plan.approve", kept.target.plan.organisation)
    if _is_own(actor, kept):
        raise OwnProposal
    return _decide(at, actor, kept, ProposalState.REFUSED, _reason(note), "plans.refused_change")


@transaction.atomic
def withdraw_proposal(*, at: datetime, actor: Actor, proposal: ChangeProposal) -> ChangeProposal:
    """Who proposed it takes it back while it waits. Raises NotAllowed, NotOwnProposal, ProposalDecided."""
    kept = _waiting(proposal)
    require_review(actor, kept.target.plan)
    if not _is_own(actor, kept):
        raise NotOwnProposal(who=kept.proposed_by_name)
    return _decide(at, actor, kept, ProposalState.WITHDRAWN, "", "plans.withdrew_change")


def _held(pk: int) -> Target:
    rows = Target.objects.select_for_update(of=("self",))
    return rows.select_related("plan__organisation", "indicator").get(pk=pk)


def _asked(at: datetime, target: Target, values: TargetValues | None) -> dict[str, object]:
    """What is asked for, as it is kept; NothingChanged where that is what stands."""
    if values is None:
        return {}
    check(at, target.plan, values)
    asked = snapshot(values)
    if not differences(snapshot(target_values(target)), asked):
        raise NothingChanged
    return asked


def _waiting(proposal: ChangeProposal) -> ChangeProposal:
    rows = ChangeProposal.objects.select_for_update(of=("self",))
    kept = rows.select_related("target__plan__organisation", "paper").get(pk=proposal.pk)
    if kept.state != ProposalState.WAITING:
        raise ProposalDecided(
            state=kept.get_state_display(), who=kept.decided_by_name or kept.proposed_by_name
        )
    return kept


def _is_own(actor: Actor, proposal: ChangeProposal) -> bool:
    if actor.id is None or proposal.proposed_by_id is None:
        return actor.name == proposal.proposed_by_name
    return actor.id == proposal.proposed_by_id


def _reason(text: str) -> str:
    told = clean_text(text)[:500]
    if not told:
        raise ReasonMissing
    return told


def _sourced(reason: str, basis: str, paper: Upload | None) -> str:
    """The reason behind the number of its paper, so that both are read wherever the reason is."""
    told, number = _reason(reason), clean_text(basis)
    if not number and paper is None:
        raise PaperMissing
    return told if number in ("", told) else _reason(f"{number}: {told}")


def _decide(
    at: datetime, actor: Actor, proposal: ChangeProposal, state: ProposalState, note: str, act: str
) -> ChangeProposal:
    proposal.state = state
    proposal.decided_by_name = actor.name
    proposal.decided_at = at
    proposal.decision_note = clean_text(note)[:500]
    proposal.save(update_fields=["state", "decided_by_name", "decided_at", "decision_note"])
    _tell(at, actor, proposal, act, reason=proposal.decision_note)
    return proposal


def _tell(at: datetime, actor: Actor, proposal: ChangeProposal, act: str, **params: object) -> None:
    target = proposal.target
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=target.plan.organisation,
        subject=f"plan-target:{target.pk}",
        quote=(target.quote or str(target))[:200],
        plan=target.plan.title,
        **params,
    )
