"""What citizens see: institutions by name and place, one institution, and how the promises stand."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
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
from densach.programme.plans import actions as plans
from densach.services.catalogue.queries import finding
from tests import cast
from tests.cast import NOW, Province
from tests.programme.reports.scene import Scene, count, the_scene
from tests.services.search.shelf import a_record

NAMES = ("home", "libraries", "museums", "culture", "institutions", "plans")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def _files_end_with_the_test(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def scene(province: Province) -> Scene:
    return the_scene(province)


def read(client: Client, name: str, *args: str, **query: str) -> str:
    response = client.get(reverse(f"portal:{name}", args=args), query)
    assert response.status_code == 200
    page: str = response.content.decode()
    return page


@pytest.mark.parametrize("name", NAMES)
def test_everybody_may_read_and_each_page_says_its_language(client: Client, scene: Scene, name: str) -> None:
    url = reverse(f"portal:{name}")
    vietnamese, english = client.get(url).content.decode(), client.get(f"/en{url}").content.decode()
    assert '<html lang="vi">' in vietnamese
    assert '<html lang="en">' in english
    assert f'href="/en{url}"' in vietnamese
    assert f'href="{url}" hreflang="vi"' in english


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_installation_shows_real_pages(client: Client, db: None, name: str) -> None:
    page = read(client, name)
    assert 'class="empty"' in page


@pytest.mark.parametrize("name", NAMES)
def test_pages_load_nothing_from_elsewhere(client: Client, scene: Scene, name: str) -> None:
    page = read(client, name)
    assert 'src="http' not in page
    assert 'rel="stylesheet" href="http' not in page


def test_the_front_page_tells_how_the_running_plan_stands(client: Client, scene: Scene) -> None:
    page = read(client, "home")
    assert scene.plan.title in page
    assert reverse("portal:plan", args=[scene.plan.code]) in page
    assert "Đến ngày 20/11/2026" in page
    assert "Thư viện tỉnh phục vụ 160.000 lượt bạn đọc" in page


def test_a_new_count_shows_at_once(client: Client, scene: Scene) -> None:
    url = reverse("portal:plan", args=[scene.plan.code])
    assert "60.000" in client.get(url).content.decode()
    count(scene.province.library, "library.visits", date(2026, 6, 1), date(2026, 9, 30), 51234)
    assert "111.234" in client.get(url).content.decode()


def test_only_running_plans_are_shown(client: Client, scene: Scene) -> None:
    url = reverse("portal:plan", args=[scene.plan.code])
    assert client.get(url).status_code == 200
    plans.close(at=NOW, actor=SYSTEM, plan=scene.plan)
    assert client.get(url).status_code == 404
    assert scene.plan.title not in read(client, "home")
    assert scene.plan.title not in read(client, "plans")
    assert client.get(reverse("portal:plan", args=["khong-co"])).status_code == 404


def test_the_targets_of_one_status_are_shown_alone(client: Client, scene: Scene) -> None:
    url = reverse("portal:plan", args=[scene.plan.code])
    every = client.get(url).context["groups"]
    for status in ("achieved", "on_track", "at_risk", "off_track", "no_data"):
        shown = client.get(url, {"tinh-trang": status}).context["groups"]
        assert {one.status for _group, targets in shown for one in targets} <= {status}
        expected = sum(one.status == status for _group, targets in every for one in targets)
        assert sum(len(targets) for _group, targets in shown) == expected
    nonsense = client.get(url, {"tinh-trang": "x"}).context["groups"]
    assert len(nonsense) == len(every)


@pytest.mark.parametrize("text", ["Long Điền", "long dien", "LONG ĐIỀN"])
def test_an_institution_is_found_with_and_without_accents(
    client: Client, province: Province, text: str
) -> None:
    page = read(client, "institutions", q=text)
    assert "Thư viện xã Long Điền" in page
    assert "Thư viện xã An Tiến" not in page


def test_a_group_shows_its_own_kinds_only(client: Client, province: Province) -> None:
    page = read(client, "museums")
    assert "Bảo tàng tỉnh Ba Vàm" in page
    assert "Thư viện tỉnh Ba Vàm" not in page
    assert "Sở Văn hóa" not in read(client, "institutions")


def test_a_place_is_chosen_province_first_then_commune(client: Client, province: Province) -> None:
    assert "Thư viện tỉnh Cửu Hà" in read(client, "libraries")
    in_province = read(client, "libraries", tinh="ba-vam")
    assert "Thư viện tỉnh Cửu Hà" not in in_province
    assert '<option value="Xã An Tiến">' in in_province
    in_commune = read(client, "libraries", tinh="ba-vam", xa="ba-vam.an-tien")
    assert "Thư viện xã An Tiến" in in_commune
    assert "Thư viện xã Long Điền" not in in_commune
    forgotten = read(client, "libraries", tinh="cuu-ha", xa="ba-vam.an-tien")
    assert "Thư viện tỉnh Cửu Hà" in forgotten


def test_a_long_list_is_paged_without_losing_anybody(client: Client, province: Province) -> None:
    for number in range(60):
        cast.an_organisation(
            f"tv-them-{number}",
            f"Thư viện trường {number:02}",
            "school_library",
            "commune",
            province.commune_area,
            None,
        )
    url, seen = reverse("portal:libraries"), []
    query = "?tinh=ba-vam"
    while query:
        response = client.get(url + query)
        seen += [card.one.code for card in response.context["cards"]]
        query = response.context["next_url"]
        assert not query or "tinh=ba-vam" in query
    assert len(seen) == len(set(seen)) == 63


def test_an_institution_shows_what_it_counted_and_its_network(client: Client, scene: Scene) -> None:
    page = read(client, "institution", scene.province.library.code)
    assert "60.000" in page
    assert "Sở Văn hóa, Thể thao và Du lịch tỉnh Ba Vàm" in page
    commune = read(client, "institution", scene.province.commune_library.code)
    assert reverse("portal:institution", args=[scene.province.library.code]) in commune
    assert "Trung tâm Văn hóa, Thể thao xã An Tiến" in commune
    silent = read(client, "institution", scene.province.other_commune_library.code)
    assert "Năm nay chưa có số liệu" in silent


def test_an_ended_institution_leads_to_who_went_on(client: Client, province: Province) -> None:
    count(province.other_commune_library, "library.visits", date(2026, 5, 1), date(2026, 5, 31), 4321)
    organisations.end(
        at=NOW,
        actor=SYSTEM,
        organisation=province.other_commune_library,
        last_day=date(2026, 6, 30),
        successor=province.commune_library,
    )
    page = read(client, "institution", province.other_commune_library.code)
    assert "Đã kết thúc hoạt động ngày 30/06/2026" in page
    assert reverse("portal:institution", args=[province.commune_library.code]) in page
    assert "4.321" in page, "the figures of its last year stay"
    assert "Thư viện xã Long Điền" not in read(client, "libraries")


@pytest.mark.parametrize("code", ["so-vhttdl-ba-vam", "ubnd-ba-vam", "khong-co"])
def test_offices_and_unknown_codes_are_no_institutions(client: Client, province: Province, code: str) -> None:
    assert client.get(reverse("portal:institution", args=[code])).status_code == 404


def test_a_citizen_is_not_led_to_the_staff_s_desk(client: Client, province: Province) -> None:
    assert "/lam-viec/" not in read(client, "home").replace("/lam-viec/tep/", "")


def told_by(client: Client, path: str) -> list[str]:
    """The addresses in a file of the map for search engines."""
    response = client.get(path)
    assert response.status_code == 200
    tree = ElementTree.fromstring(response.content)  # noqa: S314  # our own answer
    return [str(place.text) for place in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_every_book_that_citizens_see_stands_in_a_block_of_the_map(
    client: Client, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "BLOCK", 2)
    books = [a_record(province.library, f"Sách {number}") for number in range(5)]
    draft = a_record(province.library, "Bản thảo", state="draft")
    files = [one for one in told_by(client, "/sitemap.xml") if "books" in one]
    found = [url for file in files for url in told_by(client, file.removeprefix("http://testserver"))]
    assert found == [f"http://testserver/tai-lieu/{one.pk}" for one in books]
    assert client.get(f"/sitemap-books-{draft.pk + 7}.xml").status_code == 404
    assert "/en/tai-lieu/" in client.get(files[0].removeprefix("http://testserver")).content.decode()


def test_the_map_for_search_engines_names_every_public_page_in_both_languages(
    client: Client, scene: Scene
) -> None:
    assert told_by(client, "/sitemap.xml") == ["http://testserver/sitemap-pages.xml"]
    found = told_by(client, "/sitemap-pages.xml")
    assert "http://testserver/" in found
    assert f"http://testserver/thu-vien/{scene.province.library.code}" in found
    assert f"http://testserver/ke-hoach/{scene.plan.code}" in found
    assert not [url for url in found if "so-vhttdl" in str(url)]
    for url in found:
        assert client.get(str(url).removeprefix("http://testserver")).status_code == 200
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /lam-viec/" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots


def test_the_house_says_that_it_is_well(client: Client, db: None) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"ok": True})


def asked(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["libraries", "institutions"])
def test_a_longer_list_asks_no_more_queries(client: Client, scene: Scene, name: str) -> None:
    url = reverse(f"portal:{name}") + "?tinh=ba-vam"
    few = asked(client, url)
    for number in range(15):
        cast.an_organisation(
            f"tv-them-{number}",
            f"Thư viện trường {number}",
            "school_library",
            "commune",
            scene.province.commune_area,
            None,
        )
    assert asked(client, url) == few


def test_a_judged_plan_is_asked_for_once_until_somebody_acts(client: Client, scene: Scene) -> None:
    url = reverse("portal:home")
    asked(client, url)
    assert asked(client, url) <= 11
