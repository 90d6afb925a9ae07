"""Every door has its rule, and was tried by a visitor, a citizen, a stranger and an owner."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.cast import NOW, the_province
from tests.house.access_table import DOORS, UNGUARDED
from tests.house.doors import SEEN_BY_OWNERS, Door, names, sign_in, visit
from tests.house.world import World, grow, the_world

COUNTS = Path(__file__).with_name("query_counts.json")
# All on one worker: they share a world.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("doors")]

LISTS = sorted(name for name, door in DOORS.items() if door.is_list)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One world for all visits, as each visit is taken back; on one morning, as pages ask the clock."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        laid = the_world(the_province())
        sign_in(laid, {"citizen", "stranger", *(door.owner for door in DOORS.values())})
        yield laid
        transaction.set_rollback(True)


def test_every_door_is_on_the_table() -> None:
    found = set(names()) - UNGUARDED
    assert not found - set(DOORS), f"say who may enter: {sorted(found - set(DOORS))}"
    assert not set(DOORS) - found, f"no such door any more: {sorted(set(DOORS) - found)}"


def _wrong(world: World, who: Callable[[Door], str], expected: Callable[[Door], int]) -> list[str]:
    found = []
    for name, door in DOORS.items():
        status, _queries = visit(door, name, world, who(door))
        if status != expected(door):
            found.append(f"{name} as {who(door)}: {status} instead of {expected(door)}")
    return found


def test_nobody_in_particular_enters_only_public_doors(world: World) -> None:
    wrong = _wrong(world, lambda door: "anonymous", lambda door: door.anonymous)
    assert not wrong, "\n".join(wrong)


def test_a_citizen_without_a_role_stays_outside_the_staff_doors(world: World) -> None:
    wrong = _wrong(world, lambda door: "citizen", lambda door: door.citizen)
    assert not wrong, "\n".join(wrong)


def test_staff_of_another_province_find_nothing_of_ours(world: World) -> None:
    wrong = _wrong(world, lambda door: "stranger", lambda door: door.stranger)
    assert not wrong, "\n".join(wrong)


def test_whoever_owns_the_place_enters(world: World) -> None:
    wrong = _wrong(world, lambda door: door.owner, lambda door: door.owned)
    assert not wrong, "\n".join(wrong)


def _query_counts(world: World) -> dict[str, int]:
    counts = {}
    for name in LISTS:
        status, queries = visit(DOORS[name], name, world, DOORS[name].owner)
        assert status == 200, f"{name}: {status}"
        counts[name] = queries
    return counts


@pytest.fixture(scope="module")
def counts(world: World, django_db_blocker: DjangoDbBlocker) -> dict[str, int]:
    """How many queries each list asks; the first visits fill what the process keeps, and are not counted."""
    with django_db_blocker.unblock():
        for name in LISTS:
            # Some ways to a door lay down what stands behind it.
            DOORS[name].reach(world)
            if name not in SEEN_BY_OWNERS:
                visit(DOORS[name], name, world, DOORS[name].owner)
        return _query_counts(world)


def test_a_longer_list_asks_no_more_queries(world: World, counts: dict[str, int]) -> None:
    with transaction.atomic():
        grow(world)
        after = _query_counts(world)
        transaction.set_rollback(True)
    grown = {name: (counts[name], after[name]) for name in LISTS if after[name] > counts[name]}
    assert not grown, f"queries grow with the list: {grown}"


def test_lists_ask_as_many_queries_as_agreed(counts: dict[str, int]) -> None:
    if os.environ.get("UPDATE_QUERY_COUNTS") == "1":
        COUNTS.write_text(json.dumps(counts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    agreed = json.loads(COUNTS.read_text(encoding="utf-8"))
    assert counts == agreed, (
        "look why; when it is right: UPDATE_QUERY_COUNTS=1 ./dev test tests/house/test_doors.py"
    )
