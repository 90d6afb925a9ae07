"""The register through time: founding, changing, ending, and reading it as it was."""

from __future__ import annotations

from datetime import date

import pytest

from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations import actions, queries
from densach.organisations.models import Organisation
from densach.organisations.rules import (
    AlreadyEnded,
    CodeTaken,
    NewVersion,
    ParentIsBelow,
    UnknownArea,
    UnknownOrganisation,
    VersionTooEarly,
    running_case,
)
from densach.people.models import User
from tests import cast
from tests.cast import NOW, SINCE, TODAY, Province

NEW_DAY = date(2026, 3, 1)


def rename(organisation: Organisation, name: str, since: date = NEW_DAY, **more: str) -> None:
    actions.change(
        at=NOW, actor=SYSTEM, organisation=organisation, new=NewVersion(since=since, name=name, **more)
    )


def test_a_change_keeps_the_past_as_it_was(library: Organisation) -> None:
    rename(library, "Thư viện tổng hợp tỉnh Ba Vàm", legal_basis="12/QĐ-UBND")
    assert queries.named(library, date(2026, 2, 28)).name == "Thư viện tỉnh Ba Vàm"
    assert queries.named(library, NEW_DAY).name == "Thư viện tổng hợp tỉnh Ba Vàm"
    newest, first = queries.history(library)
    assert (first.valid_to, newest.valid_from) == (date(2026, 2, 28), NEW_DAY)
    assert (newest.kind, newest.parent_id, newest.legal_basis) == (first.kind, first.parent_id, "12/QĐ-UBND")


def test_a_change_cannot_begin_before_the_present_version(library: Organisation) -> None:
    rename(library, "Thư viện tổng hợp tỉnh Ba Vàm")
    for day in (NEW_DAY, date(2026, 2, 1), SINCE):
        with pytest.raises(VersionTooEarly):
            rename(library, "Thư viện khác", since=day)
    assert len(queries.history(library)) == 2


def test_a_unit_cannot_be_moved_under_its_own_units(province: Province) -> None:
    new = NewVersion(since=NEW_DAY, parent_code=province.library.code)
    with pytest.raises(ParentIsBelow):
        actions.change(at=NOW, actor=SYSTEM, organisation=province.department, new=new)
    with pytest.raises(ParentIsBelow):
        actions.change(
            at=NOW,
            actor=SYSTEM,
            organisation=province.library,
            new=NewVersion(since=NEW_DAY, parent_code="tv-ba-vam"),
        )


def test_a_move_to_another_parent_holds_from_its_day(province: Province) -> None:
    new = NewVersion(since=NEW_DAY, parent_code=province.department.code)
    actions.change(at=NOW, actor=SYSTEM, organisation=province.commune_library, new=new)
    assert province.commune_library.pk not in queries.subtree_ids(province.department, date(2026, 2, 28))
    assert province.commune_library.pk in queries.subtree_ids(province.department, NEW_DAY)
    assert queries.ancestor_ids(province.commune_library, TODAY) == [
        province.commune_library.pk,
        province.department.pk,
        province.committee.pk,
    ]


def test_what_ended_is_not_alive_but_still_has_its_name(library: Organisation) -> None:
    actions.end(at=NOW, actor=SYSTEM, organisation=library, last_day=date(2026, 6, 30))
    assert library.pk in {one.id for one in queries.alive(date(2026, 6, 30))}
    assert library.pk not in {one.id for one in queries.alive(date(2026, 7, 1))}
    assert queries.named(library, TODAY).name == "Thư viện tỉnh Ba Vàm"
    with pytest.raises(AlreadyEnded):
        rename(library, "Thư viện khác")
    with pytest.raises(AlreadyEnded):
        actions.end(at=NOW, actor=SYSTEM, organisation=library, last_day=TODAY)


def test_nothing_ends_before_it_began(library: Organisation) -> None:
    with pytest.raises(VersionTooEarly):
        actions.end(at=NOW, actor=SYSTEM, organisation=library, last_day=date(2020, 5, 1))
    assert queries.history(library)[0].valid_to is None


def test_an_end_names_who_went_on(province: Province) -> None:
    actions.end(
        at=NOW,
        actor=SYSTEM,
        organisation=province.other_commune_library,
        last_day=date(2026, 6, 30),
        successor=province.commune_library,
        legal_basis="Nghị quyết 3",
    )
    (after,) = queries.successions_of(province.other_commune_library)
    (before,) = queries.origins_of(province.commune_library)
    assert after.successor == province.commune_library
    assert before.predecessor == province.other_commune_library
    assert (after.on, after.kind, after.legal_basis) == (date(2026, 7, 1), "merge", "Nghị quyết 3")


def test_a_code_is_given_once(province: Province) -> None:
    with pytest.raises(CodeTaken) as refused:
        cast.an_organisation(
            "tv-ba-vam", "Thư viện nữa", "public_library", "province", province.area, province.department
        )
    assert refused.value.params == {"code": "tv-ba-vam"}


def test_an_unknown_code_is_told_as_such(db: None) -> None:
    with pytest.raises(UnknownOrganisation):
        queries.by_code("khong-co")
    with pytest.raises(UnknownArea):
        queries.area_by_code("khong-co")


def test_the_register_is_kept_only_by_who_may(province: Province, librarian: User, officer: User) -> None:
    def found(actor: User, code: str, parent: Organisation) -> None:
        actions.found(
            at=NOW,
            actor=cast.acting(actor),
            code=code,
            name="Phòng đọc",
            kind="reading_room",
            level="commune",
            area=province.commune_area,
            since=SINCE,
            parent=parent,
        )

    with pytest.raises(NotAllowed):
        found(librarian, "phong-doc-1", province.library)
    with pytest.raises(NotAllowed):
        found(officer, "phong-doc-2", province.foreign_department)
    found(officer, "phong-doc-3", province.department)
    assert queries.by_code("phong-doc-3").pk in queries.subtree_ids(province.department, TODAY)


@pytest.mark.parametrize("text", ["Thư viện tỉnh Ba Vàm", "thu vien tinh ba vam", "THƯ VIỆN TỈNH BA VÀM."])
def test_a_name_is_found_with_and_without_accents(province: Province, text: str) -> None:
    assert queries.find_by_name(text, TODAY)[0].id == province.library.pk


def test_a_name_on_paper_may_be_an_abbreviation(province: Province) -> None:
    assert [one.id for one in queries.find_by_name("Sở VHTTDL", TODAY)] == [province.department.pk]
    assert queries.find_by_name("Bảo tàng tỉnh", TODAY)[0].id == province.museum.pk


def test_a_name_is_looked_for_inside_a_place(province: Province) -> None:
    everywhere = {one.code for one in queries.find_by_name("Thư viện tỉnh", TODAY)}
    assert everywhere == {"tv-ba-vam", "tv-cuu-ha"}
    assert [
        one.code for one in queries.find_by_name("Thư viện tỉnh", TODAY, within=province.foreign_area)
    ] == ["tv-cuu-ha"]
    assert queries.find_by_name("  ", TODAY) == []


def test_places_that_went_wholly_into_an_area_count_as_it_now(province: Province) -> None:
    for code, name in (("cu-1", "Tỉnh Cũ Một"), ("cu-2", "Tỉnh Cũ Hai")):
        old = cast.an_area(code, name, "province", "province", province.nation)
        actions.write_area_succession(
            at=NOW, actor=SYSTEM, predecessor=old, successor=province.area, on=SINCE, kind="merge"
        )
    older = cast.an_area("xua", "Tỉnh Xưa", "province", "province", province.nation)
    actions.write_area_succession(
        at=NOW,
        actor=SYSTEM,
        predecessor=older,
        successor=queries.area_by_code("cu-1"),
        on=date(1997, 1, 1),
        kind="merge",
    )
    codes = ("ba-vam", "cu-1", "cu-2", "xua")
    assert set(queries.as_now_area_ids(province.area)) == {queries.area_by_code(code).pk for code in codes}
    assert queries.as_now_area_ids(province.foreign_area) == [province.foreign_area.pk]


def test_an_area_knows_what_lies_in_it_and_around_it(province: Province) -> None:
    within = {province.area.pk, province.commune_area.pk, province.other_commune_area.pk}
    assert set(queries.area_ids_within(province.area, TODAY)) == within
    assert queries.area_ids_within(province.area, date(2025, 6, 30)) == [province.area.pk]
    assert queries.ancestors_of_area(province.commune_area.pk, TODAY) == [
        province.commune_area.pk,
        province.area.pk,
        province.nation.pk,
    ]


def test_the_list_pages_by_key_without_losing_or_doubling_anybody(province: Province) -> None:
    seen: list[str] = []
    after = ""
    while page := queries.search(TODAY, after=after, limit=3):
        seen += [one.code for one, _key in page]
        after = page[-1][1]
    assert len(seen) == len(set(seen)) == Organisation.objects.count()


def test_the_list_finds_other_names_too(province: Province) -> None:
    assert [one.code for one, _key in queries.search(TODAY, text="so vhttdl")] == ["so-vhttdl-ba-vam"]


def test_a_damaged_page_key_is_no_crash(province: Province) -> None:
    assert queries.search(TODAY, after="zzz~1; drop") == []


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH BA VÀM", "Ủy ban nhân dân tỉnh Ba Vàm"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ LONG GIANG", "Ủy ban nhân dân thành phố Long Giang"),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
        ("UBND tỉnh Ba Vàm", "UBND tỉnh Ba Vàm"),
        ("", ""),
    ],
)
def test_a_name_in_capitals_is_told_in_running_case(written: str, told: str) -> None:
    assert running_case(written) == told


def test_a_name_on_a_paper_is_spelt_as_in_the_register(library: Organisation) -> None:
    assert queries.as_registered("THƯ VIỆN TỈNH BA VÀM", TODAY) == "Thư viện tỉnh Ba Vàm"
    assert queries.as_registered("THƯ VIỆN", TODAY) == "Thư viện"
