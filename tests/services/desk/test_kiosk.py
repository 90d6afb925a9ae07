"""The self-service screen: nobody's account, one library, card and PIN."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.people.models import User
from densach.services.circulation import actions
from densach.services.circulation.models import Channel, Loan, Renewal, Transfer
from tests import cast
from tests.services.circulation.stock import Shelf, a_copy, a_reader, days

pytestmark = pytest.mark.django_db
PIN = "4826"


@pytest.fixture
def screen(desk: Client, province: cast.Province) -> Client:
    """The librarian started the screen in this browser."""
    a_reader(province.library, "Hồ Tự Mượn", card="TV-0009", pin=PIN)
    desk.post(reverse("circulation:kiosk_start"), {"library": province.library.code})
    return desk


def _enter(screen: Client, pin: str = PIN) -> None:
    screen.post(reverse("circulation:kiosk_enter"), {"card": "TV-0009", "pin": pin})


def _scan(screen: Client, code: str, act: str, key: str = "") -> str:
    told = {"code": code, "act": act, "key": key}
    return screen.post(reverse("circulation:kiosk_scan"), told).content.decode()


def test_starting_the_screen_signs_the_staff_out(screen: Client) -> None:
    assert screen.get(reverse("circulation:desk")).status_code == 302
    assert screen.get(reverse("workspace:home")).status_code == 302
    assert screen.get(reverse("circulation:kiosk")).status_code == 200


def test_a_reader_lends_and_gives_back_by_card_and_pin(screen: Client) -> None:
    _enter(screen)
    assert "Hồ Tự Mượn" in screen.get(reverse("circulation:kiosk")).content.decode()
    assert "Hạn trả" in _scan(screen, "VL-1", "lend", "a")
    loan = Loan.objects.get()
    assert loan.channel == Channel.SELF
    assert "Đã nhận trả" in _scan(screen, "VL-1", "return")
    loan.refresh_from_db()
    assert loan.returned_at is not None


def test_a_reader_renews_what_is_theirs_and_nothing_else(screen: Client, province: cast.Province) -> None:
    for barcode, card in (("VL-1", "TV-0009"), ("VL-2", "TV-0001")):
        actions.check_out(at=days(-5), actor=SYSTEM, library=province.library, barcode=barcode, card=card)
    _enter(screen)
    assert "Hạn trả" in _scan(screen, "VL-1", "renew")
    assert "Hạn trả" not in _scan(screen, "VL-2", "renew")
    assert [one.renewals for one in Loan.objects.order_by("item__barcode")] == [1, 0]
    assert Renewal.objects.get().channel == Channel.SELF


def test_a_wrong_pin_opens_nothing(screen: Client) -> None:
    _enter(screen, "1111")
    assert "Hồ Tự Mượn" not in screen.get(reverse("circulation:kiosk")).content.decode()
    _scan(screen, "VL-1", "lend")
    assert not Loan.objects.exists()


def test_a_reader_who_walks_away_is_signed_out(screen: Client) -> None:
    _enter(screen)
    with time_machine.travel(cast.NOW + timedelta(minutes=2), tick=False):
        assert "Hồ Tự Mượn" not in screen.get(reverse("circulation:kiosk")).content.decode()


def test_giving_back_asks_for_no_card(screen: Client, shelf: Shelf) -> None:
    _enter(screen)
    _scan(screen, "VL-1", "lend", "a")
    screen.post(reverse("circulation:kiosk_done"))
    assert "Đã nhận trả" in _scan(screen, "VL-1", "return")


def test_the_screen_moves_nothing_but_loans_of_its_library_or_its_reader(
    screen: Client, province: cast.Province, shelf: Shelf
) -> None:
    elsewhere: dict[str, Any] = {"at": cast.NOW, "actor": SYSTEM, "library": province.commune_library}
    a_copy(shelf.record, province.commune_library, "XA-1")
    assert "Chưa nhận trả" in _scan(screen, "XA-1", "return")
    actions.check_out(**elsewhere, barcode="XA-1", card="TV-0001")
    a_copy(shelf.record, province.commune_library, "XA-2")
    actions.check_out(**elsewhere, barcode="XA-2", card="TV-0009")
    _enter(screen)
    assert "Chưa nhận trả" in _scan(screen, "XA-1", "return")
    assert Loan.objects.filter(returned_at__isnull=True).count() == 2
    assert not Transfer.objects.exists()
    assert "Đã nhận trả" in _scan(screen, "XA-2", "return")
    assert Loan.objects.get(returned_at__isnull=True).item.barcode == "XA-1"


def test_wrong_passwords_at_the_screen_lock_only_its_leaving(screen: Client, shelf: Shelf) -> None:
    person = User.objects.get(pk=shelf.user.pk)
    person.set_password(cast.PASSWORD)
    person.save()
    leave = reverse("circulation:kiosk_leave")
    for _ in range(9):
        assert screen.post(leave, {"password": "sai-mat-khau"}).status_code == 422
    assert screen.post(leave, {"password": cast.PASSWORD}).status_code == 422
    assert screen.get(reverse("circulation:kiosk")).status_code == 200
    told = {"username": person.get_username(), "password": cast.PASSWORD}
    assert Client().post(reverse("people:login"), told).status_code == 302
    with time_machine.travel(cast.NOW + timedelta(minutes=20), tick=False):
        assert screen.post(leave, {"password": cast.PASSWORD}).status_code == 302


def test_only_the_password_leaves_the_screen(screen: Client, shelf: Shelf) -> None:
    person = User.objects.get(pk=shelf.user.pk)
    person.set_password(cast.PASSWORD)
    person.save()
    leave = reverse("circulation:kiosk_leave")
    assert screen.post(leave, {"password": "sai-mat-khau"}).status_code == 422
    assert screen.get(reverse("circulation:kiosk")).status_code == 200
    assert screen.post(leave, {"password": cast.PASSWORD}).status_code == 302
    assert screen.get(reverse("circulation:kiosk")).status_code == 404


def test_nobody_else_finds_the_screen(client: Client) -> None:
    for name in ("kiosk", "kiosk_leave"):
        assert client.get(reverse(f"circulation:{name}")).status_code == 404
