"""Changes of binding targets that were proposed: whose, what, and how they were decided."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from densach.kernel.actor import Actor
from densach.kernel.numbers import whole_number
from densach.kernel.vietnamese import fold
from densach.programme.plans.models import ChangeProposal, ProposalState, Target
from densach.programme.plans.queries.doors import plans_for
from densach.programme.plans.rules.refusals import UnknownProposal

PAGE = 50


def proposals_for(actor: Actor, state: str = "", text: str = "") -> QuerySet[ChangeProposal]:
    """Proposals of the plans that the actor may see, newest first, by state and by words of the target."""
    rows = ChangeProposal.objects.filter(target__plan__in=plans_for(actor).order_by().values("pk"))
    if state in ProposalState.values:
        rows = rows.filter(state=state)
    if wanted := fold(text).split():
        told = rows.values_list("pk", "target__subject", "reason")
        keys = [pk for pk, *words in told if all(word in fold(" ".join(words)) for word in wanted)]
        rows = rows.filter(pk__in=keys)
    return rows.select_related("target__plan__organisation", "target__indicator", "paper").order_by("-pk")


def proposals_page(rows: QuerySet[ChangeProposal], before: str) -> tuple[list[ChangeProposal], int | None]:
    """A page by key and the key after which the next one begins."""
    if (last := whole_number(before)) is not None:
        rows = rows.filter(pk__lt=last)
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def proposal_for(actor: Actor, pk: int) -> ChangeProposal:
    """Raises UnknownProposal for strangers and wrong numbers alike."""
    found = proposals_for(actor).filter(pk=pk).first()
    if found is None:
        raise UnknownProposal
    return found


def proposals_of(target: Target) -> Sequence[ChangeProposal]:
    """All proposals of one target, newest first."""
    return list(target.proposals.select_related("paper").order_by("-pk"))


def waiting_proposal(target: Target) -> ChangeProposal | None:
    """The one that waits, if one does."""
    return target.proposals.filter(state=ProposalState.WAITING).first()


def to_approve(actor: Actor) -> list[ChangeProposal]:
    """Proposals that wait for this actor: of others, in places where they may approve."""
    if not actor.may("plan.approve", None):
        return []
    rows = proposals_for(actor, ProposalState.WAITING)
    return [
        row
        for row in rows
        if row.proposed_by_id != actor.id and actor.may("plan.approve", row.target.plan.organisation_id)
    ]
