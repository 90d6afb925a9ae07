"""A province's page: its communes on a map, what is missing, its numbers and its tree, as on any day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.organisations import actions as organisations
from densach.people.models import User
from densach.programme.capabilities import actions as capabilities
from densach.ui.daywise import DayAsked
from densach.workspace import provinces
from densach.workspace.subjects import STANDS
from tests import cast
from tests.cast import NOW, TODAY, Province
from tests.stage import SignedIn

SERVICE = "library.lifelong_service"
NOWADAYS = DayAsked(TODAY)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def url_of(code: str, **query: str) -> str:
    address: str = reverse("workspace:province", args=[code])
    return address + ("?" + "&".join(f"{name}={value}" for name, value in query.items()) if query else "")


def page(user: User, code: str = "ba-vam", **query: str) -> str:
    response = SignedIn(user).get(url_of(code, **query))
    assert response.status_code == 200
    told: str = response.content.decode()
    return told


def ended(province: Province, on: date = date(2026, 6, 30)) -> None:
    """The library of Long Điền is no more."""
    organisations.end(at=NOW, actor=SYSTEM, organisation=province.other_commune_library, last_day=on)


def lacking_in(told: str) -> str:
    return told.partition('id="lacking"')[2].partition("</aside>")[0]


def test_the_map_says_in_words_how_many_communes_have_a_library(province: Province, officer: User) -> None:
    assert "2 trong 2 xã, phường có thư viện công cộng hoặc phòng đọc" in page(officer)
    ended(province)
    told = page(officer)
    assert "1 trong 2 xã, phường có thư viện công cộng hoặc phòng đọc" in told
    assert "Xã Long Điền" in lacking_in(told)
    assert "Xã An Tiến" not in lacking_in(told)


def test_each_commune_is_a_tile_that_leads_to_its_own_page(province: Province, officer: User) -> None:
    tiles = re.findall(r'<a class="tile t-(\w+)"[^>]* href="([^"]+)" aria-label="([^"]+)"', page(officer))
    assert sorted(tiles) == [
        ("has", "/lam-viec/tinh/ba-vam.an-tien/", "Xã An Tiến: Thư viện xã An Tiến: đã có"),
        ("has", "/lam-viec/tinh/ba-vam.long-dien/", "Xã Long Điền: Thư viện xã Long Điền: đã có"),
    ]


def test_as_it_was_shows_what_stood_there_then_and_links_keep_the_day(
    province: Province, officer: User
) -> None:
    ended(province)
    told = page(officer, ngay="2026-06-01")
    assert "2 trong 2 xã, phường" in told
    assert "Tình trạng ngày 01/06/2026." in told
    assert 'href="/lam-viec/tinh/ba-vam.an-tien/?ngay=2026-06-01"' in told
    assert "/lam-viec/co-so/tv-ba-vam/?ngay=2026-06-01" in told


@pytest.mark.parametrize("subject", [one.code for one in STANDS])
def test_every_kind_of_place_can_be_asked_for(province: Province, officer: User, subject: str) -> None:
    told = page(officer, xem=subject)
    assert f'<option value="{subject}" selected>' in told
    assert "trong 2 xã, phường" in told


def test_answers_stand_on_the_map_by_yes_no_and_not_answered(province: Province, officer: User) -> None:
    capabilities.claim(
        at=NOW,
        actor=SYSTEM,
        organisation=province.commune_library,
        capability_code=SERVICE,
        answer=True,
        since=TODAY,
    )
    told = page(officer, xem=SERVICE)
    assert "1 trong 2 xã, phường thuộc diện trả lời có" in told
    assert "t-unknown" in told
    assert "Xã Long Điền" in lacking_in(told)


def test_the_month_shows_who_has_counted_nothing(province: Province, officer: User) -> None:
    told = page(officer, xem="so-dem")
    assert "0 trong 2 xã, phường đã ghi đủ số liệu của tháng" in told
    assert "chưa có số liệu của Thư viện xã An Tiến" in told


@pytest.mark.parametrize("person", ["commune_officer", "stranger"])
def test_answers_and_counts_are_absent_for_whoever_does_not_see_those_of_all(
    province: Province, request: pytest.FixtureRequest, person: str
) -> None:
    user = request.getfixturevalue(person)
    told = page(user, xem="so-dem")
    assert '<option value="so-dem"' not in told
    assert f'<option value="{SERVICE}"' not in told
    assert "xã, phường có thư viện công cộng hoặc phòng đọc" in told
    csv = SignedIn(user).get(
        reverse("workspace:province_download", args=["ba-vam", "csv"]), {"xem": "so-dem"}
    )
    assert "ghi" not in csv.content.decode().splitlines()[0]


def test_the_table_behind_the_map_can_be_taken_away(province: Province, officer: User) -> None:
    ended(province)
    response = SignedIn(officer).get(reverse("workspace:province_download", args=["ba-vam", "csv"]))
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("ba-vam.an-tien,Xã An Tiến,đã có,Thư viện xã An Tiến,")
    assert lines[2].startswith("ba-vam.long-dien,Xã Long Điền,chưa có,,")
    workbook = SignedIn(officer).get(reverse("workspace:province_download", args=["ba-vam", "xlsx"]))
    assert workbook.content.startswith(b"PK")


def test_numbers_are_told_by_kind_level_and_who_keeps_them(province: Province) -> None:
    ground = provinces.ground_of(province.area, NOWADAYS)
    levels, lines = provinces.numbers_of(ground.entries)
    libraries = next(line for line in lines if line.kind == "public_library")
    assert len(levels) == len(libraries.by_level) == 2
    assert (libraries.total, libraries.by_level, libraries.non_public) == (3, (1, 2), 0)


def test_the_tree_stands_under_the_committee_and_holds_everybody_once(province: Province) -> None:
    ground = provinces.ground_of(province.area, NOWADAYS)
    tree = provinces.tree_of(ground.entries, NOWADAYS)
    standing = [step.one.code for step in tree if step.one]
    assert standing[0] == "ubnd-ba-vam"
    assert sorted(standing) == sorted(entry.one.code for entry in ground.entries)
    opened, closed = (sum(step.act == act for step in tree) for act in ("open", "close"))
    assert opened == closed == 4
    inside = next(step for step in tree if step.one and step.one.code == "tv-an-tien")
    assert inside.depth == 2


def test_the_tree_of_a_large_register_counts_what_stands_below_the_head_of_a_commune(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provinces, "WHOLE", 5)
    ground = provinces.ground_of(province.area, NOWADAYS)
    tree = provinces.tree_of(ground.entries, NOWADAYS)
    head = next(step for step in tree if step.one and step.one.code == "ubnd-an-tien")
    assert (head.act, head.inside, head.inside_url) == ("leaf", 2, "/lam-viec/tinh/ba-vam.an-tien/")
    assert "tv-an-tien" not in [step.one.code for step in tree if step.one]
    told = sum(1 + step.inside for step in tree if step.one)
    assert told == len(ground.entries)


def test_a_commune_shows_what_stands_in_it(province: Province, officer: User) -> None:
    told = page(officer, "ba-vam.an-tien")
    assert "Thư viện xã An Tiến" in told
    assert "Thư viện xã Long Điền" not in told
    assert 'href="/lam-viec/tinh/ba-vam/"' in told


def test_the_nation_leads_on_to_the_provinces(province: Province, officer: User) -> None:
    response = SignedIn(officer).get(reverse("workspace:nation"))
    told = response.content.decode()
    assert "2 trong 2 xã, phường có thư viện công cộng hoặc phòng đọc" in told
    assert 'href="/lam-viec/tinh/ba-vam/"' in told
    assert re.search(r"t-has[^>]+/lam-viec/tinh/ba-vam/", told)


def test_before_the_map_begins_the_page_says_so(province: Province, officer: User) -> None:
    assert "Chưa có xã, phường tại ngày này" in page(officer, ngay="2001-01-01")
    empty = SignedIn(officer).get(reverse("workspace:nation"), {"ngay": "2001-01-01"})
    assert "Chưa có nguồn dữ liệu bản đồ hành chính cho ngày 01/01/2001" in empty.content.decode()


def test_an_unknown_area_is_not_found(province: Province, officer: User) -> None:
    assert SignedIn(officer).get(url_of("khong-co")).status_code == 404


def test_a_visitor_is_led_to_the_sign_in_page(client: Client, province: Province) -> None:
    assert client.get(url_of("ba-vam")).status_code == 302


def queries(user: User, address: str) -> int:
    browser = SignedIn(user)
    browser.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("subject", ["thu-vien", "so-dem", SERVICE])
def test_queries_do_not_grow_with_the_communes(province: Province, officer: User, subject: str) -> None:
    before = queries(officer, url_of("ba-vam", xem=subject))
    for number in range(12):
        area = cast.an_area(
            f"ba-vam.xa-{number}", f"Xã Số {number}", "rural_commune", "commune", province.area
        )
        committee = cast.an_organisation(
            f"ubnd-{number}", f"UBND xã {number}", "peoples_committee", "commune", area, province.committee
        )
        cast.an_organisation(
            f"tv-so-{number}", f"Thư viện xã {number}", "public_library", "commune", area, committee
        )
    assert queries(officer, url_of("ba-vam", xem=subject)) <= before
