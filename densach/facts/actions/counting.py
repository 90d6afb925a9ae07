"""The only writer of the counting book. Facts are added and reversed, never changed and never taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction

from densach.facts import ledger, served
from densach.facts.actions.outliers import look_at
from densach.facts.measures import Measure, get
from densach.facts.models import Count, CountRevision, Fact
from densach.facts.origin import Origin
from densach.facts.rules import (
    AlreadyCounted,
    AlreadyReversed,
    CountedByService,
    EndedBefore,
    FutureCount,
    NegativeQuantity,
    NotCountedHere,
    NotYetFounded,
    PeriodOverlaps,
    SeenAnOldRevision,
    UnknownSource,
    check_quantities,
    check_slice,
    check_span,
    overlapping,
    slice_key,
)
from densach.files import actions as files
from densach.files.actions import Upload
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation


@dataclass(frozen=True)
class Entry:
    """One act to be counted: `quantity` of the measure at the organisation on the day, told apart by `slice`."""

    measure: str
    organisation_id: int
    on: date
    quantity: int
    source: str
    slice: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None


def record(
    *,
    at: datetime,
    measure: str,
    organisation: Organisation,
    on: date,
    quantity: int,
    source: str,
    origin: str = Origin.SERVICE,
    slice: Mapping[str, str] | None = None,
    since: date | None = None,
) -> None:
    """Counts one act of a service in its own transaction. The same source twice is refused by the database."""
    entry = Entry(measure, organisation.pk, on, quantity, source, slice or {}, since)
    record_many(at=at, entries=[entry], origin=origin)


@transaction.atomic
def record_many(*, at: datetime, entries: Iterable[Entry], origin: str) -> int:
    """Counts many acts at once and returns how many; all of them or none."""
    return record_within(at=at, entries=entries, origin=origin)


def record_within(
    *, at: datetime, entries: Iterable[Entry], origin: str, places: ledger.Places | None = None
) -> int:
    """The same inside the transaction that the caller holds. `places`: what `places_of` read before it."""
    facts = [_first_fact(at, entry, origin) for entry in entries]
    ledger.append(facts, places)
    return len(facts)


def places_of(organisation_id: int, on: date) -> ledger.Places:
    """Where the organisation lies on the day: read before a transaction, so that nobody waits for it."""
    return ledger.Places.at(organisation_id, on)


def _first_fact(at: datetime, entry: Entry, origin: str) -> Fact:
    measure = get(entry.measure)
    if entry.quantity < 0:
        raise NegativeQuantity(measure=measure.name)
    return Fact(
        organisation_id=entry.organisation_id,
        measure=entry.measure,
        on=entry.on,
        since=entry.since or entry.on,
        slice=check_slice(measure, slice_key(entry.slice)),
        quantity=entry.quantity,
        source=entry.source,
        origin=origin,
        recorded_at=at,
    )


def _standing(measure: str, source: str) -> list[Fact]:
    """The facts of the source that hold: its last revision, unless that was reversed."""
    rows = list(Fact.objects.filter(measure=measure, source=source).order_by("revision", "-sign"))
    reversed_ = {(row.slice, row.revision) for row in rows if row.sign < 0}
    return [row for row in rows if row.sign > 0 and (row.slice, row.revision) not in reversed_]


def _reversals(at: datetime, standing: Iterable[Fact]) -> list[Fact]:
    return [
        Fact(
            organisation_id=fact.organisation_id,
            measure=fact.measure,
            on=fact.on,
            since=fact.since,
            slice=fact.slice,
            quantity=fact.quantity,
            sign=-1,
            source=fact.source,
            revision=fact.revision,
            origin=fact.origin,
            recorded_at=at,
        )
        for fact in standing
    ]


@transaction.atomic
def reverse(*, at: datetime, measure: str, source: str) -> None:
    """Takes back what the source counted: its last revision is written again with the other sign."""
    standing = _standing(measure, source)
    if not standing:
        raise UnknownSource(measure=measure, source=source)
    ledger.append(_reversals(at, standing))


@transaction.atomic
def revise(*, at: datetime, measure: str, source: str, quantities: Mapping[str, int]) -> None:
    """Reversal of the last revision and the next one, in one transaction. `quantities`: fact slice → number."""
    standing = _standing(measure, source)
    if not standing:
        raise UnknownSource(measure=measure, source=source)
    first = standing[0]
    following = [
        Fact(
            organisation_id=first.organisation_id,
            measure=measure,
            on=first.on,
            since=first.since,
            slice=key,
            quantity=quantity,
            source=source,
            revision=max(fact.revision for fact in standing) + 1,
            origin=first.origin,
            recorded_at=at,
        )
        for key, quantity in quantities.items()
    ]
    ledger.append([*_reversals(at, standing), *following])


@transaction.atomic
def enter_count(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    measure: str,
    since: date,
    until: date,
    quantities: Mapping[str, int],
    note: str = "",
    evidence: Upload | None = None,
    origin: str = Origin.RETURN,
    places: ledger.Places | None = None,
    look: bool = False,
) -> Count:
    """A unit's own number for a day or a period. `quantities`: "" or a slice such as `age=child` → number.

    The paper is kept with the count or not at all. Raises NotAllowed, NotCountedHere, NotYetFounded, EndedBefore,
    FutureCount, CrossesYears, AlreadyCounted, PeriodOverlaps, CountedByService, the refusals of
    `rules.check_quantities` and those of `files`.
    """
    if not actor.may("count.enter", organisation):
        raise NotAllowed(verb="count.enter")
    known = get(measure)
    checked = check_quantities(known, quantities)
    if until > today(at):
        raise FutureCount(until=until)
    check_span(since, until, origin)
    _let_one_in(organisation)
    places = places or ledger.Places()
    _check_place(places, organisation, known, since, until)
    _check_cell(organisation, known, since, until)
    count = Count(organisation=organisation, measure=measure, since=since, until=until, origin=origin)
    # The unit is at hand: no need to ask the database whether it is there.
    count.clean_fields(exclude=["organisation"])
    try:
        with transaction.atomic():
            count.save(force_insert=True)
    except IntegrityError:
        # Someone entered the same days between the look above and now; the database let one of the two in.
        raise AlreadyCounted(measure=known.name, since=since, until=until) from None
    _add_revision(at, actor, count, checked, note, evidence)
    ledger.append(_first_facts(at, count, checked), places)
    _write_down(at, actor, count, "facts.count_entered", quantity=checked[""])
    if look:
        _look(at, actor, count)
    return count


def _look(at: datetime, actor: Actor, count: Count) -> None:
    """Asks, or asks no more, about the month; a number over several months says nothing of one."""
    if (count.since.year, count.since.month) == (count.until.year, count.until.month):
        look_at(
            at=at,
            by_name=actor.name,
            measure=count.measure,
            organisation_id=count.organisation_id,
            on=count.until,
        )


def _first_facts(at: datetime, count: Count, quantities: Mapping[str, int]) -> list[Fact]:
    return [
        Fact(
            organisation_id=count.organisation_id,
            measure=count.measure,
            on=count.until,
            since=count.since,
            slice=key,
            quantity=quantity,
            source=f"count:{count.pk}",
            origin=count.origin,
            recorded_at=at,
        )
        for key, quantity in quantities.items()
    ]


def _let_one_in(organisation: Organisation) -> None:
    """On PostgreSQL two people could both find the same days free; SQLite's writers stand in a queue anyway."""
    if connection.features.has_select_for_update:
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _check_place(
    places: ledger.Places, organisation: Organisation, measure: Measure, since: date, until: date
) -> None:
    """Its kind counts this measure, and it was there on all these days."""
    place = places.named(organisation.pk, until)
    if place.kind not in measure.kinds:
        raise NotCountedHere(measure=measure.name, organisation=place.name)
    founded = places.founded(organisation.pk)
    if since < founded:
        raise NotYetFounded(organisation=place.name, founded=founded, since=since)
    if place.valid_to is not None and place.valid_to < until:
        raise EndedBefore(organisation=place.name, ended=place.valid_to, until=until)


def _check_cell(organisation: Organisation, measure: Measure, since: date, until: date) -> None:
    """One cell has one source: no second count on the same days, none where the service counts by itself."""
    spans, counted = ledger.near(organisation.pk, measure.code, since, until)
    if not measure.is_flow:
        # Readings of periods that share days stand beside each other; the latest holds.
        spans = [span for span in spans if span == (since, until)]
    clash = overlapping(spans, since, until)
    if clash == (since, until):
        raise AlreadyCounted(measure=measure.name, since=since, until=until)
    if clash:
        raise PeriodOverlaps(measure=measure.name, since=clash[0], until=clash[1])
    days = served.spans([organisation.pk], [measure.code]).get((organisation.pk, measure.code), ())
    if counted or overlapping(days, since, until):
        raise CountedByService(measure=measure.name, since=since, until=until)


def _add_revision(
    at: datetime,
    actor: Actor,
    count: Count,
    quantities: dict[str, int] | None,
    note: str,
    evidence: Upload | None,
) -> None:
    revision = CountRevision(
        count=count,
        number=count.revision,
        quantities=quantities,
        note=clean_text(note),
        evidence=files.keep_sent(at=at, actor=actor, upload=evidence, organisation=count.organisation),
        entered_by_id=actor.id,
        entered_by_name=actor.name,
        entered_at=at,
    )
    revision.clean_fields(exclude=["quantities", "count", "evidence"])
    revision.save(force_insert=True)


def _write_down(at: datetime, actor: Actor, count: Count, act: str, **params: object) -> None:
    measure = get(count.measure)
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=count.organisation,
        subject=f"count:{count.pk}",
        measure=measure.name_vi,
        since=count.since,
        until=count.until,
        **params,
    )


def _next_revision(actor: Actor, count: Count, seen_revision: int) -> Count:
    """The count as it is now, locked; refused when someone else was faster."""
    if not actor.may("count.enter", count.organisation_id):
        raise NotAllowed(verb="count.enter")
    fresh = Count.objects.select_for_update().get(pk=count.pk)
    if fresh.reversed:
        raise AlreadyReversed()
    if fresh.revision != seen_revision:
        last = fresh.revisions.get(number=fresh.revision)
        raise SeenAnOldRevision(who=last.entered_by_name, when=last.entered_at)
    fresh.revision += 1
    return fresh


@transaction.atomic
def correct_count(
    *,
    at: datetime,
    actor: Actor,
    count: Count,
    seen_revision: int,
    quantities: Mapping[str, int],
    note: str = "",
    evidence: Upload | None = None,
) -> Count:
    """The number was another one: the book gets the reversal and the next revision, the record its new page."""
    fresh = _next_revision(actor, count, seen_revision)
    checked = check_quantities(get(fresh.measure), quantities)
    fresh.save(update_fields=["revision"])
    _add_revision(at, actor, fresh, checked, note, evidence)
    revise(at=at, measure=fresh.measure, source=f"count:{fresh.pk}", quantities=checked)
    _write_down(at, actor, fresh, "facts.count_corrected", quantity=checked[""])
    _look(at, actor, fresh)
    return fresh


@transaction.atomic
def reverse_count(*, at: datetime, actor: Actor, count: Count, seen_revision: int, note: str = "") -> Count:
    """Entered by mistake: taken back, not erased; the cell is free for another count."""
    fresh = _next_revision(actor, count, seen_revision)
    fresh.reversed = True
    fresh.save(update_fields=["revision", "reversed"])
    _add_revision(at, actor, fresh, None, note, None)
    reverse(at=at, measure=fresh.measure, source=f"count:{fresh.pk}")
    _write_down(at, actor, fresh, "facts.count_reversed")
    _look(at, actor, fresh)
    return fresh
