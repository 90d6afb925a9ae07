"""What becomes of an item in somebody's hand at a library: kept for who waits, sent on, or put on the shelf."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.services.catalogue.actions import items
from densach.services.catalogue.models import Item, ItemState, Restriction
from densach.services.circulation.actions.noting import note_ready
from densach.services.circulation.models import Hold, HoldState, RuleKind, Transfer, TransferReason
from densach.services.circulation.queries import lending as asked
from densach.services.circulation.queries.policies import terms_of
from densach.services.circulation.rules.lending import slid

ToDo = Literal["shelve", "keep", "send", "nothing"]
_TO_DO: Final[dict[str, ToDo]] = {"shelve": "shelve", "keep": "keep", "send": "send", "nothing": "nothing"}


def to_do_of(word: str) -> ToDo:
    """The word as it was kept."""
    return _TO_DO[word]


@dataclass(frozen=True)
class Place:
    """Where the item goes: `shelve` here, `keep` here for `hold`, `send` by `transfer`."""

    to_do: ToDo
    hold: Hold | None = None
    transfer: Transfer | None = None


def put_away(*, at: datetime, actor: Actor, item: Item, library_id: int, act: str, **told: object) -> Place:
    """The locked item goes to the first who waits for its title, else home, else on the shelf here."""
    on = today(at)
    hold = _next_for(item, on)
    if hold is not None:
        return catch(at=at, actor=actor, item=item, library_id=library_id, hold=hold, act=act)
    if item.home_id != library_id and not _stays(item, library_id, on):
        return send_on(
            at=at, actor=actor, item=item, library_id=library_id, to=item.home_id, reason=TransferReason.HOME,
            act=act,
        )  # fmt: skip
    items.move(at=at, actor=actor, item=item, act=act, state=ItemState.AVAILABLE, place_id=library_id, **told)
    return Place("shelve")


def _next_for(item: Item, on: date, not_for: int | None = None) -> Hold | None:
    if item.restriction != Restriction.OPEN or not item.item_type.for_loan:
        return None
    waiting = asked.still_waiting(asked.queue_of(item.record_id), on)
    return next((hold for hold in waiting if hold.pk != not_for), None)


def _stays(item: Item, library_id: int, on: date) -> bool:
    return bool(terms_of(library_id, "", item.item_type.code, on)[RuleKind.STAYS])


def catch(
    *, at: datetime, actor: Actor, item: Item, library_id: int, hold: Hold, act: str = "caught"
) -> Place:
    """The item is kept for the hold here, or goes to where it is picked up."""
    hold.item = item
    if hold.pickup_id == library_id:
        make_ready(at=at, actor=actor, item=item, hold=hold, act=act)
        return Place("keep", hold)
    hold.state = HoldState.COMING
    hold.save(update_fields=["item", "state"])
    return send_on(
        at=at, actor=actor, item=item, library_id=library_id, to=hold.pickup_id, reason=TransferReason.HOLD,
        act=act, hold=hold,
    )  # fmt: skip


def make_ready(*, at: datetime, actor: Actor, item: Item, hold: Hold, act: str) -> None:
    """The item lies at the pickup place until a day on which the library opens."""
    on = today(at)
    days = terms_of(hold.pickup_id, "", item.item_type.code, on)[RuleKind.HOLD_SHELF_DAYS]
    last = on + timedelta(days=days)
    hold.item, hold.state, hold.ready_at = item, HoldState.READY, at
    hold.kept_until = slid(last, asked.closed_after(hold.pickup_id, last))
    hold.save(update_fields=["item", "state", "ready_at", "kept_until"])
    items.move(at=at, actor=actor, item=item, act=act, state=ItemState.ON_HOLD_SHELF, place_id=hold.pickup_id)
    note_ready(at=at, hold=hold)


def send_on(
    *,
    at: datetime,
    actor: Actor,
    item: Item,
    library_id: int,
    to: int,
    reason: str,
    act: str,
    hold: Hold | None = None,
) -> Place:
    """The item leaves for another library."""
    transfer = Transfer.objects.create(
        item=item, origin_id=library_id, destination_id=to, reason=reason, hold=hold, sent_at=at,
        sent_by_name=actor.name,
    )  # fmt: skip
    items.move(at=at, actor=actor, item=item, act=act, state=ItemState.IN_TRANSIT, place_id=library_id)
    return Place("send", hold, transfer)


def open_transfer(item: Item) -> Transfer | None:
    rows = Transfer.objects.select_related("hold")
    return rows.filter(item=item, received_at__isnull=True, cancelled_at__isnull=True).first()


def let_go(hold: Hold) -> None:
    """What was kept for somebody goes elsewhere: they wait again, at their old place in the queue."""
    hold.state, hold.item, hold.ready_at, hold.kept_until = HoldState.WAITING, None, None, None
    hold.save(update_fields=["state", "item", "ready_at", "kept_until"])


def put_away_here(
    *,
    at: datetime,
    actor: Actor,
    item: Item,
    library_id: int,
    act: str = "arrived",
    not_for: int | None = None,
) -> Place:
    """An item that was asked to come, or to stay, here: for who waits (but not for the hold `not_for`), else on the
    shelf here though its home is elsewhere.
    """
    hold = _next_for(item, today(at), not_for)
    if hold is not None:
        return catch(at=at, actor=actor, item=item, library_id=library_id, hold=hold, act=act)
    items.move(at=at, actor=actor, item=item, act=act, state=ItemState.AVAILABLE, place_id=library_id)
    return Place("shelve")
