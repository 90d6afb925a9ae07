"""Moving to another unit, leaving the service, and roles in units that have ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from densach.journal import queries as journal
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations import actions as organisations
from densach.organisations.rules import DayOutOfReach
from densach.people import actions, queries
from densach.people.models import Membership, User
from densach.people.rules import LastAdministrator, LeavesInFuture, NotOnOneself, RoleBeyondOwn, StaysHere
from tests.cast import NOW, PASSWORD, TODAY, Province, acting
from tests.stage import SignedIn

LOGIN, HOME = reverse("people:login"), reverse("workspace:home")
LATER = TODAY + timedelta(days=10)


@pytest.fixture(autouse=True)
def _a_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def move(by: User, user: User, province: Province, since: date = LATER) -> Membership:
    return actions.move(
        at=NOW,
        actor=acting(by),
        user=user,
        leaving=province.library,
        to=province.museum,
        role="museum_keeper",
        since=since,
    )


def test_one_act_ends_the_roles_here_and_begins_one_there(
    province: Province, administrator: User, librarian: User
) -> None:
    actions.give_role(
        at=NOW, actor=SYSTEM, user=librarian, organisation=province.library, role="culture_head", since=TODAY
    )
    move(administrator, librarian, province)
    before, after = acting(librarian, LATER - timedelta(days=1)), acting(librarian, LATER)
    assert before.may("count.enter", province.library)
    assert not before.may("count.enter", province.museum)
    assert after.may("count.enter", province.museum)
    assert not after.may("count.enter", province.library)
    line = journal.lines(journal.Wanted(subject=f"user:{librarian.pk}"))[0].words
    assert line == "chuyển Lê Thị Thư từ Thư viện tỉnh Ba Vàm sang Bảo tàng tỉnh Ba Vàm từ 30/11/2026"


def test_a_move_is_whole_or_not_at_all(province: Province, head: User, librarian: User) -> None:
    with pytest.raises(NotAllowed):
        move(head, librarian, province)
    assert acting(librarian, LATER).may("count.enter", province.library)


def test_nobody_moves_to_where_they_are(province: Province, administrator: User, librarian: User) -> None:
    with pytest.raises(StaysHere):
        actions.move(
            at=NOW, actor=acting(administrator), user=librarian, leaving=province.library, to=province.library,
            role="librarian", since=LATER,
        )  # fmt: skip


@pytest.mark.parametrize("since", [date(1, 1, 1), date(9999, 12, 31)])
def test_days_that_cannot_be_right_are_refused_everywhere(
    province: Province, administrator: User, librarian: User, since: date
) -> None:
    admin, library = acting(administrator), province.library
    with pytest.raises(DayOutOfReach):
        move(administrator, librarian, province, since)
    with pytest.raises(DayOutOfReach):
        actions.give_role(
            at=NOW, actor=admin, user=librarian, organisation=library, role="culture_head", since=since
        )
    with pytest.raises(DayOutOfReach):
        actions.demand_second_factor(at=NOW, actor=admin, organisation=library, since=since)
    with pytest.raises(DayOutOfReach):
        actions.invite(
            at=NOW, actor=admin, email="moi@ba-vam.test", name="Mới", organisation=library, role="librarian",
            since=since, link_of=str, language="vi",
        )  # fmt: skip
    told = {"leaving": library.code, "unit": province.museum.code, "role": "museum_keeper"}
    client, address = SignedIn(administrator), reverse("people:move", args=[librarian.pk])
    assert client.post(address, {**told, "since": since.isoformat()}).status_code == 422


def test_the_page_shows_what_ends_and_writes_the_move(
    province: Province, administrator: User, librarian: User
) -> None:
    client, address = SignedIn(administrator), reverse("people:move", args=[librarian.pk])
    page = client.get(address).content.decode()
    assert "Những gì kết thúc" in page
    assert "Thủ thư" in page
    told = {"leaving": province.library.code, "unit": province.museum.code, "role": "museum_keeper"}
    assert client.post(address, {**told, "since": "31/31"}).status_code == 422
    assert client.post(address, {**told, "since": "2026-11-30"}).status_code == 302
    assert acting(librarian, LATER).may("count.enter", province.museum)


def test_after_the_last_day_nobody_signs_in_with_the_account(
    province: Province, administrator: User, librarian: User
) -> None:
    actions.change_password(at=NOW, actor=SYSTEM, user=librarian, password=PASSWORD)
    client, address = SignedIn(administrator), reverse("people:leave", args=[librarian.pk])
    assert client.post(address, {"last_day": "2026-11-30"}).status_code == 302
    assert SignedIn(librarian).get(HOME).status_code == 200
    with time_machine.travel(NOW + timedelta(days=10), tick=False):
        on_the_last_day = SignedIn(librarian)
        assert on_the_last_day.get(HOME).status_code == 200
    with time_machine.travel(NOW + timedelta(days=11), tick=False):
        assert on_the_last_day.get(HOME).status_code == 302
        assert SignedIn(librarian).get(HOME).status_code == 302
        answer = Client().post(LOGIN, {"username": librarian.email, "password": PASSWORD})
        assert "Tài khoản này đã khóa" in answer.content.decode()
    assert Membership.objects.get(user=librarian).valid_to == LATER


def test_whoever_left_yesterday_is_out_at_once(administrator: User, librarian: User) -> None:
    inside = SignedIn(librarian)
    yesterday = TODAY - timedelta(days=1)
    actions.leave_service(at=NOW, actor=acting(administrator), user=librarian, last_day=yesterday)
    assert inside.get(HOME).status_code == 302
    librarian.refresh_from_db()
    assert not librarian.is_active


def test_whoever_left_comes_back_with_a_new_password(administrator: User, librarian: User) -> None:
    admin = acting(administrator)
    actions.leave_service(at=NOW, actor=admin, user=librarian, last_day=TODAY - timedelta(days=1))
    actions.reopen_account(at=NOW, actor=admin, user=librarian, password="abcd-efgh-ijkm-mnop")
    librarian.refresh_from_db()
    assert librarian.last_day is None
    assert not queries.has_left(librarian, TODAY)


@pytest.mark.parametrize("last_day", [TODAY - timedelta(days=2), TODAY + timedelta(days=367)])
def test_the_last_day_is_near(administrator: User, librarian: User, last_day: date) -> None:
    with pytest.raises(LeavesInFuture):
        actions.leave_service(at=NOW, actor=acting(administrator), user=librarian, last_day=last_day)


def test_neither_oneself_nor_the_last_administrator_leaves(administrator: User) -> None:
    with pytest.raises(NotOnOneself):
        actions.leave_service(at=NOW, actor=acting(administrator), user=administrator, last_day=TODAY)
    with pytest.raises(LastAdministrator):
        actions.leave_service(at=NOW, actor=SYSTEM, user=administrator, last_day=TODAY)


# units that have ended ------------------------------------------------------------------------------------


@pytest.fixture
def ended(province: Province, librarian: User) -> Province:
    """The provincial library is no more since the summer; nobody thought of the roles in it."""
    organisations.end(at=NOW, actor=SYSTEM, organisation=province.library, last_day=date(2026, 6, 30))
    return province


def test_a_role_in_a_unit_that_has_ended_is_ended_by_who_stood_above_it(
    ended: Province, administrator: User, librarian: User
) -> None:
    actor, role = acting(administrator), Membership.objects.get(user=librarian)
    assert not actor.may("people.manage", ended.library)
    assert queries.person_for(actor, librarian.pk) == librarian
    actions.end_role(at=NOW, actor=actor, membership=role, last_day=TODAY)
    role.refresh_from_db()
    assert role.valid_to == TODAY


def test_the_person_of_an_ended_unit_has_a_page_with_the_button(
    ended: Province, administrator: User, librarian: User
) -> None:
    client = SignedIn(administrator)
    page = client.get(reverse("people:person", args=[librarian.pk])).content.decode()
    assert reverse("people:end_role", args=[librarian.pk, Membership.objects.get(user=librarian).pk]) in page
    assert librarian.name in client.get(reverse("people:list")).content.decode()


def test_an_ended_unit_is_nobody_elses(ended: Province, stranger: User, librarian: User) -> None:
    other = acting(stranger)
    assert queries.ended_in_care(other) == frozenset()
    with pytest.raises(RoleBeyondOwn):
        actions.end_role(
            at=NOW, actor=other, membership=Membership.objects.get(user=librarian), last_day=TODAY
        )


def test_no_role_is_given_in_a_unit_that_has_ended(
    ended: Province, administrator: User, officer: User
) -> None:
    with pytest.raises(NotAllowed):
        actions.give_role(
            at=NOW,
            actor=acting(administrator),
            user=officer,
            organisation=ended.library,
            role="librarian",
            since=TODAY,
        )
