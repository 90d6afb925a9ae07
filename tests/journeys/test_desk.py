"""A morning at the desk by keyboard alone: no mouse is touched from the first card to the closing of the day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import time_machine

from densach.facts.replay import verify
from densach.services.circulation.models import DayClosing, Hold, InRoomUse, Loan, Patron, Visit
from tests import cast
from tests.browser import Journey
from tests.cast import Province
from tests.services.circulation.stock import a_copy, a_reader, a_title

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from densach.people.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture(autouse=True)
def _the_morning() -> Iterator[None]:
    with time_machine.travel(cast.NOW, tick=True):
        yield


class Keys:
    """What a person does at the desk: scanning types and presses Enter, keys choose, nothing is clicked."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def scan(self, text: str) -> str:
        """Type what a scanner would send, and read the answer."""
        self._forget()
        self.page.keyboard.type(text)
        return self.enter(marked=True)

    def enter(self, *, marked: bool = False) -> str:
        if not marked:
            self._forget()
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector("#answer:not([data-old])")
        return self.page.inner_text("#answer")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def focus(self) -> str:
        return str(self.page.evaluate("() => document.activeElement.id"))

    def _forget(self) -> None:
        self.page.evaluate("() => { document.querySelector('#answer').dataset.old = 'yes'; }")


def _stock(province: Province) -> None:
    kieu = a_title(province.library, "Truyện Kiều", "k1")
    for number in (1, 2):
        a_copy(kieu, province.library, f"VL-{number}")
    a_copy(a_title(province.library, "Số đỏ", "k2"), province.library, "VL-3")
    a_copy(a_title(province.library, "Tắt đèn", "k3"), province.library, "VL-4")
    a_reader(province.library, "Trần Văn Nam", card="TV-0002")


def test_a_whole_morning_is_done_by_keyboard_alone(
    journey: Journey, province: Province, librarian: User
) -> None:
    _stock(province)
    page = journey.as_(librarian)
    page.goto(journey.url("/lam-viec/quay/"))
    keys = Keys(page)
    assert keys.focus() == "code"
    _register(keys)
    assert "Hạn trả" in keys.scan("VL-1")
    assert "Hạn trả" in keys.scan("VL-2")
    assert page.inner_text("#reader-count") == "2"
    _no_for_the_other_reader(keys)
    _hold(keys)
    keys.press("Escape")
    keys.press("F3")
    assert "Giữ cho Trần Văn Nam" in keys.scan("VL-1")
    keys.press("F6")
    assert "1 lượt đọc tại chỗ" in keys.scan("VL-4")
    assert "12 lượt đọc tại chỗ" in keys.scan("12")
    assert keys.focus() == "code"
    _two_at_once(keys)
    _visits_and_closing(journey, page)
    assert verify() == []


def _register(keys: Keys) -> None:
    keys.press("F8")
    assert keys.focus() == "id_name"
    keys.page.keyboard.type("Lâm Thị Sáng")
    answer = keys.enter()
    assert "Lâm Thị Sáng" in answer
    assert keys.focus() == "code"
    assert Patron.objects.filter(person__name="Lâm Thị Sáng").exists()


def _no_for_the_other_reader(keys: Keys) -> None:
    keys.press("Escape")
    assert "Trần Văn Nam" in keys.scan("tran van")
    answer = keys.scan("VL-1")
    assert "đang được bạn đọc khác mượn" in answer
    assert "Lâm Thị Sáng" not in answer


def _hold(keys: Keys) -> None:
    keys.press("F7")
    assert "Truyện Kiều" in keys.scan("truyen kieu")
    assert "Đã đặt chỗ" in keys.enter()
    assert Hold.objects.get().state == "waiting"


def _two_at_once(keys: Keys) -> None:
    """A card and two items within a blink: each is lent to that reader, the item read twice counts once."""
    keys.press("F2")
    for code in ("TV-0002", "VL-3", "VL-3", "VL-4"):
        keys.page.keyboard.type(code)
        keys.press("Enter")
    keys.page.wait_for_selector("#reader-loans tr:nth-child(2)")
    lent = Loan.objects.filter(returned_at__isnull=True, patron__card="TV-0002")
    assert sorted(lent.values_list("item__barcode", flat=True)) == ["VL-3", "VL-4"]


def _visits_and_closing(journey: Journey, page: Page) -> None:
    page.goto(journey.url("/lam-viec/quay/luot/"))
    for key in ("1", "2", "z"):
        page.keyboard.press(key)
        page.wait_for_selector(".messages .notice-success")
        page.goto(journey.url("/lam-viec/quay/luot/"))
    assert Visit.objects.filter(cancelled_at__isnull=True).count() == 1
    page.goto(journey.url("/lam-viec/quay/khoa-ngay/"))
    page.keyboard.press("c")
    page.wait_for_selector(".messages .notice-success")
    assert DayClosing.objects.get().figures["in_room_uses"] == 13
    assert InRoomUse.objects.count() == 2


def test_scans_wait_for_the_network_and_are_sent_in_order(
    journey: Journey, province: Province, librarian: User
) -> None:
    _stock(province)
    page = journey.as_(librarian)
    page.goto(journey.url("/lam-viec/quay/"))
    keys = Keys(page)
    page.context.set_offline(True)
    for code in ("TV-0002", "VL-3", "VL-4"):
        page.keyboard.type(code)
        page.keyboard.press("Enter")
    page.wait_for_selector("#queue[data-trouble=yes]")
    assert "3 lượt quét đang chờ" in page.inner_text("#queue")
    assert not Loan.objects.exists()
    page.context.set_offline(False)
    page.wait_for_selector("#reader-loans tr:nth-child(2)")
    assert Loan.objects.filter(patron__card="TV-0002").count() == 2
    assert keys.focus() == "code"


def test_without_script_the_desk_lends_too(journey: Journey, province: Province, librarian: User) -> None:
    _stock(province)
    page = journey.as_(librarian, scripts=False)
    page.goto(journey.url("/lam-viec/quay/"))
    for code in ("TV-0002", "VL-3"):
        page.fill("#code", code)
        page.press("#code", "Enter")
        page.wait_for_load_state()
    assert "Hạn trả" in page.inner_text("#answer")
    assert Loan.objects.get().patron is not None


def test_the_desk_fits_a_phone(journey: Journey, province: Province, librarian: User) -> None:
    _stock(province)
    page = journey.as_(librarian, phone=True)
    for path in ("", "luot/", "khoa-ngay/", "dat-cho/", "trong-ngay/", "quy-dinh/"):
        page.goto(journey.url(f"/lam-viec/quay/{path}"))
        width = page.evaluate("() => document.documentElement.scrollWidth")
        assert width <= 390, path


@pytest.mark.parametrize("phone", [False, True])
def test_the_parts_of_the_desk_stand_in_one_line_and_the_rest_in_its_menu(
    journey: Journey, province: Province, librarian: User, phone: bool
) -> None:
    page = journey.as_(librarian, phone=phone)
    page.goto(journey.url("/lam-viec/quay/"))
    line = page.locator(".desk-ways")
    box = line.bounding_box()
    assert box is not None
    assert box["height"] < 60
    assert line.evaluate("one => one.scrollWidth <= one.clientWidth")
    line.locator("summary").click()
    panel = page.locator(".desk-ways .menu-panel").bounding_box()
    assert panel is not None
    assert panel["x"] >= 0
    line.get_by_role("link", name="Thư báo").click()
    assert page.url.endswith("/thong-bao/")
    assert "Thư báo" in page.inner_text(".desk-ways [aria-current]")
