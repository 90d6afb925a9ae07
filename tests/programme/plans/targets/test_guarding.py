"""Binding targets of running plans: one person proposes a change, another decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from densach.files.actions import Upload
from densach.kernel.errors import NotAllowed
from densach.people.models import User
from densach.people.queries import StaffActor
from densach.programme.plans import actions, queries
from densach.programme.plans.models import ChangeProposal, Plan, RowState, Target
from densach.programme.plans.rules.refusals import (
    BindingGuarded,
    NotBinding,
    NothingChanged,
    NotOwnProposal,
    OwnProposal,
    ProposalDecided,
    ProposalWaits,
    ReasonMissing,
    RowChanged,
    ValuesOutOfOrder,
)
from densach.programme.plans.rules.unfit import PaperMissing
from densach.programme.plans.rules.values import TargetValues
from tests import cast
from tests.programme.plans.desk import address, filled, text
from tests.stage import SignedIn

LATER = cast.NOW + timedelta(hours=1)


@pytest.fixture
def sen(officer: User) -> StaffActor:
    return cast.acting(officer)


@pytest.fixture
def leader(province: cast.Province) -> User:
    return cast.the_leader(province)


@pytest.fixture
def bound(plan: Plan, sen: StaffActor) -> Target:
    """The second target of the plan, made binding while the plan was looked through; the plan runs."""
    row = plan.targets.get(position=1)
    values = replace(queries.target_values(row), mandatory=True)
    actions.change_row(at=cast.NOW, actor=sen, row=row, seen_revision=row.revision, values=values)
    actions.start(at=cast.NOW, actor=sen, plan=plan)
    return queries.target_of(plan, row.pk)


def asked(row: Target, **changed: object) -> TargetValues:
    return replace(queries.target_values(row), **changed)  # type: ignore[arg-type]  # fields told by name


def propose(
    actor: StaffActor, row: Target, value: int = 90_000, reason: str = "Thiếu kinh phí"
) -> ChangeProposal:
    return actions.propose_change(
        at=cast.NOW,
        actor=actor,
        target=row,
        seen_revision=row.revision,
        values=asked(row, value_min=Decimal(value), value_max=None),
        reason=reason,
        basis="12/TTr-SVHTTDL",
    )


@pytest.mark.parametrize("act", [actions.drop_row, actions.restore_row])
def test_a_binding_target_is_not_dropped_or_put_back_by_one_person(
    act: object, bound: Target, sen: StaffActor
) -> None:
    with pytest.raises(BindingGuarded):
        act(at=LATER, actor=sen, row=bound, seen_revision=bound.revision)  # type: ignore[operator]  # one of two acts


def test_a_binding_target_is_not_changed_by_one_person(bound: Target, sen: StaffActor) -> None:
    with pytest.raises(BindingGuarded):
        actions.change_row(
            at=LATER, actor=sen, row=bound, seen_revision=bound.revision, values=asked(bound, mandatory=False)
        )


def test_putting_back_what_was_accepted_at_once_leaves_binding_targets(
    plan: Plan, bound: Target, sen: StaffActor
) -> None:
    actions.undo_accept_confident(at=LATER, actor=sen, plan=plan, accepted_at=cast.NOW)
    bound.refresh_from_db()
    assert bound.state == RowState.ACCEPTED


def test_a_proposal_changes_nothing_until_it_is_approved(
    bound: Target, sen: StaffActor, leader: User
) -> None:
    proposal = propose(sen, bound)
    bound.refresh_from_db()
    assert bound.value_min == 120_000
    changed = actions.approve_proposal(at=LATER, actor=cast.acting(leader), proposal=proposal)
    assert changed.value_min == 90_000
    assert (changed.value_max, changed.mandatory) == (None, True)
    with pytest.raises(ProposalDecided):
        actions.approve_proposal(at=LATER, actor=cast.acting(leader), proposal=proposal)


def test_the_end_of_a_binding_target_is_proposed_too(bound: Target, sen: StaffActor, leader: User) -> None:
    proposal = actions.propose_change(
        at=cast.NOW,
        actor=sen,
        target=bound,
        seen_revision=bound.revision,
        values=None,
        reason="Đã giao nơi khác",
        basis="15/QĐ-UBND",
    )
    assert actions.approve_proposal(at=LATER, actor=cast.acting(leader), proposal=proposal).state == "dropped"


def test_nobody_approves_what_they_proposed(province: cast.Province, bound: Target) -> None:
    administrator = cast.acting(cast.the_administrator(province))
    proposal = propose(administrator, bound)
    with pytest.raises(OwnProposal):
        actions.approve_proposal(at=LATER, actor=administrator, proposal=proposal)
    with pytest.raises(OwnProposal):
        actions.refuse_proposal(at=LATER, actor=administrator, proposal=proposal, note="Không")


def test_an_officer_does_not_approve(province: cast.Province, bound: Target, sen: StaffActor) -> None:
    other = cast.acting(
        cast.a_person("second@ba-vam.test", "Đỗ Văn Kiểm", "department_officer", province.department)
    )
    with pytest.raises(NotAllowed):
        actions.approve_proposal(at=LATER, actor=other, proposal=propose(sen, bound))


def test_a_proposal_is_refused_with_a_reason_and_another_may_follow(
    bound: Target, sen: StaffActor, leader: User
) -> None:
    proposal = propose(sen, bound)
    with pytest.raises(ProposalWaits):
        propose(sen, bound, 80_000)
    with pytest.raises(ReasonMissing):
        actions.refuse_proposal(at=LATER, actor=cast.acting(leader), proposal=proposal, note=" ")
    actions.refuse_proposal(at=LATER, actor=cast.acting(leader), proposal=proposal, note="Giữ nguyên")
    assert propose(sen, bound, 80_000).state == "waiting"


def test_only_who_proposed_withdraws(province: cast.Province, bound: Target, sen: StaffActor) -> None:
    other = cast.acting(
        cast.a_person("second@ba-vam.test", "Đỗ Văn Kiểm", "department_officer", province.department)
    )
    proposal = propose(sen, bound)
    with pytest.raises(NotOwnProposal):
        actions.withdraw_proposal(at=LATER, actor=other, proposal=proposal)
    assert actions.withdraw_proposal(at=LATER, actor=sen, proposal=proposal).state == "withdrawn"


def test_a_proposal_says_what_changes_why_and_sound_values(bound: Target, sen: StaffActor) -> None:
    with pytest.raises(NothingChanged):
        actions.propose_change(
            at=cast.NOW,
            actor=sen,
            target=bound,
            seen_revision=bound.revision,
            values=asked(bound),
            reason="–",
        )
    with pytest.raises(ReasonMissing):
        propose(sen, bound, reason="")
    with pytest.raises(ValuesOutOfOrder):
        actions.propose_change(
            at=cast.NOW,
            actor=sen,
            target=bound,
            seen_revision=bound.revision,
            values=asked(bound, value_min=Decimal(9), value_max=Decimal(3)),
            reason="Sai",
        )
    with pytest.raises(RowChanged):
        actions.propose_change(
            at=cast.NOW, actor=sen, target=bound, seen_revision=0, values=None, reason="Cũ"
        )


def test_other_targets_need_no_proposal(plan: Plan, bound: Target, sen: StaffActor) -> None:
    plain = plan.targets.exclude(pk=bound.pk).filter(mandatory=False).earliest("position")
    with pytest.raises(NotBinding):
        propose(sen, plain)


def test_an_answer_to_a_binding_target_becomes_a_proposal(bound: Target, sen: StaffActor) -> None:
    done = actions.answer_target(
        at=cast.NOW,
        actor=sen,
        target=bound,
        seen_revision=bound.revision,
        values=asked(bound, denominator=500),
        reason="Niên giám",
        paper=Upload("nien-giam.txt", "Niên giám thống kê".encode()),
    )
    assert isinstance(done, ChangeProposal)
    assert done.paper is not None


def test_the_leader_finds_it_on_the_desk_and_approves_on_its_page(
    bound: Target, sen: StaffActor, leader: User, sign_in: type[SignedIn]
) -> None:
    proposal = propose(sen, bound)
    chief = sign_in(leader)
    assert [row.pk for row in queries.to_approve(cast.acting(leader))] == [proposal.pk]
    assert "Thiếu kinh phí" in text(chief.get("/lam-viec/ke-hoach/de-nghi/?trang_thai=waiting"))
    page = text(chief.get(f"/lam-viec/ke-hoach/de-nghi/{proposal.pk}/"))
    assert "90.000" in page
    chief.post(f"/lam-viec/ke-hoach/de-nghi/{proposal.pk}/approve/", {"note": "Đồng ý"})
    bound.refresh_from_db()
    assert bound.value_min == 90_000
    assert queries.to_approve(cast.acting(leader)) == []


def test_a_proposal_sent_with_an_old_revision_keeps_what_was_typed(desk: Client, bound: Target) -> None:
    told = {**filled(desk, bound), "revision": 0, "value_min": "95.000", "reason": "Hạn hán kéo dài"}
    told["basis"] = "12/TTr-SVHTTDL"
    answer = desk.post(address("propose", bound.plan, bound.pk), told)
    assert answer.status_code == 409
    assert "Hạn hán kéo dài" in text(answer)
    assert "95.000" in text(answer)


def test_the_way_to_change_a_binding_target_is_the_proposal(desk: Client, bound: Target) -> None:
    page = text(desk.get(address("target", bound.plan, bound.pk)))
    assert address("propose", bound.plan, bound.pk) in page
    assert address("change", bound.plan, "target", bound.pk) not in page


def test_a_change_of_what_binds_needs_its_paper_or_the_papers_number(desk: Client, bound: Target) -> None:
    told = {**filled(desk, bound), "value_min": "1", "value_max": "", "reason": "thử"}
    answer = desk.post(address("propose", bound.plan, bound.pk), told)
    assert answer.status_code == 422
    assert "số, ký hiệu" in text(answer)
    assert not ChangeProposal.objects.exists()
    desk.post(address("propose", bound.plan, bound.pk), told | {"basis": "12/TTr-SVHTTDL"})
    assert ChangeProposal.objects.get().reason == "12/TTr-SVHTTDL: thử"


def test_nothing_stands_for_a_paper_in_the_act_itself(bound: Target, sen: StaffActor) -> None:
    with pytest.raises(PaperMissing):
        actions.propose_change(
            at=cast.NOW,
            actor=sen,
            target=bound,
            seen_revision=bound.revision,
            values=None,
            reason="thử",
            basis=" ",
        )


def test_the_leader_reads_that_a_target_would_lose_its_mark(
    bound: Target, sen: StaffActor, leader: User, sign_in: type[SignedIn]
) -> None:
    chief, warned = sign_in(leader), "không còn là chỉ tiêu pháp lệnh"
    kept = propose(sen, bound)
    assert warned not in text(chief.get(f"/lam-viec/ke-hoach/de-nghi/{kept.pk}/"))
    actions.withdraw_proposal(at=LATER, actor=sen, proposal=kept)
    losing = actions.propose_change(
        at=LATER,
        actor=sen,
        target=bound,
        seen_revision=bound.revision,
        values=asked(bound, mandatory=False),
        reason="Giao lại",
        basis="15/QĐ-UBND",
    )
    assert warned in text(chief.get(f"/lam-viec/ke-hoach/de-nghi/{losing.pk}/"))
