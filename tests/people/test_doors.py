"""Signing in and out, and one's own account."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import time_machine
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.people import actions, queries
from densach.people.attempts import client_address
from densach.people.models import User
from densach.people.rules import MOST_WRONG, SHUT_FOR
from tests.cast import NOW, PASSWORD, acting
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


@contextmanager
def from_everywhere(proxies: int) -> Iterator[None]:
    with override_settings(DENSACH_TRUSTED_PROXIES=proxies):
        yield


def test_behind_a_proxy_strangers_shut_the_door_for_their_own_address_only(keyed: User) -> None:
    with from_everywhere(1):
        stranger = Client(headers={"x-forwarded-for": "203.0.113.7"})
        for _attempt in range(6):
            try_in(stranger, "sai-mat-khau")
        assert try_in(stranger) == 429
        assert try_in(Client(headers={"x-forwarded-for": "203.0.113.8"})) == 302


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "203.0.113.7", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "1.1.1.1, 203.0.113.7", "203.0.113.7"),
        (2, "1.1.1.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "203.0.113.7", "10.0.0.1"),
        (1, "203.0.113.7:5311", "203.0.113.7"),
        (1, "[2001:db8::7]:5311", "2001:db8::7"),
        (1, "not an address", "10.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(
    rf: RequestFactory, proxies: int, told: str, address: str
) -> None:
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": told} if told else {})
    with from_everywhere(proxies):
        assert client_address(request) == address


def test_a_hundred_wrong_attempts_from_many_addresses_shut_the_account(keyed: User) -> None:
    with time_machine.travel(NOW, tick=False):
        User.objects.update(wrong_in_a_row=MOST_WRONG - 2, wrong_at=NOW)
        assert try_in(Client(REMOTE_ADDR="203.0.113.1"), "sai-mat-khau") == 200
        assert try_in(Client(REMOTE_ADDR="203.0.113.2"), "sai-mat-khau") == 429
        assert try_in(Client(REMOTE_ADDR="203.0.113.3")) == 429
    with time_machine.travel(NOW + SHUT_FOR, tick=False):
        assert try_in(Client(REMOTE_ADDR="203.0.113.3"), "sai-mat-khau") == 429, "one more shuts it again"


def test_whoever_comes_in_begins_the_hundred_anew(keyed: User) -> None:
    User.objects.update(wrong_in_a_row=MOST_WRONG - 1, wrong_at=NOW)
    assert try_in(Client()) == 302
    keyed.refresh_from_db()
    assert keyed.wrong_in_a_row == 0


def test_an_account_shut_from_everywhere_is_opened_by_who_looks_after_it(
    keyed: User, administrator: User
) -> None:
    with time_machine.travel(NOW, tick=False):
        User.objects.filter(pk=keyed.pk).update(wrong_in_a_row=MOST_WRONG, wrong_at=NOW)
        assert [one.user for one in queries.locked_out(acting(administrator), NOW)] == [keyed]
        assert SignedIn(administrator).post(reverse("people:unlock", args=[keyed.pk])).status_code == 302
        assert try_in(Client()) == 302


def test_pages_of_people_at_work_are_kept_by_no_browser(keyed: User) -> None:
    client = SignedIn(keyed)
    for page in (HOME, ACCOUNT, reverse("portal:home")):
        assert "no-store" in client.get(page)["Cache-Control"]
    assert "no-store" not in Client().get(reverse("portal:home")).get("Cache-Control", "")


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
