"""What is known of an institution besides its place in the register: contacts, building, names, posts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations import actions, queries
from densach.organisations.models import Organisation
from densach.organisations.opening import read_week
from densach.organisations.rules import (
    AliasTaken,
    AlreadyEnded,
    Building,
    Contacts,
    NameTakenHere,
    NewVersion,
    PointIncomplete,
    PointOutsideVietNam,
    PostEnded,
    PostTaken,
    PostWithoutPlaces,
    UnknownAlias,
    UnknownPost,
)
from densach.organisations.spelling import NameWithoutLetter, NotAPhone
from densach.people.models import User
from tests import cast
from tests.cast import NOW, SINCE, TODAY, Province

pytestmark = pytest.mark.django_db
VINH_LONG = (Decimal("10.25370"), Decimal("105.97220"))


def told(organisation: Organisation) -> list[str]:
    return list(
        Entry.objects.filter(subject=f"organisation:{organisation.code}")
        .order_by("pk")
        .values_list("act", flat=True)
    )


def write_post(library: Organisation, title: str, number: int, since: date, requirement: str = "") -> None:
    actions.write_post(
        at=NOW,
        actor=SYSTEM,
        organisation=library,
        title=title,
        number=number,
        since=since,
        requirement=requirement,
    )


def test_contacts_and_building_are_written_apart_and_told_in_the_journal(library: Organisation) -> None:
    assert queries.profile_of(library) is None
    contacts = Contacts(
        phone="0270 3822 000", email="tv@bavam.vn", latitude=VINH_LONG[0], longitude=VINH_LONG[1]
    )
    actions.write_contacts(at=NOW, actor=SYSTEM, organisation=library, contacts=contacts)
    actions.write_building(
        at=NOW, actor=SYSTEM, organisation=library, building=Building(floor_area=1200, seats=150)
    )
    profile = queries.profile_of(library)
    assert profile is not None
    assert (profile.phone, profile.latitude, profile.floor_area, profile.seats) == (
        "0270 3822 000",
        VINH_LONG[0],
        1200,
        150,
    )
    assert told(library)[-2:] == ["organisations.contacts_written", "organisations.building_written"]


def test_a_point_is_whole_and_lies_in_viet_nam(library: Organisation) -> None:
    def write(latitude: str | None, longitude: str | None) -> None:
        contacts = Contacts(
            latitude=Decimal(latitude) if latitude else None,
            longitude=Decimal(longitude) if longitude else None,
        )
        actions.write_contacts(at=NOW, actor=SYSTEM, organisation=library, contacts=contacts)

    with pytest.raises(PointIncomplete):
        write("10.25", None)
    # The two swapped, as happens.
    with pytest.raises(PointOutsideVietNam):
        write("105.97", "10.25")
    assert queries.profile_of(library) is None
    write("8.65", "111.92")  # Trường Sa


@pytest.mark.parametrize("phone", ["0270 1", "12345", "gọi anh Ba", "0270 3822 000 (anh Ba)", "+-() ."])
def test_what_cannot_be_dialled_is_no_telephone_number(library: Organisation, phone: str) -> None:
    with pytest.raises(NotAPhone):
        actions.write_contacts(at=NOW, actor=SYSTEM, organisation=library, contacts=Contacts(phone=phone))
    assert queries.profile_of(library) is None


@pytest.mark.parametrize("phone", ["", "0270 3822 000", "(0270) 382.2000", "+84 909-000-111", "1900 1234"])
def test_numbers_are_taken_as_people_write_them(library: Organisation, phone: str) -> None:
    actions.write_contacts(at=NOW, actor=SYSTEM, organisation=library, contacts=Contacts(phone=phone))
    profile = queries.profile_of(library)
    assert profile is not None
    assert profile.phone == phone


@pytest.mark.parametrize("name", ["!!!", "123", "- –", "…"])
def test_a_name_without_a_letter_is_refused_at_a_founding_a_renaming_and_beside(
    library: Organisation, province: Province, name: str
) -> None:
    with pytest.raises(NameWithoutLetter):
        actions.found_point(
            at=NOW, actor=SYSTEM, name=name, kind="reading_room", area=province.commune_area, since=TODAY
        )
    with pytest.raises(NameWithoutLetter):
        actions.change(
            at=NOW,
            actor=SYSTEM,
            organisation=library,
            new=NewVersion(since=TODAY, name=name),
            kind="rename",
        )
    with pytest.raises(NameWithoutLetter):
        actions.add_alias(at=NOW, actor=SYSTEM, organisation=library, alias=name)
    assert queries.history(library)[0].name != name


def test_what_has_ended_is_not_written_any_more(library: Organisation) -> None:
    actions.end(at=NOW, actor=SYSTEM, organisation=library, last_day=date(2026, 6, 30))
    with pytest.raises(AlreadyEnded):
        actions.write_contacts(
            at=NOW, actor=SYSTEM, organisation=library, contacts=Contacts(phone="0270 3822 000")
        )
    with pytest.raises(AlreadyEnded):
        actions.add_alias(at=NOW, actor=SYSTEM, organisation=library, alias="TV")
    with pytest.raises(AlreadyEnded):
        write_post(library, "Thủ thư", 1, TODAY)


def test_a_stranger_writes_nothing(library: Organisation, stranger: User) -> None:
    actor = cast.acting(stranger)
    with pytest.raises(NotAllowed):
        actions.write_contacts(
            at=NOW, actor=actor, organisation=library, contacts=Contacts(phone="0270 3822 000")
        )
    with pytest.raises(NotAllowed):
        actions.add_alias(at=NOW, actor=actor, organisation=library, alias="TV")


def test_another_name_is_found_once_written_and_not_after_it_is_struck_out(library: Organisation) -> None:
    actions.add_alias(at=NOW, actor=SYSTEM, organisation=library, alias="  TVT   Ba Vàm ")
    assert [one.id for one in queries.find_by_name("tvt ba vam", TODAY)] == [library.pk]
    for again in ("tvt ba vam", "Thư viện tỉnh Ba Vàm"):
        with pytest.raises(AliasTaken):
            actions.add_alias(at=NOW, actor=SYSTEM, organisation=library, alias=again)
    actions.remove_alias(at=NOW, actor=SYSTEM, organisation=library, alias="TVT Ba Vàm")
    assert queries.find_by_name("tvt ba vam", TODAY) == []
    with pytest.raises(UnknownAlias):
        actions.remove_alias(at=NOW, actor=SYSTEM, organisation=library, alias="TVT Ba Vàm")
    assert told(library)[-2:] == ["organisations.alias_added", "organisations.alias_removed"]


def test_a_second_one_of_the_same_name_in_the_place_must_be_meant(province: Province) -> None:
    def found(code: str, *, same_name: bool) -> None:
        actions.found(
            at=NOW,
            actor=SYSTEM,
            code=code,
            name="THƯ VIỆN xã An Tiến",
            kind="reading_room",
            level="commune",
            area=province.commune_area,
            since=SINCE,
            parent=province.commune_committee,
            same_name=same_name,
        )

    with pytest.raises(NameTakenHere) as refused:
        found("hai", same_name=False)
    assert refused.value.params["code"] == province.commune_library.code
    found("hai", same_name=True)
    assert len(queries.namesakes("thu vien xa an tien", province.commune_area, TODAY)) == 2


def test_a_post_that_grows_goes_on_as_the_new_one(library: Organisation) -> None:
    write_post(library, "Thủ thư", 3, date(2026, 1, 1), "Đại học ngành thư viện")
    write_post(library, "Thủ thư", 4, date(2026, 7, 1), "Đại học ngành thư viện")
    assert [post.number for post in queries.posts_of(library, date(2026, 6, 30))] == [3]
    assert [post.number for post in queries.posts_of(library, date(2026, 7, 1))] == [4]
    with pytest.raises(PostTaken):
        write_post(library, "Thủ thư", 5, date(2026, 7, 1))
    with pytest.raises(PostWithoutPlaces):
        write_post(library, "Bảo vệ", 0, TODAY)


def test_a_post_ends_once_and_not_before_it_began(library: Organisation, province: Province) -> None:
    write_post(library, "Thủ thư", 3, date(2026, 1, 1))
    (post,) = queries.posts_of(library, TODAY)

    def end(of: Organisation, last_day: date) -> None:
        actions.end_post(at=NOW, actor=SYSTEM, organisation=of, post_id=post.pk, last_day=last_day)

    with pytest.raises(UnknownPost):
        end(province.museum, TODAY)
    with pytest.raises(PostEnded):
        end(library, date(2025, 12, 31))
    end(library, date(2026, 6, 30))
    assert queries.posts_of(library, date(2026, 7, 1)) == []
    with pytest.raises(PostEnded):
        end(library, TODAY)


def test_a_point_is_entered_whole_in_one_act(province: Province) -> None:
    made = actions.found_point(
        at=NOW,
        actor=SYSTEM,
        name="Tủ sách Ấp 3",
        kind="reading_room",
        area=province.commune_area,
        since=date(2026, 11, 1),
        seat="Nhà ông trưởng ấp",
        contacts=Contacts(phone="0909 000 111"),
        week=read_week("Thứ Hai – Thứ Sáu: 7:30–11:00"),
        keeper="Trưởng ấp 3",
    )
    one = queries.named(made, TODAY)
    assert (made.code, one.level, one.parent_id) == ("tu-sach-ap-3", "commune", province.commune_library.pk)
    assert [post.title for post in queries.posts_of(made, TODAY)] == ["Trưởng ấp 3"]
    assert queries.is_open(made, date(2026, 11, 20))
    again = actions.found_point(
        at=NOW, actor=SYSTEM, name="Tủ sách Ấp 3", kind="club", area=province.other_commune_area, since=TODAY
    )
    assert again.code == "tu-sach-ap-3-2"
