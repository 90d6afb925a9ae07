"""The screens of money: asking, writing, reviewing, approving, spending, and files of lines."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.intake import actions as intake
from densach.programme.budget import queries
from densach.programme.budget.models import Estimate, EstimateRound, EstimateState, Line, Project
from tests import cast
from tests.intake.sending import answers, ids, rows_of, send
from tests.programme.budget.purse import Purse, fresh
from tests.stage import SignedIn

HEAD = ("Năm", "Nội dung", "Nguồn", "Loại chi", "Số lượng", "Đơn giá", "Thành tiền")
PAPER = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _files_end_with_the_test(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def _url(name: str, estimate: Estimate, *more: object) -> str:
    return reverse(f"budget:{name}", args=[estimate.pk, *more])


@time_machine.travel(cast.NOW, tick=False)
def test_the_officer_opens_a_round_by_its_form(purse: Purse) -> None:
    client = SignedIn(purse.officer)
    told = {
        "ke-hoach": purse.plan.code,
        "year": "2027",
        "due": "2026-12-15",
        "groups": ["public_library:province", "peoples_committee:commune"],
    }
    response = client.post(reverse("budget:new_round"), told, follow=True)
    assert response.status_code == 200
    round_ = EstimateRound.objects.get()
    assert (round_.year, round_.due) == (2027, date(2026, 12, 15))
    assert round_.estimates.filter(organisation=purse.province.library).exists()
    assert "Thư viện tỉnh Ba Vàm" in response.content.decode()


@time_machine.travel(cast.NOW, tick=False)
def test_a_round_without_units_says_so_and_keeps_what_was_typed(purse: Purse) -> None:
    told = {"ke-hoach": purse.plan.code, "year": "2027", "due": "2026-12-15", "note": "Lập theo nhiệm vụ"}
    response = SignedIn(purse.officer).post(reverse("budget:new_round"), told)
    assert response.status_code == 422
    assert "Lập theo nhiệm vụ" in response.content.decode()
    assert not EstimateRound.objects.exists()


def test_the_librarian_writes_a_line_in_words_of_people(purse: Purse) -> None:
    estimate = purse.estimate()
    told = {
        "revision": estimate.revision,
        "content": "Xe lưu động",
        "source": "province",
        "kind": "activity",
        "asked": "1,2 tỷ",
    }
    SignedIn(purse.librarian).post(_url("add_line", estimate), told)
    assert Line.objects.get().asked == 1_200_000_000


def test_the_later_of_two_writers_keeps_what_they_typed(purse: Purse) -> None:
    estimate = purse.estimate()
    told = {
        "revision": estimate.revision,
        "content": "Máy tính cho phòng đọc",
        "source": "province",
        "kind": "equipment",
        "asked": "30 triệu",
    }
    purse.line(estimate)
    client = SignedIn(purse.librarian)
    response = client.post(_url("add_line", estimate), told)
    page = response.content.decode()
    assert "Máy tính cho phòng đọc" in page and "Có người đã thay đổi" in page
    again = {**told, "revision": fresh(estimate).revision}
    client.post(_url("add_line", estimate), again)
    assert Line.objects.count() == 2


def test_the_officer_writes_amounts_beside_the_lines_and_closes_the_review(purse: Purse) -> None:
    estimate = purse.submitted()
    (row,) = queries.lines_of(estimate)
    told = {
        "revision": estimate.revision,
        f"amount-{row.line.pk}": "12 triệu",
        f"remark-{row.line.pk}": "Mua đợt 1",
        "review": "",
    }
    SignedIn(purse.officer).post(_url("allot", estimate), told)
    assert fresh(estimate).state == EstimateState.REVIEWED
    assert queries.lines_of(estimate)[0].allotted == 12_000_000


def test_an_amount_that_cannot_be_read_is_told_at_its_line(purse: Purse) -> None:
    estimate = purse.submitted()
    (row,) = queries.lines_of(estimate)
    told = {"revision": estimate.revision, f"amount-{row.line.pk}": "mười hai", "review": ""}
    response = SignedIn(purse.officer).post(_url("allot", estimate), told)
    assert response.status_code == 422
    assert "mười hai" in response.content.decode()


def test_the_leader_approves_with_a_paper_and_the_unit_enters_what_it_spends(purse: Purse) -> None:
    estimate = purse.allotted(purse.submitted(), 12_000_000)
    paper = SimpleUploadedFile("215.pdf", PAPER, "application/pdf")
    told = {"revision": estimate.revision, "on": "2026-03-01", "legal_basis": "215/QĐ", "paper": paper}
    SignedIn(purse.leader).post(_url("approve", estimate), told)
    assert fresh(estimate).state == EstimateState.APPROVED and estimate.paper is not None
    (row,) = queries.lines_of(estimate)
    spent = {"on": "2026-05-07", "amount": "13 triệu"}
    response = SignedIn(purse.librarian).post(reverse("budget:spend", args=[row.line.pk]), spent, follow=True)
    assert "Đã chi nhiều hơn số phân bổ" in response.content.decode()


def test_a_round_downloads_as_it_is_seen(purse: Purse) -> None:
    estimate = purse.submitted()
    client = SignedIn(purse.officer)
    url = reverse("budget:round_download", args=[estimate.round_id, "xlsx"])
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(url).content)).active
    assert sheet is not None
    rows = list(sheet.values)
    assert ("Thư viện tỉnh Ba Vàm", 15_000_000) in [(row[0], row[3]) for row in rows[1:]]
    by_source = list(
        openpyxl.load_workbook(io.BytesIO(client.get(f"{url}?xem=nguon").content)).active.values  # type: ignore[union-attr]
    )
    assert [row[0] for row in by_source[1:]] == ["ngân sách cấp tỉnh"]


def test_a_unit_sees_its_own_row_of_the_round_only(purse: Purse) -> None:
    estimate = purse.estimate()
    page = SignedIn(purse.librarian).get(reverse("budget:round", args=[estimate.round_id])).content.decode()
    assert "Thư viện tỉnh Ba Vàm" in page and "Bảo tàng tỉnh Ba Vàm" not in page


def test_the_list_of_units_asks_no_more_queries_when_it_grows(purse: Purse) -> None:
    estimate = purse.estimate()
    client = SignedIn(purse.officer)
    url = reverse("budget:round", args=[estimate.round_id])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _time in range(3):
        purse.line(estimate)
    client.get(url)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) <= len(few)


def test_a_project_is_added_moved_and_paid_by_its_forms(purse: Purse) -> None:
    client = SignedIn(purse.librarian)
    told = {
        "revision": 1,
        "unit": purse.province.library.code,
        "title": "Trụ sở thư viện tỉnh",
        "total": "20 tỷ",
        "year_from": "2026",
        "year_to": "2028",
    }
    client.post(reverse("budget:new_project"), told)
    project = Project.objects.get()
    stage = {"revision": project.revision, "stage": "decided", "on": "2026-02-02", "legal_basis": "03/NQ"}
    with time_machine.travel(cast.NOW, tick=False):
        client.post(reverse("budget:move_project", args=[project.code]), stage)
    money = {"year": "2026", "source": "province", "allotted": "3 tỷ", "paid": "1,5 tỷ"}
    response = client.post(reverse("budget:project_money", args=[project.code]), money, follow=True)
    project.refresh_from_db()
    assert (project.stage, project.total) == ("decided", 20_000_000_000)
    assert "3.000.000.000" in response.content.decode()


def test_lines_come_from_a_file_are_told_row_by_row_and_taken_back(purse: Purse) -> None:
    estimate = purse.estimate()
    rows = [
        (2026, "Bổ sung sách", "ngân sách cấp tỉnh", "sách, hiện vật và số hóa", 10, 75_000, None),
        (2026, "Tập huấn", "ngân sách cấp tỉnh", "đào tạo, tập huấn", None, None, "12 triệu"),
        (2026, "Sai nguồn", "tiền túi", "đào tạo, tập huấn", None, None, "12 triệu"),
        (2031, "Sai năm", "ngân sách cấp tỉnh", "đào tạo, tập huấn", None, None, "12 triệu"),
        (2026, "Thiếu tiền", "ngân sách cấp tỉnh", "đào tạo, tập huấn", None, None, None),
        (2026, "Không khớp", "ngân sách cấp tỉnh", "đào tạo, tập huấn", 2, 5, 11),
    ]
    batch = send(rows, purse.province.library, purse.writing(), sheet="du-toan", head=HEAD)
    assert answers(batch) == ["new", "new", *["refused"] * 4]
    assert [ids(row) for row in rows_of(batch)][2:] == [
        ["budget.word_unknown"],
        ["budget.no_open_estimate"],
        ["budget.amount_needed"],
        ["budget.not_quantity_times_price"],
    ]
    intake.take_in(at=cast.NOW, actor=purse.writing(), batch=batch)
    assert [row.line.asked for row in queries.lines_of(estimate)] == [750_000, 12_000_000]
    again = send(rows[:2], purse.province.library, purse.writing(), sheet="du-toan", head=HEAD, again=True)
    assert answers(again) == ["same", "same"]
    intake.undo(at=cast.NOW, actor=purse.writing(), batch=batch)
    assert queries.lines_of(estimate) == []
