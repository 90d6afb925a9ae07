"""Records with their copies on their way out, a chunk at a time, in any of eight forms."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import Final

import xlsxwriter

from densach.formats.marc import Field, Marc, citing, from_json, iso2709, lines, marcjson, marcxml
from densach.organisations.models import Organisation
from densach.services.catalogue.models import Item, ItemState, Record, RecordState
from densach.services.catalogue.search.finding import find
from densach.services.catalogue.search.narrowing import Query

CHUNK: Final = 500
# Ending → the type of what is sent.
TYPES: Final = {
    "mrc": "application/marc",
    "xml": "application/marcxml+xml",
    "mrk": "text/plain; charset=utf-8",
    "json": "application/marc-in-json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
}
# The head that the import understands without options, and what it reads besides.
HEAD: Final = (
    "STT", "CSPL", "Tên Sách", "Tập", "Tác giả", "Năm XB", "Số cá biệt", "Vị trí tài liệu", "Nơi xuất bản",
    "Nhà xuất bản", "ISBN", "Từ khóa", "Mã vạch", "Ký hiệu xếp giá", "Giá tiền",
)  # fmt: skip
_RUN: Final = ("=", "+", "-", "@")
_LOST: Final = {ItemState.WITHDRAWN: "0", ItemState.LOST: "1", ItemState.DAMAGED: "4"}


def numbered(library: Organisation | None = None, ids: Sequence[int] | None = None) -> Iterator[list[Record]]:
    """Records that are in the catalogue, by chunks in the order of their numbers; of a library, those it holds."""
    rows = Record.objects.filter(state__in=(RecordState.PUBLISHED, RecordState.WITHDRAWN)).order_by("pk")
    if library is not None:
        rows = rows.filter(items__home=library).distinct()
    elif ids is None:
        rows = rows.filter(state=RecordState.PUBLISHED)
    if ids is not None:
        for start in range(0, len(ids), CHUNK):
            part = {one.pk: one for one in rows.filter(pk__in=ids[start : start + CHUNK])}
            yield [part[pk] for pk in ids[start : start + CHUNK] if pk in part]
        return
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


# What a search may bring out at once.
MOST_FOUND: Final = 10_000


def found(text: str) -> list[int]:
    """The numbers of the records that a search finds, best first."""
    return [one.pk for one in find(Query(text=text, limit=MOST_FOUND)).records]


def with_copies(
    library: Organisation | None = None, ids: Sequence[int] | None = None
) -> Iterator[tuple[Record, Marc]]:
    """Each record with its copies as fields 952; of a library, with that library's own."""
    for chunk in numbered(library, ids):
        copies = _copies([one.pk for one in chunk], library)
        for record in chunk:
            bare = from_json(record.marc)
            yield record, Marc(bare.leader, (*bare.fields, *copies[record.pk]))


def _copies(records: Sequence[int], library: Organisation | None) -> dict[int, list[Field]]:
    items = (
        Item.objects.filter(record__in=records).select_related("home", "place", "item_type").order_by("pk")
    )
    found: dict[int, list[Field]] = defaultdict(list)
    for item in items.filter(home=library) if library is not None else items:
        found[item.record_id].append(copy_field(item))
    return found


def copy_field(item: Item) -> Field:
    """A copy as Koha writes it."""
    state = _LOST.get(ItemState(item.state))
    day = item.acquired_on.isoformat() if item.is_day_known else ""
    pairs = [
        ("0", "1" if state == "0" else ""), ("1", "1" if state == "1" else ""), ("4", "1" if state == "4" else ""),
        ("a", item.home.code), ("b", item.place.code), ("c", item.location), ("d", day),
        ("e", item.source), ("g", str(item.price) if item.price is not None else ""), ("h", item.volume),
        ("i", item.accession_number), ("o", item.call_number), ("p", item.barcode), ("y", item.item_type.code),
        ("z", item.note),
    ]  # fmt: skip
    return Field("952", "", "  ", tuple((code, value) for code, value in pairs if value))


class Written:
    """Counts what went out while it is written."""

    def __init__(self) -> None:
        self.number = 0

    def counted(self, pairs: Iterable[tuple[Record, Marc]]) -> Iterator[Marc]:
        for _record, marc in pairs:
            self.number += 1
            yield marc


def pieces(
    form: str,
    library: Organisation | None = None,
    ids: Sequence[int] | None = None,
    written: Written | None = None,
) -> Iterator[bytes]:
    """The bytes of the file, piece by piece; memory holds one chunk. `form` is a key of TYPES."""
    marcs = (written or Written()).counted(with_copies(library, ids))
    match form:
        case "mrc":
            for marc in marcs:
                yield from iso2709.write_parts(marc)
        case "xml":
            yield from marcxml.write(marcs)
        case "mrk":
            yield from lines.write(marcs)
        case "json":
            yield from marcjson.write(marcs)
        case "bib":
            yield from citing.bibtex(marcs)
        case "ris":
            yield from citing.ris(marcs)
        case "csv":
            yield from _csv(marcs)
        case _:
            yield from _xlsx(marcs)


def _rows(marcs: Iterable[Marc]) -> Iterator[list[str]]:
    """A row for each copy; a title without copies has one row."""
    for number, marc in enumerate(marcs, start=1):
        title = marc.field("245")
        published = marc.field("260", "264")
        known = [
            str(number), marc.first("082", "a"), _end(title.text("ab")) if title else "",
            title.text("np") if title else "", _end(marc.first("100", "a") or marc.first("110", "a")),
            _end(published.first("c")) if published else "",
        ]  # fmt: skip
        rest = [
            _end(published.first("a")) if published else "", _end(published.first("b")) if published else "",
            "; ".join(one.first("a") for one in marc.each("020")),
            "; ".join(one.first("a") for one in marc.each("650", "653")),
        ]  # fmt: skip
        copies = list(marc.each("952")) or [Field("952")]
        for one in copies:
            held = [one.first("i") or one.first("p"), one.first("c")]
            yield [*known, *held, *rest, one.first("p"), one.first("o"), one.first("g")]


def _end(text: str) -> str:
    return text.rstrip(" /:;,=.")


def _csv(marcs: Iterable[Marc]) -> Iterator[bytes]:
    file = io.StringIO()
    writer = csv.writer(file)
    yield b"\xef\xbb\xbf"
    writer.writerow(HEAD)
    for row in _rows(marcs):
        writer.writerow([f"'{cell}" if cell.startswith(_RUN) else cell for cell in row])
        yield file.getvalue().encode()
        file.seek(0)
        file.truncate()
    yield file.getvalue().encode()


def _xlsx(marcs: Iterable[Marc]) -> Iterator[bytes]:
    with TemporaryFile() as file:
        book = xlsxwriter.Workbook(
            file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        sheet = book.add_worksheet("Mục lục")
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet.set_column(0, len(HEAD) - 1, 18)
        sheet.freeze_panes(1, 0)
        for column, text in enumerate(HEAD):
            sheet.write_string(0, column, text, bold)
        for number, row in enumerate(_rows(marcs), start=1):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
        book.close()
        file.seek(0)
        while block := file.read(1 << 16):
            yield block
