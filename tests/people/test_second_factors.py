"""Codes from an app, recovery codes, and who demands them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from densach.journal import queries as journal
from densach.kernel.actor import SYSTEM
from densach.people import actions, codes, queries
from densach.people.models import SecondFactor, User
from densach.people.rules import (
    DemandHeld,
    DemandWithoutNotice,
    FactorDemanded,
    FactorHeld,
    PersonBeyondOwn,
    WrongCode,
)
from densach.people.views import entrance, security
from tests.cast import NOW, PASSWORD, TODAY, Province, acting
from tests.stage import SignedIn

LOGIN = reverse("people:login")
STEP = reverse("people:second_step")
SECURITY = reverse("people:security")
HOME = reverse("workspace:home")
KEY = codes.new_key()


@pytest.fixture(autouse=True)
def _a_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def keyed(librarian: User) -> User:
    """The librarian with a password and an app for codes."""
    actions.change_password(at=NOW, actor=SYSTEM, user=librarian, password=PASSWORD)
    add_app(librarian)
    return librarian


def add_app(user: User, at: datetime = NOW - timedelta(hours=1)) -> list[str]:
    return actions.add_app(at=at, actor=acting(user), user=user, key=KEY, code=codes.code_at(KEY, at))


def first_step(client: Client, user: User) -> str:
    answer = client.post(LOGIN, {"username": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    return str(answer["Location"])


def second(client: Client, code: str) -> int:
    return client.post(STEP, {"kind": "code", "code": code}).status_code


def test_codes_are_those_of_the_standard() -> None:
    # RFC 6238, appendix B: the key of twenty figures, SHA-1, the last six figures of each value.
    key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for seconds, code in (
        (59, "287082"),
        (1111111109, "081804"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ):
        at = datetime.fromtimestamp(seconds, tz=NOW.tzinfo)
        assert codes.code_at(key, at) == code
        assert codes.step_of(key, code, at) == seconds // 30
        assert codes.step_of(key, f"{code[:3]} {code[3:]}", at + timedelta(seconds=30)) == seconds // 30
        assert codes.step_of(key, code, at + timedelta(seconds=90)) is None


def test_the_key_of_the_app_is_not_readable_in_the_database(keyed: User) -> None:
    row = SecondFactor.objects.get()
    assert KEY not in str(vars(row))
    assert codes.unseal(row.sealed) == KEY


def test_another_installations_secret_opens_no_key(keyed: User, settings: Settings) -> None:
    row = SecondFactor.objects.get()
    settings.SECRET_KEY = "the secret of somebody else"
    assert codes.unseal(row.sealed) is None
    with pytest.raises(WrongCode):
        actions.prove_by_code(at=NOW, user=keyed, typed=codes.code_at(KEY, NOW))


def test_the_password_alone_opens_nothing_any_more(client: Client, keyed: User) -> None:
    assert first_step(client, keyed) == STEP
    assert client.get(HOME).status_code == 302
    assert second(client, "000000") == 422
    assert second(client, codes.code_at(KEY, NOW)) == 302
    assert client.get(HOME).status_code == 200


def test_a_code_opens_once(keyed: User) -> None:
    code = codes.code_at(KEY, NOW)
    actions.prove_by_code(at=NOW, user=keyed, typed=code)
    with pytest.raises(WrongCode):
        actions.prove_by_code(at=NOW, user=keyed, typed=code)
    earlier = codes.code_at(KEY, NOW - timedelta(seconds=30))
    with pytest.raises(WrongCode):
        actions.prove_by_code(at=NOW, user=keyed, typed=earlier)


def test_the_code_that_proved_the_app_does_not_sign_in_too(librarian: User) -> None:
    add_app(librarian, NOW)
    with pytest.raises(WrongCode):
        actions.prove_by_code(at=NOW, user=librarian, typed=codes.code_at(KEY, NOW))


def test_a_wrong_first_code_adds_no_app(librarian: User) -> None:
    with pytest.raises(WrongCode):
        actions.add_app(at=NOW, actor=acting(librarian), user=librarian, key=KEY, code="123")
    assert not queries.has_second_factor(librarian)


def test_there_is_one_app(keyed: User) -> None:
    with pytest.raises(FactorHeld):
        add_app(keyed, NOW)


def test_a_recovery_code_opens_once_however_it_is_typed(client: Client, librarian: User) -> None:
    actions.change_password(at=NOW, actor=SYSTEM, user=librarian, password=PASSWORD)
    made = add_app(librarian)
    assert len(made) == len(set(made)) == 10
    first_step(client, librarian)
    assert second(client, made[3].upper().replace("-", " ")) == 302
    assert queries.recovery_codes_left(librarian) == 9
    with pytest.raises(WrongCode):
        actions.prove_by_code(at=NOW, user=librarian, typed=made[3])
    line = journal.lines(journal.Wanted(subject=f"user:{librarian.pk}"))[0].words
    assert line == "đăng nhập bằng mã dự phòng; còn 9 mã"


def test_new_recovery_codes_end_the_old_ones(librarian: User) -> None:
    old = add_app(librarian)
    new = actions.renew_recovery_codes(at=NOW, actor=acting(librarian), user=librarian)
    with pytest.raises(WrongCode):
        actions.prove_by_code(at=NOW, user=librarian, typed=old[0])
    actions.prove_by_code(at=NOW, user=librarian, typed=new[0])


def test_wrong_codes_shut_the_door_as_wrong_passwords_do(client: Client, keyed: User) -> None:
    first_step(client, keyed)
    answers = [second(client, "000000") for _attempt in range(5)]
    assert answers == [422, 422, 422, 422, 429]
    assert client.get(STEP)["Location"] == LOGIN
    again = client.post(LOGIN, {"username": keyed.email, "password": PASSWORD})
    assert again.status_code == 429, "the right password starts no new round of guesses"


def test_browsers_that_wait_already_have_no_guesses_of_their_own(keyed: User) -> None:
    one, other = Client(), Client()
    first_step(one, keyed)
    first_step(other, keyed)
    for _attempt in range(5):
        second(one, "000000")
    assert second(other, codes.code_at(KEY, NOW)) == 429


def test_whoever_waits_too_long_begins_again(client: Client, keyed: User) -> None:
    first_step(client, keyed)
    with time_machine.travel(NOW + timedelta(minutes=11), tick=False):
        assert client.get(STEP)["Location"] == LOGIN


def test_a_new_password_turns_back_whoever_waits_with_the_old_one(client: Client, keyed: User) -> None:
    first_step(client, keyed)
    actions.change_password(at=NOW, actor=SYSTEM, user=keyed, password="mot-ngon-den-moi")
    assert client.get(STEP)["Location"] == LOGIN


def test_the_second_step_leads_on_to_where_one_was_going(client: Client, keyed: User) -> None:
    wanted = reverse("facts:home")
    client.post(LOGIN, {"username": keyed.email, "password": PASSWORD, "next": wanted})
    answer = client.post(STEP, {"kind": "code", "code": codes.code_at(KEY, NOW)})
    assert answer["Location"] == wanted


def test_an_app_is_added_on_its_page_and_codes_are_told_once(librarian: User) -> None:
    client = SignedIn(librarian)
    page = client.get(reverse("people:add_app")).content.decode()
    spelt = re.search(r'app-key">([A-Z2-7 ]+)<', page)
    assert spelt
    assert "<svg" in page
    key = spelt[1].replace(" ", "")
    assert client.post(reverse("people:add_app"), {"code": "12"}).status_code == 422
    answer = client.post(reverse("people:add_app"), {"code": codes.code_at(key, NOW)})
    told = re.findall(r"<code>([\w-]+)</code>", html.unescape(answer.content.decode()))
    assert len(told) == 10
    assert "no-store" in answer["Cache-Control"]
    assert told[0] not in client.get(SECURITY).content.decode()
    assert client.get(reverse("people:add_app"))["Location"] == SECURITY


def test_taking_a_factor_away_asks_for_the_password(keyed: User) -> None:
    client = SignedIn(keyed)
    address = reverse("people:remove_factor", args=[SecondFactor.objects.get().pk])
    assert client.post(address, {"present": "khong-phai"}).status_code == 422
    assert queries.has_second_factor(keyed)
    assert client.post(address, {"present": PASSWORD}).status_code == 302
    assert not queries.has_second_factor(keyed)
    assert queries.recovery_codes_left(keyed) == 0


def test_a_factor_of_somebody_else_is_not_there(keyed: User, officer: User) -> None:
    address = reverse("people:remove_factor", args=[SecondFactor.objects.get().pk])
    assert SignedIn(officer).post(address, {}).status_code == 404


# demands --------------------------------------------------------------------------------------------------


def demand(administrator: User, province: Province, since: date) -> None:
    actions.demand_second_factor(
        at=NOW,
        actor=acting(administrator),
        organisation=province.department,
        since=since,
        legal_basis="CV 12/SVHTTDL",
    )


def test_nobody_works_without_the_factor_that_the_unit_demands(
    administrator: User, province: Province, librarian: User, commune_officer: User
) -> None:
    client = SignedIn(librarian)
    demand(administrator, province, TODAY)
    assert client.get(HOME)["Location"] == SECURITY
    page = client.get(SECURITY).content.decode()
    assert "Sở Văn hóa, Thể thao và Du lịch tỉnh Ba Vàm yêu cầu" in page
    assert "CV 12/SVHTTDL" in page
    assert client.get(reverse("people:add_app")).status_code == 200
    assert SignedIn(commune_officer).get(HOME).status_code == 200, "a commune stands not under the department"
    add_app(librarian)
    assert client.get(HOME).status_code == 200
    with pytest.raises(FactorDemanded):
        actions.remove_factor(at=NOW, actor=acting(librarian), factor=SecondFactor.objects.get())


def test_until_the_day_comes_everybody_works_and_is_told(
    administrator: User, province: Province, librarian: User, client: Client
) -> None:
    actions.change_password(at=NOW, actor=SYSTEM, user=librarian, password=PASSWORD)
    demand(administrator, province, TODAY + timedelta(days=14))
    page = client.post(LOGIN, {"username": librarian.email, "password": PASSWORD}, follow=True)
    assert "04/12/2026" in page.content.decode()
    assert "yếu tố thứ hai" in page.content.decode()
    assert page.redirect_chain[-1][0] == HOME
    with time_machine.travel(NOW + timedelta(days=14), tick=False):
        assert SignedIn(librarian).get(HOME)["Location"] == SECURITY


def test_a_demand_comes_with_notice_once_and_ends(
    administrator: User, province: Province, librarian: User
) -> None:
    with pytest.raises(DemandWithoutNotice):
        demand(administrator, province, TODAY - timedelta(days=1))
    demand(administrator, province, TODAY)
    with pytest.raises(DemandHeld):
        demand(administrator, province, TODAY)
    row = queries.demands_for(acting(administrator), TODAY)[0][0]
    actions.end_demand(at=NOW, actor=acting(administrator), demand=row, last_day=TODAY)
    assert queries.owes_second_factor(acting(librarian))
    assert not queries.owes_second_factor(acting(librarian, TODAY + timedelta(days=1)))


def test_a_page_without_any_demand_asks_no_question_more(
    librarian: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actor = acting(librarian)
    with django_assert_num_queries(1):
        assert not queries.owes_second_factor(actor)
        assert actor.memberships


def test_whoever_looks_after_people_sees_who_has_a_second_factor(
    administrator: User, keyed: User, officer: User
) -> None:
    client = SignedIn(administrator)
    page = client.get(reverse("people:safety")).content.decode()
    assert "<b>1</b> trong 3 tài khoản đang mở" in page
    without = client.get(reverse("people:list") + "?yeu-to=chua").content.decode()
    assert officer.name in without
    assert keyed.name not in without
    having = client.get(reverse("people:list") + "?yeu-to=co").content.decode()
    assert keyed.name in having
    assert officer.name not in having


def test_somebody_above_takes_lost_factors_away_and_nobody_else(
    administrator: User, head: User, officer: User, keyed: User
) -> None:
    add_app(officer)
    with pytest.raises(PersonBeyondOwn):
        actions.reset_second_factor(at=NOW, actor=acting(head), user=officer)
    address = reverse("people:reset_factors", args=[keyed.pk])
    assert SignedIn(head).post(address).status_code == 302
    assert not queries.has_second_factor(keyed)
    assert queries.recovery_codes_left(keyed) == 0
    line = journal.lines(journal.Wanted(subject=f"user:{keyed.pk}"))[0].words
    assert line == "gỡ mọi yếu tố thứ hai khỏi tài khoản của Lê Thị Thư"


@pytest.mark.parametrize(
    ("host", "site"), [("localhost:8000", "localhost"), ("den.vn", "den.vn"), ("[::1]:8000", "[::1]")]
)
def test_a_passkey_is_made_for_the_name_without_its_port(
    rf: RequestFactory, settings: Settings, host: str, site: str
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    for view in (entrance, security):
        assert view._host(rf.get("/", headers={"host": host})) == site
