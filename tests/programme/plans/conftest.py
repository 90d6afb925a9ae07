"""A plan of Ba Vàm, loaded by the officer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from densach.people.models import User
from densach.programme.plans import actions
from densach.programme.plans.models import Plan
from tests import cast
from tests.programme.plans import papers


@pytest.fixture(autouse=True)
def _in_vietnamese() -> Iterator[None]:
    """A page in English leaves its language to the thread; the next test begins in Vietnamese all the same."""
    with translation.override("vi"):
        yield


@pytest.fixture
def plan(province: cast.Province, officer: User) -> Plan:
    return actions.load(
        at=cast.NOW,
        actor=cast.acting(officer),
        organisation=province.department,
        name="ke-hoach-31.txt",
        data=papers.TEXT.encode(),
        reader=papers.a_reading,
    )
