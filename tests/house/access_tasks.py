"""Who gets in at the doors of tasks at work."""

from __future__ import annotations

from typing import Any

from densach.programme.tasks.models import Part, Work
from tests.house.answers import nowhere, overview, staff
from tests.house.doors import ABSENT
from tests.house.world import World


def a_plan(world: World) -> dict[str, Any]:
    return {"code": world.plan.code}


def as_csv(world: World) -> dict[str, Any]:
    return {"form": "csv"}


def plan_as_csv(world: World) -> dict[str, Any]:
    return {**a_plan(world), "form": "csv"}


def a_work(world: World) -> dict[str, Any]:
    return {"pk": Work.objects.filter(plan=world.plan).earliest("pk").pk}


def a_part(world: World) -> dict[str, Any]:
    return {"pk": Part.objects.get(work=a_work(world)["pk"], organisation=world.province.library).pk}


def an_act(world: World) -> dict[str, Any]:
    return {**a_part(world), "act": "note"}


def nobodys(world: World) -> dict[str, Any]:
    """The number of a letter that nobody has printed."""
    return {"pk": 0}


TASKS = {
    "tasks:board": overview(owner="librarian", is_list=True),
    "tasks:board_download": staff(as_csv, owner="librarian", is_list=True),
    "tasks:late": overview(is_list=True),
    "tasks:late_download": overview(as_csv, is_list=True),
    "tasks:to_confirm": overview(is_list=True),
    "tasks:to_confirm_download": overview(as_csv, is_list=True),
    "tasks:letters": overview(is_list=True),
    "tasks:letters_download": overview(as_csv),
    "tasks:letter": staff(nobodys, owned=ABSENT),
    "tasks:tree": staff(a_plan, is_list=True),
    "tasks:open": staff(a_plan, post=nowhere, owned=302),
    "tasks:year": staff(a_plan, is_list=True),
    "tasks:remind": staff(a_plan, post=nowhere, owned=302),
    "tasks:tree_download": staff(plan_as_csv, is_list=True),
    "tasks:year_download": staff(plan_as_csv, is_list=True),
    "tasks:work": staff(a_work, owner="librarian"),
    "tasks:change": staff(a_work),
    "tasks:withdraw": staff(a_work, post=nowhere, owned=302),
    "tasks:phases": staff(a_work),
    "tasks:result": staff(a_work),
    "tasks:declare": staff(a_work),
    "tasks:undeclare": staff(a_work, post=nowhere, owned=302),
    "tasks:paper": staff(a_work),
    "tasks:add_unit": staff(a_work),
    "tasks:say": staff(an_act, owner="librarian"),
    "tasks:take_back": staff(a_part, owner="librarian", post=nowhere, owned=302),
    "tasks:divide": staff(a_part),
    "tasks:tie": staff(a_part),
    "tasks:remove_unit": staff(a_part, post=nowhere, owned=302),
}
