"""The forms of founding and of the profile, as people fill them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from densach.kernel.errors import NotAllowed
from densach.organisations import actions, queries
from densach.organisations.models import Organisation, RegisterAct
from densach.people.models import User
from tests import cast
from tests.cast import NOW, TODAY, Province
from tests.stage import SignedIn

POINT = reverse("organisations:found_point")
FOUND = reverse("organisations:found")


def part(name: str, organisation: Organisation, *more: int) -> str:
    return reverse(f"organisations:{name}", args=[organisation.code, *more])


def light(**changed: str) -> dict[str, str]:
    return {
        "kind": "reading_room",
        "name": "Tủ sách Ấp 3",
        "area": "Xã An Tiến",
        "seat": "Nhà văn hóa ấp 3",
        "keeper": "Trưởng ấp 3",
        "phone": "0909 000 111",
        "opening": "Thứ Hai – Thứ Sáu: 7:30–11:00",
        "since": "2026-11-01",
        **changed,
    }


def test_a_point_is_entered_in_one_short_form(officer: User, province: Province) -> None:
    response = SignedIn(officer).post(POINT, light())
    assert response.status_code == 302
    made = queries.by_code("tu-sach-ap-3")
    assert queries.named(made, TODAY).parent_id == province.commune_library.pk
    profile = queries.profile_of(made)
    assert profile is not None
    assert (profile.phone, profile.about) == ("0909 000 111", "")
    assert queries.is_open(made, date(2026, 11, 20))
    assert [post.title for post in queries.posts_of(made, TODAY)] == ["Trưởng ấp 3"]


def test_opening_words_that_are_no_timetable_are_kept_as_words(officer: User, province: Province) -> None:
    SignedIn(officer).post(POINT, light(opening="Khi có người trực", area="an tien"))
    made = queries.by_code("tu-sach-ap-3")
    profile = queries.profile_of(made)
    assert profile is not None
    assert profile.about == "Khi có người trực"
    assert queries.timetables_of(made) == []


def test_a_second_point_of_the_same_name_is_asked_about_and_then_entered(
    officer: User, province: Province
) -> None:
    client = SignedIn(officer)
    client.post(POINT, light())
    refused = client.post(POINT, light())
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Đã có “Tủ sách Ấp 3” tại Xã An Tiến" in page
    assert "Đây là một cơ sở khác trùng tên" in page
    assert client.post(POINT, light(same_name="on")).status_code == 302
    assert len(queries.namesakes("Tủ sách Ấp 3", province.commune_area, TODAY)) == 2


@pytest.mark.parametrize("area", ["Xã Không Có", "Tỉnh Cửu Hà", ""])
def test_a_place_beyond_one_s_own_communes_is_refused_at_its_field(
    officer: User, province: Province, area: str
) -> None:
    response = SignedIn(officer).post(POINT, light(area=area))
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"area"}


def test_people_who_keep_no_register_enter_nothing(librarian: User, province: Province) -> None:
    for url in (POINT, FOUND):
        assert SignedIn(librarian).get(url).status_code == 403
        assert SignedIn(librarian).post(url, light()).status_code == 403


def test_the_full_form_takes_all_that_is_known_at_once(officer: User, province: Province) -> None:
    told = {
        "name": "Bảo tàng Lúa gạo",
        "kind": "museum",
        "rank": "2",
        "area": "ba vam",
        "seat": "12 Lê Lợi",
        "since": "2026-03-01",
        "phone": "0270 3822 001",
        "point": "10.2537, 105.9722",
        "floor_area": "1.250",
        "seats": "200",
        "aliases": "BT Lúa gạo",
        "legal_basis": "12/QĐ-UBND",
        "paper": SimpleUploadedFile("quyet-dinh.pdf", b"%PDF-1.4\n%%EOF"),
    }
    assert SignedIn(officer).post(FOUND, told).status_code == 302
    made = queries.by_code("bao-tang-lua-gao")
    version, profile = queries.history(made)[0], queries.profile_of(made)
    assert (version.level, version.rank, version.seat) == ("province", "2", "12 Lê Lợi")
    assert version.parent == province.department
    assert profile is not None
    assert (profile.latitude, profile.floor_area, profile.seats) == (Decimal("10.25370"), 1250, 200)
    act = RegisterAct.objects.get(parts__organisation=made)
    assert act.paper is not None
    assert act.paper.name == "quyet-dinh.pdf"


def test_what_does_not_fit_is_refused_in_words_and_nothing_is_lost(officer: User, province: Province) -> None:
    told = {
        "name": "Câu lạc bộ",
        "kind": "club",
        "rank": "2",
        "area": "ba-vam.an-tien",
        "since": "2026-03-01",
    }
    response = SignedIn(officer).post(FOUND, told)
    assert response.status_code == 422
    page = response.content.decode()
    assert "“hạng II” không phù hợp: câu lạc bộ ở cấp này không có hạng đó." in page
    assert 'value="Câu lạc bộ"' in page


def test_contacts_and_building_are_kept_by_their_forms(officer: User, library: Organisation) -> None:
    client = SignedIn(officer)
    told = {
        "phone": "0270 3822",
        "website": "tv.bavam.vn",
        "point": "10,25; 105,97",
        "about": "Có phòng thiếu nhi",
    }
    assert client.post(part("profile", library), told).status_code == 302
    assert client.post(part("building", library), {"land_area": "2.400", "seats": ""}).status_code == 302
    profile = queries.profile_of(library)
    assert profile is not None
    assert (profile.website, profile.longitude) == ("https://tv.bavam.vn", Decimal("105.97"))
    assert (profile.land_area, profile.seats) == (2400, None)
    page = client.get(part("profile", library)).content.decode()
    assert "10.25000, 105.97000" in page
    refused = client.post(part("profile", library), {"point": "105.97, 10.25"})
    assert "nằm ngoài Việt Nam" in refused.content.decode()
    assert client.post(part("profile", library), {"point": "gần chợ"}).status_code == 422


def test_a_week_is_typed_day_by_day_and_told_in_one_line(officer: User, library: Organisation) -> None:
    client = SignedIn(officer)
    hours = {f"day_{day}": "7:30–11:30, 13h30 - 17h" for day in range(1, 6)}
    url = part("opening", library)
    assert client.post(url, {"since": "2026-11-01", **hours}).status_code == 302
    page = client.get(url).content.decode()
    assert "Thứ Hai – Thứ Sáu: 7:30–11:30, 13:30–17:00; Thứ Bảy, Chủ nhật nghỉ" in page
    assert 'value="7:30–11:30, 13:30–17:00"' in page
    refused = client.post(url, {"since": "2026-11-01", "day_1": "buổi sáng"})
    assert "“buổi sáng” không phải là giờ" in refused.content.decode()
    overlap = client.post(url, {"since": "2026-11-01", "day_1": "7:00-9:00, 8:00-10:00"})
    assert "Thứ Hai: 7:00–9:00 và 8:00–10:00 chồng lên nhau" in overlap.content.decode()
    assert client.post(part("remove_timetable", library), {"since": "2026-11-01"}).status_code == 302
    assert queries.timetables_of(library) == []


def test_days_closed_posts_and_names_are_added_and_struck_out(officer: User, library: Organisation) -> None:
    client = SignedIn(officer)
    closures = part("closures", library)
    assert client.post(closures, {"first_day": "2031-01-01", "reason": "Tết Dương lịch"}).status_code == 302
    (row,) = queries.closures_of(library)
    assert row.last_day == date(2031, 1, 1)
    assert "Tết Dương lịch" in client.get(closures).content.decode()
    again = client.post(closures, {"first_day": "2031-01-01", "reason": "Sửa mái"})
    assert "Đã ghi nghỉ từ 01/01/2031 đến 01/01/2031 (Tết Dương lịch)" in again.content.decode()
    assert client.post(part("reopen", library, row.pk)).status_code == 302
    assert queries.closures_of(library) == []

    post = {"title": "Thủ thư", "number": "4", "requirement": "Đại học", "since": "2026-01-01"}
    assert client.post(part("posts", library), post).status_code == 302
    assert "Thủ thư" in client.get(part("posts", library)).content.decode()
    none = client.post(part("posts", library), {**post, "title": "Bảo vệ", "number": "0"})
    assert "phải có ít nhất một người" in none.content.decode()
    (kept,) = queries.posts_of(library, TODAY)
    assert client.post(part("end_post", library, kept.pk), {"last_day": "2026-10-31"}).status_code == 302
    assert queries.posts_of(library, TODAY) == []

    assert client.post(part("names", library), {"alias": "TVT Ba Vàm"}).status_code == 302
    assert "TVT Ba Vàm" in client.get(part("names", library)).content.decode()
    assert client.post(part("remove_name", library), {"alias": "TVT Ba Vàm"}).status_code == 302
    assert "TVT Ba Vàm" not in queries.aliases_of(library)


@pytest.mark.parametrize("name", ["profile", "building", "opening", "closures", "posts", "names"])
def test_a_stranger_opens_no_part_of_a_profile(stranger: User, library: Organisation, name: str) -> None:
    assert SignedIn(stranger).get(part(name, library)).status_code == 403


def test_a_commune_s_officer_enters_points_in_the_own_commune_only(
    commune_officer: User, province: Province
) -> None:
    client = SignedIn(commune_officer)
    page = client.get(POINT).content.decode()
    assert 'value="Xã An Tiến"' in page
    assert "Long Điền" not in page
    assert client.post(POINT, light()).status_code == 302
    assert queries.named(queries.by_code("tu-sach-ap-3"), TODAY).area_id == province.commune_area.pk
    assert client.post(POINT, light(name="Tủ sách khác", area="ba-vam.long-dien")).status_code == 422
    with pytest.raises(NotAllowed):
        actions.found_point(
            at=NOW,
            actor=cast.acting(commune_officer),
            name="Tủ sách khác",
            kind="reading_room",
            area=province.other_commune_area,
            since=TODAY,
        )


def test_a_unit_keeps_its_own_profile_but_not_its_names_nor_another_s(
    librarian: User, library: Organisation, museum: Organisation
) -> None:
    client = SignedIn(librarian)
    assert client.post(part("building", library), {"seats": "90"}).status_code == 302
    page = client.get(part("building", library)).content.decode()
    assert part("names", library) not in page
    assert client.get(part("names", library)).status_code == 403
    assert client.post(part("building", museum), {"seats": "90"}).status_code == 403
