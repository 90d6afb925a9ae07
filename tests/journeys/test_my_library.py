"""From a search at home to a book kept at the desk: a reader with card and PIN, and the librarian who fetches it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import time_machine

from densach.kernel.actor import SYSTEM
from densach.services.circulation import actions
from densach.services.circulation.models import Hold, HoldState
from tests import cast
from tests.browser import Journey
from tests.cast import Province
from tests.services.circulation.stock import a_copy, a_reader, a_title

if TYPE_CHECKING:
    from densach.people.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
PIN = "190582"


@pytest.fixture(autouse=True)
def _the_morning() -> Iterator[None]:
    with time_machine.travel(cast.NOW, tick=True):
        yield


def test_a_citizen_finds_a_book_asks_for_it_and_sees_it_ready(
    journey: Journey, province: Province, librarian: User
) -> None:
    library = province.library
    a_copy(a_title(library, "Dế Mèn phiêu lưu ký"), library, "VL-1")
    reader = a_reader(library, "Nguyễn Thị Mai", card="TV-0001", pin=PIN)
    actions.check_out(
        at=cast.NOW, actor=SYSTEM, library=library, barcode="VL-1", card=a_reader(library, "Trần Nam", born=None).card
    )  # fmt: skip

    home = journey.page(phone=True)
    home.goto(journey.url("/tim-kiem"))
    home.fill("#q", "de men phieu luu")
    home.press("#q", "Enter")
    home.click("text=Dế Mèn phiêu lưu ký")
    home.click("text=Giữ sách cho tôi")
    home.fill("[name=card]", "TV-0001")
    home.fill("[name=pin]", PIN)
    home.press("[name=pin]", "Enter")
    home.wait_for_selector("[name=pickup]")
    home.click("main form button[type=submit]")
    home.wait_for_selector("text=Bạn đứng thứ 1 trong 1 người chờ")

    desk = journey.as_(librarian)
    desk.goto(journey.url("/lam-viec/quay/"))
    desk.keyboard.press("F3")
    desk.keyboard.type("VL-1")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("#answer:has-text('Nguyễn Thị Mai')")
    assert Hold.objects.get(patron=reader).state == HoldState.READY

    home.reload()
    home.wait_for_selector("text=Đã giữ cho bạn tại")
    assert home.evaluate("document.documentElement.scrollWidth") <= 390
    home.click("text=Đăng xuất")
    home.goto(journey.url("/cua-toi"))
    home.wait_for_selector("[name=pin]")
