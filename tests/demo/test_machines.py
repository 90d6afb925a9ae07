"""The demo's tokens open what their roles see, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from densach.demo import build
from tests.exchange.machine import Machine

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo"), pytest.mark.timeout(900)]


def _machine(folder: Path, who: str) -> Machine:
    described = build.kept(folder)
    assert described is not None
    return Machine(described["tokens"][who], Client())


def test_the_demo_tells_two_tokens_that_open(demo: Path) -> None:
    librarian, officer = _machine(demo, "librarian"), _machine(demo, "officer")
    assert librarian.told("/me")["role"] == "librarian"
    assert officer.told("/me")["role"] == "department_officer"
    assert len(officer.every("/obligations", limit=500)) > len(librarian.every("/obligations", limit=500)) > 0


def test_every_list_of_the_demo_answers_within_its_page(demo: Path) -> None:
    officer = _machine(demo, "officer")
    for path in (
        "/areas", "/organisations", "/plans", "/documents", "/works", "/reports", "/oversight/difficulties",
        "/oversight/nominations", "/estimate-rounds", "/projects", "/calendar", "/indicators", "/capabilities",
    ):  # fmt: skip
        told = officer.told(path, limit=5)
        assert 0 < len(told["results"]) <= 5, path
