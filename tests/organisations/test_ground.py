"""A former province lives on in the communes on its ground: its plans stay measurable after it has gone."""

from __future__ import annotations

from datetime import date

import pytest

from densach.kernel.actor import SYSTEM
from densach.organisations import actions, queries
from densach.organisations.map import the_map
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def the_whole_map() -> None:
    actions.load_map(at=NOW, actor=SYSTEM, rows=the_map())


def test_the_map_has_every_province_and_commune_of_today(the_whole_map: None) -> None:
    today = date(2026, 11, 20)
    assert len(queries.provinces(today)) == 34
    assert len(queries.provinces(date(2025, 6, 30))) == 63
    vinh_long = queries.area_by_code("vinh-long")
    assert len(queries.communes_of(vinh_long, today)) == 124


def test_loading_the_map_again_changes_nothing(the_whole_map: None) -> None:
    assert actions.load_map(at=NOW, actor=SYSTEM, rows=the_map()) == 0


def test_the_ground_of_three_merged_provinces_is_the_ground_of_the_new_one(the_whole_map: None) -> None:
    today = date(2026, 11, 20)
    grounds = [
        queries.ground_of(queries.area_by_code(f"{code}.den-2025"))
        for code in ("vinh-long", "ben-tre", "tra-vinh")
    ]
    communes = {area for area, _code, _name in queries.communes_of(queries.area_by_code("vinh-long"), today)}
    assert sum(len(ground) for ground in grounds) == 124
    assert set().union(*grounds) == communes


def test_inside_a_former_province_lie_its_communes_since_it_ended(the_whole_map: None) -> None:
    tra_vinh = queries.area_by_code("tra-vinh.den-2025")
    assert queries.area_ids_within(tra_vinh, date(2025, 6, 30)) == [tra_vinh.pk]
    assert len(queries.area_ids_within(tra_vinh, date(2025, 7, 1))) == 1 + len(queries.ground_of(tra_vinh))
