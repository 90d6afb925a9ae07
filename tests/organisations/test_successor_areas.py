"""An area asked for on a day before it began: its pages say what it was then and show all of it, each the same."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.organisations import actions, queries
from tests import cast
from tests.stage import SignedIn

THEN = {"ngay": "2025-06-30"}
FORMER = ["Tỉnh Bến Tre", "Tỉnh Trà Vinh", "Tỉnh Vĩnh Long"]
# Two at the head of a former province, one in a district, one in a commune of another former province.
STOOD = {
    "tv-tra-vinh": ("tra-vinh.den-2025", "province"),
    "bt-tra-vinh": ("tra-vinh.den-2025", "province"),
    "tv-cau-ngang": ("tra-vinh.den-2025.cau-ngang", "district"),
    "tv-my-long-bac": ("tra-vinh.den-2025.cau-ngang.my-long-bac", "commune"),
    "tv-ben-tre": ("ben-tre.den-2025", "province"),
}


@pytest.fixture
def reader(db: None, the_whole_map: None) -> SignedIn:
    house = actions.found(
        at=cast.NOW,
        actor=SYSTEM,
        code="he-thong",
        name="Đèn Sách",
        kind="department",
        level="nation",
        area=queries.area_by_code("viet-nam"),
        since=date(2020, 7, 1),
    )
    for code, (place, level) in STOOD.items():
        actions.found(
            at=cast.NOW,
            actor=SYSTEM,
            code=code,
            name=f"Thư viện số {code}",
            kind="public_library",
            level=level,
            area=queries.area_by_code(place),
            since=date(2020, 7, 1),
        )
    return SignedIn(cast.a_person("keeper@nation.test", "Lý Thị Bản Đồ", "administrator", house))


def told(reader: SignedIn, name: str, *args: str, **query: str) -> str:
    response = reader.get(reverse(name, args=args), {**THEN, **query})
    assert response.status_code == 200
    page: str = response.content.decode()
    return page


def test_the_page_of_the_province_shows_all_that_stood_in_the_three_it_was(reader: SignedIn) -> None:
    page = told(reader, "workspace:province", "vinh-long")
    assert "Ngày 30/06/2025" in page
    assert [name for name in FORMER if name not in page] == []
    assert "/lam-viec/tinh/tra-vinh.den-2025/?ngay=2025-06-30" in page
    assert [code for code in STOOD if code not in page] == []
    assert "Xã Mỹ Long Bắc" in page


def test_the_list_narrowed_to_it_names_the_same_institutions(reader: SignedIn) -> None:
    page = told(reader, "organisations:list", noi="vinh-long")
    assert [code for code in STOOD if code not in page] == []
    assert [name for name in FORMER if name not in page] == []
    assert 'href="?noi=ben-tre.den-2025&amp;ngay=2025-06-30"' in page


def test_the_page_of_the_area_counts_the_same_and_lists_the_three(reader: SignedIn) -> None:
    response = reader.get(reverse("areas:area", args=["vinh-long"]), THEN)
    assert response.context["on"] == date(2025, 6, 30)
    assert response.context["institutions"] == len(STOOD)
    assert [line.area.name for line in response.context["lines"]] == FORMER


def test_a_day_on_which_it_was_there_is_told_without_its_former_parts(reader: SignedIn) -> None:
    response = reader.get(reverse("areas:area", args=["vinh-long"]), {"ngay": "2025-07-01"})
    assert response.context["then"] == []
    assert response.context["institutions"] == 0


def test_a_commune_is_told_by_the_communes_that_went_wholly_into_it(reader: SignedIn) -> None:
    page = told(reader, "workspace:province", "vinh-long.my-long")
    assert "tv-my-long-bac" in page
    assert "Xã Mỹ Long Bắc" in page


def test_the_nation_counts_what_stood_in_districts(reader: SignedIn) -> None:
    response = reader.get(reverse("workspace:nation"), THEN)
    counted = {line.code: line.institutions for line in response.context["lines"]}
    assert counted["tra-vinh.den-2025"] == 4
    assert counted["ben-tre.den-2025"] == 1


def test_the_nation_is_drawn_by_provinces_wherever_it_is_asked_for(reader: SignedIn) -> None:
    response = reader.get(reverse("workspace:province", args=["viet-nam"]), THEN)
    assert response.status_code == 302
    assert response["Location"] == "/lam-viec/tinh/?ngay=2025-06-30"


def test_hoang_sa_and_truong_sa_are_named_on_the_map_of_the_nation(reader: SignedIn) -> None:
    now = reader.get(reverse("workspace:nation")).content.decode()
    assert re.search(r'aria-label="Thành phố Đà Nẵng: [^"]*Đặc khu Hoàng Sa', now)
    assert re.search(r'aria-label="Tỉnh Khánh Hòa: [^"]*Đặc khu Trường Sa', now)
    assert "Huyện Hoàng Sa" in told(reader, "workspace:nation")


@pytest.mark.parametrize(("province", "zone"), [("da-nang", "Hoàng Sa"), ("khanh-hoa", "Trường Sa")])
def test_each_is_a_tile_of_its_province(reader: SignedIn, province: str, zone: str) -> None:
    page = reader.get(reverse("workspace:province", args=[province])).content.decode()
    assert re.search(rf'<a class="tile [^>]+aria-label="Đặc khu {zone}', page)


def test_a_day_without_a_source_says_so(reader: SignedIn) -> None:
    for url in (reverse("workspace:nation"), reverse("workspace:province", args=["vinh-long"])):
        page = reader.get(url, {"ngay": "1900-01-01"}).content.decode()
        assert "chưa có nguồn" in page.lower()
        assert "Chưa nạp bản đồ hành chính" not in page


def test_communes_of_one_name_are_told_with_their_district(reader: SignedIn) -> None:
    page = told(reader, "workspace:province", "tra-vinh.den-2025")
    assert "Phường 1, Thành phố Trà Vinh" in page
    assert "Phường 1, Thị xã Duyên Hải" in page


def test_origins_that_are_numbers_are_told_with_what_they_lay_in(reader: SignedIn) -> None:
    response = reader.get(reverse("areas:area", args=["vinh-long"]))
    ties = {
        line.area.name: [name for _code, name, _part in line.ties]
        for page in ("", response.context["next_url"])
        for line in reader.get(reverse("areas:area", args=["vinh-long"]) + page).context["lines"]
    }
    assert "Phường 1 (Thành phố Trà Vinh)" in ties["Phường Trà Vinh"]
    assert "Xã Mỹ Long Bắc" in ties["Xã Mỹ Long"]


def test_an_ended_province_leads_to_what_stands_on_its_ground_today_too(reader: SignedIn) -> None:
    page = reader.get(reverse("areas:area", args=["tra-vinh.den-2025"])).content.decode()
    assert 'href="/lam-viec/co-so/?noi=tra-vinh.den-2025&amp;ngay=2025-06-30"' in page
    assert 'href="/lam-viec/co-so/?noi=tra-vinh.den-2025"' in page


def test_the_chosen_day_is_written_as_days_are_written_in_the_country(reader: SignedIn) -> None:
    assert re.search(r"<output[^>]*>30/06/2025</output>", told(reader, "workspace:nation"))
