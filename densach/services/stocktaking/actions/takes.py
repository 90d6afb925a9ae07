"""Stock-taking: begun, scanned by several people, closed with what was not found; a closing may be taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeVar

from django.db import IntegrityError, transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.services.catalogue.actions.seeing import saw
from densach.services.catalogue.models import Item
from densach.services.catalogue.rules.keys import call_sort
from densach.services.stocktaking.models import Outcome, StockScan, StockTake, TakeState
from densach.services.stocktaking.queries import takes as queries
from densach.services.stocktaking.rules.judging import outcome_of, same_place
from densach.services.stocktaking.rules.refusals import (
    NoBarcode,
    NothingScanned,
    PlaceBeingTaken,
    SeenAnOldTake,
    SettledAlready,
    TakeClosed,
    TakeOpen,
    TooManyBarcodes,
)

TAKE: Final = "stock.take"
MOST_IN_A_FILE: Final = 50_000
_CHUNK: Final = 500
_Row = TypeVar("_Row")
# Some scanners send signs that are not on the label.
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f\ufeff]+")


@dataclass(frozen=True)
class NewTake:
    """What a stock-taking covers, and the paper that orders it."""

    name: str
    location: str = ""
    call_from: str = ""
    call_to: str = ""
    paper: str = ""


@dataclass(frozen=True)
class Scanned:
    """The answer to a scan. `again`: the barcode had been read; `changed`: this time it says something else."""

    scan: StockScan
    item: Item | None
    again: bool = False
    changed: bool = False


@dataclass(frozen=True)
class Uploaded:
    """What a file of barcodes came to."""

    read: int
    new: int
    again: int
    counts: dict[str, int]


@transaction.atomic
def begin(*, at: datetime, actor: Actor, library: Organisation, new: NewTake) -> StockTake:
    """Raises NotAllowed, PlaceBeingTaken."""
    _require(actor, library)
    take = StockTake(
        library=library,
        name=clean_text(new.name),
        location=clean_text(new.location),
        call_from=clean_text(new.call_from),
        call_to=clean_text(new.call_to),
        paper=clean_text(new.paper),
        began_at=at,
        began_by_name=actor.name,
    )
    take.full_clean(exclude=["library"], validate_constraints=False)
    refuse_taken(take)
    try:
        with transaction.atomic():
            take.save()
    except IntegrityError as error:
        raise PlaceBeingTaken(name=take.name) from error
    _journal(at, actor, take, "stocktaking.begun")
    return take


def refuse_taken(take: StockTake) -> None:
    """Raises PlaceBeingTaken where an open stock-taking covers some of the same shelves."""
    for one in StockTake.objects.filter(library_id=take.library_id, state=TakeState.OPEN):
        apart = one.location and take.location and not same_place(one.location, take.location)
        if not apart and _overlap(one, take):
            raise PlaceBeingTaken(name=one.name)


def _overlap(one: StockTake, other: StockTake) -> bool:
    first, second = (
        (call_sort(x.call_from), call_sort(x.call_to) + "~" if x.call_to else "\uffff") for x in (one, other)
    )
    return first[0] <= second[1] and second[0] <= first[1]


@transaction.atomic
def scan(*, at: datetime, actor: Actor, take: StockTake, barcode: str, location: str = "") -> Scanned:
    """A barcode was read. Read again it is the same scan; if it says something else now, the line is written anew.

    Raises NotAllowed, TakeClosed, NoBarcode.
    """
    _require(actor, take.library)
    _open(take)
    code = cleaned(barcode)
    item = Item.objects.select_related("record", "item_type").filter(barcode=code).first()
    where = clean_text(location)[:80]
    outcome = outcome_of(queries.ground_of(take), queries.noted(item), where)
    found = StockScan.objects.select_for_update(of=("self",)).filter(take=take, barcode=code).first()
    if found is None:
        row = StockScan(
            take=take, barcode=code, item=item, outcome=outcome, location=where, at=at, by_name=actor.name
        )
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            found = StockScan.objects.get(take=take, barcode=code)
        else:
            return Scanned(row, item)
    changed = found.outcome != outcome and found.settled_at is None
    if changed:
        found.outcome, found.item, found.location, found.at, found.by_name = (
            outcome,
            item,
            where,
            at,
            actor.name,
        )
        found.save(update_fields=["outcome", "item", "location", "at", "by_name"])
    return Scanned(found, item, again=True, changed=changed)


def cleaned(barcode: str) -> str:
    """Raises NoBarcode."""
    code = clean_text(_UNSEEN.sub("", barcode))
    if not code or len(code) > 40:
        raise NoBarcode()
    return code


def barcodes_in(text: str) -> list[str]:
    """A barcode a line, as hand scanners write them: what follows a comma, semicolon or tab is left out."""
    firsts = (re.split(r"[,;\t]", line, maxsplit=1)[0].strip().strip('"') for line in text.splitlines())
    return [one for one in firsts if one and len(one) <= 40]


@transaction.atomic
def upload(*, at: datetime, actor: Actor, take: StockTake, text: str, location: str = "") -> Uploaded:
    """Many barcodes at once, from the memory of a hand scanner. Raises TooManyBarcodes and what `scan` raises."""
    _require(actor, take.library)
    _open(take)
    told = [clean_text(_UNSEEN.sub("", one)) for one in barcodes_in(text)]
    codes = list(dict.fromkeys(one for one in told if one))
    if not codes:
        raise NoBarcode()
    if len(codes) > MOST_IN_A_FILE:
        raise TooManyBarcodes(limit=MOST_IN_A_FILE)
    where, ground = clean_text(location)[:80], queries.ground_of(take)
    counts = dict.fromkeys(Outcome.values, 0)
    new = 0
    for chunk in _chunks(codes):
        items = {one.barcode: one for one in Item.objects.filter(barcode__in=chunk)}
        known = set(StockScan.objects.filter(take=take, barcode__in=chunk).values_list("barcode", flat=True))
        rows = [
            StockScan(
                take=take, barcode=code, item=items.get(code), location=where, at=at, by_name=actor.name,
                outcome=outcome_of(ground, queries.noted(items.get(code)), where),
            )
            for code in chunk
            if code not in known
        ]  # fmt: skip
        StockScan.objects.bulk_create(rows, batch_size=_CHUNK)
        new += len(rows)
        for row in rows:
            counts[row.outcome] += 1
    _journal(at, actor, take, "stocktaking.uploaded", number=new)
    return Uploaded(len(told), new, len(told) - new, counts)


@transaction.atomic
def take_back(*, at: datetime, actor: Actor, take: StockTake, barcode: str) -> bool:
    """The scan was a mistake: it never was. Gives whether there was one. Raises NotAllowed, TakeClosed."""
    _require(actor, take.library)
    _open(take)
    rows = StockScan.objects.filter(take=take, barcode=cleaned(barcode), settled_at__isnull=True)
    return bool(rows.delete()[0])


@transaction.atomic
def close(*, at: datetime, actor: Actor, take: StockTake, seen: int) -> StockTake:
    """Everything expected and not seen becomes a missing line; what it came to is kept with it.

    Raises NotAllowed, TakeClosed, SeenAnOldTake, NothingScanned.
    """
    found = _locked(actor, take, seen)
    _open(found)
    rows = StockScan.objects.filter(take=found)
    if not rows.exists():
        raise NothingScanned()
    lacking = [
        StockScan(
            take=found, barcode=one.barcode, item=one, outcome=Outcome.MISSING, location=one.location, at=at,
            by_name=actor.name,
        )
        for one in queries.to_find(found).order_by("call_sort", "pk")
    ]  # fmt: skip
    # Lists show the latest number first, so that shelves are walked in their order.
    StockScan.objects.bulk_create(reversed(lacking), batch_size=_CHUNK)
    by_day: dict[date, list[int]] = {}
    for key, when in (
        rows.filter(item__isnull=False).exclude(outcome=Outcome.MISSING).values_list("item", "at")
    ):
        by_day.setdefault(today(when), []).append(key or 0)
    for day, keys in by_day.items():
        for chunk in _chunks(keys):
            saw(ids=chunk, on=day)
    found.figures = queries.figures_of(found)
    found.state, found.closed_at, found.closed_by_name = TakeState.CLOSED, at, actor.name
    _saved(found, "figures", "state", "closed_at", "closed_by_name")
    _journal(at, actor, found, "stocktaking.closed", missing=len(lacking))
    return found


@transaction.atomic
def reopen(*, at: datetime, actor: Actor, take: StockTake, seen: int) -> StockTake:
    """The closing is taken back as long as nothing was done about its lists; scanning goes on.

    Raises NotAllowed, TakeOpen, SeenAnOldTake, SettledAlready, PlaceBeingTaken.
    """
    found = _locked(actor, take, seen)
    if found.state != TakeState.CLOSED:
        raise TakeOpen(name=found.name)
    rows = StockScan.objects.filter(take=found)
    settled = rows.filter(outcome=Outcome.MISSING, settled_at__isnull=False).count()
    if settled:
        raise SettledAlready(number=settled)
    refuse_taken(found)
    rows.filter(outcome=Outcome.MISSING).delete()
    found.figures, found.state, found.closed_at, found.closed_by_name = {}, TakeState.OPEN, None, ""
    _saved(found, "figures", "state", "closed_at", "closed_by_name")
    _journal(at, actor, found, "stocktaking.reopened")
    return found


@transaction.atomic
def drop(*, at: datetime, actor: Actor, take: StockTake, seen: int) -> StockTake:
    """Begun by mistake: it ends without a result, its scans stay to be read. Raises as `close`."""
    found = _locked(actor, take, seen)
    _open(found)
    found.state, found.closed_at, found.closed_by_name = TakeState.DROPPED, at, actor.name
    _saved(found, "state", "closed_at", "closed_by_name")
    _journal(at, actor, found, "stocktaking.dropped")
    return found


def _require(actor: Actor, library: Organisation) -> None:
    if not actor.may(TAKE, library):
        raise NotAllowed(verb=TAKE)


def _open(take: StockTake) -> None:
    if take.state != TakeState.OPEN:
        raise TakeClosed(name=take.name)


def _locked(actor: Actor, take: StockTake, seen: int) -> StockTake:
    found = StockTake.objects.select_for_update(of=("self",)).select_related("library").get(pk=take.pk)
    _require(actor, found.library)
    if found.revision != seen:
        raise SeenAnOldTake(name=found.name)
    return found


def _saved(take: StockTake, *columns: str) -> None:
    take.revision += 1
    take.save(update_fields=[*columns, "revision"])


def _chunks(rows: Sequence[_Row]) -> Iterable[Sequence[_Row]]:
    return (rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK))


def _journal(at: datetime, actor: Actor, take: StockTake, act: str, **told: object) -> None:
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=take.library,
        subject=f"stocktake:{take.pk}",
        name=take.name,
        **told,
    )
