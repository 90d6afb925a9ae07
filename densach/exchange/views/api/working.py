"""Works: what plans set going, who does what, how it stands."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Router, Schema

from densach.exchange import access, queries
from densach.exchange.views.api.answers import (
    LIMIT,
    Asking,
    Key,
    Limit,
    Page,
    Text,
    answers,
    code_of,
    page,
)
from densach.programme.tasks import queries as works

router = Router(tags=["Works"])


class Part(Schema):
    role: str
    name: str
    organisation: str | None
    reports: bool
    stage: str
    counted: int | None


class Work(Schema):
    id: int
    plan: str
    parent: int | None
    owner: str
    title: str
    content: str
    group: str
    kind: str
    time_kind: str
    time_text: str
    starts_on: date | None
    due_on: date | None
    stage: str
    result: str
    whole: int | None
    whole_unit: str
    document: str | None
    parts: list[Part]


_FIELDS = (
    "id", "title", "content", "group", "kind", "time_kind", "time_text", "starts_on", "due_on", "stage", "result",
    "whole", "whole_unit",
)  # fmt: skip


def _work(one: Any, codes: dict[int, str]) -> dict[str, Any]:
    parts = [
        {
            **{name: getattr(part, name) for name in ("role", "name", "reports", "stage", "counted")},
            "organisation": codes.get(part.organisation_id or 0),
        }
        for part in one.parts.all()
    ]
    return {
        **{name: getattr(one, name) for name in _FIELDS},
        "plan": one.plan.code,
        "parent": one.parent_id,
        "owner": one.owner.code,
        "document": code_of(one.document),
        "parts": parts,
    }


def _codes(rows: Any) -> dict[int, str]:
    return queries.codes_of({part.organisation_id for one in rows for part in one.parts.all()})


@router.get("/works", response=answers(Page[Work]), url_name="works", summary="Works under way")
def every_work(
    request: Asking,
    plan: Text = "",
    stage: Literal["", "not_begun", "doing", "waiting", "done", "confirmed", "stopped"] = "",
    late: bool = False,
    after: Key | None = None,
    limit: Limit = LIMIT,
) -> Any:
    """Works of plans that the token may know of, and those in which its unit has a part. `late`: past their day."""
    access.require_some(request.auth, access.PLANS)
    on = request.auth.on
    rows = works.works_for(request.auth, on).select_related("plan", "parent", "owner", "document")
    rows = rows.prefetch_related("parts").defer("plan__text", "plan__reading")
    if plan:
        rows = rows.filter(plan__code=plan)
    if stage:
        rows = rows.filter(stage=stage)
    if late:
        rows = rows.filter(due_on__lt=on).exclude(stage__in=("done", "confirmed", "stopped"))
    found = list((rows if after is None else rows.filter(pk__gt=after)).order_by("pk")[: limit + 1])
    codes = _codes(found)
    return page(request, found, limit, lambda one: one.pk, lambda one: _work(one, codes))


@router.get("/works/{int:pk}", response=answers(Work), url_name="work", summary="One work")
def work(request: Asking, pk: Key) -> Any:
    """A work with the part of each unit."""
    access.require_some(request.auth, access.PLANS)
    found = works.work_for(request.auth, pk, request.auth.on)
    return _work(found, _codes([found]))
