"""A unit counts on a phone in a few taps, and reads its way around with the thumb."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from densach.facts import queries
from densach.kernel.dates import today
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.people.models import User
from tests.browser import Journey

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIMIT = 20.0


def counted(place: Organisation, day: date) -> int:
    return queries.totals_of_organisations("library.visits", [place.pk], Period.day(day)).get(place.pk, 0)


def test_a_count_is_entered_on_a_phone_in_four_taps(
    journey: Journey, librarian: User, library: Organisation
) -> None:
    page = journey.as_(librarian, phone=True)
    page.goto(journey.url(reverse("workspace:home")))
    began = time.monotonic()
    page.get_by_role("link", name="Nhập số liệu").tap()
    page.get_by_role("link", name=re.compile("Lượt bạn đọc")).first.tap()
    page.get_by_label("Số lượng").fill("1.250")
    page.get_by_role("button", name="Ghi vào sổ").tap()
    page.get_by_text("Đã ghi vào sổ.").wait_for()
    assert time.monotonic() - began < LIMIT
    assert counted(library, today(timezone.now())) == 1250


def test_yesterday_is_one_tap_away(journey: Journey, librarian: User, library: Organisation) -> None:
    page = journey.as_(librarian, phone=True)
    page.goto(journey.url(reverse("facts:enter", args=[library.code, "library.visits"])))
    page.get_by_label("Số lượng").fill("80")
    page.get_by_role("button", name="Hôm qua").tap()
    page.get_by_role("button", name="Ghi vào sổ").tap()
    page.get_by_text("Đã ghi vào sổ.").wait_for()
    yesterday = date.fromordinal(today(timezone.now()).toordinal() - 1)
    assert counted(library, yesterday) == 80


def test_counting_works_without_scripts(journey: Journey, librarian: User, library: Organisation) -> None:
    page = journey.as_(librarian, phone=True, scripts=False)
    page.goto(journey.url(reverse("facts:enter", args=[library.code, "library.visits"])))
    page.get_by_label("Số lượng").fill("3")
    page.get_by_role("button", name="Ghi vào sổ").tap()
    page.get_by_text("Đã ghi vào sổ.").wait_for()
    assert counted(library, today(timezone.now())) == 3


@pytest.mark.parametrize(
    "name",
    [
        "workspace:home",
        "workspace:journal",
        "workspace:silent",
        "facts:home",
        "organisations:list",
        "people:account",
    ],
)
def test_no_staff_page_is_wider_than_a_phone(journey: Journey, officer: User, name: str) -> None:
    page = journey.as_(officer, phone=True)
    page.goto(journey.url(reverse(name)))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("name", ["portal:home", "portal:institutions", "portal:plans", "people:login"])
def test_no_citizens_page_is_wider_than_a_phone(journey: Journey, library: Organisation, name: str) -> None:
    page = journey.page(phone=True)
    page.goto(journey.url(reverse(name)))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
