"""An estimate from the asking to what was spent: each step by whom it belongs to, and nothing lost."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from densach.journal.models import Entry
from densach.kernel.errors import NotAllowed, Refusal
from densach.programme.budget import actions, queries
from densach.programme.budget.actions import Approval, LineValues
from densach.programme.budget.models import Estimate, EstimateState
from densach.programme.budget.rules.lifecycle import ESTIMATE, step
from densach.programme.budget.rules.refusals import (
    AlreadyAsked,
    AlreadyTakenBack,
    BelowSpent,
    DueInThePast,
    EstimateBegun,
    EstimateChanged,
    EstimateForbids,
    LinesUnreviewed,
    NobodyAsked,
    NotApprovedYet,
    NothingAsked,
    OutsideTerritory,
    PaperNeeded,
    RemarkNeeded,
    RoundStandsAlready,
    SpentInAnotherYear,
    SpentInTheFuture,
    SpentTwice,
    TaskOfAnotherPlan,
    UnknownEstimate,
    YearOutsidePlan,
)
from tests import cast
from tests.programme.budget.purse import BOOKS, IN_JANUARY, PAPER, Purse, fresh

MAY = datetime(2026, 5, 8, 3, 0, tzinfo=UTC)


def test_a_round_asks_each_unit_once_and_tells_the_journal(purse: Purse) -> None:
    round_ = purse.round()
    assert {one.name for one in queries.estimates_of(purse.collecting(), round_, cast.TODAY)} == {
        "Thư viện tỉnh Ba Vàm",
        "Bảo tàng tỉnh Ba Vàm",
    }
    assert Entry.objects.filter(act="budget.round_opened").count() == 1
    with pytest.raises(RoundStandsAlready):
        purse.round()


def test_a_round_needs_somebody_a_day_to_come_and_a_year_of_the_plan(purse: Purse) -> None:
    told = {"at": IN_JANUARY, "actor": purse.collecting(), "plan": purse.plan}
    with pytest.raises(NobodyAsked):
        actions.open_round(**told, year=2026, due=date(2026, 2, 1), organisation_ids=[])  # type: ignore[arg-type]
    with pytest.raises(DueInThePast):
        actions.open_round(**told, year=2026, due=date(2026, 1, 1), organisation_ids=[1])  # type: ignore[arg-type]
    with pytest.raises(YearOutsidePlan):
        actions.open_round(**told, year=2039, due=date(2026, 2, 1), organisation_ids=[1])  # type: ignore[arg-type]


def test_only_who_reviews_for_the_plan_opens_a_round(purse: Purse) -> None:
    with pytest.raises(NotAllowed):
        actions.open_round(
            at=IN_JANUARY,
            actor=purse.writing(),
            plan=purse.plan,
            year=2026,
            due=date(2026, 2, 1),
            organisation_ids=[purse.province.library.pk],
        )


def test_a_unit_is_added_once_and_only_from_the_territory(purse: Purse) -> None:
    round_ = purse.round(purse.province.library)
    told = {"at": IN_JANUARY, "actor": purse.collecting(), "round_": round_}
    actions.add_unit(**told, organisation=purse.province.museum)  # type: ignore[arg-type]
    with pytest.raises(AlreadyAsked):
        actions.add_unit(**told, organisation=purse.province.museum)  # type: ignore[arg-type]
    with pytest.raises(OutsideTerritory):
        actions.add_unit(**told, organisation=purse.province.foreign_library)  # type: ignore[arg-type]


def test_a_unit_that_has_written_is_not_taken_off_the_list(purse: Purse) -> None:
    estimate = purse.estimate()
    purse.line(estimate)
    with pytest.raises(EstimateBegun):
        actions.remove_unit(at=IN_JANUARY, actor=purse.collecting(), estimate=fresh(estimate))


def test_a_line_is_written_changed_and_removed_and_the_journal_keeps_what_it_said(purse: Purse) -> None:
    estimate = purse.estimate()
    line = purse.line(estimate)
    assert line.asked == 15_000_000
    changed = actions.change_line(
        at=IN_JANUARY,
        actor=purse.writing(),
        line=line,
        seen_revision=fresh(estimate).revision,
        values=LineValues("Bổ sung sách thiếu nhi", "sponsor", "collection", asked=9_000_000),
    )
    assert (changed.content, changed.asked, changed.quantity) == ("Bổ sung sách thiếu nhi", 9_000_000, None)
    actions.remove_line(
        at=IN_JANUARY, actor=purse.writing(), line=changed, seen_revision=fresh(estimate).revision
    )
    assert queries.lines_of(estimate) == []
    told = Entry.objects.get(act="budget.line_removed").params
    assert (told["content"], told["asked"]) == ("Bổ sung sách thiếu nhi", 9_000_000)


def test_of_two_people_who_write_the_second_is_told_and_nothing_is_overwritten(purse: Purse) -> None:
    estimate = purse.estimate()
    seen = estimate.revision
    purse.line(estimate)
    with pytest.raises(EstimateChanged):
        actions.add_line(
            at=IN_JANUARY, actor=purse.writing(), estimate=estimate, seen_revision=seen, values=BOOKS
        )
    assert len(queries.lines_of(estimate)) == 1


def test_a_task_of_another_plan_is_no_reason_to_pay(purse: Purse) -> None:
    estimate = purse.estimate()
    with pytest.raises(TaskOfAnotherPlan):
        purse.line(estimate, LineValues("Sách", "province", "collection", asked=1, task_id=987_654))


def test_an_empty_estimate_is_not_sent_in(purse: Purse) -> None:
    with pytest.raises(NothingAsked):
        purse.move(purse.estimate(), "submit", purse.writing())


def test_a_sent_estimate_is_written_no_more_until_it_comes_back(purse: Purse) -> None:
    estimate = purse.submitted()
    with pytest.raises(EstimateForbids):
        purse.line(estimate)
    purse.move(estimate, "take_back", purse.writing())
    purse.line(estimate)
    assert len(queries.lines_of(estimate)) == 2


def test_what_is_returned_says_why(purse: Purse) -> None:
    estimate = purse.submitted()
    with pytest.raises(RemarkNeeded):
        purse.move(estimate, "return", purse.collecting())
    returned = purse.move(estimate, "return", purse.collecting(), remark="Thiếu đơn giá.")
    assert (returned.state, returned.remark) == (EstimateState.RETURNED, "Thiếu đơn giá.")


def test_a_review_closes_once_every_line_has_its_amount(purse: Purse) -> None:
    estimate = purse.submitted()
    with pytest.raises(LinesUnreviewed):
        purse.move(estimate, "review", purse.collecting())
    assert purse.allotted(estimate, 12_000_000).state == EstimateState.REVIEWED


def test_the_unit_neither_reviews_nor_approves_its_own(purse: Purse) -> None:
    estimate = purse.submitted()
    with pytest.raises(NotAllowed):
        purse.move(estimate, "return", purse.writing(), remark="Tự trả.")
    purse.allotted(estimate, 12_000_000)
    with pytest.raises(NotAllowed):
        purse.move(estimate, "approve", purse.collecting(), approval=PAPER)


def test_an_approval_names_its_paper(purse: Purse) -> None:
    estimate = purse.allotted(purse.submitted(), 12_000_000)
    with pytest.raises(PaperNeeded):
        purse.move(estimate, "approve", purse.approving(), approval=Approval(date(2026, 3, 1), "  "))
    approved = purse.move(estimate, "approve", purse.approving(), approval=PAPER)
    assert (approved.state, approved.legal_basis) == (EstimateState.APPROVED, "215/QĐ-SVHTTDL")


def test_money_is_spent_only_once_it_is_approved(purse: Purse) -> None:
    estimate = purse.submitted()
    (row,) = queries.lines_of(estimate)
    with pytest.raises(NotApprovedYet):
        actions.spend(at=MAY, actor=purse.writing(), line=row.line, on=date(2026, 5, 7), amount=1)


def test_what_was_spent_is_taken_back_by_an_entry_beside_it(purse: Purse) -> None:
    (row,) = queries.lines_of(purse.approved())
    spent = actions.spend(at=MAY, actor=purse.writing(), line=row.line, on=date(2026, 5, 7), amount=5_000_000)
    assert queries.line_for(purse.writing(), row.line.pk).spent == 5_000_000
    actions.take_back_spending(at=MAY, actor=purse.writing(), spending=spent)
    assert queries.line_for(purse.writing(), row.line.pk).spent == 0
    assert len(queries.spendings_of(row.line)) == 2
    with pytest.raises(AlreadyTakenBack):
        actions.take_back_spending(at=MAY, actor=purse.writing(), spending=spent)


def test_a_button_pressed_twice_enters_the_money_once(purse: Purse) -> None:
    (row,) = queries.lines_of(purse.approved())
    paid = {
        "at": MAY,
        "actor": purse.writing(),
        "line": row.line,
        "on": date(2026, 5, 7),
        "amount": 5_000_000,
    }
    actions.spend(**paid)  # type: ignore[arg-type]
    with pytest.raises(SpentTwice):
        actions.spend(**paid)  # type: ignore[arg-type]
    actions.spend(**paid, note="Đợt 2")  # type: ignore[arg-type]
    assert queries.line_for(purse.writing(), row.line.pk).spent == 10_000_000


def test_money_is_not_spent_tomorrow_nor_in_another_year(purse: Purse) -> None:
    (row,) = queries.lines_of(purse.approved())
    with pytest.raises(SpentInTheFuture):
        actions.spend(at=MAY, actor=purse.writing(), line=row.line, on=date(2026, 5, 9), amount=1)
    with pytest.raises(SpentInAnotherYear):
        actions.spend(at=MAY, actor=purse.writing(), line=row.line, on=date(2025, 12, 31), amount=1)


def test_an_adjustment_replaces_what_was_allotted_and_never_falls_below_what_is_spent(purse: Purse) -> None:
    (row,) = queries.lines_of(purse.approved())
    actions.spend(at=MAY, actor=purse.writing(), line=row.line, on=date(2026, 5, 7), amount=5_000_000)
    adjusted = {"at": MAY, "actor": purse.approving(), "line": row.line, "approval": PAPER}
    with pytest.raises(BelowSpent):
        actions.adjust(**adjusted, amount=4_999_999)  # type: ignore[arg-type]
    actions.adjust(**adjusted, amount=6_000_000)  # type: ignore[arg-type]
    actions.adjust(**adjusted, amount=7_000_000)  # type: ignore[arg-type]
    assert queries.line_for(purse.writing(), row.line.pk).allotted == 7_000_000
    assert queries.of_plan(purse.plan, 2026).allotted == 7_000_000


def test_a_stranger_finds_no_estimate(purse: Purse) -> None:
    stranger = cast.acting(cast.the_stranger(purse.province))
    with pytest.raises(UnknownEstimate):
        queries.estimate_for(stranger, purse.estimate().pk)


def test_the_desk_tells_who_has_to_write_review_and_approve(purse: Purse) -> None:
    estimate = purse.estimate()
    told = queries.numbers(purse.writing(), cast.TODAY)
    assert (told.to_write, told.late) == (1, 1)
    purse.line(estimate)
    purse.move(estimate, "submit", purse.writing())
    assert queries.numbers(purse.collecting(), cast.TODAY).to_review == 1
    purse.allotted(estimate, 1)
    assert queries.numbers(purse.approving(), cast.TODAY).to_approve == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(["submit", "take_back", "return", "review", "reopen"]), max_size=8))
def test_an_estimate_only_goes_the_ways_of_its_table(purse: Purse, acts: list[str]) -> None:
    estimate = Estimate.objects.filter(organisation=purse.province.library).first() or purse.estimate()
    if not queries.lines_of(estimate):
        purse.line(estimate)
    for act in acts:
        before = fresh(estimate).state
        who = purse.writing() if act in {"submit", "take_back"} else purse.collecting()
        taken = step(before, act)
        try:
            purse.move(estimate, act, who, remark="Xem lại.")
        except Refusal:
            assert fresh(estimate).state == before
            assert taken is None or act == "review"
        else:
            assert taken is not None and fresh(estimate).state == taken.to


def test_every_state_of_the_table_is_a_state_of_an_estimate() -> None:
    assert set(ESTIMATE) == set(EstimateState.values)
    assert {one.to for steps in ESTIMATE.values() for one in steps} <= set(EstimateState.values)
