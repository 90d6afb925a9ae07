"""A plan of Ba Vàm, loaded by the officer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation

from densach.people.models import User
from densach.programme.plans import actions
from densach.programme.plans.models import Plan, Target
from tests import cast
from tests.programme.plans import papers
from tests.stage import SignedIn


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


@pytest.fixture
def desk(officer: User, sign_in: type[SignedIn]) -> Client:
    return sign_in(officer)


@pytest.fixture
def target(plan: Plan) -> Target:
    return plan.targets.get(position=1)


@pytest.fixture
def started(plan: Plan, officer: User) -> Plan:
    actor = cast.acting(officer)
    actions.accept_confident(at=cast.NOW, actor=actor, plan=plan)
    return actions.start(at=cast.NOW, actor=actor, plan=plan)
