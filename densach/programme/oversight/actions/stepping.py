"""How every act of the room goes: read again under a lock, the step of the table, the right, what was seen; then the
room's own words, a step told, a line of the journal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint

from densach.files import actions as files
from densach.files.actions import Upload
from densach.files.models import StoredFile
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.programme.oversight.access import require_step
from densach.programme.oversight.models import (
    AssessmentStep,
    CommendationRound,
    Difficulty,
    DifficultyStep,
    Entry,
    ExternalAssessment,
    Inspection,
    InspectionStep,
    Nomination,
    NominationStep,
    Practice,
    PracticeStep,
    Recommendation,
    RecommendationStep,
    Review,
    ReviewStep,
    RoundStep,
    Told,
    Visit,
    VisitStep,
)
from densach.programme.oversight.rules import lifecycle
from densach.programme.oversight.rules.refusals import AlreadyThere, ChangedSince, WordsNeeded

_STEPS: dict[type[Entry], Callable[..., Told]] = {
    Difficulty: DifficultyStep,
    Inspection: InspectionStep,
    Visit: VisitStep,
    Recommendation: RecommendationStep,
    CommendationRound: RoundStep,
    Nomination: NominationStep,
    Practice: PracticeStep,
    ExternalAssessment: AssessmentStep,
    Review: ReviewStep,
}
Kind = TypeVar("Kind", bound=Entry)


@dataclass(frozen=True)
class Doing:
    """Who acts when, on what they have seen (`seen` is the revision of the page), with their words and a file."""

    at: datetime
    actor: Actor
    seen: int = 0
    text: str = ""
    upload: Upload | None = None

    @property
    def words(self) -> str:
        return clean_lines(self.text)


def clean_lines(text: str) -> str:
    """Each line cleaned, the lines kept."""
    return "\n".join(clean_text(line) for line in text.strip().splitlines())


def take(doing: Doing, thing: Kind, act: str, *, explained: bool = False) -> Kind:
    """The entry under a lock, already in its next state, not saved.

    Raises WrongState, NotAllowed, ChangedSince; WordsNeeded where the act must be explained and was not.
    """
    held = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    label = str(cast("Difficulty", held).get_state_display())
    step = lifecycle.step(type(held), cast("Difficulty", held).state, act, label)
    require_step(doing.actor, held, step)
    if held.revision != doing.seen:
        last = cast("Any", held).steps.order_by("-pk").first()
        raise ChangedSince(by=last.by_name if last else held.added_by_name, state=label)
    if explained and not doing.words:
        raise WordsNeeded
    cast("Any", held).state = step.to
    held.revision += 1
    return held


def keep(thing: Entry, what: str = "") -> None:
    """Checks and saves. Raises AlreadyThere (`what` names it) where the same stands in the register."""
    thing.full_clean(validate_unique=False, validate_constraints=False)
    for constraint in thing._meta.constraints:
        try:
            constraint.validate(type(thing), thing)
        except ValidationError as error:
            if isinstance(constraint, UniqueConstraint):
                raise AlreadyThere(what=what) from error
            raise
    thing.save()


def begun(doing: Doing) -> dict[str, Any]:
    """The columns that say who put an entry into the register."""
    return {"added_at": doing.at, "added_by_id": doing.actor.id, "added_by_name": doing.actor.name}


def kept_file(doing: Doing, place: Organisation) -> StoredFile | None:
    """The file that came along, kept for the organisation."""
    return files.keep_sent(at=doing.at, actor=doing.actor, upload=doing.upload, organisation=place)


def tell(
    doing: Doing,
    thing: Entry,
    act: str,
    place: Organisation,
    *,
    file: StoredFile | None = None,
    text: str | None = None,
    **params: object,
) -> None:
    """Writes the step into the life of the entry, and a line into the journal (`oversight.<kind>_<act>`)."""
    words = doing.words if text is None else text
    _STEPS[type(thing)](
        of=thing, act=act, text=words, file=file, at=doing.at, by_name=doing.actor.name
    ).save()
    kind = type(thing).__name__.lower()
    journal.write(
        at=doing.at,
        actor=doing.actor,
        act=f"oversight.{kind}_{act}",
        organisation=place,
        subject=f"{kind}:{thing.pk}",
        name=organisations.named(place.pk, today(doing.at)).name,
        **params,
    )
