"""Counts of another program: taken in by the row, tried first if wished, sent again without harm, taken back whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from ninja import Schema, Status
from pydantic import Field

from densach.exchange import access
from densach.exchange.rules import LARGEST_BODY, BodyTooLarge, NotUtf8, NotWhole, UnknownMedia
from densach.exchange.views.api.answers import (
    LIMIT,
    WRITTEN,
    Asking,
    Error,
    Key,
    Limit,
    Page,
    Text,
    answers,
    page,
)
from densach.exchange.views.api.counting import router
from densach.facts import actions, rows
from densach.facts.queries import imports
from densach.facts.rows import CountRow, Rejected
from densach.kernel.errors import NotFound
from densach.ui.wording import sentence

_TAGS = ["Sending in counts"]
_MEGABYTE = 1024 * 1024
_COUNTS: Any = {
    "type": "array",
    "maxItems": actions.MOST_ROWS,
    "items": {
        "type": "object",
        "required": ["key", "organisation", "measure", "since", "until", "quantity"],
        "properties": {
            "key": {"type": "string", "description": "Yours, for ever the same for the same count."},
            "organisation": {"type": "string"},
            "measure": {"type": "string"},
            "since": {"type": "string", "format": "date"},
            "until": {"type": "string", "format": "date"},
            "quantity": {"type": "integer", "minimum": 0},
            "parts": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
        },
    },
}
_JSON = [
    {
        "key": "tvvl-2026-01-visits",
        "organisation": "thu-vien-tinh-vinh-long",
        "measure": "library.visits",
        "since": "2026-01-01",
        "until": "2026-01-31",
        "quantity": 515,
        "parts": {"age=child": 220},
    }
]
_CSV = (
    "key,organisation,measure,since,until,quantity,age=child\n"
    "tvvl-2026-01-visits,thu-vien-tinh-vinh-long,library.visits,2026-01-01,2026-01-31,515,220\n"
)
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": _COUNTS, "example": _JSON},
            "text/csv": {"schema": {"type": "string"}, "example": _CSV},
        },
    }
}


class LeftOut(Schema):
    position: int = Field(description="Which row, from 1.")
    key: str
    code: str = Field(json_schema_extra={"example": "facts.not_yet_founded"})
    message: str = Field(
        json_schema_extra={"example": "Thư viện tỉnh thành lập ngày 01/07/2025: không thể đếm trước ngày đó."}
    )


class Taken(Schema):
    """What became of the rows. Those that are not among `rejected` were created, changed or stood already."""

    import_id: int | None = Field(
        description="By which it can be taken back; null where nothing was written."
    )
    dry_run: bool
    read: int
    created: int
    changed: int
    unchanged: int
    rejected: list[LeftOut]


class NotTaken(Error):
    """All or none were wanted: which rows stood in the way."""

    rejected: list[LeftOut]


def _left_out(rejected: Any) -> list[dict[str, Any]]:
    return [
        {
            "position": one.position,
            "key": one.key,
            "code": one.refusal.message_id,
            "message": sentence(one.refusal),
        }
        for one in rejected
    ]


def _text(request: Asking) -> str:
    told = request.headers.get("Content-Length", "")
    if told.isdecimal() and int(told) > LARGEST_BODY:
        raise BodyTooLarge(limit=LARGEST_BODY // _MEGABYTE)
    body = request.body
    if len(body) > LARGEST_BODY:
        raise BodyTooLarge(limit=LARGEST_BODY // _MEGABYTE)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise NotUtf8 from None


def _rows(request: Asking) -> Iterator[CountRow | Rejected]:
    kind = (request.content_type or "").lower()
    if kind == "application/json":
        return rows.from_json(_text(request))
    if kind == "text/csv":
        return rows.from_csv(_text(request))
    raise UnknownMedia(given=kind)


@router.post(
    "/counts",
    response={200: Taken, 201: Taken, 422: NotTaken | Error, WRITTEN - {422}: Error},
    url_name="send_counts",
    tags=_TAGS,
    operation_id="send_counts",
    openapi_extra=_BODY,
    summary="Send in counts",
)
def send(request: Asking, name: Text = "", dry_run: bool = False, all_or_none: bool = False) -> Any:
    """Takes in counts, as a JSON list or as CSV: up to 100,000 rows or 20 megabytes at once.

    Each row carries a key of its source. A key that is new makes a count, one that is known corrects it, one that says
    the same changes nothing: the same rows sent twice are taken once. A row that cannot be taken in is left out and
    told with the reason; the others are taken in. With `all_or_none` one such row keeps all others out. With `dry_run`
    nothing is written, and the answer says what would be. 201 where something was written, 200 where not.
    """
    answer = actions.import_counts(
        at=timezone.now(),
        actor=request.auth,
        rows=_rows(request),
        name=name or request.auth.token.name,
        dry_run=dry_run,
        all_or_none=all_or_none,
    )
    if all_or_none and answer.rejected and not dry_run:
        refusal = NotWhole(number=len(answer.rejected))
        error = {"code": refusal.message_id, "message": sentence(refusal)}
        return Status(422, {"error": error, "rejected": _left_out(answer.rejected)})
    told = {
        "import_id": answer.batch.pk if answer.batch else None,
        "dry_run": answer.dry_run,
        "read": answer.read,
        "created": answer.created,
        "changed": answer.changed,
        "unchanged": answer.unchanged,
        "rejected": _left_out(answer.rejected),
    }
    return Status(201 if answer.batch else 200, told)


class Import(Schema):
    id: int
    name: str
    read: int
    created: int
    changed: int
    unchanged: int
    made_at: datetime
    made_by: str
    undone_at: datetime | None
    undone_by: str


def _import(one: Any) -> dict[str, Any]:
    fields = ("id", "name", "read", "created", "changed", "unchanged", "made_at", "undone_at")
    return {
        **{name: getattr(one, name) for name in fields},
        "made_by": one.made_by_name,
        "undone_by": one.undone_by_name,
    }


def _seen(request: Asking) -> Any:
    return imports.imports_of(request.auth.places(access.REGISTER))


def _one(request: Asking, pk: int) -> Any:
    found = _seen(request).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


@router.get(
    "/counts/imports",
    response=answers(Page[Import]),
    url_name="imports",
    tags=_TAGS,
    summary="Imports of counts",
)
def every_import(request: Asking, after: Key | None = None, limit: Limit = LIMIT) -> Any:
    """Imports that touched a unit whose counts the token sees, newest first."""
    access.require_some(request.auth, access.REGISTER)
    found = _seen(request).order_by("-pk")
    if after is not None:
        found = found.filter(pk__lt=after)
    return page(request, list(found[: limit + 1]), limit, lambda one: one.pk, _import)


@router.get(
    "/counts/imports/{int:pk}", response=answers(Import), url_name="import", tags=_TAGS, summary="One import"
)
def one_import(request: Asking, pk: Key) -> Any:
    """How many rows it brought, who sent it, whether it was taken back."""
    access.require_some(request.auth, access.REGISTER)
    return _import(_one(request, pk))


@router.api_operation(
    ["DELETE"],
    "/counts/imports/{int:pk}",
    response={200: Import, WRITTEN: Error},
    url_name="undo_import",
    tags=_TAGS,
    summary="Take an import back",
)
def undo(request: Asking, pk: Key) -> Any:
    """Takes the whole import back: what it brought is reversed, what it corrected says again what it said before.

    409 where it was taken back before, or where somebody corrected one of its counts since: then nothing is changed.
    """
    found = _one(request, pk)
    return _import(actions.undo_import(at=timezone.now(), actor=request.auth, batch=found))
