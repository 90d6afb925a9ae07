"""The shapes that all answers share: pages by key, errors, and parameters that no text can break."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Final, Generic, Literal, TypeVar
from urllib.parse import urlencode

from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints

from densach.exchange.queries import TokenActor
from densach.exchange.rules import LARGEST_PAGE, PAGE
from densach.ui.http import Request

Row = TypeVar("Row")
_FIRST, _LAST = 1900, 2200


class Asking(Request):
    """A request that a token opened."""

    auth: TokenActor


def _near(day: date) -> date:
    if not _FIRST <= day.year <= _LAST:
        raise ValueError(f"a day between {_FIRST} and {_LAST}")
    return day


Day = Annotated[date, AfterValidator(_near)]
Key = Annotated[int, Field(ge=0, le=2**62)]
Year = Annotated[int, Field(ge=_FIRST, le=_LAST)]
# No control characters: a database would refuse them in its own words.
Text = Annotated[str, StringConstraints(max_length=400, pattern=r"^[^\x00-\x1f\x7f]*$")]
Limit = Annotated[int, Field(ge=1, le=LARGEST_PAGE)]
AsWhen = Literal["was", "now"]
LIMIT: Final = PAGE


class Fault(Schema):
    code: str = Field(
        description="Stays the same: for the program.",
        json_schema_extra={"example": "exchange.no_such_address"},
    )
    message: str = Field(description="One sentence, for a person.")


class Error(Schema):
    """Why not."""

    error: Fault


class Page(Schema, Generic[Row]):
    """A part of a list."""

    results: list[Row]
    next: str | None = Field(description="Where the next part is; null at the end.")


ASKED: Final = frozenset({401, 403, 404, 422, 429})
WRITTEN: Final = frozenset({401, 403, 404, 409, 413, 422, 429})


def answers(shape: Any) -> Any:
    """An answer of this shape, or why not."""
    return {200: shape, ASKED: Error}


def page(
    request: Request,
    rows: Sequence[Any],
    limit: int,
    key: Callable[[Any], object],
    told: Callable[[Any], Any],
) -> dict[str, Any]:
    """Of up to `limit` + 1 rows, a page; the key of its last row is where the next one begins."""
    shown = list(rows[:limit])
    following = address(request, key(shown[-1])) if len(rows) > limit else None
    return {"results": [told(one) for one in shown], "next": following}


def page_after(
    request: Request,
    rows: Iterable[Any],
    after: Any,
    limit: int,
    key: Callable[[Any], Any],
    told: Callable[[Any], Any],
) -> dict[str, Any]:
    """A page of rows that lie in memory, in the order of their keys."""
    ordered = sorted((one for one in rows if after is None or key(one) > after), key=key)
    return page(request, ordered[: limit + 1], limit, key, told)


def page_of(
    request: Request, rows: Any, after: int | None, limit: int, told: Callable[[Any], Any]
) -> dict[str, Any]:
    """A page of a query by number: what is entered meanwhile comes at the end."""
    found = rows.order_by("pk") if after is None else rows.filter(pk__gt=after).order_by("pk")
    return page(request, list(found[: limit + 1]), limit, lambda one: one.pk, told)


def address(request: Request, after: object) -> str:
    asked = request.GET.copy()
    asked["after"] = str(after)
    return f"{request.build_absolute_uri(request.path)}?{urlencode(list(asked.items()))}"


def number(value: Fraction | Decimal | int | None) -> int | float | None:
    """Whole numbers whole, others to four places."""
    if value is None:
        return None
    exact = Fraction(value)
    return int(exact) if exact.denominator == 1 else round(float(exact), 4)


def code_of(thing: Any) -> str | None:
    return None if thing is None else thing.code
