"""Deciding on rows: one at a time, many at once, two people at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from densach.journal.models import Entry
from densach.kernel.errors import NotAllowed
from densach.people.models import User
from densach.people.queries import StaffActor
from densach.programme.plans import actions, queries
from densach.programme.plans.models import Plan, PlanState, Row, RowState, Target
from densach.programme.plans.rules.lifecycle import ROW_TRANSITIONS, TRANSITIONS
from densach.programme.plans.rules.marking import find_place
from densach.programme.plans.rules.refusals import (
    DayImpossible,
    NotAPercentage,
    NothingAccepted,
    PlanClosed,
    PlanMoved,
    QuoteNotFound,
    RowChanged,
    RowForbids,
    ValueMissing,
    ValuesOutOfOrder,
    YearsOutOfOrder,
)
from densach.programme.plans.rules.values import EventValues, TargetValues
from tests import cast
from tests.programme.plans import papers

LATER = cast.NOW + timedelta(minutes=5)


@pytest.fixture
def sen(officer: User) -> StaffActor:
    return cast.acting(officer)


@pytest.fixture
def second(province: cast.Province) -> StaffActor:
    return cast.acting(
        cast.a_person("second@ba-vam.test", "Đỗ Văn Kiểm", "department_officer", province.department)
    )


@pytest.fixture
def target(plan: Plan) -> Target:
    return plan.targets.get(position=1)


def values(row: Target, **changed: object) -> TargetValues:
    return replace(queries.target_values(row), **changed)  # type: ignore[arg-type]  # fields told by name


def test_an_accepted_row_names_who_and_when(target: Target, sen: StaffActor) -> None:
    row = actions.accept_row(at=cast.NOW, actor=sen, row=target, seen_revision=1)
    assert (row.state, row.revision, row.decided_by_name, row.decided_at) == (
        RowState.ACCEPTED,
        2,
        "Nguyễn Thị Sen",
        cast.NOW,
    )


def test_a_dropped_row_stays_and_can_be_put_back(target: Target, sen: StaffActor) -> None:
    row = actions.drop_row(at=cast.NOW, actor=sen, row=target, seen_revision=1)
    row = actions.restore_row(at=LATER, actor=sen, row=row, seen_revision=2)
    assert (row.state, row.revision) == (RowState.PROPOSED, 3)


def test_a_dropped_row_is_not_changed_before_it_is_put_back(target: Target, sen: StaffActor) -> None:
    row = actions.drop_row(at=cast.NOW, actor=sen, row=target, seen_revision=1)
    with pytest.raises(RowForbids):
        actions.change_row(at=LATER, actor=sen, row=row, seen_revision=2, values=values(row))


def test_a_changed_row_is_accepted_with_its_new_values(target: Target, sen: StaffActor) -> None:
    changed = values(
        target, value_min=Decimal(130000), value_max=Decimal(140000), kind="range_per_year", indicator=""
    )
    actions.change_row(at=cast.NOW, actor=sen, row=target, seen_revision=1, values=changed)
    target.refresh_from_db()
    assert (target.state, target.kind, target.value_max, target.indicator) == (
        RowState.ACCEPTED,
        "range_per_year",
        Decimal(140000),
        None,
    )


def test_a_change_is_told_with_before_and_after(target: Target, sen: StaffActor) -> None:
    actions.change_row(
        at=cast.NOW,
        actor=sen,
        row=target,
        seen_revision=1,
        values=values(target, value_min=Decimal(9), value_max=None),
    )
    told = Entry.objects.get(act="plans.changed_row").params
    assert "value_min=120000" in told["before"]
    assert "value_min=9" in told["after"]


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"value_min": None}, ValueMissing),
        ({"value_min": Decimal(5), "value_max": Decimal(4)}, ValuesOutOfOrder),
        ({"kind": "pct_institutions", "value_min": Decimal(101), "value_max": None}, NotAPercentage),
        ({"year_from": 2031, "year_to": 2030}, YearsOutOfOrder),
        ({"kind": "ratio", "value_min": Decimal(7), "value_max": None}, ValueMissing),
    ],
)
def test_values_that_contradict_are_refused_and_nothing_changes(
    target: Target, sen: StaffActor, changed: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        actions.change_row(
            at=cast.NOW, actor=sen, row=target, seen_revision=1, values=values(target, **changed)
        )
    target.refresh_from_db()
    assert (target.state, target.revision, target.value_min) == (RowState.PROPOSED, 1, Decimal(120000))


def test_the_second_of_two_reviewers_is_told_of_the_first_and_nothing_is_lost(
    target: Target, sen: StaffActor, second: StaffActor
) -> None:
    mine = values(target, value_min=Decimal(1), value_max=None)
    actions.change_row(at=cast.NOW, actor=sen, row=target, seen_revision=1, values=mine)
    with pytest.raises(RowChanged) as refused:
        actions.drop_row(at=LATER, actor=second, row=target, seen_revision=1)
    assert refused.value.params["who"] == "Nguyễn Thị Sen"
    target.refresh_from_db()
    assert (target.state, target.value_min) == (RowState.ACCEPTED, Decimal(1))


def test_deciding_twice_by_a_double_click_is_told_as_a_conflict(target: Target, sen: StaffActor) -> None:
    actions.accept_row(at=cast.NOW, actor=sen, row=target, seen_revision=1)
    with pytest.raises(RowChanged):
        actions.accept_row(at=cast.NOW, actor=sen, row=target, seen_revision=1)


def test_only_sure_rows_are_accepted_at_once(plan: Plan, sen: StaffActor) -> None:
    count = actions.accept_confident(at=cast.NOW, actor=sen, plan=plan, threshold=0.7)
    left = [row.subject for row in plan.targets.filter(state=RowState.PROPOSED)]
    assert (count, left) == (6, ["Bảo tàng tỉnh đón nhiều khách hơn trước"])


def test_accepting_at_once_is_undone_but_for_what_was_touched_since(
    plan: Plan, target: Target, sen: StaffActor, second: StaffActor
) -> None:
    actions.accept_confident(at=cast.NOW, actor=sen, plan=plan)
    target.refresh_from_db()
    actions.change_row(at=LATER, actor=second, row=target, seen_revision=2, values=values(target))
    undone = actions.undo_accept_confident(at=LATER, actor=sen, plan=plan, accepted_at=cast.NOW)
    target.refresh_from_db()
    assert (undone, target.state) == (5, RowState.ACCEPTED)
    assert queries.counters(plan)["target"].proposed == 3


def test_a_row_is_added_at_words_of_the_paper(plan: Plan, sen: StaffActor) -> None:
    place = find_place(plan.text, "Bảo tàng tỉnh đón nhiều\nkhách")
    row = actions.add_target(
        at=cast.NOW, actor=sen, plan=plan, values=TargetValues("Khách", "capability"), place=place
    )
    assert plan.text[row.start : row.end] == "Bảo tàng tỉnh đón nhiều khách"
    assert (row.position, row.state, row.clause_path) == (4, RowState.ACCEPTED, "I.2")


def test_a_row_is_added_without_a_place(plan: Plan, sen: StaffActor) -> None:
    row = actions.add_event(
        at=cast.NOW, actor=sen, plan=plan, values=EventValues("Lễ hội", 15, 3, lunar=True)
    )
    assert (row.start, row.quote, row.state) == (None, "", RowState.ACCEPTED)


def test_words_that_do_not_stand_in_the_paper_are_refused(plan: Plan) -> None:
    with pytest.raises(QuoteNotFound):
        find_place(plan.text, "xây sân bay")


def test_an_impossible_day_is_refused(plan: Plan, sen: StaffActor) -> None:
    with pytest.raises(DayImpossible):
        actions.add_event(at=cast.NOW, actor=sen, plan=plan, values=EventValues("Ngày hội", 31, 6))


def test_a_librarian_decides_nothing(target: Target, librarian: User) -> None:
    with pytest.raises(NotAllowed):
        actions.accept_row(at=cast.NOW, actor=cast.acting(librarian), row=target, seen_revision=1)


def test_the_officer_of_another_province_decides_nothing(target: Target, stranger: User) -> None:
    with pytest.raises(NotAllowed):
        actions.drop_row(at=cast.NOW, actor=cast.acting(stranger), row=target, seen_revision=1)


def test_a_plan_starts_only_with_an_accepted_target(plan: Plan, target: Target, sen: StaffActor) -> None:
    with pytest.raises(NothingAccepted):
        actions.start(at=cast.NOW, actor=sen, plan=plan)
    actions.accept_row(at=cast.NOW, actor=sen, row=target, seen_revision=1)
    assert actions.start(at=cast.NOW, actor=sen, plan=plan).state == PlanState.RUNNING


def test_a_plan_does_not_start_twice(plan: Plan, target: Target, sen: StaffActor) -> None:
    actions.accept_row(at=cast.NOW, actor=sen, row=target, seen_revision=1)
    actions.start(at=cast.NOW, actor=sen, plan=plan)
    with pytest.raises(PlanMoved):
        actions.start(at=cast.NOW, actor=sen, plan=plan)


def test_a_closed_plan_changes_no_more_until_it_is_opened_again(
    plan: Plan, target: Target, sen: StaffActor
) -> None:
    row: Row = actions.accept_row(at=cast.NOW, actor=sen, row=target, seen_revision=1)
    actions.start(at=cast.NOW, actor=sen, plan=plan)
    actions.close(at=cast.NOW, actor=sen, plan=plan)
    with pytest.raises(PlanClosed):
        actions.drop_row(at=LATER, actor=sen, row=row, seen_revision=2)
    actions.reopen(at=LATER, actor=sen, plan=plan)
    assert actions.drop_row(at=LATER, actor=sen, row=row, seen_revision=2).state == RowState.DROPPED


def test_every_state_stands_in_its_table() -> None:
    assert set(TRANSITIONS) == set(PlanState.values)
    assert set(ROW_TRANSITIONS) == set(RowState.values)


def test_a_unit_is_tied_to_its_organisation_and_untied(
    plan: Plan, sen: StaffActor, province: cast.Province
) -> None:
    unit = plan.tasks.get().units.get(name="các xã")
    tied = actions.tie_unit(
        at=cast.NOW,
        actor=sen,
        unit=unit,
        organisation=province.commune_committee,
        name="Ủy ban nhân dân xã An Tiến",
    )
    assert tied.organisation == province.commune_committee
    assert actions.tie_unit(at=LATER, actor=sen, unit=unit, organisation=None).organisation is None


def test_every_act_is_told_in_words(plan: Plan, target: Target, sen: StaffActor) -> None:
    from densach.journal.rules import sentences

    actions.accept_row(at=cast.NOW, actor=sen, row=target, seen_revision=1)
    actions.start(at=cast.NOW, actor=sen, plan=plan)
    for entry in Entry.objects.filter(act__startswith="plans."):
        assert sentences()[entry.act] % entry.params
    assert plan.text == papers.TEXT
