"""Records that are probably one edition: an ISBN in common, the same title, author and year, or nearly so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q, QuerySet
from rapidfuzz import fuzz

from densach.formats.marc import Marc
from densach.services.catalogue.models import Identifier, IdentifierKind, Record, RecordState
from densach.services.catalogue.rules.flat import flat
from densach.services.catalogue.rules.keys import words_of

PAGE: Final = 50
_LIVING: Final = (RecordState.PUBLISHED, RecordState.DRAFT)
NEAR: Final = 90
ISBN: Final = "isbn"
SAME: Final = "same"
LIKE: Final = "like"


@dataclass(frozen=True)
class Doublet:
    """Two records, the older first, and why they look like one."""

    kept: Record
    other: Record
    why: str


def doublets(why: str, after: str = "") -> tuple[list[Doublet], str]:
    """Probable doublets of one reason, fifty groups a page, and the key after which the next page begins, or ""."""
    if why == ISBN:
        found, following = _sharing_isbn(after)
    elif why == LIKE:
        found, following = _near(after)
    else:
        found, following = _sharing("match_key", after)
    return [Doublet(group[0], other, why) for group in found for other in group[1:]], following


def like(marc: Marc, drafts: Sequence[int] | None) -> list[Record]:
    """Records that the new one would double: same ISBN, or same title, author and year. Of records in the making only
    those of the libraries `drafts` (None: all): what others prepare is not told.
    """
    told = flat(marc)
    numbers = [value for kind, value in told.identifiers if kind == IdentifierKind.ISBN]
    living = Record.objects.filter(state__in=_LIVING)
    if drafts is not None:
        living = living.exclude(~Q(library__in=drafts), state=RecordState.DRAFT)
    found = {one.pk: one for one in living.filter(match_key=told.match_key)[:5]}
    if numbers:
        rows = living.filter(identifiers__kind=IdentifierKind.ISBN, identifiers__value__in=numbers)
        found |= {one.pk: one for one in rows.distinct()[:5]}
    return list(found.values())


def _groups(keys: Sequence[str], rows: QuerySet[Record], name: str) -> list[list[Record]]:
    grouped: dict[str, list[Record]] = defaultdict(list)
    for record in rows.order_by("pk"):
        grouped[getattr(record, name)].append(record)
    return [grouped[key] for key in keys if len(grouped[key]) > 1]


def _next(keys: Sequence[str]) -> str:
    return keys[PAGE - 1] if len(keys) > PAGE else ""


def _sharing(name: str, after: str) -> tuple[list[list[Record]], str]:
    living = Record.objects.filter(state__in=_LIVING)
    told = living.filter(**{f"{name}__gt": after}).order_by().values_list(name).annotate(many=Count("pk"))
    keys = list(told.filter(many__gt=1).order_by(name).values_list(name, flat=True)[: PAGE + 1])
    groups = _groups(keys[:PAGE], living.filter(**{f"{name}__in": keys[:PAGE]}), name)
    return groups, _next(keys)


def _sharing_isbn(after: str) -> tuple[list[list[Record]], str]:
    told = Identifier.objects.filter(kind=IdentifierKind.ISBN, record__state__in=_LIVING)
    counted = told.filter(value__gt=after).order_by().values_list("value").annotate(many=Count("record"))
    keys = list(counted.filter(many__gt=1).order_by("value").values_list("value", flat=True)[: PAGE + 1])
    groups: dict[str, list[Record]] = defaultdict(list)
    rows = told.filter(value__in=keys[:PAGE]).select_related("record").order_by("record_id")
    for one in rows:
        groups[one.value].append(one.record)
    return [groups[key] for key in keys[:PAGE]], _next(keys)


def _near(after: str) -> tuple[list[list[Record]], str]:
    """Within a work: the same year, titles nearly alike, and not the very same (which another list holds)."""
    living = Record.objects.filter(state__in=_LIVING)
    told = living.filter(work_key__gt=after).order_by().values_list("work_key").annotate(many=Count("pk"))
    keys = list(told.filter(many__gt=1).order_by("work_key").values_list("work_key", flat=True)[: PAGE + 1])
    groups = _groups(keys[:PAGE], living.filter(work_key__in=keys[:PAGE]), "work_key")
    pairs = [
        [one, other]
        for group in groups
        for place, one in enumerate(group)
        for other in group[place + 1 :]
        if _nearly_one(one, other)
    ]
    return pairs, _next(keys)


def _nearly_one(one: Record, other: Record) -> bool:
    if one.match_key == other.match_key or one.year != other.year or one.material != other.material:
        return False
    alike = fuzz.token_sort_ratio(words_of(one.title), words_of(other.title)) >= NEAR
    printed = fuzz.token_sort_ratio(words_of(one.publisher), words_of(other.publisher)) >= NEAR - 20
    return alike and printed
