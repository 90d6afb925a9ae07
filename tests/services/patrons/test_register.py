"""The register of readers at the screen: found, entered, put right, made one, their cards printed."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.people.models import Consent
from densach.people.rules.staffing import PersonData
from densach.services.circulation import actions
from densach.services.circulation.actions import personal
from densach.services.circulation.models import Loan, Patron
from tests import cast
from tests.services.circulation.stock import Shelf, a_copy, a_reader, days
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32


def page(client: Client, door: str, *args: object, status: int = 200, **query: str) -> str:
    answer = client.get(reverse(f"circulation:{door}", args=args), query)
    assert answer.status_code == status
    text: str = answer.content.decode()
    return text


def act(desk: Client, patron: Patron, code: str, **told: str) -> Any:
    return desk.post(reverse("circulation:patron_act", args=[patron.pk, code]), told)


def typed(name: str, **more: str) -> dict[str, str]:
    return {"name": name, "notify_by": "email", **more}


@pytest.mark.parametrize("words", ["nguyen thi mai", "Mai", "TV-0001", "0912 345 678", "lop 4a"])
def test_a_reader_is_found_by_name_card_telephone_or_class(desk: Client, shelf: Shelf, words: str) -> None:
    personal.change_contact(
        at=cast.NOW, actor=SYSTEM, patron=shelf.mai, seen=1, contact=personal.Contact("0912345678")
    )
    Patron.objects.filter(pk=shelf.mai.pk).update(group="lop 4a")
    answer = desk.get(reverse("circulation:patrons"), {"q": words}, follow=True)
    found = answer.content.decode()
    assert "Nguyễn Thị Mai" in found
    assert "Trần Văn Nam" not in found


def test_the_list_shows_who_is_late_and_who_is_blocked(
    desk: Client, shelf: Shelf, province: cast.Province
) -> None:
    actions.check_out(at=days(-60), actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")
    actions.block(at=cast.NOW, actor=SYSTEM, patron=shelf.nam, why="Làm hỏng sách")
    late, blocked = page(desk, "patrons", tt="late"), page(desk, "patrons", tt="blocked")
    assert "Nguyễn Thị Mai" in late
    assert "Trần Văn Nam" not in late
    assert "Trần Văn Nam" in blocked
    assert "Nguyễn Thị Mai" not in blocked


def test_readers_of_other_libraries_are_found_by_their_whole_card_only(
    desk: Client, province: cast.Province
) -> None:
    other = a_reader(province.commune_library, "Thạch Sô Phia", card="XA-0009")
    assert "Thạch Sô Phia" not in page(desk, "patrons")
    assert "Thạch Sô Phia" not in page(desk, "patrons", q="so phia")
    answer = desk.get(reverse("circulation:patrons"), {"q": "XA-0009"})
    assert answer["Location"] == reverse("circulation:patron", args=[other.pk]) + "?the=XA-0009"


@pytest.mark.usefixtures("shelf")
def test_fifty_stand_on_a_page_and_the_rest_behind_a_key(desk: Client, province: cast.Province) -> None:
    for number in range(60):
        a_reader(province.library, f"Bạn Đọc {number:03}", card=f"N-{number:04}", born=None)
    first = page(desk, "patrons")
    assert first.count('name="ban"') == 50
    key = first.split("sau=")[1].split('"')[0]
    second = desk.get(f"{reverse('circulation:patrons')}?sau={key}").content.decode()
    assert second.count('name="ban"') == 12


def test_taking_the_list_away_is_journalled(desk: Client, shelf: Shelf) -> None:
    answer = desk.get(reverse("circulation:patrons"), {"as": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert "Nguyễn Thị Mai" in {cell.value for row in sheet.iter_rows() for cell in row}
    assert Entry.objects.filter(act="people.data_taken").exists()


def test_opening_a_readers_page_is_journalled_and_tells_all_of_it(
    desk: Client, shelf: Shelf, province: cast.Province
) -> None:
    actions.check_out(at=cast.NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")
    text = page(desk, "patron", shelf.mai.pk)
    assert "Truyện Kiều" in text
    assert "TV-0001" in text
    assert Entry.objects.filter(act="people.data_seen").exists()


@pytest.mark.usefixtures("shelf")
def test_a_new_reader_gets_the_next_card_and_a_photo_only_with_consent(desk: Client) -> None:
    photo = {"photo": SimpleUploadedFile("a.png", PNG, "image/png")}
    told = typed("Lê Văn Tám", birth_date="1991-03-04")
    refused = desk.post(reverse("circulation:new_patron"), {**told, **photo})
    assert refused.status_code == 422
    assert not Patron.objects.filter(person__name="Lê Văn Tám").exists()
    photo = {"photo": SimpleUploadedFile("a.png", PNG, "image/png")}
    answer = desk.post(reverse("circulation:new_patron"), {**told, **photo, "photo_agreed": "on"})
    found = Patron.objects.get(person__name="Lê Văn Tám")
    assert answer["Location"] == reverse("circulation:patron", args=[found.pk])
    assert found.category.code == "adult"
    assert found.photo is not None


@pytest.mark.usefixtures("shelf")
def test_what_is_no_photo_leaves_nobody_registered(desk: Client) -> None:
    sent = SimpleUploadedFile("a.txt", b"no picture at all", "text/plain")
    told = typed("Lê Văn Tám", photo_agreed="on")
    answer = desk.post(reverse("circulation:new_patron"), {**told, "photo": sent})
    assert answer.status_code == 422
    assert "không phải ảnh" in answer.content.decode()
    assert not Patron.objects.filter(person__name="Lê Văn Tám").exists()


@pytest.mark.usefixtures("shelf")
def test_a_child_needs_somebody_who_answers(desk: Client) -> None:
    told = typed("Lê Thị Na", birth_date="2017-03-04")
    assert desk.post(reverse("circulation:new_patron"), told).status_code == 422
    answer = desk.post(reverse("circulation:new_patron"), {**told, "guardian": "Lê Văn Ba"})
    assert answer.status_code == 302
    found = Patron.objects.get(person__name="Lê Thị Na")
    assert found.person.guardian is not None
    assert found.person.guardian.name == "Lê Văn Ba"
    assert found.category.code == "child"


@pytest.mark.usefixtures("shelf")
def test_whoever_is_alike_is_shown_while_the_name_is_typed_and_asked_about(desk: Client) -> None:
    shown = page(desk, "patrons_alike", name="nguyen thi mai", birth_date="1990-05-02")
    assert "TV-0001" in shown
    refused = desk.post(reverse("circulation:new_patron"), typed("Nguyễn Thị Mai", birth_date="1990-05-02"))
    assert refused.status_code == 422
    assert "TV-0001" in refused.content.decode()
    sure = typed("Nguyễn Thị Mai", birth_date="1990-05-02", even_if_alike="on")
    assert desk.post(reverse("circulation:new_patron"), sure).status_code == 302


def test_who_comes_second_is_told_and_keeps_what_was_typed(desk: Client, shelf: Shelf) -> None:
    url = reverse("circulation:change_patron", args=[shelf.mai.pk])
    told = typed("Nguyễn Thị Mai", birth_date="1990-05-02", sex="female", category="adult", revision="1")
    assert desk.post(url, {**told, "address": "12 Phạm Thái Bường"}).status_code == 302
    later = desk.post(url, {**told, "address": "5 Lê Lợi"})
    text = later.content.decode()
    assert later.status_code == 422
    assert "5 Lê Lợi" in text
    assert "12 Phạm Thái Bường" in text
    again = desk.post(url, {**told, "address": "5 Lê Lợi", "revision": "2"})
    assert again.status_code == 302
    shelf.mai.refresh_from_db()
    assert shelf.mai.address == "5 Lê Lợi"


def test_a_lost_card_is_replaced_and_its_number_stays_taken(desk: Client, shelf: Shelf) -> None:
    assert act(desk, shelf.mai, "cap-lai-the", why="mất").status_code == 302
    shelf.mai.refresh_from_db()
    assert shelf.mai.card != "TV-0001"
    again = desk.post(reverse("circulation:new_patron"), typed("Người Khác", card="TV-0001"))
    assert again.status_code == 422


def test_closing_with_a_loan_is_refused_in_words(desk: Client, shelf: Shelf, province: cast.Province) -> None:
    actions.check_out(at=cast.NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")
    refused = act(desk, shelf.mai, "thoi-la-ban-doc")
    assert refused.status_code == 422
    assert "1" in refused.content.decode()
    actions.check_in(at=cast.NOW, actor=SYSTEM, library=province.library, barcode="VL-1")
    assert act(desk, shelf.mai, "thoi-la-ban-doc").status_code == 302
    shelf.mai.refresh_from_db()
    assert shelf.mai.closed_on == cast.TODAY
    assert act(desk, shelf.mai, "lai-la-ban-doc").status_code == 302
    again = Patron.objects.get(pk=shelf.mai.pk)
    assert again.closed_on is None
    assert again.card == "TV-0001"


@pytest.mark.parametrize("pin", ["1234", "111111", "12", "abcd"])
def test_a_pin_that_anybody_would_guess_is_refused(desk: Client, shelf: Shelf, pin: str) -> None:
    assert act(desk, shelf.mai, "ma-pin", pin=pin).status_code == 422
    shelf.mai.refresh_from_db()
    assert not shelf.mai.pin


def test_a_block_needs_a_reason_and_is_taken_off_again(desk: Client, shelf: Shelf) -> None:
    assert act(desk, shelf.mai, "khoa-the", why=" ").status_code == 422
    assert act(desk, shelf.mai, "khoa-the", why="Làm hỏng sách").status_code == 302
    assert "Làm hỏng sách" in page(desk, "patron", shelf.mai.pk)
    assert act(desk, shelf.mai, "mo-khoa").status_code == 302
    shelf.mai.refresh_from_db()
    assert shelf.mai.blocked_since is None


def test_history_is_shown_only_where_the_reader_agreed_and_goes_with_the_consent(
    desk: Client, shelf: Shelf, province: cast.Province
) -> None:
    assert act(desk, shelf.mai, "giu-lich-su").status_code == 422
    assert act(desk, shelf.mai, "giu-lich-su", asked="on").status_code == 302
    assert Consent.objects.filter(person=shelf.mai.person, withdrawn_at__isnull=True).count() == 1
    actions.check_out(at=cast.NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")
    actions.check_in(at=days(1), actor=SYSTEM, library=province.library, barcode="VL-1")
    assert Loan.objects.filter(patron=shelf.mai).exists()
    assert act(desk, shelf.mai, "thoi-lich-su").status_code == 302
    assert not Loan.objects.filter(patron=shelf.mai).exists()
    assert not Consent.objects.filter(person=shelf.mai.person, withdrawn_at__isnull=True).exists()


def test_two_registrations_become_one_and_the_chosen_card_stays(
    desk: Client, shelf: Shelf, province: cast.Province
) -> None:
    told = PersonData("Nguyen Thi Mai", birth_date=date(1990, 5, 2))
    new = actions.NewReader(person=told, card="TV-0077", even_if_alike=True)
    double = actions.register(at=cast.NOW, actor=SYSTEM, library=province.library, reader=new)
    actions.check_out(at=cast.NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0077")
    assert "TV-0077" in page(desk, "patron", shelf.mai.pk)
    url = reverse("circulation:merge_patron", args=[shelf.mai.pk])
    assert "TV-0077" in desk.get(url, {"card": "TV-0077"}).content.decode()
    sent = {"card": "TV-0077", "kept": str(shelf.mai.pk)}
    for ends in ("", "TV-0001"):
        unsure = desk.post(url, {**sent, "ends": ends})
        assert unsure.status_code == 422
        assert "TV-0077" in unsure.content.decode()
    assert Patron.objects.get(pk=double.pk).merged_into is None
    assert desk.post(url, {**sent, "ends": "TV-0077"}).status_code == 302
    assert Loan.objects.get(item__barcode="VL-1").patron == shelf.mai
    gone = desk.get(reverse("circulation:patron", args=[double.pk]))
    assert gone["Location"] == reverse("circulation:patron", args=[shelf.mai.pk])


def test_cards_are_printed_for_the_ticked_and_for_a_class(desk: Client, shelf: Shelf) -> None:
    Patron.objects.filter(pk=shelf.nam.pk).update(group="Lớp 4A")
    url = reverse("circulation:cards")
    for query in ({"ban": [shelf.mai.pk, shelf.nam.pk]}, {"nhom": "Lớp 4A"}):
        answer = desk.get(url, query)
        assert answer.content.startswith(b"%PDF-")
    assert Entry.objects.filter(act="desk.cards_printed").count() == 2
    assert desk.get(url).status_code == 404


@pytest.mark.usefixtures("shelf")
def test_whoever_serves_at_no_desk_sees_no_reader(shelf: Shelf, province: cast.Province) -> None:
    keeper = SignedIn(cast.the_museum_keeper(province))
    for name, args in (("patrons", []), ("patron", [shelf.mai.pk]), ("cards", [])):
        assert keeper.get(reverse(f"circulation:{name}", args=args)).status_code == 403


def test_longer_lists_ask_no_more_questions(
    desk: Client, province: cast.Province, shelf: Shelf, django_assert_max_num_queries: Any
) -> None:
    page(desk, "patrons")
    cache.clear()
    with CaptureQueriesContext(connection) as few:
        page(desk, "patrons")
    for number in range(12):
        a_reader(province.library, f"Bạn Đọc {number}", card=f"N-{number:04}", born=None)
        a_copy(shelf.record, province.library, f"S-{number}")
    cache.clear()
    with django_assert_max_num_queries(len(few)):
        page(desk, "patrons")
