"""What whoever looks after people may not do to them, nor to themselves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.people import actions, queries
from densach.people.models import Membership, User
from densach.people.rules import (
    AccountClosed,
    AccountOpen,
    EndsBeforeItBegins,
    LastAdministrator,
    NotOnOneself,
    PersonBeyondOwn,
    RoleBeyondOwn,
    RoleEnded,
    RoleHeld,
    SamePassword,
    UnknownPerson,
)
from tests.cast import NOW, PASSWORD, SINCE, TODAY, Province, a_person, acting


def the_role(user: User) -> Membership:
    return Membership.objects.get(user=user)


def give(giver: User, user: User, place: Organisation, role: str, since: date = TODAY) -> Membership:
    return actions.give_role(
        at=NOW, actor=acting(giver), user=user, organisation=place, role=role, since=since
    )


def end(ender: User, user: User, last_day: date = TODAY) -> None:
    actions.end_role(at=NOW, actor=acting(ender), membership=the_role(user), last_day=last_day)


def close(closer: User, user: User) -> None:
    actions.close_account(at=NOW, actor=acting(closer), user=user)


@pytest.mark.parametrize("role", ["administrator", "department_officer", "leader", "commune_officer"])
def test_nobody_gives_a_role_that_may_do_more_than_they_may(
    province: Province, head: User, librarian: User, role: str
) -> None:
    with pytest.raises(RoleBeyondOwn):
        give(head, librarian, province.library, role)


def test_nobody_gives_a_role_where_they_look_after_nobody(
    province: Province, head: User, librarian: User
) -> None:
    with pytest.raises(NotAllowed):
        give(head, librarian, province.museum, "museum_keeper")


def test_a_role_over_a_field_is_not_given_by_who_holds_only_the_unit(
    province: Province, librarian: User
) -> None:
    # An administrator of the department's library reaches that library only, the role in a department all of it.
    local = a_person("local@ba-vam.test", "Mai Văn Nội", "administrator", province.library)
    assert queries.could_give(acting(local), "department_officer", province.library)
    assert not queries.could_give(acting(local), "department_officer", province.department)


def test_the_same_role_is_not_had_twice_at_once(province: Province, head: User, librarian: User) -> None:
    with pytest.raises(RoleHeld):
        give(head, librarian, province.library, "librarian")
    end(head, librarian)
    with pytest.raises(RoleHeld):
        give(head, librarian, province.library, "librarian", TODAY)
    give(head, librarian, province.library, "librarian", TODAY + timedelta(days=1))


def test_an_ended_role_stays_as_history_and_ends_no_second_time(head: User, librarian: User) -> None:
    end(head, librarian, TODAY - timedelta(days=1))
    assert acting(librarian).memberships == []
    assert the_role(librarian).valid_from == SINCE
    with pytest.raises(RoleEnded):
        end(head, librarian)


def test_a_role_cannot_end_before_it_began(head: User, librarian: User) -> None:
    with pytest.raises(EndsBeforeItBegins):
        end(head, librarian, SINCE - timedelta(days=1))


def test_nobody_closes_themselves_or_sets_their_own_one_time_password(administrator: User) -> None:
    with pytest.raises(NotOnOneself):
        close(administrator, administrator)
    with pytest.raises(NotOnOneself):
        actions.set_one_time_password(
            at=NOW, actor=acting(administrator), user=administrator, password=PASSWORD
        )


def test_the_last_administrator_of_a_place_is_neither_ended_nor_closed(
    province: Province, administrator: User
) -> None:
    with pytest.raises(LastAdministrator):
        end(administrator, administrator)
    with pytest.raises(LastAdministrator):
        actions.close_account(at=NOW, actor=SYSTEM, user=administrator)
    second = a_person("hai@ba-vam.test", "Trương Thị Hai", "administrator", province.committee)
    close(second, administrator)
    with pytest.raises(LastAdministrator):
        end(second, second)


def test_an_administrator_of_less_does_not_count_as_the_one_who_is_left(
    province: Province, administrator: User
) -> None:
    a_person("hep@ba-vam.test", "Đỗ Văn Hẹp", "administrator", province.library)
    with pytest.raises(LastAdministrator):
        end(administrator, administrator)


def test_whoever_has_more_is_not_taken_over_by_a_new_password(
    province: Province, head: User, librarian: User
) -> None:
    actions.give_role(
        at=NOW, actor=SYSTEM, user=librarian, organisation=province.department, role="leader", since=SINCE
    )
    for act in (actions.set_one_time_password, actions.reopen_account):
        with pytest.raises(PersonBeyondOwn):
            act(at=NOW, actor=acting(head), user=librarian, password=PASSWORD)
    with pytest.raises(PersonBeyondOwn):
        close(head, librarian)


def test_a_closed_account_is_not_closed_twice_nor_an_open_one_opened(head: User, librarian: User) -> None:
    with pytest.raises(AccountOpen):
        actions.reopen_account(at=NOW, actor=acting(head), user=librarian, password=PASSWORD)
    close(head, librarian)
    with pytest.raises(AccountClosed):
        close(head, librarian)
    with pytest.raises(AccountClosed):
        actions.set_one_time_password(at=NOW, actor=acting(head), user=librarian, password=PASSWORD)


def test_a_one_time_password_does_not_become_ones_own(head: User, librarian: User) -> None:
    actions.set_one_time_password(at=NOW, actor=acting(head), user=librarian, password=PASSWORD)
    with pytest.raises(SamePassword):
        actions.change_password(at=NOW, actor=acting(librarian), user=librarian, password=PASSWORD)


def test_people_elsewhere_do_not_exist_for_who_looks_after_others(
    head: User, museum_keeper: User, citizen: User
) -> None:
    for other in (museum_keeper, citizen):
        with pytest.raises(UnknownPerson):
            queries.person_for(acting(head), other.pk)
