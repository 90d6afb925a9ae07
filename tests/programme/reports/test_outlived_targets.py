"""Reports on plans whose territory became part of another one, once it was decided what becomes of their targets."""

from __future__ import annotations

from datetime import date

import pytest

from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.programme.plans import actions, queries
from densach.programme.plans.actions import Choice, Ruling
from densach.programme.plans.models import Fate
from densach.programme.reports.queries.drawing import Drawn, Moment, draw
from tests.cast import NOW
from tests.programme.indicators.test_reform import REFORM
from tests.programme.plans.merged.world import VISITS, World, a_plan, counted, percent, the_world

DAY = date(2025, 12, 31)
SUBJECT = "lượt huyện"


@pytest.fixture
def world(db: None) -> World:
    """A target for district libraries; those of Bắc Rạch counted 40 before the reform, the one after them 60."""
    found = the_world()
    given = {**VISITS, "institution_types": ["thu_vien_huyen"], "levels": ["huyen"]}
    a_plan(found, "bac", {SUBJECT: percent(given, 80), "lượt xã": percent(VISITS, 50)})
    counted(found.districts["bac"][0], date(2025, 3, 1), 40)
    counted(found.libraries["bac"], date(2025, 9, 1), 60)
    counted(found.libraries["tay"], date(2025, 9, 2), 7)
    return found


def decided(world: World, fate: str, *units: Organisation) -> None:
    choice = Choice(world.target("bac", SUBJECT).pk, tuple(unit.pk for unit in units))
    ruling = Ruling(fate, REFORM, "Quyết định 15/QĐ-UBND")
    actions.decide_fates(at=NOW, actor=SYSTEM, area=world.united, ruling=ruling, choices=[choice])


def drawn(world: World, root: Organisation | None = None) -> dict[str, Drawn]:
    lines = draw(world.plans["bac"], root, Period.year(2025), Moment(DAY, known_at=NOW))
    return {line.target.subject: line for line in lines}


def test_a_line_counts_those_who_carry_the_target_on_as_the_judge_does(world: World) -> None:
    decided(world, Fate.CARRY, world.libraries["bac"], world.libraries["tay"])
    line = drawn(world)[SUBJECT]
    (row,) = (one for one in queries.judged(world.plans["bac"], DAY) if one.target.subject == SUBJECT)
    assert line.scope == row.scope
    assert line.figure.numerator == row.verdict.actual == 107
    assert sum(part.sum.numerator or 0 for part in line.contributions) == 107


def test_a_unit_that_carries_a_target_on_tells_of_it_in_its_own_report(world: World) -> None:
    assert SUBJECT not in drawn(world, world.libraries["tay"])
    decided(world, Fate.CARRY, world.libraries["tay"])
    line = drawn(world, world.libraries["tay"])[SUBJECT]
    assert (line.figure.numerator, line.own) == (7, True)


def test_a_target_that_was_ended_has_no_line(world: World) -> None:
    assert set(drawn(world)) == {SUBJECT, "lượt xã"}
    decided(world, Fate.END)
    assert set(drawn(world)) == {"lượt xã"}
