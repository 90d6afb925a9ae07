"""What the page of a record shows: its copies, headings, revisions and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from densach.formats.marc import Field, Marc, from_json
from densach.services.catalogue.models import (
    AuthorityLink,
    Identifier,
    Item,
    Record,
    RecordMerger,
    RecordRevision,
)
from densach.services.catalogue.rules.differing import Difference, differences
from densach.services.catalogue.rules.names import field_name, subfield_name

_HOLDS: Final[dict[str, Callable[[int], int]]] = {}
MOST_REVISIONS: Final = 50


def holds_counted_by(count: Callable[[int], int]) -> None:
    """The room of the desk says how many holds wait on a record, given its number."""
    _HOLDS["desk"] = count


def holds_on(record: Record) -> int | None:
    """How many holds wait on the record; None where no room counts them."""
    count = _HOLDS.get("desk")
    return count(record.pk) if count else None


@dataclass(frozen=True)
class ShownField:
    """A MARC field as the record's page shows it: indicators with #, subfields as (code, value, name)."""

    tag: str
    name: str
    indicators: str
    text: str
    subfields: tuple[tuple[str, str, str], ...]


def marc_view(marc: Marc, lang: str) -> list[ShownField]:
    """Leader first, then every field with its names."""
    head = ShownField("LDR", "", "", marc.leader.replace(" ", "#"), ())
    return [head, *(_shown(field, lang) for field in marc.fields)]


def _shown(field: Field, lang: str) -> ShownField:
    return ShownField(
        field.tag,
        field_name(field.tag, lang),
        "" if field.is_control else field.indicators.replace(" ", "#"),
        field.data.replace(" ", "#") if field.tag in ("006", "007", "008") else field.data,
        tuple((code, value, subfield_name(field.tag, code, lang)) for code, value in field.subfields),
    )


def items_of(record: Record) -> list[Item]:
    """All copies, those of one library together in the order of their numbers."""
    rows = Item.objects.filter(record=record).select_related("item_type")
    return list(rows.order_by("home_id", "accession_number", "barcode"))


def links_of(record: Record) -> list[AuthorityLink]:
    return list(AuthorityLink.objects.filter(record=record).select_related("authority").order_by("tag", "pk"))


def numbers_of(record: Record) -> list[Identifier]:
    return list(Identifier.objects.filter(record=record).order_by("kind", "value"))


@dataclass(frozen=True)
class Step:
    """A revision with what it changed in the one before; `is_now` for the one that stands."""

    revision: RecordRevision
    changed: list[Difference]
    is_now: bool


def steps_of(record: Record, before: int | None = None) -> tuple[list[Step], int | None]:
    """Revisions from the newest on, and where the next page begins."""
    rows = RecordRevision.objects.filter(record=record).order_by("-number")
    told = list((rows.filter(number__lt=before) if before else rows)[: MOST_REVISIONS + 1])
    steps = []
    for place, one in enumerate(told[:MOST_REVISIONS]):
        earlier = told[place + 1] if place + 1 < len(told) else None
        changed = differences(from_json(earlier.marc), from_json(one.marc)) if earlier else []
        steps.append(Step(one, changed, one.number == record.revision))
    return steps, told[MOST_REVISIONS - 1].number if len(told) > MOST_REVISIONS else None


def last_steps(record: Record, many: int = 3) -> list[RecordRevision]:
    return list(RecordRevision.objects.filter(record=record).order_by("-number")[:many])


def mergers_of(record: Record) -> list[RecordMerger]:
    """Records that went into this one and can still be taken out again."""
    rows = RecordMerger.objects.filter(kept=record, undone_at__isnull=True).select_related("other")
    return list(rows.order_by("-pk"))


def editions_of(record: Record) -> list[Record]:
    """Other editions of the same work, newest first."""
    if not record.work_key:
        return []
    rows = Record.objects.filter(work_key=record.work_key, state="published").exclude(pk=record.pk)
    return list(
        rows.only("pk", "title", "year", "publisher", "edition", "holdings").order_by("-year", "-pk")[:12]
    )
