"""A reader's own library: by card and PIN, and nothing of anybody else's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.people.models import Consent, User
from densach.people.rules.staffing import PersonData
from densach.services.circulation import actions
from densach.services.circulation.models import Hold, HoldState, Loan, Patron
from densach.services.circulation.queries import notices
from tests import cast
from tests.services.circulation.stock import Shelf, a_copy, a_reader, a_shelf, a_title, days
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db
PIN = "190582"


@pytest.fixture(autouse=True)
def _the_morning() -> Iterator[None]:
    with time_machine.travel(cast.NOW, tick=False):
        yield


@pytest.fixture
def shelf(province: cast.Province) -> Shelf:
    shelf = a_shelf(province)
    for patron in (shelf.mai, shelf.nam):
        actions.set_pin(at=cast.NOW, actor=SYSTEM, library=province.library, patron=patron, pin=PIN)
    return shelf


@pytest.fixture
def mai(shelf: Shelf) -> Client:
    """Mai's browser, signed in by card and PIN."""
    return came(shelf.mai)


def came(patron: Patron, pin: str = PIN) -> Client:
    client = Client()
    answer = client.post(reverse("portal:mine_enter"), {"card": patron.card, "pin": pin})
    assert answer.status_code == 302
    return client


def page(client: Client, name: str = "mine", **args: int) -> str:
    answer = client.get(reverse(f"portal:{name}", kwargs=args))
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def lend(province: cast.Province, barcode: str, card: str, ago: int = 0) -> Loan:
    return actions.check_out(
        at=days(-ago), actor=SYSTEM, library=province.library, barcode=barcode, card=card
    ).loan


def test_card_and_pin_open_what_the_reader_has(mai: Client, province: cast.Province) -> None:
    lend(province, "VL-1", "TV-0001")
    text = page(mai)
    assert "Truyện Kiều" in text
    assert "TV-0001" in text


def test_a_wrong_pin_is_told_without_saying_what_is_wrong(client: Client, shelf: Shelf) -> None:
    told = []
    for card in ("TV-0001", "KHONG-CO"):
        answer = client.post(reverse("portal:mine_enter"), {"card": card, "pin": "999888"})
        assert answer.status_code == 422
        told.append("Số thẻ hoặc mã PIN không đúng" in answer.content.decode())
    assert len(set(told)) == 1
    assert client.get(reverse("portal:mine")).status_code == 302


def test_five_wrong_pins_lock_the_card_for_a_while(client: Client, shelf: Shelf) -> None:
    url = reverse("portal:mine_enter")
    for _time in range(5):
        client.post(url, {"card": "TV-0001", "pin": "999888"})
    assert client.post(url, {"card": "TV-0001", "pin": PIN}).status_code == 422
    with time_machine.travel(cast.NOW + timedelta(minutes=16), tick=False):
        assert client.post(url, {"card": "TV-0001", "pin": PIN}).status_code == 302


def test_one_pin_on_many_cards_is_stopped_by_address(client: Client, shelf: Shelf) -> None:
    url = reverse("portal:mine_enter")
    for number in range(30):
        client.post(url, {"card": f"X-{number}", "pin": "999888"})
    refused = client.post(url, {"card": "TV-0001", "pin": PIN})
    assert refused.status_code == 422
    elsewhere = client.post(url, {"card": "TV-0001", "pin": PIN}, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 302


def test_another_readers_loan_and_hold_do_not_exist(
    mai: Client, shelf: Shelf, province: cast.Province
) -> None:
    loan = lend(province, "VL-1", "TV-0002")
    record = a_title(province.library, "Kính vạn hoa", "2")
    a_copy(record, province.library, "VL-9")
    hold = actions.place_hold(
        at=cast.NOW, actor=SYSTEM, pickup=province.library, record=record, patron=shelf.nam
    )
    assert mai.post(reverse("portal:mine_renew", args=[loan.pk])).status_code == 404
    assert mai.post(reverse("portal:mine_cancel", args=[hold.pk])).status_code == 404
    assert mai.get(reverse("portal:mine_pickup", args=[hold.pk])).status_code == 404
    hold.refresh_from_db()
    assert hold.state == HoldState.WAITING
    assert "Kính vạn hoa" not in page(mai)


def test_a_loan_is_renewed_and_a_refusal_is_told(mai: Client, province: cast.Province) -> None:
    loan = lend(province, "VL-1", "TV-0001", ago=10)
    before = loan.due_on
    url = reverse("portal:mine_renew", args=[loan.pk])
    assert mai.post(url, follow=True).status_code == 200
    loan.refresh_from_db()
    assert loan.due_on > before
    assert Loan.objects.get(pk=loan.pk).renewed.get().channel == "self"
    mai.post(url)
    mai.post(url)
    again = mai.post(url, follow=True).content.decode()
    assert "Truyện Kiều: " in again
    assert Loan.objects.get(pk=loan.pk).renewals < 4


def test_a_book_is_kept_picked_up_elsewhere_and_cancelled(
    mai: Client, shelf: Shelf, province: cast.Province
) -> None:
    a_copy(shelf.record, province.commune_library, "XA-1")
    url = reverse("portal:hold", args=[shelf.record.pk])
    assert "Thư viện" in mai.get(url).content.decode()
    answer = mai.post(url, {"pickup": province.library.code})
    assert answer.status_code == 302
    hold = Hold.objects.get(patron=shelf.mai)
    assert (hold.pickup_id, hold.channel) == (province.library.pk, "self")
    assert "thứ 1 trong 1" in page(mai)
    moved = mai.post(reverse("portal:mine_pickup", args=[hold.pk]), {"pickup": province.commune_library.code})
    assert moved.status_code == 302
    hold.refresh_from_db()
    assert hold.pickup_id == province.commune_library.pk
    assert mai.post(url, {"pickup": province.library.code}).status_code == 422
    mai.post(reverse("portal:mine_cancel", args=[hold.pk]))
    hold.refresh_from_db()
    assert hold.state == HoldState.CANCELLED


def test_no_library_that_does_not_lend_can_be_chosen(
    mai: Client, shelf: Shelf, province: cast.Province
) -> None:
    url = reverse("portal:hold", args=[shelf.record.pk])
    assert mai.post(url, {"pickup": province.museum.code}).status_code == 422
    assert not Hold.objects.exists()


def test_a_visitor_is_led_back_to_the_book_after_coming_in(client: Client, shelf: Shelf) -> None:
    url = reverse("portal:hold", args=[shelf.record.pk])
    asked = client.get(url)
    assert asked.status_code == 302
    form = client.get(asked["Location"]).content.decode()
    assert f'name="tiep" value="{url}"' in form
    told = {"card": "TV-0001", "pin": PIN, "tiep": url}
    assert client.post(reverse("portal:mine_enter"), told)["Location"] == url


def test_nobody_is_led_to_another_site(client: Client, shelf: Shelf) -> None:
    told = {"card": "TV-0001", "pin": PIN, "tiep": "https://example.org/"}
    assert client.post(reverse("portal:mine_enter"), told)["Location"] == reverse("portal:mine")


def test_whoever_goes_away_is_signed_out_by_itself(mai: Client) -> None:
    with time_machine.travel(cast.NOW + timedelta(minutes=15), tick=False):
        page(mai)
    with time_machine.travel(cast.NOW + timedelta(minutes=34), tick=False):
        page(mai)
    with time_machine.travel(cast.NOW + timedelta(minutes=56), tick=False):
        assert mai.get(reverse("portal:mine")).status_code == 302


def test_another_pin_ends_the_sessions_begun_with_the_old_one(mai: Client, shelf: Shelf) -> None:
    other = came(shelf.mai)
    told = {"now": PIN, "new": "730461", "again": "730461"}
    assert mai.post(reverse("portal:mine_pin"), told).status_code == 302
    page(mai)
    assert other.get(reverse("portal:mine")).status_code == 302
    came(shelf.mai, "730461")


@pytest.mark.parametrize(
    "told",
    [
        {"now": "000000", "new": "730461", "again": "730461"},
        {"now": PIN, "new": "730461", "again": "730462"},
        {"now": PIN, "new": "123456", "again": "123456"},
    ],
)
def test_a_pin_is_not_changed_without_the_old_one_or_to_a_poor_one(
    mai: Client, shelf: Shelf, told: dict[str, str]
) -> None:
    assert mai.post(reverse("portal:mine_pin"), told).status_code == 422
    came(shelf.mai)


def test_a_pin_that_the_desk_gave_is_changed_first(shelf: Shelf, province: cast.Province) -> None:
    librarian = shelf.librarian
    actions.set_pin(
        at=cast.NOW, actor=librarian, library=province.library, patron=shelf.mai, pin="480215", once=True
    )
    client = came(shelf.mai, "480215")
    assert client.get(reverse("portal:mine"))["Location"] == reverse("portal:mine_pin")
    told = {"now": "480215", "new": "730461", "again": "730461"}
    client.post(reverse("portal:mine_pin"), told)
    page(client)


def test_the_list_is_kept_by_consent_and_erased_when_it_is_taken_back(
    mai: Client, shelf: Shelf, province: cast.Province
) -> None:
    mai.post(reverse("portal:mine_history"), {"giu": "1"})
    assert Consent.objects.filter(person=shelf.mai.person, purpose="reading_history").count() == 1
    lend(province, "VL-1", "TV-0001")
    actions.check_in(at=cast.NOW, actor=SYSTEM, library=province.library, barcode="VL-1")
    assert "Truyện Kiều" in page(mai)
    mai.post(reverse("portal:mine_history"), {"giu": "0"})
    assert "Truyện Kiều" not in page(mai)
    assert not Loan.objects.filter(patron=shelf.mai).exists()


def test_a_child_does_not_consent_alone(province: cast.Province) -> None:
    told = actions.NewReader(
        person=PersonData("Lê Thị Na", birth_date=date(2016, 1, 1)),
        card="TE-1",
        pin=PIN,
        guardian=PersonData("Lê Văn Ba"),
    )
    child = actions.register(at=cast.NOW, actor=SYSTEM, library=province.library, reader=told)
    client = came(child)
    assert 'name="giu" value="1"' not in page(client)
    client.post(reverse("portal:mine_history"), {"giu": "1"})
    child.refresh_from_db()
    assert not child.keeps_history
    assert not Consent.objects.exists()


def test_contact_is_put_right_and_letters_come_in_the_language_asked_for(
    mai: Client, shelf: Shelf, province: cast.Province
) -> None:
    told = {"email": "mai@example.org", "phone": "0912345678", "address": "", "notify_by": "email",
            "language": "en", "revision": str(Patron.objects.get(pk=shelf.mai.pk).revision)}  # fmt: skip
    assert mai.post(reverse("portal:mine_contact"), told).status_code == 302
    assert mai.post(reverse("portal:mine_contact"), told).status_code == 422
    lend(province, "VL-1", "TV-0001", ago=60)
    actions.run_day(at=cast.NOW, send=False)
    letter = next(notices.letters(notices.waiting()))
    assert letter.language == "en"
    assert letter.subject.startswith("Overdue")


def test_an_account_bound_to_the_person_needs_no_card(shelf: Shelf) -> None:
    user: User = cast.the_citizen()
    shelf.mai.person.user = user
    shelf.mai.person.save()
    signed_in = SignedIn(user)
    assert "Nguyễn Thị Mai" in page(signed_in)
    other = SignedIn(cast.a_person("khac@example.org", "Người Khác", "librarian", shelf.mai.home))
    assert other.get(reverse("portal:mine")).status_code == 302


def test_a_closed_card_opens_nothing(mai: Client, shelf: Shelf) -> None:
    actions.close(at=cast.NOW, actor=SYSTEM, patron=shelf.mai)
    assert mai.get(reverse("portal:mine")).status_code == 302


def test_more_loans_and_holds_ask_no_more_questions(
    mai: Client, shelf: Shelf, province: cast.Province
) -> None:
    lend(province, "VL-1", "TV-0001")
    with CaptureQueriesContext(connection) as few:
        page(mai)
    for number in range(4):
        record = a_title(province.library, f"Sách {number}", f"9{number}")
        a_copy(record, province.library, f"S-{number}")
        a_copy(record, province.library, f"T-{number}")
        lend(province, f"S-{number}", "TV-0001")
    for number in range(3):
        record = a_title(province.library, f"Chờ {number}", f"8{number}")
        a_copy(record, province.library, f"C-{number}")
        actions.place_hold(
            at=cast.NOW, actor=SYSTEM, pickup=province.library, record=record, patron=shelf.mai
        )
    with CaptureQueriesContext(connection) as many:
        text = page(mai)
    assert "Sách 3" in text
    assert len(many) <= len(few) + 1


def test_a_reader_at_a_desk_of_another_library_sees_the_same(province: cast.Province) -> None:
    reader = a_reader(province.commune_library, "Thạch Sô Phia", card="XA-1", pin=PIN)
    record = a_title(province.library, "Kính vạn hoa", "2")
    a_copy(record, province.library, "VL-9")
    lend(province, "VL-9", "XA-1")
    assert "Kính vạn hoa" in page(came(reader))
