"""What each address answers: to its owner, to a stranger, and to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from densach.programme.budget.models import Estimate, EstimateRound
from densach.programme.oversight.models import Difficulty
from densach.programme.tasks.models import Work
from tests.cast import NOW, the_province
from tests.exchange.machine import Machine, machine_of
from tests.house.access_budget import a_line, a_project
from tests.house.world import World, grow, the_world

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("machines")]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        made = the_world(the_province())
        a_line(made)
        a_project(made)
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def own(world: World) -> Machine:
    return machine_of(
        world.person("officer"), world.province.department, "department_officer", only_reading=False
    )


@pytest.fixture(scope="module")
def strange(world: World) -> Machine:
    """A machine of the other province."""
    stranger = world.person("stranger")
    home = stranger.memberships.get().organisation
    return machine_of(stranger, home, "department_officer", only_reading=False)


def _paths(world: World) -> dict[str, dict[str, Any]]:
    """Every list with what it needs to be asked."""
    library, plan = world.province.library.code, world.plan.code
    span = {"since": "2026-01-01", "until": "2026-12-31"}
    round_ = EstimateRound.objects.get()
    estimate = Estimate.objects.get(round=round_, organisation=world.province.library)
    registers = (
        "inspections visits recommendations difficulties rounds nominations practices assessments reviews"
    )
    return {
        "/areas": {},
        "/organisations": {},
        "/measures": {},
        "/totals": {"organisation": library, "measure": "library.loans", **span},
        "/facts": {"organisation": library, "measure": "library.loans", **span},
        "/counts": {"organisation": library},
        "/counts/imports": {},
        "/indicators": {},
        "/indicators/tv.luot_ban_doc/series": {},
        "/capabilities": {},
        "/capabilities/library.lifelong_service/answers": {},
        "/programmes": {},
        "/documents": {},
        "/plans": {},
        f"/plans/{plan}/targets": {},
        f"/plans/{plan}/tasks": {},
        f"/plans/{plan}/duties": {},
        "/works": {},
        "/obligations": {},
        "/reports": {},
        f"/reports/{world.unit_report.pk}/lines": {},
        **{f"/oversight/{name}": {} for name in registers.split()},
        "/estimate-rounds": {},
        f"/estimate-rounds/{round_.pk}/estimates": {},
        f"/estimates/{estimate.pk}/lines": {},
        "/projects": {},
        "/calendar": span,
    }


def _things(world: World) -> dict[str, str]:
    """One of everything, and a field by which it is known."""
    return {
        f"/areas/{world.province.area.code}": "code",
        f"/organisations/{world.province.library.code}": "code",
        f"/counts/{world.count.pk}": "id",
        "/indicators/tv.luot_ban_doc": "code",
        "/indicators/tv.luot_ban_doc/value": "indicator",
        f"/plans/{world.plan.code}": "code",
        f"/plans/{world.plan.code}/targets/{world.target.pk}": "id",
        f"/works/{Work.objects.filter(plan=world.plan).earliest('pk').pk}": "id",
        f"/reports/{world.unit_report.pk}": "id",
        f"/oversight/difficulties/{Difficulty.objects.earliest('pk').pk}": "id",
        "/me": "name",
    }


# Registers of the whole house, which everybody with a role may read; empty in the cast, or reckoned from what is there.
_EMPTY_HERE = {"/programmes", "/documents", "/counts/imports"}


def test_every_list_answers_its_owner(own: Machine, world: World) -> None:
    for path, query in _paths(world).items():
        told = own.told(path, **query)
        assert set(told) >= {"results", "next"}, path
        assert told["results"] or path in _EMPTY_HERE, f"{path} is empty"


def test_one_of_everything_answers_its_owner(own: Machine, world: World) -> None:
    for path, field in _things(world).items():
        assert own.told(path)[field], path


def test_nothing_opens_without_a_token_or_by_a_session(world: World) -> None:
    client = Client()
    client.force_login(world.person("officer"), backend="django.contrib.auth.backends.ModelBackend")
    for path in [*_paths(world), *_things(world)]:
        answer = client.get(f"/api/v1{path}")
        assert answer.status_code == 401, path
        assert answer.json()["error"]["code"] == "exchange.unknown_token"
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_machine_of_another_province_finds_nothing_of_ours(strange: Machine, world: World) -> None:
    register = {"/areas", "/organisations"}  # everybody who counts finds units and places of the whole nation
    ours = {world.province.library.code, world.province.department.code, world.plan.code}
    for path, query in _paths(world).items():
        answer = strange.ask(path, **query)
        if answer.status_code == 404 or path in register:
            continue
        assert answer.status_code == 200, (path, answer.content)
        told = str(answer.json()["results"])
        assert not any(f"'{code}'" in told for code in ours), (path, told[:300])


@pytest.mark.parametrize("thing", ["counts", "plans", "works", "reports", "oversight"])
def test_a_thing_of_another_province_does_not_exist(strange: Machine, world: World, thing: str) -> None:
    for path in _things(world):
        if path.startswith(f"/{thing}/"):
            answer = strange.ask(path)
            assert answer.status_code == 404, path
            assert set(answer.json()["error"]) == {"code", "message"}


def test_a_longer_list_asks_no_more_queries(own: Machine, world: World) -> None:
    def asked() -> dict[str, int]:
        found = {}
        for path, query in _paths(world).items():
            with CaptureQueriesContext(connection) as captured:
                own.told(path, **query)
            found[path] = len(captured)
        return found

    asked()
    before = asked()
    with transaction.atomic():
        grow(world)
        after = asked()
        transaction.set_rollback(True)
    assert {path: (before[path], after[path]) for path in after if after[path] > before[path]} == {}


def test_a_target_tells_how_it_was_judged(own: Machine, world: World) -> None:
    rows = own.every(f"/plans/{world.plan.code}/targets", on="2026-06-10")
    judged = [row for row in rows if row["status"] != "no_data"]
    assert judged
    for row in judged:
        assert row["on"] == "2026-06-10"
        assert row["explanation"], row["subject"]
    one = judged[0]
    assert own.told(f"/plans/{world.plan.code}/targets/{one['id']}", on="2026-06-10") == one
    same = own.every(f"/plans/{world.plan.code}/targets", on="2026-06-10", status=one["status"])
    assert {row["status"] for row in same} == {one["status"]}
