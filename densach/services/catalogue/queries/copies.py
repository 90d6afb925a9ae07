"""Copies: found by what a list asks for, and the next free numbers of a library."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from densach.facts.measures import LIBRARIES
from densach.facts.queries import FactRow, facts_by_source
from densach.kernel.actor import Actor
from densach.kernel.collation import sort_key
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.queries import home_organisation, organisations_where
from densach.services.catalogue.models import Item, ItemEvent, ItemState, ItemType
from densach.services.catalogue.rules.keys import call_sort

PAGE: Final = 50
COPIES: Final = "library.books_added"
TITLES: Final = "library.titles_added"
# The library where a copy counts as added, whatever its home is since.
COUNTED_AT: Final = Coalesce("counted_in", "home")
_TAIL: Final = re.compile(r"^(.*?)(\d+)(\D*)$")
_LOOKED_AT: Final = 200
_EDIT: Final = "catalogue.edit"


@dataclass(frozen=True)
class Wanted:
    """What a list of copies asks for; empty asks for nothing. `place` is where it stands now, `home` whose it is."""

    home: int | None = None
    place: int | None = None
    state: str = ""
    item_type: str = ""
    location: str = ""
    call_from: str = ""
    call_to: str = ""
    number: str = ""


def libraries_for(actor: Actor, verb: str, on: date) -> list[tuple[str, str]]:
    """Libraries alive on the day in which the actor may do the verb, the own one first: code and name."""
    home = home_organisation(actor, on)
    keys = list(organisations_where(actor, verb, on).values_list("pk", flat=True))
    alive = organisations.alive_ids(keys, on)
    named = [
        one for one in organisations.all_named(keys, on).values() if one.id in alive and one.kind in LIBRARIES
    ]
    named.sort(key=lambda one: (one.id != getattr(home, "pk", None), sort_key(one.name)))
    return [(one.code, one.name) for one in named]


def ids_of(codes: Iterable[str]) -> list[int]:
    """Organisations by their codes."""
    return list(Organisation.objects.filter(code__in=list(codes)).values_list("pk", flat=True))


def types(lang: str) -> list[tuple[str, str]]:
    """Types of items: code and name."""
    return [(one.code, one.name_vi if lang == "vi" else one.name_en) for one in ItemType.objects.all()]


def type_by_code(code: str) -> ItemType | None:
    return ItemType.objects.filter(code=code).first()


def wanted_items(wanted: Wanted) -> QuerySet[Item]:
    """The copies asked for, in the order of shelves."""
    rows = Item.objects.select_related("record", "item_type")
    for name, value in (
        ("home_id", wanted.home),
        ("place_id", wanted.place),
        ("state", wanted.state),
        ("item_type__code", wanted.item_type),
        ("location__iexact", wanted.location),
    ):
        if value:
            rows = rows.filter(**{name: value})
    if wanted.call_from:
        rows = rows.filter(call_sort__gte=call_sort(wanted.call_from))
    if wanted.call_to:
        rows = rows.filter(call_sort__lte=call_sort(wanted.call_to) + "~")
    if wanted.number:
        begins = Item.objects.filter(barcode__startswith=wanted.number).values("pk")
        inside = Item.objects.filter(accession_number__startswith=wanted.number).values("pk")
        rows = rows.filter(pk__in=begins.union(inside))
    return rows.order_by("call_sort", "pk")


def page_of(rows: QuerySet[Item], after: int | None) -> tuple[list[Item], int | None]:
    """Fifty after the copy with the number, and the number after which the next page begins."""
    last = Item.objects.filter(pk=after).values_list("call_sort", flat=True).first() if after else None
    if last is not None:
        rows = rows.filter(Q(call_sort__gt=last) | Q(call_sort=last, pk__gt=after))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def copies_of(actor: Actor, records: Sequence[int], most: int) -> list[int]:
    """Copies of the records in libraries whose cataloguer the actor is, in the order of the records, not withdrawn."""
    rows = Item.objects.filter(record__in=records).exclude(state=ItemState.WITHDRAWN)
    place = {pk: number for number, pk in enumerate(records)}
    homes: dict[int, bool] = {}
    kept: list[tuple[int, int]] = []
    for pk, record, home in rows.values_list("pk", "record", "home"):
        if home not in homes:
            homes[home] = actor.may(_EDIT, home)
        if homes[home]:
            kept.append((place[record], pk))
    return [pk for _place, pk in sorted(kept)[:most]]


def locations_of(home: int | None) -> list[str]:
    """Locations in use in a library, for the filter and the form."""
    if home is None:
        return []
    rows = Item.objects.filter(home=home).exclude(location="").order_by("location")
    return list(rows.values_list("location", flat=True).distinct()[:100])


def events_of(item: Item) -> list[ItemEvent]:
    return list(ItemEvent.objects.filter(item=item).order_by("-at", "-pk")[:200])


def counted_in_book(pk: int) -> list[tuple[str, FactRow]]:
    """What the counting book holds from a copy, each under its measure, reversals too."""
    return [
        (measure, fact) for measure in (COPIES, TITLES) for fact in facts_by_source(measure, f"item:{pk}")
    ]


def items_in_order(ids: Sequence[int]) -> list[Item]:
    """The copies with these numbers, in the given order; unknown ones are left out."""
    found = Item.objects.select_related("record").in_bulk(list(ids))
    return [found[pk] for pk in ids if pk in found]


# Next numbers ---------------------------------------------------------------------------------------------


def next_accessions(home: int, code: str, many: int) -> list[str]:
    """The next free accession numbers of a library: they go on from the highest of its latest ones."""
    rows = Item.objects.filter(home=home).exclude(accession_number="").order_by("-pk")
    latest = list(rows.values_list("accession_number", flat=True)[:_LOOKED_AT])
    numbers = _following(latest, f"{_short(code)}.000000", many + _LOOKED_AT)
    taken = set(
        Item.objects.filter(home=home, accession_number__in=numbers).values_list(
            "accession_number", flat=True
        )
    )
    return [one for one in numbers if one not in taken][:many]


def next_barcodes(home: int, code: str, many: int) -> list[str]:
    """The next free barcodes, in the pattern of the library's latest ones."""
    latest = list(
        Item.objects.filter(home=home).order_by("-pk").values_list("barcode", flat=True)[:_LOOKED_AT]
    )
    numbers = _following(latest, f"{_short(code)}000000", many + _LOOKED_AT)
    taken = set(Item.objects.filter(barcode__in=numbers).values_list("barcode", flat=True))
    return [one for one in numbers if one not in taken][:many]


def run_of(first: str, many: int) -> list[str]:
    """A run of numbers from the first on: VL.000123, VL.000124 …; a number without digits gives only itself."""
    found = _TAIL.match(first)
    if found is None:
        return [first]
    head, digits, tail = found.groups()
    return [f"{head}{int(digits) + step:0{len(digits)}d}{tail}" for step in range(many)]


def unlike_usual(home: int, barcode: str) -> str:
    """A usual barcode of the library where the given one has another form than all of the latest; else ""."""
    rows = Item.objects.filter(home=home).order_by("-pk")
    latest = list(rows.values_list("barcode", flat=True)[:_LOOKED_AT])
    if not latest or shape_of(barcode) in {shape_of(one) for one in latest}:
        return ""
    return next((one for one in latest if _series(latest) == _head_and_tail(one)), latest[0])


def shape_of(number: str) -> tuple[str, int, str] | None:
    """What is before the digits, how many they are, and what follows them; None for a number without digits."""
    found = _TAIL.match(number)
    return (found[1], len(found[2]), found[3]) if found else None


def _head_and_tail(number: str) -> tuple[str, str] | None:
    found = _TAIL.match(number)
    return (found[1], found[3]) if found else None


def _series(latest: Sequence[str]) -> tuple[str, str] | None:
    """What most of the latest numbers begin and end with: one mistyped number is no new series."""
    told = Counter(one for number in latest if (one := _head_and_tail(number)) is not None)
    # Of equally many the latest: a counter keeps the order in which it met them.
    return told.most_common(1)[0][0] if told else None


def _following(latest: Sequence[str], begin: str, many: int) -> list[str]:
    """Numbers after the highest of those that read like most of the latest."""
    series = _series(latest)
    if series is None:
        return run_of(begin, many + 1)[1:]
    alike = [one for one in latest if _head_and_tail(one) == series]
    highest = max(alike, key=lambda one: int(_TAIL.match(one)[2]))  # type: ignore[index]
    return run_of(highest, many + 1)[1:]


def _short(code: str) -> str:
    """A library's code as the head of its numbers: tv-vinh-long gives VL."""
    parts = [part for part in code.split("-") if part not in ("tv", "thu", "vien", "xa", "phuong")]
    return "".join(part[:1] for part in parts).upper()[:4] or "TV"


def span_of(home: int, first: str, last: str, most: int) -> list[Item]:
    """The library's copies whose accession numbers stand between the two, in their order."""
    rows = Item.objects.filter(home=home).exclude(accession_number="").select_related("record")
    rows = rows.filter(accession_number__gte=first) if first else rows
    rows = rows.filter(accession_number__lte=last) if last else rows
    return list(rows.order_by("accession_number")[:most])
