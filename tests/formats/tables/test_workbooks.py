"""Workbooks as they come from offices: merged, titled, half computed, cut off."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.workbook import Workbook

from densach.formats.tables import (
    BrokenFile,
    EmptyTable,
    HeadNotFound,
    LockedFile,
    MissingColumns,
    NoSuchSheet,
    OldWorkbook,
    TableRefusal,
    TooManyRows,
    TooMuchInside,
    UnknownTable,
    read,
)
from densach.formats.tables import workbook as workbooks
from tests.formats.tables.files import COLUMNS, HEAD, workbook


def ids(remarks: Any) -> list[str]:
    return [remark.id for remark in remarks]


def test_rows_come_with_their_lines_and_days_as_papers_write_them() -> None:
    data = workbook(
        [HEAD, ("Thư viện xã An Tiến", "thư viện", date(2020, 6, 1)), (), ("Bảo tàng", None, None)]
    )
    table = read(data, "co-so.xlsx", COLUMNS)
    assert [(line.number, line.cells) for line in table.lines] == [
        (2, {"name": "Thư viện xã An Tiến", "kind": "thư viện", "since": "01/06/2020"}),
        (4, {"name": "Bảo tàng"}),
    ]
    assert table.sheet == "Cơ sở"
    assert not table.remarks


def test_the_head_is_found_under_titles_and_in_any_spelling() -> None:
    data = workbook(
        [
            ("UBND TỈNH BA VÀM", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("DANH SÁCH CƠ SỞ",),
            (None, "TÊN CƠ SỞ (*)", "loai hinh"),
            ("(1)", "(2)", "(3)"),
            (1, "Thư viện", "thư viện"),
        ]
    )
    table = read(data, "a.xlsx", COLUMNS)
    assert table.head == 3
    assert [(line.number, line.cells) for line in table.lines] == [
        (5, {"name": "Thư viện", "kind": "thư viện"})
    ]


def test_a_value_merged_over_rows_holds_for_each_and_is_told() -> None:
    def merge(book: Workbook, page: Any) -> None:
        page.merge_range(1, 1, 2, 1, "thư viện")

    table = read(workbook([HEAD, ("A",), ("B",), ("C",)], merge), "a.xlsx", COLUMNS)
    assert [line.cells.get("kind") for line in table.lines] == ["thư viện", "thư viện", None]
    assert "tables.merged" in ids(table.remarks)
    assert ids(table.lines[1].remarks) == ["tables.merged_row"]


def test_a_failed_formula_and_one_never_computed_are_told_at_their_row() -> None:
    def formulas(book: Workbook, page: Any) -> None:
        page.write_formula(1, 1, "=VLOOKUP(1,A1:A1,1)", None, "#N/A")
        page.write_formula(2, 1, '="thư "&"viện"', None, "thư viện")
        page.write_formula(3, 1, '="thư "&"viện"', None, "")

    table = read(workbook([HEAD, ("A",), ("B",), ("C",)], formulas), "a.xlsx", COLUMNS)
    assert ids(table.lines[0].remarks) == ["tables.formula_error"]
    assert table.lines[1].cells["kind"] == "thư viện"
    assert ids(table.lines[2].remarks) == ["tables.formula_uncomputed"]


def test_hidden_rows_are_read_and_said() -> None:
    def hide(book: Workbook, page: Any) -> None:
        page.set_row(2, None, None, {"hidden": True})

    table = read(workbook([HEAD, ("A",), ("B",)], hide), "a.xlsx", COLUMNS)
    assert [line.number for line in table.lines] == [2, 3]
    assert ids(table.remarks) == ["tables.hidden_rows"]
    assert ids(table.lines[1].remarks) == ["tables.hidden_row"]


def test_of_several_sheets_the_fitting_one_is_taken_or_the_one_named() -> None:
    def more(book: Workbook, page: Any) -> None:
        other = book.add_worksheet("Trường")
        other.write_row(0, 0, HEAD[:2])
        other.write_row(1, 0, ("Trường An Tiến", "trường"))
        hidden = book.add_worksheet("Ẩn")
        hidden.write_row(0, 0, HEAD)
        hidden.hide()

    data = workbook([HEAD, ("A", "b", date(2020, 1, 1))], more)
    chosen = read(data, "a.xlsx", COLUMNS)
    assert chosen.sheet == "Cơ sở"
    assert ids(chosen.remarks) == ["tables.other_sheets"]
    assert read(data, "a.xlsx", COLUMNS, "Trường").lines[0].cells["name"] == "Trường An Tiến"
    with pytest.raises(NoSuchSheet):
        read(data, "a.xlsx", COLUMNS, "Không có")


def test_columns_that_nobody_knows_are_told() -> None:
    table = read(workbook([("Tên", "Loại hình", "Ghi chú"), ("A", "b", "c")]), "a.xlsx", COLUMNS)
    assert table.remarks[0].params["columns"] == ["Ghi chú"]


def test_numbers_and_days_become_plain_text() -> None:
    data = workbook(
        [
            HEAD,
            (12.0, 0.25, datetime(2026, 2, 5, 8, 30, tzinfo=UTC).replace(tzinfo=None)),
            (True, 9.812345, None),
        ]
    )
    first, second = read(data, "a.xlsx", COLUMNS).lines
    assert first.cells == {"name": "12", "kind": "0.25", "since": "05/02/2026"}
    assert second.cells == {"name": "TRUE", "kind": "9.812345"}


def test_a_stray_cell_far_away_costs_nothing() -> None:
    def stray(book: Workbook, page: Any) -> None:
        page.write(1_048_575, 16_383, "x")

    assert len(read(workbook([HEAD, ("A",)], stray), "a.xlsx", COLUMNS).lines) == 1


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyTable),
        (workbook([]), EmptyTable),
        (workbook([HEAD]), EmptyTable),
        (workbook([("Ngày", "Số", "Trích yếu"), (1, 2, 3)]), HeadNotFound),
        (workbook([("Loại hình", "Từ ngày"), ("thư viện", "2020")]), MissingColumns),
        (workbook([HEAD, ("A",)])[:900], BrokenFile),
        (b"PK\x03\x04 and nothing more", BrokenFile),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, OldWorkbook),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            LockedFile,
        ),
        (b"%PDF-1.7", UnknownTable),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, refusal: type[TableRefusal]) -> None:
    with pytest.raises(refusal) as caught:
        read(data, "tep.xlsx", COLUMNS)
    assert caught.value.params["name"] == "tep.xlsx"


def test_a_file_that_unpacks_beyond_measure_is_refused_before_it_is_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (workbooks.LARGEST_INSIDE + 1))
    assert len(file.getvalue()) < 2**20
    with pytest.raises(TooMuchInside):
        read(file.getvalue(), "bom.xlsx", COLUMNS)


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    with pytest.raises(TooManyRows):
        read(workbook([HEAD, *[(f"A{n}",) for n in range(4)]]), "a.xlsx", COLUMNS)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 5000))
def test_a_damaged_workbook_is_read_or_refused_and_never_fails(noise: bytes, at: int) -> None:
    data = workbook([HEAD, ("A", "b", date(2020, 1, 1))])
    at %= len(data)
    with contextlib.suppress(TableRefusal):
        read(data[:at] + noise + data[at + len(noise) :], "a.xlsx", COLUMNS)
