"""Counts of another program as rows: read from CSV or JSON, each with its place, or with why it cannot be read. Pure.

CSV has a head with the columns key, organisation, measure, since, until, quantity (their Vietnamese names are
understood too); every further column is a part told apart, named `age=child`. JSON is a list of objects with the same
names, the parts in an object `parts`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import Any, Final, NamedTuple

from densach.kernel.errors import Invalid, InvalidDate, InvalidNumber, Refusal
from densach.kernel.numbers import parse_count
from densach.kernel.vietnamese import fold

COLUMNS: Final = ("key", "organisation", "measure", "since", "until", "quantity")
_MOST_DIGITS: Final = 20
_ALIASES: Final = {
    "ma nguon": "key",
    "khoa": "key",
    "source": "key",
    "source key": "key",
    "don vi": "organisation",
    "ma don vi": "organisation",
    "organization": "organisation",
    "chi so": "measure",
    "so lieu": "measure",
    "tu ngay": "since",
    "tu": "since",
    "den ngay": "until",
    "den": "until",
    "so luong": "quantity",
    "tong so": "quantity",
}


class UnreadableRows(Invalid):
    """The file is no table of counts at all. Parameter: `what`, what is wrong with it."""

    message_id = "facts.unreadable_rows"


class MissingColumns(Invalid):
    """Columns without which no row can be a count. Parameter: `columns`, their names."""

    message_id = "facts.missing_columns"


class CountRow(NamedTuple):
    """One count of another program. `organisation` is a code; `quantities`: "" is the whole, `age=child` a part."""

    position: int
    key: str
    organisation: str
    measure: str
    since: date
    until: date
    quantities: Mapping[str, int]


class Rejected(NamedTuple):
    """A row that is not taken in, and why."""

    position: int
    key: str
    refusal: Refusal


def from_csv(text: str) -> Iterator[CountRow | Rejected]:
    """The rows of a CSV text, separated by commas or semicolons. Raises MissingColumns and UnreadableRows."""
    lines = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_delimiter(text))
    head = [_column(name) for name in next(lines, [])]
    missing = [name for name in COLUMNS if name not in head]
    if missing:
        raise MissingColumns(columns=", ".join(missing))
    if len(set(head)) < len(head):
        raise UnreadableRows(what=", ".join(sorted({name for name in head if head.count(name) > 1})))
    at = [head.index(name) for name in COLUMNS]
    parts = [(place, name) for place, name in enumerate(head) if name not in COLUMNS]
    days: dict[str, date] = {}
    position = 0
    try:
        for cells in lines:
            if not any(cells):
                continue
            position += 1
            yield _of_cells(position, cells, at, parts, days)
    except csv.Error as error:
        raise UnreadableRows(what=str(error)) from None


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _column(name: str) -> str:
    written = name.strip()
    folded = fold(written).replace("_", " ")
    return _ALIASES.get(folded, folded if folded in COLUMNS else written)


def _of_cells(
    position: int,
    cells: Sequence[str],
    at: Sequence[int],
    parts: Sequence[tuple[int, str]],
    days: dict[str, date],
) -> CountRow | Rejected:
    try:
        key, organisation, measure, since, until, whole = [cells[place] for place in at]
    except IndexError:
        return Rejected(
            position, cells[at[0]] if at[0] < len(cells) else "", UnreadableRows(what=",".join(cells))
        )
    try:
        quantities = {"": _number(whole)} if whole.strip() else {}
        for place, name in parts:
            if place < len(cells) and cells[place].strip():
                quantities[name] = _number(cells[place])
        for written in (since, until):
            if written not in days:
                days[written] = _day(written)
    except Refusal as refusal:
        return Rejected(position, key.strip(), refusal)
    return CountRow(
        position, key.strip(), organisation.strip(), measure.strip(), days[since], days[until], quantities
    )


def from_json(text: str) -> Iterator[CountRow | Rejected]:
    """The rows of a JSON list. Raises UnreadableRows."""
    try:
        told = json.loads(text)
    except ValueError as error:
        raise UnreadableRows(what=str(error)) from None
    except RecursionError:  # lists in lists, thousands deep
        raise UnreadableRows(what="[[[…") from None
    return from_list(told)


def from_list(told: object) -> Iterator[CountRow | Rejected]:
    """The rows of a list of objects that was read already. Raises UnreadableRows."""
    if not isinstance(told, list):
        raise UnreadableRows(what="[]")
    return (_of_object(position, one) for position, one in enumerate(told, 1))


def _of_object(position: int, told: object) -> CountRow | Rejected:
    if not isinstance(told, dict):
        return Rejected(position, "", UnreadableRows(what=str(told)[:60]))
    key = str(told.get("key", "")).strip()
    missing = [name for name in COLUMNS[:5] if not isinstance(told.get(name), str) or not told[name].strip()]
    if missing:
        return Rejected(position, key, MissingColumns(columns=", ".join(missing)))
    try:
        return CountRow(
            position,
            key,
            told["organisation"].strip(),
            told["measure"].strip(),
            _day(told["since"]),
            _day(told["until"]),
            _quantities(told),
        )
    except Refusal as refusal:
        return Rejected(position, key, refusal)


def _quantities(told: Mapping[str, Any]) -> dict[str, int]:
    parts = told.get("parts") or {}
    if not isinstance(parts, dict):
        raise UnreadableRows(what=str(parts)[:60])
    given = {"": told["quantity"], **parts} if told.get("quantity") is not None else parts
    found: dict[str, int] = {}
    for name, value in given.items():
        if isinstance(value, bool) or not isinstance(value, int):
            raise InvalidNumber(text=str(value)[:60])
        found[name] = value
    return found


def _number(written: str) -> int:
    """Digits as programs write them; else as people do, "1.234"."""
    if written.isdigit() and written.isascii() and len(written) < _MOST_DIGITS:
        return int(written)
    text = written.strip()
    if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() and len(text) < _MOST_DIGITS:
        return int(text)
    return parse_count(text[:60])


def _day(written: str) -> date:
    text = written.strip()
    try:
        if len(text) == 10 and text[2] == "/":
            return date(int(text[6:]), int(text[3:5]), int(text[:2]))
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidDate(text=written[:60]) from None
