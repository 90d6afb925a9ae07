"""Commendations: a round is called, units propose, evidence is gathered, somebody looks, somebody else decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from densach.files.models import StoredFile
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.period import Period
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
from densach.programme.oversight.models import (
    CommendationRound,
    Nomination,
    NominationState,
    RoundState,
    Whom,
)
from densach.programme.oversight.queries.evidence import gather
from densach.programme.oversight.rules.lifecycle import MANAGE, RAISE
from densach.programme.oversight.rules.refusals import (
    DayAhead,
    DayBefore,
    NameNeeded,
    OwnNomination,
    PaperNeeded,
    PointsOutOfReach,
    RoundOver,
    StillOpen,
    WordsNeeded,
)

_MOST_POINTS = 100


@dataclass(frozen=True)
class RoundText:
    """A call: a line of `criteria` for each; figures are gathered over the period."""

    title: str
    year: int
    criteria: str
    period: Period
    propose_by: date


@dataclass(frozen=True)
class Proposal:
    """Whom: of a person only the name and the post; `award` is the form of commendation asked for."""

    whom: str
    award: str
    person: str = ""
    post: str = ""


@dataclass(frozen=True)
class Decision:
    """By which paper, of which day, signed by whom."""

    number: str
    on: date
    signer: str


@transaction.atomic
def call_round(doing: Doing, organisation: Organisation, text: RoundText) -> CommendationRound:
    """Raises NotAllowed, AlreadyThere, DayBefore."""
    require(doing.actor, MANAGE, organisation)
    new = CommendationRound(organisation=organisation, **begun(doing))
    _write(doing, new, text)
    tell(doing, new, "call", organisation, text="", title=new.title)
    return new


@transaction.atomic
def change_round(doing: Doing, round_: CommendationRound, text: RoundText) -> CommendationRound:
    held = take(doing, round_, "change")
    _write(doing, held, text)
    tell(doing, held, "change", held.organisation, text="", title=held.title)
    return held


def _write(doing: Doing, held: CommendationRound, text: RoundText) -> None:
    if text.propose_by < today(doing.at):
        raise DayBefore(day=text.propose_by, first=today(doing.at))
    held.title, held.year, held.criteria = clean_text(text.title), text.year, clean_lines(text.criteria)
    held.period_from, held.period_to = text.period.start, text.period.end
    held.propose_by = text.propose_by
    keep(held, held.title)


@transaction.atomic
def close_round(doing: Doing, round_: CommendationRound) -> CommendationRound:
    """Every proposal is decided or taken back. Raises StillOpen."""
    held = take(doing, round_, "close")
    waiting = held.nominations.filter(state__in=(NominationState.PROPOSED, NominationState.AGREED)).count()
    if waiting:
        raise StillOpen(number=waiting)
    keep(held)
    tell(doing, held, "close", held.organisation, title=held.title)
    return held


@transaction.atomic
def reopen_round(doing: Doing, round_: CommendationRound) -> CommendationRound:
    held = take(doing, round_, "reopen", explained=True)
    keep(held)
    tell(doing, held, "reopen", held.organisation, title=held.title)
    return held


@transaction.atomic
def nominate(
    doing: Doing, round_: CommendationRound, organisation: Organisation, proposal: Proposal
) -> Nomination:
    """The unit proposes itself, one of its people or a supporter; the words are the merits. What the house knows of
    the unit over the round's period is gathered and stands still.

    Raises NotAllowed, RoundOver, NameNeeded, WordsNeeded, AlreadyThere.
    """
    on = today(doing.at)
    require(doing.actor, RAISE, organisation)
    _check_reach(round_, organisation, on)
    if round_.state != RoundState.OPEN or round_.propose_by < on:
        raise RoundOver(day=round_.propose_by)
    if not doing.words:
        raise WordsNeeded
    new = Nomination(round=round_, organisation=organisation, **begun(doing))
    _propose(doing, new, proposal, on)
    tell(doing, new, "nominate", organisation, text="", file=kept_file(doing, organisation), award=new.award)
    return new


def _check_reach(round_: CommendationRound, organisation: Organisation, on: date) -> None:
    """A round is for the units over which its organisation has authority. Raises NotAllowed."""
    over = organisations.authorities_over(organisations.area_of(organisation, on), on)
    if round_.organisation_id not in {*over, *organisations.ancestor_ids(organisation, on)}:
        raise NotAllowed(verb=RAISE)


def _propose(doing: Doing, held: Nomination, proposal: Proposal, on: date) -> None:
    held.whom = proposal.whom
    own = proposal.whom == Whom.COLLECTIVE
    held.person = "" if own else clean_text(proposal.person)
    held.post = "" if own else clean_text(proposal.post)
    if not own and not held.person:
        raise NameNeeded
    held.award, held.merits = clean_text(proposal.award), doing.words
    period = Period.between(held.round.period_from, held.round.period_to)
    held.evidence, held.evidence_at = gather(held.organisation, period, doing.at, on), doing.at
    keep(held, held.person or held.award)


@transaction.atomic
def propose_again(doing: Doing, nomination: Nomination, proposal: Proposal) -> Nomination:
    """After a return: other words, and the evidence gathered anew."""
    held = take(doing, nomination, "propose", explained=True)
    _propose(doing, held, proposal, today(doing.at))
    tell(doing, held, "propose", held.organisation, text="", file=kept_file(doing, held.organisation))
    return held


@transaction.atomic
def agree_nomination(doing: Doing, nomination: Nomination, *, points: int | None = None) -> Nomination:
    """Looked at and good, with points by the criteria where the round gives them.

    Raises OwnNomination for whoever proposed it, PointsOutOfReach.
    """
    held = take(doing, nomination, "agree")
    if doing.actor.id is not None and doing.actor.id == held.added_by_id:
        raise OwnNomination
    if points is not None and not 0 <= points <= _MOST_POINTS:
        raise PointsOutOfReach(points=points)
    held.points = points
    keep(held)
    tell(doing, held, "agree", held.organisation)
    return held


@transaction.atomic
def return_nomination(doing: Doing, nomination: Nomination) -> Nomination:
    """What is missing."""
    return _step(doing, nomination, "return", explained=True)


@transaction.atomic
def award(doing: Doing, nomination: Nomination, decision: Decision) -> Nomination:
    """Commended by a decision. Raises PaperNeeded, DayAhead."""
    return _award(doing, nomination, decision, kept_file(doing, nomination.round.organisation))


@transaction.atomic
def award_all(doing: Doing, nominations: Sequence[tuple[Nomination, int]], decision: Decision) -> int:
    """Many by one decision, each as it was seen (its revision); gives how many. All or none."""
    paper = kept_file(doing, nominations[0][0].round.organisation) if nominations else None
    for nomination, seen in nominations:
        _award(replace(doing, seen=seen), nomination, decision, paper)
    return len(nominations)


def _award(doing: Doing, nomination: Nomination, decision: Decision, paper: StoredFile | None) -> Nomination:
    held = take(doing, nomination, "award")
    if decision.on > today(doing.at):
        raise DayAhead(day=decision.on)
    held.decision_number, held.signer = clean_text(decision.number), clean_text(decision.signer)
    if not held.decision_number:
        raise PaperNeeded
    held.decided_on, held.paper = decision.on, paper
    keep(held)
    tell(doing, held, "award", held.organisation, file=paper, award=held.award, number=held.decision_number)
    return held


@transaction.atomic
def refuse_nomination(doing: Doing, nomination: Nomination) -> Nomination:
    return _step(doing, nomination, "refuse", explained=True)


@transaction.atomic
def take_up_nomination(doing: Doing, nomination: Nomination) -> Nomination:
    """Takes a refusal back: it waits for the decision again."""
    return _step(doing, nomination, "take_up", explained=True)


@transaction.atomic
def revoke_commendation(doing: Doing, nomination: Nomination) -> Nomination:
    """The commendation is taken away, with the reason and its paper; it leaves the honour roll, not the register."""
    return _step(doing, nomination, "revoke", explained=True)


@transaction.atomic
def withdraw_nomination(doing: Doing, nomination: Nomination) -> Nomination:
    """The unit takes its proposal back."""
    return _step(doing, nomination, "withdraw")


def _step(doing: Doing, nomination: Nomination, act: str, *, explained: bool = False) -> Nomination:
    held = take(doing, nomination, act, explained=explained)
    keep(held)
    file = kept_file(doing, held.round.organisation)
    tell(doing, held, act, held.organisation, file=file, award=held.award)
    return held
