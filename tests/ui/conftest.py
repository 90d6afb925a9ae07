"""Pages of `ui` alone: no other room, no data."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from pytest_django import Settings

Render = Callable[..., str]
View = Callable[[HttpRequest], HttpResponse]

PROCESSORS = ["django.template.context_processors.request", "django.template.context_processors.i18n"]


@pytest.fixture
def in_vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def alone(settings: Settings) -> None:
    """Templates without the context that the roofs add, and only the addresses of `ui`."""
    engine = settings.TEMPLATES[0]
    options = {**engine["OPTIONS"], "context_processors": PROCESSORS}
    settings.TEMPLATES = [{**engine, "OPTIONS": options}]
    settings.ROOT_URLCONF = "tests.ui.addresses"


@pytest.fixture
def show(alone: None) -> Render:
    """`show("{% icon 'book' %}", request=…, name=value)`: a piece of template, rendered."""

    def render(source: str, request: HttpRequest | None = None, **context: object) -> str:
        return engines["django"].from_string("{% load ui %}" + source).render(context, request)

    return render


@pytest.fixture
def page(alone: None, rf: RequestFactory) -> Callable[[View, str], str]:
    """`page(view, "/en/x/")`: a whole page, in the language of its address."""

    def fetch(view: View, address: str) -> str:
        with translation.override("en" if address.startswith("/en/") else "vi"):
            return view(rf.get(address)).content.decode()

    return fetch
