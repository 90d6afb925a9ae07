"""Forty learners under one thumb: marked, the network goes, more is marked, it comes back, all is sent once, closed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.utils import timezone

from densach.facts.replay import verify
from densach.kernel.actor import SYSTEM
from densach.services.activities.actions import attending
from densach.services.activities.models import Attendance, Closing, Session, SyncedBatch, Tally
from tests import cast
from tests.browser import Journey
from tests.cast import Province
from tests.services.activities.phones import a_class

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from densach.people.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
SAVED = "[data-saved]:not([hidden])"
# The worker has the page and its scripts.
KEPT = """async () => {
  const files = ["/static/activities/attend.js", "/static/activities/sending.js", location.pathname];
  const found = () => Promise.all(files.map((one) => caches.match(one)));
  while (!(await found()).every(Boolean)) await new Promise((done) => setTimeout(done, 100));
}"""


@pytest.fixture(autouse=True)
def _the_morning() -> Iterator[None]:
    with time_machine.travel(cast.NOW, tick=True):
        yield


@pytest.fixture
def culture_head(province: Province) -> User:
    return cast.the_culture_head(province)


def _open(journey: Journey, who: User, session: Session, *, phone: bool = True) -> Page:
    page = journey.as_(who, phone=phone)
    page.goto(journey.url(f"/lam-viec/hoat-dong/buoi/{session.pk}/diem-danh/"))
    page.wait_for_selector("#attend[data-script]")
    return page


def _tap(page: Page, row: int, times: int = 1) -> None:
    for _time in range(times):
        page.locator(".learner-mark").nth(row).tap()


def _total(page: Page) -> str:
    return page.inner_text("[data-sum=total]")


def test_forty_learners_are_marked_by_thumb_without_network_too_and_sent_once(
    journey: Journey, province: Province, culture_head: User
) -> None:
    session = a_class(province.culture_centre, 40)
    page = _open(journey, culture_head, session)
    page.tap("#all-present")
    for row in (3, 17, 31):
        _tap(page, row)
    assert _total(page) == "37"
    page.wait_for_selector(SAVED)
    assert Attendance.objects.filter(status="present").count() == 37
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    _without_network(page)
    sent = SyncedBatch.objects.count()
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector(SAVED)
    assert _total(page) == "40"
    assert SyncedBatch.objects.count() > sent
    assert Tally.objects.filter(cancelled_at__isnull=True).count() == 1
    assert dict(Attendance.objects.filter(status="late").values_list("status", "way")) == {"late": "marked"}
    assert Attendance.objects.filter(person__name="Trần Thị Út", status="present").count() == 1
    page.reload()
    page.wait_for_selector(SAVED)
    assert (_total(page), Attendance.objects.count()) == ("40", 41)
    page.tap("#close-session")
    page.wait_for_selector(".closing-sum")
    page.tap("main form button.button-lamp")
    page.wait_for_selector(".messages .notice-success")
    assert "40" in page.inner_text(".messages")
    assert Closing.objects.get().present + Closing.objects.get().taps == 40
    assert verify() == []


def _without_network(page: Page) -> None:
    """Ten minutes in a hall without a signal: a mark, taps, somebody new, and the page is even loaded again."""
    page.evaluate(KEPT)
    page.context.set_offline(True)
    _tap(page, 3, times=2)  # absent → late → excused
    _tap(page, 17)  # absent → late
    for _time in range(4):
        page.tap("[data-tap='b31_59|female']")
    page.tap("#untap")
    page.tap(".attend-walk-in summary")
    page.fill("#walk-name", "Trần Thị Út")
    page.press("#walk-name", "Enter")
    page.wait_for_selector("#waiting[data-trouble=yes]")
    assert "Mất mạng" in page.inner_text("#waiting")
    assert _total(page) == "42"  # 38 by name, somebody new, 3 taps
    page.reload()
    page.wait_for_selector("#attend[data-script]")
    assert _total(page) == "42"
    assert "6 thay đổi chờ gửi" in page.inner_text("#waiting")
    assert not Attendance.objects.filter(status="late").exists()
    for _time in range(2):
        page.tap("#untap")
    assert _total(page) == "40"
    page.check("#taps input[name=quantity][value='5']", force=True)
    page.tap("[data-tap='|']")
    page.tap("#untap")
    page.check("#taps input[name=quantity][value='1']", force=True)


def test_by_keyboard_names_are_marked_with_arrows_and_digits(
    journey: Journey, province: Province, culture_head: User
) -> None:
    session = a_class(province.culture_centre, 3)
    page = _open(journey, culture_head, session, phone=False)
    page.locator(".learner-mark").first.focus()
    for key in ("1", "ArrowDown", "3", "ArrowDown", "4", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    page.wait_for_selector(SAVED)
    marks = [row.status for row in Attendance.objects.order_by("person__sort_key")]
    assert marks == ["present", "excused", "excused"]


def test_whoever_is_signed_out_meanwhile_is_told_and_nothing_is_lost(
    journey: Journey, province: Province, culture_head: User
) -> None:
    session = a_class(province.culture_centre, 2)
    page = _open(journey, culture_head, session)
    kept = page.context.cookies()
    page.context.clear_cookies()
    page.tap("#all-present")
    page.wait_for_selector("#waiting[data-trouble=yes]")
    assert "đăng nhập" in page.inner_text("#waiting").lower()
    assert not Attendance.objects.exists()
    page.context.add_cookies(kept)  # type: ignore[arg-type]  # as they were given
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector(SAVED)
    assert Attendance.objects.filter(status="present").count() == 2


def _marked_without_network(page: Page) -> None:
    """A mark, a tap and somebody new wait in the browser."""
    page.context.set_offline(True)
    _tap(page, 0)
    page.tap("[data-tap='b31_59|female']")
    page.tap(".attend-walk-in summary")
    page.fill("#walk-name", "Trần Thị Út")
    page.press("#walk-name", "Enter")
    page.wait_for_selector("#waiting[data-trouble=yes]")


def test_what_was_marked_before_a_colleague_closed_is_kept_and_sent_with_a_reason(
    journey: Journey, province: Province, culture_head: User
) -> None:
    session = a_class(province.culture_centre, 2)
    page = _open(journey, culture_head, session)
    _marked_without_network(page)
    attending.close_session(at=timezone.now(), actor=SYSTEM, session=session, seen=0, why="Không ai đến")
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector("#refused:not([hidden])")
    told = page.inner_text("#refused ul")
    for words in ("có mặt", "+1", "Trần Thị Út"):
        assert words in told
    assert page.is_visible("#closed-meanwhile")
    assert not page.is_visible("#close-session")
    assert not Attendance.objects.exists()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    # The page that is opened anew asks for reasons; what was refused stands there still.
    page.tap("#closed-meanwhile a")
    page.wait_for_selector("#refused:not([hidden])")
    page.tap("#refused button[type=submit]")
    page.wait_for_selector("#refused:not([hidden])")
    page.fill("#again-why", "Lúc ấy mất mạng")
    with page.expect_navigation():
        page.tap("#refused button[type=submit]")
    last = Closing.objects.latest("number")
    assert (last.present, last.taps, last.why) == (2, 1, "Lúc ấy mất mạng")
    page.reload()
    assert not page.is_visible("#refused")
    assert verify() == []


def test_what_others_mark_meanwhile_is_seen_when_the_page_is_looked_at_again(
    journey: Journey, province: Province, culture_head: User
) -> None:
    session = a_class(province.culture_centre, 2)
    page = _open(journey, culture_head, session)
    person = session.activity.enrolments.earliest("pk").person_id
    attending.mark(at=timezone.now(), actor=SYSTEM, session=session, marks={person: "present"})
    assert _total(page) == "0"
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.wait_for_selector(f".learner[data-id='{person}'][data-status=present]")
    assert _total(page) == "1"
