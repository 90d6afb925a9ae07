"""Headings: listed by kind with their use, found by words, with the records that use them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from densach.kernel.vietnamese import fold
from densach.services.catalogue.models import (
    Authority,
    AuthorityLink,
    AuthorityMerger,
    HeadingForm,
    Record,
    RecordState,
)
from densach.services.catalogue.search.words import texts

PAGE: Final = 50
MOST_LIKE: Final = 10
_SHORTEST: Final = 2


def wanted_headings(kind: str, text: str, use: str) -> QuerySet[Authority]:
    """Headings that were not merged away. `use`: "none" for those that no record uses."""
    rows = Authority.objects.filter(merged_into__isnull=True)
    if kind:
        rows = rows.filter(kind=kind)
    for word in fold(text).split():
        rows = rows.filter(folded__contains=word)
    if use == "none":
        rows = rows.filter(uses=0)
    return rows


def page_of(rows: QuerySet[Authority], by_use: bool, after: int) -> tuple[list[Authority], int | None]:
    """Fifty after the heading with the number, in the order of the alphabet or of use, and the number after which the
    next page begins.
    """
    last = Authority.objects.filter(pk=after).first() if after else None
    if last is not None:
        later = Q(sort_key__gt=last.sort_key) | Q(sort_key=last.sort_key, pk__gt=last.pk)
        rows = rows.filter(Q(uses__lt=last.uses) | (Q(uses=last.uses) & later) if by_use else later)
    ordered = rows.order_by("-uses", "sort_key", "pk") if by_use else rows.order_by("sort_key", "pk")
    found = list(ordered[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def like(heading: Authority) -> list[Authority]:
    """Headings of the kind that read alike without marks: what is most often to be merged."""
    rows = Authority.objects.filter(kind=heading.kind, merged_into__isnull=True).exclude(pk=heading.pk)
    first = heading.folded.split(" ")[0]
    alike = rows.filter(Q(folded=heading.folded) | Q(folded__startswith=f"{heading.folded} "))
    if first:
        alike |= rows.filter(folded__startswith=first, folded__endswith=heading.folded[len(first) :])
    return list(alike.order_by("-uses", "sort_key")[:MOST_LIKE])


def by_words(kind: str, text: str, without: int) -> list[Authority]:
    """For choosing one: those whose words hold all that was typed, most used first."""
    if not fold(text).strip():
        return []
    rows = wanted_headings(kind, text, "").exclude(pk=without)
    return list(rows.order_by("-uses", "sort_key")[:MOST_LIKE])


def records_using(heading: Authority, many: int = 50) -> list[Record]:
    """Records in the catalogue or drafts that use the heading, newest first."""
    used = AuthorityLink.objects.filter(record=OuterRef("pk"), authority=heading)
    rows = Record.objects.filter(Exists(used), state__in=(RecordState.PUBLISHED, RecordState.DRAFT))
    return list(rows.order_by("-year", "-pk")[:many])


def mergers_of(heading: Authority) -> list[AuthorityMerger]:
    rows = AuthorityMerger.objects.filter(kept=heading, undone_at__isnull=True).select_related("other")
    return list(rows.order_by("-pk"))


@dataclass(frozen=True)
class Suggested:
    """A heading that may be meant; `typed` is the other form of it that begins as was typed, or ""."""

    heading: str
    dates: str
    typed: str = ""


def suggested(text: str, kinds: Sequence[str]) -> list[Suggested]:
    """Headings that begin with what is being typed, most used first, then those of which another form does."""
    folded = fold(text).strip()
    if len(folded) < _SHORTEST:
        return []
    rows = Authority.objects.filter(kind__in=kinds, merged_into__isnull=True, folded__startswith=folded)
    found = {
        one.pk: Suggested(one.heading, one.dates) for one in rows.order_by("-uses", "sort_key")[:MOST_LIKE]
    }
    forms = HeadingForm.objects.filter(
        folded__startswith=texts([text])[0], authority__kind__in=kinds, authority__merged_into__isnull=True
    )
    for one in forms.select_related("authority").order_by("-authority__uses", "folded")[:MOST_LIKE]:
        found.setdefault(one.authority_id, Suggested(one.authority.heading, one.authority.dates, one.form))
    return list(found.values())[:MOST_LIKE]


def by_heading(kind: str, heading: str) -> Authority | None:
    """The living heading with exactly these words, else the only one with them."""
    rows = Authority.objects.filter(kind=kind, heading=heading, merged_into__isnull=True)
    return rows.order_by("-uses").first()


def by_headings(kind: str, texts: Sequence[str]) -> tuple[list[Authority], list[str]]:
    """Headings by their words, and those words that are none."""
    rows = Authority.objects.filter(kind=kind, heading__in=list(texts), merged_into__isnull=True)
    found = {one.heading: one for one in rows}
    return [found[text] for text in texts if text in found], [text for text in texts if text not in found]
