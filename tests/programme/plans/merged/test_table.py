"""What the predecessors promised, side by side and together."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from densach.kernel.actor import SYSTEM
from densach.organisations import actions as organisations
from densach.programme.plans import queries
from densach.programme.plans.merged_page import line_shown
from densach.programme.plans.queries.merged.table import Line, Table, merged
from densach.programme.plans.status import Status
from tests.cast import NOW, TODAY
from tests.programme.indicators.test_reform import BEFORE, REFORM
from tests.programme.plans.desk import address, text
from tests.programme.plans.merged.world import (
    GROWTH,
    LAST_DAY,
    World,
    a_plan,
    an_organisation,
    counted,
    percent,
    values,
)
from tests.stage import SignedIn


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


def two_growths(world: World) -> None:
    """Growth whose bases are counted: each predecessor 1,000 before the reform and 600 or 200 after it."""
    for code, low, after in (("tay", 10, 600), ("dong", 20, 200)):
        given = {**GROWTH, "levels": ["tinh", "xa"], "institution_types": ["thu_vien_cong_cong"]}
        a_plan(world, f"{code}2", {"lượt công cộng": percent(given, low)}, territory=world.former[code])
        former = an_organisation(f"tvt-{code}", "public_library", "province", world.former[code], BEFORE)
        organisations.end(at=NOW, actor=SYSTEM, organisation=former, last_day=LAST_DAY)
        counted(former, date(2025, 3, 1), 1_000)
        counted(world.libraries[code], date(2025, 9, 1), after)


def test_a_unit_of_the_whole_place_is_named_with_what_it_counted(world: World) -> None:
    two_growths(world)
    whole = an_organisation("tvt-hop", "public_library", "province", world.united, REFORM)
    counted(whole, date(2025, 10, 1), 70)
    found = line(merged(world.united, TODAY), "lượt công cộng")
    (said,) = (step for step in found.apart if step.message_id == "merged.apart.whole_place")
    assert dict(said.params).items() >= {"name": "tvt-hop", "amount": Fraction(70)}.items()
    assert found.now is not None
    assert ["tvt-hop" in " ".join(line_shown(found, (), one).apart) for one in (found.now, found.then)] == [
        True,
        False,
    ]
    assert "tvt-hop" not in {part.name for row in found.now.rows if row.value for part in row.value.parts}


def test_a_single_target_names_the_unit_of_the_whole_place_too(world: World) -> None:
    two_growths(world)
    whole = an_organisation("tvt-hop", "public_library", "province", world.united, REFORM)
    counted(whole, date(2025, 10, 1), 70)
    row = queries.judged_one(world.plans["tay2"], world.target("tay2", "lượt công cộng"), TODAY)
    (said,) = (
        step
        for step in queries.told_beside(row).verdict.explanation
        if step.message_id == "merged.apart.whole_place"
    )
    assert dict(said.params).items() >= {"name": "tvt-hop", "amount": Fraction(70)}.items()
    page = SignedIn(world.officer()).get(address("target", world.plans["tay2"], row.target.pk))
    assert "tvt-hop thuộc toàn địa bàn" in text(page)
    as_now = queries.judged_one(row.target.plan, row.target, TODAY, "now")
    assert "tvt-hop" in {part.name for part in as_now.value.parts} if as_now.value else False
    assert not [
        step
        for step in queries.told_beside(as_now).verdict.explanation
        if step.message_id == "merged.apart.whole_place"
    ]


def test_each_sum_has_the_growth_of_its_own_bases_and_says_what_they_lack(world: World) -> None:
    two_growths(world)
    found = line(merged(world.united, TODAY), "lượt công cộng")
    assert found.then is not None
    assert found.now is not None
    assert found.then.growth != found.now.growth
    for whole, lack in ((found.then, "merged.base_running"), (found.now, "merged.base_broken")):
        assert whole.growth is not None
        (told,) = (step for step in whole.verdict.explanation if step.message_id == "merged.growth")
        assert told.params["rate"] == whole.growth[0] * 100
        assert [step.message_id for step in whole.notes] == [lack, lack]
