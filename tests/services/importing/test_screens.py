"""The pages of files of records, exports and other catalogues."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.formats.marc import iso2709
from densach.services.catalogue.models import ImportBatch, Item, Record
from tests import cast
from tests.services.importing.files import book, brought, mrc, staged

pytestmark = pytest.mark.django_db


@pytest.fixture
def librarian(province: cast.Province, client: Client) -> Client:
    client.force_login(cast.the_librarian(province))
    return client


def _send(client: Client, province: cast.Province, name: str, data: bytes) -> str:
    sent = {
        "file": SimpleUploadedFile(name, data), "library": province.library.code, "update": "fill", "item_type": "book",
    }  # fmt: skip
    reply = client.post(reverse("catalogue:import_send"), sent)
    assert reply.status_code == 302, reply.content.decode()
    return reply["Location"]


def _table(*rows: list[str]) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_a_file_is_sent_looked_at_taken_in_and_taken_back(librarian: Client, province: cast.Province) -> None:
    page = _send(librarian, province, "sach.mrc", mrc(book(barcodes=("A1",)), book("")))
    shown = librarian.get(page).content.decode()
    assert "Truyện Kiều" in shown
    assert "A1" in shown
    assert not Record.objects.exists()
    pk = ImportBatch.objects.get().pk
    librarian.post(reverse("catalogue:import_take_in", args=[pk]))
    assert Item.objects.get().barcode == "A1"
    assert librarian.get(f"{page}?action=rejected&as=csv").content.decode().count("\n") == 2
    librarian.post(reverse("catalogue:import_undo", args=[pk]))
    assert not Record.objects.exists()


def test_columns_that_are_not_understood_are_asked_for_once(
    librarian: Client, province: cast.Province
) -> None:
    head = ["Cột A", "Cột B"]
    page = _send(librarian, province, "la.xlsx", _table(head, ["Bếp lửa", "A1"]))
    assert page.endswith("/cot/")
    refused = librarian.post(page, {"column-0": "", "column-1": "barcode"})
    assert refused.status_code == 422
    assert librarian.post(page, {"column-0": "title", "column-1": "barcode"}).status_code == 302
    assert ImportBatch.objects.get().created == 1
    again = _send(librarian, province, "la2.xlsx", _table(head, ["Quê nội", "A2"]))
    assert not again.endswith("/cot/")
    assert ImportBatch.objects.latest("pk").created == 1


def test_a_file_that_holds_no_records_is_refused_in_words(librarian: Client, province: cast.Province) -> None:
    sent = {
        "file": SimpleUploadedFile("anh.mrc", b"\x89PNG\r\n\x1a\n"), "library": province.library.code, "update": "fill",
        "item_type": "book",
    }  # fmt: skip
    reply = librarian.post(reverse("catalogue:import_send"), sent)
    assert reply.status_code == 422
    assert "anh.mrc" in reply.content.decode()
    assert not ImportBatch.objects.exists()


def test_doubtful_records_are_decided_on_the_page(librarian: Client, province: cast.Province) -> None:
    brought(province.library, mrc(book(isbn="9786042134583")))
    batch = staged(province.library, mrc(book("Nuôi tôm", isbn="9786042134583")))
    page = reverse("catalogue:import", args=[batch.pk])
    shown = librarian.get(page).content.decode()
    assert "Truyện Kiều" in shown
    assert reverse("catalogue:import_take_in", args=[batch.pk]) not in shown
    record = Record.objects.get()
    librarian.post(
        reverse("catalogue:import_decide", args=[batch.pk]), {"row": 1, "choice": f"update:{record.pk}"}
    )
    assert reverse("catalogue:import_take_in", args=[batch.pk]) in librarian.get(page).content.decode()


def test_a_page_of_rows_asks_no_more_queries_for_more_rows(
    librarian: Client, province: cast.Province
) -> None:
    counts = []
    for number in (2, 30):
        batch = staged(province.library, mrc(*(book(f"Sách số {number} {one}") for one in range(number))))
        page = reverse("catalogue:import", args=[batch.pk])
        librarian.get(page)
        with CaptureQueriesContext(connection) as asked:
            librarian.get(page)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_a_library_holds_goes_out_and_is_read_back(librarian: Client, province: cast.Province) -> None:
    brought(province.library, mrc(book(barcodes=("A1", "A2")), book("Bếp lửa")))
    reply = librarian.get(
        reverse("catalogue:export"), {"go": "1", "library": province.library.code, "form": "mrc"}
    )
    data = b"".join(reply.streaming_content)  # type: ignore[attr-defined]
    found = list(iso2709.read(io.BytesIO(data)))
    assert [one.marc.first("245", "a") for one in found if one.marc] == ["Truyện Kiều"]
    assert [one.first("p") for read in found if read.marc for one in read.marc.each("952")] == ["A1", "A2"]
    everything = librarian.get(reverse("catalogue:export"), {"go": "1", "form": "ris"})
    assert b"".join(everything.streaming_content).count(b"TY  - ") == 2  # type: ignore[attr-defined]


def test_a_search_goes_out(librarian: Client, province: cast.Province) -> None:
    brought(province.library, mrc(book(), book("Bếp lửa", author="Bằng Việt")))
    reply = librarian.get(reverse("catalogue:export"), {"go": "1", "form": "bib", "q": "bep lua"})
    data = b"".join(reply.streaming_content).decode()  # type: ignore[attr-defined]
    assert data.count("@book") == 1
    assert "{{Bằng Việt}}" in data


def test_equal_remarks_are_told_once_with_the_refusals_first(
    librarian: Client, province: cast.Province
) -> None:
    page = _send(
        librarian, province, "sach.mrc",
        mrc(book("Sách một", year="abc"), book("Sách hai", year="abc"), book("Sách ba"), book("")),
    )  # fmt: skip
    shown = librarian.get(page)
    told = [
        (kind.message, kind.is_refusal, kind.number, kind.positions) for kind, _said in shown.context["kinds"]
    ]
    assert told[0] == ("catalogue.no_title", True, 1, [4])
    assert ("catalogue.year_unclear", False, 2, [1, 2]) in told
    assert "2 × Không đọc được năm từ “…”" in shown.content.decode()
    only = librarian.get(f"{page}?kind=catalogue.year_unclear")
    assert [line.row.position for line in only.context["lines"]] == [1, 2]
