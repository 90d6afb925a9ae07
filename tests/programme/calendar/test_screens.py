"""The calendar's pages: what stands on which day, for whom, and links that other programs read."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.formats import ical
from densach.people import actions as people
from densach.people.models import User
from densach.programme.calendar import actions, queries
from densach.programme.calendar.models import FeedLink
from tests import cast
from tests.programme.reports.scene import Scene, the_scene
from tests.stage import SignedIn


@pytest.fixture
def scene(province: cast.Province) -> Scene:
    scene = the_scene(province)
    scene.ask()
    return scene


@pytest.fixture(autouse=True)
def _one_morning() -> object:
    with time_machine.travel(cast.NOW, tick=False):
        yield


def page(user: User, query: str = "") -> str:
    response = SignedIn(user).get(f"{reverse('calendar:calendar')}{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_month_shows_the_days_of_the_programme_with_their_lunar_day(scene: Scene, officer: User) -> None:
    told = page(officer, "?thang=2026-11")
    assert "Ngày Di sản văn hóa Việt Nam" in told
    assert "1/10" in told  # 9 November 2026 begins the tenth lunar month


def test_a_due_report_stands_on_its_day_and_opens_the_list(scene: Scene, librarian: User) -> None:
    due = scene.obligation(scene.province.library).due
    told = page(librarian, f"?thang={due:%Y-%m}")
    assert "Hạn báo cáo" in told
    assert reverse("reports:owed") in told


def test_one_unit_s_calendar_leaves_out_the_others(scene: Scene, officer: User) -> None:
    due = scene.obligation(scene.province.library).due
    everybody = page(officer, f"?xem=tuan&ngay={due}")
    one = page(officer, f"?xem=tuan&ngay={due}&don-vi={scene.province.library.code}")
    assert "Hạn báo cáo: 6 tháng đầu năm 2026 (" in everybody
    assert "Hạn báo cáo: 6 tháng đầu năm 2026 · Thư viện tỉnh Ba Vàm" in one


def test_a_stranger_s_unit_is_not_found(scene: Scene, officer: User) -> None:
    code = scene.province.foreign_library.code
    assert SignedIn(officer).get(f"{reverse('calendar:calendar')}?don-vi={code}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["?thang=2026-13", "?ngay=khong", "?xem=la&loai=x", "?xem=nam&ngay=2026-05-05", "?ngay=0001-01-01"],
)
def test_an_address_that_cannot_be_read_shows_a_calendar_all_the_same(
    scene: Scene, officer: User, query: str
) -> None:
    assert "calendar" in page(officer, query)


def test_more_reports_ask_no_more_queries(scene: Scene, officer: User) -> None:
    client = SignedIn(officer)
    due = scene.obligation(scene.province.library).due
    url = f"{reverse('calendar:calendar')}?thang={due:%Y-%m}"
    client.get(f"{url}&don-vi={scene.province.library.code}")
    with CaptureQueriesContext(connection) as one:
        client.get(f"{url}&don-vi={scene.province.library.code}")
    with CaptureQueriesContext(connection) as every:
        client.get(url)
    assert len(every) <= len(one) + 2


def test_the_calendar_downloads_as_it_is_seen(scene: Scene, officer: User) -> None:
    url = reverse("calendar:download", args=["csv"])
    told = SignedIn(officer).get(f"{url}?thang=2026-11&loai=occasion").content.decode()
    assert "Ngày Di sản văn hóa Việt Nam" in told and "2026-11-23" in told


def test_the_public_feed_holds_the_nation_s_days_and_no_deadline(scene: Scene, client: Client) -> None:
    response = client.get("/lich.ics")
    assert response["Content-Type"].startswith("text/calendar")
    titles = {event.title for event in ical.read(response.content)}
    assert "Ngày Sách và Văn hóa đọc Việt Nam" in titles
    assert not any("Hạn báo cáo" in title for title in titles)


def _feed(user: User, unit_code: str) -> str:
    response = SignedIn(user).post(reverse("calendar:make_link"), {"unit": unit_code})
    told = response.content.decode()
    start = told.index("http://testserver/lich/") + len("http://testserver")
    return told[start : told.index('"', start)]


def test_a_unit_s_feed_tells_its_deadlines_with_a_reminder(
    scene: Scene, librarian: User, client: Client
) -> None:
    address = _feed(librarian, scene.province.library.code)
    events = ical.read(client.get(address).content)
    due = scene.obligation(scene.province.library).due
    (owed,) = [event for event in events if event.title.startswith("Hạn báo cáo")]
    assert (owed.first, owed.last, owed.alarm_days) == (due, due, 3)
    again = ical.read(client.get(address).content)
    assert [event.uid for event in again] == [event.uid for event in events]
    assert len({event.uid for event in events}) == len(events)


def test_an_ended_link_opens_nothing(scene: Scene, librarian: User, client: Client) -> None:
    address = _feed(librarian, scene.province.library.code)
    link = FeedLink.objects.get()
    actions.end_link(at=cast.NOW, actor=cast.acting(librarian), pk=link.pk)
    assert client.get(address).status_code == 404


def test_a_link_speaks_for_its_maker_only_as_long_as_they_work_there(
    scene: Scene, librarian: User, client: Client
) -> None:
    address = _feed(librarian, scene.province.library.code)
    administrator = cast.acting(cast.the_administrator(scene.province))
    people.close_account(at=cast.NOW, actor=administrator, user=librarian)
    assert client.get(address).status_code == 404


def test_a_second_link_takes_the_place_of_the_first(scene: Scene, librarian: User, client: Client) -> None:
    first, second = (_feed(librarian, scene.province.library.code) for _time in range(2))
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    assert "Thư viện tỉnh Ba Vàm" in page(librarian)


def test_an_address_of_a_form_that_is_typed_tells_where_to_go(scene: Scene, officer: User) -> None:
    response = SignedIn(officer).get(reverse("calendar:make_link"))
    assert response.status_code == 405
    assert "biểu mẫu" in response.content.decode()


def test_nobody_makes_a_link_to_a_stranger_s_unit(scene: Scene, librarian: User) -> None:
    code = scene.province.foreign_library.code
    response = SignedIn(librarian).post(reverse("calendar:make_link"), {"unit": code})
    assert response.status_code == 404 and not FeedLink.objects.exists()


def test_the_officer_sets_a_week_by_its_form(scene: Scene, officer: User) -> None:
    told = {"first": "2027-10-01", "last": "2027-10-07", "note": "Chủ đề năm"}
    SignedIn(officer).post(reverse("calendar:set_dates", args=["tuan-le-hoc-tap"]), told)
    areas = queries.areas_around(scene.province.area.pk, cast.TODAY)
    (dated,) = queries.dates_of(queries.occasion_by_code("tuan-le-hoc-tap"), [2027], areas)
    assert dated.span is not None and dated.span.first == date(2027, 10, 1)
    assert "Chủ đề năm" in page(officer, "?thang=2027-10")
