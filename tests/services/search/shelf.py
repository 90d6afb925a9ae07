"""A small catalogue for the tests of searching: real works, and some that are easily taken for each other."""

from __future__ import annotations

from datetime import date

from densach.formats.marc import EMPTY_LEADER, Marc, control, data
from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.services.catalogue.actions import items, records
from densach.services.catalogue.models import Item, ItemType, Record, RecordState
from densach.services.catalogue.search.finding import Found, find
from densach.services.catalogue.search.narrowing import Query
from tests import cast


def a_record(
    library: Organisation,
    title: str,
    author: str = "",
    *,
    year: str = "2019",
    publisher: str = "Văn học",
    subject: str = "",
    isbn: str = "",
    number: str = "",
    ddc: str = "",
    language: str = "vie",
    other_title: str = "",
    state: str = RecordState.PUBLISHED,
) -> Record:
    main, _colon, rest = title.partition(" : ")
    fields = [
        control("001", number),
        control(
            "008",
            "201121s" + (year if year.isdigit() else "uuuu") + "    vm            000 0 " + language + " d",
        ),
        data("020", "  ", ("a", isbn)),
        data("082", "04", ("a", ddc)),
        data("100", "1 ", ("a", author)),
        data("245", "10", ("a", main + (" :" if rest else "")), *((("b", rest),) if rest else ())),
        data("246", "3 ", ("a", other_title)),
        data("260", "  ", ("a", "Hà Nội"), ("b", publisher), ("c", year)),
        data("650", " 4", ("a", subject)),
    ]
    kept = tuple(
        one for one in fields if (one.data.strip() if one.is_control else any(v for _c, v in one.subfields))
    )
    return records.add_record(
        at=cast.NOW, actor=SYSTEM, library=library, marc=Marc(EMPTY_LEADER, kept), state=state
    )


def a_copy(
    library: Organisation, record: Record, barcode: str, *, call_number: str = "", accession: str = ""
) -> Item:
    new = items.NewItem(
        barcode=barcode,
        item_type=ItemType.objects.get(code="book"),
        acquired_on=date(2026, 1, 5),
        call_number=call_number,
        accession_number=accession,
    )
    return items.add_item(at=cast.NOW, actor=SYSTEM, library=library, record=record, new=new)


def titles(text: str = "", **narrowed: object) -> list[str]:
    return [record.title for record in found(text, **narrowed).records]


def found(text: str = "", **narrowed: object) -> Found:
    return find(Query(text, **narrowed))  # type: ignore[arg-type]  # what a test narrows by is typed in Query


def the_shelf(province: cast.Province) -> dict[str, Record]:
    """Title → record."""
    library = province.library
    made = [
        a_record(library, "Truyện Kiều", "Nguyễn Du", year="1979", subject="Thơ Nôm", isbn="978-604-2-13458-3",
                 number="vl0001", ddc="895.922132"),
        a_record(library, "Truyện Kiều : bản Kinh đời Tự Đức", "Nguyễn Du", year="2015", subject="Thơ Nôm"),
        a_record(library, "Từ điển Truyện Kiều", "Đào Duy Anh", year="1974", subject="Truyện Kiều"),
        a_record(library, "Truyền kỳ mạn lục", "Nguyễn Dữ", year="2018", ddc="895.9223"),
        a_record(library, "Cho tôi xin một vé đi tuổi thơ", "Nguyễn Nhật Ánh", year="2008", publisher="Trẻ"),
        a_record(library, "Kính vạn hoa", "Nguyễn Nhật Ánh", year="1995", publisher="Kim Đồng"),
        a_record(library, "Hóa học", "Trần Văn Hòa", year="2020", publisher="Giáo dục", ddc="540"),
        a_record(library, "Họa học phổ thông", "Lê Thị Hoà", year="2021", publisher="Mỹ thuật"),
        a_record(library, "Đường lên đỉnh", "Bùi Đường", year="2001"),
        a_record(library, "Điện Biên Phủ", "Võ Nguyên Giáp", year="1954", subject="Chiến dịch Điện Biên Phủ"),
        a_record(library, "Animal farm", "George Orwell", language="eng", other_title="Trại súc vật"),
    ]  # fmt: skip
    return {record.title: record for record in made}
