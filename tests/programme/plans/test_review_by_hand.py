"""The review screen in a browser: by keys, without scripts, on a phone, by two people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it publishes no types
from django.urls import reverse

from densach.people.models import User
from densach.programme.plans.models import Plan, RowState, Target
from tests import cast
from tests.browser import Journey

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def opened(journey: Journey, plan: Plan, person: User, *, phone: bool = False, scripts: bool = True) -> Page:
    page = journey.as_(person, phone=phone, scripts=scripts)
    page.goto(journey.url(reverse("plans:review", args=[plan.code])))
    return page


def states(plan: Plan) -> list[str]:
    return list(plan.targets.order_by("position").values_list("state", flat=True))


def row(plan: Plan, position: int) -> Target:
    return plan.targets.get(position=position)


def test_rows_are_decided_by_keys_alone(journey: Journey, plan: Plan, officer: User) -> None:
    page = opened(journey, plan, officer)
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_selector(f"#row-target-{row(plan, 0).pk}[data-state=accepted]")
    page.wait_for_selector(f"#row-target-{row(plan, 1).pk}:focus")
    page.keyboard.press("x")
    page.wait_for_selector(f"#row-target-{row(plan, 1).pk}[data-state=dropped]")
    page.wait_for_selector(f"#row-target-{row(plan, 2).pk}:focus")
    page.keyboard.press("k")
    page.keyboard.press("u")
    page.wait_for_selector(f"#row-target-{row(plan, 1).pk}[data-state=proposed]")
    assert states(plan) == [RowState.ACCEPTED, RowState.PROPOSED, RowState.PROPOSED, RowState.PROPOSED]
    assert "6" in page.inner_text("#waiting")


def test_the_row_in_hand_lights_its_words(journey: Journey, plan: Plan, officer: User) -> None:
    page = opened(journey, plan, officer)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.inner_text(".lit-now") == row(plan, 1).quote


def test_a_click_on_words_takes_their_row_in_hand(journey: Journey, plan: Plan, officer: User) -> None:
    page = opened(journey, plan, officer)
    page.click(f'[data-rows-of~="target-{row(plan, 3).pk}"]')
    page.wait_for_selector(f"#row-target-{row(plan, 3).pk}:focus")


def test_a_row_is_changed_in_its_place_by_keys(journey: Journey, plan: Plan, officer: User) -> None:
    page = opened(journey, plan, officer)
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_selector(".row-changing textarea:focus")
    page.fill(".row-changing [name=subject]", "Thư viện có dịch vụ học tập")
    page.click(".row-changing button[type=submit]")
    page.wait_for_selector(f"#row-target-{row(plan, 0).pk}[data-state=accepted]")
    assert row(plan, 0).subject == "Thư viện có dịch vụ học tập"


def test_of_two_people_the_second_sees_the_first_and_loses_nothing(
    journey: Journey, plan: Plan, officer: User, province: cast.Province
) -> None:
    second = cast.a_person("two@ba-vam.test", "Đỗ Văn Kiểm", "department_officer", province.department)
    one, two = opened(journey, plan, officer), opened(journey, plan, second)
    two.keyboard.press("j")
    two.keyboard.press("e")
    two.wait_for_selector(".row-changing textarea:focus")
    two.fill(".row-changing [name=subject]", "Lời tôi gõ")
    one.keyboard.press("j")
    one.keyboard.press("a")
    one.wait_for_selector(f"#row-target-{row(plan, 0).pk}[data-state=accepted]")
    two.click(".row-changing button[type=submit]")
    two.wait_for_selector(".theirs")
    assert "Nguyễn Thị Sen" in two.inner_text(".theirs")
    assert two.input_value(".row-changing [name=subject]") == "Lời tôi gõ"
    two.click(".row-changing button[type=submit]")
    two.wait_for_selector(f"#row-target-{row(plan, 0).pk}[data-state=accepted]")
    assert row(plan, 0).subject == "Lời tôi gõ"


def test_everything_works_without_scripts(journey: Journey, plan: Plan, officer: User) -> None:
    page = opened(journey, plan, officer, scripts=False)
    page.click(f"#row-target-{row(plan, 0).pk} .button-accept")
    assert states(plan)[0] == RowState.ACCEPTED
    page.click(f"#row-target-{row(plan, 1).pk} a[data-row-key=e]")
    page.fill("[name=subject]", "Lượt bạn đọc")
    page.click(".row-changing button[type=submit]")
    assert row(plan, 1).subject == "Lượt bạn đọc"


def test_words_chosen_in_the_paper_become_a_row(journey: Journey, plan: Plan, officer: User) -> None:
    page = opened(journey, plan, officer)
    page.evaluate(
        """() => {
          const piece = [...document.querySelectorAll("[data-at]")].find((one) => one.textContent.includes("NHIỆM VỤ"));
          const node = piece.firstChild, at = node.data.indexOf("NHIỆM VỤ");
          getSelection().setBaseAndExtent(node, at, node, at + 8);
        }"""
    )
    page.click("[data-add]")
    assert page.input_value("[name=quote]") == "NHIỆM VỤ"


def test_on_a_phone_the_two_sides_take_turns(journey: Journey, plan: Plan, officer: User) -> None:
    page = opened(journey, plan, officer, phone=True)
    assert page.is_visible("#rows")
    assert not page.is_visible("#paper")
    page.tap("[data-show=text]")
    assert page.is_visible("#paper")
    assert not page.is_visible("#rows")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


@pytest.mark.parametrize("name", ["review", "plan", "tasks"])
def test_the_pages_can_be_used_by_everyone(journey: Journey, plan: Plan, officer: User, name: str) -> None:
    page = journey.as_(officer)
    page.goto(journey.url(reverse(f"plans:{name}", args=[plan.code])))
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert not found.response["violations"], found.generate_report()
