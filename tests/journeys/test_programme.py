"""The programme wing in a browser: merged targets are decided on, a late task is told as done, a table is turned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from densach.facts import actions as facts
from densach.kernel.actor import SYSTEM
from densach.programme.plans.models import Fate, TargetDecision
from tests import cast
from tests.browser import Journey, downloaded
from tests.programme.plans.merged.world import the_world, two_plans
from tests.programme.tasks.scene import the_scene

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from densach.people.models import User

MORNING = datetime(2026, 6, 5, 1, 30, tzinfo=UTC)
SHEET = b"Bi\xc3\xaan b\xe1\xba\xa3n ng\xc3\xa0y h\xe1\xbb\x99i 21/4"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]


@pytest.fixture(autouse=True)
def _a_morning_in_june() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=True):
        yield


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_an_officer_decides_who_carries_a_predecessors_target_on(journey: Journey) -> None:
    world = the_world()
    two_plans(world)
    target = world.target("tay", "số hóa huyện")
    desk = journey.as_(world.officer())
    desk.goto(journey.url(reverse("plans:merged", args=["hop"])))
    table = desk.inner_text("main")
    assert all(words in table for words in ("70%", "100%", "15/17"))
    desk.goto(journey.url(reverse("plans:merged_waiting", args=["hop"])))
    desk.check(f"[name=chi-tieu][value='{target.pk}']")
    desk.click("main form button.button-lamp")
    desk.check("[name=fate][value=carry]")
    desk.click("[name=xem-thu]")
    assert desk.is_checked(f"[name=don-vi-{target.pk}][value='{world.libraries['tay'].pk}']")
    assert desk.is_visible(".merged-change")
    desk.fill("[name=on]", "2025-07-01")
    desk.fill("[name=legal_basis]", "Quyết định 15/QĐ-UBND ngày 01/7/2025")
    desk.click(".actions button.button-lamp")
    desk.wait_for_load_state()
    assert TargetDecision.objects.get().fate == Fate.CARRY
    desk.goto(journey.url(reverse("plans:merged_decided", args=["hop"])))
    assert "15/QĐ-UBND" in desk.inner_text("main")
    desk.goto(journey.url(reverse("plans:target", args=[target.plan.code, target.pk])))
    assert "15/QĐ-UBND" in desk.inner_text(".plan-steps")


def test_a_unit_tells_of_a_late_task_with_evidence_and_the_late_list_empties(
    journey: Journey, province: cast.Province, officer: User, librarian: User
) -> None:
    scene = the_scene(province)
    for act in ("finish", "confirm"):
        scene.say(scene.part("Tổ chức Ngày Sách", province.museum), act)
    late = journey.url(reverse("tasks:late"))
    desk = journey.as_(officer)
    desk.goto(late)
    assert desk.inner_text("main table tbody th a") == "Tổ chức Ngày Sách"
    _tell_on_a_phone(
        journey, journey.as_(librarian, phone=True), scene.part("Tổ chức Ngày Sách", province.library).pk
    )
    desk.goto(journey.url(reverse("tasks:to_confirm")))
    assert "2 minh chứng" in desk.inner_text("main table")
    desk.click("main table button.button-lamp")
    desk.wait_for_load_state()
    desk.goto(late)
    assert "Không có việc nào quá hạn" in desk.inner_text("main")


def _tell_on_a_phone(journey: Journey, phone: Page, part: int) -> None:
    phone.goto(journey.url(reverse("tasks:board")))
    assert "Tổ chức Ngày Sách" in phone.inner_text("main")
    phone.goto(journey.url(reverse("tasks:say", args=[part, "finish"])))
    phone.fill("[name=words]", "Đã tổ chức tại 3 điểm, 412 lượt bạn đọc.")
    phone.set_input_files("[name=paper]", {"name": "bien-ban.txt", "mimeType": "text/plain", "buffer": SHEET})
    phone.fill("[name=link]", "https://thuvien.test/ngay-sach")
    assert fits(phone)
    phone.click("main form button.button-lamp")
    phone.wait_for_load_state()
    told = phone.inner_text("main")
    assert "412 lượt bạn đọc" in told
    assert "bien-ban.txt" in told
    assert fits(phone)


def test_the_form_of_a_task_shows_what_its_kind_of_time_reads(
    journey: Journey, province: cast.Province, officer: User
) -> None:
    work = the_scene(province).work("Tuyên truyền")
    page = journey.as_(officer, scripts=False)
    page.goto(journey.url(reverse("tasks:change", args=[work.pk])))
    shown = {
        "yearly": {"starts_on", "ends_on", "due"},
        "fixed": {"starts_on", "ends_on"},
        "every_n_years": {"starts_on", "ends_on", "due", "every_years"},
        "conditional": {"ends_on", "condition", "months_after"},
    }
    for kind, names in shown.items():
        page.select_option("[name=time_kind]", kind)
        seen = {name for name in set().union(*shown.values()) if page.is_visible(f"[name={name}]")}
        assert seen == names, kind
    page.select_option("[name=time_kind]", "yearly")
    page.fill("[name=due]", "21/4")
    page.click("main form button.button-lamp")
    page.wait_for_load_state()
    work.refresh_from_db()
    assert (work.due_day, work.due_month) == (21, 4)


def test_a_table_is_turned_kept_by_its_link_opened_and_taken_away(
    journey: Journey, province: cast.Province, officer: User, tmp_path: Path
) -> None:
    for place, number in ((province.library, 100), (province.commune_library, 20)):
        facts.enter_count(
            at=cast.NOW, actor=SYSTEM, organisation=place, measure="library.visits", since=date(2026, 3, 2),
            until=date(2026, 3, 2), quantities={"": number},
        )  # fmt: skip
    desk = journey.as_(officer)
    desk.goto(journey.url(reverse("indicators:pivot")))
    desk.select_option("[name=hang]", "unit")
    desk.select_option("[name=cot]", "quarter")
    desk.click(".pivot-choices button.button-lamp")
    desk.wait_for_load_state()
    link = desk.input_value("#link")
    assert "hang=unit" in link
    assert "cot=quarter" in link
    other = journey.as_(officer)
    other.goto(link)
    assert other.inner_text("table.pivot tfoot") == desk.inner_text("table.pivot tfoot")
    path = downloaded(other, "a[href*='as=xlsx']", tmp_path)
    sheet = load_workbook(path).active
    assert sheet is not None
    assert [row[-1] for row in sheet.iter_rows(values_only=True)][1:] == [100, 20, None, 120]
    other.click("table.pivot tfoot td.total button")
    other.wait_for_url("**/bang-chung/**")
    assert "120" in other.inner_text("main")
    desk.click("#giu summary")
    desk.fill("#view-name", "Theo quý")
    desk.click("#giu form.pivot-link button")
    desk.wait_for_load_state()
    desk.click("#giu summary")
    assert desk.inner_text("#giu .pivot-views .title") == "Theo quý"
