"""How every act on a club begins and ends: read again under a lock, the right, what was seen; a step, a line."""

from __future__ import annotations

from datetime import date, datetime

from densach.files.models import StoredFile
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.services.clubs.models import Club, ClubState, ClubStep
from densach.services.clubs.rules.lifecycle import GOES_ON
from densach.services.clubs.rules.refusals import ChangedSince, InTheFuture, NotNow
from densach.services.clubs.rules.verbs import MANAGE


def require_manage(actor: Actor, organisation: object) -> None:
    """Raises NotAllowed."""
    if not actor.may(MANAGE, organisation):
        raise NotAllowed(verb=MANAGE)


def locked(actor: Actor, club: Club, seen: int | None = None) -> Club:
    """The club as it is now, held until the transaction ends. Raises NotAllowed, ChangedSince."""
    rows = Club.objects.select_for_update(of=("self",)).select_related("organisation", "area")
    held = rows.get(pk=club.pk)
    require_manage(actor, held.organisation_id)
    if seen is not None and held.revision != seen:
        raise ChangedSince
    return held


def going_on(actor: Actor, club: Club, seen: int | None = None) -> Club:
    """The same, of a club that is not closed. Raises NotNow."""
    held = locked(actor, club, seen)
    if held.state not in GOES_ON:
        raise forbidden(held)
    return held


def forbidden(club: Club) -> NotNow:
    return NotNow(name=club.name, state=str(ClubState(club.state).label))


def require_past(at: datetime, on: date) -> None:
    """Raises InTheFuture."""
    if on > today(at):
        raise InTheFuture(on=on)


def touch(club: Club, *fields: str) -> None:
    """Saves the named columns and lets every page that is open elsewhere be out of date."""
    club.revision += 1
    club.save(update_fields=["revision", *fields])


def step(
    at: datetime,
    actor: Actor,
    club: Club,
    act: str,
    on: date,
    *,
    until: date | None = None,
    paper_number: str = "",
    paper: StoredFile | None = None,
    note: str = "",
) -> ClubStep:
    return ClubStep.objects.create(
        club=club, act=act, on=on, until=until, paper_number=clean_text(paper_number)[:100], paper=paper,
        note=clean_text(note)[:300], at=at, by_name=actor.name,
    )  # fmt: skip


def tell(at: datetime, actor: Actor, club: Club, act: str, **params: object) -> None:
    """A line of the journal (`clubs.<act>`). Members are named by number, never by name."""
    journal.write(
        at=at, actor=actor, act=f"clubs.{act}", organisation=club.organisation, subject=f"club:{club.pk}",
        name=club.name, **params,
    )  # fmt: skip
