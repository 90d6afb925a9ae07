"""The shelf of the tests of the desk."""

from __future__ import annotations

import pytest

from tests import cast
from tests.services.circulation.stock import Shelf, a_shelf


@pytest.fixture
def shelf(province: cast.Province) -> Shelf:
    return a_shelf(province)
