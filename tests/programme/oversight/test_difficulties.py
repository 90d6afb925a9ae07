"""A difficulty from the unit that has it to the answer that settles it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from densach.journal.models import Entry
from densach.kernel.errors import NotAllowed
from densach.people.models import User
from densach.programme.oversight import queries
from densach.programme.oversight.actions import difficulties as actions
from densach.programme.oversight.queries.standing import of_target
from densach.programme.oversight.rules.outline import due_after
from densach.programme.oversight.rules.refusals import (
    ChangedSince,
    NotAbove,
    UnknownEntry,
    WordsNeeded,
    WrongState,
)
from densach.programme.plans.models import Plan, Target
from tests.cast import TODAY, Province
from tests.programme.oversight.scene import PHOTO, a_difficulty, actor_of, doing


def test_a_difficulty_with_a_target_goes_to_whoever_issued_the_plan(
    province: Province, target: Target
) -> None:
    found = a_difficulty(province.commune_library, target=target)
    assert found.addressee == province.department
    assert found.plan == target.plan
    assert found.due == due_after(TODAY)


def test_without_a_plan_the_department_of_the_province_answers(province: Province) -> None:
    assert a_difficulty(province.commune_centre).addressee == province.department


def test_the_day_to_answer_is_never_a_weekend() -> None:
    assert {due_after(date(2026, 11, day)).weekday() for day in range(1, 29)} <= {0, 1, 2, 3, 4}


def test_a_button_pressed_twice_raises_one_difficulty(province: Province) -> None:
    assert a_difficulty(province.library) == a_difficulty(province.library)


def test_a_difficulty_without_words_is_refused(province: Province) -> None:
    with pytest.raises(WordsNeeded):
        actions.raise_difficulty(doing(text="  "), province.library)


def test_a_librarian_does_not_speak_for_another_unit(province: Province, librarian: User) -> None:
    with pytest.raises(NotAllowed):
        actions.raise_difficulty(doing(actor_of(librarian), "Thiếu người."), province.museum)


def test_the_officer_answers_with_a_paper_and_the_unit_settles(
    province: Province, officer: User, librarian: User
) -> None:
    found = a_difficulty(province.library)
    actions.answer_difficulty(doing(actor_of(officer), "Cấp máy.", found, upload=PHOTO), found)
    actions.settle_difficulty(doing(actor_of(librarian), on=found), found)
    found.refresh_from_db()
    assert found.state == "settled"
    assert [step.act for step in found.steps.order_by("pk")] == ["raise", "answer", "settle"]
    answer = found.steps.get(act="answer")
    assert answer.file is not None and answer.file.name == "anh.txt"
    assert Entry.objects.filter(act="oversight.difficulty_answer").exists()


def test_an_answer_says_something(province: Province) -> None:
    found = a_difficulty(province.library)
    with pytest.raises(WordsNeeded):
        actions.answer_difficulty(doing(on=found), found)


def test_a_unit_does_not_answer_itself(province: Province, librarian: User) -> None:
    found = a_difficulty(province.library)
    with pytest.raises(NotAllowed):
        actions.answer_difficulty(doing(actor_of(librarian), "Xong.", found), found)


def test_a_reopened_difficulty_must_be_answered_anew(province: Province) -> None:
    found = a_difficulty(province.library)
    actions.answer_difficulty(doing(text="Chờ vốn.", on=found), found)
    actions.reopen_difficulty(doing(text="Vẫn hỏng.", on=found, days=20), found)
    found.refresh_from_db()
    assert (found.state, found.times_reopened) == ("open", 1)
    assert found.due == due_after(TODAY + timedelta(days=20))


def test_what_went_up_may_be_answered_by_whoever_sent_it(province: Province, officer: User) -> None:
    found = a_difficulty(province.library)
    sent = doing(actor_of(officer), "Vượt thẩm quyền.", found)
    found = actions.forward_difficulty(sent, found, to=province.committee)
    assert (found.addressee, found.forwarded_by) == (province.committee, province.department)
    found = actions.answer_difficulty(doing(actor_of(officer), "UBND tỉnh đồng ý.", found), found)
    assert found.state == "answered"


def test_a_difficulty_does_not_go_up_to_whoever_has_it(province: Province) -> None:
    found = a_difficulty(province.library)
    with pytest.raises(NotAbove):
        actions.forward_difficulty(doing(text="Lên.", on=found), found, to=province.department)


def test_taking_back_from_above_undoes_the_forwarding(province: Province) -> None:
    found = a_difficulty(province.library)
    found = actions.forward_difficulty(doing(text="Lên.", on=found), found, to=province.committee)
    found = actions.take_back_difficulty(doing(on=found), found)
    assert (found.state, found.addressee, found.forwarded_by) == ("open", province.department, None)


def test_the_later_of_two_officers_is_told_who_was_first(province: Province, officer: User) -> None:
    found = a_difficulty(province.library)
    first, second = doing(actor_of(officer), "Một.", found), doing(text="Hai.", on=found)
    actions.change_difficulty(doing(text="Máy hỏng hẳn.", on=found), found, wish="")
    with pytest.raises(ChangedSince) as refused:
        actions.answer_difficulty(first, found)
    assert refused.value.params["by"] == "Đèn Sách"
    with pytest.raises(ChangedSince):
        actions.answer_difficulty(second, found)


def test_a_settled_difficulty_is_not_answered(province: Province) -> None:
    found = a_difficulty(province.library)
    actions.answer_difficulty(doing(text="Xong.", on=found), found)
    actions.settle_difficulty(doing(on=found), found)
    with pytest.raises(WrongState):
        actions.answer_difficulty(doing(text="Lại.", on=found), found)


def test_strangers_find_nothing(province: Province, stranger: User) -> None:
    found = a_difficulty(province.library)
    with pytest.raises(UnknownEntry):
        queries.entry_for(type(found), actor_of(stranger), found.pk, TODAY)


def test_what_is_open_is_counted_for_targets_desks_and_reports(
    province: Province, plan: Plan, target: Target, officer: User, librarian: User
) -> None:
    found = a_difficulty(province.library, target=target)
    a_difficulty(province.museum, "Thiếu người.")
    assert queries.difficulties_of_target(target.pk) == {"all": 1, "open": 1}
    assert queries.difficulties_by_target(plan) == {target.pk: 1}
    assert of_target(actor_of(librarian), target, TODAY) == [found]
    late = TODAY + timedelta(days=40)
    told = {one.code: one for one in queries.open_numbers(actor_of(officer), late)}
    assert (told["answer_difficulties"].number, told["answer_difficulties"].late) == (2, 2)
    actions.answer_difficulty(doing(text="Xong.", on=found), found)
    own = {one.code: one.number for one in queries.open_numbers(actor_of(librarian), TODAY)}
    assert own == {"confirm_answers": 1}
