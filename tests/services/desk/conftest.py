"""A desk with a shelf behind it, on the morning of the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.services.circulation.stock import Shelf, a_shelf
from tests.stage import SignedIn

Scan = Callable[..., Any]


@pytest.fixture(autouse=True)
def _the_morning() -> Iterator[None]:
    with time_machine.travel(cast.NOW, tick=False):
        yield


@pytest.fixture
def shelf(province: cast.Province) -> Shelf:
    return a_shelf(province)


@pytest.fixture
def desk(shelf: Shelf) -> Client:
    """The librarian's browser."""
    return SignedIn(shelf.user)


@pytest.fixture
def scan(desk: Client, province: cast.Province) -> Scan:
    """`scan("VL-1", reader="TV-0001", mode="lend")`: the answer to one scan, as the script gets it."""

    def scanned(code: str, **told: str) -> Any:
        fields = {"library": province.library.code, "code": code, "mode": "lend", **told}
        return desk.post(reverse("circulation:scan"), fields, headers={"X-Desk": "part"})

    return scanned
