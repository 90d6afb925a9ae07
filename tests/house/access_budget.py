"""The doors of estimates and investment projects."""

from __future__ import annotations

from datetime import date
from typing import Any

from densach.kernel.actor import SYSTEM
from densach.organisations import queries as organisations
from densach.programme.budget import actions
from densach.programme.budget.models import Estimate, EstimateRound, Line, Project, Spending
from tests import cast
from tests.house.answers import nowhere, overview, staff
from tests.house.doors import Door
from tests.house.world import World


def _round(world: World) -> EstimateRound:
    found = EstimateRound.objects.first()
    return found or actions.open_round(
        at=cast.NOW,
        actor=SYSTEM,
        plan=world.plan,
        year=2027,
        due=date(2026, 12, 1),
        organisation_ids=[world.province.library.pk],
    )


def a_round(world: World) -> dict[str, Any]:
    return {"pk": _round(world).pk}


def an_estimate(world: World) -> dict[str, Any]:
    return {"pk": Estimate.objects.get(round=_round(world), organisation=world.province.library).pk}


def _line(world: World) -> Line:
    found = Line.objects.first()
    if found is not None:
        return found
    estimate = Estimate.objects.select_related("organisation", "round").get(pk=an_estimate(world)["pk"])
    values = actions.LineValues("Sách", "province", "collection", asked=1_000)
    return actions.add_line(at=cast.NOW, actor=SYSTEM, estimate=estimate, seen_revision=1, values=values)


def a_line(world: World) -> dict[str, Any]:
    return {"pk": _line(world).pk}


def a_spending(world: World) -> dict[str, Any]:
    line = _line(world)
    one, _made = Spending.objects.get_or_create(
        line=line, on=date(2026, 11, 1), amount=5, defaults={"at": cast.NOW, "by_name": "Lê Thị Thư"}
    )
    return {"pk": one.pk}


def a_project(world: World) -> dict[str, Any]:
    found = Project.objects.first()
    if found is None:
        library = organisations.by_code(world.province.library.code)
        values = actions.ProjectValues("Trụ sở thư viện")
        found = actions.add_project(at=cast.NOW, actor=SYSTEM, organisation=library, values=values)
    return {"code": found.code}


BUDGET: dict[str, Door] = {
    "budget:home": overview(is_list=True),
    "budget:new_round": overview(),
    "budget:round": staff(a_round, is_list=True),
    "budget:round_download": staff(lambda world: {**a_round(world), "form": "csv"}),
    "budget:due": staff(a_round, post=nowhere, owned=302),
    "budget:add_unit": staff(a_round),
    "budget:estimate": staff(an_estimate, is_list=True),
    "budget:download": staff(lambda world: {**an_estimate(world), "form": "csv"}),
    "budget:remove_unit": staff(an_estimate, post=nowhere, owned=302),
    "budget:allot": staff(an_estimate, post=nowhere, owned=422),
    "budget:approve": staff(an_estimate, post=nowhere, owned=422),
    "budget:move": staff(lambda world: {**an_estimate(world), "act": "submit"}, post=nowhere, owned=302),
    "budget:add_line": staff(an_estimate),
    "budget:line": staff(a_line),
    "budget:change_line": staff(a_line),
    "budget:remove_line": staff(a_line, post=nowhere, owned=302),
    "budget:spend": staff(a_line, post=nowhere, owned=422),
    "budget:adjust": staff(a_line, post=nowhere, owned=422),
    "budget:take_back": staff(a_spending, post=nowhere, owned=302),
    "budget:projects": overview(is_list=True),
    "budget:projects_download": overview(lambda world: {"form": "csv"}),
    "budget:new_project": overview(),
    "budget:project": staff(a_project),
    "budget:change_project": staff(a_project),
    "budget:move_project": staff(a_project, post=nowhere, owned=422),
    "budget:take_back_stage": staff(a_project, post=nowhere, owned=302),
    "budget:project_money": staff(a_project, post=nowhere, owned=422),
}
