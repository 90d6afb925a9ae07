"""An institution's page: what each person may see of it, today and as it was on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from densach.kernel.actor import SYSTEM
from densach.organisations import actions as organisations
from densach.organisations.opening import Span, Timetable
from densach.organisations.rules import NewVersion
from densach.people.models import User
from densach.programme.capabilities import actions as capabilities
from tests import cast
from tests.cast import NOW, TODAY, Province
from tests.programme.reports.scene import count, the_scene
from tests.stage import SignedIn

SERVICE = "library.lifelong_service"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def _files_end_with_the_test(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def url_of(code: str = "tv-ba-vam", day: str = "") -> str:
    address: str = reverse("organisations:organisation", args=[code])
    return f"{address}?ngay={day}" if day else address


def page(user: User, code: str = "tv-ba-vam", day: str = "") -> str:
    response = SignedIn(user).get(url_of(code, day))
    assert response.status_code == 200
    told: str = response.content.decode()
    return told


def opens(province: Province, hours: tuple[time, time] = (time(7, 30), time(17))) -> None:
    week = dict.fromkeys(range(1, 6), (Span(*hours),))
    organisations.write_timetable(
        at=NOW,
        actor=SYSTEM,
        organisation=province.library,
        timetable=Timetable(date(2026, 1, 1), None, week),
    )


def test_the_address_stays_and_leaves_room_for_the_registers_own_pages(province: Province) -> None:
    assert reverse("organisations:organisation", args=["tv-ba-vam"]) == "/lam-viec/co-so/tv-ba-vam/"
    resolver = get_resolver()
    assert resolver.resolve("/lam-viec/co-so/tv-ba-vam/").view_name == "organisations:organisation"
    assert resolver.resolve("/lam-viec/co-so/moi/").view_name == "organisations:found"


def test_it_says_what_it_is_and_where(province: Province, stranger: User) -> None:
    told = page(stranger)
    assert "Thư viện công cộng" in told
    assert "Công lập" in told
    assert "Sở Văn hóa, Thể thao và Du lịch tỉnh Ba Vàm" in told
    assert 'href="/lam-viec/tinh/ba-vam/"' in told


def test_hours_are_told_with_whether_it_is_open_now(province: Province, officer: User) -> None:
    opens(province)
    told = page(officer)
    assert "đang mở cửa" in told
    assert "Hôm nay: 7:30–17:00" in told
    organisations.close(
        at=NOW,
        actor=SYSTEM,
        organisation=province.library,
        first_day=TODAY,
        last_day=TODAY,
        reason="Kiểm kê kho sách",
    )
    told = page(officer)
    assert "đang đóng cửa" in told
    assert "Hôm nay nghỉ: Kiểm kê kho sách" in told


def test_before_the_doors_open_the_page_says_when_they_will(province: Province, officer: User) -> None:
    opens(province, (time(13), time(17)))
    told = page(officer)
    assert "đang đóng cửa" in told
    assert "Mở cửa lúc 13:00 hôm nay" in told


def test_of_a_past_day_nobody_says_open_now(province: Province, officer: User) -> None:
    opens(province)
    told = page(officer, day="2026-03-02")
    assert "đang mở cửa" not in told
    assert "đang đóng cửa" not in told


def test_what_it_counted_stands_beside_the_year_before(province: Province, officer: User) -> None:
    count(province.library, "library.visits", date(2025, 3, 1), date(2025, 3, 31), 900)
    count(province.library, "library.visits", date(2026, 3, 1), date(2026, 3, 31), 1234)
    told = page(officer)
    assert "1.234" in told
    assert "chart-twins" in told
    assert "900" in told


def test_its_answers_and_what_is_not_answered_are_told(province: Province, officer: User) -> None:
    capabilities.claim(
        at=NOW, actor=SYSTEM, organisation=province.library, capability_code=SERVICE, answer=True, since=TODAY
    )
    told = page(officer)
    answers = told.partition('id="nang-luc"')[2]
    assert "Có dịch vụ phục vụ học tập suốt đời" in answers
    assert "chờ xác nhận" in answers


def test_its_reports_are_told_to_whoever_may_see_them(
    province: Province, officer: User, stranger: User
) -> None:
    the_scene(province).ask()
    assert 'id="bao-cao"' in page(officer)
    assert 'id="bao-cao"' not in page(stranger)


def test_a_stranger_sees_the_entry_alone(province: Province, stranger: User) -> None:
    told = page(stranger)
    for part in ("nang-luc", "so-dem", "bao-cao", "nhan-su"):
        assert f'id="{part}"' not in told
        assert f'href="#{part}"' not in told
    assert 'id="lich-su"' in told
    assert reverse("organisations:change", args=["tv-ba-vam"]) not in told


def test_names_of_people_are_for_those_who_look_after_them(
    province: Province, officer: User, administrator: User, librarian: User
) -> None:
    assert "Lê Thị Thư" in page(administrator)
    assert "Lê Thị Thư" not in page(officer).partition("<main")[2]


def test_only_who_keeps_the_register_finds_the_acts(
    province: Province, officer: User, librarian: User
) -> None:
    assert reverse("organisations:change", args=["tv-ba-vam"]) in page(officer)
    assert reverse("organisations:change", args=["tv-ba-vam"]) not in page(librarian)


def renamed(province: Province) -> None:
    organisations.change(
        at=NOW,
        actor=SYSTEM,
        organisation=province.library,
        new=NewVersion(since=date(2026, 5, 1), name="Thư viện Khoa học tổng hợp tỉnh Ba Vàm"),
    )


def test_as_it_was_on_a_day_it_bears_the_name_of_that_day(province: Province, officer: User) -> None:
    renamed(province)
    assert "<h1>Thư viện Khoa học tổng hợp tỉnh Ba Vàm</h1>" in page(officer)
    past = page(officer, day="2026-04-30")
    assert "<h1>Thư viện tỉnh Ba Vàm</h1>" in past
    assert "giữ đến hết ngày 30/04/2026" in past
    assert reverse("organisations:change", args=["tv-ba-vam"]) not in past


def test_before_its_founding_the_page_says_it_was_not_there(province: Province, officer: User) -> None:
    told = page(officer, day="2019-01-01")
    assert "Ngày 01/01/2019 cơ sở chưa thành lập" in told


def test_its_history_tells_what_each_version_changed(province: Province, officer: User) -> None:
    renamed(province)
    history = page(officer).partition('id="lich-su"')[2]
    assert "đổi tên" in history
    assert 'href="?ngay=2026-05-01"' in history


def test_what_has_ended_says_so_and_as_what_it_went_on(province: Province, officer: User) -> None:
    organisations.end(
        at=NOW,
        actor=SYSTEM,
        organisation=province.other_commune_library,
        last_day=date(2026, 6, 30),
        successor=province.commune_library,
    )
    told = page(officer, "tv-long-dien")
    assert "kết thúc ngày 30/06/2026" in told
    assert reverse("organisations:organisation", args=["tv-an-tien"]) in told
    assert reverse("organisations:change", args=["tv-long-dien"]) not in told


def test_an_unknown_code_is_not_found(province: Province, officer: User) -> None:
    assert SignedIn(officer).get(url_of("khong-co")).status_code == 404


def test_a_visitor_is_led_to_the_sign_in_page(client: Client, province: Province) -> None:
    assert client.get(url_of()).status_code == 302


def queries(user: User, address: str) -> int:
    browser = SignedIn(user)
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_counts_versions_and_what_stands_under_it(
    province: Province, officer: User
) -> None:
    count(province.library, "library.visits", date(2026, 2, 1), date(2026, 2, 28), 5)
    before = queries(officer, url_of())
    for month in range(3, 10):
        count(province.library, "library.visits", date(2026, month, 1), date(2026, month, 28), 5)
        cast.an_organisation(
            f"diem-{month}", f"Điểm đọc {month}", "reading_room", "province", province.area, province.library
        )
    renamed(province)
    assert queries(officer, url_of()) <= before
