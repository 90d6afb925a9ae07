"""A former province lives on in the communes on its ground: its plans stay measurable after it has gone."""

from __future__ import annotations

from datetime import date

import pytest

from densach.organisations import queries
from densach.organisations.models import AreaVersion, Level
from densach.programme.indicators.queries.territory import area_windows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_whole_map")]
TODAY = date(2026, 11, 20)
BEFORE = date(2025, 6, 30)
FORMER = ("vinh-long", "ben-tre", "tra-vinh")


def test_the_ground_of_three_merged_provinces_is_the_ground_of_the_new_one() -> None:
    grounds = [queries.ground_of(queries.area_by_code(f"{code}.den-2025")) for code in FORMER]
    communes = {area for area, _code, _name in queries.communes_of(queries.area_by_code("vinh-long"), TODAY)}
    assert sum(len(ground) for ground in grounds) == 124
    assert set().union(*grounds) == communes


def test_the_ground_of_the_districts_of_a_province_is_its_ground() -> None:
    tra_vinh = queries.area_by_code("tra-vinh.den-2025")
    districts = AreaVersion.objects.filter(parent=tra_vinh, level=Level.DISTRICT).values_list(
        "area_id", flat=True
    )
    grounds = [queries.ground_of(district) for district in districts]
    assert len(districts) == 9
    assert sum(len(ground) for ground in grounds) == 41
    assert set().union(*grounds) == set(queries.ground_of(tra_vinh))


def test_inside_a_former_province_lie_its_districts_until_it_ended_and_its_ground_since() -> None:
    tra_vinh = queries.area_by_code("tra-vinh.den-2025")
    before = {level for _code, _name, level in queries.areas_of(tra_vinh, BEFORE)}
    assert before == {"province", "district", "commune"}
    assert len(queries.area_ids_within(tra_vinh, date(2025, 7, 1))) == 1 + len(queries.ground_of(tra_vinh))


def test_a_district_that_became_a_special_zone_lives_on_in_it() -> None:
    district = queries.area_by_code("hai-phong.den-2025.cat-hai")
    zone = queries.area_by_code("hai-phong.cat-hai")
    assert queries.whole_successor(district, TODAY) == zone.pk
    assert queries.whole_successor(district, BEFORE) == district.pk
    assert queries.area_ids_within(district, TODAY) == [district.pk, zone.pk]


def test_as_it_is_now_a_special_zone_counts_its_district_but_no_commune_of_it_twice() -> None:
    zone = queries.area_by_code("hai-phong.cat-hai")
    assert queries.as_now_area_ids(zone) == [zone.pk, queries.area_by_code("hai-phong.den-2025.cat-hai").pk]


def test_as_it_is_now_a_ward_counts_the_wards_that_went_wholly_into_it() -> None:
    ward = queries.area_by_code("can-tho.binh-thuy")
    came = {f"can-tho.den-2025.binh-thuy.{name}" for name in ("binh-thuy", "an-thoi")}
    ids = {queries.area_by_code(code).pk for code in came}
    assert set(queries.as_now_area_ids(ward)) == {ward.pk, *ids}


def test_a_commune_that_lived_through_the_reform_is_one_area_under_two_parents() -> None:
    hoa_minh = queries.area_by_code("vinh-long.hoa-minh")
    names = {
        day: queries.area_names(queries.ancestors_of_area(hoa_minh.pk, day), day) for day in (BEFORE, TODAY)
    }
    assert list(names[BEFORE].values()) != []
    assert set(names[BEFORE].values()) == {"Xã Hòa Minh", "Huyện Châu Thành", "Tỉnh Trà Vinh", "Việt Nam"}
    assert set(names[TODAY].values()) == {"Xã Hòa Minh", "Tỉnh Vĩnh Long", "Việt Nam"}


def test_on_the_ground_of_its_province_it_counts_without_a_break() -> None:
    hoa_minh = queries.area_by_code("vinh-long.hoa-minh")
    windows = area_windows(queries.area_by_code("tra-vinh.den-2025").pk, "was")[hoa_minh.pk]
    assert [(span.start, span.end) for span in windows] == [(date.min, date.max)]


@pytest.mark.parametrize(
    "code",
    [
        "tra-vinh.den-2025.cau-ngang.my-long-bac",
        "hai-phong.den-2025.cat-hai.cat-ba",
        "vinh-long.hoa-minh",
        "lai-chau.den-2025.tam-duong",
    ],
)
def test_what_lay_somewhere_in_a_former_year_finds_its_way_up_to_the_nation(code: str) -> None:
    chain = queries.ancestors_of_area(queries.area_by_code(code).pk, date(2023, 3, 8))
    levels = [AreaVersion.objects.filter(area_id=key).earliest("valid_from").level for key in chain]
    assert levels == [Level.COMMUNE, Level.DISTRICT, Level.PROVINCE, Level.NATION][-len(levels) :]
    assert len(levels) >= 3
