"""How far a role reaches: one's own unit, what stands under it, an office's field, and nobody else's."""

from __future__ import annotations

from datetime import date

import pytest

from densach.kernel.actor import SYSTEM, VISITOR, Actor
from densach.kernel.errors import NotAllowed
from densach.organisations import actions as organisations
from densach.organisations.rules import NewVersion
from densach.people import actions
from densach.people.access import require
from densach.people.models import User
from densach.people.queries import home_organisation, organisations_where, roles_of
from densach.people.rules import EmailTaken, UnknownRole, WeakPassword
from tests import cast
from tests.cast import NOW, TODAY, Province, acting


def test_a_librarian_counts_in_the_own_unit_and_nowhere_else(province: Province, librarian: User) -> None:
    actor = acting(librarian)
    assert actor.may("count.enter", province.library)
    for other in (province.museum, province.department, province.commune_library, province.foreign_library):
        assert not actor.may("count.enter", other)


def test_a_unit_may_be_named_by_itself_its_number_or_its_code(province: Province, librarian: User) -> None:
    actor = acting(librarian)
    for name in (province.library, province.library.pk, province.library.code):
        assert actor.may("count.enter", name)
    assert not actor.may("count.enter", "khong-co")


def test_a_librarian_neither_decides_nor_manages(province: Province, librarian: User) -> None:
    actor = acting(librarian)
    for verb in ("report.decide", "plan.manage", "organisation.manage", "capability.verify", "people.manage"):
        assert not actor.may(verb, province.library)
        assert not actor.may(verb, None)


def test_a_department_reaches_its_field_over_the_whole_province(province: Province, officer: User) -> None:
    actor = acting(officer)
    for place in (
        province.department,
        province.library,
        province.commune_library,
        province.commune_committee,
    ):
        assert actor.may("report.decide", place)


def test_a_department_has_no_right_over_the_committee_that_it_serves(
    province: Province, officer: User
) -> None:
    assert not acting(officer).may("plan.manage", province.committee)


def test_another_province_is_out_of_reach(province: Province, officer: User, stranger: User) -> None:
    assert not acting(officer).may("count.view", province.foreign_library)
    assert not acting(stranger).may("count.view", province.library)


def test_a_commune_officer_reaches_the_own_commune_only(province: Province, commune_officer: User) -> None:
    actor = acting(commune_officer)
    assert actor.may("count.enter", province.commune_library)
    assert actor.may("count.enter", province.commune_centre)
    for sibling in (province.other_commune_library, province.other_commune_committee, province.library):
        assert not actor.may("count.enter", sibling)


def test_a_leader_sees_and_signs_but_counts_nothing(province: Province, leader: User) -> None:
    actor = acting(leader)
    assert actor.may("report.sign", province.department)
    assert actor.may("count.view", province.commune_library)
    assert not actor.may("count.enter", province.department)


def test_a_role_holds_from_its_day_on(province: Province, librarian: User) -> None:
    assert not acting(librarian, date(2025, 6, 30)).may("count.enter", province.library)
    assert acting(librarian, cast.SINCE).may("count.enter", province.library)


def test_a_unit_that_moved_under_the_department_came_into_the_head_s_reach(province: Province) -> None:
    head = cast.a_person("head@ba-vam.test", "Lý Thị Trưởng", "institution_head", province.library)
    assert not acting(head).may("count.enter", province.commune_library)
    move = NewVersion(since=date(2026, 3, 1), parent_code=province.library.code)
    organisations.change(at=NOW, actor=SYSTEM, organisation=province.commune_library, new=move)
    assert acting(head).may("count.enter", province.commune_library)
    assert not acting(head, date(2026, 2, 28)).may("count.enter", province.commune_library)


def test_someone_without_a_role_may_nothing(citizen: User, library: object) -> None:
    actor = acting(citizen)
    assert not actor.may("count.view", None)
    assert not actor.may("count.view", library)
    assert home_organisation(actor, TODAY) is None
    assert roles_of(actor) == []


def test_a_visitor_may_nothing_and_the_house_itself_everything(library: object) -> None:
    assert not VISITOR.may("count.view", library)
    assert SYSTEM.may("count.view", library)
    with pytest.raises(NotAllowed):
        require(VISITOR, "count.view", library)


def test_the_places_of_a_verb_are_exactly_those_where_it_is_granted(
    province: Province, commune_officer: User
) -> None:
    actor = acting(commune_officer)
    codes = set(organisations_where(actor, "count.enter", TODAY).values_list("code", flat=True))
    assert codes == {"ubnd-an-tien", "tv-an-tien", "vh-an-tien"}
    assert not organisations_where(actor, "plan.approve", TODAY).exists()


def test_an_address_has_one_account_whatever_its_capitals(librarian: User) -> None:
    with pytest.raises(EmailTaken):
        actions.open_account(at=NOW, actor=SYSTEM, email="LIBRARIAN@ba-vam.test", name="Ai Đó", password=None)


def test_only_known_roles_are_given_and_only_by_who_may(
    province: Province, librarian: User, citizen: User
) -> None:
    def give(actor: Actor, role: str) -> None:
        actions.give_role(
            at=NOW, actor=actor, user=citizen, organisation=province.library, role=role, since=cast.SINCE
        )

    with pytest.raises(UnknownRole):
        give(SYSTEM, "emperor")
    with pytest.raises(NotAllowed):
        give(acting(librarian), "librarian")
    assert acting(citizen).memberships == []


@pytest.mark.parametrize("password", ["ngan", "1234567890", "librarian@ba-vam"])
def test_a_weak_password_is_refused_with_its_reason(librarian: User, password: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        actions.change_password(at=NOW, actor=acting(librarian), user=librarian, password=password)
    assert refused.value.params["why"]
