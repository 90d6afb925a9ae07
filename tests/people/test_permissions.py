"""Every cell of docs/permissions.md, tried on people and places of the cast."""

from __future__ import annotations

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from densach.organisations.models import Organisation
from densach.people.rules import ROLES, VERBS, Relation, granted
from tests import cast
from tests.cast import Province, acting
from tools import permissions

# All on one worker: they share a world.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("permissions")]
Cell = tuple[str, str, str, Relation]
# A role is held in an institution or in an authority; what stands beside, above and elsewhere is alike for both.
SEATS: dict[str, tuple[Relation, ...]] = {
    "institution": tuple(relation for relation in Relation if relation is not Relation.FIELD),
    "authority": tuple(relation for relation in Relation if relation is not Relation.BESIDE),
}
ROWS = [(role, verb) for role in ROLES for verb in VERBS]


def places(province: Province) -> dict[str, dict[Relation, Organisation]]:
    """What stands where, seen from the provincial library and from the department."""
    store = cast.an_organisation(
        "kho-ba-vam", "Phòng đọc Ba Vàm", "reading_room", "province", province.area, province.library
    )
    return {
        "institution": {
            Relation.OWN: province.library,
            Relation.UNDER: store,
            Relation.BESIDE: province.museum,
            Relation.ABOVE: province.department,
            Relation.ELSEWHERE: province.foreign_library,
        },
        "authority": {
            Relation.OWN: province.department,
            Relation.UNDER: province.library,
            Relation.FIELD: province.commune_library,
            Relation.ABOVE: province.committee,
            Relation.ELSEWHERE: province.foreign_library,
        },
    }


@pytest.fixture(scope="module")
def answers(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[Cell, bool]:
    """What people of each role are told in each place: asked once, in a world that is gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        found: dict[Cell, bool] = {}
        stands = places(cast.the_province())
        for role in ROLES:
            for seat, around in stands.items():
                user = cast.a_person(f"{role}@{seat}.test", f"{role} {seat}", role, around[Relation.OWN])
                actor = acting(user)
                for relation, place in around.items():
                    found.update({(role, verb, seat, relation): actor.may(verb, place) for verb in VERBS})
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(("role", "verb"), ROWS)
def test_a_role_may_in_each_place_what_its_row_says(answers: dict[Cell, bool], role: str, verb: str) -> None:
    """One row of the table; each of its cells is tried, and a wrong one is named."""
    cells = [(seat, relation) for seat, relations in SEATS.items() for relation in relations]
    told = {cell: answers[(role, verb, *cell)] for cell in cells}
    assert told == {(seat, relation): granted(role, verb, relation) for seat, relation in cells}


def test_every_relation_is_tried() -> None:
    assert {relation for relations in SEATS.values() for relation in relations} == set(Relation)


def test_the_page_of_permissions_is_what_the_rules_say() -> None:
    assert permissions.PAGE.read_text(encoding="utf-8") == permissions.page()


def test_the_page_has_a_row_for_every_role_and_verb() -> None:
    page = permissions.page()
    assert all(f"`{role}`)" in page for role in ROLES)
    assert page.count("| ● |") + page.count("| · |") > 0
    assert all(page.count(f"(`{verb}`) | ") == len(ROLES) for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_is_out_of_everybodys_hands(verb: str) -> None:
    assert [role for role in ROLES.values() if verb in role.verbs]


def test_no_role_has_a_verb_that_nobody_wrote_down() -> None:
    assert {verb for role in ROLES.values() for verb in role.verbs} <= set(VERBS)
