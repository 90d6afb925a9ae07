"""What the predecessors promised, side by side and together."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from densach.programme.plans.queries.merged.table import Line, Table, merged
from densach.programme.plans.status import Status
from tests.cast import TODAY
from tests.programme.plans.merged.world import World, counted, values


def line(table: Table, subject: str) -> Line:
    return next(one for one in table.lines if any(cell.target.subject == subject for cell in one.told))


def test_needed_institutions_add_up(world: World) -> None:
    world.answered("tay", 4, 3)
    world.answered("dong", 5, 4)
    whole = line(merged(world.united, TODAY), "số hóa huyện").then
    assert whole is not None
    assert values(whole.verdict.need, whole.units, whole.verdict.actual) == (15, 17, 9)


def test_growth_adds_what_is_required_and_not_the_rates(world: World) -> None:
    found = line(merged(world.united, TODAY), "tăng lượt")
    assert found.now is not None
    assert found.now.growth is not None
    assert found.now.growth[0] == Fraction(1198, 10_000)
    assert found.conflict


def test_values_that_contradict_each_other_are_marked_and_sums_are_not(world: World) -> None:
    table = merged(world.united, TODAY)
    marked = {one.target.subject: one.conflict for one in table.lines}
    assert marked["số hóa huyện"]
    assert not marked["lượt xã"]


def test_counts_of_a_year_are_added(world: World) -> None:
    counted(world.libraries["tay"], date(2026, 3, 1), 700)
    counted(world.libraries["dong"], date(2026, 3, 2), 500)
    whole = line(merged(world.united, TODAY), "lượt xã").now
    assert whole is not None
    assert values(whole.verdict.need, whole.verdict.actual) == (1600, 1200)


def test_a_predecessor_without_a_plan_has_its_column_and_says_so(world: World) -> None:
    table = merged(world.united, TODAY)
    assert [column.code for column in table.columns] == ["bac", "dong", "tay"]
    steps = [step.message_id for step in line(table, "số hóa huyện").apart]
    assert steps == ["merged.apart.no_plan"]


def test_other_years_are_not_forced_together(world: World) -> None:
    found = line(merged(world.united, TODAY), "mốc khác")
    assert len(found.told) == 1
    told = {step.message_id: step.params for step in found.apart}
    assert told["merged.apart.year"] == {"name": "tay", "years": "2030"}


def test_a_district_target_stands_as_it_was_known_on_the_last_day(world: World) -> None:
    world.answered("tay", 6, 2)
    (cell,) = [
        cell for cell in line(merged(world.united, TODAY), "số hóa huyện").told if cell.column.code == "tay"
    ]
    assert cell.waits
    assert cell.now.on == date(2025, 6, 30)
    assert values(cell.now.status, cell.now.verdict.actual) == (Status.ACHIEVED, 6)


def test_silence_leaves_the_whole_open(world: World) -> None:
    world.answered("tay", 6, 2)
    whole = line(merged(world.united, TODAY), "số hóa huyện").then
    assert whole is not None
    assert whole.verdict.status is Status.NO_DATA


@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2024, 5, 1)])
def test_before_the_merger_nothing_had_merged(world: World, day: date) -> None:
    assert merged(world.united, day).lines == ()
