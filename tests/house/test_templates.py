"""A room shows its own templates and the components of `ui`, never another room's."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house import survey

_REFERENCE = re.compile(r"{%-?\s*(?:extends|include)\s+([^\s%]+)")
_TEMPLATE_NAME = re.compile(r"^[a-z_]+/[a-z0-9_/]+\.(?:html|txt|xml)$")


def references(text: str) -> list[str]:
    """What a template extends or includes, as written."""
    return _REFERENCE.findall(text)


def is_allowed(reference: str, own: str) -> bool:
    """Whether a reference is in the room's own folder or in `ui`.

    A name in a variable comes from a view of the same room, whose literal names are looked at too.
    """
    if reference[0] not in "\"'":
        return True
    folder = reference.strip("\"'").split("/")[0]
    return folder in {own, "ui"}


def template_names(source: str) -> list[str]:
    """The literal names of templates in a Python module."""
    return [
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _TEMPLATE_NAME.match(node.value)
    ]


@pytest.mark.parametrize(
    ("line", "allowed"),
    [
        ('{% extends "ui/staff.html" %}', True),
        ('{% include "plans/row.html" with row=row %}', True),
        ('{%- include "reports/line.html" %}', False),
        ("{% include which %}", True),
    ],
)
def test_a_reference_to_another_room_or_to_an_unknown_name_is_seen(line: str, allowed: bool) -> None:
    assert [is_allowed(reference, "plans") for reference in references(line)] == [allowed]


@pytest.mark.parametrize("room", survey.rooms(), ids=lambda room: room.name)
def test_templates_use_only_their_own_folder_and_ui(room: Path) -> None:
    wrong = [
        f"{path.relative_to(survey.ROOT)}: {reference}"
        for path in sorted(room.glob("templates/**/*.*"))
        for reference in references(path.read_text(encoding="utf-8"))
        if not is_allowed(reference, room.name)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("room", survey.rooms(), ids=lambda room: room.name)
def test_views_show_only_their_own_templates_and_ui(room: Path) -> None:
    others = {other.name for other in survey.rooms()} - {room.name, "ui"}
    wrong = [
        f"{path.relative_to(survey.ROOT)}: {name}"
        for path in survey.modules(room)
        if survey.room_of(survey.dotted(path)) == survey.dotted(room)
        for name in template_names(path.read_text(encoding="utf-8"))
        if name.split("/")[0] in others
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("room", survey.rooms(), ids=lambda room: room.name)
def test_a_rooms_templates_lie_in_a_folder_of_its_name(room: Path) -> None:
    folder = room / "templates"
    # The error pages have the names that Django asks for.
    loose = (
        {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
        if room.name == "ui"
        else set()
    )
    found = {path.name for path in folder.glob("*")} - loose - {room.name} if folder.is_dir() else set()
    assert not found
