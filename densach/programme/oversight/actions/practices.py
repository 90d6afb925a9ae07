"""Models: offered, looked at, recognised, taken up by others; assessments by partners."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.dates import today
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
from densach.programme.oversight.models import Practice, PracticeState, PracticeUse
from densach.programme.oversight.queries.doors import answering_for
from densach.programme.oversight.rules.lifecycle import RAISE
from densach.programme.oversight.rules.refusals import (
    DayAhead,
    DayBefore,
    OwnPractice,
    PaperNeeded,
    WordsNeeded,
    WrongState,
)


@dataclass(frozen=True)
class PracticeText:
    """What the model is called, what it has brought, since when it is done; the words of the act say what is done."""

    title: str
    since: date
    result: str = ""


@transaction.atomic
def offer_practice(doing: Doing, organisation: Organisation, text: PracticeText) -> Practice:
    """The unit offers what it does well; whoever coordinates it looks at it. Raises NotAllowed, WordsNeeded, DayAhead,
    AlreadyThere.
    """
    require(doing.actor, RAISE, organisation)
    if not doing.words:
        raise WordsNeeded
    new = Practice(
        organisation=organisation, keeper=answering_for(organisation, today(doing.at)), **begun(doing)
    )
    _write(doing, new, text)
    tell(doing, new, "offer", organisation, text="", file=new.photo, title=new.title)
    return new


@transaction.atomic
def offer_again(doing: Doing, practice: Practice, text: PracticeText) -> Practice:
    """After a return, in other words."""
    held = take(doing, practice, "offer", explained=True)
    _write(doing, held, text)
    tell(doing, held, "offer", held.organisation, text="", file=held.photo, title=held.title)
    return held


def _write(doing: Doing, held: Practice, text: PracticeText) -> None:
    if text.since > today(doing.at):
        raise DayAhead(day=text.since)
    held.title, held.text, held.result = clean_text(text.title), doing.words, clean_lines(text.result)
    held.since = text.since
    held.photo = kept_file(doing, held.organisation) or held.photo
    keep(held, held.title)


@transaction.atomic
def return_practice(doing: Doing, practice: Practice) -> Practice:
    return _step(doing, practice, "return", explained=True)


@transaction.atomic
def recognise_practice(
    doing: Doing, practice: Practice, *, number: str, on: date, public: bool = False
) -> Practice:
    """Recognised by a paper; others may take it up from now on. Raises PaperNeeded, DayAhead."""
    held = take(doing, practice, "recognise")
    if on > today(doing.at):
        raise DayAhead(day=on)
    held.paper_number, held.recognised_on, held.public = clean_text(number), on, public
    if not held.paper_number:
        raise PaperNeeded
    held.paper = kept_file(doing, held.keeper)
    keep(held)
    tell(doing, held, "recognise", held.organisation, file=held.paper, title=held.title)
    return held


@transaction.atomic
def show_practice(doing: Doing, practice: Practice, *, public: bool) -> Practice:
    """Whether citizens see it."""
    held = take(doing, practice, "show")
    held.public = public
    keep(held)
    tell(doing, held, "show", held.organisation, title=held.title)
    return held


@transaction.atomic
def end_practice(doing: Doing, practice: Practice) -> Practice:
    """No longer recommended, with the reason; units that apply it stay."""
    return _step(doing, practice, "end", explained=True)


@transaction.atomic
def restore_practice(doing: Doing, practice: Practice) -> Practice:
    return _step(doing, practice, "restore", explained=True)


@transaction.atomic
def withdraw_practice(doing: Doing, practice: Practice) -> Practice:
    return _step(doing, practice, "withdraw")


def _step(doing: Doing, practice: Practice, act: str, *, explained: bool = False) -> Practice:
    held = take(doing, practice, act, explained=explained)
    keep(held)
    tell(doing, held, act, held.organisation, file=kept_file(doing, held.keeper), title=held.title)
    return held


@transaction.atomic
def take_up_practice(
    doing: Doing, practice: Practice, organisation: Organisation, *, since: date
) -> PracticeUse:
    """A unit says that it applies the model; the words are what came of it. Said again it is told anew.

    Raises NotAllowed, WrongState unless the model is recognised, OwnPractice, DayAhead.
    """
    require(doing.actor, RAISE, organisation)
    name = organisations.named(organisation, today(doing.at)).name
    if practice.state != PracticeState.RECOGNISED:
        raise WrongState(state=practice.get_state_display())
    if organisation.pk == practice.organisation_id:
        raise OwnPractice(name=name)
    if since > today(doing.at):
        raise DayAhead(day=since)
    use = PracticeUse.objects.filter(practice=practice, organisation=organisation).first()
    use = use or PracticeUse(practice=practice, organisation=organisation)
    use.since, use.until, use.result = since, None, doing.words
    use.photo = kept_file(doing, organisation) or use.photo
    _keep_use(doing, use, "oversight.practice_taken_up", name)
    return use


@transaction.atomic
def end_use(doing: Doing, use: PracticeUse, *, until: date) -> PracticeUse:
    """The unit no longer applies it. Raises NotAllowed, DayBefore, DayAhead."""
    require(doing.actor, RAISE, use.organisation)
    if until < use.since:
        raise DayBefore(day=until, first=use.since)
    if until > today(doing.at):
        raise DayAhead(day=until)
    use.until = until
    use.result = doing.words or use.result
    name = organisations.named(use.organisation_id, today(doing.at)).name
    _keep_use(doing, use, "oversight.practice_use_ended", name)
    return use


def _keep_use(doing: Doing, use: PracticeUse, act: str, name: str) -> None:
    use.at, use.by_name = doing.at, doing.actor.name
    use.full_clean()
    use.save()
    journal.write(
        at=doing.at,
        actor=doing.actor,
        act=act,
        organisation=use.organisation,
        subject=f"practice:{use.practice_id}",
        name=name,
        title=use.practice.title,
    )
