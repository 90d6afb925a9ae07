"""An area is found by any name that it has or had, however it is typed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from densach.organisations import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_whole_map")]
BEFORE = date(2025, 6, 30)
TODAY = date(2026, 11, 20)


def codes(text: str, **how: Any) -> list[str]:
    return [one.code for one in queries.find_areas(text, **how)]


@pytest.mark.parametrize("text", ["Cát Hải", "cat hai", "CÁT HẢI", "  cát   hải "])
def test_what_is_there_today_comes_before_what_has_gone(text: str) -> None:
    found = codes(text)
    assert found[:2] == ["hai-phong.cat-hai", "hai-phong.den-2025.cat-hai"]
    assert "hai-phong.den-2025.cat-hai.cat-hai" in found


@pytest.mark.parametrize("text", ["huyện Cát Hải", "h. cat hai", "H.Cát Hải"])
def test_the_word_for_its_kind_asks_for_that_kind_alone(text: str) -> None:
    assert codes(text) == ["hai-phong.den-2025.cat-hai"]


@pytest.mark.parametrize(
    "text",
    [
        "xa My Long Bac, Cau Ngang, Tra Vinh",
        "Xã Mỹ Long Bắc, huyện Cầu Ngang, tỉnh Trà Vinh",
        "Trà Vinh, Cầu Ngang, Mỹ Long Bắc",
        "Mỹ Long Bắc (Cầu Ngang)",
        "X. Mỹ Long Bắc - huyện Cầu Ngang - tỉnh Trà Vinh",
        "Xã Mỹ Long Bắc, tỉnh Vĩnh Long",
    ],
)
def test_parts_in_any_order_narrow_by_where_it_lay_or_lies_now(text: str) -> None:
    assert codes(text)[:1] == ["tra-vinh.den-2025.cau-ngang.my-long-bac"]


def test_an_old_place_says_what_it_became() -> None:
    (one,) = queries.find_areas("Xã Mỹ Long Bắc, huyện Cầu Ngang")
    assert (one.where, one.valid_to, one.is_now) == (("Huyện Cầu Ngang", "Tỉnh Trà Vinh"), BEFORE, False)
    assert [(new.code, new.where, new.part) for new in one.became] == [
        ("vinh-long.my-long", "Tỉnh Vĩnh Long", False)
    ]


def test_a_divided_commune_says_all_that_took_a_part() -> None:
    (one,) = queries.find_areas("phường Long Tuyền, quận Bình Thủy")
    assert [(new.name, new.part) for new in one.became] == [
        ("Phường An Bình", True),
        ("Phường Long Tuyền", True),
    ]


def test_a_commune_that_lived_on_is_found_where_it_lay_and_where_it_lies() -> None:
    then = queries.find_areas("Hòa Minh, Châu Thành, Trà Vinh")
    now = queries.find_areas("Hòa Minh, Vĩnh Long")
    assert [one.code for one in then] == [one.code for one in now] == ["vinh-long.hoa-minh"]
    assert then[0].where == ("Huyện Châu Thành", "Tỉnh Trà Vinh")
    assert then[0].is_now and now[0].is_now


@pytest.mark.parametrize("text", ["Bình Thuỷ", "Bình Thủy"])
def test_both_ways_of_placing_a_tone_find_the_same(text: str) -> None:
    assert codes(text)[0] == "can-tho.binh-thuy"


def test_the_same_accents_come_before_others() -> None:
    assert queries.find_areas("Thụy Bình")[0].name == "Xã Thụy Bình"
    assert queries.find_areas("Bình Thủy")[0].name == "Phường Bình Thủy"
    names = [one.name for one in queries.find_areas("Hà Tiên", limit=30)]
    assert names[0].endswith("Hà Tiên")


def test_a_numbered_ward_is_found_by_its_short_form() -> None:
    assert codes("p5, vĩnh long")[0] == "vinh-long.den-2025.vinh-long.phuong-5"


@pytest.mark.parametrize(
    ("number", "code"), [("29410", "vinh-long.hoa-minh"), ("86", "vinh-long"), ("01", "ha-noi")]
)
def test_an_official_number_finds_it(number: str, code: str) -> None:
    assert codes(number)[0] == code


def test_only_what_was_there_on_the_day_is_found() -> None:
    assert codes("Cát Hải", on=TODAY) == ["hai-phong.cat-hai"]
    assert "hai-phong.cat-hai" not in codes("Cát Hải", on=BEFORE)


def test_a_kind_that_nothing_has_is_let_go() -> None:
    assert codes("thị trấn Mỹ Long Bắc, Cầu Ngang") == ["tra-vinh.den-2025.cau-ngang.my-long-bac"]


@pytest.mark.parametrize("text", ["", "   ", ",;", "%", "không có nơi này", "xã", "'; --"])
def test_what_names_nothing_finds_nothing(text: str) -> None:
    assert codes(text) == [] or text == "xã"


def test_queries_do_not_grow_with_what_is_found() -> None:
    def asked(text: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.find_areas(text)
        return len(seen)

    assert asked("an") <= 9
    assert asked("Tân, Vĩnh Long") <= 11
