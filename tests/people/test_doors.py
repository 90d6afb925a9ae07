"""Signing in and out, and one's own account."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.people import actions
from densach.people.models import User
from tests.cast import NOW, PASSWORD
from tests.stage import SignedIn

LOGIN = reverse("people:login")
ACCOUNT = reverse("people:account")
HOME = reverse("workspace:home")


@pytest.fixture
def keyed(librarian: User) -> User:
    """The librarian with a password."""
    actions.change_password(at=NOW, actor=SYSTEM, user=librarian, password=PASSWORD)
    return librarian


def try_in(
    client: Client, password: str = PASSWORD, email: str = "librarian@ba-vam.test", **more: str
) -> int:
    return client.post(LOGIN, {"username": email, "password": password, **more}).status_code


def test_whoever_signs_in_comes_to_the_desk(client: Client, keyed: User) -> None:
    response = client.post(LOGIN, {"username": keyed.email, "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, HOME)
    assert keyed.name in client.get(HOME).content.decode()


def test_capitals_in_the_address_do_not_matter(client: Client, keyed: User) -> None:
    assert try_in(client, email="Librarian@BA-VAM.test") == 302


def test_whoever_was_on_the_way_somewhere_arrives_there(client: Client, keyed: User) -> None:
    wanted = reverse("facts:home")
    assert client.get(wanted)["Location"] == f"{LOGIN}?next={wanted}"
    response = client.post(LOGIN, {"username": keyed.email, "password": PASSWORD, "next": wanted})
    assert response["Location"] == wanted


def test_the_sign_in_page_leads_nowhere_outside(client: Client, keyed: User) -> None:
    told = {"username": keyed.email, "password": PASSWORD, "next": "https://example.org/"}
    assert client.post(LOGIN, told)["Location"] == HOME


def test_a_wrong_password_is_told_without_saying_which_half_is_wrong(client: Client, keyed: User) -> None:
    wrong = client.post(LOGIN, {"username": keyed.email, "password": "sai-mat-khau"}).content.decode()
    unknown = client.post(LOGIN, {"username": "ai@do.test", "password": "sai-mat-khau"}).content.decode()
    for page in (wrong, unknown):
        assert "Thư điện tử và mật khẩu không khớp" in page


def test_the_door_is_shut_for_a_while_after_five_wrong_passwords(client: Client, keyed: User) -> None:
    answers = [try_in(client, "sai-mat-khau") for _attempt in range(5)]
    assert answers[:4] == [200, 200, 200, 200]
    assert answers[4] == 429
    assert try_in(client) == 429
    assert client.get(HOME).status_code == 302


def test_colleagues_behind_the_same_address_are_not_shut_out_with_them(
    client: Client, keyed: User, officer: User
) -> None:
    actions.change_password(at=NOW, actor=SYSTEM, user=officer, password=PASSWORD)
    for _attempt in range(6):
        try_in(client, "sai-mat-khau")
    assert try_in(client, email=officer.email) == 302


def test_signing_out_leads_to_the_citizens_front_page(keyed: User) -> None:
    client = SignedIn(keyed)
    assert client.get(reverse("people:logout")).status_code == 405
    response = client.post(reverse("people:logout"))
    assert response["Location"] == reverse("portal:home")
    assert client.get(HOME).status_code == 302


def test_the_account_page_says_what_i_may_do_and_where(keyed: User) -> None:
    page = SignedIn(keyed).get(ACCOUNT).content.decode()
    for words in ("Thủ thư", "Thư viện tỉnh Ba Vàm", "nhập và sửa số liệu"):
        assert words in page


def test_a_citizen_without_a_role_still_has_an_account_page(citizen: User) -> None:
    page = SignedIn(citizen).get(ACCOUNT).content.decode()
    assert "Chưa có vai trò" in page
    assert reverse("facts:home") not in page


def test_the_chosen_language_is_spoken_after_signing_in(client: Client, keyed: User) -> None:
    chosen = SignedIn(keyed).post(ACCOUNT, {"form": "language", "language-language": "en"})
    assert chosen["Location"] == f"/en{ACCOUNT}"
    response = client.post(LOGIN, {"username": keyed.email, "password": PASSWORD})
    assert response["Location"] == f"/en{HOME}"


def change(client: Client, present: str, new: str) -> int:
    told = {"form": "password", "password-present": present, "password-new": new}
    return client.post(ACCOUNT, told).status_code


def test_a_password_is_changed_by_who_knows_the_present_one(keyed: User) -> None:
    client = SignedIn(keyed)
    assert change(client, "khong-phai", "mot-ngon-den-moi") == 422
    assert change(client, PASSWORD, "ngan") == 422
    keyed.refresh_from_db()
    assert keyed.check_password(PASSWORD)
    assert change(client, PASSWORD, "mot-ngon-den-moi") == 302
    keyed.refresh_from_db()
    assert keyed.check_password("mot-ngon-den-moi")
    assert client.get(HOME).status_code == 200, "who changed it stays signed in"


def test_a_changed_password_ends_every_other_sign_in(keyed: User) -> None:
    elsewhere, here = SignedIn(keyed), SignedIn(keyed)
    assert elsewhere.get(HOME).status_code == 200
    assert change(here, PASSWORD, "mot-ngon-den-moi") == 302
    assert elsewhere.get(HOME).status_code == 302


def test_the_page_says_its_language(client: Client, db: None) -> None:
    assert '<html lang="vi">' in client.get(LOGIN).content.decode()
    english = client.get(f"/en{LOGIN}").content.decode()
    assert '<html lang="en">' in english
    assert "Present" not in english
    assert f'href="{LOGIN}"' in english
