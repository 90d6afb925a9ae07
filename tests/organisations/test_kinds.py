"""Kinds stand in families; a level or a rank that a kind cannot have is refused."""

from __future__ import annotations

from datetime import date

import pytest

from densach.kernel.actor import SYSTEM
from densach.organisations import actions, queries
from densach.organisations.kinds import (
    FAMILIES,
    LIGHT,
    LevelDoesNotFit,
    RankDoesNotFit,
    kinds_asked,
    levels_of,
    ranks_of,
    usual_level,
)
from densach.organisations.models import Level, Organisation, OrganisationKind, OrganisationVersion
from densach.organisations.rules import NewVersion
from tests.cast import NOW, SINCE, TODAY, Province


def founded(
    province: Province, kind: str, level: str, rank: str = "", seat: str = "", ownership: str = ""
) -> Organisation:
    return actions.found(
        at=NOW,
        actor=SYSTEM,
        code="moi",
        name="Cơ sở mới",
        kind=kind,
        level=level,
        area=province.commune_area,
        since=SINCE,
        parent=province.commune_committee,
        rank=rank,
        seat=seat,
        ownership=ownership,
    )


def version_of(organisation: Organisation) -> OrganisationVersion:
    return queries.history(organisation)[0]


def test_every_kind_stands_in_one_family_and_at_some_level() -> None:
    listed = [kind for family in FAMILIES for kind in family.kinds]
    assert sorted(listed) == sorted(OrganisationKind.values)
    assert all(levels_of(kind) and set(levels_of(kind)) <= set(Level.values) for kind in listed)
    assert set(LIGHT) <= set(listed)


def test_a_filter_names_a_family_or_one_kind() -> None:
    assert set(kinds_asked("museums")) == {"museum", "memorial_house", "exhibition_house"}
    assert kinds_asked("club") == ("club",)
    assert kinds_asked("castle") == kinds_asked("") == ()


def test_a_culture_house_stands_in_its_hamlet_and_a_library_at_the_level_of_its_place() -> None:
    assert usual_level("culture_house", "commune") == "hamlet"
    assert usual_level("public_library", "commune") == "commune"
    assert usual_level("national_library", "province") == "nation"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "level"),
    [("national_library", "commune"), ("department", "commune"), ("culture_house", "province")],
)
def test_a_level_that_cannot_be_is_refused_and_nothing_is_entered(
    province: Province, kind: str, level: str
) -> None:
    with pytest.raises(LevelDoesNotFit):
        founded(province, kind, level)
    assert not Organisation.objects.filter(code="moi").exists()


@pytest.mark.django_db
def test_only_ranked_kinds_have_a_rank(province: Province) -> None:
    assert ranks_of("reading_room", "commune") == ("",)
    with pytest.raises(RankDoesNotFit):
        founded(province, "reading_room", "commune", rank="2")
    with pytest.raises(RankDoesNotFit):
        founded(province, "museum", "commune", rank="special")
    assert version_of(founded(province, "museum", "commune", rank="2")).rank == "2"


@pytest.mark.django_db
def test_rank_seat_and_keeper_go_on_with_the_next_version_unless_it_says_otherwise(
    province: Province,
) -> None:
    museum = founded(province, "museum", "commune", rank="2", seat="Ấp 3", ownership="non_public")
    new = NewVersion(since=date(2026, 3, 1), name="Bảo tàng mới")
    actions.change(at=NOW, actor=SYSTEM, organisation=museum, new=new)
    newest = version_of(museum)
    assert (newest.rank, newest.seat, newest.ownership) == ("2", "Ấp 3", "non_public")
    new = NewVersion(since=date(2026, 4, 1), rank="", seat="Ấp 5")
    actions.change(at=NOW, actor=SYSTEM, organisation=museum, new=new)
    newest, before, _first = queries.history(museum)
    assert (newest.rank, newest.seat) == ("", "Ấp 5")
    assert (before.rank, before.seat) == ("2", "Ấp 3")


@pytest.mark.django_db
def test_what_becomes_a_kind_without_ranks_loses_its_rank(province: Province) -> None:
    museum = founded(province, "museum", "commune", rank="3")
    new = NewVersion(since=date(2026, 3, 1), kind="club")
    actions.change(at=NOW, actor=SYSTEM, organisation=museum, new=new)
    assert (version_of(museum).kind, version_of(museum).rank) == ("club", "")


@pytest.mark.django_db
def test_a_private_library_is_non_public_unless_somebody_says_otherwise(province: Province) -> None:
    assert version_of(founded(province, "private_library", "commune")).ownership == "non_public"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "level", "parent"),
    [
        ("reading_room", "commune", "tv-an-tien"),
        ("post_office_point", "commune", "tv-an-tien"),
        ("culture_house", "hamlet", "ubnd-an-tien"),
        ("public_library", "commune", "ubnd-an-tien"),
    ],
)
def test_a_commune_s_institutions_find_whom_they_stand_under(
    province: Province, kind: str, level: str, parent: str
) -> None:
    found = queries.natural_parent(kind, level, province.commune_area, TODAY)
    assert found is not None
    assert found.code == parent


@pytest.mark.django_db
def test_a_province_s_museum_stands_under_the_department_of_culture(province: Province) -> None:
    found = queries.natural_parent("museum", "province", province.area, TODAY)
    committee = queries.natural_parent("peoples_committee", "commune", province.commune_area, TODAY)
    assert (found, committee) == (province.department, province.committee)
    assert queries.natural_parent("peoples_committee", "province", province.area, TODAY) is None
