"""Where somebody is signed in, ending it, and doors that wrong passwords shut."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.people import actions, queries
from densach.people.models import SignIn, User
from densach.people.rules import browser_words
from tests.cast import NOW, PASSWORD, acting, the_citizen
from tests.stage import SignedIn

LOGIN, HOME, SECURITY = reverse("people:login"), reverse("workspace:home"), reverse("people:security")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36"
)


@pytest.fixture(autouse=True)
def _a_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def keyed(librarian: User) -> User:
    actions.change_password(at=NOW, actor=SYSTEM, user=librarian, password=PASSWORD)
    return librarian


def signed_in(user: User, agent: str = FIREFOX, address: str = "203.0.113.77") -> Client:
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    assert client.post(LOGIN, {"username": user.email, "password": PASSWORD}).status_code == 302
    return client


def test_a_leader_comes_in_on_the_leaders_page_and_others_at_their_desk(keyed: User, leader: User) -> None:
    actions.change_password(at=NOW, actor=SYSTEM, user=leader, password=PASSWORD)
    for user, page in ((keyed, HOME), (leader, reverse("workspace:leader"))):
        client = Client()
        answer = client.post(LOGIN, {"username": user.email, "password": PASSWORD})
        assert answer["Location"] == page
        assert client.get(page).status_code == 200
        assert client.get(LOGIN)["Location"] == page
    wanted = {"username": leader.email, "password": PASSWORD, "next": SECURITY}
    assert Client().post(LOGIN, wanted)["Location"] == SECURITY


@pytest.mark.django_db
def test_a_citizen_comes_in_on_what_is_one_s_own_and_not_before_a_shut_desk() -> None:
    citizen = the_citizen()
    actions.change_password(at=NOW, actor=SYSTEM, user=citizen, password=PASSWORD)
    client = Client()
    answer = client.post(LOGIN, {"username": citizen.email, "password": PASSWORD})
    assert answer["Location"] == reverse("portal:my_activities")
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(reverse("portal:mine"))["Location"] == reverse("portal:my_activities")
    # The way to a library card is on that page, and to that page from the menu of every other.
    assert reverse("portal:mine_enter") in client.get(answer["Location"]).content.decode()
    assert reverse("portal:my_activities") in client.get("/").content.decode()


def test_each_browser_is_listed_with_a_rough_address(keyed: User) -> None:
    here = signed_in(keyed)
    signed_in(keyed, PHONE, "2001:db8:1:2::9")
    page = here.get(SECURITY).content.decode()
    for words in (
        "Firefox · Linux",
        "Chrome · Android",
        "203.0.113.…",
        "2001:0db8:0001:…",
        "trình duyệt này",
    ):
        assert words in page
    assert "203.0.113.77" not in page


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox · Linux"),
        (PHONE, "Chrome · Android"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0",
            "Edge · Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari · iPhone",
        ),
        ("curl/8.5", ""),
    ],
)
def test_a_browser_is_told_in_two_names(agent: str, words: str) -> None:
    assert browser_words(agent) == words


def test_one_browser_is_signed_out_from_another(keyed: User) -> None:
    here, there = signed_in(keyed), signed_in(keyed, PHONE)
    row = SignIn.objects.get(browser="Chrome · Android")
    assert there.get(HOME).status_code == 200
    assert here.post(reverse("people:end_own_sign_in", args=[row.pk])).status_code == 302
    assert there.get(HOME).status_code == 302
    assert here.get(HOME).status_code == 200
    assert here.post(reverse("people:end_own_sign_in", args=[row.pk])).status_code == 404


def test_all_others_are_signed_out_at_once(keyed: User) -> None:
    here, others = signed_in(keyed), [signed_in(keyed, PHONE), signed_in(keyed, PHONE)]
    here.post(reverse("people:end_own_sign_ins"))
    assert [client.get(HOME).status_code for client in (here, *others)] == [200, 302, 302]
    assert len(queries.sign_ins_of(keyed, NOW)) == 1


def test_a_sign_in_of_somebody_else_is_not_there(keyed: User, officer: User) -> None:
    signed_in(keyed)
    address = reverse("people:end_own_sign_in", args=[SignIn.objects.get().pk])
    assert SignedIn(officer).post(address).status_code == 404


def test_whoever_looks_after_people_signs_somebody_out_everywhere(
    keyed: User, head: User, officer: User, museum_keeper: User
) -> None:
    there = signed_in(keyed)
    assert SignedIn(museum_keeper).post(reverse("people:end_sign_ins", args=[keyed.pk])).status_code == 403
    assert there.get(HOME).status_code == 200
    assert SignedIn(head).post(reverse("people:end_sign_ins", args=[keyed.pk])).status_code == 302
    assert there.get(HOME).status_code == 302


def test_signing_out_ends_the_line(keyed: User) -> None:
    client = signed_in(keyed)
    client.post(reverse("people:logout"))
    assert queries.sign_ins_of(keyed, NOW) == []
    assert SignIn.objects.get().ended_at == NOW


def test_who_changes_the_password_stays_listed_and_nobody_else(keyed: User) -> None:
    here, there = signed_in(keyed), signed_in(keyed, PHONE)
    told = {"form": "password", "password-present": PASSWORD, "password-new": "mot-ngon-den-moi"}
    assert here.post(reverse("people:account"), told).status_code == 302
    assert there.get(HOME).status_code == 302
    assert [one.browser for one in queries.sign_ins_of(keyed, NOW)] == ["Firefox · Linux"]
    assert "trình duyệt này" in here.get(SECURITY).content.decode()


def test_a_browser_is_seen_again_at_most_every_five_minutes(keyed: User) -> None:
    client = signed_in(keyed)
    cache.clear()
    for minutes, seen in ((1, 1), (3, 1)):
        with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
            client.get(HOME)
            assert SignIn.objects.get().seen_at == NOW + timedelta(minutes=seen)
    cache.clear()
    with time_machine.travel(NOW + timedelta(minutes=9), tick=False):
        client.get(HOME)
    assert SignIn.objects.get().seen_at == NOW + timedelta(minutes=9)


def test_lines_of_old_sign_ins_go_after_ninety_days(keyed: User) -> None:
    signed_in(keyed)
    with time_machine.travel(NOW + timedelta(days=91), tick=False):
        signed_in(keyed)
    assert SignIn.objects.count() == 1


# doors that are shut --------------------------------------------------------------------------------------


def shut(user: User, *addresses: str) -> Client:
    client = Client()
    for attempt in range(5):
        email = addresses[attempt % len(addresses)] if addresses else user.email
        client.post(LOGIN, {"username": email, "password": "sai-mat-khau"})
    return client


def test_other_capitals_are_no_new_attempts(keyed: User) -> None:
    client = shut(keyed, keyed.email, keyed.email.upper(), keyed.email.title())
    assert client.post(LOGIN, {"username": keyed.email, "password": PASSWORD}).status_code == 429


def test_shut_doors_are_listed_and_opened_by_who_looks_after_the_person(
    keyed: User, head: User, administrator: User
) -> None:
    # django-axes reads the clock for itself, so this test goes by the real one.
    with time_machine.travel(NOW, tick=True):
        client = shut(keyed)
        page = SignedIn(head).get(reverse("people:safety")).content.decode()
        assert keyed.email in page
        assert "09:15 20/11/2026" in page
        assert (
            "Sai mật khẩu quá nhiều lần"
            in SignedIn(head).get(reverse("people:person", args=[keyed.pk])).content.decode()
        )
        assert SignedIn(head).post(reverse("people:unlock", args=[keyed.pk])).status_code == 302
        assert client.post(LOGIN, {"username": keyed.email, "password": PASSWORD}).status_code == 302
        assert queries.locked_out(acting(administrator), NOW) == []


def test_what_is_kept_of_a_wrong_attempt_holds_no_password(keyed: User) -> None:
    from axes.models import AccessAttempt

    Client().post(LOGIN, {"username": keyed.email, "password": "gan-dung-mat-khau"})
    row = AccessAttempt.objects.get()
    assert "gan-dung" not in row.post_data
    assert row.username == keyed.email
