from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import RequestFactory

import densach
from densach.ui import views

View = Callable[[HttpRequest], HttpResponse]
Page = Callable[[View, str], str]

PACKAGE = Path(densach.__file__).parent
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
SAMPLES = [views.style_page, views.citizen_style_page, views.paper_style_page]
ERRORS = [
    "400.html",
    "403.html",
    "404.html",
    "403_csrf.html",
    "500.html",
    "ui/lockout.html",
    "ui/refusal.html",
]


@pytest.mark.parametrize("view", SAMPLES, ids=lambda view: view.__name__)
@pytest.mark.parametrize(("address", "language"), [("/mau/", "vi"), ("/en/mau/", "en")])
def test_a_page_tells_its_language_truly(page: Page, view: View, address: str, language: str) -> None:
    assert f'<html lang="{language}">' in page(view, address)


@pytest.mark.parametrize("view", SAMPLES, ids=lambda view: view.__name__)
def test_a_page_begins_with_a_way_past_the_navigation(page: Page, view: View) -> None:
    html = page(view, "/mau/")
    assert 'href="#main"' in html
    assert html.count('id="main"') == 1
    assert html.count("<h1") == 1


@pytest.mark.parametrize("view", SAMPLES, ids=lambda view: view.__name__)
def test_a_page_loads_nothing_from_another_host(page: Page, view: View) -> None:
    loaded = re.findall(r'<(?:link|script|img)[^>]*(?:href|src)="([^"]+)"', page(view, "/mau/"))
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)


@pytest.mark.parametrize("view", SAMPLES, ids=lambda view: view.__name__)
def test_no_id_stands_twice_on_a_page(page: Page, view: View) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page(view, "/mau/"))
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("template", ERRORS)
def test_an_error_page_says_what_happened_and_shows_a_way_on(
    alone: None, rf: RequestFactory, template: str
) -> None:
    html = render(rf.get("/x/"), template, {"sentence": "Không có ngày “31/6”."}).content.decode()
    assert re.search(r"<h1>\S.+</h1>\s*<p>\S.+</p>", html)
    assert "button-lamp" in html


def test_the_page_for_a_fault_needs_no_request_and_no_context(alone: None) -> None:
    assert "<h1>" in render_to_string("500.html")


def test_a_stale_form_is_answered_in_words_with_403(alone: None, rf: RequestFactory) -> None:
    response = views.csrf_failure(rf.post("/x/"), reason="CSRF token missing.")
    assert response.status_code == 403
    assert "CSRF" not in response.content.decode()


# A file that people take away and open without the house: it cannot fetch a style sheet.
TAKEN_AWAY = {Path("people/templates/people/privacy/copy.html")}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_template_has_an_inline_style_or_script(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    if template.relative_to(PACKAGE) not in TAKEN_AWAY:
        assert "<style" not in text
    assert not re.search(r"""\sstyle\s*=\s*["']|\son[a-z]+\s*=\s*["']|hx-on|javascript:""", text)
    # What a search engine reads about an institution is data, which no browser runs.
    assert not re.search(r"<script(?![^>]*\ssrc=)(?! type=\"application/ld\+json\")", text)
