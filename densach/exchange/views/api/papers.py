"""Programmes and the register of papers."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Router, Schema

from densach.exchange import access
from densach.exchange.views.api.answers import (
    LIMIT,
    Asking,
    Limit,
    Page,
    Text,
    Year,
    address,
    answers,
    code_of,
    page,
    page_after,
)
from densach.programme.plans.queries import documents as register

router = Router(tags=["Programmes and papers"])


class Programme(Schema):
    code: str
    name_vi: str
    name_en: str
    year_from: int | None
    year_to: int | None
    document: str | None


@router.get(
    "/programmes", response=answers(Page[Programme]), url_name="programmes", summary="National programmes"
)
def programmes(request: Asking, after: Text = "", limit: Limit = LIMIT) -> Any:
    """The programmes that plans and targets serve, by code."""
    access.require_some(request.auth, access.PLANS)

    def told(one: Any) -> dict[str, Any]:
        fields = ("code", "name_vi", "name_en", "year_from", "year_to")
        return {**{name: getattr(one, name) for name in fields}, "document": code_of(one.document)}

    return page_after(request, register.programmes(), after or None, limit, lambda one: one.code, told)


class Document(Schema):
    code: str
    document_type: str
    number: str
    symbol: str
    issuer: str
    organisation: str | None
    issued_on: date | None
    year: int | None
    abstract: str
    ended_on: date | None
    state: Literal["draft", "in_force", "replaced", "ended"]
    plan: str | None


class Link(Schema):
    relation: str
    later: str
    earlier: str
    quote: str


class DocumentWithLinks(Document):
    links: list[Link]


def _document(one: Any, on: date, replaced: bool) -> dict[str, Any]:
    fields = (
        "code",
        "document_type",
        "number",
        "symbol",
        "issuer",
        "issued_on",
        "year",
        "abstract",
        "ended_on",
    )
    return {
        **{name: getattr(one, name) for name in fields},
        "organisation": code_of(one.organisation),
        "state": register.state_of(one, on, replaced),
        "plan": code_of(getattr(one, "plan", None)),
    }


@router.get(
    "/documents", response=answers(Page[Document]), url_name="documents", summary="The register of papers"
)
def documents(
    request: Asking,
    text: Text = "",
    document_type: Text = "",
    issuer: Text = "",
    year: Year | None = None,
    state: Literal["", "draft", "in_force", "replaced", "ended"] = "",
    programme: Text = "",
    after: Text = "",
    limit: Limit = LIMIT,
) -> Any:
    """Laws, decisions, plans and letters that the token may know of, newest first."""
    access.require_some(request.auth, access.PLANS)
    on = request.auth.on
    wanted = register.Wanted(text, document_type, issuer, year, state, programme)
    rows = register.narrowed(register.documents_for(request.auth, on), wanted, on)
    found, following = register.documents_page(rows, after, limit)
    replaced = register.replaced_ids([one.pk for one in found])
    answer = page(
        request, found, limit, lambda one: one.pk, lambda one: _document(one, on, one.pk in replaced)
    )
    if following:  # the register has a key of its own: the day and the number
        answer["next"] = address(request, following)
    return answer


@router.get(
    "/documents/{code}", response=answers(DocumentWithLinks), url_name="document", summary="One paper"
)
def document(request: Asking, code: Text) -> Any:
    """A paper and how it stands to others: what it implements, replaces, amends, is issued with."""
    access.require_some(request.auth, access.PLANS)
    on = request.auth.on
    found = register.document_for(request.auth, code, on)
    links = [
        {"relation": one.relation, "later": one.later.code, "earlier": one.earlier.code, "quote": one.quote}
        for one in register.links_of(request.auth, found, on)
    ]
    return {**_document(found, on, bool(register.replaced_ids([found.pk]))), "links": links}
