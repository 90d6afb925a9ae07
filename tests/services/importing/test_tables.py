"""Tables of books become the same catalogue as files of records."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from densach.services.catalogue.models import Item, Record
from densach.services.catalogue.queries import exporting
from densach.services.catalogue.rules.importing import REPLACE, Options
from tests import cast
from tests.services.importing.files import book, brought, mrc

pytestmark = pytest.mark.django_db
HEAD: list[Any] = ["STT", "CSPL", "Tên Sách", "Tập", "Tác giả", "Năm XB", "Số cá biệt", "Vị trí tài liệu"]


def table(*rows: list[Any]) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (HEAD, *rows):
        sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_rows_of_one_title_are_copies_of_one_record(province: cast.Province) -> None:
    rows = table(
        [1, "895.92", "Truyện Kiều", None, "Nguyễn Du", 1979, "A1", "Kho mượn"],
        [2, "895.92", "Truyện Kiều", None, "Nguyễn Du", 1979, "A2", "Kho mượn"],
        [3, "030", "Từ điển", "T.1", None, 2001, "A3", "Phòng đọc"],
        [4, "030", "Từ điển", "T.2", None, 2001, "A4", "Phòng đọc"],
    )
    done = brought(province.library, rows, "sach.xlsx")
    assert (done.read, done.created, done.updated, done.items) == (4, 3, 1, 4)
    assert Record.objects.get(title="Truyện Kiều").holdings == 2
    assert Item.objects.get(barcode="A3").call_number == "030"


def test_a_table_and_a_file_of_records_give_the_same_catalogue(province: cast.Province) -> None:
    rows = table([1, "895.92", "Truyện Kiều", None, "Nguyễn Du", 1979, "A1", "Kho mượn"])
    brought(province.library, rows, "sach.xlsx")
    done = brought(province.library, mrc(book(barcodes=("A1",))))
    assert (done.created, done.items) == (0, 0)


def test_what_was_exported_as_a_table_changes_nothing_when_it_comes_back(province: cast.Province) -> None:
    brought(
        province.library,
        mrc(book(barcodes=("A1", "A2")), book("Từ điển", isbn="9786042134583", barcodes=("A3",))),
    )
    before = list(Record.objects.order_by("pk").values_list("marc", flat=True))
    for form in ("xlsx", "csv"):
        sent = b"".join(exporting.pieces(form, province.library))
        done = brought(province.library, sent, f"sach.{form}", options=Options(update=REPLACE))
        assert (done.created, done.updated, done.unchanged, done.rejected) == (0, 0, 3, [])
        assert Record.objects.count() == 2
        assert Item.objects.count() == 3
    titles = [marc.count("245") for marc in Record.objects.order_by("pk").values_list("marc", flat=True)]
    assert titles == [marc.count("245") for marc in before]


def test_a_row_that_mends_a_year_keeps_the_publisher(province: cast.Province) -> None:
    rows = table([1, "", "Bếp lửa", None, "Bằng Việt", 1968, "A1", ""])
    brought(province.library, rows, "a.xlsx")
    again = table([1, "", "Bếp lửa", None, "Bằng Việt", 1969, "A1", ""])
    done = brought(province.library, again, "a.xlsx", options=Options(update=REPLACE))
    assert (done.created, done.updated) == (0, 1)
    assert Record.objects.get().year == 1969
