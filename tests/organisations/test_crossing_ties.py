"""What ties communes of today to communes of other former provinces, asked of the loaded map in plain SQL.

The resolutions of 2025 made each commune inside one former province. The list that the map is made from ties some
divided communes to those of another one: every such tie is one of namesakes (Hòa Lộc of Tam Bình and Hòa Lộc of Mỏ Cày
Bắc), it says "a part" and never "the whole", and the ground by which territories are counted does not rest on it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import pytest
from django.db import connection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_whole_map")]

TIES = """
SELECT today.id, went.share_numerator, old.name, province.area_id
FROM organisations_arealineage went
JOIN organisations_area today ON today.id = went.successor_id
JOIN organisations_areaversion old
  ON old.area_id = went.predecessor_id AND old.level = 'commune' AND old.valid_to = '2025-06-30'
JOIN organisations_areaversion district ON district.area_id = old.parent_id AND district.level = 'district'
JOIN organisations_areaversion province ON province.area_id = district.parent_id AND province.level = 'province'
  AND province.valid_from <= '2025-06-30' AND (province.valid_to IS NULL OR province.valid_to >= '2025-06-30')
WHERE went."on" = '2025-07-01'
"""
GROUND = """
SELECT today.area_id, COUNT(DISTINCT former.area_id)
FROM organisations_areaversion today
JOIN organisations_arealineage went ON went.successor_id = today.area_id AND went.share_numerator = 0
JOIN organisations_areaversion former ON former.area_id = went.predecessor_id AND former.level = 'province'
WHERE today.level = 'commune' AND today.valid_to IS NULL
GROUP BY today.area_id
"""
# Of Hải Phòng 3, Tây Ninh 2, Đồng Tháp 1, Vĩnh Long 3, Cần Thơ 14.
CROSSED = 23


class Tie(NamedTuple):
    successor: int
    is_whole: bool
    name: str
    province: int


def asked(sql: str) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


@pytest.fixture
def ties() -> dict[int, list[Tie]]:
    found: dict[int, list[Tie]] = defaultdict(list)
    for successor, share, name, province in asked(TIES):
        found[successor].append(Tie(successor, share == 1, str(name), province))
    return found


def test_no_commune_took_in_whole_communes_of_two_former_provinces(ties: dict[int, list[Tie]]) -> None:
    assert len(ties) > 3_000
    assert not [one for one in ties.values() if len({tie.province for tie in one if tie.is_whole}) > 1]


def test_parts_of_other_former_provinces_are_those_of_namesakes(ties: dict[int, list[Tie]]) -> None:
    crossed = [one for one in ties.values() if len({tie.province for tie in one}) > 1]
    assert len(crossed) == CROSSED
    for one in crossed:
        provinces = [tie.province for tie in one]
        own = max(set(provinces), key=lambda key: (sum(t.is_whole for t in one if t.province == key), key))
        for tie in one:
            if tie.province != own:
                assert not tie.is_whole
                assert any(other.name == tie.name and other.province != tie.province for other in one)


def test_every_commune_lies_on_the_ground_of_at_most_one_former_province() -> None:
    assert {number for _area, number in asked(GROUND)} == {1}
