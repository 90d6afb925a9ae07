"""Somebody who looks after the people of one institution."""

from __future__ import annotations

import pytest

from densach.people.models import User
from tests.cast import Province, a_person


@pytest.fixture
def head(province: Province) -> User:
    return a_person("head@ba-vam.test", "Lý Thị Trưởng", "institution_head", province.library)
