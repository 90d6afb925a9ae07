"""A small stock for tests of screens: a book with copies, a doublet of it, two headings, one merger of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from densach.formats.marc import EMPTY_LEADER, Marc, control, data
from densach.formats.marc.values import Read
from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.services.catalogue.actions import headings, importing, items, merging, records
from densach.services.catalogue.models import (
    Authority,
    AuthorityMerger,
    ImportBatch,
    Item,
    ItemType,
    Record,
    RecordMerger,
)
from densach.services.catalogue.rules.importing import Options
from tests import cast


@dataclass
class Shelves:
    """What the catalogue's doors are tried on."""

    record: Record
    doublet: Record
    item: Item
    heading: Authority
    merger: RecordMerger
    heading_merger: AuthorityMerger
    file: ImportBatch


def a_marc(title: str, author: str, number: str, year: str = "1979", subject: str = "Thơ") -> Marc:
    return Marc(
        EMPTY_LEADER,
        (
            control("001", number),
            control("008", f"261120s{year}    vm            000 0 vie d"),
            data("020", "  ", ("a", "9786042134583")),
            data("100", "0 ", ("a", author)),
            data("245", "10", ("a", f"{title} /"), ("c", author)),
            data("264", " 1", ("a", "Hà Nội :"), ("b", "Văn học,"), ("c", year)),
            data("650", " 4", ("a", subject)),
        ),
    )


def a_record(library: Organisation, title: str, author: str, number: str, **more: str) -> Record:
    return records.add_record(
        at=cast.NOW, actor=SYSTEM, library=library, marc=a_marc(title, author, number, **more)
    )


def a_copy(library: Organisation, record: Record, barcode: str) -> Item:
    new = items.NewItem(
        barcode=barcode, accession_number=f"DK.{barcode}", call_number="895.9221 NGU", location="Kho mượn",
        item_type=ItemType.objects.get(code="book"), acquired_on=date(2026, 1, 5),
    )  # fmt: skip
    return items.add_item(at=cast.NOW, actor=SYSTEM, library=library, record=record, new=new)


def a_file(library: Organisation, *marcs: Marc) -> ImportBatch:
    """Records that were sent and wait to be looked at."""
    reads = [Read(position, marc) for position, marc in enumerate(marcs, start=1)]
    return importing.stage(
        at=cast.NOW,
        actor=SYSTEM,
        library=library,
        reads=reads,
        name="sach.mrc",
        form="mrc",
        options=Options(),
    )


def the_shelves(province: cast.Province) -> Shelves:
    library = province.library
    record = a_record(library, "Truyện Kiều", "Nguyễn Du", "k1")
    doublet = a_record(library, "Truyện Kiều", "Nguyễn Du", "k2")
    gone = a_record(library, "Truyện Kiều", "Nguyễn Du", "k3")
    item = a_copy(library, record, "BV000001")
    other = a_record(library, "Thơ Tố Như", "Tố Như", "k4")
    merger = merging.merge_records(
        at=cast.NOW, actor=SYSTEM, kept=record, kept_seen=1, other=gone, other_seen=1,
        marc=a_marc("Truyện Kiều", "Nguyễn Du", "k1"),
    )  # fmt: skip
    heading = Authority.objects.get(kind="person", heading="Nguyễn Du")
    heading_merger = headings.merge_headings(
        at=cast.NOW, actor=SYSTEM, kept=heading, other=Authority.objects.get(heading=other.author)
    )
    for thing in (record, heading):
        thing.refresh_from_db()
    file = a_file(library, a_marc("Thơ chữ Hán", "Nguyễn Du", "k5"), a_marc("Sách khác", "Tố Hữu", "k6"))
    return Shelves(record, doublet, item, heading, merger, heading_merger, file)


def more(province: cast.Province, shelves: Shelves) -> None:
    """A longer stock: lists must not ask more for it."""
    for number in range(4):
        record = a_record(
            province.library, f"Sách {number}", f"Tác giả {number}", f"m{number}", subject=f"Chủ đề {number}"
        )
        a_record(province.library, f"Sách {number}", f"Tác giả {number}", f"n{number}")
        a_copy(province.commune_library, record, f"AT{number}")
        a_copy(province.library, shelves.record, f"BV1{number}")
        a_file(province.library, a_marc(f"Sách {number}", f"Tác giả {number}", f"f{number}"))
