"""A hold ends without being picked up: cancelled, expired, its reader gone. What was kept goes to the next."""

from __future__ import annotations

from datetime import datetime

from densach.kernel.actor import Actor
from densach.kernel.vietnamese import clean_text
from densach.services.circulation.actions.lending import free_kept
from densach.services.circulation.models import Hold, HoldState, Notice, NoticeKind, NoticeState


def end_hold(
    *, at: datetime, actor: Actor, hold: Hold, why: str = "", state: str = HoldState.CANCELLED
) -> Hold:
    """Ends it in the caller's transaction."""
    item_id = hold.item_id if hold.state in {HoldState.COMING, HoldState.READY} else None
    hold.state, hold.ended_at, hold.end_why = state, at, clean_text(why)[:200]
    hold.item = None
    hold.save(update_fields=["state", "ended_at", "end_why", "item"])
    rows = Notice.objects.filter(hold_id=hold.pk, kind=NoticeKind.HOLD_READY, state=NoticeState.WAITING)
    rows.update(state=NoticeState.DROPPED, done_at=at)
    if item_id is not None:
        free_kept(at=at, actor=actor, item_id=item_id)
    return hold
