"""The usual answers at a door: open to everyone, for staff, an overview of one's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.house.doors import ABSENT, REFUSED, TO_SIGN_IN, Door
from tests.house.world import World

Reach = Callable[[World], dict[str, Any]]


def nowhere(world: World) -> dict[str, Any]:
    return {}


def public(reach: Reach = nowhere, *, is_list: bool = False) -> Door:
    """Open to everyone."""
    return Door(200, 200, 200, 200, reach=reach, is_list=is_list)


def staff(
    reach: Reach = nowhere,
    *,
    owner: str = "officer",
    stranger: int = ABSENT,
    owned: int = 200,
    post: Reach | None = None,
    query: str = "",
    is_list: bool = False,
) -> Door:
    """For people with a role; a thing of another province does not exist for them."""
    return Door(TO_SIGN_IN, REFUSED, stranger, owned, owner, reach, post, query, is_list)


def overview(
    reach: Reach = nowhere, *, owner: str = "officer", is_list: bool = False, query: str = ""
) -> Door:
    """For people with a role: each sees what is theirs, a stranger an empty one."""
    return staff(reach, owner=owner, stranger=200, is_list=is_list, query=query)
