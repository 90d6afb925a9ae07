"""The register of papers: who may see which, the list, and the chain that a paper stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from densach.kernel.actor import Actor
from densach.kernel.numbers import whole_number
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.people import queries as people
from densach.programme.plans.models import Document, DocumentLink, Programme, Relation
from densach.programme.plans.queries.doors import areas_of, plans_for
from densach.programme.plans.rules.refusals import UnknownPaper, UnknownRow

STATES = ("in_force", "draft", "ended", "replaced")
_LONG_AGO = date(1, 1, 1)
_DEEP = 6  # links in a chain that a screen shows in either direction
_WIDE = 60  # papers of a chain in all, in either direction


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; empty words ask for all."""

    text: str = ""
    document_type: str = ""
    issuer: str = ""
    year: int | None = None
    state: str = ""
    programme: str = ""


@dataclass(frozen=True)
class Branch:
    """A paper in a chain, how it stands to the one it hangs on, and what hangs on it in turn."""

    document: Document
    relation: str
    quote: str
    children: tuple[Branch, ...] = ()
    is_this: bool = False


@dataclass
class _Links:
    """What is known of a chain while it is walked: each paper is shown once."""

    seen: set[int] = field(default_factory=set)
    left: int = _WIDE


def documents_for(actor: Actor, on: date) -> QuerySet[Document]:
    """Papers of the centre, those of the places where the actor sees plans, those of plans that the actor may see, and
    issued ones of the bodies over the place where the actor works.
    """
    own = people.organisations_where(actor, "plan.view", on).values("pk")
    plans = list(plans_for(actor).values_list("pk", flat=True))
    above = [one.id for one in organisations.alive(on, area_ids=areas)] if (areas := areas_of(actor)) else []
    seen = (
        Q(organisation__isnull=True, plan__isnull=True)
        | Q(organisation_id__in=own, plan__isnull=True)
        | Q(plan__in=plans)
        | (Q(organisation_id__in=above, plan__isnull=True) & ~Q(number=""))
    )
    return Document.objects.filter(seen).select_related("organisation", "file", "plan")


def document_for(actor: Actor, code: str, on: date) -> Document:
    """Raises UnknownPaper for strangers and wrong codes alike."""
    found = documents_for(actor, on).filter(code=code).first()
    if found is None:
        raise UnknownPaper(code=code)
    return found


def link_of(document: Document, pk: int) -> DocumentLink:
    """A link from or to the paper. Raises UnknownRow."""
    rows = DocumentLink.objects.select_related("later__organisation", "earlier").filter(pk=pk)
    found = rows.filter(Q(later=document) | Q(earlier=document)).first()
    if found is None:
        raise UnknownRow(plan=document.code)
    return found


def narrowed(documents: QuerySet[Document], wanted: Wanted, on: date) -> QuerySet[Document]:
    """The papers that the filters leave, newest first."""
    rows = documents
    if wanted.document_type:
        rows = rows.filter(document_type=wanted.document_type)
    if wanted.issuer:
        rows = rows.filter(issuer=wanted.issuer)
    if wanted.year:
        rows = rows.filter(year=wanted.year)
    if wanted.programme:
        serving = Q(programmes__code=wanted.programme) | Q(plan__programmes__code=wanted.programme)
        rows = rows.filter(pk__in=Document.objects.filter(serving).values("pk"))
    if wanted.state in STATES:
        rows = _in_state(rows, wanted.state, on)
    if wanted.text:
        rows = _named_like(rows, wanted.text)
    return rows.annotate(day=Coalesce("issued_on", _LONG_AGO)).order_by("-day", "-pk")


def _in_state(rows: QuerySet[Document], state: str, on: date) -> QuerySet[Document]:
    replaced = Exists(DocumentLink.objects.filter(earlier=OuterRef("pk"), relation=Relation.REPLACES))
    ended = Q(ended_on__isnull=False, ended_on__lt=on)
    if state == "draft":
        return rows.filter(number="").exclude(document_type__in=("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"))
    if state == "replaced":
        return rows.filter(replaced)
    if state == "ended":
        return rows.filter(ended)
    return rows.exclude(ended).exclude(replaced).exclude(number="", issued_on__isnull=True)


def _named_like(rows: QuerySet[Document], text: str) -> QuerySet[Document]:
    """Case and accents forgiven; "45/KH" finds number and symbol together. Folded in memory, as titles of plans are."""
    words = fold(text).split()
    told = rows.order_by().values_list("pk", "document_type", "number", "symbol", "issuer", "abstract")
    keys = []
    for pk, kind, number, symbol, issuer, abstract in told:
        whole = fold(f"{kind} {number}/{symbol} {issuer} {abstract}")
        if all(word in whole for word in words):
            keys.append(pk)
    return rows.filter(pk__in=keys)


def documents_page(rows: QuerySet[Document], after: str, size: int) -> tuple[list[Document], str]:
    """A page by key ("2026-01-12.34"), and the key after which the next one begins; empty at the end."""
    day, _dot, key = after.partition(".")
    if (pk := whole_number(key)) is not None:
        try:
            last = date.fromisoformat(day)
        except ValueError:
            last = _LONG_AGO
        rows = rows.filter(Q(day__lt=last) | Q(day=last, pk__lt=pk))
    found = list(rows[: size + 1])
    if len(found) <= size:
        return found, ""
    last_shown = found[size - 1]
    return found[:size], f"{(last_shown.issued_on or _LONG_AGO).isoformat()}.{last_shown.pk}"


def state_of(document: Document, on: date, replaced: bool) -> str:
    """`draft`, `ended`, `replaced` or `in_force`."""
    if document.ended_on is not None and document.ended_on < on:
        return "ended"
    if replaced:
        return "replaced"
    return (
        "draft"
        if not document.number and document.issued_on is None and not _is_law(document)
        else "in_force"
    )


def _is_law(document: Document) -> bool:
    return document.document_type in {"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"}


def replaced_ids(ids: Sequence[int]) -> set[int]:
    """Those of the papers that another one replaces."""
    rows = DocumentLink.objects.filter(earlier_id__in=ids, relation=Relation.REPLACES)
    return set(rows.values_list("earlier_id", flat=True))


def choices_of(documents: QuerySet[Document]) -> dict[str, list[str]]:
    """Types, issuers and years that the list can be narrowed to."""
    rows = documents.order_by()
    return {
        "types": sorted(set(rows.values_list("document_type", flat=True)), key=fold),
        "issuers": sorted({issuer for issuer in rows.values_list("issuer", flat=True) if issuer}, key=fold),
        "years": [
            str(year) for year in sorted({y for y in rows.values_list("year", flat=True) if y}, reverse=True)
        ],
    }


def chain(actor: Actor, document: Document, on: date) -> Branch:
    """The paper with what it hangs on above it and what hangs on it below: one tree, read from the centre down.

    Each paper stands once, at its nearest place; what the actor may not see is left out.
    """
    visible = documents_for(actor, on)
    links = _Links({document.pk})
    below = _below(visible, [document], links, _DEEP)
    return Branch(document, "", "", below.get(document.pk, ()), is_this=True)


def above(actor: Actor, document: Document, on: date) -> list[Branch]:
    """What the paper rests on, nearest first, each with what it rests on in turn."""
    visible = documents_for(actor, on)
    links = _Links({document.pk})
    return list(_above(visible, [document], links, _DEEP).get(document.pk, ()))


def _below(
    visible: QuerySet[Document], roots: Sequence[Document], links: _Links, deep: int
) -> dict[int, tuple[Branch, ...]]:
    return _walk(visible, roots, links, deep, up=False)


def _above(
    visible: QuerySet[Document], roots: Sequence[Document], links: _Links, deep: int
) -> dict[int, tuple[Branch, ...]]:
    return _walk(visible, roots, links, deep, up=True)


def _walk(
    visible: QuerySet[Document], roots: Sequence[Document], links: _Links, deep: int, *, up: bool
) -> dict[int, tuple[Branch, ...]]:
    """One generation a query, so that a chain costs as much as it is long, however many papers hang on it."""
    if not roots or not deep or links.left <= 0:
        return {}
    here, there = ("later_id", "earlier_id") if up else ("earlier_id", "later_id")
    rows = DocumentLink.objects.filter(**{f"{here}__in": [one.pk for one in roots]}).order_by("pk")
    told = list(rows.values_list(here, there, "relation", "quote"))
    known = {one.pk: one for one in visible.filter(pk__in={row[1] for row in told})}
    kept: list[tuple[int, Document, str, str]] = []
    for root, key, relation, quote in told:
        if key in known and key not in links.seen and links.left > 0:
            links.seen.add(key)
            links.left -= 1
            kept.append((root, known[key], relation, quote))
    further = _walk(visible, [one[1] for one in kept], links, deep - 1, up=up)
    found: dict[int, tuple[Branch, ...]] = {}
    for root, one, relation, quote in kept:
        found[root] = (*found.get(root, ()), Branch(one, relation, quote, further.get(one.pk, ())))
    return found


def links_of(actor: Actor, document: Document, on: date) -> list[DocumentLink]:
    """The paper's own links both ways, as far as the other paper may be seen."""
    rows = DocumentLink.objects.filter(Q(later=document) | Q(earlier=document)).select_related(
        "later", "earlier"
    )
    visible = set(
        documents_for(actor, on)
        .filter(pk__in=[key for row in rows for key in (row.later_id, row.earlier_id)])
        .values_list("pk", flat=True)
    )
    return [row for row in rows.order_by("relation", "pk") if {row.later_id, row.earlier_id} <= visible]


def programmes() -> list[Programme]:
    """Every programme with its paper, in the catalogue's order."""
    return list(Programme.objects.select_related("document").order_by("position", "code"))
