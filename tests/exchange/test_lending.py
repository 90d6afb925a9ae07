"""Another program lends and takes back, by the same rules as a desk."""

from __future__ import annotations

import json
from typing import Any

import pytest
import time_machine

from densach.services.circulation.models import Loan
from tests import cast
from tests.exchange.machine import Machine, machine_of
from tests.services.circulation.stock import Shelf, a_shelf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_morning() -> object:
    with time_machine.travel(cast.NOW, tick=False):
        yield


@pytest.fixture
def shelf(province: cast.Province) -> Shelf:
    return a_shelf(province)


@pytest.fixture
def machine(province: cast.Province, shelf: Shelf) -> Machine:
    head = cast.a_person("head@ba-vam.test", "Võ Thị Trưởng", "institution_head", province.library)
    return machine_of(head, province.library, "institution_head", only_reading=False, verbs=("desk.serve",))


def _post(machine: Machine, path: str, **body: Any) -> Any:
    return machine.client.post(
        f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=machine._headers()
    )


def test_a_loan_is_made_once_and_the_second_asker_is_told_why_not(machine: Machine) -> None:
    first = _post(machine, "/loans", copy="VL-1", patron="TV-0001")
    assert first.status_code == 201
    told = first.json()
    assert (told["copy"], told["patron"], told["due"]) == ("VL-1", "TV-0001", "2026-12-04")
    for card in ("TV-0001", "TV-0002"):
        second = _post(machine, "/loans", copy="VL-1", patron=card)
        assert second.status_code == 409
        error = second.json()["error"]
        assert set(error) == {"code", "message"}
        assert "TV-0001" not in error["message"]


def test_the_same_key_is_the_same_loan(machine: Machine) -> None:
    first = _post(machine, "/loans", copy="VL-1", patron="TV-0001", key="a1")
    again = _post(machine, "/loans", copy="VL-1", patron="TV-0001", key="a1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Loan.objects.count() == 1


def test_what_is_lent_is_listed_until_it_is_back(machine: Machine) -> None:
    _post(machine, "/loans", copy="VL-1", patron="TV-0001")
    assert [one["copy"] for one in machine.told("/loans")["results"]] == ["VL-1"]
    back = _post(machine, "/returns", copy="VL-1")
    assert (back.status_code, back.json()["to_do"]) == (200, "shelve")
    assert machine.told("/loans")["results"] == []


def test_unknown_numbers_and_bodies_are_told(machine: Machine) -> None:
    assert _post(machine, "/loans", copy="nothing", patron="TV-0001").status_code == 404
    assert _post(machine, "/loans", copy="VL-1", patron="nobody").status_code == 404
    assert _post(machine, "/loans", copy="VL-1").status_code == 422
    assert _post(machine, "/loans", copy="VL-1\x00", patron="TV-0001").status_code == 422


def test_a_token_without_the_right_lends_nothing(province: cast.Province, shelf: Shelf) -> None:
    officer = machine_of(
        cast.the_officer(province), province.department, "department_officer", only_reading=False
    )
    assert _post(officer, "/loans", copy="VL-1", patron="TV-0001").status_code in {403, 404}
    assert officer.ask("/loans").status_code == 403
    assert not Loan.objects.exists()
