"""Official papers of the room in the form of Decree 30/2020/NĐ-CP: the minutes of a stock-taking, a weeding list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from densach.formats.officialdoc import write_docx
from densach.formats.officialdoc.paper import (
    Align,
    Annex,
    Block,
    Column,
    Heading,
    Level,
    ListItem,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from densach.kernel.dates import format_date, today
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.services.catalogue.models import ItemType
from densach.services.stocktaking.models import (
    Outcome,
    StockScan,
    StockTake,
    TakeState,
    Weeding,
    WeedingState,
)
from densach.services.stocktaking.queries import takes, weedings

_MOST: Final = 3000
_WHY: Final = {
    "worn": "rách nát, hư hỏng",
    "outdated": "nội dung lạc hậu",
    "duplicate": "thừa bản",
    "unused": "nhiều năm không sử dụng",
    "lost": "mất",
    "other": "lý do khác",
}
_SETTLED: Final = {
    "found": "đã tìm thấy",
    "missing": "ghi nhận thiếu",
    "lost": "ghi nhận mất",
    "put_back": "đã xếp về đúng chỗ",
    "stays": "đã sửa vị trí trong mục lục",
    "here": "đã ghi nhận có tại thư viện",
    "aside": "để riêng, xem xét sau",
}
_PLACES: Final = ("Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Đặc khu ")


@dataclass(frozen=True)
class Issuer:
    """Who issues a paper: name, the body above, the place, and the letters of its symbol."""

    name: str
    parent: str
    place: str
    letters: str


def issuer_of(library: int, on: date) -> Issuer:
    """The library as the head of a paper names it on the day."""
    own = organisations.named(library, on)
    place = organisations.area_name(own.area_id, on)
    for kind in _PLACES:
        place = place.removeprefix(kind)
    parent = organisations.named(own.parent_id, on).name if own.parent_id else ""
    return Issuer(own.name, parent, place, _letters(own.name))


def _letters(name: str) -> str:
    letters = []
    for place, word in enumerate(name.replace(",", " ").split()):
        if place and fold(word) in {"tinh", "xa", "phuong"}:
            break
        if fold(word) != "va" and word[0].isalpha():
            letters.append(word[0].upper())
    return "".join(letters) or "TV"


# stock-taking ---------------------------------------------------------------------------------------------


def minutes_docx(take: StockTake) -> bytes:
    """The minutes of a closed stock-taking, with its lists as annexes."""
    day = today(take.closed_at or take.began_at)
    issuer = issuer_of(take.library_id, day)
    annexes = tuple(
        Annex(title, (_lines_table(rows),), landscape=True)
        for title, outcome in (
            ("Danh mục tài liệu không tìm thấy", Outcome.MISSING),
            ("Danh mục tài liệu sai vị trí", Outcome.MISPLACED),
            ("Danh mục tài liệu có mặt ngoài ghi nhận", Outcome.UNEXPECTED),
        )
        if (rows := list(takes.lines_of(take, outcome).order_by("item__call_sort", "pk")[:_MOST]))
    )
    return write_docx(
        Paper(
            parent_body=issuer.parent,
            issuer=issuer.name,
            symbol=f"BB-{issuer.letters}",
            place=issuer.place,
            date=day,
            type_name="BIÊN BẢN",
            abstract=f"Kiểm kê tài nguyên thông tin: {take.name}",
            body=tuple(_minutes(take, day)),
            signature=Signature(titles=("ĐẠI DIỆN TỔ KIỂM KÊ",), name=take.closed_by_name),
            recipients=("Lãnh đạo thư viện (báo cáo)", "Lưu: VT, hồ sơ kiểm kê"),
            annexes=annexes,
            draft=take.state != TakeState.CLOSED,
        )
    )


def _minutes(take: StockTake, day: date) -> Iterator[Block]:
    figures = take.figures or takes.figures_of(take)
    counts: dict[str, int] = figures["counts"]
    if take.paper:
        yield Paragraph(f"Căn cứ {take.paper};")
    began = format_date(today(take.began_at))
    yield Paragraph(f"Từ ngày {began} đến ngày {format_date(day)}, thư viện đã kiểm kê {_ground(take)}.")
    yield Heading(Level.ROMAN, "I", "Thành phần")
    for name, number in takes.progress(take).people:
        yield ListItem(f"{name}: {number} bản đã quét")
    yield Heading(Level.ROMAN, "II", "Kết quả")
    yield _results(figures)
    if figures.get("at_desk"):
        yield Paragraph(
            f"Ngoài ra, {figures['at_desk']} bản được mượn, trả hoặc đọc tại chỗ trong thời gian kiểm kê "
            "nên được coi là có mặt."
        )
    types = {one.code: one.name_vi for one in ItemType.objects.all()}
    if figures["by_type"]:
        yield _parts("Theo loại tài liệu", {types.get(k, k): v for k, v in figures["by_type"].items()})
    if len(figures["by_location"]) > 1:
        yield _parts("Theo kho", {k or "Không ghi kho": v for k, v in figures["by_location"].items()})
    yield Heading(Level.ROMAN, "III", "Xử lý")
    lacking = counts[Outcome.MISSING]
    if lacking:
        yield Paragraph(
            f"{lacking} bản không tìm thấy được lập danh mục kèm theo để tiếp tục tìm kiếm, quy trách nhiệm "
            "hoặc thanh lọc theo quy định."
        )
    else:
        yield Paragraph("Không có tài liệu thiếu.")
    yield Paragraph("Biên bản được lập thành 02 bản, đã đọc lại cho những người có mặt cùng nghe.")


def _ground(take: StockTake) -> str:
    told = [f"kho “{take.location}”" if take.location else "toàn bộ các kho"]
    if take.call_from or take.call_to:
        told.append(f"ký hiệu xếp giá từ {take.call_from or 'đầu'} đến {take.call_to or 'hết'}")
    return ", ".join(told)


def _results(figures: Mapping[str, Any]) -> Table:
    counts = figures["counts"]
    rows = (
        ("Phải có trên giá", figures["expected"]),
        ("Đúng vị trí", counts[Outcome.RIGHT]),
        ("Không tìm thấy", counts[Outcome.MISSING]),
        ("Sai vị trí", counts[Outcome.MISPLACED]),
        ("Ghi nhận đang mượn, mất hoặc đã loại nhưng có mặt", counts[Outcome.UNEXPECTED]),
        ("Mã vạch không có trong mục lục", counts[Outcome.UNKNOWN]),
    )
    return Table(
        columns=(Column(0.8, Align.CENTER), Column(6), Column(2, Align.RIGHT)),
        header=(("TT", "Nội dung", "Số bản"),),
        rows=tuple(Row((number, *row)) for number, row in enumerate(rows, start=1)),
    )


def _parts(title: str, parts: Mapping[str, Mapping[str, int]]) -> Table:
    shown = (Outcome.RIGHT, Outcome.MISSING, Outcome.MISPLACED, Outcome.UNEXPECTED)
    return Table(
        caption=title,
        columns=(Column(4), *(Column(1.5, Align.RIGHT) for _ in shown)),
        header=(("", "Đúng vị trí", "Không thấy", "Sai vị trí", "Ngoài ghi nhận"),),
        rows=tuple(Row((name, *(line.get(one, 0) for one in shown))) for name, line in parts.items()),
    )


def _lines_table(rows: list[StockScan]) -> Table:
    return Table(
        columns=(
            Column(0.7, Align.CENTER), Column(1.8), Column(1.5), Column(5), Column(1.8), Column(2),
        ),
        header=(("TT", "Mã vạch", "Ký hiệu xếp giá", "Nhan đề", "Kho", "Xử lý"),),
        rows=tuple(
            Row(
                (
                    number,
                    one.barcode,
                    one.item.call_number if one.item else "",
                    one.item.record.title if one.item else "",
                    one.item.location if one.item else one.location,
                    _SETTLED.get(one.settled_how, "chưa xử lý"),
                )
            )
            for number, one in enumerate(rows, start=1)
        ),
    )  # fmt: skip


# weeding --------------------------------------------------------------------------------------------------


def weeding_docx(weeding: Weeding, on: date) -> bytes:
    """The list of what goes, with council, reason and verdict; a draft until it is decided."""
    day = weeding.decided_on or weeding.council_on or on
    issuer = issuer_of(weeding.library_id, day)
    decided = weeding.state in (WeedingState.DECIDED, WeedingState.DONE)
    return write_docx(
        Paper(
            parent_body=issuer.parent,
            issuer=issuer.name,
            symbol=f"DM-{issuer.letters}",
            place=issuer.place,
            date=day if decided else None,
            type_name="DANH MỤC",
            abstract=f"Tài nguyên thông tin thanh lọc: {weeding.name}",
            body=tuple(_weeding_body(weeding)),
            signature=Signature(titles=("THỦ TRƯỞNG ĐƠN VỊ",)),
            recipients=("Hội đồng thanh lọc", "Lưu: VT, hồ sơ thanh lọc"),
            legal_bases=(
                "Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;",
                "Căn cứ Thông tư số 02/2020/TT-BVHTTDL của Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch;",
            ),
            draft=not decided,
        )
    )


def _weeding_body(weeding: Weeding) -> Iterator[Block]:
    tally = weedings.tally_of(weeding)
    if weeding.decision and weeding.decided_on:
        yield Paragraph(f"Kèm theo {weeding.decision} ngày {format_date(weeding.decided_on)}.")
    if weeding.council:
        yield Heading(Level.ROMAN, "I", "Hội đồng thanh lọc")
        if weeding.council_paper:
            yield Paragraph(f"Thành lập theo {weeding.council_paper}.")
        for name in weeding.council.splitlines():
            yield ListItem(name)
    yield Heading(Level.ROMAN, "II", "Tổng hợp")
    yield Paragraph(
        f"Đưa ra xem xét {tally['all']} bản; loại ra {tally['out']} bản, giữ lại {tally['kept']} bản."
    )
    yield Heading(Level.ROMAN, "III", "Danh mục")
    lines = weedings.lines_of(weeding).order_by("item__call_sort", "pk")[:_MOST]
    yield Table(
        columns=(
            Column(0.7, Align.CENTER), Column(1.6), Column(1.5), Column(4.5), Column(1), Column(1.4, Align.RIGHT),
            Column(1.8), Column(1.2),
        ),
        header=(("TT", "Số ĐKCB", "Ký hiệu", "Nhan đề", "Năm", "Giá (đồng)", "Lý do", "Kết luận"),),
        rows=tuple(
            Row(
                (
                    number,
                    one.item.accession_number or one.item.barcode,
                    one.item.call_number,
                    one.item.record.title,
                    str(one.item.record.year or ""),
                    one.item.price if one.item.price is not None else "",
                    _WHY[one.why] + (f": {one.note}" if one.note else ""),
                    {True: "loại", False: "giữ", None: ""}[one.take_out],
                )
            )
            for number, one in enumerate(lines, start=1)
        ),
    )  # fmt: skip
