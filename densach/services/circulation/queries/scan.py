"""What one scan at the desk reads, as plain statements: every loan comes by here, and putting the questions together
must not cost more than answering them.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from django.db import connection

from densach.journal.plain import instance, select, table, width
from densach.organisations.models import Organisation
from densach.people.models import Person
from densach.services.catalogue.models import Item, ItemType, Record
from densach.services.catalogue.rules.refusals import NoSuchItem
from densach.services.circulation.models import (
    Card,
    Hold,
    LendingRule,
    Loan,
    Patron,
    PatronCategory,
    Suspension,
)
from densach.services.circulation.rules.refusals import CardReplaced, NoSuchCard


class Kinds(NamedTuple):
    """By which the rules are chosen: the type of the item, the category of the reader; None where unknown."""

    item_type: str | None
    category: str | None


class Scanned(NamedTuple):
    """The item, held until the transaction ends, and how many wait for its title or have a copy kept."""

    item: Item
    queue: int


_RECORD = ("id", "title")


@cache
def _kinds_statement() -> str:
    return (
        f"SELECT (SELECT t.code FROM {table(Item)} i JOIN {table(ItemType)} t ON t.id = i.item_type_id "  # noqa: S608  # names of our tables
        f"WHERE i.barcode = %s), (SELECT c.code FROM {table(Patron)} p JOIN {table(PatronCategory)} c "
        "ON c.id = p.category_id WHERE p.card = %s)"
    )


def kinds_of(barcode: str, card: str) -> Kinds:
    """What chooses the rules, before anything is locked."""
    with connection.cursor() as cursor:
        cursor.execute(_kinds_statement(), [barcode, card])
        return Kinds(*cursor.fetchone())


@cache
def _place_statement() -> str:
    return (
        f"SELECT {select(Organisation, 'o')} FROM {table(Item)} i "  # noqa: S608  # names of our tables
        f"JOIN {table(Organisation)} o ON o.id = i.place_id WHERE i.barcode = %s"
    )


def place_of(barcode: str) -> Organisation:
    """Where the item is now. Raises NoSuchItem."""
    with connection.cursor() as cursor:
        cursor.execute(_place_statement(), [barcode])
        row = cursor.fetchone()
    if row is None:
        raise NoSuchItem(barcode=barcode)
    return instance(Organisation, row)


@cache
def _item_statement(locking: bool) -> str:
    return (
        f"SELECT {select(Item, 'i')}, {select(Record, 'r', *_RECORD)}, {select(ItemType, 't')}, "  # noqa: S608  # names of our tables
        f"(SELECT COUNT(*) FROM {table(Hold)} h WHERE h.record_id = i.record_id "
        "AND h.state IN ('waiting', 'coming', 'ready')) "
        f"FROM {table(Item)} i JOIN {table(Record)} r ON r.id = i.record_id "
        f"JOIN {table(ItemType)} t ON t.id = i.item_type_id WHERE i.barcode = %s"
        + (" FOR UPDATE OF i" if locking else "")
    )


def item_scanned(barcode: str) -> Scanned:
    """The item with its title and type. Raises NoSuchItem."""
    with connection.cursor() as cursor:
        cursor.execute(_item_statement(connection.features.has_select_for_update_of), [barcode])
        row = cursor.fetchone()
    if row is None:
        raise NoSuchItem(barcode=barcode)
    first = width(Item)
    second = first + len(_RECORD)
    item = instance(Item, row[:first])
    item.record = instance(Record, row[first:second], *_RECORD)
    item.item_type = instance(ItemType, row[second:-1])
    return Scanned(item, row[-1])


@cache
def _reader_statement(locking: bool) -> str:
    return (
        f"SELECT {select(Patron, 'p')}, {select(Person, 'q')}, {select(PatronCategory, 'c')}, "  # noqa: S608  # names of our tables
        f"(SELECT MAX(s.until) FROM {table(Suspension)} s WHERE s.patron_id = p.id AND s.lifted_at IS NULL "
        "AND s.until >= %s), "
        f"(SELECT COUNT(*) FROM {table(Loan)} l WHERE l.patron_id = p.id AND l.returned_at IS NULL) "
        f"FROM {table(Patron)} p JOIN {table(Person)} q ON q.id = p.person_id "
        f"JOIN {table(PatronCategory)} c ON c.id = p.category_id WHERE p.card = %s"
        + (" FOR UPDATE OF p" if locking else "")
    )


def reader_scanned(card: str, on: date) -> Patron:
    """The reader with the card, held until the transaction ends, with `suspended_until` and `loans_open` of the day.
    Raises NoSuchCard, CardReplaced.
    """
    day = connection.ops.adapt_datefield_value(on)
    with connection.cursor() as cursor:
        cursor.execute(_reader_statement(connection.features.has_select_for_update_of), [day, card])
        row = cursor.fetchone()
    if row is None:
        former = Card.objects.filter(number=card, ended_on__isnull=False).first()
        if former is not None:
            raise CardReplaced(card=card, on=former.ended_on)
        raise NoSuchCard(card=card)
    first = width(Patron)
    second = first + width(Person)
    patron = instance(Patron, row[:first])
    patron.person = instance(Person, row[first:second])
    patron.category = instance(PatronCategory, row[second:-2])
    until = date.fromisoformat(row[-2]) if isinstance(row[-2], str) else row[-2]
    patron.suspended_until, patron.loans_open = until, row[-1]  # type: ignore[attr-defined]  # as `readers_on` adds them
    return patron


@cache
def _mark_statement() -> str:
    return f"SELECT COUNT(*), MAX(changed_at), MAX(id), SUM(value) FROM {table(LendingRule)}"  # noqa: S608  # our table


def rules_mark() -> tuple[Any, ...]:
    """Another one whenever a lending rule was written or removed; the first part is how many there are."""
    with connection.cursor() as cursor:
        cursor.execute(_mark_statement())
        found: tuple[Any, ...] = cursor.fetchone()
    return found


_OPENINGS: Final = (
    "SELECT id, weekday, CAST(opens AS text), CAST(closes AS text), CAST(valid_from AS text), "
    "CAST(valid_to AS text) FROM organisations_openingtime WHERE organisation_id = %s "
    "UNION ALL SELECT id, 0, CAST(first_day AS text), CAST(last_day AS text), NULL, NULL "
    "FROM organisations_closure WHERE organisation_id = %s AND last_day >= %s ORDER BY 2, 1"
)


def openings_told(library_id: int, day: date) -> tuple[Any, ...]:
    """The opening times of the library and its closures from the day on, as they stand: every loan asks this."""
    with connection.cursor() as cursor:
        cursor.execute(_OPENINGS, [library_id, library_id, connection.ops.adapt_datefield_value(day)])
        return tuple(cursor.fetchall())
