"""Models are recognised by a paper and taken up by others; partners' figures stand beside our own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from densach.kernel.errors import NotAllowed
from densach.people.models import User
from densach.programme.oversight import queries
from densach.programme.oversight.actions import assessments
from densach.programme.oversight.actions import practices as actions
from densach.programme.oversight.models import PracticeUse
from densach.programme.oversight.rules.refusals import (
    AlreadyThere,
    DayAhead,
    DayBefore,
    NotOfThisPlan,
    OwnPractice,
    PaperNeeded,
    WrongState,
)
from densach.programme.plans.models import Plan, Target
from tests.cast import TODAY, Province
from tests.programme.oversight.scene import a_practice, actor_of, an_assessment, doing, recognised

SINCE = date(2026, 11, 5)


def test_a_model_is_seen_by_others_once_it_is_recognised(province: Province, museum_keeper: User) -> None:
    found = a_practice(province.library)
    who = actor_of(museum_keeper)
    assert found.keeper == province.department
    assert not queries.practices_for(who, TODAY).exists()
    recognised(found)
    assert list(queries.practices_for(who, TODAY)) == [found]
    assert list(queries.public_practices()) == [found]


def test_a_model_is_recognised_by_a_paper(province: Province) -> None:
    found = a_practice(province.library)
    with pytest.raises(PaperNeeded):
        actions.recognise_practice(doing(on=found), found, number="", on=TODAY)


def test_a_returned_model_is_offered_again(province: Province, librarian: User) -> None:
    found = a_practice(province.library)
    actions.return_practice(doing(text="Nêu số người.", on=found), found)
    text = actions.PracticeText("Góc học tập số", date(2026, 1, 5), "412 người")
    again = actions.offer_again(doing(actor_of(librarian), "Sáng thứ Bảy.", found), found, text)
    assert (again.state, again.result) == ("offered", "412 người")


def test_other_units_take_a_model_up_and_may_stop(province: Province, museum_keeper: User) -> None:
    found = recognised(a_practice(province.library))
    who = actor_of(museum_keeper)
    use = actions.take_up_practice(doing(who, "Tốt."), found, province.museum, since=SINCE)
    told = actions.take_up_practice(doing(who, "Rất tốt."), found, province.museum, since=SINCE)
    assert (told.pk, told.result) == (use.pk, "Rất tốt.")
    assert queries.use_numbers([found.pk]) == {found.pk: 1}
    with pytest.raises(DayBefore):
        actions.end_use(doing(who), use, until=SINCE - timedelta(days=1))
    actions.end_use(doing(who), use, until=TODAY)
    assert queries.use_numbers([found.pk]) == {}


def test_a_unit_does_not_take_up_its_own_model_nor_speak_for_another(
    province: Province, museum_keeper: User
) -> None:
    found = recognised(a_practice(province.library))
    with pytest.raises(OwnPractice):
        actions.take_up_practice(doing(), found, province.library, since=SINCE)
    with pytest.raises(NotAllowed):
        actions.take_up_practice(doing(actor_of(museum_keeper)), found, province.culture_centre, since=SINCE)
    assert not PracticeUse.objects.exists()


def test_only_recognised_models_are_taken_up(province: Province) -> None:
    with pytest.raises(WrongState):
        actions.take_up_practice(doing(), a_practice(province.library), province.museum, since=SINCE)


def test_a_model_is_offered_once_and_not_for_tomorrow(province: Province) -> None:
    a_practice(province.library)
    with pytest.raises(AlreadyThere):
        a_practice(province.library)
    text = actions.PracticeText("Khác", TODAY + timedelta(days=1))
    with pytest.raises(DayAhead):
        actions.offer_practice(doing(text="Làm."), province.library, text)


def test_a_partner_s_figure_stands_beside_our_own_of_that_day(
    province: Province, plan: Plan, target: Target
) -> None:
    found = an_assessment(province, plan)
    row = assessments.compare_target(doing(on=found), found, target=target, theirs="58.000 lượt")
    assert (row.theirs, row.ours) == ("58.000 lượt", "60.000\xa0lượt/năm")
    assert row.evidence_url


def test_a_target_of_another_plan_is_not_compared(province: Province, plan: Plan, target: Target) -> None:
    text = assessments.AssessmentText("Khảo sát", "Đại học", date(2026, 9, 1), "Phỏng vấn")
    found = assessments.record_assessment(doing(text="Tốt."), province.department, text)
    with pytest.raises(NotOfThisPlan):
        assessments.compare_target(doing(on=found), found, target=target, theirs="1")


def test_an_answered_assessment_takes_no_more_figures(province: Province, plan: Plan, target: Target) -> None:
    found = an_assessment(province, plan)
    assessments.answer_assessment(doing(text="Mở cửa buổi tối.", on=found), found)
    with pytest.raises(WrongState):
        assessments.compare_target(doing(on=found), found, target=target, theirs="1")
