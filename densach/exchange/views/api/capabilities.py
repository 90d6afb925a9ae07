"""What institutions can do: what is asked, and who answered what."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Router, Schema
from pydantic import Field

from densach.exchange import access
from densach.exchange.views.api.answers import (
    LIMIT,
    Asking,
    Day,
    Limit,
    Page,
    Text,
    answers,
    page_after,
)
from densach.programme.capabilities import queries as capabilities

router = Router(tags=["What institutions can do"])


class Capability(Schema):
    code: str
    name_vi: str
    name_en: str
    kinds: list[str]
    staged: bool = Field(description="Whether a stage is told besides yes and no.")


@router.get(
    "/capabilities", response=answers(Page[Capability]), url_name="capabilities", summary="What is asked"
)
def catalogue(request: Asking, after: Text = "", limit: Limit = LIMIT) -> Any:
    """Each question with the kinds of institution that it is put to, by code."""
    access.require_some(request.auth, access.REGISTER)
    fields = ("code", "name_vi", "name_en", "kinds", "staged")

    def told(one: Any) -> dict[str, Any]:
        return {name: getattr(one, name) for name in fields}

    return page_after(request, capabilities.catalogue(), after or None, limit, lambda one: one.code, told)


class Answer(Schema):
    organisation: str
    name: str
    answer: bool | None = Field(description="Null where the institution has not answered.")
    stage: int | None
    since: date | None
    verified: bool
    how: str | None = Field(
        description="claim: its own word; checklist: a verified checklist; facts: what it counted."
    )


@router.get(
    "/capabilities/{code}/answers",
    response=answers(Page[Answer]),
    url_name="capability_answers",
    summary="Who can do it",
)
def given(request: Asking, code: Text, on: Day | None = None, after: Text = "", limit: Limit = LIMIT) -> Any:
    """The answer of each institution asked, among those whose answers the token may see, as of a day; by code."""
    access.require_some(request.auth, access.REGISTER)
    day = on or request.auth.on
    known = capabilities.by_code(code)
    seen = capabilities.places_seen(request.auth, day)
    found = capabilities.standing(known, seen, day)

    def told(one: Any) -> dict[str, Any]:
        answer = one.answer
        return {
            "organisation": one.unit.code,
            "name": one.unit.name,
            "answer": answer.answer if answer else None,
            "stage": answer.stage if answer else None,
            "since": answer.since if answer else None,
            "verified": bool(answer and answer.verified),
            "how": str(answer.how) if answer else None,
        }

    rows = [*found.yes, *found.no, *found.unknown]
    return page_after(request, rows, after or None, limit, lambda one: one.unit.code, told)
