"""The screens of the administrative map: finding a place, a place through time, another name for it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.organisations import actions, queries
from tests import cast
from tests.stage import SignedIn

FIND = reverse("areas:find")


def page_of(code: str) -> str:
    return reverse("areas:area", args=[code])


@pytest.fixture
def reader(db: None, the_whole_map: None) -> SignedIn:
    """Someone of the house's own unit, in a register that holds the whole map and nobody else."""
    house = actions.found(
        at=cast.NOW,
        actor=SYSTEM,
        code="he-thong",
        name="Đèn Sách",
        kind="department",
        level="nation",
        area=queries.area_by_code("viet-nam"),
        since=date(2025, 7, 1),
    )
    return SignedIn(cast.a_person("keeper@nation.test", "Lý Thị Bản Đồ", "administrator", house))


def test_with_nothing_asked_the_provinces_stand_there_with_those_merged_into_them(reader: SignedIn) -> None:
    page = reader.get(FIND).content.decode()
    assert page.count('<tr tabindex="') == 34
    assert "105 xã, 19 phường" in page
    assert "Tỉnh Trà Vinh" in page


def test_as_it_was_before_there_are_sixty_three(reader: SignedIn) -> None:
    page = reader.get(FIND, {"ngay": "2025-06-30"}).content.decode()
    assert page.count('<tr tabindex="') == 63
    assert "7 huyện, 1 thị xã, 1 thành phố thuộc tỉnh" in page


def test_a_day_that_no_source_vouches_for_says_so(reader: SignedIn) -> None:
    for url in (FIND, page_of("vinh-long.hoa-minh")):
        assert "Chưa có nguồn dữ liệu" in reader.get(url, {"ngay": "2020-01-01"}).content.decode()
        assert "Chưa có nguồn dữ liệu" not in reader.get(url, {"ngay": "2025-06-30"}).content.decode()


def test_an_old_place_is_found_with_what_it_became(reader: SignedIn) -> None:
    page = reader.get(FIND, {"q": "xa my long bac, cau ngang"}).content.decode()
    assert page_of("tra-vinh.den-2025.cau-ngang.my-long-bac") in page
    assert page_of("vinh-long.my-long") in page


def test_what_nothing_is_called_leads_back_to_the_provinces(reader: SignedIn) -> None:
    page = reader.get(FIND, {"q": "không có nơi này"}).content.decode()
    assert "Không có đơn vị hành chính nào" in page


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("hai-phong.cat-hai", ["Huyện Cát Hải", "10 xã, 2 thị trấn", "Thị trấn Cát Bà"]),
        ("hai-phong.den-2025.cat-hai", ["Đặc khu Cát Hải", "đến ngày 30/06/2025"]),
        ("vinh-long", ["Tỉnh Bến Tre", "Tỉnh Trà Vinh", "105 xã, 19 phường"]),
        ("tra-vinh.den-2025", ["Tỉnh Bến Tre", "Huyện Cầu Ngang", "Xã Mỹ Long"]),
        ("can-tho.den-2025.binh-thuy.long-tuyen", ["Phường An Bình", "một phần"]),
        ("vinh-long.hoa-minh", ["Huyện Châu Thành", "Tỉnh Trà Vinh", "từ ngày 01/07/2025"]),
        ("viet-nam", ["Thành phố Hà Nội"]),
    ],
)
def test_a_place_tells_its_family_and_what_lies_in_it(reader: SignedIn, code: str, shown: list[str]) -> None:
    response = reader.get(page_of(code))
    assert response.status_code == 200
    page = response.content.decode()
    assert [words for words in shown if words not in page] == []


def test_a_province_lists_its_communes_a_page_at_a_time(reader: SignedIn) -> None:
    url, seen = page_of("vinh-long"), list[str]()
    while url:
        response = reader.get(url)
        seen += [line.area.code for line in response.context["lines"]]
        url = page_of("vinh-long") + response.context["next_url"] if response.context["next_url"] else ""
    assert len(seen) == len(set(seen)) == 124


def test_before_it_came_to_be_what_it_was_then_is_shown_and_said(reader: SignedIn) -> None:
    response = reader.get(page_of("hai-phong.cat-hai"), {"ngay": "2025-06-30"})
    assert response.context["on"] == date(2025, 6, 30)
    assert "chưa có đơn vị hành chính này" in response.content.decode()
    assert [line.area.name for line in response.context["lines"]] == ["Huyện Cát Hải"]


def test_what_had_ended_is_shown_on_its_last_day_and_that_is_said(reader: SignedIn) -> None:
    response = reader.get(page_of("hai-phong.den-2025.cat-hai"), {"ngay": "2025-12-31"})
    assert response.context["on"] == date(2025, 6, 30)
    assert "chưa có hoặc không còn" in response.content.decode()


def test_a_list_is_taken_away_as_a_file(reader: SignedIn) -> None:
    url = reverse("areas:download", args=["vinh-long", "csv"])
    lines = reader.get(url).content.decode().splitlines()
    assert len(lines) == 125
    assert reader.get(reverse("areas:download", args=["vinh-long", "xlsx"])).status_code == 200


def test_an_unknown_place_is_not_found(reader: SignedIn) -> None:
    assert reader.get(page_of("khong-co")).status_code == 404


def test_queries_do_not_grow_with_what_lies_in_it(reader: SignedIn) -> None:
    """Hải Phòng was made of two provinces, Vĩnh Long of three; Lai Châu and Thanh Hóa of themselves alone."""
    numbers = {}
    for code in ("hai-phong", "vinh-long", "lai-chau", "thanh-hoa"):
        reader.get(page_of(code))
        with CaptureQueriesContext(connection) as seen:
            reader.get(page_of(code))
        numbers[code] = len(seen)
    assert numbers["hai-phong"] == numbers["vinh-long"]
    assert numbers["lai-chau"] == numbers["thanh-hoa"]
    assert max(numbers.values()) <= 40
