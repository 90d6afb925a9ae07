"""Long files are worked on in a process of their own; a page says how far it is, and nothing half-done stays."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from densach.services.catalogue.actions.importing import jobs
from densach.services.catalogue.models import BatchState, ImportBatch, ImportRow, Record
from tests import cast
from tests.services.importing.files import book, mrc
from tests.services.importing.test_screens import _send, _table

pytestmark = pytest.mark.django_db


@pytest.fixture
def librarian(province: cast.Province, client: Client) -> Client:
    client.force_login(cast.the_librarian(province))
    return client


@pytest.fixture(autouse=True)
def begun(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> list[int]:
    """Every file is a long one; work is begun and not done until a test does it."""
    settings.DATA = tmp_path
    found: list[int] = []
    monkeypatch.setattr(jobs, "LONG_FILE", 0)
    monkeypatch.setattr(jobs, "LONG_BATCH", 0)
    monkeypatch.setattr(jobs, "launch", found.append)
    return found


def test_a_long_file_is_read_taken_in_and_taken_back_while_the_page_says_how_far(
    librarian: Client, province: cast.Province, begun: list[int]
) -> None:
    page = _send(
        librarian, province, "sach.mrc", mrc(book(), book("Lục Vân Tiên", author="Nguyễn Đình Chiểu"))
    )
    answer = librarian.get(page)
    assert "Đã đọc và đối chiếu với mục lục: 0 trên 2 biểu ghi" in answer.content.decode()
    assert answer["Refresh"] == "2"
    pk = begun.pop()
    jobs.run(pk, cast.NOW)
    shown = librarian.get(page)
    assert "Refresh" not in shown
    assert "Lục Vân Tiên" in shown.content.decode()
    assert not Record.objects.exists()
    librarian.post(reverse("catalogue:import_take_in", args=[pk]))
    assert "Đã ghi: 0 trên 2 biểu ghi" in librarian.get(page).content.decode()
    # Pressed twice: the second is answered in words and begins nothing.
    again = librarian.post(reverse("catalogue:import_take_in", args=[pk]), follow=True).content.decode()
    assert "đang được xử lý" in again
    assert begun == [pk]
    jobs.run(begun.pop(), cast.NOW)
    assert Record.objects.count() == 2
    librarian.post(reverse("catalogue:import_undo", args=[pk]))
    jobs.run(begun.pop(), cast.NOW)
    assert not Record.objects.exists()
    assert ImportBatch.objects.get().state == BatchState.UNDONE
    assert jobs.job_of(pk) is None
    assert list((jobs._file(pk)).parent.iterdir()) == []


def test_a_long_table_is_read_by_its_columns(
    librarian: Client, province: cast.Province, begun: list[int]
) -> None:
    page = _send(librarian, province, "sach.xlsx", _table(["Tên Sách", "Tác giả"], ["Bếp lửa", "Bằng Việt"]))
    assert not page.endswith("/cot/")
    jobs.run(begun.pop(), cast.NOW)
    assert "Bếp lửa" in librarian.get(page).content.decode()


def test_work_whose_process_died_is_said_and_may_be_begun_again(
    librarian: Client, province: cast.Province, begun: list[int]
) -> None:
    page = _send(librarian, province, "sach.mrc", mrc(book()))
    pk = begun.pop()
    jobs.run(pk, cast.NOW)
    librarian.post(reverse("catalogue:import_take_in", args=[pk]))
    job = jobs.job_of(pk)
    assert job is not None
    dead = os.fork()
    if not dead:
        os._exit(0)
    jobs._write(pk, replace(job, pid=dead))
    os.waitpid(dead, 0)
    assert "bị ngắt giữa chừng" in librarian.get(page).content.decode()
    assert not Record.objects.exists()
    librarian.post(reverse("catalogue:import_take_in", args=[pk]))
    jobs.run(begun.pop(), cast.NOW)
    assert Record.objects.count() == 1


def test_a_file_that_is_refused_half_way_leaves_no_rows_and_says_why(
    librarian: Client, province: cast.Province, begun: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _send(librarian, province, "sach.mrc", mrc(book(), book("Khác")))
    monkeypatch.setattr("densach.services.catalogue.actions.importing.staging.MOST_STAGED", 1)
    jobs.run(begun.pop(), cast.NOW)
    assert not ImportRow.objects.exists()
    assert "import-marc" in librarian.get(page).content.decode()
