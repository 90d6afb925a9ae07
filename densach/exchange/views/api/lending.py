"""Loans by another program: a self-check machine, a school's software."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from typing import Annotated, Any

from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field, StringConstraints

from densach.exchange import access
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
    page_of,
)
from densach.services.circulation import actions
from densach.services.circulation.queries import lending as queries

router = Router(tags=["Loans"])
SERVE = "desk.serve"
_KEPT_SIGNS = 64
Number = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")]


class LoanAsked(Schema):
    """Which copy, to whom."""

    copy_: Number = Field(
        alias="copy", description="The barcode.", json_schema_extra={"example": "VL-000123"}
    )
    patron: Number = Field(description="The card.", json_schema_extra={"example": "TVVL000045"})
    library: Text = Field("", description="Code of the library; by default where the copy stands.")
    key: Annotated[str, StringConstraints(max_length=64)] = Field(
        "", description="Yours: the same key sent again is the same loan."
    )
    due: date | None = Field(None, description="By default as the rules say.")


class Loan(Schema):
    id: int
    copy_: str = Field(serialization_alias="copy", validation_alias="copy")
    title: str
    patron: str | None
    library: str
    lent_at: datetime
    due: date
    renewals: int


def _loan(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk,
        "copy": one.item.barcode,
        "title": one.item.record.title,
        "patron": one.patron.card if one.patron else None,
        "library": one.library.code,
        "lent_at": one.out_at,
        "due": one.due_on,
        "renewals": one.renewals,
    }


def _own_key(request: Asking, key: str) -> str | None:
    """The sender's key as a loan keeps it, apart from other senders' and within 64 signs; two keys stay two."""
    whole = f"{request.auth.token.pk}:{key}"
    if len(whole) > _KEPT_SIGNS:
        whole = f"{request.auth.token.pk}:{sha256(key.encode()).hexdigest()[:40]}"
    return whole if key else None


@router.post(
    "/loans",
    response={200: Loan, 201: Loan, WRITTEN: Error},
    url_name="lend",
    operation_id="lend",
    by_alias=True,
    summary="Lend a copy",
)
def lend(request: Asking, asked: LoanAsked) -> Any:
    """Lends a copy to a reader by the rules of the library. 201 with the loan; 409 with the reason where a rule, or
    another reader, stands against it. The same `key` again answers 200 with the same loan.
    """
    at, copy = timezone.now(), queries.as_scanned(asked.copy_)
    if asked.library:
        library = access.unit_for(request.auth, asked.library, SERVE)
    else:
        library = queries.desk_of(request.auth, copy, request.auth.on)
    lent = actions.check_out(
        at=at,
        actor=request.auth,
        library=library,
        barcode=copy,
        card=asked.patron,
        channel="machine",
        key=_own_key(request, asked.key),
        due_on=asked.due,
    )
    return Status(200 if lent.again else 201, _loan(lent.loan))


class Back(Schema):
    copy_: Number = Field(
        alias="copy", description="The barcode.", json_schema_extra={"example": "VL-000123"}
    )
    library: Text = Field("", description="Code of the library; by default where the copy stands.")
    key: Annotated[str, StringConstraints(max_length=64)] = Field(
        "", description="Yours: the same key sent again is answered as before and changes nothing."
    )


class Taken(Schema):
    """What is to be done with the copy."""

    copy_: str = Field(serialization_alias="copy", validation_alias="copy")
    loan: int | None = Field(description="Null where it was not lent.")
    to_do: str = Field(
        description="shelve; keep: for a reader here; send: to another library; nothing: look at its state.",
        json_schema_extra={"example": "shelve"},
    )
    days_late: int


@router.post(
    "/returns",
    response={200: Taken, WRITTEN: Error},
    url_name="take_back",
    operation_id="take_back",
    by_alias=True,
    summary="Take a copy back",
)
def take_back(request: Asking, asked: Back) -> Any:
    """Ends the loan of a copy, and says where the copy goes. The same twice does no harm."""
    copy = queries.as_scanned(asked.copy_)
    if asked.library:
        library = access.unit_for(request.auth, asked.library, SERVE)
    else:
        library = queries.desk_of(request.auth, copy, request.auth.on)
    back = actions.check_in(
        at=timezone.now(), actor=request.auth, library=library, barcode=copy, channel="machine",
        key=f"{request.auth.token.pk}:{asked.key}" if asked.key else None,
    )  # fmt: skip
    return {
        "copy": back.item.barcode,
        "loan": back.loan.pk if back.loan else None,
        "to_do": back.to_do,
        "days_late": back.days_late,
    }


@router.get(
    "/loans",
    response=answers(Page[Loan]),
    url_name="loans",
    by_alias=True,
    summary="Loans that are not back yet",
)
def loans(request: Asking, after: Key | None = None, limit: Limit = LIMIT) -> Any:
    """What the libraries that the token serves have lent and not got back, oldest entry first."""
    access.require_some(request.auth, SERVE)
    return page_of(request, queries.open_loans_for(request.auth, request.auth.on), after, limit, _loan)
