"""A unit raises a difficulty; whoever has to answer answers or sends it up; the unit says whether it is settled."""

from __future__ import annotations

from django.db import transaction

from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.programme.oversight.actions.stepping import (
    Doing,
    begun,
    clean_lines,
    keep,
    kept_file,
    take,
    tell,
)
from densach.programme.oversight.models import Difficulty
from densach.programme.oversight.queries.doors import answering_for
from densach.programme.oversight.rules.lifecycle import RAISE
from densach.programme.oversight.rules.outline import due_after
from densach.programme.oversight.rules.refusals import NotAbove, PlansDiffer, WordsNeeded
from densach.programme.plans.models import Target, Task


@transaction.atomic
def raise_difficulty(
    doing: Doing,
    organisation: Organisation,
    *,
    wish: str = "",
    target: Target | None = None,
    task: Task | None = None,
) -> Difficulty:
    """The unit says what hinders it and what it asks for. Whoever issued the plan of the target or task, else whoever
    coordinates the unit's place, has to answer. The same words sent twice (a button pressed twice) are one.

    Raises NotAllowed, WordsNeeded, PlansDiffer, and what `files` refuses.
    """
    if not doing.actor.may(RAISE, organisation):
        raise NotAllowed(verb=RAISE)
    if not doing.words:
        raise WordsNeeded
    if target is not None and task is not None and target.plan_id != task.plan_id:
        raise PlansDiffer(target=target.subject, task=task.title)
    on = today(doing.at)
    plan = target.plan if target is not None else task.plan if task is not None else None
    same = Difficulty.objects.filter(
        organisation=organisation, raised_on=on, text=doing.words, target=target, task=task
    )
    if (twice := same.exclude(state="withdrawn").first()) is not None:
        return twice
    addressee = plan.organisation if plan is not None and plan.organisation_id != organisation.pk else None
    new = Difficulty(
        organisation=organisation,
        addressee=addressee or answering_for(organisation, on),
        plan=plan,
        target=target,
        task=task,
        text=doing.words,
        wish=clean_lines(wish),
        raised_on=on,
        due=due_after(on),
        **begun(doing),
    )
    keep(new)
    tell(doing, new, "raise", organisation, file=kept_file(doing, organisation), text="")
    return new


@transaction.atomic
def change_difficulty(doing: Doing, difficulty: Difficulty, *, wish: str) -> Difficulty:
    """The unit puts it in other words while nobody has answered."""
    held = take(doing, difficulty, "change", explained=True)
    held.text, held.wish = doing.words, clean_lines(wish)
    keep(held)
    tell(doing, held, "change", held.organisation, file=kept_file(doing, held.organisation), text="")
    return held


@transaction.atomic
def answer_difficulty(doing: Doing, difficulty: Difficulty) -> Difficulty:
    """Says what is done about it; the unit is asked whether that settles it."""
    return _step(doing, difficulty, "answer", explained=True)


@transaction.atomic
def forward_difficulty(doing: Doing, difficulty: Difficulty, *, to: Organisation) -> Difficulty:
    """Sends it up, with a word on why; the days to answer begin anew. Whoever sent it follows it and may write down
    the answer from above. Raises NotAbove.
    """
    held = take(doing, difficulty, "forward", explained=True)
    if to.pk in (held.addressee_id, held.organisation_id):
        raise NotAbove(name=to.code)
    held.forwarded_by, held.addressee = held.addressee, to
    held.due = due_after(today(doing.at))
    keep(held)
    file = kept_file(doing, held.organisation)
    tell(doing, held, "forward", held.organisation, file=file)
    return held


@transaction.atomic
def take_back_difficulty(doing: Doing, difficulty: Difficulty) -> Difficulty:
    """Whoever sent it up answers it after all."""
    held = take(doing, difficulty, "take_back")
    if held.forwarded_by is not None:
        held.addressee, held.forwarded_by = held.forwarded_by, None
    keep(held)
    tell(doing, held, "take_back", held.organisation)
    return held


@transaction.atomic
def settle_difficulty(doing: Doing, difficulty: Difficulty) -> Difficulty:
    """The unit says that the answer settles it."""
    return _step(doing, difficulty, "settle")


@transaction.atomic
def reopen_difficulty(doing: Doing, difficulty: Difficulty) -> Difficulty:
    """The unit says what is still in the way; the days to answer begin anew."""
    held = take(doing, difficulty, "reopen", explained=True)
    held.times_reopened += 1
    held.due = due_after(today(doing.at))
    keep(held)
    tell(doing, held, "reopen", held.organisation, file=kept_file(doing, held.organisation))
    return held


@transaction.atomic
def withdraw_difficulty(doing: Doing, difficulty: Difficulty) -> Difficulty:
    """The unit takes it back; it stays in the register, and can be opened again."""
    return _step(doing, difficulty, "withdraw")


def _step(doing: Doing, difficulty: Difficulty, act: str, *, explained: bool = False) -> Difficulty:
    held = take(doing, difficulty, act, explained=explained)
    keep(held)
    tell(doing, held, act, held.organisation, file=kept_file(doing, held.organisation))
    return held
