"""A round goes on: opened, judged, ranked, closed; and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.services.contests.actions import counting, spine
from densach.services.contests.actions.holding import locked, require_manage, state_text, tell, words
from densach.services.contests.models import Award, Entry, EntryState, Round, RoundState
from densach.services.contests.queries import scoring
from densach.services.contests.rules import lifecycle, ranking
from densach.services.contests.rules.refusals import (
    AwardsStand,
    ChangedSince,
    DayNeeded,
    MarksMissing,
    NobodyJudged,
    NotReady,
    RankFirst,
)


@transaction.atomic
def step_round(*, at: datetime, actor: Actor, round_: Round, act: str, seen: int, why: str = "") -> Round:
    """One act of the round's life (`rules.lifecycle.STEPS`).

    Raises NotAllowed, NotNow, ChangedSince, WhyNeeded, and what the act itself asks for: NotReady, MarksMissing,
    NobodyJudged, AwardsStand, DayNeeded, RankFirst, and what the spine refuses.
    """
    held = locked(round_)
    require_manage(actor, held.organisation_id)
    step = lifecycle.step(held.state, act, state_text(held))
    if held.revision != seen:
        raise ChangedSince
    reason = words(why) if step.explained else ""
    before = held.state
    held.state = RoundState(step.to)
    if (do := _DO.get(act)) is not None:
        do(at, actor, held, before, reason)
    held.revision += 1
    held.save(update_fields=["state", "ranked_at", "closed_at", "revision"])
    tell(at, actor, held, f"round_{act}", why=reason)
    return held


Do = Callable[[datetime, Actor, Round, str, str], None]


def _open(at: datetime, actor: Actor, held: Round, before: str, why: str) -> None:
    spine.announce(at, actor, held)


def _judge(at: datetime, actor: Actor, held: Round, before: str, why: str) -> None:
    for there, what in (
        (held.criteria.exists(), gettext("criteria to judge by")),
        (held.judges.filter(removed_at__isnull=True).exists(), gettext("judges")),
        (held.entries.filter(state=EntryState.ENTERED).exists(), gettext("entries")),
    ):
        if not there:
            raise NotReady(what=what)


def _rank(at: datetime, actor: Actor, held: Round, before: str, why: str) -> None:
    """Totals, ranks and how ties were decided are written onto the entries; they stand until it is taken back."""
    sheet = scoring.sheet_of(held)
    if sheet.unjudged:
        raise NobodyJudged(entry=sheet.unjudged[0].number)
    if sheet.missing:
        first = sheet.missing[0]
        raise MarksMissing(number=len(sheet.missing), judge=first.judge.name, entry=first.entry.number)
    entries = {one.pk: one for one in sheet.entries}
    for placed in ranking.rank(sheet.terms, sheet.ballots):
        entry = entries[placed.entry]
        entry.total, entry.rank = ranking.rounded(placed.total), placed.rank
        entry.tie = placed.decided
    Entry.objects.bulk_update(entries.values(), ["total", "rank", "tie"])
    held.ranked_at = at


def _unrank(at: datetime, actor: Actor, held: Round, before: str, why: str) -> None:
    prizes = Award.objects.filter(entry__round=held, taken_back_at__isnull=True).count()
    promoted = Entry.objects.filter(origin__round=held).count()
    if prizes or promoted:
        raise AwardsStand(prizes=prizes, promoted=promoted)
    held.entries.update(total=None, rank=None, tie="")
    held.ranked_at = None


def _close(at: datetime, actor: Actor, held: Round, before: str, why: str) -> None:
    if before == RoundState.OPEN and held.criteria.exists():
        raise RankFirst
    if held.held_on is None or held.held_on > today(at):
        raise DayNeeded(day=held.held_on or "")
    held.closed_at = at
    counting.count(at, held)


def _reopen(at: datetime, actor: Actor, held: Round, before: str, why: str) -> None:
    if held.ranked_at is None:
        held.state = RoundState.OPEN
    held.closed_at = None
    counting.take_back(at, held)


def _cancel(at: datetime, actor: Actor, held: Round, before: str, why: str) -> None:
    spine.call_off_round(at, actor, held, why)


def _restore(at: datetime, actor: Actor, held: Round, before: str, why: str) -> None:
    spine.take_up_round(at, actor, held)


_DO: dict[str, Do] = {
    "open": _open,
    "judge": _judge,
    "rank": _rank,
    "unrank": _unrank,
    "close": _close,
    "reopen": _reopen,
    "cancel": _cancel,
    "restore": _restore,
}
