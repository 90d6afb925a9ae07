"""Readers are registered and changed; their cards are renewed, replaced, blocked and closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from densach.facts import actions as book
from densach.files.models import StoredFile
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.people.actions.readers import change_served, enter_served
from densach.people.models import Person
from densach.people.queries import organisations_where
from densach.people.rules.staffing import PersonData, PersonErased
from densach.services.circulation import counting
from densach.services.circulation.actions.ending import end_hold
from densach.services.circulation.actions.openings import opened
from densach.services.circulation.models import (
    Card,
    Charge,
    ChargeKind,
    ChargeState,
    Exemption,
    Hold,
    Loan,
    Patron,
    PatronCategory,
)
from densach.services.circulation.queries import lending as asked
from densach.services.circulation.queries import readers as queries
from densach.services.circulation.rules import readers as rules
from densach.services.circulation.rules.actors import SERVE
from densach.services.circulation.rules.refusals import (
    AlreadyReader,
    CardTaken,
    ChargesOpen,
    ExemptionNeedsPaper,
    LoansOpen,
    NeedsGuardian,
    NoSuchPatron,
    PatronClosed,
    ReaderAlike,
    ReasonNeeded,
    SeenAnOldReader,
)
from densach.services.circulation.rules.scanning import scanned
from densach.services.circulation.rules.slices import slice_of


@dataclass(frozen=True)
class NewReader:
    """A reader as entered. `person`: told anew, or somebody of the platform. Empty `category`, `card`, `valid_until`:
    by age, the next free number, by category. `even_if_alike`: it is another person of the same name.
    """

    person: PersonData | Person
    category: str = ""
    card: str = ""
    valid_until: date | None = None
    exemption: str = Exemption.NONE
    exemption_paper: str = ""
    group: str = ""
    address: str = ""
    guardian: PersonData | Person | None = None
    guardian_relation: str = ""
    photo: StoredFile | None = None
    pin: str = ""
    notify_by: str = "email"
    note: str = ""
    even_if_alike: bool = False


@transaction.atomic
def register(*, at: datetime, actor: Actor, library: Organisation, reader: NewReader) -> Patron:
    """A new reader of the library with a card that holds in all libraries.

    Raises NotAllowed, ReaderAlike, AlreadyReader, NeedsGuardian, CardTaken, BadCard, ExemptionNeedsPaper, BadPin,
    BornInFuture, PersonErased.
    """
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    on = today(at)
    person = _person(at, library, reader)
    category = _category(reader.category, person.birth_date, on)
    if category.needs_guarantor and person.guardian_id is None:
        raise NeedsGuardian(category=str(category))
    exemption = reader.exemption or rules.exemption_by_age(person.birth_date, on)
    if exemption not in rules.BY_AGE and not clean_text(reader.exemption_paper):
        raise ExemptionNeedsPaper(exemption=str(Exemption(exemption).label))
    number = rules.check_card(scanned(reader.card)) if reader.card else _free_card(library)
    since = opened(at=at, actor=actor, library_id=library.pk, measure=asked.NEW_READERS, on=on).since
    patron = Patron(
        person=person,
        card=number,
        category=category,
        home=library,
        registered_on=on,
        registered_in=library,
        slice=slice_of(person, on),
        counted=on >= since,
        valid_until=reader.valid_until or rules.months_later(on, category.valid_months),
        exemption=exemption,
        exemption_paper=clean_text(reader.exemption_paper)[:150],
        group=clean_text(reader.group)[:80],
        address=clean_text(reader.address)[:200],
        photo=reader.photo,
        pin=make_password(rules.check_pin(reader.pin)) if reader.pin else "",
        notify_by=reader.notify_by,
        note=clean_text(reader.note)[:300],
        folded=rules.folded_of(person.name, [number], person.phone),
        entered_at=at,
    )
    _save_new(patron, on)
    if patron.counted:
        book.record_many(at=at, entries=[counting.of_patron(patron)], origin="service")
    if category.card_fee and exemption == Exemption.NONE:
        _charge_card(at, patron, library, category.card_fee)
    _journal("desk.registered", at, actor, library, patron)
    return patron


def _person(at: datetime, library: Organisation, reader: NewReader) -> Person:
    person = reader.person
    if isinstance(person, Person):
        if person.erased_at is not None:
            raise PersonErased()
        held = Patron.objects.filter(person=person).first()
        if held is not None:
            raise AlreadyReader(name=person.name, card=held.card)
        return person
    if not reader.even_if_alike and (alike := queries.alike(person, [library.pk])):
        raise ReaderAlike(name=alike[0].person.name, card=alike[0].card)
    return enter_served(at=at, data=person, guardian=reader.guardian, relation=reader.guardian_relation)


def _category(code: str, birth_date: date | None, on: date) -> PatronCategory:
    known = list(PatronCategory.objects.all())
    wanted = code or rules.category_for(known, birth_date, on)
    found = next((one for one in known if one.code == wanted), None)
    if found is None:
        raise NoSuchPatron
    return found


def _free_card(library: Organisation) -> str:
    prefix = rules.card_prefix(library.code)
    lowest, highest = f"{prefix}{'0' * rules.DIGITS}", f"{prefix}{'9' * rules.DIGITS}"
    rows = Card.objects.filter(number__gte=lowest, number__lte=highest).order_by("-number")
    return rules.next_card(prefix, rows.values_list("number", flat=True)[:50])


def _save_new(patron: Patron, on: date) -> None:
    if Card.objects.filter(number=patron.card).exists():
        raise CardTaken(card=patron.card)
    patron.clean_fields(exclude=["person", "category", "home", "photo", "registered_in", "merged_into"])
    try:
        patron.save(force_insert=True)
        Card.objects.create(patron=patron, number=patron.card, issued_on=on)
    except IntegrityError as error:
        raise CardTaken(card=patron.card) from error


def _charge_card(at: datetime, patron: Patron, library: Organisation, fee: int) -> None:
    Charge.objects.create(patron=patron, library=library, kind=ChargeKind.CARD, amount=fee, made_at=at)


def _journal(
    act: str, at: datetime, actor: Actor, library: Organisation, patron: Patron, **more: object
) -> None:
    """By the reader's number alone: nothing of an erased person stays in the journal."""
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=library,
        subject=f"patron:{patron.pk}",
        number=patron.pk,
        **more,
    )


def locked(pk: int, seen: int | None = None) -> Patron:
    """The reader, held until the transaction ends. Raises NoSuchPatron, SeenAnOldReader."""
    rows = Patron.objects.select_for_update(of=("self",)).select_related(
        "person__guardian", "category", "home"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuchPatron
    if seen is not None and found.revision != seen:
        raise SeenAnOldReader
    return found


@dataclass(frozen=True)
class ReaderData:
    """What of a reader may be changed; all of it is given."""

    person: PersonData
    category: str
    exemption: str = Exemption.NONE
    exemption_paper: str = ""
    group: str = ""
    address: str = ""
    notify_by: str = "email"
    note: str = ""
    guardian: PersonData | None = None
    guardian_relation: str = ""
    home: Organisation | None = None


@transaction.atomic
def change(*, at: datetime, actor: Actor, patron: Patron, seen: int, data: ReaderData) -> Patron:
    """What is told of the reader is put right; counted acts keep the slice that they had."""
    found = _served(actor, locked(patron.pk, seen))
    change_served(
        at=at, person=found.person, data=data.person, guardian=data.guardian, relation=data.guardian_relation
    )
    category = _category(data.category, data.person.birth_date, today(at))
    if category.needs_guarantor and found.person.guardian_id is None:
        raise NeedsGuardian(category=str(category))
    if data.exemption not in rules.BY_AGE and not clean_text(data.exemption_paper):
        raise ExemptionNeedsPaper(exemption=str(Exemption(data.exemption).label))
    found.category, found.exemption = category, data.exemption
    found.exemption_paper = clean_text(data.exemption_paper)[:150]
    found.group, found.address = clean_text(data.group)[:80], clean_text(data.address)[:200]
    found.notify_by, found.note = data.notify_by, clean_text(data.note)[:300]
    found.home = data.home or found.home
    return _saved("desk.reader_changed", at, actor, found)


def _served(actor: Actor, patron: Patron) -> Patron:
    """A reader of the province is served in any of its libraries: by whoever serves one."""
    if actor.may(SERVE, patron.home) or organisations_where(actor, SERVE, patron.registered_on).exists():
        return patron
    raise NotAllowed(verb=SERVE)


def _saved(act: str, at: datetime, actor: Actor, patron: Patron, **more: object) -> Patron:
    cards = [patron.card, *patron.cards.exclude(number=patron.card).values_list("number", flat=True)]
    patron.folded = rules.folded_of(patron.person.name, cards, patron.person.phone)
    patron.revision += 1
    patron.clean_fields(exclude=["person", "category", "home", "photo", "registered_in", "merged_into"])
    patron.save()
    _journal(act, at, actor, patron.home, patron, **more)
    return patron


@transaction.atomic
def renew_card(
    *,
    at: datetime,
    actor: Actor,
    patron: Patron,
    until: date | None = None,
    library: Organisation | None = None,
) -> Patron:
    """The card holds again as long as the category gives, from today or from its last day if that is still to come."""
    found, on = _served(actor, locked(patron.pk)), today(at)
    if found.closed_on is not None:
        raise PatronClosed(on=found.closed_on)
    start = max(on, found.valid_until) if (found.valid_until - on).days <= 60 else on
    wanted = until or rules.months_later(start, found.category.valid_months)
    found.valid_until = wanted if until else max(found.valid_until, wanted)
    if found.category.card_fee and found.exemption == Exemption.NONE:
        _charge_card(at, found, library or found.home, found.category.card_fee)
    return _saved("desk.card_renewed", at, actor, found, until=found.valid_until)


@transaction.atomic
def replace_card(*, at: datetime, actor: Actor, patron: Patron, why: str, card: str = "") -> Patron:
    """The card is lost or spoilt: its number ends and stays taken, the reader gets another one."""
    found, on = _served(actor, locked(patron.pk)), today(at)
    if not clean_text(why):
        raise ReasonNeeded
    number = rules.check_card(scanned(card)) if card else _free_card(found.home)
    if Card.objects.filter(number=number).exists():
        raise CardTaken(card=number)
    Card.objects.filter(patron=found, ended_on__isnull=True).update(
        ended_on=on, ended_why=clean_text(why)[:100]
    )
    Card.objects.create(patron=found, number=number, issued_on=on)
    found.card = number
    return _saved("desk.card_replaced", at, actor, found)


@transaction.atomic
def block(*, at: datetime, actor: Actor, patron: Patron, why: str) -> Patron:
    """The reader borrows nothing until unblocked; the reason is kept and told at the desk."""
    found = _served(actor, locked(patron.pk))
    if not clean_text(why):
        raise ReasonNeeded
    found.blocked_since, found.block_note = today(at), clean_text(why)[:200]
    return _saved("desk.blocked", at, actor, found)


@transaction.atomic
def unblock(*, at: datetime, actor: Actor, patron: Patron) -> Patron:
    found = _served(actor, locked(patron.pk))
    found.blocked_since, found.block_note = None, ""
    return _saved("desk.unblocked", at, actor, found)


@transaction.atomic
def close(*, at: datetime, actor: Actor, patron: Patron, why: str = "") -> Patron:
    """The reader leaves: the card ends, holds are cancelled. Raises LoansOpen, ChargesOpen."""
    found, on = _served(actor, locked(patron.pk)), today(at)
    if number := Loan.objects.filter(patron=found, returned_at__isnull=True).count():
        raise LoansOpen(number=number)
    if number := Charge.objects.filter(patron=found, state=ChargeState.OPEN).count():
        raise ChargesOpen(number=number)
    for hold in Hold.objects.filter(patron=found, state__in=asked.OPEN_HOLDS):
        end_hold(at=at, actor=actor, hold=hold, why="closed")
    found.closed_on = on
    return _saved("desk.reader_closed", at, actor, found, why=clean_text(why)[:100])


@transaction.atomic
def reopen(*, at: datetime, actor: Actor, patron: Patron) -> Patron:
    """Closed by mistake, or come back: the same reader with the same card. One that was merged stays gone."""
    found = _served(actor, locked(patron.pk))
    if found.merged_into_id is not None:
        raise NoSuchPatron
    found.closed_on = None
    return _saved("desk.reader_reopened", at, actor, found)
