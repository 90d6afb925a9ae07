"""Tasks of a plan become works: once each, with their units, times and rounds."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.people.models import User
from densach.programme.plans.models import Plan, RowState, Task
from densach.programme.tasks import actions, queries
from densach.programme.tasks.models import Part, Stage, TimeKind, Update, Work, WorkKind
from densach.programme.tasks.rules.refusals import PlanNotRunning
from tests import cast
from tests.programme.tasks.scene import OPENED, TASKS, Scene

pytestmark = pytest.mark.django_db


def test_opening_again_opens_only_what_is_new(scene: Scene) -> None:
    again = actions.open_works(at=OPENED, actor=SYSTEM, plan=scene.plan)
    assert (again.new, again.rounds) == (0, 0)
    assert Work.objects.filter(plan=scene.plan).count() == len(TASKS)
    Task.objects.create(plan=scene.plan, position=90, title="Việc thêm", state=RowState.ACCEPTED)
    Task.objects.create(plan=scene.plan, position=91, title="Chưa duyệt", state=RowState.PROPOSED)
    assert queries.unopened(scene.plan, cast.TODAY) == 1
    assert actions.open_works(at=OPENED, actor=SYSTEM, plan=scene.plan).new == 1
    assert not Work.objects.filter(title="Chưa duyệt").exists()


def test_executing_units_report_else_the_lead_else_whoever_hands_out(scene: Scene) -> None:
    province = scene.province
    day = scene.work("Tổ chức Ngày Sách")
    told = {part.organisation: part.reports for part in queries.parts_of(day)}
    assert told == {province.department: False, province.library: True, province.museum: True}
    assert scene.part("Xây dựng Quy chế").organisation == province.department
    assert scene.part("Tuyên truyền").organisation == province.department
    assert scene.part("Khảo sát").organisation is None


def test_works_know_their_kind_of_time_and_their_last_day(scene: Scene) -> None:
    found = {work.title: (work.time_kind, work.due_on) for work in Work.objects.filter(plan=scene.plan)}
    assert found["Tổ chức Ngày Sách"] == (TimeKind.YEARLY, date(2026, 4, 30))
    assert found["Hiện đại hóa Thư viện tỉnh"] == (TimeKind.SPAN, date(2027, 12, 31))
    assert found["Khảo sát mạng lưới"] == (TimeKind.EVERY_N_YEARS, date(2027, 12, 31))
    assert found["Tổ chức phục vụ xe thư viện lưu động"] == (TimeKind.CONDITIONAL, None)
    assert scene.work("Xây dựng Quy chế").kind == WorkKind.PAPER


def test_the_next_year_begins_a_round_and_keeps_what_was_said(scene: Scene) -> None:
    part = scene.part("Tổ chức Ngày Sách", scene.province.library)
    scene.say(part, "finish", on=date(2026, 4, 24))
    new_year = datetime(2027, 1, 4, 3, 0, tzinfo=UTC)
    opened = actions.open_works(at=new_year, actor=SYSTEM, plan=scene.plan)
    work = scene.work("Tổ chức Ngày Sách")
    part.refresh_from_db()
    assert opened.rounds == 1  # the survey of every two years is in its second year
    assert (work.round_year, work.due_on, part.stage) == (2027, date(2027, 4, 30), Stage.NOT_BEGUN)
    assert Update.objects.filter(part=part, act="finish", period="2026").exists()
    assert actions.open_works(at=new_year, actor=SYSTEM, plan=scene.plan).rounds == 0
    third = datetime(2028, 1, 4, 3, 0, tzinfo=UTC)
    assert actions.open_works(at=third, actor=SYSTEM, plan=scene.plan).rounds == 2
    assert scene.work("Khảo sát").due_on == date(2029, 12, 31)


def test_a_year_of_which_nothing_more_can_be_taken_back(scene: Scene) -> None:
    part = scene.part("Tổ chức Ngày Sách", scene.province.library)
    scene.say(part, "finish", on=date(2026, 4, 24))
    actions.open_works(at=datetime(2027, 1, 4, 3, 0, tzinfo=UTC), actor=SYSTEM, plan=scene.plan)
    part.refresh_from_db()
    assert queries.taken_back_next(part, SYSTEM) is None


def test_only_a_running_plan_is_opened(scene: Scene) -> None:
    Plan.objects.filter(pk=scene.plan.pk).update(state="review")
    with pytest.raises(PlanNotRunning):
        actions.open_works(at=OPENED, actor=SYSTEM, plan=scene.plan)


def test_a_librarian_opens_nothing(scene: Scene, librarian: User) -> None:
    with pytest.raises(NotAllowed):
        actions.open_works(at=OPENED, actor=cast.acting(librarian), plan=scene.plan)


def test_opening_is_in_the_journal_once(scene: Scene) -> None:
    actions.open_works(at=OPENED, actor=SYSTEM, plan=scene.plan)
    entry = Entry.objects.get(act="tasks.opened")
    assert entry.params["count"] == len(TASKS)
    assert Part.objects.filter(work__plan=scene.plan, reports=True).count() >= len(TASKS)
