"""The pages of incoming files: what is offered, what a person sees of each row, and what can be taken away."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.files import rules as file_rules
from densach.formats import tables
from densach.intake import sheets
from densach.intake.models import Batch
from densach.organisations.models import Organisation
from densach.people.models import User
from tests.cast import NOW, Province
from tests.formats.tables.files import workbook
from tests.intake.sending import HEAD, row, send
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db


def upload(rows: list[Any], name: str = "co-so.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, workbook([HEAD, *rows]))


def sent(client: SignedIn, province: Province, file: SimpleUploadedFile, **more: str) -> Any:
    given = {"file": file, "place": province.department.code, "since": "2026-11-20", **more}
    return client.post(reverse("intake:send", args=["institutions"]), given, follow=True)


def test_an_officer_sends_a_file_looks_takes_in_and_takes_back(province: Province, officer: User) -> None:
    client = SignedIn(officer)
    page = sent(client, province, upload([row("Phòng đọc ấp Một"), row("")]))
    assert page.status_code == 200
    assert "Phòng đọc ấp Một" in page.content.decode()
    batch = Batch.objects.get()
    client.post(reverse("intake:take_in", args=[batch.pk]))
    assert Organisation.objects.filter(code="phong-doc-ap-mot").exists()
    assert client.get(reverse("intake:undo", args=[batch.pk])).status_code == 200
    client.post(reverse("intake:undo", args=[batch.pk]))
    assert not Organisation.objects.filter(code="phong-doc-ap-mot").exists()


def test_a_file_that_cannot_be_read_is_told_at_its_field(province: Province, officer: User) -> None:
    page = sent(SignedIn(officer), province, SimpleUploadedFile("a.csv", "Ngày;Số\n1;2\n".encode()))
    assert page.status_code == 422
    assert "Họ" not in page.content.decode()
    assert "a.csv" in page.content.decode()
    assert not Batch.objects.exists()


def test_a_file_above_the_limit_is_refused_by_its_size(
    province: Province, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("densach.intake.forms.LARGEST", 1000)
    page = sent(SignedIn(officer), province, SimpleUploadedFile("to.xlsx", b"PK" + b"0" * 2000))
    assert page.status_code == 422
    assert not Batch.objects.exists()
    assert file_rules.LARGEST == 50 * 2**20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_of_any_unicode_form_is_kept_and_read(
    province: Province, officer: User, encoding: str
) -> None:
    text = "Tên;Loại;Nơi\nPhòng đọc ấp Một;phòng đọc;Xã An Tiến\n"
    page = sent(SignedIn(officer), province, SimpleUploadedFile("a.csv", text.encode(encoding)))
    assert page.status_code == 200
    assert Batch.objects.get().rows.get().cells["name"] == "Phòng đọc ấp Một"


def test_the_same_file_again_shows_the_box_for_it(province: Province, officer: User) -> None:
    client = SignedIn(officer)
    rows = [row("Phòng đọc ấp Một")]
    sent(client, province, upload(rows))
    client.post(reverse("intake:take_in", args=[Batch.objects.get().pk]))
    again = sent(client, province, upload(rows))
    assert again.status_code == 422
    assert 'type="checkbox"' in again.content.decode()
    assert sent(client, province, upload(rows), again="on").status_code == 200


@pytest.mark.parametrize("code", ["institutions", "schools", "staff"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_a_template_filled_in_is_read_in_either_language(
    province: Province, officer: User, code: str, language: str
) -> None:
    address = reverse("intake:template", kwargs={"code": code, "form": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(SignedIn(officer).get(f"{language}{address}").content))
    page = book.worksheets[0]
    for place in range(1, page.max_column + 1):
        page.cell(2, place, "x")
    file = io.BytesIO()
    book.save(file)
    sheet = sheets.by_code(code)
    table = tables.read(file.getvalue(), "mau.xlsx", sheet.head())
    assert set(table.lines[0].cells) == {column.code for column in sheet.columns}


def test_rows_left_out_come_back_with_their_reasons_and_can_be_sent_again(
    province: Province, officer: User
) -> None:
    batch = send([row("Phòng đọc A"), row("Phòng đọc B", since="30/2/2026")], province.department)
    address = reverse("intake:left_out", kwargs={"pk": batch.pk, "form": "xlsx"})
    data = SignedIn(officer).get(address).content
    table = tables.read(data, "con-lai.xlsx", sheets.by_code("institutions").head())
    (line,) = table.lines
    assert line.cells["name"] == "Phòng đọc B"
    page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert "30/2/2026" in str(page.cell(2, page.max_column).value)


def test_the_file_itself_is_opened_by_whoever_may_see_the_batch_alone(
    province: Province, officer: User, librarian: User, stranger: User
) -> None:
    batch = send([row("Phòng đọc A")], province.department)
    address = reverse("intake:as_sent", args=[batch.pk])
    assert SignedIn(officer).get(address).content[:2] == b"PK"
    assert SignedIn(stranger).get(address).status_code == 404
    for person in (officer, librarian, stranger):
        assert SignedIn(person).get(reverse("files:download", args=[batch.file_id])).status_code == 404


def test_a_longer_list_of_files_and_rows_asks_no_more_queries(province: Province, officer: User) -> None:
    client = SignedIn(officer)
    first = send([row("Phòng đọc A")], province.department)

    def asked(*addresses: str) -> list[int]:
        counts = []
        for address in addresses:
            # What waits for the person is kept until the journal's next line.
            cache.clear()
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
        return counts

    pages = (reverse("intake:list"), reverse("intake:batch", args=[first.pk]))
    asked(*pages)
    before = asked(*pages)
    longer = send(
        [row(f"Phòng đọc {n}") for n in range(30)],
        province.department,
        at=NOW + timedelta(hours=1),
        name="b.xlsx",
    )
    for n in range(4):
        send([row(f"Nhà {n}", "nhà văn hóa")], province.department, name=f"{n}.xlsx")
    after = asked(reverse("intake:list"), reverse("intake:batch", args=[longer.pk]))
    assert after == before
