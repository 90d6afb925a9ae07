"""What citizens see of books: the search, a book's page, a library's shelves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.services.catalogue.actions import items, records
from densach.services.catalogue.models import ItemState, Record, RecordState
from tests import cast
from tests.services.search.shelf import a_copy, a_record, the_shelf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(cast.NOW, tick=False):
        yield


@pytest.fixture
def shelf(province: cast.Province) -> dict[str, Record]:
    shelf = the_shelf(province)
    a_copy(province.library, shelf["Truyện Kiều"], "VL-1", call_number="895.922 NG527D")
    a_copy(province.commune_library, shelf["Truyện Kiều"], "VL-2")
    a_copy(province.commune_library, shelf["Kính vạn hoa"], "VL-3")
    return shelf


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def search(client: Client, text: str = "", **query: str) -> str:
    response = client.get(reverse("portal:search"), {"q": text, **query})
    assert response.status_code == 200
    found: str = response.content.decode()
    return found


@pytest.mark.usefixtures("shelf")
def test_a_reader_without_accents_finds_the_book_and_sees_where_it_stands_now(
    client: Client, province: cast.Province
) -> None:
    found = search(client, "truyen kieu nguyen du")
    assert "Truyện Kiều" in found
    assert "Còn 2 bản trên giá" in found
    items.change_state(at=cast.NOW, actor=SYSTEM, barcode="VL-1", state=ItemState.IN_REPAIR)
    assert "Còn 1 bản trên giá" in search(client, "truyen kieu nguyen du")


@pytest.mark.usefixtures("shelf")
def test_a_facet_leads_to_the_narrower_answer(client: Client, province: cast.Province) -> None:
    found = search(client, "nguyen")
    link = re.search(r'href="([^"]*thu-vien=[^"]*)">Thư viện tỉnh', found)
    assert link is not None
    narrowed = page(client, link[1].replace("&amp;", "&"))
    assert "Truyện Kiều" in narrowed
    assert "Kính vạn hoa" not in narrowed


@pytest.mark.usefixtures("shelf")
def test_a_slip_of_the_fingers_is_answered_with_a_better_word(client: Client) -> None:
    found = search(client, "truyeen kieu")
    assert "Không tìm thấy" in found
    assert "Có phải bạn tìm" in found
    assert "<b>truyện kiều</b>" in found


@pytest.mark.usefixtures("shelf")
def test_nothing_in_the_address_breaks_the_page(client: Client) -> None:
    for query in (
        {"trang": "-1"}, {"trang": "x"}, {"thu-vien": "khong-co"}, {"tac-gia": "9" * 9}, {"tac-pham": "1234567"},
        {"tu": "x", "den": "20a"}, {"loai": "'"}, {"sap": "?"}, {"q": "\x00"}, {"q": '"'},
    ):  # fmt: skip
        assert client.get(reverse("portal:search"), query).status_code == 200
    beyond = client.get(reverse("portal:search"), {"q": "kieu", "trang": "9"})
    assert beyond["Location"] == f"{reverse('portal:search')}?q=kieu"


@pytest.mark.usefixtures("shelf")
def test_signs_alone_are_told_to_be_no_question(client: Client) -> None:
    for text in ('"', '""', "*"):
        assert "Chưa có từ nào để tìm" in search(client, text)


@pytest.mark.usefixtures("shelf")
def test_what_was_understood_is_shown_and_can_be_taken_for_words(client: Client) -> None:
    found = search(client, "nguyen năm: 1970 - 1979")
    assert "Năm: 1970–1979" in found
    link = re.search(r'class="chip chip-on" href="([^"]*)"', found)
    assert link is not None
    assert "Năm: 1970–1979" not in page(client, link[1].replace("&amp;", "&"))
    found = search(client, "tác giả: nguyễn nhật ánh vé tuổi")
    assert "Tác giả: nguyễn nhật ánh " in found
    assert "Cho tôi xin một vé đi tuổi thơ" in found


@pytest.mark.usefixtures("shelf")
def test_years_the_wrong_way_round_are_put_right_and_what_is_not_there_is_said(client: Client) -> None:
    assert "1970–1979" in (found := search(client, tu="1979", den="1970"))
    assert "Truyện Kiều" in found
    assert "một đề mục không có ở đây" in search(client, **{"tac-gia": "999999"})
    assert "một thư viện không có ở đây" in search(client, **{"thu-vien": "khong-co"})


def test_an_address_with_a_slash_at_its_end_leads_to_the_page(client: Client, db: None) -> None:
    for way in ("/tim-kiem", "/thu-vien", "/en/thu-vien", "/thu-vien/tv-tinh", "/tai-lieu/7", "/cua-toi"):
        answer = client.get(f"{way}/")
        assert (answer.status_code, answer["Location"]) == (301, way)
    assert client.get("/tim-kiem/?q=kieu")["Location"] == "/tim-kiem?q=kieu"
    assert client.get("/khong-co/").status_code == 404


def test_an_empty_catalogue_says_so(client: Client, db: None) -> None:
    assert "Mục lục còn trống" in page(client, reverse("portal:search"))


def test_a_books_page_tells_where_it_is_what_it_is_and_how_to_cite_it(
    client: Client, shelf: dict[str, Record], province: cast.Province
) -> None:
    record = shelf["Truyện Kiều"]
    found = page(client, reverse("portal:record", args=[record.pk]))
    assert "895.922 NG527D" in found
    assert "Thư viện tỉnh" in found
    assert "NGUYỄN DU. Truyện Kiều" in found
    assert "@book{" in found
    assert "Ấn bản khác" in found
    assert "<svg" in found
    told = re.search(r'<script type="application/ld\+json">(.*?)</script>', found, re.DOTALL)
    assert told is not None
    data = json.loads(told[1])
    assert (data["@type"], data["name"], data["isbn"]) == ("Book", "Truyện Kiều", record.isbn)
    assert {offer["availability"] for offer in data["offers"]} == {"https://schema.org/InStock"}


def test_a_title_that_looks_like_a_script_stays_a_title(client: Client, province: cast.Province) -> None:
    record = a_record(province.library, "</script><script>alert(1)</script>", "<b>Ai</b>")
    found = page(client, reverse("portal:record", args=[record.pk]))
    assert "<script>alert" not in found
    cover = client.get(reverse("portal:cover", args=[record.pk]))
    assert cover["Content-Type"] == "image/svg+xml"
    assert "<script>" not in cover.content.decode()


def test_citizens_are_told_that_a_draft_is_not_there(client: Client, province: cast.Province) -> None:
    draft = a_record(province.library, "Bản thảo", state=RecordState.DRAFT)
    for name in ("record", "cover"):
        assert client.get(reverse(f"portal:{name}", args=[draft.pk])).status_code == 404
    records.change_record_state(at=cast.NOW, actor=SYSTEM, record=draft, seen=1, state=RecordState.PUBLISHED)
    assert client.get(reverse("portal:record", args=[draft.pk])).status_code == 200


@pytest.mark.usefixtures("shelf")
def test_a_librarys_page_shows_its_own_books_only(client: Client, province: cast.Province) -> None:
    own = page(client, reverse("portal:library", args=[province.library.code]))
    assert "Truyện Kiều" in own
    assert "Kính vạn hoa" not in own
    assert "Hiện có 1 đầu sách với 1 bản tại đây." in own
    other_way = page(client, reverse("portal:institution", args=[province.library.code]))
    address = reverse("portal:library", args=[province.library.code])
    # The one address under which the page is known: named, never loaded.
    named = re.search(r'rel="canonical" href="([^"]+)"', other_way)
    assert named is not None
    assert urlsplit(named[1])[1:3] == ("testserver", address)
    museum = client.get(reverse("portal:library", args=[province.museum.code]))
    assert museum.status_code == 302
    assert client.get(reverse("portal:library", args=["khong-co"])).status_code == 404
