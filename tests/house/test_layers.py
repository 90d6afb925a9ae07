"""Tables and migrations lean only downwards, as imports do."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

from tests.house import survey


def _room_of_label(label: str) -> str | None:
    return survey.room_of(apps.get_app_config(label).name)


def _own_migrations() -> Iterator[tuple[str, str, Migration]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for (label, name), migration in loader.disk_migrations.items():
        if room := _room_of_label(label):
            yield room, name, migration


@pytest.mark.parametrize(
    ("user", "used", "allowed"),
    [
        ("densach.people", "densach.organisations", True),
        ("densach.organisations", "densach.people", False),
        ("densach.programme.reports", "densach.programme.plans", True),
        ("densach.programme.plans", "densach.programme.reports", False),
        ("densach.programme.plans", "densach.facts", True),
        ("densach.portal", "densach.workspace", False),
        ("densach.facts", "densach.facts", True),
    ],
)
def test_a_room_leans_only_on_lower_rooms(user: str, used: str, allowed: bool) -> None:
    assert survey.stands_above(user, used) is allowed


def test_a_room_that_no_layer_names_is_an_error() -> None:
    with pytest.raises(LookupError, match="cellar"):
        survey.stands_above("densach.cellar", "densach.facts")


def test_foreign_keys_point_only_to_lower_rooms() -> None:
    wrong = []
    for model in apps.get_models():
        room = survey.room_of(model.__module__)
        for field in model._meta.get_fields():
            other = field.related_model
            if room is None or field.auto_created or not isinstance(other, type):
                continue
            their_room = survey.room_of(other.__module__)
            if their_room and not survey.stands_above(room, their_room):
                wrong.append(f"{model._meta.label}.{field.name} points up to {other._meta.label}")
    assert not wrong, "\n".join(wrong)


def test_migrations_depend_only_on_lower_rooms() -> None:
    wrong = []
    for room, name, migration in _own_migrations():
        for label, needed in migration.dependencies:
            target = settings.AUTH_USER_MODEL.split(".")[0] if label == "__setting__" else label
            their_room = _room_of_label(target)
            if their_room and not survey.stands_above(room, their_room):
                wrong.append(f"{room} {name} depends on {label} {needed}")
    assert not wrong, "\n".join(wrong)


def test_migrations_are_named_by_a_person() -> None:
    wrong = [
        f"{room} {name}"
        for room, name, _migration in _own_migrations()
        if "_auto_" in name
        or not re.fullmatch(r"\d{4}_[a-z0-9_]+", name)
        or re.fullmatch(r"\d{4}_initial", name)
    ]
    assert not wrong, f"name them by what they do: {wrong}"


def test_migrations_can_be_taken_back() -> None:
    wrong = [
        f"{room} {name}: {type(operation).__name__}"
        for room, name, migration in _own_migrations()
        for operation in migration.operations
        if isinstance(operation, (RunPython, RunSQL)) and not operation.reversible
    ]
    assert not wrong, "\n".join(wrong)
