"""From two provinces' papers to the page of the one province of today, as an officer goes."""

from __future__ import annotations

from dataclasses import replace

from densach.kernel.actor import Actor
from densach.programme.plans import actions, queries
from densach.programme.plans.models import Plan, RowState, Target
from densach.programme.plans.queries.merged.table import Line, Table, merged
from tests import cast
from tests.cast import NOW, TODAY
from tests.programme.plans.merged.world import World

GROWTH = "tv.luot_nguoi_su_dung"
DIGITAL = "tv.co_ung_dung_cntt_cds"


def loaded(world: World, code: str, name: str, data: bytes) -> Plan:
    """The paper is loaded for the former province, its rows accepted, and the plan set running."""
    actor = cast.acting(world.officer())
    plan = actions.load(
        at=NOW,
        actor=actor,
        organisation=world.department,
        name=name,
        data=data,
        territory=world.former[code],
    )
    actions.accept_confident(at=NOW, actor=actor, plan=plan, threshold=0)  # a person would look at each
    for row in plan.targets.filter(kind="growth_avg", milestone=2030).select_related("indicator"):
        _tie(actor, row)
    world.plans[code] = plan
    return actions.start(at=NOW, actor=actor, plan=plan)


def _tie(actor: Actor, row: Target) -> None:
    """The officer says what measures a growth whose sentence leaves it out, and from which year it counts."""
    measure = GROWTH if "thu_vien_cong_cong" in row.institution_types else "bt.luot_khach"
    values = replace(queries.target_values(row), indicator=measure, base_year=2025, base_value=500_000)
    actions.change_row(at=NOW, actor=actor, row=row, seen_revision=row.revision, values=values)


def the_line(table: Table, indicator: str, types: list[str], year: int) -> Line:
    (found,) = [
        line
        for line in table.lines
        if line.target.indicator is not None
        and line.target.indicator.code == indicator
        and line.target.institution_types == types
        and line.target.milestone == year
        and line.target.state == RowState.ACCEPTED
    ]
    return found


def planned(line: Line) -> dict[str, str]:
    return {cell.column.code: cell.now.planned_text for cell in line.told}


def the_table(world: World) -> Table:
    return merged(world.united, TODAY)
