"""A file of institutions: what becomes of each row, what is written, and that it can be taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from densach.intake import actions
from densach.intake.queries import questions
from densach.intake.sheets import LEFT_OUT
from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations import queries
from densach.organisations.actions import write_area_succession
from densach.organisations.models import (
    ActPart,
    ActState,
    Organisation,
    OrganisationAlias,
    OrganisationVersion,
    Profile,
    RegisterAct,
)
from densach.people.models import User
from tests.cast import NOW, Province, acting, an_area
from tests.intake.sending import answers, ids, row, rows_of, send

pytestmark = pytest.mark.django_db


def take_in(batch: Any) -> int:
    return actions.take_in(at=NOW, actor=SYSTEM, batch=batch)


def undo(batch: Any) -> int:
    return actions.undo(at=NOW, actor=SYSTEM, batch=batch)


def the_register() -> dict[str, list[Any]]:
    """All that a file can write, as values; acts and the journal only grow."""
    return {
        "organisations": list(Organisation.objects.order_by("code").values_list("pk", "code")),
        "versions": list(OrganisationVersion.objects.order_by("pk").values_list()),
        "aliases": list(OrganisationAlias.objects.order_by("pk").values_list()),
        "profiles": list(
            Profile.objects.order_by("pk").values_list(
                "organisation", "phone", "email", "website", "latitude"
            )
        ),
        "parts": list(ActPart.objects.filter(act__state=ActState.DONE).order_by("pk").values_list()),
    }


def test_a_dry_run_writes_nothing_into_the_register(province: Province) -> None:
    before = the_register()
    batch = send([row("Phòng đọc ấp Một"), row("Phòng đọc ấp Hai")], province.department)
    assert answers(batch) == ["new", "new"]
    assert the_register() == before


def test_a_new_institution_is_founded_as_if_entered_by_hand(province: Province) -> None:
    batch = send(
        [row("Phòng đọc ấp Một", phone="0294 1234", aliases="PĐ ấp Một; Tủ sách ấp Một")], province.department
    )
    assert take_in(batch) == 1
    made = queries.by_code("phong-doc-ap-mot")
    version = queries.history(made)[0]
    assert (version.kind, version.level, version.area) == ("reading_room", "commune", province.commune_area)
    assert version.parent == province.commune_library
    assert version.valid_from == date(2026, 3, 1)
    assert sorted(queries.aliases_of(made)) == ["PĐ ấp Một", "Tủ sách ấp Một"]
    assert Profile.objects.get(organisation=made).phone == "0294 1234"
    part = ActPart.objects.get(organisation=made)
    assert (part.founded, part.opened, part.act.kind) == (True, version, "found")
    assert Entry.objects.filter(act="organisations.founded", organisation_code=made.code).count() == 1
    assert Entry.objects.filter(act="intake.taken_in").count() == 1


@pytest.mark.parametrize(
    ("kind", "words", "place"),
    [
        ("reading_room", "phòng đọc", "Xã An Tiến"),
        ("post_office_point", "điểm bưu điện văn hóa xã", "Xã An Tiến"),
        ("club", "câu lạc bộ", "Xã An Tiến"),
        ("museum", "bảo tàng", "Tỉnh Ba Vàm"),
    ],
)
def test_a_row_that_names_no_parent_stands_where_the_form_would_put_it(
    province: Province, kind: str, words: str, place: str
) -> None:
    take_in(send([row("Nơi mới", words, place)], province.department))
    version = queries.history(queries.by_code("noi-moi"))[0]
    assert version.parent is not None
    assert version.parent == queries.natural_parent(kind, version.level, version.area, NOW.date())


def test_a_place_outside_without_anything_around_it_is_told_without_a_stray_comma(province: Province) -> None:
    batch = send([row("A", place="Tỉnh Cửu Hà")], province.department)
    assert rows_of(batch)[0].said[0][1]["found"] == "Tỉnh Cửu Hà"


def test_what_the_register_knows_already_is_the_same_or_changed_field_by_field(province: Province) -> None:
    batch = send(
        [
            row("Thư viện xã An Tiến", "thư viện", since=""),
            row("THƯ VIỆN XÃ LONG ĐIỀN", "thư viện", "Xã Long Điền", since="", phone="0294 5555"),
            row("Thư viện tỉnh Bà Vàm", "thư viện", "Tỉnh Ba Vàm", code="tv-ba-vam", since=""),
        ],
        province.department,
    )
    assert answers(batch) == ["same", "changed", "changed"]
    _same, reach, name = rows_of(batch)
    assert [one[1]["column"] for one in reach.said] == ["phone"]
    assert [(one[1]["before"], one[1]["after"]) for one in name.said] == [
        ("Thư viện tỉnh Ba Vàm", "Thư viện tỉnh Bà Vàm")
    ]


def test_a_change_begins_a_new_version_and_leaves_the_past_as_it_was(province: Province) -> None:
    batch = send(
        [row("Thư viện Bà Vàm", "thư viện", "Tỉnh Ba Vàm", code="tv-ba-vam", since="")], province.department
    )
    take_in(batch)
    now, before = queries.history(province.library)
    assert (now.name, now.valid_from) == ("Thư viện Bà Vàm", date(2026, 11, 20))
    assert (before.name, before.valid_to) == ("Thư viện tỉnh Ba Vàm", date(2026, 11, 19))
    assert RegisterAct.objects.filter(kind="rename", state="done").count() == 1


def test_a_change_cannot_begin_before_the_present_version(province: Province) -> None:
    batch = send(
        [row("Tên khác", "thư viện", "Tỉnh Ba Vàm", code="tv-ba-vam", since="")],
        province.department,
        since="2020-06-01",
    )
    assert answers(batch) == ["refused"]
    assert ids(rows_of(batch)[0]) == ["organisations.version_too_early"]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (row(""), "intake.empty_cell"),
        (row("A" * 201), "intake.too_long"),
        (row("A", "cái gì đó"), "intake.unknown_word"),
        (row("A", since="30/2/2026"), "impossible_date"),
        (row("A", since="hôm qua"), "invalid_date"),
        (row("A", place="Xã Không Có"), "sheets.no_such_area"),
        (row("A", place="Tỉnh Cửu Hà"), "sheets.outside_territory"),
        (row("A", parent="Ủy ban nào đó"), "sheets.no_such_parent"),
        (row("A", code="Mã Có Dấu"), "intake.code_not_allowed"),
        (row("A", code="tv-cuu-ha"), "sheets.code_elsewhere"),
        (row("A", "sở"), "organisations.level_does_not_fit"),
        (row("A", since="#REF!"), "intake.formula_error"),
        (row("A", since="45900"), "intake.day_number"),
        (row("A", since="01/01/0001"), "organisations.day_out_of_reach"),
        (row("A", since="01/09/9999"), "organisations.day_out_of_reach"),
        (row("A", phone="0270 1"), "organisations.not_a_phone"),
        (row("!!!"), "organisations.name_without_letter"),
    ],
)
def test_what_cannot_be_is_refused_at_its_row_in_words(province: Province, bad: Any, said: str) -> None:
    batch = send([bad, row("Phòng đọc tốt")], province.department)
    assert answers(batch) == ["refused", "new"]
    assert said in ids(rows_of(batch)[0])


def test_the_day_that_a_bare_number_of_a_spreadsheet_would_be_is_told(province: Province) -> None:
    batch = send([row("A", since="45900")], province.department)
    (said,) = rows_of(batch)[0].said
    assert (said[0], said[1]["day"]) == ("intake.day_number", "2025-08-31")


def test_neither_a_code_nor_a_name_stands_twice_in_a_file(province: Province) -> None:
    batch = send(
        [
            row("Phòng đọc A", code="pd-a"),
            row("Phòng đọc B", code="pd-a"),
            row("phòng đọc a"),
            row("Phòng đọc C"),
        ],
        province.department,
    )
    assert answers(batch) == ["new", "refused", "refused", "new"]
    assert ids(rows_of(batch)[1]) == ["sheets.code_twice"]
    assert ids(rows_of(batch)[2]) == ["sheets.row_twice"]


def test_a_parent_may_come_later_in_the_same_file(province: Province) -> None:
    batch = send(
        [
            row("Câu lạc bộ sách", "câu lạc bộ", parent="Nhà văn hóa ấp Ba"),
            row("Nhà văn hóa ấp Ba", "nhà văn hóa ấp"),
        ],
        province.department,
    )
    assert answers(batch) == ["new", "new"]
    take_in(batch)
    club, house = queries.by_code("cau-lac-bo-sach"), queries.by_code("nha-van-hoa-ap-ba")
    assert queries.history(club)[0].parent == house
    assert queries.history(house)[0].level == "hamlet"


def test_whoever_stands_under_a_refused_row_is_refused_too(province: Province) -> None:
    batch = send(
        [
            row("Câu lạc bộ sách", "câu lạc bộ", parent="Nhà văn hóa ấp Ba"),
            row("Nhà văn hóa ấp Ba", "nhà văn hóa ấp", since="31/6/2026"),
        ],
        province.department,
    )
    assert answers(batch) == ["refused", "refused"]


def test_a_circle_is_refused_in_the_file_and_with_the_register(province: Province) -> None:
    batch = send(
        [
            row("Nhà A", "nhà văn hóa", parent="Nhà B"),
            row("Nhà B", "nhà văn hóa", parent="Nhà A"),
            row("Ủy ban nhân dân xã An Tiến", "UBND", code="ubnd-an-tien", parent="tv-an-tien", since=""),
        ],
        province.department,
    )
    assert answers(batch) == ["refused"] * 3
    assert [ids(one)[0] for one in rows_of(batch)] == ["sheets.circle"] * 3


def an_older_place(province: Province) -> str:
    """A place of before the reform, which became the commune."""
    old = an_area("ba-vam.my-long-bac", "Xã Mỹ Long Bắc", "rural_commune", "commune", province.area)
    old.versions.update(valid_from=date(2008, 8, 1), valid_to=date(2025, 6, 30))
    write_area_succession(
        at=NOW,
        actor=SYSTEM,
        predecessor=old,
        successor=province.commune_area,
        on=date(2025, 7, 1),
        kind="merge",
    )
    return "Xã Mỹ Long Bắc"


def test_an_older_place_is_asked_once_for_all_rows_that_name_it(province: Province) -> None:
    older = an_older_place(province)
    batch = send(
        [row("Phòng đọc A", place=older), row("Phòng đọc B", place="xa my long bac")],
        province.department,
    )
    assert answers(batch) == ["question", "question"]
    (asked,) = questions(batch)
    assert asked.numbers == (2, 3)
    assert [value for value, _label, _why in asked.choices] == ["ba-vam.an-tien"]
    actions.answer(at=NOW, actor=SYSTEM, batch=batch, answers={asked.key: "ba-vam.an-tien"})
    assert answers(batch) == ["new", "new"]
    take_in(batch)
    assert queries.history(queries.by_code("phong-doc-a"))[0].area == province.commune_area


def test_an_answer_that_was_not_proposed_is_not_heard(province: Province) -> None:
    batch = send([row("Thư viện xã An Tiến", "bảo tàng")], province.department)
    (asked,) = questions(batch)
    actions.answer(at=NOW, actor=SYSTEM, batch=batch, answers={asked.key: "tv-cuu-ha"})
    assert answers(batch) == ["question"]
    actions.answer(at=NOW, actor=SYSTEM, batch=batch, answers={asked.key: "~"})
    assert answers(batch) == ["new"]


def test_another_place_of_the_territory_is_heard_and_none_outside_it(province: Province) -> None:
    batch = send([row("Phòng đọc A", place=an_older_place(province))], province.department)
    (asked,) = questions(batch)
    actions.answer(at=NOW, actor=SYSTEM, batch=batch, answers={asked.key: "cuu-ha"})
    assert answers(batch) == ["question"]
    actions.answer(at=NOW, actor=SYSTEM, batch=batch, answers={asked.key: "ba-vam.long-dien"})
    assert answers(batch) == ["new"]
    take_in(batch)
    assert queries.history(queries.by_code("phong-doc-a"))[0].area == province.other_commune_area


def test_rows_left_out_by_hand_are_not_written_nor_whoever_would_stand_under_them(province: Province) -> None:
    batch = send(
        [
            row("Nhà văn hóa A", "nhà văn hóa", an_older_place(province)),
            row("Câu lạc bộ A", "câu lạc bộ", parent="Nhà văn hóa A"),
            row("Câu lạc bộ B", "câu lạc bộ"),
        ],
        province.department,
    )
    (asked,) = questions(batch)
    actions.answer(at=NOW, actor=SYSTEM, batch=batch, answers={asked.key: LEFT_OUT})
    assert answers(batch) == ["refused", "refused", "new"]
    assert ids(rows_of(batch)[0]) == ["intake.left_out_by_hand"]
    assert questions(batch) == []
    assert take_in(batch) == 1


def test_a_file_is_sent_only_for_a_place_in_ones_care(
    province: Province, officer: User, stranger: User
) -> None:
    assert answers(send([row("Phòng đọc A")], province.department, acting(officer))) == ["new"]
    for place in (province.department, province.commune_committee):
        with pytest.raises(NotAllowed):
            send([row("Phòng đọc B")], place, acting(stranger))


def test_a_commune_brings_in_nothing_outside_the_commune(province: Province, officer: User) -> None:
    batch = send(
        [
            row("Phòng đọc A"),
            row("Phòng đọc B", place="Xã Long Điền"),
            row("Phòng đọc C", place="Tỉnh Ba Vàm"),
        ],
        province.commune_committee,
        acting(officer),
    )
    assert answers(batch) == ["new", "refused", "refused"]


def test_nobody_is_put_under_a_body_that_is_not_in_ones_care(province: Province, officer: User) -> None:
    batch = send([row("Phòng đọc A", parent="UBND tỉnh")], province.department, acting(officer))
    assert ids(rows_of(batch)[0]) == ["sheets.parent_not_yours"]


def test_schools_bring_their_libraries_along(province: Province) -> None:
    batch = send(
        [
            ("Trường Tiểu học An Tiến", "tiểu học", "Xã An Tiến", "có"),
            ("Trường THPT B", "THPT", "Xã Long Điền", ""),
        ],
        province.department,
        sheet="schools",
        head=("Tên trường", "Bậc học", "Xã, phường", "Có thư viện"),
    )
    assert answers(batch) == ["new", "new"]
    take_in(batch)
    library = queries.by_code("thu-vien-truong-tieu-hoc-an-tien")
    version = queries.history(library)[0]
    assert version.kind == "school_library"
    assert version.parent == queries.by_code("truong-tieu-hoc-an-tien")
    undo(batch)
    assert not Organisation.objects.filter(code__contains="truong").exists()
