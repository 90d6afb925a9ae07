"""The family of an institution: everyone it came from and everyone it went on as, over generations."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from densach.kernel.actor import SYSTEM
from densach.organisations import actions, queries
from densach.organisations.family import Family, draw, family_of
from densach.organisations.models import Organisation
from densach.organisations.planned import NewOne
from densach.organisations.rules import NewVersion
from tests.cast import NOW, Province

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)


def new(code: str, name: str) -> NewOne:
    return NewOne(code, name, "public_library", "commune", "ba-vam.an-tien", "ubnd-an-tien")


@pytest.fixture
def three_generations(province: Province) -> Province:
    """Long Điền and An Tiến become one library, which is renamed and then divided in two."""
    actions.merge(
        at=NOW,
        actor=SYSTEM,
        predecessors=[province.commune_library, province.other_commune_library],
        successor=new("chung", "Thư viện chung"),
        on=FIRST,
        legal_basis="1/QĐ",
    )
    joined = queries.by_code("chung")
    renamed = NewVersion(since=SECOND, name="Thư viện liên xã")
    actions.change(at=NOW, actor=SYSTEM, organisation=joined, new=renamed)
    actions.split(
        at=NOW,
        actor=SYSTEM,
        predecessor=joined,
        successors=[new("dong", "Thư viện Đông"), new("tay", "Thư viện Tây")],
        on=THIRD,
        goes_on=False,
    )
    return province


def codes(family: Family) -> set[str]:
    return {member.code for member in family.members}


@pytest.mark.parametrize("code", ["tv-an-tien", "chung"])
def test_the_family_reaches_over_all_generations(three_generations: Province, code: str) -> None:
    found = family_of(queries.by_code(code))
    assert codes(found) == {"tv-an-tien", "tv-long-dien", "chung", "dong", "tay"}
    assert {tie.legal_basis for tie in found.ties if tie.on == FIRST} == {"1/QĐ"}


def test_a_sibling_by_division_is_not_family(three_generations: Province) -> None:
    assert codes(family_of(queries.by_code("dong"))) == {"tv-an-tien", "tv-long-dien", "chung", "dong"}


def test_former_names_are_kept_with_their_days(three_generations: Province) -> None:
    joined = next(one for one in family_of(queries.by_code("dong")).members if one.code == "chung")
    assert joined.names == ((FIRST, "Thư viện chung"), (SECOND, "Thư viện liên xã"))
    assert joined.until == date(2026, 5, 31)


def test_who_came_from_nobody_is_alone(library: Organisation) -> None:
    assert family_of(library).is_alone


def test_who_was_given_up_has_an_end_and_no_heir(province: Province) -> None:
    actions.end(at=NOW, actor=SYSTEM, organisation=province.library, last_day=FIRST)
    found = family_of(province.library)
    assert [(tie.after, tie.kind) for tie in found.ties] == [(None, "abolish")]


def test_the_drawing_goes_from_left_to_right_and_leads_to_each_page(three_generations: Province) -> None:
    with translation.override("vi"):
        drawn = draw(family_of(queries.by_code("chung")))
    assert [len(generation) for generation in drawn.generations] == [2, 1, 2]
    assert reverse("organisations:organisation", args=["tv-an-tien"]) in drawn.svg
    assert "đến 28/02/2026: Thư viện chung" in drawn.svg
    assert drawn.svg.count("stroke-dasharray") == 2  # the division
    assert len(drawn.rows) == 4


def test_a_large_family_asks_a_fixed_number_of_queries_for_each_generation(
    three_generations: Province, django_assert_max_num_queries: object
) -> None:
    joined = queries.by_code("chung")
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        family_of(joined)
