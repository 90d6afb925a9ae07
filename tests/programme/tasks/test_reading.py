"""What lists, boards, the desk, reports and the calendar read of works."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from densach.formats.officialdoc import write_docx
from densach.kernel.actor import SYSTEM, VISITOR
from densach.kernel.errors import NotAllowed, NotFound
from densach.kernel.period import Period
from densach.organisations.effects import effects_of
from densach.organisations.queries.planning import plan_end
from densach.people.models import User
from densach.programme.tasks import actions, queries
from densach.programme.tasks.models import Letter, Stage
from densach.programme.tasks.queries import Wanted
from densach.programme.tasks.queries.letter_paper import paper_of
from densach.programme.tasks.rules.refusals import NothingLate, UnknownWork
from tests import cast
from tests.programme.tasks.scene import Scene

pytestmark = pytest.mark.django_db
LATE = ["Tổ chức Ngày Sách", "Xây dựng Quy chế phối hợp với trường học"]


def titles(lines: list[queries.Line]) -> list[str]:
    return [line.work.title for line in lines]


def late(scene: Scene, **wanted: object) -> list[queries.Line]:
    return queries.late_lines(SYSTEM, Wanted(**wanted), cast.TODAY)  # type: ignore[arg-type]  # names of filters


def test_what_is_past_its_day_is_late_until_it_is_told_as_done(scene: Scene) -> None:
    assert titles(late(scene)) == LATE
    assert [line.late for line in late(scene)] == [204, 143]
    for unit in (scene.province.library, scene.province.museum):
        scene.say(scene.part("Tổ chức Ngày Sách", unit), "finish")
    assert titles(late(scene)) == LATE[1:]


def test_a_list_is_narrowed_by_unit_stage_time_words_and_field(scene: Scene) -> None:
    def found(**wanted: object) -> list[str]:
        asked = Wanted(**wanted)  # type: ignore[arg-type]  # names of filters
        return titles(queries.lines_of(scene.plan, asked, cast.TODAY))

    scene.say(scene.part("Số hóa"), "begin")
    assert found(stage=Stage.DOING) == ["Số hóa tài liệu địa chí"]
    assert found(unit=scene.province.museum.pk) == ["Số hóa tài liệu địa chí", "Tổ chức Ngày Sách"]
    assert found(time_kind="conditional") == ["Tổ chức phục vụ xe thư viện lưu động"]
    assert found(text="so hoa") == ["Số hóa tài liệu địa chí"]
    assert found(late="late") == LATE
    assert found(group="museum") == []
    assert found(leader="Không ai") == []


def test_a_page_goes_on_after_its_last_line(scene: Scene) -> None:
    lines = queries.lines_of(scene.plan, Wanted(), cast.TODAY)
    first, following = queries.page_of(lines, "", 3)
    second, end = queries.page_of(lines, str(following), 4)
    assert titles(first) + titles(second) == titles(lines)
    assert end is None


def test_the_board_holds_a_units_parts_by_stage(scene: Scene) -> None:
    scene.say(scene.part("Số hóa"), "begin")
    board = queries.board_of(scene.province.library.pk, cast.TODAY)
    told = {stage: [card.part.work.title for card in cards] for stage, cards in board.columns}
    assert told[Stage.DOING] == ["Số hóa tài liệu địa chí"]
    assert told[Stage.NOT_BEGUN][0] == "Tổ chức Ngày Sách"  # the late one first
    assert board.late == 1
    museum = queries.board_of(scene.province.museum.pk, cast.TODAY)
    assert [card.part.work.title for card in museum.helps] == ["Số hóa tài liệu địa chí"]


def test_the_desk_counts_what_is_late_soon_and_told_as_done(
    scene: Scene, librarian: User, officer: User
) -> None:
    before = queries.waiting_for(cast.acting(librarian), date(2026, 4, 24))
    assert (before.late, before.soon, before.next_due) == (0, ((30, 1), (7, 1), (1, 0)), date(2026, 4, 30))
    after = queries.waiting_for(cast.acting(librarian), cast.TODAY)
    assert (after.late, after.coming) == (1, 0)
    scene.say(scene.part("Số hóa"), "finish")
    told = queries.waiting_for(cast.acting(officer), cast.TODAY)
    assert (told.to_confirm, told.late_below) == (1, 2)
    assert [part.work.title for part in queries.to_confirm(cast.acting(officer), cast.TODAY)] == [
        "Số hóa tài liệu địa chí"
    ]
    assert queries.to_confirm(cast.acting(librarian), cast.TODAY) == []


def test_a_stranger_finds_no_work(scene: Scene, stranger: User, librarian: User) -> None:
    work = scene.work("Số hóa")
    assert queries.work_for(cast.acting(librarian), work.pk, cast.TODAY) == work
    for actor in (cast.acting(stranger), VISITOR):
        with pytest.raises(UnknownWork):
            queries.work_for(actor, work.pk, cast.TODAY)
        with pytest.raises(NotFound):
            queries.plan_with_works(actor, scene.plan.code, cast.TODAY)


def test_a_unit_of_another_place_sees_the_work_in_which_it_has_a_part(scene: Scene, stranger: User) -> None:
    work = scene.work("Tuyên truyền")
    actions.add_unit(
        at=cast.NOW,
        actor=SYSTEM,
        work=work,
        seen_revision=1,
        role="executing",
        organisation=scene.province.foreign_library,
    )
    assert queries.work_for(cast.acting(stranger), work.pk, cast.TODAY) == work
    with pytest.raises(UnknownWork):
        queries.work_for(cast.acting(stranger), scene.work("Số hóa").pk, cast.TODAY)


def test_numbers_of_a_plan_are_those_of_the_day(scene: Scene) -> None:
    part = scene.part("Số hóa")
    scene.say(part, "begin", on=date(2026, 3, 2))
    scene.say(part, "finish", on=date(2026, 5, 20))
    march, june = (queries.of_plan(scene.plan, day) for day in (date(2026, 3, 31), date(2026, 6, 15)))
    assert (march.by_stage[Stage.DOING], march.done, march.late) == (1, 0, 0)
    assert (june.by_stage[Stage.DOING], june.done, june.late) == (0, 1, 1)
    assert june.total == sum(june.by_stage.values()) == 7
    assert june.waiting_for_event == 1
    assert queries.stages_on(scene.plan, cast.TODAY)[part.work_id] == scene.work("Số hóa").stage


def test_a_report_takes_sentences_of_what_was_done_and_what_is_late(scene: Scene) -> None:
    scene.say(scene.part("Số hóa"), "finish", on=date(2026, 5, 20))
    with translation.override("en"):
        told = queries.standing(scene.plan, Period.half(2026, 1))
        assert "Done in the period: Số hóa tài liệu địa chí." in told
        assert "1 task is past its day: Tổ chức Ngày Sách." in told
        later = queries.standing(scene.plan, Period.half(2026, 2))
    assert not any("Done in the period" in one for one in later)


def test_the_calendar_gets_last_days_of_these_units_year_after_year(scene: Scene, stranger: User) -> None:
    keys, period = [scene.province.library.pk], Period(date(2026, 1, 1), date(2027, 12, 31))
    found = queries.deadlines(None, keys, period)
    told = [(one.day, one.title) for one in found]
    assert (date(2026, 4, 30), "Tổ chức Ngày Sách") in told
    assert (date(2027, 4, 30), "Tổ chức Ngày Sách") in told
    assert (date(2027, 12, 31), "Hiện đại hóa Thư viện tỉnh") in told
    assert {one.organisation for one in found} == {"Thư viện tỉnh Ba Vàm"}
    assert queries.deadlines(cast.acting(stranger), keys, period) == []


def test_a_letter_names_what_is_late_and_its_printing_is_kept(
    scene: Scene, officer: User, librarian: User
) -> None:
    actor, library = cast.acting(officer), scene.province.library
    letter = actions.print_letter(at=cast.NOW, actor=actor, plan=scene.plan, addressee=library)
    assert [work.title for work in letter.works.all()] == LATE[:1]
    paper = paper_of(letter)
    assert paper.type_name is None  # an official letter has no name of a kind
    assert paper.addressees == ("Thư viện tỉnh Ba Vàm",)
    assert write_docx(paper) == queries.docx_of(letter)
    assert queries.reminded([letter.works.get().pk]) == {letter.works.get().pk: cast.TODAY}
    with pytest.raises(NotAllowed):
        actions.print_letter(at=cast.NOW, actor=cast.acting(librarian), plan=scene.plan)


def test_a_letter_to_all_goes_to_everyone_who_is_late(scene: Scene) -> None:
    letter = actions.print_letter(at=cast.NOW, actor=SYSTEM, plan=scene.plan)
    assert letter.works.count() == 2
    assert "Bảo tàng tỉnh Ba Vàm" in paper_of(letter).addressees


def test_nobody_is_reminded_of_nothing(scene: Scene) -> None:
    with pytest.raises(NothingLate):
        actions.print_letter(
            at=cast.NOW, actor=SYSTEM, plan=scene.plan, addressee=scene.province.commune_library
        )
    assert not Letter.objects.exists()


def test_an_end_of_a_unit_tells_of_its_open_parts(scene: Scene) -> None:
    change = plan_end(scene.province.library, on=date(2026, 12, 1))
    with translation.override("en"):
        words = [one.words for one in effects_of(change) if "open tasks" in one.words]
    assert len(words) == 1
    assert "Thư viện tỉnh Ba Vàm has a part in 4 open tasks" in words[0]
