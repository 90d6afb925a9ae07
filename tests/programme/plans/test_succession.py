"""A plan whose years are over hands its targets and open tasks on to the next one."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.programme.plans import actions
from densach.programme.plans.models import Plan, Target
from densach.programme.plans.queries import succession
from densach.programme.plans.rules.refusals import (
    AlreadyHandedOver,
    FamilyCircular,
    HandedOverInUse,
    SuccessorForeign,
)
from densach.programme.plans.rules.unfit import SuccessorNotLater
from densach.programme.reports.models import Obligation, Report, ReportLine
from tests import cast
from tests.cast import NOW, TODAY
from tests.programme.plans import papers
from tests.programme.plans.desk import address, text


@pytest.fixture
def ended(started: Plan) -> Plan:
    """The same plan of years gone by."""
    Plan.objects.filter(pk=started.pk).update(year_from=2021, year_to=2025)
    started.refresh_from_db()
    return started


@pytest.fixture
def next_plan(province: cast.Province) -> Plan:
    plan = actions.load(
        at=NOW,
        actor=SYSTEM,
        organisation=province.department,
        name="ke-hoach-sau.txt",
        data=f"sau {papers.TEXT}".encode(),
        reader=papers.a_reading,
    )
    actions.accept_confident(at=NOW, actor=SYSTEM, plan=plan)
    return actions.start(at=NOW, actor=SYSTEM, plan=plan)


def over(ended: Plan, successor: Plan) -> Plan:
    rows = succession.to_take_up(ended, successor, TODAY)
    taken = {row.proposed: row.row.target.pk for row in rows if row.proposed is not None}
    tasks = [task.pk for task in succession.open_tasks(ended)]
    return actions.hand_over(at=NOW, actor=SYSTEM, plan=ended, successor=successor, taken=taken, tasks=tasks)


def test_an_ended_plan_waits_until_it_is_handed_over(desk: Client, ended: Plan, next_plan: Plan) -> None:
    listed = desk.get(reverse("plans:list"), {"state": "cho-noi-tiep"})
    assert [plan for plan, _counts in listed.context["plans"]] == [ended]
    page = desk.get(address("succession", ended), {"ke-hoach": next_plan.code})
    told = {"ke-hoach": next_plan.code}
    told |= {f"tiep-{one.row.target.pk}": str(one.proposed or "") for one in page.context["rows"]}
    desk.post(address("succession", ended), told)
    ended.refresh_from_db()
    assert ended.successor == next_plan
    assert not succession.is_waiting(ended, TODAY)
    assert ended.title in text(desk.get(address("succession", next_plan)))


def test_targets_are_taken_up_and_tasks_carried_with_their_units(ended: Plan, next_plan: Plan) -> None:
    before = next_plan.tasks.count()
    ended = over(ended, next_plan)
    assert len(succession.taken_up(ended)) == 3
    carried = succession.taken_over_tasks(ended)
    assert next_plan.tasks.count() == before + len(carried)
    former = carried[0].carries
    assert former is not None
    assert [unit.name for unit in carried[0].units.all()] == [unit.name for unit in former.units.all()]


def test_a_handing_over_is_taken_back_whole(ended: Plan, next_plan: Plan) -> None:
    before = next_plan.tasks.count()
    over(ended, next_plan)
    actions.take_back_hand_over(at=NOW, actor=SYSTEM, plan=ended)
    ended.refresh_from_db()
    assert (ended.successor, next_plan.tasks.count()) == (None, before)
    assert not Target.objects.filter(inherits__plan=ended).exists()


def test_what_a_report_rests_on_is_not_taken_back(
    ended: Plan, next_plan: Plan, province: cast.Province
) -> None:
    ended = over(ended, next_plan)
    year = {"period_from": date(2026, 1, 1), "period_to": date(2026, 12, 31)}
    obligation = Obligation.objects.create(
        plan=next_plan, organisation=province.library, period="2026", due=TODAY, cutoff=TODAY, **year
    )
    report = Report.objects.create(obligation=obligation)
    ReportLine.objects.create(report=report, target=succession.taken_up(ended)[0], position=0, **year)
    with pytest.raises(HandedOverInUse):
        actions.take_back_hand_over(at=NOW, actor=SYSTEM, plan=ended)


def test_a_plan_is_not_replaced_by_itself_nor_in_a_circle(ended: Plan, next_plan: Plan) -> None:
    with pytest.raises(FamilyCircular):
        over(ended, ended)
    over(ended, next_plan)
    with pytest.raises(FamilyCircular):
        over(next_plan, ended)
    with pytest.raises(AlreadyHandedOver):
        over(ended, next_plan)


def test_a_plan_of_another_province_takes_over_nothing(ended: Plan, province: cast.Province) -> None:
    foreign = actions.load(
        at=NOW,
        actor=SYSTEM,
        organisation=province.foreign_department,
        name="cuu-ha.txt",
        data=f"cuu ha {papers.TEXT}".encode(),
        reader=papers.a_reading,
        territory=province.foreign_area,
    )
    with pytest.raises(SuccessorForeign):
        over(ended, foreign)


def test_only_a_plan_that_lasts_longer_takes_over(ended: Plan, next_plan: Plan, desk: Client) -> None:
    Plan.objects.filter(pk=next_plan.pk).update(year_from=2025, year_to=2025)
    next_plan.refresh_from_db()
    with pytest.raises(SuccessorNotLater):
        over(ended, next_plan)
    answer = desk.post(address("succession", ended), {"ke-hoach": next_plan.code}, follow=True)
    assert "kéo dài hơn" in text(answer)
    ended.refresh_from_db()
    assert ended.successor is None
