"""What a paper's fixed parts say, letter by letter."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.formats.officialdoc import lines
from densach.formats.officialdoc.paper import (
    Align,
    Authority,
    Column,
    HeaderCell,
    Heading,
    Level,
    ListItem,
    PageBreak,
    Paragraph,
    RaggedTable,
    Row,
    Signature,
    Table,
    WrongSymbol,
)
from tests.formats.officialdoc.papers import report, with_annexes


@pytest.mark.parametrize(
    ("number", "line"),
    [(5, "Số: 05/BC-SVHTTDL"), (45, "Số: 45/BC-SVHTTDL"), (123, "Số: 123/BC-SVHTTDL")],
)
def test_a_number_below_ten_gets_a_zero(number: int, line: str) -> None:
    assert lines.number_line(report(number=number)) == line


def test_a_paper_without_number_leaves_room_for_one() -> None:
    line = lines.number_line(report(number=None))
    assert line.startswith("Số:") and line.endswith("/BC-SVHTTDL")
    assert len(line) - len(line.replace("\u00a0", "")) >= 5


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_zeros_lead_only_days_below_ten_and_the_months_one_and_two(day: date, words: str) -> None:
    assert lines.place_date_line(report(date=day)) == f"Vĩnh Long, {words}"


def test_an_undated_paper_leaves_room_for_the_day() -> None:
    assert "ngày\u00a0" in lines.place_date_line(report(date=None))


def test_one_addressee_stands_on_the_line_of_kinh_gui_and_several_below_it() -> None:
    assert lines.addressee_lines(report()) == ("Kính gửi: Ủy ban nhân dân tỉnh Vĩnh Long",)
    several = report(addressees=("Sở Tài chính;", "Sở Nội vụ"))
    assert lines.addressee_lines(several) == ("Kính gửi:", "- Sở Tài chính;", "- Sở Nội vụ.")
    assert lines.addressee_lines(report(addressees=())) == ()


def test_legal_bases_end_with_semicolons_and_the_last_with_a_full_stop() -> None:
    first, last = lines.legal_basis_lines(report())
    assert first == "Căn cứ Luật Thư viện;"
    assert last == "Căn cứ Kế hoạch số 45/KH-UBND ngày 12/01/2026."


def test_the_last_recipient_is_the_registry() -> None:
    assert lines.recipient_lines(report()) == ("- Như trên;", "- Lưu: VT, QLVH.")
    assert lines.recipient_lines(report(recipients=("Lưu: VT", "- Sở Y tế;"))) == ("- Sở Y tế;", "- Lưu: VT.")
    assert lines.recipient_lines(report(recipients=())) == ("- Lưu: VT.",)


def test_a_deputy_signs_for_the_collective_and_the_chair() -> None:
    signature = Signature(("KT. Chủ tịch", "Phó Chủ tịch"), "Lê Văn Minh", Authority.TM, "Ủy ban nhân dân")
    assert lines.signature_lines(signature) == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


@pytest.mark.parametrize(
    "written", ["ThS. Lê Văn Minh", "PGS.TS. Lê Văn Minh", "TS Lê Văn Minh", "Lê Văn Minh"]
)
def test_degrees_are_not_printed_before_the_name(written: str) -> None:
    assert lines.signer_name(Signature(("GIÁM ĐỐC",), written)) == "Lê Văn Minh"


def test_a_family_name_that_begins_like_a_degree_stays() -> None:
    assert lines.signer_name(Signature(("GIÁM ĐỐC",), "Ksor Phước")) == "Ksor Phước"


@pytest.mark.parametrize(
    ("heading", "written"),
    [
        (Heading(Level.PART, "I", "Tình hình chung"), ("Phần I", "TÌNH HÌNH CHUNG")),
        (Heading(Level.CHAPTER, "II", "Kết quả"), ("Chương II", "KẾT QUẢ")),
        (Heading(Level.SECTION, "1", "Thư viện"), ("Mục 1", "Thư viện")),
        (Heading(Level.ARTICLE, "3", "Hiệu lực"), ("Điều 3. Hiệu lực",)),
        (Heading(Level.ROMAN, "II.", "Mục tiêu"), ("II. MỤC TIÊU",)),
        (Heading(Level.ARABIC, "2.1", "Thư viện"), ("2.1. Thư viện",)),
        (Heading(Level.LETTER, "đ)", "Số hóa"), ("đ) Số hóa",)),
    ],
)
def test_each_level_is_numbered_in_its_own_way(heading: Heading, written: tuple[str, ...]) -> None:
    assert lines.heading_lines(heading) == written


def test_points_follow_the_vietnamese_alphabet() -> None:
    assert [lines.letter(position) for position in range(4, 10)] == ["d", "đ", "e", "g", "h", "i"]


@pytest.mark.parametrize(("value", "written"), [(4, "IV"), (9, "IX"), (14, "XIV"), (2026, "MMXXVI")])
def test_annexes_are_numbered_in_roman(value: int, written: str) -> None:
    assert lines.roman(value) == written


def test_a_body_ends_once_with_its_mark() -> None:
    (paragraph,) = lines.finished((Paragraph("Đề nghị các đơn vị thực hiện./."),))
    assert isinstance(paragraph, Paragraph)
    assert "".join(run.text for run in paragraph.pieces()) == "Đề nghị các đơn vị thực hiện./."
    (item,) = lines.finished((ListItem("Các xã, phường;"),))
    assert isinstance(item, ListItem)
    assert "".join(run.text for run in item.pieces()) == "- Các xã, phường./."


def test_a_body_that_ends_with_something_else_gets_the_mark_on_a_line_of_its_own() -> None:
    *_, last = lines.finished((Paragraph("Như sau:"), PageBreak()))
    assert last == Paragraph("./.", indent=False)
    assert lines.finished(()) == (Paragraph("./."),)


def test_a_long_issuer_breaks_at_a_joint_and_a_parent_is_abbreviated() -> None:
    assert lines.body_name("Sở Văn hóa, Thể thao và Du lịch") == "SỞ VĂN HÓA, THỂ THAO\nVÀ DU LỊCH"
    assert lines.body_name("Ủy ban nhân dân tỉnh Vĩnh Long") == "ỦY BAN NHÂN DÂN\nTỈNH VĨNH LONG"
    assert lines.body_name("Thư viện tỉnh Vĩnh Long") == "THƯ VIỆN TỈNH VĨNH LONG"
    assert lines.parent_name("Ủy ban nhân dân tỉnh Vĩnh Long") == "UBND TỈNH VĨNH LONG"


def test_an_annex_names_the_paper_it_goes_with() -> None:
    assert lines.annex_reference(with_annexes()) == (
        "(Kèm theo Báo cáo số 05/BC-SVHTTDL ngày 08 tháng 02 năm 2026 của Sở Văn hóa, Thể thao và Du lịch)"
    )
    assert [lines.annex_heading(1, 1), lines.annex_heading(2, 2)] == ["Phụ lục", "Phụ lục II"]


def test_an_official_letter_says_what_it_is_about_once() -> None:
    assert lines.letter_abstract(report(abstract="V/v gửi báo cáo")) == "V/v gửi báo cáo"
    assert lines.letter_abstract(report(abstract="gửi báo cáo")) == "V/v gửi báo cáo"


@pytest.mark.parametrize(
    ("value", "written"),
    [(1234567, "1.234.567"), (Decimal("1234567.8"), "1.234.567,8"), (-5, "-5"), ("3 - 5", "3 - 5")],
)
def test_numbers_are_written_the_vietnamese_way(value: str | int | Decimal, written: str) -> None:
    assert lines.number(value) == written


@pytest.mark.parametrize("symbol", ["BC/SVHTTDL", "BC SVHTTDL", "", "BC-", "-UBND"])
def test_a_symbol_of_another_shape_is_refused(symbol: str) -> None:
    with pytest.raises(WrongSymbol) as refused:
        report(symbol=symbol)
    assert refused.value.params == {"symbol": symbol}


@pytest.mark.parametrize("symbol", ["BC-SVHTTDL", "QĐ-UBND", "NQ-HĐND", "UBND-VX"])
def test_the_usual_symbols_are_accepted(symbol: str) -> None:
    assert report(symbol=symbol).symbol == symbol


def test_a_row_too_short_for_its_table_is_refused() -> None:
    with pytest.raises(RaggedTable) as refused:
        Table((Column(), Column()), (("A", "B"),), (Row(("1", "2")), Row(("1",))), caption="Bảng 2")
    assert refused.value.params == {"caption": "Bảng 2", "row": 2, "expected": 2, "found": 1}


@pytest.mark.parametrize(
    "header",
    [
        (("A",),),
        (("A", "B", "C"),),
        ((HeaderCell("A", colspan=3),),),
        ((HeaderCell("A", rowspan=2), "B"), ("C", "D")),
    ],
)
def test_a_header_that_does_not_fill_its_table_is_refused(header: tuple[tuple[str, ...], ...]) -> None:
    with pytest.raises(RaggedTable):
        Table((Column(), Column()), header, ())


def test_a_number_stands_to_the_right_unless_its_column_is_centred() -> None:
    assert Column(align=Align.LEFT).stand(5) is Align.RIGHT
    assert Column(align=Align.CENTER).stand(5) is Align.CENTER
    assert Column(align=Align.LEFT).stand("5") is Align.LEFT


@given(st.text(st.characters()))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = lines.clean(text)
    assert lines.clean(once) == once
    once.encode("utf-8")


def test_cleaning_keeps_words_and_drops_control_characters() -> None:
    assert lines.clean("Ho\u0300a\x00 \x0bbình\r\nđến\ud800") == "Hòa bình\nđến"
