"""Investment projects: stages in their order, by paper, and money by year."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from densach.kernel.errors import NotAllowed
from densach.programme.budget import actions, queries
from densach.programme.budget.actions import ProjectValues
from densach.programme.budget.models import Project, Stage
from densach.programme.budget.rules.lifecycle import PROJECT
from densach.programme.budget.rules.refusals import (
    EstimateChanged,
    NoStageToTakeBack,
    StageForbids,
    StageTooEarly,
    TargetOfAnotherPlan,
    UnknownProject,
)
from tests import cast
from tests.programme.budget.purse import Purse

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def project(purse: Purse) -> Project:
    at = datetime(2026, 1, 10, 3, 0, tzinfo=UTC)
    values = ProjectValues("Trụ sở thư viện tỉnh", total=20_000_000_000, year_from=2026, year_to=2028)
    return actions.add_project(
        at=at, actor=purse.writing(), organisation=purse.province.library, values=values
    )


def _move(purse: Purse, project: Project, stage: str, on: date) -> Project:
    return actions.move_project(
        at=AT,
        actor=purse.writing(),
        project=project,
        seen_revision=project.revision,
        stage=stage,
        on=on,
        legal_basis="05/NQ-HĐND",
    )


def test_a_project_goes_on_stage_by_stage(purse: Purse, project: Project) -> None:
    project = _move(purse, project, "decided", date(2026, 2, 1))
    project = _move(purse, project, "approved", date(2026, 3, 1))
    assert [one.stage for one in queries.stages_of(project)] == ["proposed", "decided", "approved"]
    with pytest.raises(StageForbids):
        _move(purse, project, "accepted", date(2026, 4, 1))


def test_a_stage_is_not_reached_before_the_one_before_it(purse: Purse, project: Project) -> None:
    project = _move(purse, project, "decided", date(2026, 2, 1))
    with pytest.raises(StageTooEarly):
        _move(purse, project, "approved", date(2026, 1, 31))


def test_a_stage_entered_by_mistake_is_taken_back_and_stays_in_sight(purse: Purse, project: Project) -> None:
    moved = _move(purse, project, "decided", date(2026, 2, 1))
    back = actions.take_back_stage(at=AT, actor=purse.writing(), project=moved, seen_revision=moved.revision)
    assert back.stage == Stage.PROPOSED
    assert [one.taken_back_at is not None for one in queries.stages_of(back)] == [False, True]
    with pytest.raises(NoStageToTakeBack):
        actions.take_back_stage(at=AT, actor=purse.writing(), project=back, seen_revision=back.revision)


def test_a_stopped_project_is_taken_up_again(purse: Purse, project: Project) -> None:
    project = _move(purse, project, "stopped", date(2026, 2, 1))
    assert _move(purse, project, "decided", date(2026, 5, 1)).stage == Stage.DECIDED


def test_of_two_people_the_second_is_told(purse: Purse, project: Project) -> None:
    _move(purse, project, "decided", date(2026, 2, 1))
    with pytest.raises(EstimateChanged):
        _move(purse, project, "decided", date(2026, 2, 1))


def test_the_money_of_a_year_is_one_line_a_source(purse: Purse, project: Project) -> None:
    for paid in (1, 2):
        actions.set_money(
            at=AT, actor=purse.writing(), project=project, year=2026, source="province", allotted=9, paid=paid
        )
    assert [(one.year, one.allotted, one.paid) for one in queries.money_of_project(project)] == [(2026, 9, 2)]
    assert queries.money_of_projects([project.pk]) == {project.pk: (9, 2)}


def test_a_project_serves_a_target_of_its_own_plan(purse: Purse) -> None:
    target = purse.plan.targets.get(kind="capability")
    with pytest.raises(TargetOfAnotherPlan):
        actions.add_project(
            at=AT,
            actor=purse.writing(),
            organisation=purse.province.library,
            values=ProjectValues("Thư viện điện tử", target=target),
        )


def test_a_stranger_finds_no_project_and_the_leader_changes_none(purse: Purse, project: Project) -> None:
    with pytest.raises(UnknownProject):
        queries.project_for(cast.acting(cast.the_stranger(purse.province)), project.code)
    with pytest.raises(NotAllowed):
        queries.project_for(purse.approving(), project.code, "budget.write")


def test_every_stage_has_its_ways_on() -> None:
    assert set(PROJECT) == set(Stage.values)
    assert {stage for ways in PROJECT.values() for stage in ways} <= set(Stage.values)
