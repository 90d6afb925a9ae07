"""The finding door: what the roofs and other rooms ask when somebody looks for a book, and what its page shows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from densach.services.catalogue.models import (
    Authority,
    AuthorityKind,
    AuthorityLink,
    Item,
    ItemState,
    Material,
    Record,
    RecordState,
    Restriction,
)
from densach.services.catalogue.queries.covers import Cover, cover_of
from densach.services.catalogue.rules.refusals import NoSuchHeading, NoSuchRecord
from densach.services.catalogue.search.asking import Asked, Part
from densach.services.catalogue.search.facets import Facets, facets
from densach.services.catalogue.search.finding import COUNTED, Found, find, records_in_order
from densach.services.catalogue.search.narrowing import AUTHORS, GONE, SUBJECTS, Query
from densach.services.catalogue.search.spelling import SeeAlso, did_you_mean, see_also
from densach.services.catalogue.search.words import shown

__all__ = [
    "COUNTED",
    "Asked",
    "Cover",
    "Facets",
    "Found",
    "Held",
    "Link",
    "Material",
    "Part",
    "Query",
    "Record",
    "RecordState",
    "SeeAlso",
    "as_words",
    "blocks",
    "cover_of",
    "did_you_mean",
    "editions",
    "editions_of",
    "facets",
    "find",
    "heading",
    "held",
    "held_by",
    "in_block",
    "links_of",
    "most_borrowed",
    "newest",
    "public_record",
    "records_in_order",
    "related",
    "see_also",
    "top_subjects",
    "understood",
]


def understood(asked: Asked) -> list[tuple[str, str]]:
    """What the words themselves narrow to: a field (title, names, subjects, publisher, year, call) and what of it."""
    told: dict[str, list[str]] = {}
    for part in asked.wanted:
        told.setdefault(part.where, []).extend(shown(word.exact) for word in part.words)
    found = [(where, " ".join(words)) for where, words in told.items() if where]
    if asked.years:
        first, last = asked.years
        found.append(("year", str(first) if first == last else f"{first or '…'}–{last or '…'}"))
    if asked.call:
        found.append(("call", asked.call))
    return found


def as_words(text: str) -> str:
    """The same question with all of it taken for words."""
    return re.sub("[:：]", " ", text)


@dataclass(frozen=True)
class Held:
    """A record's copies in one library now: all that are there, those on the shelf, and those that may be taken home;
    `calls` are call numbers with the room where they stand.
    """

    library: int
    copies: int
    available: int
    for_loan: int
    calls: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Link:
    """A heading that a record uses."""

    pk: int
    text: str
    role: str
    is_name: bool


def held(records: Iterable[int]) -> dict[int, list[Held]]:
    """Record → its libraries, those with most on the shelf first. One question for any number of records."""
    rows = Item.objects.filter(record__in=list(records)).exclude(state__in=GONE)
    found: defaultdict[tuple[int, int], list[_Copy]] = defaultdict(list)
    for record, place, state, restriction, call, for_loan, location in rows.values_list(
        "record", "place", "state", "restriction", "call_number", "item_type__for_loan", "location"
    ):
        found[record, place].append(_Copy(state, restriction, call, for_loan, location))
    answer: defaultdict[int, list[Held]] = defaultdict(list)
    for (record, place), copies in found.items():
        answer[record].append(_held(place, copies))
    for listed in answer.values():
        listed.sort(key=lambda one: (-one.available, -one.copies, one.library))
    return dict(answer)


class _Copy(NamedTuple):
    state: str
    restriction: str
    call: str
    for_loan: bool
    location: str


def _held(place: int, copies: Sequence[_Copy]) -> Held:
    shelved = [copy for copy in copies if copy.state == ItemState.AVAILABLE]
    lent = [copy for copy in shelved if copy.restriction == Restriction.OPEN and copy.for_loan]
    calls = dict.fromkeys((copy.call, copy.location) for copy in copies if copy.call or copy.location)
    return Held(place, len(copies), len(shelved), len(lent), tuple(calls))


def public_record(pk: int) -> Record:
    """A record that citizens see; one merged away gives what it was merged into. Raises NoSuchRecord."""
    found = Record.objects.filter(pk=pk).select_related("cover", "merged_into").first()
    for _step in range(10):
        if found is None or found.state != RecordState.MERGED:
            break
        found = found.merged_into
    if found is None or found.state != RecordState.PUBLISHED:
        raise NoSuchRecord
    return found


# So many numbers of records make one file of the map for search engines.
BLOCK: Final = 10_000


def blocks() -> list[int]:
    """Blocks of numbers that hold records which citizens see. A block stays what it is while others are added."""
    told = Record.objects.filter(state=RecordState.PUBLISHED).aggregate(last=Max("pk"))
    return [one for one in range((told["last"] or 0) // BLOCK + 1) if _in_block(one).exists()]


def in_block(block: int) -> list[tuple[int, date]]:
    """The records of a block that citizens see, with the day of their last change."""
    rows = _in_block(block).order_by("pk").values_list("pk", "updated_at")
    return [(pk, timezone.localtime(at).date()) for pk, at in rows]


def _in_block(block: int) -> QuerySet[Record]:
    first = block * BLOCK
    return Record.objects.filter(pk__gte=first, pk__lt=first + BLOCK, state=RecordState.PUBLISHED)


def heading(pk: int) -> Authority:
    """A heading by its number; one merged away gives what it was merged into. Raises NoSuchHeading."""
    found = Authority.objects.filter(pk=pk).select_related("merged_into").first()
    if found is None:
        raise NoSuchHeading
    return found.merged_into or found


def links_of(record: Record) -> list[Link]:
    """The names and subjects of a record, each once, in the order of its fields."""
    rows = AuthorityLink.objects.filter(record=record, tag__in=(*AUTHORS, *SUBJECTS)).select_related(
        "authority"
    )
    found: dict[int, Link] = {}
    for one in rows.order_by("tag", "pk"):
        found.setdefault(
            one.authority_id, Link(one.authority_id, one.authority.heading, one.role, one.tag in AUTHORS)
        )
    return list(found.values())


def editions(record: Record, limit: int = 12) -> list[Record]:
    """Other editions of the work in the catalogue, the newest first. A work without author is no work with others."""
    if not record.author:
        return []
    rows = _public().filter(work_key=record.work_key).exclude(pk=record.pk)
    return list(rows.order_by("-year", "-pk")[:limit])


def editions_of(records: Sequence[Record]) -> dict[int, int]:
    """Record → how many editions of its work there are, where there are several."""
    keys = {record.work_key for record in records if record.author and record.work_key}
    rows = _public().filter(work_key__in=keys).values_list("work_key").annotate(n=Count("pk"))
    several = {key: number for key, number in rows if number > 1}
    return {one.pk: several[one.work_key] for one in records if one.author and one.work_key in several}


def related(record: Record, limit: int = 6) -> list[Record]:
    """Others by those who made it, then others about the same; other editions aside."""
    found: dict[int, Record] = {}
    headings = AuthorityLink.objects.filter(record=record)
    for tags in (AUTHORS, SUBJECTS):
        shared = headings.filter(tag__in=tags).values("authority")
        numbers = AuthorityLink.objects.filter(authority__in=shared, tag__in=tags).values("record")
        rows = _public().filter(pk__in=numbers).exclude(work_key=record.work_key).exclude(pk__in=list(found))
        found |= {one.pk: one for one in rows.order_by("-holdings", "-pk")[: limit - len(found)]}
        if len(found) >= limit:
            break
    return list(found.values())


def newest(library: int | None = None, limit: int = 8) -> list[Record]:
    """What came last, everywhere or to a library: by the day on which a copy was counted as added or, in a library, on
    which it truly came. An old stock that is only entered comes after that, by when its records were entered.
    """
    rows = _public().filter(holdings__gt=0)
    there = Item.objects.exclude(state__in=GONE)
    there = there.filter(place=library) if library is not None else there
    counted = there.filter(counted_on__isnull=False).order_by("-counted_on", "-pk")
    days = counted.values_list("counted_on", "record_id")[: limit * 5]
    came = [(day, record) for day, record in days if day is not None]
    if library is not None:
        # A file without a day leaves the day of the import, which says nothing.
        told = Q(batch_id=None) | Q(acquired_on__lt=TruncDate("added_at"))
        known = there.filter(told, counted_on__isnull=True).order_by("-acquired_on", "-pk")
        came += known.values_list("acquired_on", "record_id")[: limit * 5]
        came.sort(key=lambda one: one[0], reverse=True)
    ids = list(dict.fromkeys(record for _day, record in came))
    shown = {one.pk: one for one in rows.filter(pk__in=ids)}
    found = [shown[one] for one in ids if one in shown][:limit]
    if len(found) < limit:
        others = rows.filter(pk__in=there.values("record")) if library is not None else rows
        found += others.exclude(pk__in=[one.pk for one in found]).order_by("-pk")[: limit - len(found)]
    return found


def top_subjects(limit: int = 16) -> list[Link]:
    """The subjects that most records use."""
    rows = Authority.objects.filter(kind=AuthorityKind.TOPIC, merged_into=None, uses__gt=0).order_by(
        "-uses", "pk"
    )
    return [Link(one.pk, one.heading, "", is_name=False) for one in rows[:limit]]


def most_borrowed(library: int, limit: int = 8) -> list[Record]:
    """The works whose copies now in the library were lent most often."""
    counted = Item.objects.filter(place=library, loans__gt=0).values_list("record_id", "loans")
    loans: defaultdict[int, int] = defaultdict(int)
    for record, number in counted.order_by("-loans")[:400]:
        loans[record] += number
    ids = sorted(loans, key=lambda one: (-loans[one], one))[: limit * 2]
    shown = {one.pk: one for one in _public().filter(pk__in=ids)}
    return [shown[one] for one in ids if one in shown][:limit]


def held_by(library: int) -> tuple[int, int]:
    """How many titles and copies a library has now."""
    rows = Item.objects.filter(place=library).exclude(state__in=GONE)
    counted = rows.aggregate(titles=Count("record", distinct=True), copies=Count("pk"))
    return counted["titles"], counted["copies"]


def _public() -> QuerySet[Record]:
    return Record.objects.filter(state=RecordState.PUBLISHED).defer("marc", "summary")
