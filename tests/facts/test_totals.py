"""Kept totals: live in the saving transaction, by unit, area, period and slice; a fact stays where its day put it."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from densach.facts import actions, queries
from densach.facts.models import Total
from densach.facts.replay import verify
from densach.facts.rules import cover
from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.organisations import actions as organisations
from densach.organisations import queries as register
from densach.organisations.models import Area, Organisation
from densach.organisations.rules import NewVersion
from tests import cast
from tests.cast import NOW, TODAY
from tests.facts.book import VISITS, YEAR, correct, count, kept, record, summed, take_back

REFORM = date(2025, 7, 1)


def total(area: Area, period: Period = YEAR, part: str = "") -> int:
    return queries.total_of_areas(VISITS, [area.pk], period, part)


def test_a_count_is_at_once_in_its_unit_commune_province_and_nation(province: cast.Province) -> None:
    count(province.commune_library, {"": 66, "age=child": 20})
    for area in (province.commune_area, province.area, province.nation):
        assert total(area) == 66
        assert total(area, part="age=child") == 20
    assert total(province.other_commune_area) == 0
    assert total(province.foreign_area) == 0


def test_totals_keep_half_months_and_years(library: Organisation) -> None:
    count(library, 5, date(2026, 3, 14))
    count(library, 7, date(2026, 3, 15))
    assert kept(library.pk) == {20260301: 5, 20260302: 7, 20260000: 12}


@pytest.mark.parametrize(
    ("code", "expected"),
    [("2026", 15), ("2026-H1", 15), ("2026-03", 13), ("2026-Q1", 13), ("2026-02", 0), ("2026-04", 2)],
)
def test_a_period_holds_the_counts_of_its_days(library: Organisation, code: str, expected: int) -> None:
    count(library, 13, date(2026, 3, 31))
    count(library, 2, date(2026, 4, 1))
    period = Period.parse(code)
    assert queries.totals_of_organisations(VISITS, [library.pk], period).get(library.pk, 0) == expected


def test_the_administrative_year_begins_on_the_fifteenth_of_december(library: Organisation) -> None:
    count(library, 1, date(2025, 12, 14))
    count(library, 10, date(2025, 12, 15))
    year = Period.admin_year(2026)
    assert queries.totals_of_organisations(VISITS, [library.pk], year) == {library.pk: 10}
    assert cover(year)[1] == []


def test_any_odd_days_are_summed_from_the_facts(province: cast.Province) -> None:
    for number, day in enumerate((3, 4, 10, 16, 20)):
        count(province.commune_library, 10**number, date(2026, 3, day))
    odd = Period.between(date(2026, 3, 4), date(2026, 3, 16))
    assert total(province.area, odd) == 1110
    assert queries.totals_of_organisations(VISITS, [province.commune_library.pk], odd) == {
        province.commune_library.pk: 1110
    }


def test_corrections_and_reversals_move_every_total(province: cast.Province) -> None:
    entered = count(province.commune_library, {"": 66, "age=child": 20})
    entered = correct(entered, {"": 70, "age=child": 30})
    assert (total(province.nation), total(province.nation, part="age=child")) == (70, 30)
    take_back(entered)
    assert set(Total.objects.values_list("quantity", flat=True)) == {0}


def moved(province: cast.Province, on: date) -> None:
    """The commune library moves into the other commune."""
    new = NewVersion(
        since=on,
        area_code=province.other_commune_area.code,
        parent_code=province.other_commune_committee.code,
    )
    organisations.change(at=NOW, actor=SYSTEM, organisation=province.commune_library, new=new)


def test_a_unit_that_moves_leaves_its_former_counts_where_they_happened(province: cast.Province) -> None:
    count(province.commune_library, 5, date(2026, 3, 9))
    moved(province, date(2026, 3, 10))
    count(province.commune_library, 70, date(2026, 3, 10))
    assert total(province.commune_area) == 5
    assert total(province.other_commune_area) == 70
    assert total(province.area) == 75
    assert summed(province.commune_library, YEAR) == 75


def test_odd_days_around_a_move_lie_where_the_unit_stood_on_each(province: cast.Province) -> None:
    count(province.commune_library, 5, date(2026, 3, 9))
    moved(province, date(2026, 3, 10))
    count(province.commune_library, 70, date(2026, 3, 10))
    odd = Period.between(date(2026, 3, 8), date(2026, 3, 12))
    assert total(province.commune_area, odd) == 5
    assert total(province.other_commune_area, odd) == 70
    assert total(province.area, odd) == 75


def test_a_late_count_goes_where_the_unit_stood_on_its_day(province: cast.Province) -> None:
    moved(province, date(2026, 3, 10))
    count(province.commune_library, 5, date(2026, 3, 9))
    assert total(province.commune_area) == 5


def test_a_correction_after_a_move_stays_with_the_day(province: cast.Province) -> None:
    entered = count(province.commune_library, 5, date(2026, 3, 9))
    moved(province, date(2026, 3, 10))
    correct(entered, 6)
    assert (total(province.commune_area), total(province.other_commune_area)) == (6, 0)


def test_facts_stay_with_a_merged_institution(province: cast.Province) -> None:
    count(province.commune_library, 5, date(2026, 3, 31))
    organisations.end(
        at=NOW,
        actor=SYSTEM,
        organisation=province.commune_library,
        last_day=date(2026, 3, 31),
        successor=province.other_commune_library,
    )
    count(province.other_commune_library, 8, date(2026, 4, 1))
    both = [province.commune_library.pk, province.other_commune_library.pk]
    assert queries.totals_of_organisations(VISITS, both, YEAR) == dict(zip(both, (5, 8), strict=True))
    assert total(province.commune_area) == 5


@pytest.fixture
def former(province: cast.Province) -> tuple[Area, Organisation]:
    """A province that went into Ba Vàm on the day of the reform, with its library."""
    until = REFORM - timedelta(days=1)
    area = organisations.found_area(
        at=NOW, actor=SYSTEM, code="ba-lang.den-2025", name="Tỉnh Ba Láng", kind="province", level="province",
        since=date(2010, 1, 1), until=until, parent=province.nation,
    )  # fmt: skip
    organisations.write_area_succession(
        at=NOW, actor=SYSTEM, predecessor=area, successor=province.area, on=REFORM, kind="merge"
    )
    library = organisations.found(
        at=NOW, actor=SYSTEM, code="tv-ba-lang.den-2025", name="Thư viện tỉnh Ba Láng", kind="public_library",
        level="province", area=area, since=date(2010, 1, 1),
    )  # fmt: skip
    organisations.end(at=NOW, actor=SYSTEM, organisation=library, last_day=until, successor=province.library)
    return area, library


def test_the_year_of_the_reform_is_whole_as_is_now_and_parted_as_was(
    province: cast.Province, former: tuple[Area, Organisation]
) -> None:
    area, library = former
    count(library, 24_000, date(2025, 1, 1), date(2025, 6, 30))
    count(province.library, 31_000, date(2025, 7, 1), date(2025, 12, 31))
    year = Period.year(2025)
    assert (total(area, year), total(province.area, year)) == (24_000, 31_000)
    now = register.as_now_area_ids(province.area)
    assert set(now) == {area.pk, province.area.pk}
    assert queries.total_of_areas(VISITS, now, year) == 55_000
    assert total(province.nation, year) == 55_000


def test_a_figure_can_be_read_as_the_book_stood_then(library: Organisation) -> None:
    entered = count(library, {"": 66, "age=child": 20})
    silent = queries.mark()
    entered = correct(entered, {"": 70, "age=child": 30})
    count(library, 5, date(2026, 3, 3))
    later = queries.mark()
    take_back(entered)
    for mark, whole, child in ((silent, 66, 20), (later, 75, 30), (queries.mark(), 5, 0)):
        read = [
            queries.totals_of_organisations(VISITS, [library.pk], YEAR, part, until_fact=mark)[library.pk]
            for part in ("", "age=child")
        ]
        assert read == [whole, child]
        rows = queries.facts_of(VISITS, library.pk, YEAR, until_fact=mark)
        assert sum(row.quantity for row in rows) == whole
    assert queries.totals_of_organisations(VISITS, [library.pk], YEAR, until_fact=0) == {}
    assert queries.answered(VISITS, [library.pk], YEAR, until_fact=0) == set()
    assert queries.answered(VISITS, [library.pk], YEAR, until_fact=silent) == {library.pk}


def test_a_reading_can_be_read_as_the_book_stood_then(library: Organisation) -> None:
    entered = count(library, 38_000, date(2026, 1, 31), measure="library.stock")
    mark = queries.mark()
    correct(entered, 39_000)
    read = queries.readings_of_organisations
    assert read("library.stock", [library.pk], TODAY) == {library.pk: 39_000}
    assert read("library.stock", [library.pk], TODAY, until_fact=mark) == {library.pk: 38_000}


def test_evidence_pages_add_up_to_the_figure(library: Organisation) -> None:
    for number in range(25):
        entered = count(
            library, {"": number, "age=child": number // 2}, date(2026, 1, 1) + timedelta(days=number)
        )
        if number % 5 == 0:
            correct(entered, {"": number + 1, "age=child": 1})
    for part in ("", "age=child"):
        after, rows = 0, []
        while page := queries.facts_of(VISITS, library.pk, YEAR, part, after_id=after, limit=4):
            rows += page
            after = page[-1].id
        figure = queries.totals_of_organisations(VISITS, [library.pk], YEAR, part)[library.pk]
        assert sum(row.quantity for row in rows) == figure
        assert len({row.id for row in rows}) == len(rows) > 4
        assert all(row.record_url for row in rows)


def test_who_answered_is_told_apart_from_who_counted_nought(province: cast.Province) -> None:
    count(province.library, 0)
    take_back(count(province.commune_library, 3))
    asked = [province.library.pk, province.commune_library.pk, province.other_commune_library.pk]
    assert queries.answered(VISITS, asked, YEAR) == {province.library.pk}
    assert queries.counting(asked, [VISITS], YEAR) == {province.library.pk}
    assert queries.answered(VISITS, asked, Period.year(2025)) == set()


def an_old_library(province: cast.Province) -> Organisation:
    return organisations.found(
        at=NOW,
        actor=SYSTEM,
        code="thu-vien-lau-doi",
        name="Thư viện lâu đời",
        kind="public_library",
        level="province",
        area=province.area,
        since=date(2020, 1, 1),
    )


def a_full_year(place: Organisation, year: int, by_month: list[int]) -> None:
    for month, number in enumerate(by_month, start=1):
        span = Period.month(year, month)
        count(place, number, span.start, span.end)


def test_the_share_of_the_year_so_far_is_learned_from_complete_years(province: cast.Province) -> None:
    library = an_old_library(province)
    a_full_year(library, 2024, [10] * 6 + [30] * 6)  # a quarter by the end of June
    a_full_year(library, 2025, [20] * 12)  # a half
    count(library, 99, date(2023, 1, 1), date(2023, 12, 31))  # one reported figure: no course
    share = queries.share_elapsed(VISITS, [province.area.pk], date(2026, 6, 30))
    assert share == (Fraction(1, 4) + Fraction(1, 2)) / 2
    assert queries.share_elapsed(VISITS, [province.area.pk], date(2024, 6, 30)) is None
    assert queries.share_elapsed(VISITS, [province.foreign_area.pk], date(2026, 6, 30)) is None


def test_the_last_day_of_february_finds_its_like_in_other_years(province: cast.Province) -> None:
    a_full_year(an_old_library(province), 2023, [10] * 12)
    assert queries.share_elapsed(VISITS, [province.area.pk], date(2024, 2, 29)) == Fraction(1, 6)


def test_rebuilding_the_totals_gives_the_same_again(province: cast.Province) -> None:
    record(province.library, "loan:1", 2, age="child", channel="mobile")
    correct(count(province.commune_library, {"": 66, "age=child": 20}), 50)
    before = {row for row in Total.objects.values_list() if row[-1]}
    for _again in range(2):
        actions.rebuild_totals()
        assert {row for row in Total.objects.values_list() if row[-1]} == before


def test_a_lost_total_comes_back_by_rebuilding(library: Organisation) -> None:
    count(library, 66)
    Total.objects.filter(unit_kind="a").delete()
    assert verify()
    actions.rebuild_totals()
    assert verify() == []
