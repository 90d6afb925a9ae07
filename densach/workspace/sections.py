"""What waits on the desk in groups: what is late, what one confirms or decides, what one does, what one opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from densach.workspace.waiting import Todo


@dataclass(frozen=True)
class Section:
    """A group with its works in the order in which they were found."""

    code: str
    title: str
    todos: tuple[Todo, ...]


def of(todos: Iterable[Todo]) -> list[Section]:
    """Groups that hold something; whatever is past its day is late, whichever group it else belongs to."""
    titles = {
        "late": _("Past its day"),
        "decide": _("To confirm and decide"),
        "do": _("To do"),
        "open": _("To open"),
    }
    found: dict[str, list[Todo]] = {code: [] for code in titles}
    for todo in todos:
        found["late" if todo.urgent else todo.group].append(todo)
    return [Section(code, title, tuple(found[code])) for code, title in titles.items() if found[code]]
