"""A new book in a browser: ten fields, one more in the full editor, a copy, its label, and it is found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import time_machine

from densach.formats.marc import from_json
from densach.services.catalogue.actions.seeding import seed_item_types
from densach.services.catalogue.models import Item, Record
from tests import cast
from tests.browser import Journey
from tests.cast import Province

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from densach.people.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture(autouse=True)
def _the_morning() -> Iterator[None]:
    with time_machine.travel(cast.NOW, tick=True):
        yield


def test_a_book_is_catalogued_labelled_and_found(
    journey: Journey, province: Province, librarian: User
) -> None:
    seed_item_types()
    page = journey.as_(librarian)
    page.goto(journey.url("/lam-viec/muc-luc/moi/"))
    page.fill("[name=title]", "Đất rừng phương Nam")
    page.fill("[name=author]", "Đoàn Giỏi")
    page.fill("[name=year]", "1957")
    page.click("main .actions button.button-lamp")
    page.wait_for_load_state()
    record = Record.objects.get()
    _one_field_more(journey, page, record.pk)
    record.refresh_from_db()
    assert from_json(record.marc).first("586", "a") == "Giải thưởng Nhà nước"
    assert record.title == "Đất rừng phương Nam"
    page.goto(journey.url(f"/lam-viec/muc-luc/{record.pk}/ban/"))
    page.click("main .actions button.button-lamp")
    page.wait_for_load_state()
    copy = Item.objects.get()
    page.goto(journey.url(f"/lam-viec/muc-luc/nhan/?ban={copy.pk}"))
    assert page.is_visible("button[name=as][value=pdf]")
    # Asked for as the button does: the browser's own viewer of papers is no page of ours.
    asked = page.eval_on_selector(
        "button[name=as]", "it => new URLSearchParams(new FormData(it.form)).toString() + '&as=pdf'"
    )
    label = page.request.get(journey.url(f"/lam-viec/muc-luc/nhan/?{asked}"))
    assert label.body().startswith(b"%PDF")
    page.goto(journey.url("/tim-kiem?q=dat+rung+phuong+nam"))
    assert "Đất rừng phương Nam" in page.inner_text("main")


def _one_field_more(journey: Journey, page: Page, pk: int) -> None:
    """The full editor gets one more row."""
    page.goto(journey.url(f"/lam-viec/muc-luc/{pk}/marc/"))
    page.click("[data-add-row]")
    row = page.locator("[data-row]").last
    row.locator("[name=tag]").fill("586")
    row.locator("[name=text]").fill("$aGiải thưởng Nhà nước")
    page.click(".marc-bar button[value=save]")
    page.wait_for_load_state()
