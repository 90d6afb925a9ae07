"""What every page sends beside itself, and how refusals nobody caught leave the house."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory

from densach.config.middleware import RefusalMiddleware
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal

PAGES = ["/", "/en/", "/tai-khoan/dang-nhap/", "/khong-co-trang-nay/"]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_loads_from_this_house_only(db: None, client: Client, page: str) -> None:
    response = client.get(page)
    policy = dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";") if part.strip()
    )
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == policy["base-uri"] == "'self'"
    assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_forbids_frames_and_guessing(db: None, client: Client, page: str) -> None:
    response = client.get(page)
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


def test_a_form_without_its_token_is_turned_away_in_words(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/tai-khoan/dang-nhap/", {"username": "a"})
    assert response.status_code == 403
    assert '<html lang="vi"' in response.content.decode()


def test_an_unknown_host_is_turned_away(db: None, client: Client) -> None:
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_cookies_do_not_travel_to_other_sites() -> None:
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"
    assert settings.SESSION_COOKIE_HTTPONLY is True
    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


@pytest.mark.parametrize(
    ("refusal", "status"),
    [(NotAllowed, 403), (NotFound, 404), (Conflict, 409), (Invalid, 400), (Refusal, 400)],
)
def test_a_refusal_that_no_view_caught_is_a_page_with_its_status(
    db: None, rf: RequestFactory, refusal: type[Refusal], status: int
) -> None:
    request = rf.get("/lam-viec/")
    request.actor = SYSTEM  # type: ignore[attr-defined]  # set by the middleware of people
    answer = RefusalMiddleware(lambda asked: HttpResponse()).process_exception(request, refusal())
    assert answer is not None
    assert answer.status_code == status


def test_other_errors_are_not_hidden(rf: RequestFactory) -> None:
    middleware = RefusalMiddleware(lambda asked: HttpResponse())
    assert middleware.process_exception(rf.get("/"), ZeroDivisionError()) is None
