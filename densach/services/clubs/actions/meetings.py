"""A meeting that was held is written down in one act: when, how many came; counted at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.kernel.actor import Actor
from densach.services.activities.actions.attending import close_session, tap
from densach.services.activities.actions.sessions import add_session
from densach.services.activities.models import Session, Tally
from densach.services.activities.rules.attending import MOST_TAPPED
from densach.services.clubs.actions.holding import going_on, require_past, tell
from densach.services.clubs.actions.spine import activity_of
from densach.services.clubs.models import Club
from densach.services.clubs.rules.given import MeetingData
from densach.services.clubs.rules.refusals import TooEarly


@transaction.atomic
def record_meeting(*, at: datetime, actor: Actor, club: Club, data: MeetingData) -> Session:
    """The session, closed with those who came. Sent again under its key it is the same one.

    Raises NotAllowed, NotNow, InTheFuture, TooEarly, NobodyCounted, MorePartsThanPeople, UnknownTap, NotYetBegun and
    what planning and closing refuse.
    """
    held = going_on(actor, club)
    if (earlier := sent_before(data.key)) is not None:
        return earlier
    require_past(at, data.on)
    if data.on < held.founded_on:
        raise TooEarly(on=data.on, since=held.founded_on)
    taps = data.crowd.taps()
    session = add_session(at=at, actor=actor, activity=activity_of(at, actor, held), when=data.when())
    count_crowd(at, actor, session, taps, data.key)
    tell(at, actor, held, "met", on=data.on, number=sum(taps.values()))
    return session


def sent_before(key: str) -> Session | None:
    """The session that this key made."""
    found = Tally.objects.select_related("session").filter(key=_key(key, 0)).first() if key else None
    return found.session if found is not None else None


def _key(key: str, number: int) -> str:
    return f"{key[:50]}-{number}"


def count_crowd(at: datetime, actor: Actor, session: Session, taps: dict[str, int], key: str = "") -> None:
    """Taps slice by slice, a large crowd in several, then the closing. Inside the caller's transaction."""
    for number, (slice_, quantity) in enumerate(sorted(taps.items())):
        while quantity > 0:
            part = min(quantity, MOST_TAPPED)
            tap(
                at=at, actor=actor, session=session, slice=slice_, quantity=part,
                key=_key(key, number) if key and part == quantity else "",
            )  # fmt: skip
            quantity -= part
    close_session(at=at, actor=actor, session=session, seen=0)
