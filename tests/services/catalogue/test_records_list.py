"""The staff's list of records: found, narrowed, taken away."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.services.catalogue.models import Record, RecordState
from tests import cast
from tests.services.search.shelf import a_copy, a_record, the_shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(province: cast.Province) -> dict[str, Record]:
    return the_shelf(province)


@pytest.fixture
def librarian(client: Client, province: cast.Province) -> Client:
    client.force_login(cast.the_librarian(province))
    return client


def listed(client: Client, **query: str) -> str:
    response = client.get(reverse("catalogue:home"), query)
    assert response.status_code == 200
    page: str = response.content.decode()
    return page


@pytest.mark.usefixtures("shelf")
def test_a_librarian_finds_narrows_and_takes_away(librarian: Client) -> None:
    assert "Biểu ghi 1–3 trong 3" in listed(librarian, q="nguyen du")
    assert "Truyền kỳ mạn lục" not in listed(librarian, q="nguyen du", until="2016")
    response = librarian.get(reverse("catalogue:home"), {"q": "nguyen du", "as": "csv"})
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 4
    assert librarian.get(reverse("catalogue:home"), {"q": "kieu", "as": "xlsx"}).status_code == 200
    marc = librarian.get(reverse("catalogue:home"), {"q": "truyen ky", "as": "mrc"})
    assert "Truyền kỳ mạn lục" in b"".join(marc).decode()


def test_what_nobody_holds_and_what_is_in_the_making_can_be_listed(
    librarian: Client, province: cast.Province, shelf: dict[str, Record]
) -> None:
    a_copy(province.library, shelf["Kính vạn hoa"], "VL-9")
    a_record(province.library, "Bản thảo của mình", state=RecordState.DRAFT)
    a_record(province.foreign_library, "Bản thảo của người khác", state=RecordState.DRAFT)
    assert "Kính vạn hoa" not in listed(librarian, q="anh", copies="khong")
    assert "Kính vạn hoa" in listed(librarian, copies="co")
    drafts = listed(librarian, state="draft")
    assert "Bản thảo của mình" in drafts
    assert "Bản thảo của người khác" not in drafts


@pytest.mark.usefixtures("shelf")
def test_nothing_in_the_address_breaks_the_list(librarian: Client) -> None:
    for query in (
        {"q": '"'},
        {"page": "-4"},
        {"page": "x"},
        {"since": "abc"},
        {"library": "?"},
        {"sort": "x"},
    ):
        listed(librarian, **query)
    assert "Không có biểu ghi nào khớp" in listed(librarian, q="khong co gi nhu the")


def test_a_longer_list_asks_no_more_questions(librarian: Client, province: cast.Province) -> None:
    def asked() -> int:
        # What the roof reckons is kept until the journal's next line: the second look asks for the list alone.
        listed(librarian, q="sách")
        with CaptureQueriesContext(connection) as queries:
            listed(librarian, q="sách")
        return len(queries)

    a_copy(province.library, a_record(province.library, "Sách một", "A"), "B-0")
    few = asked()
    for number in range(1, 12):
        a_copy(province.library, a_record(province.library, f"Sách {number}", "A"), f"B-{number}")
    assert asked() == few
