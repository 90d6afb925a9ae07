"""The style page in a real browser: keyboard, phone, and what an accessibility checker finds."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it publishes no types
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from playwright.sync_api import Browser, Page, Request, Route, expect

from densach.ui import views

pytestmark = pytest.mark.browser

HOST = "http://den-sach.test"
POLICY = "default-src 'self'; img-src 'self' data:"
VIEWS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/mau/": views.style_page,
    "/mau/cong-dan/": views.citizen_style_page,
    "/mau/to-giay/": views.paper_style_page,
}
Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, page: Callable[..., str]) -> Iterator[Open]:
    """`visit("/mau/", width=390)`: pages and static files answered from here, without a network."""
    contexts = []

    def answer(route: Route, request: Request) -> None:
        path = request.url.removeprefix(HOST)
        if path in VIEWS:
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(
                body=page(VIEWS[path], path), content_type="text/html; charset=utf-8", headers=headers
            )
        elif found := finders.find(path.removeprefix("/static/")):
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            route.fulfill(body=Path(str(found)).read_bytes(), content_type=kind)
        else:
            route.fulfill(status=404, body="")

    def open_page(address: str, *, width: int = 1280, scripts: bool = True, free: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            bypass_csp=free,
            reduced_motion="reduce",
        )
        contexts.append(context)
        shown = context.new_page()
        shown.route("**/*", answer)
        shown.goto(HOST + address)
        return shown

    yield open_page
    for context in contexts:
        context.close()


def at_row(page: Page) -> int:
    return int(
        page.evaluate("[...document.querySelectorAll('[data-rows] > tr')].indexOf(document.activeElement)")
    )


@pytest.mark.parametrize("keys", [("j", "k"), ("ArrowDown", "ArrowUp")])
def test_rows_are_walked_by_keyboard(visit: Open, keys: tuple[str, str]) -> None:
    shown = visit("/mau/")
    down, up = keys
    shown.locator("[data-rows] > tr").first.focus()
    shown.keyboard.press(down)
    shown.keyboard.press(down)
    assert at_row(shown) == 2
    shown.keyboard.press(up)
    assert at_row(shown) == 1
    shown.keyboard.press("End")
    assert at_row(shown) == 4
    shown.keyboard.press(down)
    assert at_row(shown) == 4


def test_only_one_row_is_a_stop_of_the_tab_key(visit: Open) -> None:
    shown = visit("/mau/")
    shown.locator("[data-rows] > tr").first.focus()
    shown.keyboard.press("j")
    expect(shown.locator("[data-rows] > tr[tabindex='0']")).to_have_count(1)


def test_a_key_of_the_page_goes_to_its_control_but_not_while_typing(visit: Open) -> None:
    shown = visit("/mau/")
    shown.evaluate("document.activeElement.blur()")
    shown.keyboard.press("/")
    expect(shown.locator("#f-q")).to_be_focused()
    shown.keyboard.type("n/j")
    expect(shown.locator("#f-q")).to_have_value("n/j")


def test_the_first_stop_leads_past_the_navigation(visit: Open) -> None:
    shown = visit("/mau/cong-dan/")
    shown.keyboard.press("Tab")
    expect(shown.locator(".skip-link")).to_be_focused()
    expect(shown.locator(".skip-link")).to_be_in_viewport()
    shown.keyboard.press("Enter")
    expect(shown.locator("main")).to_be_focused()


def test_what_is_wrong_in_a_form_is_read_first(visit: Open) -> None:
    expect(visit("/mau/").locator(".error-summary")).to_be_focused()


def test_a_quick_day_fills_the_day_of_its_form(visit: Open) -> None:
    shown = visit("/mau/")
    shown.locator("[data-quick-days] button").click()
    expect(shown.locator("#id_on")).to_have_value("2026-02-05")


def test_a_form_is_sent_once_however_often_its_button_is_pressed(visit: Open) -> None:
    shown = visit("/mau/")
    sent = shown.evaluate(
        """() => {
            const form = document.querySelector('form[method=post]');
            let sent = 0;
            form.noValidate = true;
            window.addEventListener('submit', (event) => {
                if (!event.defaultPrevented) sent += 1;
                event.preventDefault();
            });
            for (let press = 0; press < 3; press += 1) form.requestSubmit();
            return sent;
        }"""
    )
    assert sent == 1


def test_the_navigation_of_a_phone_opens_and_closes(visit: Open) -> None:
    shown = visit("/mau/", width=390)
    inside = shown.locator("#roof-nav")
    expect(inside).to_be_hidden()
    shown.locator("[popovertarget=roof-nav]").first.click()
    expect(inside).to_be_visible()
    shown.keyboard.press("Escape")
    expect(inside).to_be_hidden()


def test_without_scripts_the_page_still_shows_its_table_and_its_menu(visit: Open) -> None:
    shown = visit("/mau/", width=390, scripts=False)
    shown.locator("[popovertarget=roof-nav]").first.click()
    expect(shown.locator("#roof-nav")).to_be_visible()
    expect(shown.locator("[data-rows] > tr")).to_have_count(5)
    expect(visit("/mau/to-giay/", scripts=False).locator("[data-print]")).to_be_hidden()


@pytest.mark.parametrize("address", VIEWS)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(visit: Open, address: str, width: int) -> None:
    shown = visit(address, width=width)
    assert shown.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", VIEWS)
def test_every_target_is_big_enough_for_a_finger(visit: Open, address: str) -> None:
    """24 px, except links inside a sentence (WCAG 2.2, 2.5.8)."""
    small = visit(address, width=390).evaluate(
        """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
            .filter((e) => e.checkVisibility() && !e.closest('p, li, th, td, .visually-hidden, .skip-link'))
            .filter((e) => { const b = e.getBoundingClientRect(); return b.width < 24 || b.height < 24; })
            .filter((e) => !['checkbox', 'radio'].includes(e.type))
            .map((e) => e.outerHTML.slice(0, 90))"""
    )
    assert small == []


@pytest.mark.parametrize("address", VIEWS)
def test_the_policy_against_foreign_content_blocks_nothing_of_ours(visit: Open, address: str) -> None:
    shown = visit(address)
    complaints: list[str] = []
    shown.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    shown.reload()
    assert [
        text for text in complaints if "Content Security Policy" in text or "Failed to load" in text
    ] == []


@pytest.mark.parametrize("address", VIEWS)
@pytest.mark.parametrize("width", [390, 1280])
def test_an_accessibility_checker_finds_nothing(visit: Open, address: str, width: int) -> None:
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    shown = visit(address, width=width, free=True)
    found = Axe().run(shown, options={"runOnly": {"type": "tag", "values": tags}})
    assert [violation["id"] for violation in found.response["violations"]] == []
