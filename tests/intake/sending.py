"""Sending files in tests, as a person of the cast."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from densach.files.actions import Upload
from densach.intake import actions, queries, sheets
from densach.intake.models import Batch, Row
from densach.kernel.actor import SYSTEM, Actor
from densach.organisations.models import Organisation
from tests.cast import NOW
from tests.formats.tables.files import workbook

HEAD = ("Mã", "Tên", "Loại", "Nơi", "Trực thuộc", "Từ ngày", "Điện thoại", "Tên khác")


def row(
    name: str,
    kind: str = "phòng đọc sách",
    place: str = "Xã An Tiến",
    *,
    code: str = "",
    parent: str = "",
    since: Any = "01/03/2026",
    phone: str = "",
    aliases: str = "",
) -> tuple[Any, ...]:
    """A row of the sheet of institutions under `HEAD`."""
    return (code, name, kind, place, parent, since, phone, aliases)


def send(
    rows: Sequence[Sequence[Any]],
    place: Organisation,
    actor: Actor = SYSTEM,
    *,
    sheet: str = "institutions",
    head: Sequence[str] = HEAD,
    at: datetime = NOW,
    name: str = "co-so.xlsx",
    again: bool = False,
    since: str = "2026-11-20",
) -> Batch:
    """The batch of a workbook with these rows."""
    return actions.send(
        at=at,
        actor=actor,
        sheet=sheets.by_code(sheet),
        place_code=place.code,
        upload=Upload(name, workbook([head, *rows])),
        settings={"since": since, "place_name": "x"},
        again=again,
    )


def rows_of(batch: Batch) -> list[Row]:
    return queries.rows(batch, limit=None)


def answers(batch: Batch) -> list[str]:
    """The answer of each row, in order."""
    return [one.answer for one in rows_of(batch)]


def ids(row: Row) -> list[str]:
    """The message ids of what is said of a row."""
    return [one[0] for one in row.said]
