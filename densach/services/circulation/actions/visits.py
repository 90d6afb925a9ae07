"""Visits and use in the room: one way of counting for each library and day, so that nobody is counted twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from densach.facts import actions as book
from densach.facts.rules import slice_key
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.services.catalogue.actions import items
from densach.services.catalogue.models import Item, ItemState
from densach.services.circulation import counting
from densach.services.circulation.actions.lending import DOUBLE_READING
from densach.services.circulation.actions.openings import opened, openings_of
from densach.services.circulation.models import (
    DayClosing,
    DeskOpening,
    GateReading,
    InRoomUse,
    Reading,
    Visit,
    VisitWay,
)
from densach.services.circulation.queries import lending as asked
from densach.services.circulation.queries import scan
from densach.services.circulation.queries.visits import last_reading
from densach.services.circulation.rules.actors import SERVE
from densach.services.circulation.rules.refusals import (
    CountedByHand,
    DayClosed,
    GateWentBack,
    NothingToTakeBack,
    NotOnShelf,
    OtherWayOfCounting,
    TooManyAtOnce,
    VisitCounted,
)
from densach.services.circulation.rules.returns import NotInUse, StandsElsewhere
from densach.services.circulation.rules.scanning import scanned
from densach.services.circulation.rules.slices import ON_SITE, slice_of

MOST_TAPPED: Final = 500
MOST_THROUGH_GATE: Final = 20_000
_NOT_HAD: Final = (ItemState.LOST, ItemState.MISSING, ItemState.WITHDRAWN)


def _open_day(library: Organisation, on: date) -> None:
    if DayClosing.objects.filter(library=library, on=on, reopened_at__isnull=True).exists():
        raise DayClosed(on=on)


def _counting(at: datetime, actor: Actor, library: Organisation, way: str) -> DeskOpening:
    """How visits are counted here today. Raises OtherWayOfCounting, CountedByHand, DayClosed."""
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    on = today(at)
    _open_day(library, on)
    opening = opened(at=at, actor=actor, library_id=library.pk, measure=asked.VISITS, on=on, way=way)
    if opening.way != way:
        raise OtherWayOfCounting(way=str(VisitWay(opening.way).label))
    if on < opening.since:
        raise CountedByHand(since=opening.since)
    return opening


def _count(visit: Visit, at: datetime) -> Visit:
    book.record_many(at=at, entries=[counting.of_visit(visit)], origin="service")
    return visit


@transaction.atomic
def gate(
    *,
    at: datetime,
    actor: Actor,
    library: Organisation,
    number: int,
    reset: bool = False,
    both_ways: bool = False,
) -> GateReading:
    """What the gate shows now: the difference to the last reading is visits; the first reading is only a beginning.

    `reset`: it began at nought since. `both_ways`: it counts in and out, so half of it came in. Raises GateWentBack,
    TooManyAtOnce, OtherWayOfCounting, CountedByHand, DayClosed.
    """
    _counting(at, actor, library, VisitWay.GATE)
    on = today(at)
    last = last_reading(library.pk)
    if last is not None and number < last.number and not reset:
        raise GateWentBack(number=number, before=last.number)
    before = number if last is None else 0 if reset else last.number
    # Halves are taken of both numbers, so that an odd one is not lost over many readings.
    came = number // 2 - before // 2 if both_ways else number - before
    if came > MOST_THROUGH_GATE:
        raise TooManyAtOnce(limit=MOST_THROUGH_GATE)
    visit = None
    if came > 0:
        visit = Visit.objects.create(
            library=library, on=on, at=at, way=VisitWay.GATE, quantity=came,
            slice=slice_key({"channel": ON_SITE}), by_name=actor.name,
        )  # fmt: skip
        _count(visit, at)
    journal.write(
        at=at, actor=actor, act="desk.gate", organisation=library, subject=f"day:{on}", value=number
    )
    return GateReading.objects.create(
        library=library, on=on, at=at, number=number, reset=reset, both_ways=both_ways, visit=visit,
        by_name=actor.name,
    )  # fmt: skip


@transaction.atomic
def tap(
    *,
    at: datetime,
    actor: Actor,
    library: Organisation,
    quantity: int = 1,
    age: str = "",
    sex: str = "",
    ethnic: str = "",
    key: str | None = None,
) -> Visit:
    """Somebody came in, or several of one kind: `age`, `sex`, `ethnic` as the measure's slices, empty for not told."""
    if key and (earlier := Visit.objects.filter(key=key).first()) is not None:
        return earlier
    _counting(at, actor, library, VisitWay.TAP)
    if not 0 < quantity <= MOST_TAPPED:
        raise TooManyAtOnce(limit=MOST_TAPPED)
    parts = {"age": age, "sex": sex, "ethnic": ethnic, "channel": ON_SITE}
    visit = Visit.objects.create(
        library=library,
        on=today(at),
        at=at,
        way=VisitWay.TAP,
        quantity=quantity,
        slice=slice_key({name: value for name, value in parts.items() if value}),
        key=key or None,
        by_name=actor.name,
    )
    return _count(visit, at)


@transaction.atomic
def card(*, at: datetime, actor: Actor, library: Organisation, card: str) -> Visit:
    """A reader comes in and shows the card: counted once a day. Raises NoSuchCard, VisitCounted."""
    _counting(at, actor, library, VisitWay.CARD)
    on = today(at)
    patron = scan.reader_scanned(scanned(card), on)
    rows = Visit.objects.filter(library=library, on=on, patron=patron, way=VisitWay.CARD)
    if rows.filter(cancelled_at__isnull=True).exists():
        raise VisitCounted
    visit = Visit.objects.create(
        library=library, on=on, at=at, way=VisitWay.CARD, slice=slice_of(patron.person, on, channel=ON_SITE),
        patron=patron, by_name=actor.name,
    )  # fmt: skip
    return _count(visit, at)


@transaction.atomic
def cancel(*, at: datetime, actor: Actor, library: Organisation, visit: Visit | None = None) -> Visit:
    """Takes back a count of visits of today, the last one by default; what was counted is reversed in the book."""
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    on = today(at)
    _open_day(library, on)
    rows = Visit.objects.select_for_update().filter(library=library, on=on, cancelled_at__isnull=True)
    found = rows.filter(pk=visit.pk).first() if visit is not None else rows.order_by("-at", "-pk").first()
    if found is None:
        raise NothingToTakeBack
    found.cancelled_at = at
    found.save(update_fields=["cancelled_at"])
    if found.counted:
        book.reverse(at=at, measure=asked.VISITS, source=f"visit:{found.pk}")
    journal.write(
        at=at, actor=actor, act="desk.visit_cancelled", organisation=library, subject=f"visit:{found.pk}",
        quantity=found.quantity, on=on,
    )  # fmt: skip
    return found


@transaction.atomic
def set_way(*, at: datetime, actor: Actor, library: Organisation, way: str) -> DeskOpening:
    """How visits are counted from now on; where somebody was counted today already, from tomorrow on."""
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    on, way = today(at), VisitWay(way)
    found = openings_of(library.pk, on).get(asked.VISITS)
    if found is None:
        opening = opened(at=at, actor=actor, library_id=library.pk, measure=asked.VISITS, on=on, way=way)
    elif found.way == way and found.until is None:
        return found
    else:
        opening = _other_way(at, actor, library, found, way)
    journal.write(
        at=at,
        actor=actor,
        act="desk.way",
        organisation=library,
        subject="visits",
        since=opening.since,
        way=way,
    )
    return opening


def _other_way(
    at: datetime, actor: Actor, library: Organisation, found: DeskOpening, way: str
) -> DeskOpening:
    on = today(at)
    counted = Visit.objects.filter(library=library, on=on, cancelled_at__isnull=True).exists()
    # A change of tomorrow's way is itself changed.
    DeskOpening.objects.filter(library=library, measure=asked.VISITS, since__gt=on).exclude(
        pk=found.pk
    ).delete()
    if not counted:
        found.way, found.until = way, None
        found.save(update_fields=["way", "until"])
        return found
    found.until = on
    found.save(update_fields=["until"])
    return DeskOpening.objects.create(
        library=library, measure=asked.VISITS, since=on + timedelta(days=1), way=way, made_at=at,
        made_by_name=actor.name,
    )  # fmt: skip


@transaction.atomic
def use_in_room(
    *,
    at: datetime,
    actor: Actor,
    library: Organisation,
    barcode: str = "",
    quantity: int = 1,
    key: str | None = None,
    here: bool = False,
) -> InRoomUse:
    """Items used in the room: one scanned when it is put back, or a number of them tapped.

    A scanner's double reading counts once. Raises NoSuchItem, NotOnShelf for what is on loan, NotInUse for what is
    lost or withdrawn, StandsElsewhere for what should stand in another library unless `here` says that it lies before
    whoever scans, TooManyAtOnce, CountedByHand, DayClosed.
    """
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    if key and (earlier := InRoomUse.objects.filter(key=key).first()) is not None:
        return earlier
    on = today(at)
    _open_day(library, on)
    if not 0 < quantity <= MOST_TAPPED:
        raise TooManyAtOnce(limit=MOST_TAPPED)
    item = _item_in_room(barcode, library, on, here) if barcode else None
    if item is not None and (double := _just_used(at, library, item)) is not None:
        return double
    opening = opened(at=at, actor=actor, library_id=library.pk, measure=asked.USES, on=on)
    if on < opening.since:
        raise CountedByHand(since=opening.since)
    use = InRoomUse.objects.create(
        library=library,
        on=on,
        at=at,
        way=Reading.SCANNED if item is not None else Reading.TAPPED,
        item=item,
        quantity=1 if item is not None else quantity,
        key=key or None,
        by_name=actor.name,
    )
    if item is not None:
        items.happened(at=at, actor=actor, item=item, act="used")
    book.record_many(at=at, entries=[counting.of_use(use)], origin="service")
    return use


def _item_in_room(barcode: str, library: Organisation, on: date, here: bool) -> Item:
    item = items.locked(scanned(barcode))
    told = {"barcode": item.barcode, "state": str(ItemState(item.state).label)}
    if item.state == ItemState.ON_LOAN:
        raise NotOnShelf(**told)
    if item.state in _NOT_HAD:
        raise NotInUse(**told)
    if library.pk not in (item.place_id, item.home_id) and not here:
        raise StandsElsewhere(barcode=item.barcode, place=organisations.named(item.place_id, on).name)
    return item


def _just_used(at: datetime, library: Organisation, item: Item) -> InRoomUse | None:
    rows = InRoomUse.objects.filter(library=library, on=today(at), item=item, cancelled_at__isnull=True)
    return rows.filter(at__gt=at - DOUBLE_READING).first()


@transaction.atomic
def cancel_use(
    *, at: datetime, actor: Actor, library: Organisation, use: InRoomUse | None = None
) -> InRoomUse:
    """Takes back a use in the room of today, the last one by default."""
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    on = today(at)
    _open_day(library, on)
    rows = InRoomUse.objects.select_for_update().filter(library=library, on=on, cancelled_at__isnull=True)
    found = rows.filter(pk=use.pk).first() if use is not None else rows.order_by("-at", "-pk").first()
    if found is None:
        raise NothingToTakeBack
    found.cancelled_at = at
    found.save(update_fields=["cancelled_at"])
    if found.counted:
        book.reverse(at=at, measure=asked.USES, source=f"use:{found.pk}")
    journal.write(
        at=at, actor=actor, act="desk.use_cancelled", organisation=library, subject=f"use:{found.pk}",
        quantity=found.quantity, on=on,
    )  # fmt: skip
    return found
