"""The system's Chromium for journeys: `journey` opens pages of the served site, signed in or not.

@pytest.mark.browser
def test_…(journey: Journey, officer: User) -> None:
    page = journey.as_(officer)
    page.goto(journey.url("/lam-viec/"))
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer

    from densach.people.models import User

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
_ARGUMENTS = [
    "--no-first-run",
    "--disable-background-networking",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
]


def chromium() -> str | None:
    """Where the system keeps its Chromium."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Journey:
    """One person's way through the pages; every window is closed at the end, every script error told."""

    def __init__(self, browser: Browser, server: LiveServer) -> None:
        self._browser = browser
        self._server = server
        self._contexts: list[BrowserContext] = []
        self.errors: list[str] = []
        self.foreign: list[str] = []

    def url(self, path: str) -> str:
        """The full address of a path of the served site."""
        return f"{self._server.url}{path}"

    def page(self, *, phone: bool = False, scripts: bool = True) -> Page:
        """A new window of nobody in particular."""
        size = PHONE if phone else DESK
        context = self._browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            has_touch=phone,
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        context.set_default_timeout(15_000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._watch(request.url))
        return page

    def as_(self, person: User, *, phone: bool = False, scripts: bool = True) -> Page:
        """A new window in which this person is signed in."""
        page = self.page(phone=phone, scripts=scripts)
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": self._server.url}]
        )
        return page

    def _watch(self, address: str) -> None:
        if not address.startswith((self._server.url, "data:", "blob:", "about:")):
            self.foreign.append(address)

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for each worker."""
    from playwright.sync_api import sync_playwright

    program = chromium()
    if program is None:
        pytest.skip("Chromium is not here (Debian: apt-get install chromium)")
    # Playwright keeps an event loop in this thread; Django would take our own queries for a mistake.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    arguments = [*_ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=arguments)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def journey(browser: Browser, live_server: LiveServer) -> Iterator[Journey]:
    """Windows onto the served site. Fails when a script broke or a page asked another host for anything."""
    way = Journey(browser, live_server)
    yield way
    way.close()
    assert not way.errors, way.errors
    assert not way.foreign, way.foreign


def downloaded(page: Page, selector: str, folder: Path) -> Path:
    """Press what starts a download and keep the file under its own name."""
    with page.expect_download() as waiting:
        page.click(selector)
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path
