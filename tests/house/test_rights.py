"""A write asks for its right in a place: a right somewhere is none everywhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house import survey

# Action that asks for a right anywhere at all → why a stranger's unit cannot do harm by it. Keep it short.
ANYWHERE = {
    "densach.people.actions.accounts.open_account": "an account can do nothing until a unit gives it a role",
    "densach.facts.actions.importing.import_counts": "each row is then refused unless the right holds in its own unit",
    "densach.services.catalogue.actions.headings._require": "a heading in use must be used by a library of theirs",
    "densach.services.catalogue.actions.importing.authorities.import_headings": "it fills what is there, changes none",
    "densach.people.actions.privacy.keep_to_retention": "what is erased is then looked for in the actor's own units",
}


def asked_anywhere(source: str) -> Iterator[tuple[str, int]]:
    """Each `may(verb, None)`: the outermost function or class around it, and the line."""
    for outer in ast.parse(source).body:
        name = getattr(outer, "name", "")
        for node in ast.walk(outer):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "may":
                places = [*node.args[1:], *(one.value for one in node.keywords if one.arg == "organisation")]
                if any(isinstance(place, ast.Constant) and place.value is None for place in places):
                    yield name, node.lineno


def _in_actions() -> Iterator[tuple[str, str]]:
    for path in survey.modules():
        module = survey.dotted(path)
        if "actions" in module.split("."):
            for name, line in asked_anywhere(path.read_text(encoding="utf-8")):
                yield f"{module}.{name}", f"{path.relative_to(survey.ROOT)}:{line}"


def test_no_action_asks_for_a_right_without_a_place() -> None:
    wrong = [where for name, where in _in_actions() if name not in ANYWHERE]
    assert not wrong, "\n".join(wrong)


def test_every_reason_is_still_needed() -> None:
    assert ANYWHERE.keys() <= {name for name, _where in _in_actions()}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("def f(actor):\n    actor.may(VERB, None)", ["f"]),
        ("def f(actor):\n    if not self.actor.may('a.b', organisation=None): pass", ["f"]),
        ("class A:\n    def f(self):\n        return self.actor.may(VERB, None)", ["A"]),
        ("def f(actor):\n    actor.may(VERB, unit)", []),
        ("def f(actor):\n    actor.may(VERB, unit or None_)", []),
    ],
)
def test_the_shapes_of_such_a_question_are_known(line: str, found: list[str]) -> None:
    assert [name for name, _line in asked_anywhere(line)] == found
