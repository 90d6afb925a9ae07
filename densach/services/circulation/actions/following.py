"""Holds go along when two records of one edition become one, and come back when the merger is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from densach.kernel.actor import Actor
from densach.services.catalogue.actions.merging import followed_by
from densach.services.catalogue.queries.shown import holds_counted_by
from densach.services.circulation.models import Hold, HoldState

OPEN: Final = (HoldState.WAITING, HoldState.COMING, HoldState.READY)


def follow(at: datetime, actor: Actor, source: int, target: int) -> list[int]:
    """Open holds of the record go to the other, in the order in which they were placed. A reader who waits for both
    waits once: of two the one without a copy caught for it ends. One that has a copy stays with it where it is.
    """
    rows = Hold.objects.select_for_update().filter(record__in=(source, target), state__in=OPEN)
    held = list(rows.order_by("placed_at", "pk"))
    there = {hold.patron_id: hold for hold in held if hold.record_id == target and hold.patron_id}
    moved = []
    for hold in held:
        if hold.record_id != source:
            continue
        other = there.get(hold.patron_id) if hold.patron_id else None
        if other is not None:
            waits = next((one for one in (hold, other) if one.state == HoldState.WAITING), None)
            if waits is None:
                continue
            _end(at, waits)
            if waits is hold:
                continue
        hold.record_id = target
        hold.save(update_fields=["record"])
        moved.append(hold.pk)
    return moved


def back(at: datetime, actor: Actor, those: Sequence[int], target: int) -> None:
    """The holds that went along go back, those that are still open."""
    for hold in Hold.objects.select_for_update().filter(pk__in=list(those), state__in=OPEN):
        taken = Hold.objects.filter(record=target, patron=hold.patron_id, state__in=OPEN)
        if hold.patron_id is None or not taken.exists():
            hold.record_id = target
            hold.save(update_fields=["record"])


def _end(at: datetime, hold: Hold) -> None:
    hold.state, hold.ended_at = HoldState.CANCELLED, at
    hold.save(update_fields=["state", "ended_at"])


def waiting_on(record_id: int) -> int:
    """How many readers wait for the record."""
    return Hold.objects.filter(record=record_id, state__in=OPEN).count()


def register() -> None:
    """Called once when the program starts."""
    followed_by("circulation", follow, back)
    holds_counted_by(waiting_on)
