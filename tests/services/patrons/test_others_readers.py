"""Readers of other libraries: whose name finds them, whose desk sees what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.services.circulation import actions
from densach.services.circulation.actions import personal
from densach.services.circulation.models import Charge, Patron, Suspension
from tests import cast
from tests.services.circulation.stock import Shelf, a_copy, a_reader, days
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db
PHONE = "0912345678"
PRIVATE = ("02/05/1990", PHONE, "12 Phạm Thái Bường", "Lớp 4A", "Chỉ gọi buổi tối")


@pytest.fixture
def mai(shelf: Shelf) -> Patron:
    """A reader of the provincial library of whom much is told."""
    personal.change_contact(
        at=cast.NOW, actor=SYSTEM, patron=shelf.mai, seen=1, contact=personal.Contact(PHONE)
    )
    told = {"group": "Lớp 4A", "address": "12 Phạm Thái Bường", "note": "Chỉ gọi buổi tối"}
    Patron.objects.filter(pk=shelf.mai.pk).update(**told)
    return Patron.objects.get(pk=shelf.mai.pk)


@pytest.fixture
def school(province: cast.Province) -> Organisation:
    return cast.an_organisation(
        "tv-truong", "Thư viện Trường Tiểu học An Tiến", "school_library", "commune",
        province.commune_area, province.commune_committee,
    )  # fmt: skip


def at_desk_of(library: Organisation) -> Client:
    return SignedIn(cast.a_person(f"desk@{library.code}.test", "Lê Thị Quầy", "librarian", library))


def scanned(desk: Client, library: Organisation, code: str) -> str:
    fields = {"library": library.code, "code": code, "mode": "lend"}
    answer = desk.post(reverse("circulation:scan"), fields, headers={"X-Desk": "part"})
    return str(answer.content.decode())


def page(desk: Client, name: str, pk: int, *, status: int = 200, **query: str) -> str:
    answer: Any = desk.get(reverse(f"circulation:{name}", args=[pk]), query)
    assert answer.status_code == status, name
    return str(answer.content.decode())


@pytest.mark.parametrize("words", ["nguyen thi mai", "mai", PHONE])
def test_a_desk_finds_its_own_readers_by_name_and_no_others(
    mai: Patron, province: cast.Province, school: Organisation, words: str
) -> None:
    assert "TV-0001" in scanned(at_desk_of(province.library), province.library, words)
    for other in (province.commune_library, school):
        assert "TV-0001" not in scanned(at_desk_of(other), other, words)


def test_whoever_borrows_or_waits_here_is_found_here(
    mai: Patron, province: cast.Province, shelf: Shelf
) -> None:
    there = province.commune_library
    desk = at_desk_of(there)
    a_copy(shelf.record, there, "XA-1")
    actions.check_out(at=cast.NOW, actor=SYSTEM, library=there, barcode="XA-1", card="TV-0001")
    assert "TV-0001" in scanned(desk, there, "nguyen thi mai")
    actions.check_in(at=cast.NOW, actor=SYSTEM, library=there, barcode="XA-1")
    assert "TV-0001" not in scanned(desk, there, "nguyen thi mai")


def test_a_card_of_another_library_opens_at_the_desk_with_little(
    mai: Patron, province: cast.Province, school: Organisation
) -> None:
    actions.check_out(at=cast.NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")
    desk = at_desk_of(school)
    for told in (scanned(desk, school, "TV-0001"), page(desk, "patron", mai.pk, the="TV-0001")):
        assert "Nguyễn Thị Mai" in told
        assert not [one for one in (*PRIVATE, "Truyện Kiều") if one in told]
    own = page(at_desk_of(province.library), "patron", mai.pk)
    assert not [one for one in (*PRIVATE, "Truyện Kiều") if one not in own]


def test_what_was_lent_here_is_shown_here(mai: Patron, province: cast.Province, shelf: Shelf) -> None:
    there = province.commune_library
    a_copy(shelf.record, there, "XA-1")
    actions.check_out(at=cast.NOW, actor=SYSTEM, library=there, barcode="XA-1", card="TV-0001")
    actions.check_out(at=cast.NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")
    told = page(at_desk_of(there), "patron", mai.pk)
    assert "XA-1" in told
    assert "VL-1" not in told
    receipt = page(at_desk_of(province.other_commune_library), "receipt", mai.pk, the="TV-0001")
    assert "XA-1" not in receipt


def test_numbers_in_the_address_open_nobody(mai: Patron, school: Organisation) -> None:
    desk = at_desk_of(school)
    for query in ({}, {"the": "TV-0002"}, {"the": "TV"}):
        page(desk, "patron", mai.pk, status=404, **query)
        page(desk, "receipt", mai.pk, status=404, **query)
        page(desk, "settling", mai.pk, status=404, **query)
    for name in ("change_patron", "merge_patron", "face"):
        page(desk, name, mai.pk, status=404, the="TV-0001")
    act = reverse("circulation:patron_act", args=[mai.pk, "khoa-the"])
    assert desk.post(f"{act}?the=TV-0001", {"why": "Không rõ"}).status_code == 404


def test_files_and_cards_of_a_list_hold_no_other_librarys_readers(mai: Patron, school: Organisation) -> None:
    desk = at_desk_of(school)
    listed = desk.get(reverse("circulation:patrons"), {"q": "TV-0001", "as": "csv"})
    assert "Nguyễn Thị Mai" not in listed.content.decode()
    assert desk.get(reverse("circulation:cards"), {"ban": mai.pk}).status_code == 404


def test_another_librarys_suspension_is_told_without_its_reason_and_not_lifted_here(
    mai: Patron, province: cast.Province, school: Organisation
) -> None:
    actions.check_out(at=days(-60), actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")
    actions.check_in(at=cast.NOW, actor=SYSTEM, library=province.library, barcode="VL-1")
    suspension = Suspension.objects.get()
    desk = at_desk_of(school)
    told = page(desk, "patron", mai.pk, the="TV-0001")
    assert "không được mượn" in told.lower()
    assert f"{suspension.until:%d/%m/%Y}" not in told
    lift = reverse("circulation:lift", args=[suspension.pk])
    assert desk.post(lift, {"why": "Bạn đọc ốm"}).status_code == 404
    assert at_desk_of(province.library).post(lift, {"why": "Bạn đọc ốm"}).status_code == 302


def test_a_charge_is_settled_where_it_is_asked_for(
    mai: Patron, province: cast.Province, school: Organisation
) -> None:
    charge = Charge.objects.create(
        patron=mai, library=province.library, kind="lost", amount=80_000, made_at=cast.NOW
    )
    url = reverse("circulation:settle", args=[charge.pk])
    assert at_desk_of(school).post(url, {"paid": "paid"}).status_code == 404
    assert at_desk_of(province.library).post(url, {"paid": "paid"}).status_code == 302


def test_who_is_alike_is_named_without_day_of_birth_and_telephone(mai: Patron, school: Organisation) -> None:
    desk = at_desk_of(school)
    url = reverse("circulation:patrons_alike")
    told = desk.get(url, {"name": "nguyen thi mai", "birth_date": "1990-05-02"}).content.decode()
    assert "TV-0001" in told
    assert PHONE not in told
    alone = desk.get(url, {"name": "nguyen thi mai"}).content.decode()
    assert "TV-0001" not in alone


def test_a_name_alone_asks_only_about_ones_own_readers(province: cast.Province, school: Organisation) -> None:
    a_reader(province.library, "Lý Thị Không Ngày", card="TV-0100", born=None)
    url = reverse("circulation:patrons_alike")
    assert "TV-0100" not in at_desk_of(school).get(url, {"name": "ly thi khong ngay"}).content.decode()
    assert "TV-0100" in at_desk_of(province.library).get(url, {"name": "ly thi khong ngay"}).content.decode()


def test_the_departments_officer_is_no_desk(mai: Patron, province: cast.Province) -> None:
    officer = SignedIn(cast.the_officer(province))
    for name in ("patron", "receipt", "settling", "face"):
        page(officer, name, mai.pk, status=403, the="TV-0001")


def test_another_librarys_registration_is_compared_by_name_and_card_alone(
    mai: Patron, province: cast.Province
) -> None:
    there = province.commune_library
    double = a_reader(there, "Nguyễn Thị Mai", card="XA-0007", born=date(1991, 5, 2))
    told = page(at_desk_of(there), "merge_patron", double.pk, card="TV-0001")
    assert "TV-0001" in told
    assert PHONE not in told
    assert "02/05/1991" in told
    assert "02/05/1990" not in told
