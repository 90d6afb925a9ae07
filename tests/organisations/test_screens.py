"""The register's screens: its list, one organisation, and the three forms."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.organisations import actions, queries
from densach.organisations.models import Organisation
from densach.organisations.rules import NewVersion
from densach.people.models import User
from tests import cast
from tests.cast import NOW, Province
from tests.stage import SignedIn

LIST = reverse("organisations:list")


def filled(**changed: str) -> dict[str, str]:
    return {
        "name": "Phòng đọc xã An Tiến",
        "kind": "reading_room",
        "level": "commune",
        "parent": "so-vhttdl-ba-vam",
        "area": "ba-vam.an-tien",
        "since": "2026-03-01",
        "legal_basis": "12/QĐ-UBND",
        "aliases": "Phòng đọc An Tiến\nphong doc an tien\nTủ sách xã",
        "code": "",
        **changed,
    }


@pytest.mark.parametrize("name", ["list", "found"])
def test_visitors_are_led_to_the_sign_in_page(client: Client, province: Province, name: str) -> None:
    url = reverse(f"organisations:{name}")
    response = client.get(url)
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('people:login')}?next={url}"


def test_someone_without_a_role_is_told_so(citizen: User) -> None:
    assert SignedIn(citizen).get(LIST).status_code == 403


def test_the_list_is_narrowed_by_name_without_accents_kind_level_and_place(
    librarian: User, province: Province
) -> None:
    client = SignedIn(librarian)
    told = {"q": "thu vien", "loai": "public_library", "cap": "commune", "noi": "ba-vam"}
    page = client.get(LIST, told).content.decode()
    assert "Thư viện xã An Tiến" in page
    assert "Thư viện xã Long Điền" in page
    assert "Thư viện tỉnh Cửu Hà" not in page
    assert "Thư viện tỉnh Ba Vàm" not in page
    assert "Không có cơ sở nào phù hợp" in client.get(LIST, {"q": "khong co ai"}).content.decode()


def test_the_list_shows_the_register_as_it_was_on_a_day(officer: User, library: Organisation) -> None:
    new = NewVersion(since=date(2026, 3, 1), name="Thư viện tổng hợp")
    actions.change(at=NOW, actor=SYSTEM, organisation=library, new=new)
    client = SignedIn(officer)
    assert "Thư viện tỉnh Ba Vàm" in client.get(LIST, {"ngay": "28/02/2026"}).content.decode()
    assert "Thư viện tổng hợp" in client.get(LIST, {"ngay": "2026-03-01"}).content.decode()
    assert (
        "Thư viện" not in client.get(LIST, {"ngay": "2020-05-31", "loai": "public_library"}).context["lines"]
    )
    assert not client.get(LIST, {"ngay": "2020-05-31"}).context["lines"]


def test_a_day_that_is_none_is_told_back(officer: User) -> None:
    page = SignedIn(officer).get(LIST, {"ngay": "31/6"}).content.decode()
    assert "“31/6” không phải" in page


def codes(user: User, **told: str) -> set[str]:
    return {line.row.one.code for line in SignedIn(user).get(LIST, told).context["lines"]}


def test_the_list_is_narrowed_by_family_rank_and_who_keeps_it(officer: User, province: Province) -> None:
    for code, kind, rank in (
        ("nha-luu-niem", "memorial_house", "2"),
        ("tv-tu-nhan", "private_library", ""),
    ):
        actions.found(
            at=NOW,
            actor=SYSTEM,
            code=code,
            name=f"Cơ sở {code}",
            kind=kind,
            level="province",
            area=province.area,
            since=cast.FOUNDED,
            parent=province.department,
            rank=rank,
        )
    assert codes(officer, loai="museums") == {"bt-ba-vam", "nha-luu-niem"}
    assert codes(officer, loai="museum") == {"bt-ba-vam"}
    assert codes(officer, hang="2") == {"nha-luu-niem"}
    assert codes(officer, **{"so-huu": "non_public"}) == {"tv-tu-nhan"}
    bar = SignedIn(officer).get(LIST, {"so-huu": "non_public"}).context["families"]
    assert [(item.label, item.badge) for item in bar] == [("Tất cả", 1), ("Thư viện", 1)]


def test_a_place_is_asked_for_by_its_name_and_a_name_of_several_is_asked_back(
    officer: User, province: Province
) -> None:
    cast.an_area("cuu-ha.an-tien", "Xã An Tiến", "rural_commune", "commune", province.foreign_area)
    client = SignedIn(officer)
    # Nobody stands in the other one yet.
    assert not client.get(LIST, {"noi": "an tien"}).context["meant"]
    there = queries.area_by_code("cuu-ha.an-tien")
    cast.an_organisation("tv-an-tien-kia", "Thư viện xã An Tiến", "public_library", "commune", there, None)
    here = client.get(LIST, {"noi": "long dien"})
    assert {line.place for line in here.context["lines"]} == {"Xã Long Điền"}
    assert "noi=ba-vam.long-dien" in here.context["query"]
    several = client.get(LIST, {"noi": "an tien"})
    assert [hit.code for hit, _url in several.context["meant"]] == ["ba-vam.an-tien", "cuu-ha.an-tien"]
    assert not several.context["lines"]
    one = client.get(LIST, {"noi": "an tien, ba vam", "loai": "libraries"})
    assert {line.row.one.code for line in one.context["lines"]} == {"tv-an-tien"}
    page = client.get(LIST, {"noi": "Xã Không Có"}).content.decode()
    assert "Không có nơi nào đang hoặc từng mang tên “Xã Không Có”" in page


def test_who_has_ended_is_listed_apart_as_it_was_last(officer: User, province: Province) -> None:
    actions.end(at=NOW, actor=SYSTEM, organisation=province.commune_centre, last_day=date(2026, 6, 30))
    ended = province.commune_centre.code
    assert ended not in codes(officer)
    assert codes(officer, tt="ended") == {ended}
    assert codes(officer, tt="all") == {*codes(officer), ended}
    assert codes(officer, tt="ended", ngay="2026-06-30") == set()
    page = SignedIn(officer).get(LIST, {"tt": "ended"}).content.decode()
    assert "01/06/2020 – 30/06/2026" in page


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_list_is_taken_away_as_filtered(officer: User, province: Province, form: str) -> None:
    response = SignedIn(officer).get(reverse("organisations:download", args=[form]), {"loai": "museum"})
    assert response.status_code == 200
    assert "co-so-2026-11-2" in response["Content-Disposition"] or "co-so-" in response["Content-Disposition"]
    if form == "csv":
        lines = response.content.decode("utf-8-sig").splitlines()
        assert len(lines) == 2
        assert lines[0].count(",") == 22
        assert lines[1].startswith("bt-ba-vam,Bảo tàng tỉnh Ba Vàm,bảo tàng,cấp tỉnh,Tỉnh Ba Vàm,")


def test_only_who_keeps_the_register_changes_it(
    librarian: User, officer: User, stranger: User, library: Organisation
) -> None:
    change = reverse("organisations:change", args=[library.code])
    for user in (librarian, stranger):
        client = SignedIn(user)
        assert client.get(change).status_code == 403
        assert client.post(change, filled()).status_code == 403
        assert (
            client.post(
                reverse("organisations:end", args=[library.code]), {"last_day": "2026-05-01"}
            ).status_code
            == 403
        )
    assert SignedIn(officer).get(change).status_code == 200
    assert len(queries.history(library)) == 1


def test_an_officer_enters_an_institution_with_a_code_made_from_its_name(
    officer: User, province: Province
) -> None:
    response = SignedIn(officer).post(reverse("organisations:found"), filled())
    assert response.status_code == 302
    made = queries.by_code("phong-doc-xa-an-tien")
    assert queries.named(made, cast.TODAY).parent_id == province.department.pk
    assert queries.aliases_of(made) == ["Phòng đọc An Tiến", "Tủ sách xã"]


def test_a_taken_code_is_refused_in_words_and_keeps_what_was_written(
    officer: User, province: Province
) -> None:
    response = SignedIn(officer).post(reverse("organisations:found"), filled(code="tv-ba-vam"))
    assert response.status_code == 422
    page = response.content.decode()
    assert "tv-ba-vam" in page
    assert "Phòng đọc xã An Tiến" in page
    assert "12/QĐ-UBND" in page


def test_an_officer_cannot_enter_anything_under_another_province(officer: User, province: Province) -> None:
    client = SignedIn(officer)
    for told in (filled(parent="so-cuu-ha"), filled(area="cuu-ha"), filled(area="Tỉnh Cửu Hà")):
        assert client.post(reverse("organisations:found"), told).status_code == 422
    page = client.get(reverse("organisations:found"), {"tinh": "cuu-ha"}).content.decode()
    assert "Cửu Hà" not in page


def test_a_change_holds_from_its_day_and_a_too_early_one_is_refused(
    officer: User, library: Organisation
) -> None:
    client = SignedIn(officer)
    url = reverse("organisations:rename", args=[library.code])
    told = {"name": "Thư viện số tỉnh Ba Vàm", "on": "2026-03-01"}
    refused = client.post(url, {**told, "on": "2020-06-01"})
    assert refused.status_code == 422
    assert "Thư viện số tỉnh Ba Vàm" in refused.content.decode()
    seen = client.post(url, told).context["preview"].change.fingerprint
    assert client.post(url, {**told, "step": "confirm", "seen": seen}).status_code == 302
    assert queries.named(library, date(2026, 3, 1)).name == "Thư viện số tỉnh Ba Vàm"
    assert queries.named(library, date(2026, 2, 28)).name == "Thư viện tỉnh Ba Vàm"


def test_an_end_with_a_successor_is_written_once(officer: User, province: Province) -> None:
    client = SignedIn(officer)
    url = reverse("organisations:end", args=[province.other_commune_library.code])
    told = {"last_day": "2026-06-30", "successor": province.commune_library.code}
    seen = client.post(url, told).context["preview"].change.fingerprint
    assert client.post(url, {**told, "step": "confirm", "seen": seen}).status_code == 302
    assert queries.successions_of(province.other_commune_library)[0].successor == province.commune_library
    # What has ended changes no more.
    again = client.post(url, told)
    assert again.status_code == 400
    assert "30/06/2026" in again.content.decode()
    assert len(queries.successions_of(province.other_commune_library)) == 1


def test_a_longer_register_asks_no_more_queries(officer: User, province: Province) -> None:
    client = SignedIn(officer)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    asked()
    few = asked()
    for number in range(20):
        cast.an_organisation(
            f"tv-them-{number}",
            f"Thư viện thêm {number}",
            "school_library",
            "commune",
            province.commune_area,
            province.department,
        )
    asked()
    assert asked() == few
