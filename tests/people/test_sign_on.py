"""A province's own sign-on (OpenID Connect), tried against one of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from densach.people import actions, codes
from densach.people.models import Identity, Membership, User
from tests.cast import NOW, TODAY, Province, acting
from tests.people.fake_sign_on import CLIENT, SECRET, SignOn
from tests.stage import SignedIn

LOGIN = reverse("people:login")
HOME = reverse("workspace:home")
LEAVE, BACK = reverse("people:sign_on"), reverse("people:sign_on_back")


@pytest.fixture(autouse=True)
def _a_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sign_on(settings: Settings, librarian: User) -> Iterator[SignOn]:
    """The sign-on knows the librarian."""
    fake = SignOn(
        claims={"email": librarian.email.upper(), "name": librarian.name}, now=lambda: int(NOW.timestamp())
    )
    fake.start()
    settings.DENSACH_OIDC = {
        "issuer": fake.issuer,
        "client_id": CLIENT,
        "client_secret": SECRET,
        "name": "Một cửa Ba Vàm",
        "opens_accounts": False,
    }
    yield fake
    fake.stop()


def come(client: Client, fake: SignOn, onward: str = "") -> Any:
    """There and back again; the page on which the browser ends."""
    address = client.get(LEAVE, {"next": onward} if onward else {})["Location"]
    return client.get(f"{BACK}?{fake.visit(address)}", follow=True)


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def test_whoever_the_sign_on_knows_by_a_verified_address_is_in(
    client: Client, sign_on: SignOn, librarian: User
) -> None:
    assert "Đăng nhập bằng Một cửa Ba Vàm" in client.get(LOGIN).content.decode()
    answer = come(client, sign_on)
    assert sign_on.problems == []
    assert answer.redirect_chain[-1][0] == HOME
    assert is_in(client)
    assert Identity.objects.get().user == librarian


def test_without_settings_there_is_no_sign_on(client: Client, db: None) -> None:
    assert client.get(LEAVE).status_code == 404
    assert client.get(BACK).status_code == 404
    assert LEAVE not in client.get(LOGIN).content.decode()


def test_somebody_unknown_is_told_to_ask_the_unit(client: Client, sign_on: SignOn) -> None:
    sign_on.claims["email"] = "ai-do@ba-vam.test"
    page = come(client, sign_on).content.decode()
    assert "ai-do@ba-vam.test" in page
    assert "Hãy đề nghị đơn vị mời bạn" in page
    assert not User.objects.filter(email="ai-do@ba-vam.test").exists()
    assert not is_in(client)


def test_where_the_settings_allow_an_account_without_any_role_is_made(
    client: Client, sign_on: SignOn, settings: Settings
) -> None:
    settings.DENSACH_OIDC = {**settings.DENSACH_OIDC, "opens_accounts": True}
    sign_on.claims["email"] = "ai-do@ba-vam.test"
    come(client, sign_on)
    user = User.objects.get(email="ai-do@ba-vam.test")
    assert not Membership.objects.filter(user=user).exists()
    assert not user.has_usable_password()


def without(name: str) -> Any:
    return lambda told: {key: value for key, value in told.items() if key != name}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: {**told, "nonce": "of another visit"},
        without("nonce"),
        lambda told: {**told, "exp": told["iat"] - 120, "iat": told["iat"] - 420},
        lambda told: {**told, "iat": told["iat"] + 3600, "exp": told["iat"] + 7200},
        without("exp"),
        without("sub"),
        lambda told: {**told, "aud": "another house"},
        lambda told: {**told, "aud": [CLIENT, "another house"]},
        lambda told: {**told, "iss": "http://127.0.0.1:1"},
        lambda told: {**told, "email_verified": False},
        lambda told: {**told, "email_verified": "true"},
        without("email_verified"),
        without("email"),
    ],
    ids=[
        "wrong nonce", "no nonce", "expired", "from the future", "never expires", "nobody", "wrong audience",
        "several audiences", "wrong issuer", "unverified", "verified in words", "not told whether verified",
        "no address",
    ],
)  # fmt: skip
def test_a_token_that_does_not_hold_opens_nothing(client: Client, sign_on: SignOn, spoil: Any) -> None:
    sign_on.spoil = spoil
    page = come(client, sign_on).content.decode()
    assert "không hợp lệ" in page
    assert not is_in(client)
    assert not Identity.objects.exists()


@pytest.mark.parametrize("algorithm", ["none", "HS256", "another key"])
def test_only_the_published_key_signs(client: Client, sign_on: SignOn, algorithm: str) -> None:
    if algorithm == "another key":
        sign_on.signs_with = rsa.generate_private_key(65537, 2048)
    else:
        sign_on.algorithm = algorithm
    come(client, sign_on)
    assert not is_in(client)


def test_an_answer_to_a_question_of_another_browser_opens_nothing(client: Client, sign_on: SignOn) -> None:
    query = sign_on.visit(Client().get(LEAVE)["Location"])
    client.get(f"{BACK}?{query}")
    assert not is_in(client)
    own = client.get(LEAVE)["Location"]
    sign_on.visit(own)
    client.get(f"{BACK}?{query}")
    assert not is_in(client)


def test_an_answer_is_used_up(client: Client, sign_on: SignOn) -> None:
    query = sign_on.visit(client.get(LEAVE)["Location"])
    client.get(f"{BACK}?code=sai&state=sai")
    client.get(f"{BACK}?{query}")
    assert not is_in(client)


def test_an_address_handed_on_to_somebody_else_opens_no_account(client: Client, sign_on: SignOn) -> None:
    come(client, sign_on)
    sign_on.claims["sub"] = "so-2"
    other = Client()
    page = come(other, sign_on).content.decode()
    assert "thuộc về một người khác" in page
    assert not is_in(other)


def test_a_bound_account_stays_bound_when_the_address_changes(
    client: Client, sign_on: SignOn, officer: User, librarian: User
) -> None:
    come(client, sign_on)
    sign_on.claims["email"] = officer.email
    other = Client()
    come(other, sign_on)
    assert other.session["_auth_user_id"] == str(librarian.pk)


def test_the_sign_on_does_not_stand_for_the_second_factor(
    client: Client, sign_on: SignOn, librarian: User
) -> None:
    key = codes.new_key()
    actions.add_app(at=NOW, actor=acting(librarian), user=librarian, key=key, code=codes.code_at(key, NOW))
    assert come(client, sign_on).redirect_chain[-1][0] == reverse("people:second_step")
    assert not is_in(client)


def test_a_closed_account_is_closed_to_the_sign_on_too(
    client: Client, sign_on: SignOn, librarian: User, administrator: User
) -> None:
    come(client, sign_on)
    actions.close_account(at=NOW, actor=acting(administrator), user=librarian)
    other = Client()
    come(other, sign_on)
    assert not is_in(other)


def test_a_one_time_password_that_somebody_else_knows_ends_with_the_sign_on(
    client: Client, sign_on: SignOn, librarian: User, administrator: User
) -> None:
    actions.set_one_time_password(
        at=NOW, actor=acting(administrator), user=librarian, password="abcd-efgh-ijkl-mnop"
    )
    come(client, sign_on)
    librarian.refresh_from_db()
    assert not librarian.must_change
    assert not librarian.check_password("abcd-efgh-ijkl-mnop")


def test_a_silent_sign_on_is_told_and_the_password_still_serves(client: Client, sign_on: SignOn) -> None:
    sign_on.stop()
    page = client.get(LEAVE, follow=True).content.decode()
    assert "không trả lời" in page


def test_a_sign_on_that_calls_itself_otherwise_is_not_believed(client: Client, sign_on: SignOn) -> None:
    sign_on.told_issuer = "http://127.0.0.1:1"
    assert client.get(LEAVE)["Location"] == LOGIN


def test_the_way_on_leads_nowhere_outside(client: Client, sign_on: SignOn) -> None:
    assert come(client, sign_on, "https://example.org/").redirect_chain[-1][0] == HOME
    other = Client()
    wanted = reverse("facts:home")
    assert come(other, sign_on, wanted).redirect_chain[-1][0] == wanted


def test_only_who_has_a_password_looses_the_binding(
    client: Client, sign_on: SignOn, librarian: User, province: Province
) -> None:
    come(client, sign_on)
    address = reverse("people:unbind")
    assert SignedIn(librarian).post(address).status_code == 302
    assert Identity.objects.exists(), "no password: no other way in"
    actions.change_password(
        at=NOW, actor=acting(librarian, TODAY), user=librarian, password="mot-ngon-den-moi"
    )
    SignedIn(librarian).post(address)
    assert not Identity.objects.exists()
