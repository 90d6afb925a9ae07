"""An area is given another name from a day on: it stays the same area, and what was before stays as it was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.organisations import actions, queries
from densach.organisations.rules import AlreadyEnded, NothingToTakeBack, SameName, VersionTooEarly
from densach.people.models import User
from tests import cast
from tests.cast import NOW, Province
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db
SINCE = date(2026, 9, 1)


def rename(province: Province, **how: object) -> None:
    given: dict[str, object] = {
        "at": NOW,
        "actor": SYSTEM,
        "area": province.area,
        "name": "Thành phố Ba Vàm",
        "kind": "city",
        "since": SINCE,
        "legal_basis": "Nghị quyết 300/2026/QH16",
    }
    actions.rename_area(**given | how)  # type: ignore[arg-type]  # keywords of the test's own choice


def test_a_province_becomes_a_city_on_its_day(province: Province) -> None:
    rename(province)
    assert queries.area_name(province.area.pk, date(2026, 8, 31)) == "Tỉnh Ba Vàm"
    assert queries.area_name(province.area.pk, SINCE) == "Thành phố Ba Vàm"
    last = queries.area_timeline(province.area.pk)[-1]
    assert (last.kind, last.legal_basis, last.parent_id) == (
        "city",
        "Nghị quyết 300/2026/QH16",
        province.nation.pk,
    )


def test_what_lies_in_it_stays_in_it_and_the_journal_tells(province: Province) -> None:
    before = set(queries.area_ids_within(province.area, cast.TODAY))
    rename(province)
    assert set(queries.area_ids_within(province.area, cast.TODAY)) == before
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.subject) == ("organisations.area_renamed", "area:ba-vam")


def test_both_names_find_it_and_the_old_one_tells_the_new(province: Province) -> None:
    rename(province, name="Thành phố Vàm Mới")
    (old,) = queries.find_areas("Tỉnh Ba Vàm")
    assert (old.code, old.now_called, old.is_now) == ("ba-vam", "Thành phố Vàm Mới", True)
    assert [one.now_called for one in queries.find_areas("Vàm Mới")] == [""]


def test_a_name_that_changes_nothing_is_refused(province: Province) -> None:
    with pytest.raises(SameName):
        rename(province, name="Tỉnh Ba Vàm", kind="")


def test_a_name_cannot_begin_before_the_one_it_follows(province: Province) -> None:
    with pytest.raises(VersionTooEarly):
        rename(province, since=cast.SINCE)


def test_what_has_ended_keeps_its_name(province: Province) -> None:
    gone = actions.found_area(
        at=NOW,
        actor=SYSTEM,
        code="cu",
        name="Tỉnh Cũ",
        kind="province",
        level="province",
        since=date(2008, 8, 1),
        until=date(2025, 6, 30),
        parent=province.nation,
    )
    with pytest.raises(AlreadyEnded):
        rename(province, area=gone)


def test_the_administrator_of_a_province_names_it_and_its_communes_but_no_other_place(
    province: Province,
) -> None:
    administrator = cast.acting(cast.the_administrator(province))
    rename(province, actor=administrator)
    rename(province, actor=administrator, area=province.commune_area, name="Phường An Tiến", kind="ward")
    foreign = cast.an_area("cuu-ha.xa", "Xã Ngoài", "rural_commune", "commune", province.foreign_area)
    with pytest.raises(NotAllowed):
        rename(province, actor=administrator, area=foreign, name="Xã Lạ", kind="")


def test_nobody_else_names_places(province: Province) -> None:
    for user in (cast.the_officer(province), cast.the_commune_officer(province)):
        with pytest.raises(NotAllowed):
            rename(province, actor=cast.acting(user), area=province.commune_area, name="Phường An Tiến")


def page_of(code: str) -> str:
    return reverse("areas:area", args=[code])


def test_the_administrator_gives_a_province_another_name_by_a_paper(
    administrator: User, province: Province
) -> None:
    client, url = SignedIn(administrator), reverse("areas:rename", args=["ba-vam"])
    assert url in client.get(page_of("ba-vam")).content.decode()
    told = {"name": "Thành phố Ba Vàm", "kind": "city", "since": "2026-09-01", "legal_basis": "NQ 300/2026"}
    assert client.post(url, {**told, "legal_basis": ""}).status_code == 422
    assert client.post(url, told).status_code == 302
    assert queries.area_name(province.area.pk, date(2026, 9, 1)) == "Thành phố Ba Vàm"
    again = client.post(url, told)
    assert again.status_code == 422
    assert "đang có tên này" in again.content.decode() or "2026" in again.content.decode()


def test_others_see_no_button_and_are_refused(officer: User, province: Province) -> None:
    client, url = SignedIn(officer), reverse("areas:rename", args=["ba-vam"])
    assert url not in client.get(page_of("ba-vam")).content.decode()
    assert client.get(url).status_code == 403


def test_a_name_that_has_not_begun_is_taken_back(administrator: User, province: Province) -> None:
    coming = today(timezone.now()) + timedelta(days=60)
    before = list(queries.area_timeline(province.area.pk))
    rename(province, since=coming)
    client, url = SignedIn(administrator), reverse("areas:rename", args=["ba-vam"])
    assert "Bỏ tên này" in client.get(url).content.decode()
    assert client.post(url, {"take-back": "1"}).status_code == 302
    after = queries.area_timeline(province.area.pk)
    assert [(one.pk, one.name, one.valid_to) for one in after] == [
        (one.pk, one.name, one.valid_to) for one in before
    ]
    assert Entry.objects.latest("pk").act == "organisations.area_naming_taken_back"


def test_a_name_that_holds_is_not_taken_back(province: Province, stranger: User) -> None:
    rename(province)
    with pytest.raises(NothingToTakeBack):
        actions.take_back_naming(at=NOW, actor=SYSTEM, area=province.area)
    with pytest.raises(NotAllowed):
        actions.take_back_naming(at=NOW, actor=cast.acting(stranger), area=province.area)


def test_a_coming_name_is_not_told_as_if_it_held(province: Province) -> None:
    coming = cast.TODAY + timedelta(days=60)
    rename(province, name="Thành phố Vàm Mới", since=coming)
    (one,) = queries.areas_told([province.area.pk], cast.TODAY).values()
    assert (one.name, one.is_now) == ("Tỉnh Ba Vàm", True)
    (then,) = queries.areas_told([province.area.pk], coming).values()
    assert (then.name, then.is_now) == ("Thành phố Vàm Mới", True)
    (commune,) = queries.areas_told([province.commune_area.pk], cast.TODAY).values()
    assert commune.place == "Tỉnh Ba Vàm"
