"""Weeding: a list, a council's verdict line by line, a decision with number and day, carried out by one act."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from densach.files.actions import Upload, keep_sent
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.services.catalogue.actions import items
from densach.services.catalogue.models import Item, ItemState
from densach.services.catalogue.rules.lifecycle import AFTER
from densach.services.stocktaking.actions.takes import TAKE, barcodes_in
from densach.services.stocktaking.models import Weeding, WeedingLine, WeedingState, WhyWeeded
from densach.services.stocktaking.queries import weedings as queries
from densach.services.stocktaking.rules import weeding as rules
from densach.services.stocktaking.rules.refusals import (
    DecisionLacksPaper,
    EmptyWeeding,
    NoBarcode,
    NothingFound,
    NotOfThisLibrary,
    NoVerdictYet,
    SeenAnOldWeeding,
    TooManyBarcodes,
    WeedingCannot,
)

DECIDE: Final = "stock.decide"
MOST_BARCODES: Final = 5000


@dataclass(frozen=True)
class Added:
    """What adding came to: new lines, barcodes that stood on the list already, and those that are not ours."""

    new: int
    again: int
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class CarriedOut:
    """How many copies were taken out, and which could not be: lent, on the way, kept for a reader."""

    done: int
    left: tuple[str, ...]


@transaction.atomic
def begin(*, at: datetime, actor: Actor, library: Organisation, name: str) -> Weeding:
    """Raises NotAllowed."""
    _require(actor, library, TAKE)
    weeding = Weeding(library=library, name=clean_text(name), began_at=at, began_by_name=actor.name)
    weeding.full_clean(exclude=["library"])
    weeding.save()
    _journal(at, actor, weeding, "weeding.begun")
    return weeding


@transaction.atomic
def add(
    *, at: datetime, actor: Actor, weeding: Weeding, text: str, why: str = WhyWeeded.WORN, note: str = ""
) -> Added:
    """Puts copies on the list by barcode, one or a file of them. A single foreign barcode is refused in words.

    Raises NotAllowed, WeedingCannot, NoBarcode, TooManyBarcodes, NotOfThisLibrary.
    """
    found = _locked(actor, weeding, "list", TAKE)
    codes = list(dict.fromkeys(clean_text(one) for one in barcodes_in(text)))
    if not codes:
        raise NoBarcode()
    if len(codes) > MOST_BARCODES:
        raise TooManyBarcodes(limit=MOST_BARCODES)
    own: dict[str, Item] = {}
    for start in range(0, len(codes), 500):
        rows = Item.objects.filter(home=found.library_id, barcode__in=codes[start : start + 500])
        own |= {one.barcode: one for one in rows.exclude(state=ItemState.WITHDRAWN)}
    refused = tuple(one for one in codes if one not in own)
    if refused and len(codes) == 1:
        raise NotOfThisLibrary(barcode=refused[0])
    new = _put_on(found, list(own.values()), why, clean_text(note))
    _journal(at, actor, found, "weeding.listed", number=new)
    return Added(new, len(own) - new, refused)


@transaction.atomic
def add_by_rule(
    *, at: datetime, actor: Actor, weeding: Weeding, proposal: rules.Proposal, on: date, why: str = ""
) -> int:
    """Puts all that the rule proposes on the list, up to two thousand; gives how many. Raises NothingFound."""
    found = _locked(actor, weeding, "list", TAKE)
    rows = list(queries.proposed(found, proposal, on)[: queries.MOST_AT_ONCE])
    if not rows:
        raise NothingFound()
    new = _put_on(found, rows, why or queries.reason_for(proposal), "")
    _journal(at, actor, found, "weeding.listed", number=new)
    return new


def _put_on(weeding: Weeding, rows: Collection[Item], why: str, note: str) -> int:
    listed = set(WeedingLine.objects.filter(weeding=weeding).values_list("item", flat=True))
    fresh = [one for one in rows if one.pk not in listed]
    lines = [WeedingLine(weeding=weeding, item=one, why=why, note=note[:200]) for one in fresh]
    WeedingLine.objects.bulk_create(lines, batch_size=500)
    return len(lines)


@transaction.atomic
def take_off(*, at: datetime, actor: Actor, weeding: Weeding, line: WeedingLine) -> None:
    """The copy comes off the list again. Raises NotAllowed, WeedingCannot."""
    found = _locked(actor, weeding, "list", TAKE)
    WeedingLine.objects.filter(weeding=found, pk=line.pk).delete()
    _journal(at, actor, found, "weeding.taken_off", barcode=line.item.barcode)


@transaction.atomic
def submit(
    *, at: datetime, actor: Actor, weeding: Weeding, seen: int, council: str, paper: str, on: date | None
) -> Weeding:
    """The list goes before the council: its members a line each, and the paper that set it up.

    Raises NotAllowed, WeedingCannot, SeenAnOldWeeding, EmptyWeeding.
    """
    found = _locked(actor, weeding, "submit", TAKE, seen)
    if not WeedingLine.objects.filter(weeding=found).exists():
        raise EmptyWeeding()
    found.council = "\n".join(filter(None, (clean_text(line) for line in council.splitlines())))
    found.council_paper, found.council_on = clean_text(paper)[:150], on
    found.state = WeedingState.SUBMITTED
    _saved(found, "council", "council_paper", "council_on", "state")
    _journal(at, actor, found, "weeding.submitted")
    return found


@transaction.atomic
def judge(
    *,
    at: datetime,
    actor: Actor,
    weeding: Weeding,
    seen: int,
    verdicts: Mapping[int, tuple[bool | None, str]],
) -> Weeding:
    """What the council said of each line, by its number: take out, keep or nothing yet, and its remark.

    Raises NotAllowed, WeedingCannot, SeenAnOldWeeding.
    """
    found = _locked(actor, weeding, "judge", TAKE, seen)
    rows = list(WeedingLine.objects.filter(weeding=found, pk__in=list(verdicts)))
    for row in rows:
        row.take_out, note = verdicts[row.pk]
        row.note = clean_text(note)[:200]
    WeedingLine.objects.bulk_update(rows, ["take_out", "note"], batch_size=200)
    _saved(found)
    _journal(at, actor, found, "weeding.judged", number=len(rows))
    return found


@transaction.atomic
def judge_rest(*, at: datetime, actor: Actor, weeding: Weeding, seen: int, take_out: bool) -> int:
    """One verdict for every line that has none; gives how many. Raises as `judge`."""
    found = _locked(actor, weeding, "judge", TAKE, seen)
    rows = WeedingLine.objects.filter(weeding=found, take_out__isnull=True)
    number = rows.update(take_out=take_out)
    _saved(found)
    _journal(at, actor, found, "weeding.judged", number=number)
    return number


@transaction.atomic
def decide(
    *,
    at: datetime,
    actor: Actor,
    weeding: Weeding,
    seen: int,
    decision: str,
    on: date | None,
    upload: Upload | None = None,
) -> Weeding:
    """The head decides by a paper with number and day. Raises NotAllowed, NoVerdictYet, DecisionLacksPaper."""
    found = _locked(actor, weeding, "decide", DECIDE, seen)
    open_lines = WeedingLine.objects.filter(weeding=found, take_out__isnull=True).count()
    if open_lines:
        raise NoVerdictYet(number=open_lines)
    if not clean_text(decision) or on is None:
        raise DecisionLacksPaper()
    found.decision, found.decided_on = clean_text(decision)[:150], on
    found.state = WeedingState.DECIDED
    found.file = keep_sent(at=at, actor=actor, upload=upload, organisation=found.library) or found.file
    _saved(found, "decision", "decided_on", "state", "file")
    _journal(at, actor, found, "weeding.decided", decision=found.decision, day=on)
    return found


@transaction.atomic
def carry_out(
    *, at: datetime, actor: Actor, weeding: Weeding, seen: int, leave_rest: bool = False
) -> CarriedOut:
    """Takes out what is decided. What is lent, on the way or kept for a reader stays, and the list stays open for it
    unless `leave_rest`. Raises NotAllowed, WeedingCannot, SeenAnOldWeeding.
    """
    found = _locked(actor, weeding, "carry_out", DECIDE, seen)
    rows = WeedingLine.objects.filter(weeding=found, take_out=True, done_at__isnull=True)
    done, left = 0, []
    for line in rows.select_related("item").order_by("pk"):
        item = items.locked(line.item.barcode)
        if item.state != ItemState.WITHDRAWN:
            if ItemState.WITHDRAWN not in AFTER[item.state]:
                left.append(item.barcode)
                continue
            items.change_state(
                at=at, actor=actor, barcode=item.barcode, state=ItemState.WITHDRAWN, why=found.decision
            )
        line.done_at = at
        line.save(update_fields=["done_at"])
        done += 1
    if not left or leave_rest:
        found.state = WeedingState.DONE
    _saved(found, "state")
    _journal(at, actor, found, "weeding.carried_out", number=done, left=len(left))
    return CarriedOut(done, tuple(left))


@transaction.atomic
def step_back(*, at: datetime, actor: Actor, weeding: Weeding, seen: int) -> Weeding:
    """Back before the last step: from the council to the list, from the decision to the council. Once a copy was taken
    out there is no way back. Raises NotAllowed, WeedingCannot, SeenAnOldWeeding.
    """
    verb = DECIDE if weeding.state == WeedingState.DECIDED else TAKE
    found = _locked(actor, weeding, "back", verb, seen)
    if WeedingLine.objects.filter(weeding=found, done_at__isnull=False).exists():
        raise WeedingCannot(state=str(found.get_state_display()))
    if found.state == WeedingState.DECIDED:
        found.decision, found.decided_on = "", None
    found.state = rules.BACK_TO[found.state]
    _saved(found, "decision", "decided_on", "state")
    _journal(at, actor, found, "weeding.stepped_back")
    return found


@transaction.atomic
def drop(*, at: datetime, actor: Actor, weeding: Weeding, seen: int) -> Weeding:
    """Nothing is taken out by this list. Raises NotAllowed, WeedingCannot, SeenAnOldWeeding."""
    found = _locked(actor, weeding, "drop", TAKE, seen)
    found.state = WeedingState.DROPPED
    _saved(found, "state")
    _journal(at, actor, found, "weeding.dropped")
    return found


def _require(actor: Actor, library: Organisation, verb: str) -> None:
    if not actor.may(verb, library):
        raise NotAllowed(verb=verb)


def _locked(actor: Actor, weeding: Weeding, act: str, verb: str, seen: int | None = None) -> Weeding:
    found = (
        Weeding.objects.select_for_update(of=("self",)).select_related("library", "file").get(pk=weeding.pk)
    )
    _require(actor, found.library, verb)
    if seen is not None and found.revision != seen:
        raise SeenAnOldWeeding(name=found.name)
    if found.state not in rules.ACTS[act][0]:
        raise WeedingCannot(state=str(found.get_state_display()))
    return found


def _saved(weeding: Weeding, *columns: str) -> None:
    weeding.revision += 1
    weeding.save(update_fields=[*columns, "revision"])


def _journal(at: datetime, actor: Actor, weeding: Weeding, act: str, **told: object) -> None:
    journal.write(
        at=at, actor=actor, act=act, organisation=weeding.library, subject=f"weeding:{weeding.pk}",
        name=weeding.name, **told,
    )  # fmt: skip
