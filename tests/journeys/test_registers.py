"""The register in a browser: a point is founded on a phone, found on the map, renamed, looked back at, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine

from tests.browser import Journey
from tests.cast import Province

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from densach.people.models import User

MORNING = datetime(2026, 6, 5, 1, 30, tzinfo=UTC)
POINT = "Điểm đọc sách ấp Tân An"
RENAMED = "Điểm đọc sách ấp Tân An Hội"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]


@pytest.fixture(autouse=True)
def _a_morning_in_june() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=True):
        yield


def test_a_reading_point_goes_through_its_register(
    journey: Journey, province: Province, officer: User, commune_officer: User
) -> None:
    phone = journey.as_(commune_officer, phone=True)
    address = _found_on_a_phone(journey, phone)
    desk = journey.as_(officer)
    _see_it_on_the_map(journey, desk)
    desk.goto(address)
    _rename(desk)
    _look_back(desk, address)
    _undo(desk, address)
    citizen = journey.page(phone=True)
    citizen.goto(journey.url("/co-so?xa=an+tien"))
    assert POINT in citizen.inner_text("main")
    assert RENAMED not in citizen.inner_text("main")


def _found_on_a_phone(journey: Journey, page: Page) -> str:
    page.goto(journey.url("/lam-viec/tinh/ba-vam.an-tien/"))
    page.click("main a.button-lamp")
    page.check("[name=kind][value=reading_room]")
    page.fill("[name=name]", POINT)
    page.fill("[name=area]", "An Tiến")
    page.fill("[name=since]", "2026-06-01")
    page.click("main form button.button-lamp")
    page.wait_for_url("**/lam-viec/co-so/*/")
    assert page.inner_text("h1") == POINT
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    return page.url


def _see_it_on_the_map(journey: Journey, page: Page) -> None:
    page.goto(journey.url("/lam-viec/tinh/ba-vam/"))
    page.select_option("[name=xem]", "diem-doc")
    page.wait_for_url("**xem=diem-doc**")
    assert "1 trong 2 xã, phường có điểm đọc" in page.inner_text("h2#map-title")
    tile = page.locator("a.tile.t-has")
    assert POINT in (tile.get_attribute("aria-label") or "")
    tile.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ba-vam.an-tien/**")
    assert POINT in page.inner_text("main")


def _rename(page: Page) -> None:
    page.click("main a[href$='/thay-doi/']")
    page.click("main a[href$='/doi-ten/']")
    page.fill("[name=name]", RENAMED)
    page.fill("[name=on]", "2026-06-05")
    page.fill("[name=legal_basis]", "Quyết định 12/QĐ-UBND")
    page.click("main form button.button-lamp")
    page.click("button[value=confirm]")
    page.wait_for_url("**/bien-dong/*/")


def _look_back(page: Page, address: str) -> None:
    page.goto(address)
    assert page.inner_text("h1") == RENAMED
    assert "đổi tên" in page.inner_text(".history")
    page.goto(f"{address}?ngay=2026-06-04")
    assert page.inner_text("h1") == POINT
    page.click(".as-was li a >> nth=0")
    page.wait_for_url(address)
    assert page.inner_text("h1") == RENAMED


def _undo(page: Page, address: str) -> None:
    page.click("#lich-su ~ details summary, section:has(#lich-su) details.fold summary")
    page.click("section:has(#lich-su) details.fold a >> nth=0")
    page.fill("[name=why]", "Nhập nhầm quyết định")
    page.click("main form button.button-danger")
    page.wait_for_load_state()
    page.goto(address)
    assert page.inner_text("h1") == POINT
