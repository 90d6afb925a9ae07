"""A register with two readers, the librarian's browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from tests import cast
from tests.services.circulation.stock import Shelf, a_shelf
from tests.stage import SignedIn


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
