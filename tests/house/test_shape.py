"""Every room has the same files, and nothing grows past the ceilings."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house import survey

FILES = {
    "models",
    "rules",
    "queries",
    "actions",
    "forms",
    "views",
    "urls",
    "access",
    "apps",
    "templates",
    "migrations",
    "locale",
}
# Room → what it has no content for. The roofs have no tables, so no doors to them either.
_NO_TABLES = {"models", "migrations", "actions", "queries", "rules"}
MAY_LACK: dict[str, set[str]] = {
    "portal": _NO_TABLES | {"access", "forms"},
    "workspace": _NO_TABLES | {"access", "forms"},
    # It stands below accounts, so its page is in the workspace.
    "journal": {"access", "forms", "locale", "templates", "urls", "views"},
    "files": {"forms", "templates"},
}
# `ui` holds components and `demo` makes data by other rooms' actions: neither is a part of the domain.
NO_DOMAIN = {"ui", "demo"}
FORBIDDEN_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "services",
    "service",
    "signals",
    "misc",
}
# The wing that serves people: a name of the domain, and the one place where it may stand.
WING = survey.PACKAGE / "services"
LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
# A test's function may be one long list of invented people, places or papers.
LONGEST_IN_TESTS = 60


def _all_python() -> list[Path]:
    folders = [survey.PACKAGE, survey.ROOT / "tests", survey.ROOT / "tools", survey.ROOT / "bench"]
    return [survey.ROOT / "dev", *(path for folder in folders for path in survey.modules(folder))]


def _code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function's body, its docstring aside: the list of arguments is no code."""
    first = function.body[0]
    start = first.lineno
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        start = (first.end_lineno or first.lineno) + 1
    return (function.end_lineno or function.lineno) - start + 1


def _has(room: Path, name: str) -> bool:
    return (room / f"{name}.py").exists() or ((room / name).is_dir() and any((room / name).rglob("*.*")))


DOMAIN = [room for room in survey.rooms() if room.name not in NO_DOMAIN]


@pytest.mark.parametrize("room", DOMAIN, ids=lambda room: room.name)
def test_a_room_has_the_same_files_as_every_other(room: Path) -> None:
    lacking = {name for name in FILES if not _has(room, name)}
    allowed = MAY_LACK.get(room.name, set())
    assert lacking <= allowed, f"{survey.dotted(room)} lacks {sorted(lacking - allowed)}"


@pytest.mark.parametrize("name", sorted(MAY_LACK))
def test_what_a_room_may_lack_it_lacks(name: str) -> None:
    room = next(room for room in DOMAIN if room.name == name)
    present = {part for part in MAY_LACK[name] if _has(room, part)}
    assert not present, f"{name} has {sorted(present)} now: take it off the list"


def test_modules_are_named_by_the_domain() -> None:
    wrong = [
        str(path)
        for path in survey.modules()
        if path.stem in FORBIDDEN_NAMES or (path.parent.name in FORBIDDEN_NAMES and path.parent != WING)
    ]
    assert not wrong


def test_no_module_is_longer_than_the_ceiling() -> None:
    long = {
        str(path.relative_to(survey.ROOT)): count
        for path in _all_python()
        if "migrations" not in path.parts
        and (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert not long, f"past {LONGEST_MODULE} lines a module becomes a package: {long}"


def test_no_function_is_longer_than_the_ceiling() -> None:
    long = {}
    for path in _all_python():
        # The cast is one list of places.
        if "migrations" in path.parts or path.name == "cast.py":
            continue
        ceiling = LONGEST_IN_TESTS if path.is_relative_to(survey.ROOT / "tests") else LONGEST_FUNCTION
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                count = _code_lines(node)
                if count > ceiling:
                    long[f"{path.relative_to(survey.ROOT)}:{node.lineno} {node.name}"] = count
    assert not long, f"longer than the ceiling: {long}"


def test_every_module_starts_with_the_future_import() -> None:
    wrong = []
    for path in _all_python():
        body = ast.parse(path.read_text(encoding="utf-8")).body
        statements = body[1:] if body and isinstance(body[0], ast.Expr) else body
        if not statements:
            continue
        first = statements[0]
        named = isinstance(first, ast.ImportFrom) and first.module == "__future__"
        if not named or not isinstance(first, ast.ImportFrom) or first.names[0].name != "annotations":
            wrong.append(str(path.relative_to(survey.ROOT)))
    assert not wrong, "\n".join(wrong)
