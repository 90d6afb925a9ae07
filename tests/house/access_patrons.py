"""The doors of the register of readers, and of a reader's own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.house.access_desk import a_library, a_patron, at_desk
from tests.house.access_library import the_record
from tests.house.answers import nowhere, public
from tests.house.doors import TO_SIGN_IN, Door
from tests.house.world import World

Reach = Callable[[World], dict[str, Any]]


def an_act(world: World) -> dict[str, Any]:
    return {**a_patron(world), "act": "khoa-the"}


def with_readers(world: World) -> dict[str, Any]:
    a_patron(world)
    return {}


def any_number(world: World) -> dict[str, Any]:
    return {"pk": 1}


def to_card_and_pin(reach: Reach = nowhere, *, post: bool = False) -> Door:
    """Nobody of the cast is a reader: each is asked for card and PIN. What readers find is tried in tests/portal."""
    return Door(TO_SIGN_IN, TO_SIGN_IN, TO_SIGN_IN, TO_SIGN_IN, reach=reach, post=nowhere if post else None)


PATRONS: dict[str, Door] = {
    "circulation:patrons": at_desk(with_readers, is_list=True),
    "circulation:new_patron": at_desk(post=a_library, owned=422),
    "circulation:patrons_alike": at_desk(),
    "circulation:cards": at_desk(with_readers, owned=404),
    "circulation:patron": at_desk(a_patron, is_list=True),
    "circulation:change_patron": at_desk(a_patron),
    "circulation:merge_patron": at_desk(a_patron),
    "circulation:patron_act": at_desk(an_act, post=a_library, owned=422),
    "portal:mine": to_card_and_pin(),
    "portal:mine_enter": public(),
    "portal:mine_leave": to_card_and_pin(post=True),
    "portal:mine_renew_all": to_card_and_pin(post=True),
    "portal:mine_renew": to_card_and_pin(any_number, post=True),
    "portal:mine_cancel": to_card_and_pin(any_number, post=True),
    "portal:mine_pickup": to_card_and_pin(any_number),
    "portal:mine_pin": to_card_and_pin(),
    "portal:mine_contact": to_card_and_pin(),
    "portal:mine_history": to_card_and_pin(post=True),
    "portal:hold": to_card_and_pin(the_record),
}
