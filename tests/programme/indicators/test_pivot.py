"""A table that one turns: what stands in its cells, where totals make sense, and what stays empty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from densach.facts import actions as facts
from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.programme.capabilities import actions as capabilities
from densach.programme.indicators import queries
from densach.programme.indicators.pivot_notes import notes
from densach.programme.indicators.pivot_page import file_head, file_rows, rows_of
from densach.programme.indicators.queries import pivot as tables
from densach.programme.indicators.queries.pivot import REST, UNTOLD, Table
from densach.programme.indicators.rules import Scope
from densach.programme.indicators.rules_pivot import (
    Asked,
    Figure,
    NothingToMeasure,
    TooManyColumns,
    UnreadableAxis,
    added,
    asked_of,
    per_page,
    shades,
    slots_of,
)
from tests import cast
from tests.cast import NOW, TODAY


@pytest.fixture
def _vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield


def count(
    place: Organisation,
    number: int,
    on: date = date(2026, 3, 2),
    measure: str = "library.visits",
    **parts: int,
) -> None:
    quantities = {"": number, **{name.replace("_", "=", 1): amount for name, amount in parts.items()}}
    facts.enter_count(
        at=NOW, actor=SYSTEM, organisation=place, measure=measure, since=on, until=on, quantities=quantities
    )


def asked(query: str) -> Asked:
    told = QueryDict(query)
    return asked_of(told.dict(), {name: told.getlist(name) for name in ("do", "loai", "cap")}, TODAY)


def turned(province: cast.Province, query: str, *, every_row: bool = False) -> Table:
    told = asked(query)
    return tables.pivot(told, tables.gauges_of(told.measures), province.area.pk, TODAY, every_row=every_row)


def row(table: Table, name: str) -> list[int | None]:
    """The figures of a row, by its name or key."""
    head = next(one for one in table.rows if name in (one.name, one.key))
    return [top(table.cells.get((head.key, column.key))) for column in table.columns]


def top(figure: Figure | None) -> int | None:
    return figure.top if figure is not None and figure.heard else None


def totals(table: Table) -> list[int | None]:
    return [top(table.column_totals.get(column.key)) for column in table.columns]


def test_places_stand_in_rows_and_months_in_columns(province: cast.Province) -> None:
    count(province.commune_library, 20)
    count(province.other_commune_library, 5, date(2026, 4, 20))
    table = turned(province, "hang=area&cot=month&tu=2026-03&den=2026-04")
    assert row(table, "Xã An Tiến") == [20, None]
    assert row(table, "Xã Long Điền") == [None, 5]
    assert totals(table) == [20, 5]
    assert table.grand == Figure(25, None, 0, 2)


def test_what_lies_in_no_commune_has_a_row_of_its_own(province: cast.Province) -> None:
    count(province.library, 100)
    count(province.commune_library, 20)
    table = turned(province, "hang=area&cot=month&tu=2026-03&den=2026-03")
    assert (row(table, str(REST)), totals(table)) == ([100], [120])


def test_nought_that_was_counted_is_no_empty_cell(province: cast.Province) -> None:
    count(province.commune_library, 0)
    table = turned(province, "hang=area&cot=month&tu=2026-03&den=2026-03")
    assert row(table, "Xã An Tiến") == [0]
    assert row(table, "Xã Long Điền") == [None]


@pytest.mark.parametrize("rows", ["area", "kind", "level", "unit", "month", "age", "measure"])
@pytest.mark.parametrize("columns", ["quarter", "year", "half"])
def test_however_it_is_turned_the_whole_is_what_the_indicator_says(
    province: cast.Province, rows: str, columns: str
) -> None:
    if rows == "month":
        rows, columns = "level", "month"
    count(province.library, 100, date(2026, 1, 5), age_child=30)
    count(province.commune_library, 20, date(2026, 5, 20), age_child=8)
    count(province.other_commune_library, 7, date(2025, 12, 31))
    table = turned(province, f"hang={rows}&cot={columns}&tu=2025-01&den=2026-12")
    whole = queries.evaluate(
        queries.by_code("tv.luot_ban_doc"),
        Scope(("public_library",), (), province.area.pk),
        Period(date(2025, 1, 1), date(2026, 12, 31)),
        TODAY,
    )
    seen = sum(top(figure) or 0 for figure in table.cells.values())
    assert seen == whole.numerator == 127


def test_what_was_not_told_apart_is_the_rest_of_the_whole(province: cast.Province) -> None:
    count(province.library, 100, age_child=30, age_senior=10)
    count(province.commune_library, 20)
    table = turned(province, "hang=area&cot=age&tu=2026-03&den=2026-03")
    assert [one.key for one in table.columns] == ["child", "adult", "senior", UNTOLD]
    assert row(table, "Xã An Tiến") == [None, None, None, 20]
    assert row(table, str(REST)) == [30, None, 10, 60]
    assert totals(table) == [30, None, 10, 80]


def test_a_slice_narrows_every_cell(province: cast.Province) -> None:
    count(province.library, 100, age_child=30)
    table = turned(province, "hang=level&cot=year&lat=age=child")
    assert totals(table) == [30]


def test_the_administrative_year_begins_on_the_fifteenth_of_december(province: cast.Province) -> None:
    count(province.library, 3, date(2025, 12, 14))
    count(province.library, 50, date(2025, 12, 15))
    count(province.library, 7, date(2026, 12 - 1, 14))
    calendar = turned(province, "hang=level&cot=year&tu=2025-01&den=2026-12")
    reports = turned(province, "hang=level&cot=year&tu=2025-01&den=2026-12&lich=nd09")
    assert (totals(calendar), totals(reports)) == ([53, 7], [3, 57])


def test_a_period_of_which_only_a_part_was_asked_for_says_so(province: cast.Province) -> None:
    slots = slots_of(asked("hang=area&cot=quarter&tu=2026-02&den=2026-06"))
    assert [(slot.period.code, slot.named.code, slot.part) for slot in slots] == [
        ("2026-02-01..2026-03-31", "2026-Q1", True),
        ("2026-Q2", "2026-Q2", False),
    ]


def test_a_stock_is_its_last_reading_and_is_not_added_up_over_time(province: cast.Province) -> None:
    count(province.library, 900, date(2026, 1, 10), "library.stock")
    count(province.library, 950, date(2026, 5, 10), "library.stock")
    count(province.commune_library, 40, date(2026, 4, 1), "library.stock")
    table = turned(province, "hang=level&cot=quarter&do=library.stock&tu=2026-01&den=2026-06")
    assert (row(table, "province"), row(table, "commune")) == ([900, 950], [None, 40])
    assert totals(table) == [900, 990]
    assert (table.has_row_totals, table.has_column_totals, table.grand) == (False, True, None)


@pytest.mark.usefixtures("_vietnamese")
def test_a_share_adds_parts_and_wholes_before_it_divides(province: cast.Province) -> None:
    for place, yes in ((province.commune_library, True), (province.other_commune_library, False)):
        capabilities.claim(
            at=NOW,
            actor=SYSTEM,
            organisation=place,
            capability_code="library.lifelong_service",
            answer=yes,
            since=date(2026, 2, 1),
        )
    table = turned(province, "hang=level&cot=half&do=tv.co_dich_vu_htsd&tu=2026-01&den=2026-06")
    told = table.cells["commune", 0]
    assert (told.top, told.below, told.unknown, told.height) == (1, 2, 0, Fraction(1, 2))
    assert table.column_totals[0] == Figure(1, 3, 1, 2)
    assert table.cells["province", 0].height is None  # nobody answered there: no nought
    # But it is asked, so the row shows what the total counts.
    cells = {one.label: one.cells for one in rows_of(table, {})}
    assert "0/1" in cells["cấp tỉnh"]
    lines = {str(line[0]): line[1:] for line in file_rows(table)}
    assert [lines["cấp tỉnh"], lines["Tổng cộng"]] == [[0, 1, None], [1, 3, Fraction(333, 10)]]
    heads = ["Cấp", *(f"6 tháng đầu 2026: {part}" for part in ("tử số", "mẫu số", "tỷ lệ, %"))]
    assert file_head(table) == heads
    assert any("thư viện công cộng" in note for note in notes(table))


def test_measures_side_by_side_are_never_added_up(province: cast.Province) -> None:
    count(province.library, 100)
    count(province.museum, 9, measure="museum.visitors")
    table = turned(
        province, "hang=month&cot=measure&do=library.visits&do=museum.visitors&tu=2026-03&den=2026-03"
    )
    assert [top(table.cells[0, code]) for code in ("library.visits", "museum.visitors")] == [100, 9]
    assert not table.has_row_totals


def test_rows_can_stand_in_the_order_of_their_figures(province: cast.Province) -> None:
    count(province.commune_library, 20)
    count(province.other_commune_library, 50)

    def names(order: str) -> list[str]:
        return [one.name for one in turned(province, f"hang=area&cot=year&xep={order}").rows]

    assert names("nhieu") == ["Xã Long Điền", "Xã An Tiến"]
    assert names("it") == ["Xã An Tiến", "Xã Long Điền"]


def test_the_tree_holds_the_whole_and_its_parts(province: cast.Province) -> None:
    count(province.library, 100)
    count(province.commune_library, 20)
    table = turned(province, "hang=tree&cot=year")
    assert (table.rows[0].name, table.rows[0].depth) == ("Tỉnh Ba Vàm", 0)
    assert row(table, "Tỉnh Ba Vàm") == [120]
    assert row(table, "Xã An Tiến") == [20]
    assert not table.has_column_totals


def test_months_of_the_year_stand_against_years(province: cast.Province) -> None:
    for on, number in ((date(2025, 3, 2), 5), (date(2026, 3, 9), 7), (date(2026, 11, 2), 11)):
        count(province.library, number, on)
    table = turned(province, "hang=month&cot=year&tu=2025-03&den=2026-12")
    assert len(table.rows) == 12
    assert [one.key for one in table.columns] == [2025, 2026]
    assert [top(table.cells["month-3", year]) for year in (2025, 2026)] == [5, 7]
    assert top(table.row_totals["month-3"]) == 12
    assert top(table.column_totals[2026]) == 18
    assert [one.slot.part for one in table.columns if one.slot] == [True, False]
    lying = turned(province, "hang=year&cot=quarter&tu=2025-01&den=2026-12")
    assert [len(lying.rows), len(lying.columns)] == [2, 4]
    assert top(lying.cells[2026, "quarter-4"]) == 11


def test_months_told_the_wrong_way_round_are_exchanged_and_that_is_said(province: cast.Province) -> None:
    table = turned(province, "hang=kind&cot=year&tu=2026-12&den=2026-01")
    assert (table.asked.first, table.asked.last) == (date(2026, 1, 1), date(2026, 12, 31))
    with translation.override("vi"):
        assert any("ngược" in note for note in notes(table))


def test_more_measures_than_a_table_holds_are_told() -> None:
    told = asked("do=" + ",".join(f"m{number}" for number in range(13)))
    assert (len(told.measures), told.unread) == (12, ("do",))


def test_months_against_months_are_refused() -> None:
    with pytest.raises(UnreadableAxis):
        asked("hang=month&cot=quarter")


def test_more_columns_than_a_page_can_hold_are_refused(province: cast.Province) -> None:
    with pytest.raises(TooManyColumns):
        turned(province, "hang=area&cot=month&tu=2010-01&den=2026-12")


def test_an_unknown_measure_is_refused(province: cast.Province) -> None:
    with pytest.raises(NothingToMeasure):
        turned(province, "hang=area&cot=month&do=khong.co")


def test_the_address_of_a_view_is_read_back_as_the_same_view() -> None:
    query = (
        "hang=kind&cot=quarter&do=library.visits,library.loans&tu=2025-02&den=2026-09&lich=nd09&dia_ban=ba-vam"
        "&xem=now&loai=museum,club&cap=commune&lat=age=child&ve=stacked&xep=it&trang=3&mau=khong"
    )
    told = asked(query)
    assert asked(told.query()) == told
    assert told.unread == ()


def test_what_cannot_be_read_in_an_address_is_left_aside_and_told() -> None:
    told = asked("hang=xyz&cot=month&tu=2026-13&ve=pie&trang=-4&den=9999-01")
    assert (told.rows, told.page, set(told.unread)) == ("area", 1, {"hang", "tu", "ve", "den"})


def test_the_queries_do_not_grow_with_rows_and_columns(province: cast.Province) -> None:
    count(province.library, 100)
    count(province.commune_library, 20)
    few = "hang=area&cot=month&tu=2026-03&den=2026-03"
    many = "hang=area&cot=month&tu=2025-01&den=2026-12"
    turned(province, few), turned(province, many)
    numbers = []
    for query in (few, many):
        with CaptureQueriesContext(connection) as made:
            turned(province, query)
        numbers.append(len(made))
    assert numbers[0] == numbers[1] <= 6


def test_a_page_never_holds_more_cells_than_a_screen_can_bear() -> None:
    assert per_page(12) * 12 <= 5000
    assert per_page(150) * 150 <= 5000
    assert per_page(1) == 200


def test_equal_figures_have_equal_shades() -> None:
    told = [Fraction(number) for number in (5, 5, 1, 9, 0)]
    first, second, low, high, none = shades(told)
    assert first == second
    assert none == 0 < low < first < high


def test_nothing_known_adds_up_to_nothing() -> None:
    assert added([None, None]) is None
    assert added([Figure(1, 2), None, Figure(3, 4)]) == Figure(4, 6, 0, 2)
