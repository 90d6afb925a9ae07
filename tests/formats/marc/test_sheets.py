"""Tables of books: the head that libraries keep, merged cells, several copies in a cell, formulas."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from densach.formats.marc import Marc, columns, sheets

HEAD: list[object] = ["STT", "CSPL", "Tên Sách", "Tập", "Tác giả", "Năm XB", "Số cá biệt", "Vị trí tài liệu"]


def book(*rows: list[Any], merge: str = "") -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def read(data: bytes, name: str = "sach.xlsx") -> list[Marc | None]:
    return [one.marc for one in sheets.records(sheets.page(data, name))]


def test_the_head_that_libraries_keep_is_understood_without_options() -> None:
    found = read(book(HEAD, [1, "895.92", "Truyện Kiều", "T.1", "Nguyễn Du", 1979, "VL001", "Kho mượn"]))
    marc = found[0]
    assert marc is not None
    assert (marc.first("245", "a"), marc.first("245", "n"), marc.first("100", "a")) == (
        "Truyện Kiều",
        "T.1",
        "Nguyễn Du",
    )
    assert (marc.first("260", "c"), marc.first("082", "a")) == ("1979", "895.92")
    assert (marc.first("952", "p"), marc.first("952", "c"), marc.first("952", "o")) == (
        "VL001",
        "Kho mượn",
        "895.92",
    )


def test_a_title_above_the_head_does_not_hide_it() -> None:
    page = sheets.page(
        book(["THƯ VIỆN TỈNH"], [], ["Nhan đề", "Tác giả", "Mã vạch"], ["Đất rừng phương Nam", "", "A1"]),
        "a.xlsx",
    )
    assert page.line == 3
    assert [one.marc is not None for one in sheets.records(page)] == [True]


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("VL1; VL2, VL3", ["VL1", "VL2", "VL3"]),
        ("VL098-VL101", ["VL098", "VL099", "VL100", "VL101"]),
        ("VL1\nVL2", ["VL1", "VL2"]),
        ("2008-601232", ["2008-601232"]),
    ],
)
def test_several_copies_in_a_cell_are_several_copies(cell: str, numbers: list[str]) -> None:
    marc = read(book(["Tên sách", "Số ĐKCB"], ["Mùa lá rụng", cell]))[0]
    assert marc is not None
    assert [one.first("p") for one in marc.each("952")] == numbers


def test_a_row_under_a_merged_title_has_its_author_and_year_too() -> None:
    rows = book(
        HEAD,
        [1, "895.92", "Sách gộp", "T.1", "Nguyễn Du", 1979, "VL001", "Kho"],
        [2, None, None, "T.2", None, None, "VL002", None],
        [3, None, "Sách khác", None, None, None, "VL003", None],
        merge="C2:C3",
    )
    first, second, other = sheets.records(sheets.page(rows, "a.xlsx"))
    assert first.marc is not None and second.marc is not None and other.marc is not None
    said = [
        (one.first("245", "a"), one.first("100", "a"), one.first("260", "c"))
        for one in (first.marc, second.marc)
    ]
    assert said == [("Sách gộp", "Nguyễn Du", "1979")] * 2
    assert (second.marc.first("245", "n"), second.marc.first("952", "p")) == ("T.2", "VL002")
    assert ("marc.merged_row", {"line": "3"}) in second.told
    assert other.marc.first("100", "a") == ""


def test_a_title_merged_over_rows_holds_for_each_of_them() -> None:
    data = book(["Tên sách", "Số ĐKCB"], ["Tuổi thơ dữ dội", "A1"], [None, "A2"], merge="A2:A3")
    assert [one.first("245", "a") if one else "" for one in read(data)] == ["Tuổi thơ dữ dội"] * 2


def test_a_formula_that_failed_is_told_and_left_out() -> None:
    page = sheets.page(book(["Tên sách", "Năm XB", "Mã vạch"], ["Bếp lửa", "#REF!", "A1"]), "a.xlsx")
    found = list(sheets.records(page))
    assert found[0].told == (("marc.formula_error", {"found": "#REF!", "line": "2"}),)


def test_a_row_without_title_is_named_by_its_line() -> None:
    page = sheets.page(book(["Tên sách", "Mã vạch"], ["", "A1"]), "a.xlsx")
    assert next(iter(sheets.records(page))).told[-1] == ("marc.row_without_title", {"line": "2"})


def test_csv_in_an_old_font_is_read() -> None:
    data = "Tªn s¸ch;T¸c gi¶;M· v¹ch\nTruyÖn KiÒu ®Æc biÖt;NguyÔn Du;A1\n".encode("cp1252")
    marc = read(data, "sach.csv")[0]
    assert marc is not None
    assert marc.first("245", "a") == "Truyện Kiều đặc biệt"


def test_a_person_may_say_what_columns_mean() -> None:
    data = book(["A", "B"], ["Sách hay", "X1"])
    page = sheets.page(data, "a.xlsx", {"title": 0, "barcode": 1})
    marc = next(iter(sheets.records(page))).marc
    assert marc is not None
    assert marc.first("952", "p") == "X1"


def test_heads_are_known_by_folded_words() -> None:
    assert columns.guess(["NĂM XUẤT BẢN", "Số đăng ký cá biệt (*)", "tac gia"]) == {
        "year": 0,
        "accession": 1,
        "author": 2,
    }


def test_a_title_that_is_an_uncomputed_formula_is_named_as_such() -> None:
    formula = '=CONCATENATE("Sách"," ba")'
    page = sheets.page(
        book(HEAD, [1, "", "Sách hai", "", "", 1979, "ZX1"], [2, "", formula, "", "", 1979, "ZX2"]), "a.xlsx"
    )
    first, second = sheets.records(page)
    assert first.told == ()
    assert second.marc is None
    assert second.told == (("marc.formula_uncomputed", {"line": "3", "column": "Tên Sách"}),)


def test_another_cell_with_an_uncomputed_formula_is_a_remark() -> None:
    found = list(
        sheets.records(sheets.page(book(HEAD, [1, "", "Sách hai", "", "", "=1900+79", "ZX1"]), "a.xlsx"))
    )
    assert found[0].marc is not None
    assert ("marc.formula_uncomputed", {"line": "2", "column": "Năm XB"}) in found[0].told
