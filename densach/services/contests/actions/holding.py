"""How every act on a round begins and ends: read again under a lock, the right, the state, what was seen; a line."""

from __future__ import annotations

from datetime import datetime

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.services.contests.models import Round
from densach.services.contests.rules import lifecycle
from densach.services.contests.rules.refusals import ChangedSince, NotNow, WhyNeeded
from densach.services.contests.rules.verbs import MANAGE


def require_manage(actor: Actor, organisation: object) -> None:
    """Raises NotAllowed."""
    if not actor.may(MANAGE, organisation):
        raise NotAllowed(verb=MANAGE)


def locked(round_: Round) -> Round:
    """The row as it is now, held until the transaction ends: acts on one round stand in a queue."""
    rows = Round.objects.select_for_update(of=("self",)).select_related("contest__kind", "organisation")
    return rows.get(pk=round_.pk)


def state_text(round_: Round) -> str:
    return str(round_.get_state_display())


def taken(actor: Actor, round_: Round, work: str, seen: int | None = None) -> Round:
    """The locked round for a piece of work that its state allows.

    `seen` is the revision of the page, None where the work of two people does not collide. Raises NotAllowed, NotNow,
    ChangedSince.
    """
    held = locked(round_)
    require_manage(actor, held.organisation_id)
    need_state(held, work)
    if seen is not None and held.revision != seen:
        raise ChangedSince
    return held


def need_state(round_: Round, work: str) -> None:
    """Raises NotNow."""
    if not lifecycle.may(round_.state, work):
        raise NotNow(state=state_text(round_))


def touch(round_: Round, *fields: str) -> None:
    """Saves the named columns and lets every page that is open elsewhere be out of date."""
    round_.revision += 1
    round_.full_clean(exclude=["contest", "organisation", "area", "above", "activity"], validate_unique=False)
    round_.save(update_fields=["revision", *fields])


def words(why: str, limit: int = 200) -> str:
    """A reason, cleaned. Raises WhyNeeded."""
    found = clean_text(why)[:limit]
    if not found:
        raise WhyNeeded
    return found


def tell(at: datetime, actor: Actor, round_: Round, act: str, **params: object) -> None:
    """A line of the journal (`contests.<act>`). Entries are named by their number, never by a person's name."""
    journal.write(
        at=at, actor=actor, act=f"contests.{act}", organisation=round_.organisation, subject=f"round:{round_.pk}",
        name=round_.name, **params,
    )  # fmt: skip
