"""Marks and the jury: who may score, what is traced, who may not; entries that come and go."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.people.actions import readers
from densach.people.models import Person, User
from densach.people.rules.staffing import PersonData
from densach.services.contests import actions
from densach.services.contests.actions import Mark
from densach.services.contests.models import Conflict, Entry, EntryState, Judge, Score, ScoreChange
from densach.services.contests.queries import scoring
from densach.services.contests.rules import refusals
from densach.services.contests.rules.given import EntryData, JudgeData
from tests import cast
from tests.services.contests.stage import (
    NOW,
    Stage,
    a_judge,
    actor_of,
    an_entry,
    being_judged,
    fresh,
    marks,
    step,
)
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(province: cast.Province) -> Stage:
    return being_judged(province.culture_centre)


def a_person(name: str = "Nguyễn Thị Mai", *, user: User | None = None) -> Person:
    person = readers.enter_served(at=NOW, data=PersonData(name=name, birth_date=date(1990, 1, 1)))
    if user is not None:
        person.user = user
        person.save(update_fields=["user"])
    return person


def test_a_changed_mark_leaves_its_trace(stage: Stage) -> None:
    judge, entry = stage.judges[0], stage.entries[0]
    marks(judge, entry, 8, 7)
    criterion = stage.round.criteria.order_by("position").first()
    assert criterion is not None
    given = {(entry.pk, criterion.pk): Mark(Decimal("8.5"), seen=Decimal(8))}
    came = actions.give_marks(at=NOW, actor=SYSTEM, judge=judge, marks=given)
    assert (came.new, came.changed) == (0, 1)
    change = ScoreChange.objects.get()
    assert (change.before, change.after, change.by_name) == (Decimal(8), Decimal("8.5"), SYSTEM.name)
    assert actions.give_marks(
        at=NOW, actor=SYSTEM, judge=judge, marks={(entry.pk, criterion.pk): Mark(Decimal("8.5"), Decimal("8.5"))}
    ).changed == 0  # fmt: skip


def test_who_saw_an_older_mark_does_not_write_over_the_newer(stage: Stage) -> None:
    judge, entry = stage.judges[0], stage.entries[0]
    marks(judge, entry, 8, 7)
    criterion = stage.round.criteria.order_by("position").first()
    assert criterion is not None
    with pytest.raises(refusals.MarkChangedSince):
        actions.give_marks(
            at=NOW, actor=SYSTEM, judge=judge, marks={(entry.pk, criterion.pk): Mark(Decimal(9), seen=None)}
        )
    with pytest.raises(refusals.MarkNotCleared):
        actions.give_marks(
            at=NOW, actor=SYSTEM, judge=judge, marks={(entry.pk, criterion.pk): Mark(None, seen=Decimal(8))}
        )


def test_a_mark_lies_within_its_criterion(stage: Stage) -> None:
    with pytest.raises(refusals.MarkTooHigh):
        marks(stage.judges[0], stage.entries[0], "10.5", 7)
    assert not Score.objects.exists()


def test_a_judge_in_conflict_does_not_score_and_others_do(stage: Stage) -> None:
    judge, entry = stage.judges[1], stage.entries[0]
    actions.declare_conflict(at=NOW, actor=SYSTEM, judge=judge, entry=entry, why="Đội của đơn vị mình")
    with pytest.raises(refusals.InConflict):
        marks(judge, entry, 9, 9)
    marks(stage.judges[0], entry, 8, 8)
    for other in stage.entries[1:]:
        for one in stage.judges:
            marks(one, other, 7, 7)
    step(stage.round, "rank")
    assert Entry.objects.get(pk=entry.pk).rank == 1


def test_a_conflict_declared_after_scoring_leaves_the_marks_out(stage: Stage) -> None:
    stage.all_marks()
    winner = stage.entries[1]
    actions.declare_conflict(at=NOW, actor=SYSTEM, judge=stage.judges[0], entry=winner, why="Người thân")
    sheet = scoring.sheet_of(stage.round)
    assert list(sheet.ballots[winner.pk]) == [stage.judges[1].pk]
    actions.take_back_conflict(at=NOW, actor=SYSTEM, conflict=Conflict.objects.get())
    assert len(scoring.sheet_of(stage.round).ballots[winner.pk]) == 2


def test_an_entry_that_nobody_may_score_is_not_ranked(stage: Stage) -> None:
    stage.all_marks()
    for judge in stage.judges:
        actions.declare_conflict(at=NOW, actor=SYSTEM, judge=judge, entry=stage.entries[0], why="Cùng đơn vị")
    with pytest.raises(refusals.NobodyJudged):
        step(stage.round, "rank")


def test_a_conflict_is_declared_once_and_with_a_reason(stage: Stage) -> None:
    judge, entry = stage.judges[0], stage.entries[0]
    with pytest.raises(refusals.WhyNeeded):
        actions.declare_conflict(at=NOW, actor=SYSTEM, judge=judge, entry=entry, why=" ")
    actions.declare_conflict(at=NOW, actor=SYSTEM, judge=judge, entry=entry, why="Người thân")
    with pytest.raises(refusals.ConflictKnown):
        actions.declare_conflict(at=NOW, actor=SYSTEM, judge=judge, entry=entry, why="Người thân")


def test_a_judge_scores_own_sheet_and_nobody_elses(stage: Stage, librarian: User) -> None:
    step(stage.round, "back")
    own = a_judge(stage.round, "", user=librarian)
    step(stage.round, "judge")
    actor = actor_of(librarian)
    marks(own, stage.entries[0], 8, 8, actor=actor)
    with pytest.raises(NotAllowed):
        marks(stage.judges[0], stage.entries[0], 8, 8, actor=actor)


def test_a_secretary_who_judges_sees_and_gives_own_marks_only(stage: Stage, culture_head: User) -> None:
    step(stage.round, "back")
    own = a_judge(stage.round, "", user=culture_head)
    step(stage.round, "judge")
    secretary = actor_of(culture_head)
    marks(own, stage.entries[0], 8, 8, actor=secretary)
    with pytest.raises(refusals.JudgesThemselves):
        marks(stage.judges[0], stage.entries[0], 9, 9, actor=secretary)


def test_marks_of_a_judge_with_an_account_are_changed_by_nobody_else(
    stage: Stage, librarian: User, culture_head: User
) -> None:
    step(stage.round, "back")
    own = a_judge(stage.round, "", user=librarian)
    step(stage.round, "judge")
    marks(own, stage.entries[0], 8, 8, actor=actor_of(librarian))
    given = {
        (stage.entries[0].pk, one.pk): Mark(Decimal(1), Decimal(8)) for one in stage.round.criteria.all()
    }
    for actor in (SYSTEM, actor_of(culture_head)):
        with pytest.raises(refusals.JudgeHasAccount):
            actions.give_marks(at=NOW, actor=actor, judge=own, marks=given)
    assert set(Score.objects.filter(judge=own).values_list("value", flat=True)) == {Decimal(8)}
    page = (
        SignedIn(culture_head).get(reverse("contests:sheet", args=[stage.round.pk, own.pk])).content.decode()
    )
    assert "có tài khoản" in page and "disabled" in page


def test_who_leaves_the_jury_does_not_become_its_secretary(stage: Stage, culture_head: User) -> None:
    step(stage.round, "back")
    own = a_judge(stage.round, "", user=culture_head)
    step(stage.round, "judge")
    Judge.objects.filter(pk=own.pk).update(removed_at=NOW)
    with pytest.raises(refusals.JudgesThemselves):
        marks(stage.judges[0], stage.entries[0], 9, 9, actor=actor_of(culture_head))


def test_a_secretary_who_competes_changes_no_marks(stage: Stage, culture_head: User) -> None:
    secretary = actor_of(culture_head)
    marks(stage.judges[0], stage.entries[0], 8, 8, actor=secretary)
    Entry.objects.filter(pk=stage.entries[2].pk).update(person=a_person(user=culture_head))
    with pytest.raises(refusals.Competes):
        marks(stage.judges[0], stage.entries[1], 8, 8, actor=secretary)
    marks(stage.judges[0], stage.entries[1], 8, 8)


def test_neither_does_one_whose_child_competes(stage: Stage, culture_head: User) -> None:
    parent = a_person(user=culture_head)
    child = a_person("Nguyễn Văn Bé")
    child.guardian = parent
    child.save(update_fields=["guardian"])
    Entry.objects.filter(pk=stage.entries[2].pk).update(person=child)
    with pytest.raises(refusals.Competes):
        marks(stage.judges[0], stage.entries[0], 8, 8, actor=actor_of(culture_head))


def test_marks_of_a_judge_who_left_count_no_longer(stage: Stage) -> None:
    stage.all_marks()
    actions.remove_judge(at=NOW, actor=SYSTEM, judge=stage.judges[0])
    assert [one.pk for one in scoring.sheet_of(stage.round).judges] == [stage.judges[1].pk]
    with pytest.raises(refusals.JudgeGone):
        marks(stage.judges[0], stage.entries[0], 1, 1)


def test_a_jury_has_one_head_and_each_judge_once(stage: Stage) -> None:
    actions.make_head(at=NOW, actor=SYSTEM, judge=stage.judges[1])
    assert [one.name for one in scoring.sitting(stage.round) if one.head] == ["Nhạc sĩ Tư Đờn"]
    with pytest.raises(refusals.JudgeTwice):
        a_judge(stage.round, "nhạc sĩ tư đờn")
    with pytest.raises(refusals.NoSuchAccount):
        actions.seat_judge(at=NOW, actor=SYSTEM, round_=stage.round, data=JudgeData("X", email="khong@co.vn"))
    with pytest.raises(refusals.JudgeNeedsName):
        actions.seat_judge(at=NOW, actor=SYSTEM, round_=stage.round, data=JudgeData(" "))


def test_a_withdrawn_entry_ranks_nothing_and_may_come_back(stage: Stage) -> None:
    entry = Entry.objects.get(pk=stage.entries[1].pk)
    with pytest.raises(refusals.WhyNeeded):
        actions.leave(
            at=NOW, actor=SYSTEM, entry=entry, seen=entry.revision, why="", state=EntryState.DISQUALIFIED
        )
    gone = actions.leave(
        at=NOW, actor=SYSTEM, entry=entry, seen=entry.revision, why="Quá giờ", state=EntryState.DISQUALIFIED
    )
    with pytest.raises(refusals.NotCompeting):
        marks(stage.judges[0], gone, 8, 8)
    assert [one.pk for one in scoring.sheet_of(stage.round).entries] == [
        stage.entries[0].pk,
        stage.entries[2].pk,
    ]
    back = actions.readmit(at=NOW, actor=SYSTEM, entry=gone, seen=gone.revision)
    assert back.state == EntryState.ENTERED


def test_the_same_entry_twice_and_outside_the_days_is_refused(stage: Stage) -> None:
    step(stage.round, "back")
    with pytest.raises(refusals.AlreadyEntered):
        an_entry(stage.round, "đội văn nghệ xã an tiến", title="Tiết mục 0")
    stage.contest.entry_kinds = ["team"]
    stage.contest.save()
    with pytest.raises(refusals.KindNotTaken):
        an_entry(fresh(stage.round), "Nguyễn Văn A", kind="person")
    type(stage.round).objects.filter(pk=stage.round.pk).update(closes=date(2026, 11, 2))
    with pytest.raises(refusals.NothingToEnter):
        an_entry(fresh(stage.round), "Đội mới")


def test_a_draw_can_be_repeated_by_its_lot(stage: Stage) -> None:
    step(stage.round, "back")
    first = actions.draw(
        at=NOW, actor=SYSTEM, round_=stage.round, seen=fresh(stage.round).revision, lot="a1b2c3d4"
    )
    again = actions.draw(
        at=NOW, actor=SYSTEM, round_=stage.round, seen=fresh(stage.round).revision, lot="a1b2c3d4"
    )
    assert first == again
    assert sorted(first.values()) == [1, 2, 3]


def test_marks_fix_the_order(stage: Stage) -> None:
    marks(stage.judges[0], stage.entries[0], 8, 8)
    with pytest.raises(refusals.MarksGiven):
        actions.draw(at=NOW, actor=SYSTEM, round_=stage.round, seen=fresh(stage.round).revision)


def test_later_changes_of_an_entry_on_an_old_page_are_refused(stage: Stage) -> None:
    entry = stage.entries[0]
    data = EntryData("team", "Đội khác")
    actions.change_entry(at=NOW, actor=SYSTEM, entry=entry, seen=1, data=data)
    with pytest.raises(refusals.ChangedSince):
        actions.change_entry(at=NOW, actor=SYSTEM, entry=entry, seen=1, data=data)
