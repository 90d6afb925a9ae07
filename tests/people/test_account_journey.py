"""An account in a browser: invited, protected by an app and a passkey, signed in with each."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from densach.people import codes
from densach.people.models import User
from tests.browser import Journey
from tests.cast import Province

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]
EMAIL, OWN = "moi@ba-vam.test", "chợ nổi lúc năm giờ"


def send(page: Page, form: str = "main form") -> None:
    page.click(f"{form} button:not([type=button])")
    page.wait_for_load_state()


def test_from_an_invitation_to_signing_in_with_a_code_and_with_a_passkey(
    journey: Journey, province: Province, head: User
) -> None:
    link = _invite(journey, province, head)
    page = journey.page(phone=True)
    _accept(page, link)
    recovery = _add_app(journey, page)
    _add_passkey(journey, page)
    _first_step(journey, page)
    page.click("form[data-passkey] button")
    page.wait_for_url("**/lam-viec/")
    _first_step(journey, page)
    page.fill("[name=code]", recovery)
    send(page, "form:has([name=code])")
    assert page.url.endswith("/lam-viec/")
    assert journey.errors == []
    assert User.objects.get(email=EMAIL).second_factors.count() == 2


def _invite(journey: Journey, province: Province, head: User) -> str:
    desk = journey.as_(head)
    desk.goto(journey.url("/lam-viec/nguoi-dung/loi-moi/moi/"))
    desk.fill("[name=name]", "Cao Thị Mới")
    desk.fill("[name=email]", EMAIL)
    desk.select_option("[name=role]", "librarian")
    send(desk)
    return desk.inner_text(".link-told")


def _accept(page: Page, link: str) -> None:
    # Passkeys are shown to names only, never to an address in figures.
    page.goto(link.replace("127.0.0.1", "localhost"))
    page.fill("[name=password]", OWN)
    page.check(".show-password input")
    assert page.get_attribute("[name=password]", "type") == "text"
    send(page)
    assert page.url.endswith("/lam-viec/")


def _named(journey: Journey, path: str) -> str:
    return journey.url(path).replace("127.0.0.1", "localhost")


def _add_app(journey: Journey, page: Page) -> str:
    """One of the recovery codes."""
    page.goto(_named(journey, "/tai-khoan/bao-mat/ung-dung/"))
    key = re.sub(r"\s", "", page.inner_text(".app-key"))
    page.fill("[name=code]", codes.code_at(key, datetime.now(UTC)))
    send(page)
    return page.inner_text(".recovery-codes li:first-child code")


def _add_passkey(journey: Journey, page: Page) -> None:
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    page.goto(_named(journey, "/tai-khoan/bao-mat/khoa/"))
    page.fill("[name=name]", "điện thoại của tôi")
    page.click("main form button")
    page.wait_for_url("**/bao-mat/")
    assert "điện thoại của tôi" in page.inner_text("main")


def _first_step(journey: Journey, page: Page) -> None:
    page.context.clear_cookies()
    page.goto(_named(journey, "/tai-khoan/dang-nhap/"))
    page.fill("[name=username]", EMAIL)
    page.fill("[name=password]", OWN)
    send(page)
    assert page.url.endswith("/buoc-hai/")
