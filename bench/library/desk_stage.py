"""A library of 200,000 copies and its readers in a data folder of its own; run as a process of its own.

`python -m bench.library.desk_stage COPIES READERS` with DENSACH_DATA: prints a JSON object with barcodes, cards and a
token that lends.
"""

from __future__ import annotations

import json
import os
import random
import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from densach.organisations.models import Organisation
    from densach.people.models import Person

SEED: Final = 20261121
AT: Final = datetime(2026, 6, 9, 2, 0, tzinfo=UTC)
_AT_ONCE: Final = 5000
_PER_TITLE: Final = 4


def main(copies: int, readers: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "densach.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps(_made(copies, readers)))


def _made(copies: int, readers: int) -> dict[str, Any]:
    from django.db import transaction
    from django.utils import timezone

    from densach.kernel.dates import today
    from densach.services.catalogue.actions.seeding import seed_item_types
    from densach.services.circulation.actions.seeding import seed_categories

    at = timezone.now()
    seed_item_types()
    seed_categories()
    library = _library(at)
    secret = _token(at, library)
    with transaction.atomic():
        _items(library.pk, copies)
        cards = _readers(library.pk, readers, today(at))
    return {"copies": copies, "cards": cards, "token": secret, "library": library.code}


def _library(at: datetime) -> Organisation:
    from densach.kernel.actor import SYSTEM
    from densach.organisations import actions as organisations

    since = date(2025, 7, 1)
    nation = organisations.found_area(
        at=at,
        actor=SYSTEM,
        code="viet-nam",
        name="Việt Nam",
        kind="nation",
        level="nation",
        since=since,
        parent=None,
    )
    area = organisations.found_area(
        at=at, actor=SYSTEM, code="ba-vam", name="Tỉnh Ba Vàm", kind="province", level="province", since=since,
        parent=nation,
    )  # fmt: skip
    return organisations.found(
        at=at, actor=SYSTEM, code="tv-ba-vam", name="Thư viện tỉnh Ba Vàm", kind="public_library", level="province",
        since=since, area=area, parent=None,
    )  # fmt: skip


def _token(at: datetime, library: Organisation) -> str:
    """A token that lends, made by the head of the library."""
    from densach.exchange import actions as machines
    from densach.exchange.actions import TokenValues
    from densach.kernel.actor import SYSTEM
    from densach.kernel.dates import today
    from densach.people import actions as people
    from densach.people.queries import StaffActor

    role, on = "institution_head", today(at)
    user = people.open_account(at=at, actor=SYSTEM, email="head@bench.test", name="Thủ thư", password=None)
    people.give_role(at=at, actor=SYSTEM, user=user, organisation=library, role=role, since=date(2025, 7, 1))
    values = TokenValues("Bench", role, on + timedelta(days=30), verbs=("desk.serve",), only_reading=False)
    _row, secret = machines.make_token(
        at=at, actor=StaffActor(user=user, on=on), organisation=library, values=values
    )
    return secret


def _items(library: int, copies: int) -> None:
    from bench.library.shelves import records
    from densach.services.catalogue.models import Item, ItemType, Record

    book = ItemType.objects.get(code="book")
    Record.objects.bulk_create(records(copies // _PER_TITLE + 1, library), batch_size=_AT_ONCE)
    keys = list(Record.objects.order_by("pk").values_list("pk", flat=True))
    rows = (
        Item(
            record_id=keys[number // _PER_TITLE],
            barcode=f"VL{number:07d}",
            home_id=library,
            place_id=library,
            item_type=book,
            acquired_on=AT.date(),
            added_at=AT,
        )
        for number in range(copies)
    )
    Item.objects.bulk_create(rows, batch_size=_AT_ONCE)


def _readers(library: int, number: int, on: date) -> list[str]:
    """Gives their cards."""
    from densach.people.models import Person
    from densach.services.circulation.models import Card, Patron, PatronCategory

    adult = PatronCategory.objects.get(code="adult")
    before = Person.objects.count()
    Person.objects.bulk_create(_persons(number), batch_size=_AT_ONCE)
    persons = Person.objects.order_by("pk").values_list("pk", flat=True)[before:]
    Patron.objects.bulk_create(
        [
            Patron(
                person_id=person,
                card=f"THE{n:06d}",
                category=adult,
                home_id=library,
                registered_in_id=library,
                registered_on=on,
                counted=False,
                valid_until=on + timedelta(days=365),
                entered_at=AT,
            )
            for n, person in enumerate(persons)
        ],
        batch_size=_AT_ONCE,
    )
    rows = list(Patron.objects.order_by("pk").values_list("pk", "card"))
    Card.objects.bulk_create(
        [Card(patron_id=pk, number=card, issued_on=on) for pk, card in rows], batch_size=_AT_ONCE
    )
    return [card for _pk, card in rows]


def _persons(number: int) -> list[Person]:
    from densach.people.models import Person

    chance = random.Random(SEED)
    return [
        Person(
            name=f"Bạn đọc {n}",
            folded_name=f"ban doc {n}",
            sort_key=f"{n:07d}",
            birth_date=date(chance.randrange(1945, 2018), 1, 1),
            sex=chance.choice(("female", "male")),
            is_ethnic_minority=chance.random() < 0.2,
            entered_at=AT,
        )
        for n in range(number)
    ]


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
