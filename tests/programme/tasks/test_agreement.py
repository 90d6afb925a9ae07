"""Whatever tells of a work tells the same: its day everywhere, the numbers of the lists that they open."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.programme.plans.models import RowState, Task
from densach.programme.tasks import actions, queries
from densach.programme.tasks.actions import WorkValues
from densach.programme.tasks.forms.lists import WorkFilter
from densach.programme.tasks.models import Stage, TimeKind, Work
from densach.programme.tasks.queries import Wanted
from densach.programme.tasks.queries.lines import times_of
from densach.programme.tasks.rules.times import Times, due_of
from tests import cast
from tests.programme.tasks.scene import OPENED, Scene

pytestmark = pytest.mark.django_db
WEEK = "Tuần lễ học tập suốt đời"


@pytest.fixture
def week(scene: Scene) -> Work:
    Task.objects.create(
        plan=scene.plan,
        position=80,
        title=WEEK,
        state=RowState.ACCEPTED,
        time_kind="yearly",
        time_text="Từ ngày 01/10 đến ngày 07/10 hằng năm",
    )
    actions.open_works(at=OPENED, actor=SYSTEM, plan=scene.plan)
    return scene.work(WEEK)


@pytest.fixture
def piece(scene: Scene) -> Work:
    """A late piece of the library's part in a span that itself is not late."""
    values = WorkValues(title="Chọn phần mềm", times=Times(TimeKind.FIXED, ends_on=date(2026, 9, 30)))
    part = scene.part("Hiện đại hóa")
    return actions.divide(at=cast.NOW, actor=SYSTEM, part=part, values=values, organisations_given=())


def test_a_day_that_returns_is_the_same_on_the_work_in_its_times_and_in_the_calendar(
    scene: Scene, week: Work
) -> None:
    assert week.due_on == date(2026, 10, 7)
    assert due_of(times_of(week), round_year=week.round_year, declared_on=None) == week.due_on
    period = Period(date(2026, 10, 1), date(2027, 12, 31))
    days = [one.day for one in queries.deadlines(None, [scene.province.department.pk], period)]
    assert date(2026, 10, 7) in days and date(2027, 10, 7) in days
    assert date(2026, 10, 31) not in days


def test_saving_unchanged_leaves_the_last_day(week: Work) -> None:
    saved = actions.change_work(
        at=cast.NOW, actor=SYSTEM, work=week, seen_revision=week.revision, values=actions.values_of(week)
    )
    assert saved.due_on == date(2026, 10, 7)


def test_every_number_of_the_tree_is_that_of_the_list_it_opens(scene: Scene, piece: Work) -> None:
    scene.say(scene.part("Số hóa"), "begin")
    told = queries.of_plan(scene.plan, cast.TODAY)

    def listed(**wanted: str) -> int:
        return len(queries.lines_of(scene.plan, Wanted(**wanted), cast.TODAY))  # type: ignore[arg-type]  # words

    assert told.total == listed() == sum(told.by_stage.values())
    assert told.by_stage == {stage.value: listed(stage=stage.value) for stage in Stage}
    assert told.late == listed(late="late") == 3  # the piece, the yearly one, the paper
    assert told.waiting_for_event == listed(late="event") == 1


def test_whose_event_was_declared_waits_no_longer(scene: Scene) -> None:
    work = scene.work("Tổ chức phục vụ xe")
    actions.declare(
        at=cast.NOW, actor=SYSTEM, work=work, seen_revision=1, day=date(2026, 8, 12), paper="Biên bản 05"
    )
    assert queries.of_plan(scene.plan, cast.TODAY).waiting_for_event == 0
    assert not queries.lines_of(scene.plan, Wanted(late="event"), cast.TODAY)


def test_the_address_may_ask_for_what_waits_for_an_event(scene: Scene) -> None:
    assert WorkFilter({"han": "event"}, units={}).wanted().late == "event"


def test_a_late_piece_is_late_for_the_leader_as_for_the_officer(scene: Scene, piece: Work) -> None:
    late = queries.late_lines(SYSTEM, Wanted(), cast.TODAY, plan=scene.plan)
    assert queries.of_plan(scene.plan, cast.TODAY).late == len(late)
    assert piece in [line.work for line in late]


def test_what_is_due_within_thirty_days_is_listed_apart_from_what_is_late(scene: Scene) -> None:
    lines = queries.late_lines(SYSTEM, Wanted(late="soon"), date(2026, 4, 24), plan=scene.plan)
    assert [line.work.title for line in lines] == ["Tổ chức Ngày Sách"]


@pytest.mark.parametrize("on", [date.min, date.max])
def test_the_first_and_the_last_day_of_the_calendar_can_be_asked_for(scene: Scene, on: date) -> None:
    with time_machine.travel(cast.NOW, tick=False):
        assert queries.of_plan(scene.plan, on).total == 7
