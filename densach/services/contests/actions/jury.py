"""The jury: who judges, who leads it, and who may not score what."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text, fold
from densach.people.queries import user_by_email
from densach.services.contests.actions.holding import (
    locked,
    need_state,
    require_manage,
    taken,
    tell,
    touch,
    words,
)
from densach.services.contests.models import Conflict, Entry, Judge, Round
from densach.services.contests.rules.given import JudgeData
from densach.services.contests.rules.refusals import (
    ConflictKnown,
    JudgeGone,
    JudgeNeedsName,
    JudgeTwice,
    NoSuchAccount,
    NoSuchContest,
)
from densach.services.contests.rules.verbs import MANAGE


@transaction.atomic
def seat_judge(*, at: datetime, actor: Actor, round_: Round, data: JudgeData) -> Judge:
    """Raises NotAllowed, NotNow, JudgeNeedsName, JudgeTwice, NoSuchAccount."""
    held = taken(actor, round_, "jury")
    email = clean_text(data.email)
    user = user_by_email(email) if email else None
    if email and user is None:
        raise NoSuchAccount(email=email)
    name = clean_text(data.name)[:150] or (user.name if user else "")
    if not name:
        raise JudgeNeedsName
    sitting = list(held.judges.filter(removed_at__isnull=True))
    if any((user is not None and one.user_id == user.pk) or fold(one.name) == fold(name) for one in sitting):
        raise JudgeTwice(name=name)
    judge = Judge(
        round=held, user=user, person=getattr(user, "person", None) if user else None, name=name,
        about=clean_text(data.about)[:200],
    )  # fmt: skip
    judge.save(force_insert=True)
    if data.head:
        _lead(held, judge)
    touch(held)
    tell(at, actor, held, "judge_seated", judge=name)
    return judge


def _lead(round_: Round, judge: Judge) -> None:
    round_.judges.filter(head=True).exclude(pk=judge.pk).update(head=False)
    judge.head = True
    judge.save(update_fields=["head"])


@transaction.atomic
def make_head(*, at: datetime, actor: Actor, judge: Judge) -> Judge:
    """Leads the jury from now on; whoever led it before does no longer. Raises NotAllowed, NotNow, JudgeGone."""
    held = taken(actor, judge.round, "jury")
    found = sitting_judge(judge)
    _lead(held, found)
    touch(held)
    tell(at, actor, held, "judge_leads", judge=found.name)
    return found


@transaction.atomic
def remove_judge(*, at: datetime, actor: Actor, judge: Judge) -> Judge:
    """Leaves the jury; marks already given count no longer, to be read still. Raises NotAllowed, NotNow, JudgeGone."""
    held = taken(actor, judge.round, "jury")
    found = sitting_judge(judge)
    found.removed_at, found.head = at, False
    found.save(update_fields=["removed_at", "head"])
    touch(held)
    tell(at, actor, held, "judge_removed", judge=found.name)
    return found


def sitting_judge(judge: Judge) -> Judge:
    """The row as it is now. Raises JudgeGone."""
    found = Judge.objects.select_related("person", "user").get(pk=judge.pk)
    if found.removed_at is not None:
        raise JudgeGone(name=found.name)
    return found


@transaction.atomic
def declare_conflict(*, at: datetime, actor: Actor, judge: Judge, entry: Entry, why: str) -> Conflict:
    """By the judge, or by who holds the round. Marks given before count no longer.

    Raises NotAllowed, NotNow, JudgeGone, NoSuchContest, ConflictKnown, WhyNeeded.
    """
    held = locked(judge.round)
    found = sitting_judge(judge)
    if not (actor.may(MANAGE, held.organisation_id) or (actor.id is not None and found.user_id == actor.id)):
        raise NotAllowed(verb=MANAGE)
    need_state(held, "jury")
    if entry.round_id != held.pk:
        raise NoSuchContest
    if Conflict.objects.filter(judge=found, entry=entry).exists():
        raise ConflictKnown(judge=found.name, number=entry.number)
    made = Conflict(
        judge=found, entry=entry, why=words(why), declared_at=at, declared_by_name=actor.name,
    )  # fmt: skip
    made.save(force_insert=True)
    tell(at, actor, held, "conflict", judge=found.name, number=entry.number)
    return made


@transaction.atomic
def take_back_conflict(*, at: datetime, actor: Actor, conflict: Conflict) -> None:
    """Declared by mistake: the judge scores the entry again. Raises NotAllowed, NotNow."""
    round_ = conflict.judge.round
    held = locked(round_)
    require_manage(actor, held.organisation_id)
    need_state(held, "jury")
    tell(at, actor, held, "conflict_ended", judge=conflict.judge.name, number=conflict.entry.number)
    conflict.delete()
