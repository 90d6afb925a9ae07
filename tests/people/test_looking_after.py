"""The pages of whoever looks after people: the list, accounts, roles, and the journal of them."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from densach.journal import queries as journal
from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people import actions
from densach.people.models import Membership, User
from tests.cast import NOW, PASSWORD, TODAY, Province, a_person, acting
from tests.people.test_limits import close, give, the_role
from tests.stage import SignedIn

LIST = reverse("people:list")
NEW = reverse("people:new")
ACCOUNT = reverse("people:account")
HOME = reverse("workspace:home")
ONE_TIME = re.compile(r"\b(?:[2-9a-hj-km-np-z]{4}-){3}[2-9a-hj-km-np-z]{4}\b")


@pytest.fixture(autouse=True)
def _on_one_morning(db: None) -> object:
    """Pages ask the clock: on the cast's day."""
    with time_machine.travel(NOW, tick=False):
        yield


def address(name: str, user: User, **more: object) -> str:
    return reverse(f"people:{name}", kwargs={"pk": user.pk, **more})


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_list_shows_the_people_of_the_units_in_reach_and_no_others(
    head: User, librarian: User, museum_keeper: User, stranger: User
) -> None:
    page = text(SignedIn(head), LIST)
    assert librarian.name in page
    assert head.name in page
    assert museum_keeper.name not in page
    assert stranger.name not in page


@pytest.mark.parametrize(("query", "found"), [
    ("q=le+thi+thu", True), ("q=librarian@", True), ("q=khong-ai", False), ("vai=librarian", True),
    ("vai=school", False), ("trang-thai=open", True), ("trang-thai=closed", False), ("q=²&after=x~²", True),
])  # fmt: skip
def test_the_list_is_narrowed_by_name_role_and_state(
    head: User, librarian: User, query: str, found: bool
) -> None:
    address = f"{LIST}?{query.replace('q=²&', '')}"
    assert (librarian.name in text(SignedIn(head), address)) is found


def test_a_long_list_goes_on_by_key_and_loses_nobody(province: Province, head: User) -> None:
    for number in range(60):
        a_person(f"n{number}@ba-vam.test", f"Trần Thị {number:03}", "librarian", province.library)
    client = SignedIn(head)
    first = text(client, LIST)
    following = re.search(r'href="(\?[^"]*after=[^"]*)"', first)
    assert following
    second = text(client, LIST + following[1].replace("&amp;", "&"))
    told = re.findall(r"Trần Thị (\d{3})", first + second)
    assert sorted(told) == sorted(f"{number:03}" for number in range(60))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_is_taken_away(head: User, librarian: User, form: str) -> None:
    answer = SignedIn(head).get(reverse("people:download", kwargs={"form": form}))
    assert answer.status_code == 200
    if form == "csv":
        assert librarian.email in answer.content.decode("utf-8-sig")


def test_who_looks_after_nobody_has_no_such_page_and_no_way_to_it(librarian: User) -> None:
    client = SignedIn(librarian)
    assert client.get(LIST).status_code == 403
    assert f'href="{LIST}"' not in text(client, HOME)


def test_the_rail_leads_whoever_may_to_the_people(head: User) -> None:
    assert f'href="{LIST}"' in text(SignedIn(head), HOME)


def opened(client: Client, place: Organisation, role: str, **other: str) -> tuple[int, str]:
    told = {"name": "Cao Thị Mới", "email": "moi@ba-vam.test", "unit": place.code, "role": role, **other}
    answer = client.post(NEW, {"since": "2026-11-20", **told})
    return answer.status_code, answer.content.decode()


def test_a_new_person_signs_in_once_changes_the_password_and_only_then_works(
    province: Province, head: User, client: Client
) -> None:
    status, page = opened(SignedIn(head), province.library, "librarian")
    assert status == 200
    password = ONE_TIME.findall(page)[0]
    user = User.objects.get(email="moi@ba-vam.test")
    assert password not in text(SignedIn(head), address("person", user))
    client.post(reverse("people:login"), {"username": user.email, "password": password})
    for closed in (HOME, reverse("facts:home"), reverse("portal:home"), f"/en{HOME}"):
        assert client.get(closed).status_code == 302, closed
        assert client.get(closed)["Location"].endswith(ACCOUNT)
    assert reverse("facts:home") not in text(client, ACCOUNT)
    told = {"form": "password", "password-present": password}
    assert client.post(ACCOUNT, {**told, "password-new": password}).status_code == 422
    answer = client.post(ACCOUNT, {**told, "password-new": "mot-ngon-den-moi"})
    assert answer["Location"] == HOME
    assert client.get(HOME).status_code == 200


def test_the_page_with_the_password_is_kept_by_no_browser(province: Province, head: User) -> None:
    told = {"name": "Cao Thị Mới", "email": "moi@ba-vam.test", "unit": province.library.code}
    answer = SignedIn(head).post(NEW, {**told, "role": "librarian", "since": "2026-11-20"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "librarian@ba-vam.test"}, {"email": "khong phai"}, {"unit": "khong-co"}, {"role": "emperor"},
        {"since": "31/6"}, {"name": " "},
    ],
)  # fmt: skip
def test_a_wrong_account_is_refused_with_what_was_typed(
    province: Province, head: User, librarian: User, wrong: dict[str, str]
) -> None:
    before = User.objects.count()
    status, page = opened(SignedIn(head), province.library, **{"role": "librarian", **wrong})
    assert status == 422
    assert "error-summary" in page
    assert User.objects.count() == before


def test_a_role_that_goes_too_far_is_not_even_offered_and_leaves_no_account(
    province: Province, head: User
) -> None:
    status, page = opened(SignedIn(head), province.library, "administrator")
    assert status == 422
    assert 'value="administrator"' not in page
    assert not User.objects.filter(email="moi@ba-vam.test").exists()


def test_a_unit_is_found_by_a_part_of_its_name_without_accents(
    province: Province, administrator: User
) -> None:
    client = SignedIn(administrator)
    status, _page = opened(client, province.library, "librarian", unit="thu vien xa an tien")
    assert status == 200
    assert the_role(User.objects.get(email="moi@ba-vam.test")).organisation == province.commune_library
    status, page = opened(client, province.library, "librarian", unit="thu vien xa", email="hai@ba-vam.test")
    assert status == 422
    assert "tv-long-dien" in page


def test_a_closed_account_is_out_at_once_and_comes_back_only_with_a_new_password(
    head: User, librarian: User, client: Client
) -> None:
    actions.change_password(at=NOW, actor=SYSTEM, user=librarian, password=PASSWORD)
    inside, keeper = SignedIn(librarian), SignedIn(head)
    assert inside.get(HOME).status_code == 200
    assert keeper.post(address("close", librarian)).status_code == 302
    assert inside.get(HOME).status_code == 302
    assert (
        client.post(reverse("people:login"), {"username": librarian.email, "password": PASSWORD}).status_code
        == 200
    )
    page = keeper.post(address("reopen", librarian)).content.decode()
    assert inside.get(HOME).status_code == 302, "an old sign-in comes back to life"
    told = {"username": librarian.email, "password": ONE_TIME.findall(page)[0]}
    assert client.post(reverse("people:login"), told).status_code == 302


def test_a_new_one_time_password_ends_every_sign_in(head: User, librarian: User) -> None:
    inside = SignedIn(librarian)
    page = SignedIn(head).post(address("reset", librarian)).content.decode()
    assert ONE_TIME.search(page)
    assert inside.get(HOME).status_code == 302


def test_roles_are_given_and_ended_on_the_persons_page(
    province: Province, head: User, librarian: User
) -> None:
    client = SignedIn(head)
    told = {"unit": province.library.code, "role": "culture_head", "since": "2026-11-01"}
    assert client.post(address("give_role", librarian), told).status_code == 302
    new = Membership.objects.get(user=librarian, role="culture_head")
    url = address("end_role", librarian, membership=new.pk)
    assert client.post(url, {"last_day": "2026-10-01"}).status_code == 422
    assert client.post(url, {"last_day": "2026-11-10"}).status_code == 302
    page = text(client, address("person", librarian))
    assert "10/11/2026" in page
    assert "Thủ thư" in page


def test_a_role_of_somebody_else_is_not_ended_through_this_person(
    head: User, librarian: User, museum_keeper: User
) -> None:
    url = address("end_role", librarian, membership=the_role(museum_keeper).pk)
    assert SignedIn(head).post(url, {"last_day": "2026-11-20"}).status_code == 404


@pytest.mark.parametrize("name", ["person", "give_role", "close", "reopen", "reset"])
def test_people_of_another_place_have_no_page(head: User, museum_keeper: User, name: str) -> None:
    client, url = SignedIn(head), address(name, museum_keeper)
    answer = client.get(url) if name == "person" else client.post(url)
    assert answer.status_code == 404
    museum_keeper.refresh_from_db()
    assert museum_keeper.is_active


def test_a_refusal_is_told_on_the_persons_page(province: Province, administrator: User) -> None:
    page = SignedIn(administrator).post(address("close", administrator), follow=True).content.decode()
    assert "Không ai tự khóa tài khoản" in page


def test_the_journal_tells_every_act_in_words(province: Province, head: User, librarian: User) -> None:
    give(head, librarian, province.library, "culture_head")
    keeper = acting(head)
    actions.set_one_time_password(at=NOW, actor=keeper, user=librarian, password=PASSWORD)
    close(head, librarian)
    actions.reopen_account(at=NOW, actor=keeper, user=librarian, password=PASSWORD)
    role = Membership.objects.get(user=librarian, role="librarian")
    actions.end_role(at=NOW, actor=keeper, membership=role, last_day=TODAY)
    told = [line.words for line in journal.lines(journal.Wanted(subject=f"user:{librarian.pk}"))]
    assert told[:5] == [
        "ghi 20/11/2026 là ngày cuối Lê Thị Thư giữ vai trò Thủ thư tại Thư viện tỉnh Ba Vàm",
        "mở lại tài khoản của Lê Thị Thư",
        "khóa tài khoản của Lê Thị Thư",
        "cấp mật khẩu dùng một lần cho Lê Thị Thư",
        "giao cho Lê Thị Thư vai trò Phụ trách thiết chế văn hóa tại Thư viện tỉnh Ba Vàm từ 20/11/2026",
    ]


def test_a_wrong_last_day_is_told_at_its_role_and_nowhere_else(
    province: Province, head: User, librarian: User
) -> None:
    client = SignedIn(head)
    url = address("end_role", librarian, membership=the_role(librarian).pk)
    page = client.post(url, {"last_day": ""}).content.decode()
    assert page.count('class="error-summary"') == 1
    page = client.post(
        address("give_role", librarian), {"unit": "", "role": "", "since": ""}
    ).content.decode()
    assert page.count('class="error-summary"') == 1
