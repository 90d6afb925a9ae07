"""Passwords as NIST SP 800-63B asks: long, not common, however they are typed, never composed by rule."""

from __future__ import annotations

import unicodedata

import pytest
from django.test import Client
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.people import actions, codes
from densach.people.models import User
from densach.people.passwords import normalised
from densach.people.rules import WeakPassword
from tests.cast import NOW, acting
from tests.stage import SignedIn


def take(user: User, password: str) -> None:
    actions.change_password(at=NOW, actor=acting(user), user=user, password=password)


@pytest.mark.parametrize(
    "password",
    [
        "Anh-yêu-em-2026", "mật khẩu 123456", "12345anhyeuem", "thuvientinh2026", "aaaaaaaaaaaa", "ababababab",
        "Quản trị viên!", "qwertyuiop", "1234567890", "Lê Thị Thư", "password123456",
    ],
)  # fmt: skip
def test_what_many_people_take_is_refused(librarian: User, password: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        take(librarian, password)
    assert refused.value.params["why"]


@pytest.mark.parametrize(
    "password",
    [
        "đèn khuya sách sáng",
        "chợ nổi lúc năm giờ",
        "xuồng ba lá màu xanh lục",
        "kwtzqpvbnr",
        "🦉 cú đọc sách đêm khuya",
    ],
)
def test_length_is_enough_no_signs_figures_or_capitals_are_asked_for(librarian: User, password: str) -> None:
    take(librarian, password)
    assert librarian.check_password(password)


def test_sixty_four_signs_and_more_are_kept_whole(librarian: User) -> None:
    long = "đèn sách " * 20 + "và trăng"
    take(librarian, long)
    assert librarian.check_password(long)
    assert not librarian.check_password(long[:-1])


def test_the_same_letters_from_another_keyboard_open_the_same_door(librarian: User) -> None:
    word = "đèn khuya sách sáng"
    client = SignedIn(librarian)
    actions.change_password(at=NOW, actor=SYSTEM, user=librarian, password="mot-ngon-den-moi")
    client = SignedIn(librarian)
    told = {"form": "password", "password-present": "mot-ngon-den-moi"}
    decomposed = unicodedata.normalize("NFD", word)
    assert decomposed != word
    assert client.post(reverse("people:account"), {**told, "password-new": decomposed}).status_code == 302
    for typed in (word, decomposed):
        answer = Client().post(reverse("people:login"), {"username": librarian.email, "password": typed})
        assert answer.status_code == 302
    assert normalised("ﬁne Ａ") == "fine A"


def test_administrators_need_fifteen_signs_while_the_password_stands_alone(administrator: User) -> None:
    with pytest.raises(WeakPassword):
        take(administrator, "kwtzqpvbnrxm")
    take(administrator, "kwtzqpvbnrxmaeu")
    key = codes.new_key()
    actions.add_app(
        at=NOW, actor=acting(administrator), user=administrator, key=key, code=codes.code_at(key, NOW)
    )
    take(administrator, "hbvmrxzqwe")


def test_a_password_may_be_pasted_and_looked_at(client: Client, db: None) -> None:
    page = client.get(reverse("people:login")).content.decode()
    assert "data-show-word" in page
    assert "onpaste" not in page
    assert 'autocomplete="current-password"' in page
