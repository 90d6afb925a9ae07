"""The administrative map that comes with the house: what its file says, and what is loaded from it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from densach.organisations import queries
from densach.organisations.map import VOUCHED_FROM, TheMap, map_on, the_grid, the_map
from densach.organisations.models import AreaLineage, AreaVersion, Level
from densach.organisations.queries import AreaHit
from densach.organisations.rules import NoMapBefore

ROOT = Path(__file__).resolve().parents[2]
with (ROOT / "tools" / "areas" / "known.csv").open(encoding="utf-8", newline="") as file:
    KNOWN = list(csv.DictReader(file))
REFORM = date(2025, 7, 1)
BEFORE = date(2025, 6, 30)
TODAY = date(2026, 11, 20)
KINDS = {"rural_commune": "xã", "ward": "phường", "township": "thị trấn", "special_zone": "đặc khu"}


@pytest.fixture(scope="module")
def told() -> TheMap:
    return the_map()


def only(name: str, on: date) -> AreaHit:
    """The one area of the day with exactly this name in exactly these places."""
    own = name.split(", ")[0]
    found = [one for one in queries.find_areas(name, on, limit=200) if one.name == own]
    found = [one for one in found if ", ".join((one.name, *one.where)) == name]
    assert len(found) == 1, (name, on, found)
    return found[0]


def full(area_id: int) -> str:
    """An area's last name, with those of what lay around it, up to the province."""
    last = queries.area_timeline(area_id)[-1]
    chain = queries.ancestors_of_area(area_id, last.valid_to or TODAY)
    names = queries.area_names(chain, last.valid_to or TODAY)
    return ", ".join(names[key] for key in chain[: max(len(chain) - 1, 1)])


def kinds_in(one: AreaHit, on: date) -> str:
    ids = queries.area_ids_within(one.id, on)
    rows = AreaVersion.objects.filter(queries.alive_on(on), area_id__in=ids, level=Level.COMMUNE)
    tally = Counter(rows.values_list("kind", flat=True))
    return "; ".join(f"{tally[kind]} {word}" for kind, word in KINDS.items() if tally[kind])


def whole_origins(one: AreaHit) -> list[int]:
    level = one.level
    rows = AreaLineage.objects.filter(
        successor_id=one.id, share_numerator=1, predecessor__versions__level=level
    )
    return [row.predecessor_id for row in rows if row.predecessor_id]


def answer(case: Mapping[str, str]) -> str:
    on = date.fromisoformat(case["day"])
    match case["what"]:
        case "communes":
            return kinds_in(only(case["area"], on), on)
        case "made of":
            one = only(case["area"], REFORM)
            return "; ".join(sorted(full(key).split(", ")[0] for key in whole_origins(one)))
        case "unchanged":
            one = only(case["area"], TODAY)
            lived = any(version.valid_from < REFORM for version in queries.area_timeline(one.id))
            return "" if lived and not whole_origins(one) else "made of others"
        case "went into":
            one = only(case["area"], BEFORE)
            return full(queries.whole_successor(one.id, on))
        case "on the ground of" | "divided between":
            return "; ".join(sorted(full(key) for key in queries.ground_of(only(case["area"], BEFORE).id)))
    raise AssertionError(case)


@pytest.mark.django_db
@pytest.mark.usefixtures("the_whole_map")
@pytest.mark.parametrize("case", KNOWN, ids=lambda case: f"{case['area']} {case['what']}")
def test_a_known_case_is_told_as_it_was(case: Mapping[str, str]) -> None:
    assert answer(case) == case["value"]


def test_there_are_twenty_known_cases_and_more() -> None:
    assert len(KNOWN) >= 20


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        (date(2025, 6, 30), {"province": 63, "district": 696, "commune": 10_035}),
        (date(2025, 7, 1), {"province": 34, "district": 0, "commune": 3_321}),
        (date(2026, 1, 1), {"province": 34, "district": 0, "commune": 3_321}),
    ],
)
def test_the_map_has_as_many_areas_as_the_resolutions_say(
    told: TheMap, on: date, counts: dict[str, int]
) -> None:
    then = map_on(told, on)
    assert dict(then.counts) == counts
    assert sum(one.communes for one in then.provinces) == counts["commune"]
    assert len(then.provinces) == counts["province"]


def test_todays_communes_are_of_three_kinds(told: TheMap) -> None:
    kinds = Counter(row.kind for row in told.versions if row.level == "commune" and row.alive_on(TODAY))
    assert kinds == {"rural_commune": 2_621, "ward": 687, "special_zone": 13}


def test_eleven_provinces_were_not_merged(told: TheMap) -> None:
    alone = [one.name for one in map_on(told, TODAY).provinces if not one.predecessors]
    assert len(alone) == 11
    assert "Tỉnh Lai Châu" in alone
    assert "Tỉnh Vĩnh Long" not in alone


def test_a_day_before_the_first_dated_source_is_refused(told: TheMap) -> None:
    with pytest.raises(NoMapBefore):
        map_on(told, date(2025, 6, 29))
    assert map_on(told, VOUCHED_FROM).on == VOUCHED_FROM


def test_every_area_lies_in_one_that_is_there_on_the_same_days(told: TheMap) -> None:
    by_code: dict[str, list[tuple[date, date]]] = {}
    for row in told.versions:
        by_code.setdefault(row.code, []).append((row.valid_from, row.valid_to or date.max))
    for row in told.versions:
        if row.level != "nation":
            last = row.valid_to or date.max
            for day in (row.valid_from, last):
                assert any(since <= day <= until for since, until in by_code[row.parent]), row


def test_no_area_becomes_itself_however_far_one_follows(told: TheMap) -> None:
    after: dict[str, set[str]] = {}
    for one in told.successions:
        if one.successor:
            after.setdefault(one.predecessor, set()).add(one.successor)
    for start in after:
        reached, waiting = set(), set(after[start])
        while waiting:
            reached |= waiting
            waiting = {later for one in waiting for later in after.get(one, ())} - reached
        assert start not in reached, start


def test_whatever_ended_went_somewhere_and_whatever_came_came_from_something(told: TheMap) -> None:
    went = {one.predecessor for one in told.successions}
    came = {one.successor for one in told.successions}
    versions = Counter(row.code for row in told.versions)
    for row in told.versions:
        lived_on = versions[row.code] > 1
        if row.valid_to:
            assert row.code in went or lived_on, row
        if row.valid_from == REFORM:
            assert row.code in came or lived_on, row


def test_nothing_goes_into_others_more_than_once_as_a_whole(told: TheMap) -> None:
    wholes = Counter(one.predecessor for one in told.successions if one.share)
    assert set(wholes.values()) == {1}


def test_a_divided_commune_went_into_several(told: TheMap) -> None:
    levels = {row.code: row.level for row in told.versions}
    parts = Counter(
        one.predecessor for one in told.successions if one.share == 0 and levels[one.predecessor] == "commune"
    )
    assert len(parts) == 471
    assert min(parts.values()) >= 2


def test_no_two_areas_share_a_cell_of_the_map_around_them(told: TheMap) -> None:
    grid = the_grid()
    today = [row for row in told.versions if row.alive_on(TODAY) and row.level != "nation"]
    assert {row.code for row in today} == set(grid)
    cells = Counter((row.parent, grid[row.code]) for row in today)
    assert max(cells.values()) == 1


def test_the_map_of_a_province_is_compact_and_keeps_north_above_south() -> None:
    cells = {code: cell for code, cell in the_grid().items() if code.startswith("vinh-long.")}
    width = 1 + max(column for column, _row in cells.values())
    height = 1 + max(row for _column, row in cells.values())
    assert len(cells) == 124
    assert width * height <= 1.5 * len(cells)
    # Chợ Lách lies north of Duyên Hải, Cái Vồn west of Ba Tri.
    assert cells["vinh-long.cho-lach"][1] < cells["vinh-long.duyen-hai"][1]
    assert cells["vinh-long.cai-von"][0] < cells["vinh-long.ba-tri"][0]


@pytest.mark.django_db
@pytest.mark.usefixtures("the_whole_map")
def test_the_grid_is_given_for_the_nation_a_province_and_the_ground_of_a_former_one() -> None:
    nation, province, former = (
        queries.area_by_code(code) for code in ("viet-nam", "vinh-long", "tra-vinh.den-2025")
    )
    assert len(queries.grid_of(nation, TODAY)) == 34
    whole = queries.grid_of(province, TODAY)
    assert len(whole) == 124
    part = queries.grid_of(former, TODAY)
    assert len(part) == 41
    assert part.items() <= whole.items()
    assert queries.grid_of(queries.area_by_code("vinh-long.hoa-minh"), TODAY) == {}
