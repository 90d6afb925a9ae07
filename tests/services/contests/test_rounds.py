"""The life of a contest: called, entered, judged, ranked, closed and counted; rounds below and winners that go up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from densach.facts.queries import facts_by_source
from densach.facts.replay import verify
from densach.journal.models import Entry as Line
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed, Refusal
from densach.people.models import User
from densach.services.activities.models import Activity, ActivityState, Session
from densach.services.contests import actions
from densach.services.contests.models import Award, Entry, Round, RoundCount, RoundState
from densach.services.contests.rules import refusals
from densach.services.contests.rules.given import ContestData, CriterionData, PrizeData
from tests import cast
from tests.services.contests.stage import (
    NOW,
    TODAY,
    a_contest,
    a_judge,
    actor_of,
    an_entry,
    being_judged,
    criteria,
    fresh,
    marks,
    prizes,
    round_data,
    step,
    the_round,
)

pytestmark = pytest.mark.django_db


def test_a_round_is_an_activity_with_a_session_on_its_day(province: cast.Province) -> None:
    round_ = the_round(a_contest(province.culture_centre))
    assert round_.activity is not None
    assert round_.activity.state == ActivityState.DRAFT
    session = Session.objects.get(activity=round_.activity)
    assert session.on == round_.held_on
    step(round_, "open")
    round_.activity.refresh_from_db()
    assert round_.activity.state == ActivityState.PUBLISHED


def test_the_session_moves_along_when_the_day_changes(province: cast.Province) -> None:
    round_ = fresh(the_round(a_contest(province.culture_centre)))
    data = round_data(held_on=date(2026, 12, 5))
    actions.change_round(at=NOW, actor=SYSTEM, round_=round_, seen=round_.revision, data=data)
    assert [one.on for one in Session.objects.filter(activity=round_.activity)] == [date(2026, 12, 5)]


def test_rounds_below_are_made_in_one_act_with_the_criteria_of_the_one_above(
    province: cast.Province,
) -> None:
    above = the_round(a_contest(province.culture_centre))
    criteria(above)
    units = [province.commune_centre, province.other_commune_centre]
    now = fresh(above)
    made = actions.add_rounds_below(
        at=NOW, actor=SYSTEM, above=now, seen=now.revision, units=units, data=round_data("Vòng xã")
    )
    assert [one.name for one in made] == ["Vòng xã – Xã An Tiến", "Vòng xã – Xã Long Điền"]
    assert {one.level for one in made} == {"commune"}
    assert [one.name for one in made[0].criteria.order_by("position")] == ["Nội dung", "Thể hiện"]
    now = fresh(above)
    with pytest.raises(refusals.HasRoundThere):
        actions.add_rounds_below(
            at=NOW, actor=SYSTEM, above=now, seen=now.revision, units=units[:1], data=round_data("Vòng xã")
        )
    with pytest.raises(refusals.NotBelow):
        actions.add_rounds_below(
            at=NOW, actor=SYSTEM, above=now, seen=now.revision, units=[province.foreign_library],
            data=round_data("Vòng xã"),
        )  # fmt: skip


def test_who_plans_nothing_in_the_commune_leaves_the_activity_to_its_own_staff(
    province: cast.Province, culture_head: User
) -> None:
    head = actor_of(culture_head)
    above = the_round(a_contest(province.culture_centre, actor=head))
    now = fresh(above)
    [made] = actions.add_rounds_below(
        at=NOW,
        actor=head,
        above=now,
        seen=now.revision,
        units=[province.commune_centre],
        data=round_data("Vòng xã"),
    )
    assert made.activity is None
    with pytest.raises(NotAllowed):
        step(made, "open", actor=head)
    opened = step(made, "open")
    assert opened.activity is not None
    assert Session.objects.filter(activity=opened.activity).count() == 1


def test_the_whole_way_from_marks_to_a_counted_round(province: cast.Province) -> None:
    stage = being_judged(province.culture_centre)
    ranked = stage.ranked()
    assert next((one.name, one.rank) for one in ranked.entries.order_by("rank")) == (
        "Đội văn nghệ xã Long Điền", 1,
    )  # fmt: skip
    assert ranked.entries.get(rank=1).total == Decimal("27")
    step(ranked, "close")
    counts = {row.measure: row for row in RoundCount.objects.all()}
    assert {name: row.quantity for name, row in counts.items()} == {
        "activities.contests": 1, "activities.entries": 3,
    }  # fmt: skip
    for name, row in counts.items():
        assert sum(fact.quantity for fact in facts_by_source(name, f"roundcount:{row.pk}")) == row.quantity
    assert not verify()


def test_a_round_opened_again_counts_no_more_and_closed_again_counts_once(province: cast.Province) -> None:
    round_ = being_judged(province.culture_centre).ranked()
    step(round_, "close", "reopen")
    assert not RoundCount.objects.filter(cancelled_at__isnull=True).exists()
    assert not verify()
    step(round_, "close")
    assert RoundCount.objects.filter(cancelled_at__isnull=True).count() == 2
    assert not verify()


def test_a_festival_without_marks_is_closed_at_once(province: cast.Province) -> None:
    round_ = the_round(a_contest(province.culture_centre))
    step(round_, "open")
    an_entry(round_, "Đội múa lân")
    assert step(round_, "close").state == RoundState.CLOSED
    assert step(round_, "reopen").state == RoundState.OPEN


def test_a_round_with_criteria_is_ranked_before_it_is_closed(province: cast.Province) -> None:
    round_ = the_round(a_contest(province.culture_centre))
    criteria(round_)
    step(round_, "open")
    with pytest.raises(refusals.RankFirst):
        step(round_, "close")


def test_a_round_to_come_cannot_be_closed(province: cast.Province) -> None:
    first = round_data(held_on=TODAY + timedelta(days=3))
    round_ = step(the_round(a_contest(province.culture_centre, first=first)), "open")
    with pytest.raises(refusals.DayNeeded):
        step(round_, "close")


def test_judging_needs_criteria_judges_and_entries(province: cast.Province) -> None:
    round_ = the_round(a_contest(province.culture_centre))
    step(round_, "open")
    for make in (
        lambda: criteria(round_),
        lambda: a_judge(round_, "Bà Năm"),
        lambda: an_entry(round_, "Đội A"),
    ):
        with pytest.raises(refusals.NotReady):
            step(round_, "judge")
        make()
    assert step(round_, "judge").state == RoundState.JUDGING


def test_a_round_with_missing_marks_is_not_ranked_and_says_whose(province: cast.Province) -> None:
    stage = being_judged(province.culture_centre)
    marks(stage.judges[0], stage.entries[0], 8, 8)
    with pytest.raises(refusals.MarksMissing) as refused:
        step(stage.round, "rank")
    assert refused.value.params["number"] == 10


@pytest.mark.parametrize(
    ("state", "act"),
    [("planned", "judge"), ("open", "rank"), ("judging", "close"), ("ranked", "cancel"), ("closed", "open")],
)
def test_acts_outside_the_table_are_refused(province: cast.Province, state: str, act: str) -> None:
    round_ = the_round(a_contest(province.culture_centre))
    Round.objects.filter(pk=round_.pk).update(state=state)
    with pytest.raises(refusals.NotNow):
        step(round_, act)


def test_a_later_act_on_an_old_page_is_refused(province: cast.Province) -> None:
    round_ = fresh(the_round(a_contest(province.culture_centre)))
    step(round_, "open")
    with pytest.raises(refusals.ChangedSince):
        actions.write_prizes(
            at=NOW, actor=SYSTEM, round_=round_, seen=round_.revision, prizes=[PrizeData("Nhất")]
        )


def test_a_round_called_off_calls_off_its_activity_and_is_taken_up_again(province: cast.Province) -> None:
    round_ = step(the_round(a_contest(province.culture_centre)), "open", "cancel", why="Bão số 12")
    assert round_.activity is not None
    assert (round_.activity.state, round_.activity.ended_why) == (ActivityState.CANCELLED, "Bão số 12")
    round_ = step(round_, "restore")
    assert round_.activity is not None
    assert (round_.state, round_.activity.state) == (RoundState.PLANNED, ActivityState.DRAFT)


def test_a_ranking_with_prizes_is_not_taken_back(province: cast.Province) -> None:
    stage = being_judged(province.culture_centre)
    first, _second = prizes(stage.round)
    round_ = stage.ranked()
    actions.give_prizes(
        at=NOW, actor=SYSTEM, round_=round_, seen=round_.revision, chosen={stage.entries[1].pk: first.pk}
    )
    with pytest.raises(refusals.AwardsStand):
        step(round_, "unrank")
    award = Award.objects.get()
    actions.take_back_prize(at=NOW, actor=SYSTEM, award=award, why="Trao nhầm")
    step(round_, "unrank")
    assert not Entry.objects.filter(rank__isnull=False).exists()


def test_no_more_of_a_prize_than_there_are(province: cast.Province) -> None:
    stage = being_judged(province.culture_centre)
    first, second = prizes(stage.round)
    round_ = stage.ranked()
    chosen = dict.fromkeys((stage.entries[0].pk, stage.entries[1].pk), first.pk)
    with pytest.raises(refusals.TooManyPrizes):
        actions.give_prizes(at=NOW, actor=SYSTEM, round_=round_, seen=round_.revision, chosen=chosen)
    chosen = dict.fromkeys(chosen, second.pk)
    assert (
        len(actions.give_prizes(at=NOW, actor=SYSTEM, round_=round_, seen=round_.revision, chosen=chosen))
        == 2
    )
    round_ = fresh(round_)
    with pytest.raises(refusals.AlreadyAwarded):
        actions.give_prizes(at=NOW, actor=SYSTEM, round_=round_, seen=round_.revision, chosen=chosen)
    with pytest.raises(refusals.PrizeGiven):
        prizes(round_, [PrizeData("Giải Nhất"), PrizeData("Giải Nhì", 1)])


def _below(province: cast.Province) -> tuple[Round, Round]:
    above = the_round(a_contest(province.culture_centre))
    criteria(above)
    now = fresh(above)
    [below] = actions.add_rounds_below(
        at=NOW, actor=SYSTEM, above=now, seen=now.revision, units=[province.commune_centre],
        data=round_data("Vòng xã", promotes=1),
    )  # fmt: skip
    judge = a_judge(below, "Bà Năm")
    step(below, "open")
    entries = [an_entry(below, "Đội A"), an_entry(below, "Đội B"), an_entry(below, "Đội C")]
    step(below, "judge")
    for entry, value in zip(entries, (7, 9, 8), strict=True):
        marks(judge, entry, value, value)
    return above, step(below, "rank")


def test_the_first_of_a_commune_go_up_by_one_act_once(province: cast.Province) -> None:
    above, below = _below(province)
    [up] = actions.promote(at=NOW, actor=SYSTEM, round_=below, seen=below.revision)
    assert (up.round_id, up.name, up.number) == (above.pk, "Đội B", 1)
    assert up.origin is not None and up.origin.round_id == below.pk
    assert up.organisation_id == province.commune_centre.pk
    with pytest.raises(refusals.NobodyChosen):
        actions.promote(at=NOW, actor=SYSTEM, round_=below, seen=below.revision)
    with pytest.raises(refusals.AlreadyUp):
        actions.promote(at=NOW, actor=SYSTEM, round_=below, seen=below.revision, entries=[up.origin])
    chosen = [below.entries.get(name="Đội C")]
    assert (
        actions.promote(at=NOW, actor=SYSTEM, round_=below, seen=below.revision, entries=chosen)[0].number
        == 2
    )


def test_a_winner_is_called_back_until_it_is_judged_above(province: cast.Province) -> None:
    above, below = _below(province)
    [up] = actions.promote(at=NOW, actor=SYSTEM, round_=below, seen=below.revision)
    assert up.origin is not None
    actions.take_back_promotion(at=NOW, actor=SYSTEM, entry=up.origin)
    assert not above.entries.exists()
    [up] = actions.promote(at=NOW, actor=SYSTEM, round_=fresh(below), seen=fresh(below).revision)
    judge = a_judge(above, "Ông Sáu")
    step(above, "open", "judge")
    marks(judge, up, 9, 9)
    with pytest.raises(refusals.AboveShut):
        actions.take_back_promotion(at=NOW, actor=SYSTEM, entry=below.entries.get(name="Đội B"))
    step(above, "back")
    with pytest.raises(refusals.JudgedAbove):
        actions.take_back_promotion(at=NOW, actor=SYSTEM, entry=below.entries.get(name="Đội B"))


def test_marks_fix_the_criteria(province: cast.Province) -> None:
    stage = being_judged(province.culture_centre)
    marks(stage.judges[0], stage.entries[0], 8, 8)
    with pytest.raises(refusals.CriteriaInUse):
        criteria(stage.round, [CriterionData("Khác")])


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ([CriterionData("A"), CriterionData("à")], refusals.TwiceNamed),
        ([CriterionData(" ")], refusals.TitleNeeded),
        ([CriterionData("A", Decimal(101))], refusals.MarksOutOfReach),
        ([CriterionData("A", Decimal(10), Decimal(0))], refusals.MarksOutOfReach),
        ([CriterionData(f"A{n}") for n in range(21)], refusals.MarksOutOfReach),
    ],
)
def test_criteria_that_cannot_be_reckoned_with_are_refused(
    province: cast.Province, given: list[CriterionData], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        criteria(the_round(a_contest(province.culture_centre)), given)


def test_days_run_forward(province: cast.Province) -> None:
    with pytest.raises(refusals.DaysBackwards):
        a_contest(province.culture_centre, first=round_data(closes=date(2026, 10, 1)))
    with pytest.raises(refusals.DaysBackwards):
        a_contest(province.culture_centre, first=round_data(held_on=date(2026, 10, 1)))


def test_a_commune_keeps_its_own_round_only(province: cast.Province, commune_officer: User) -> None:
    above, below = _below(province)
    own = actor_of(commune_officer)
    assert step(below, "close", actor=own).state == RoundState.CLOSED
    with pytest.raises(NotAllowed):
        step(above, "open", actor=own)


def test_the_journal_names_no_competitor(province: cast.Province) -> None:
    stage = being_judged(province.culture_centre)
    stage.ranked()
    told = " ".join(str(line.params) for line in Line.objects.filter(act__startswith="contests."))
    assert told and all(one.name not in told for one in stage.entries)


def test_a_contest_renamed_or_hidden_is_so_in_the_calendar_too(province: cast.Province) -> None:
    contest = a_contest(province.culture_centre)
    round_ = step(the_round(contest), "open")
    assert contest.kind is not None
    data = ContestData(
        title="Hội diễn 2026", year=2026, kind=contest.kind, theme="Quê hương", public=False,
    )  # fmt: skip
    held = actions.change_contest(at=NOW, actor=SYSTEM, contest=contest, data=data, seen=contest.revision)
    activity = fresh(round_).activity
    assert activity is not None
    assert (activity.title, activity.public) == ("Hội diễn 2026: Vòng chung khảo", False)
    # A name that somebody gave the activity itself stays.
    Activity.objects.filter(pk=activity.pk).update(title="Đêm hội")
    again = replace(data, title="Hội diễn lần thứ ba", public=True)
    actions.change_contest(at=NOW, actor=SYSTEM, contest=held, data=again, seen=held.revision)
    activity.refresh_from_db()
    assert (activity.title, activity.public) == ("Đêm hội", True)
