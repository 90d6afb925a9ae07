"""Two provinces become one on 2025-07-01: figures as they were, and as the map is now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.http import QueryDict

from densach.facts import actions as facts
from densach.facts import queries as book
from densach.facts.actions import Entry
from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.organisations import actions as organisations
from densach.organisations.models import Area, Organisation
from densach.organisations.rules import NewVersion
from densach.programme.indicators import queries
from densach.programme.indicators.models import Indicator
from densach.programme.indicators.pivot_notes import notes
from densach.programme.indicators.queries import evidence as trails
from densach.programme.indicators.queries import pivot as tables
from densach.programme.indicators.queries.pivot import Table
from densach.programme.indicators.queries.territory import (
    area_windows,
    rows_by_area,
    rows_of,
    windows_of_areas,
)
from densach.programme.indicators.rules import AsWhen, Question, Scope, Value
from densach.programme.indicators.rules_pivot import asked_of
from tests import cast
from tests.cast import NOW, TODAY
from tests.stage import SignedIn

REFORM = date(2025, 7, 1)
BEFORE = date(2020, 1, 1)
FIRST_HALF, YEAR = Period.half(2025, 1), Period.year(2025)
LIBRARIES = ("public_library",)


def an_area(
    code: str, level: str, parent: Area | None, *, since: date = BEFORE, until: date | None = None
) -> Area:
    kinds = {
        "nation": "nation",
        "province": "province",
        "district": "rural_district",
        "commune": "rural_commune",
    }
    return organisations.found_area(
        at=NOW,
        actor=SYSTEM,
        code=code,
        name=code,
        kind=kinds[level],
        level=level,
        since=since,
        parent=parent,
        until=until,
    )


def a_library(code: str, level: str, area: Area) -> Organisation:
    return organisations.found(
        at=NOW,
        actor=SYSTEM,
        code=code,
        name=code,
        kind="public_library",
        level=level,
        area=area,
        since=BEFORE,
    )


@dataclass(frozen=True)
class Reform:
    left: Area
    right: Area
    united: Area
    left_commune: Organisation
    left_district: Organisation
    right_commune: Organisation


@pytest.fixture
def reform(db: None) -> Reform:
    cast.the_catalogues()
    last_day = date(2025, 6, 30)
    nation = an_area("viet-nam", "nation", None)
    left = an_area("trai", "province", nation, until=last_day)
    right = an_area("phai", "province", nation, until=last_day)
    left_district = an_area("trai.h1", "district", left, until=last_day)
    right_district = an_area("phai.h1", "district", right, until=last_day)
    left_commune = an_area("trai.x1", "commune", left_district, until=last_day)
    right_commune = an_area("phai.x1", "commune", right_district, until=last_day)
    united = an_area("hop", "province", nation, since=REFORM)
    commune = an_area("hop.x1", "commune", united, since=REFORM)
    pairs = [(left, united), (right, united), (left_commune, commune), (right_commune, commune)]
    for predecessor, successor in pairs:
        organisations.write_area_succession(
            at=NOW, actor=SYSTEM, predecessor=predecessor, successor=successor, on=REFORM, kind="merge"
        )
    libraries = [
        a_library("tv-trai-x1", "commune", left_commune),
        a_library("tv-trai-h1", "district", left_district),
        a_library("tv-phai-x1", "commune", right_commune),
    ]
    moved = NewVersion(since=REFORM, area_code="hop.x1")
    for library in (libraries[0], libraries[2]):
        organisations.change(at=NOW, actor=SYSTEM, organisation=library, new=moved)
    organisations.end(
        at=NOW, actor=SYSTEM, organisation=libraries[1], last_day=last_day, successor=libraries[0]
    )
    counted = [
        (libraries[0], date(2025, 3, 1), 100),
        (libraries[1], date(2025, 6, 30), 40),
        (libraries[2], date(2025, 6, 30), 7),
        (libraries[0], date(2025, 7, 1), 1000),
        (libraries[2], date(2025, 9, 1), 5000),
    ]
    entries = [
        Entry("library.visits", place.pk, day, number, f"r:{key}")
        for key, (place, day, number) in enumerate(counted)
    ]
    facts.record_many(at=NOW, entries=entries, origin="import")
    return Reform(left, right, united, *libraries)


def figure(area: Area, period: Period, as_: AsWhen = "was", on: date = TODAY) -> Value:
    return queries.evaluate(
        queries.by_code("tv.luot_ban_doc"), Scope(LIBRARIES, (), area.pk), period, on, as_=as_
    )


def test_before_the_reform_each_province_has_its_own(reform: Reform) -> None:
    assert figure(reform.left, FIRST_HALF).numerator == 140
    assert figure(reform.right, FIRST_HALF).numerator == 7
    assert figure(reform.united, FIRST_HALF).numerator is None


def test_a_province_that_ended_counts_to_its_last_day(reform: Reform) -> None:
    assert figure(reform.left, YEAR).numerator == 140
    assert figure(reform.united, YEAR).numerator == 6000


def test_as_now_the_year_is_its_predecessors_and_then_itself(reform: Reform) -> None:
    assert figure(reform.united, FIRST_HALF, "now").numerator == 147
    assert figure(reform.united, YEAR, "now").numerator == 6147


@pytest.mark.parametrize("as_", ["was", "now"])
def test_the_map_of_many_areas_is_the_map_of_each(reform: Reform, as_: AsWhen) -> None:
    areas = list(Area.objects.values_list("pk", flat=True))
    together = windows_of_areas(areas, as_)
    assert together == {area: area_windows(area, as_) for area in areas}
    everyone = rows_by_area(together)
    assert everyone == {area: rows_of(Scope(), together[area], None) for area in areas}
    assert len(everyone[reform.united.pk]) == (5 if as_ == "now" else 2)


def test_as_was_equals_the_kept_totals_of_the_areas(reform: Reform) -> None:
    visits = Indicator(code="tv.moi", formula="total", measure="library.visits", unit_vi="lượt")
    for area in (reform.left, reform.right, reform.united):
        for period in (FIRST_HALF, Period.half(2025, 2), YEAR):
            value = queries.evaluate(visits, Scope(area_id=area.pk), period, TODAY)
            assert (value.numerator or 0) == book.total_of_areas("library.visits", [area.pk], period)


def test_a_library_that_ended_is_asked_only_while_it_lived(reform: Reform) -> None:
    shares = queries.by_code("tv.co_ket_noi_internet")

    def asked(area: Area, on: date) -> int | None:
        scope = Scope(LIBRARIES, (), area.pk)
        return queries.evaluate(shares, scope, Period.year(on.year), on).denominator

    assert asked(reform.left, date(2025, 6, 30)) == 2
    assert asked(reform.left, REFORM) == 0
    assert asked(reform.united, REFORM) == 2


def test_no_one_waits_for_an_answer_of_a_library_that_has_ended(reform: Reform) -> None:
    names = [part.name for part in figure(reform.united, Period.year(2026), "now").parts]
    assert names == ["tv-phai-x1", "tv-trai-x1"]


def test_the_evidence_of_a_moved_library_is_cut_at_the_reform(reform: Reform) -> None:
    indicator = queries.by_code("tv.luot_ban_doc")
    for area, as_, expected in (
        (reform.left, "was", 100),
        (reform.united, "was", 1000),
        (reform.united, "now", 1100),
    ):
        question = Question(Scope(LIBRARIES, (), area.pk), YEAR, TODAY, "now" if as_ == "now" else "was")
        member = trails.member_for(indicator, question, reform.left_commune.pk)
        assert trails.trail(indicator, "library.visits", question, member).total == expected


def test_figures_from_before_the_register_begins_find_their_place(reform: Reform) -> None:
    entry = Entry("library.visits", reform.left_commune.pk, date(2018, 5, 1), 33, "r:old")
    facts.record_many(at=NOW, entries=[entry], origin="baseline")
    assert figure(reform.left, Period.year(2018)).numerator == 33
    assert figure(reform.united, Period.year(2018), "now").numerator == 33
    assert figure(reform.right, Period.year(2018)).unknown == 0


def test_the_evidence_turns_to_the_map_of_today_and_back(reform: Reform) -> None:
    department = organisations.found(
        at=NOW,
        actor=SYSTEM,
        code="so-hop",
        name="Sở",
        kind="department",
        level="province",
        area=reform.united,
        since=REFORM,
    )
    desk = SignedIn(cast.a_person("so@hop.test", "Lý Thị Sở", "department_officer", department))
    indicator, scope = queries.by_code("tv.luot_ban_doc"), Scope(LIBRARIES, (), reform.united.pk)
    was = desk.get(queries.evidence_url(indicator, scope, YEAR, TODAY))
    now = desk.get(f"{was.request['PATH_INFO']}{was.context['other_view_url']}")
    back = desk.get(f"{was.request['PATH_INFO']}{now.context['other_view_url']}")
    assert [page.context["sums"].all for page in (was, now, back)] == [6000, 6147, 6000]
    assert all(page.context["sums"].agrees for page in (was, now, back))


# the table that one turns ---------------------------------------------------------------------------------


def turned(area: Area, query: str) -> Table:
    told = QueryDict(query)
    asked = asked_of(told.dict(), {}, TODAY)
    return tables.pivot(asked, tables.gauges_of(()), area.pk, TODAY)


def shown(table: Table, name: str) -> list[int | None]:
    head = next(one for one in table.rows if name in (one.name, one.key))
    cells = [table.cells.get((head.key, column.key)) for column in table.columns]
    return [one.top if one else None for one in cells]


def test_a_table_as_it_was_gives_each_half_to_the_map_of_its_day(reform: Reform) -> None:
    table = turned(reform.united, "hang=area&cot=half&tu=2025-01&den=2025-12&xem=was")
    assert shown(table, "hop.x1") == [None, 6000]


def test_a_table_as_it_is_now_gives_a_commune_what_went_wholly_into_it(reform: Reform) -> None:
    table = turned(reform.united, "hang=area&cot=half&tu=2025-01&den=2025-12&xem=now")
    assert shown(table, "hop.x1") == [107, 6000]
    # The district's library lay in no commune: it stays in the total, in a row of its own.
    assert shown(table, "rest") == [40, None]
    assert [one.top for one in table.column_totals.values()] == [147, 6000]


def test_a_former_province_shows_its_communes_of_that_time(reform: Reform) -> None:
    table = turned(reform.left, "hang=area&cot=half&tu=2025-01&den=2025-06&xem=was")
    assert [one.name for one in table.rows if one.name] == ["trai.x1"]
    assert shown(table, "trai.x1") == [100]
    assert [one.top for one in table.column_totals.values()] == [140]


def test_by_institution_as_it_is_now_says_the_same_in_all(reform: Reform) -> None:
    for rows in ("unit", "level", "area"):
        table = turned(reform.united, f"hang={rows}&cot=year&tu=2025-01&den=2025-12&xem=now")
        assert [one.top for one in table.column_totals.values()] == [6147]


def test_rows_of_provinces_for_a_province_are_itself_and_as_was_those_before_it(reform: Reform) -> None:
    now = turned(reform.united, "hang=province&cot=half&tu=2025-01&den=2025-12&xem=now")
    assert shown(now, "hop") == [147, 6000]
    assert [one.key for one in now.rows] == [reform.united.pk]
    was = turned(reform.united, "hang=province&cot=half&tu=2025-01&den=2025-12&xem=was")
    assert [shown(was, name) for name in ("trai", "phai", "hop")] == [[140, None], [7, None], [None, 6000]]
    assert [one.top for one in was.column_totals.values()] == [147, 6000]
    assert {one.name: one.until for one in was.rows} == {
        "hop": None,
        "phai": date(2025, 6, 30),
        "trai": date(2025, 6, 30),
    }
    assert "rest" not in [one.key for one in was.rows]


def test_a_table_that_begins_before_its_territory_says_so(reform: Reform) -> None:
    before = turned(reform.united, "hang=area&cot=half&tu=2025-01&den=2025-12&xem=was")
    assert before.since == REFORM
    assert any("01/07/2025" in note for note in notes(before))
    for query in ("tu=2025-07&den=2025-12&xem=was", "tu=2025-01&den=2025-12&xem=now"):
        assert turned(reform.united, f"hang=area&cot=half&{query}").since is None
