"""What the house is made of: its rooms, their layers as pyproject.toml tells them, its modules."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "densach"


@cache
def rooms() -> tuple[Path, ...]:
    """Folders that are Django rooms, by name: they have an `apps.py`."""
    return tuple(sorted(path.parent for path in PACKAGE.rglob("apps.py")))


def dotted(path: Path) -> str:
    """`densach/programme/plans` or a module in it as Python names it."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str | None:
    """The room in which a module lives; None outside every room."""
    homes = [dotted(room) for room in rooms()]
    inside = [home for home in homes if module == home or module.startswith(f"{home}.")]
    return max(inside, key=len, default=None)


def modules(folder: Path = PACKAGE) -> Iterator[Path]:
    """Every Python file below a folder, migrations too."""
    yield from sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


@cache
def _layers() -> dict[str, list[list[str]]]:
    """Container → its layers from the highest to the lowest; siblings share a layer."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    found = {}
    for contract in contracts:
        if contract["id"] in {"house", "programme", "services"}:
            for container in contract["containers"]:
                found[container] = [re.findall(r"\w+", layer) for layer in contract["layers"]]
    return found


def stands_above(user: str, used: str) -> bool:
    """Whether one room may lean on another: itself, or one that stands on a lower layer.

    Raises LookupError for a room that no layer names.
    """
    if user == used:
        return True
    mine, theirs = user.split("."), used.split(".")
    depth = next(i for i, (one, other) in enumerate(zip(mine, theirs, strict=False)) if one != other)
    container = ".".join(mine[:depth])
    layers = _layers()[container]

    def height(name: str) -> int:
        for position, layer in enumerate(layers):
            if name in layer:
                return -position
        raise LookupError(f"no layer of {container} names {name}")

    return height(mine[depth]) > height(theirs[depth])
