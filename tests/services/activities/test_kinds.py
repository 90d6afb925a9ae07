"""Kinds of activity are rows: the house brings its own, a province adds, changes and ends them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from densach.facts.measures import REGISTRY
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.services.activities.actions import kinds
from densach.services.activities.actions.kinds import KindData
from densach.services.activities.models import ActivityKind, CountMode, Family
from densach.services.activities.rules.kinds import (
    ASKS,
    FAMILY_WORDS,
    ONCE_CHOICES,
    ROLES,
    KindCodeTaken,
    KindNameLacks,
    UnknownPart,
)
from densach.ui.icons import FOLDER
from tests import cast
from tests.services.activities.stage import NOW

SEEDED = kinds.kinds_seeded()
OWN = KindData(name_vi="Lớp múa Khmer", name_en="Khmer dance class", family="class", roles=("teacher",))


@pytest.mark.parametrize(("code", "data"), SEEDED, ids=[code for code, _data in SEEDED])
def test_a_kind_of_the_house_is_made_of_known_parts(code: str, data: KindData) -> None:
    assert set(data.asks) <= set(ASKS)
    assert set(data.roles) <= set(ROLES)
    assert set(data.families) <= set(FAMILY_WORDS)
    assert data.family in Family.values
    assert data.count_mode in CountMode.values
    assert not data.needs_role or data.needs_role in data.roles
    for family, once in (
        ("library", data.once_library),
        ("museum", data.once_museum),
        ("centre", data.once_centre),
    ):
        assert not once or (once in ONCE_CHOICES[family] and once in REGISTRY)
        assert not once or not data.families or family in data.families, "it counts where it may be held"


def test_only_festivals_and_days_of_the_people_count_as_festivals_of_a_centre() -> None:
    counted = {code for code, data in SEEDED if data.once_centre == "culture.festivals"}
    assert counted == {"art_festival", "folk_festival", "culture_day", "unity_day"}


def test_every_icon_of_a_kind_is_one_that_pages_have() -> None:
    if not FOLDER.is_dir():
        pytest.skip("the browser parts were not fetched")
    assert {data.icon for _code, data in SEEDED} <= {path.stem for path in FOLDER.glob("*.svg")}


def test_every_family_has_kinds() -> None:
    assert {data.family for _code, data in SEEDED} == set(Family.values)


@pytest.mark.django_db
def test_the_houses_kinds_are_laid_once_and_a_provinces_word_stays() -> None:
    ActivityKind.objects.all().delete()
    assert kinds.seed_kinds(at=NOW) == len(SEEDED)
    ActivityKind.objects.filter(code="talk").update(name_vi="Toạ đàm")
    assert kinds.seed_kinds(at=NOW) == 0
    assert ActivityKind.objects.get(code="talk").name_vi == "Toạ đàm"


def test_who_reaches_everyone_adds_changes_and_ends_a_kind(province: cast.Province) -> None:
    kind = kinds.add_kind(at=NOW, actor=SYSTEM, data=OWN)
    assert kind.code == "lop-mua-khmer"
    with pytest.raises(KindCodeTaken):
        kinds.add_kind(at=NOW, actor=SYSTEM, data=OWN)
    changed = kinds.change_kind(at=NOW, actor=SYSTEM, kind=kind, data=replace(OWN, needs_role="teacher"))
    assert changed.needs_role == "teacher"
    assert kinds.end_kind(at=NOW, actor=SYSTEM, kind=kind).ended_on == cast.TODAY
    assert kinds.end_kind(at=NOW, actor=SYSTEM, kind=kind, again=True).ended_on is None


@pytest.mark.django_db
def test_one_province_does_not_change_the_kinds_of_another(province: cast.Province) -> None:
    with pytest.raises(NotAllowed):
        kinds.add_kind(at=NOW, actor=cast.acting(cast.the_officer(province)), data=OWN)


def test_a_unit_does_not_change_the_kinds(province: cast.Province) -> None:
    with pytest.raises(NotAllowed):
        kinds.add_kind(at=NOW, actor=cast.acting(cast.the_culture_head(province)), data=OWN)


@pytest.mark.django_db
def test_a_kind_of_unknown_parts_is_refused() -> None:
    with pytest.raises(UnknownPart):
        kinds.add_kind(at=NOW, actor=SYSTEM, data=replace(OWN, needs_role="judge"))
    with pytest.raises(UnknownPart):
        kinds.add_kind(at=NOW, actor=SYSTEM, data=replace(OWN, once_library="museum.programmes"))
    with pytest.raises(KindNameLacks):
        kinds.add_kind(at=NOW, actor=SYSTEM, data=replace(OWN, name_en=" "))
