"""Periods follow the calendars of Vietnamese reports and are exact sums of half-month cells."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.kernel.errors import InvalidPeriod
from densach.kernel.period import Period, cell_of, cell_period

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
PERIODS = st.tuples(DAYS, st.integers(0, 900)).map(lambda p: Period(p[0], p[0] + timedelta(days=p[1])))
NAMED = st.one_of(
    st.builds(Period.year, st.integers(1900, 2199)),
    st.builds(Period.half, st.integers(1900, 2199), st.integers(1, 2)),
    st.builds(Period.quarter, st.integers(1900, 2199), st.integers(1, 4)),
    st.builds(Period.month, st.integers(1900, 2199), st.integers(1, 12)),
    st.builds(Period.admin_year, st.integers(1900, 2199)),
    st.builds(Period.admin_half, st.integers(1900, 2199), st.integers(1, 2)),
    st.builds(Period.admin_quarter, st.integers(1900, 2199), st.integers(1, 4)),
    st.builds(Period.admin_month, st.integers(1900, 2199), st.integers(1, 12)),
    st.builds(Period.library_year, st.integers(1900, 2199)),
)


@pytest.mark.parametrize(
    ("code", "start", "end", "vi", "en"),
    [
        ("2026", "2026-01-01", "2026-12-31", "năm 2026", "2026"),
        ("2026-H1", "2026-01-01", "2026-06-30", "6 tháng đầu năm 2026", "first half of 2026"),
        ("2026-H2", "2026-07-01", "2026-12-31", "6 tháng cuối năm 2026", "second half of 2026"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "quý IV năm 2026", "fourth quarter of 2026"),
        ("2024-02", "2024-02-01", "2024-02-29", "tháng 02 năm 2024", "February 2024"),
        ("2026-03", "2026-03-01", "2026-03-31", "tháng 3 năm 2026", "March 2026"),
        ("2026-A", "2025-12-15", "2026-12-14", "từ ngày 15/12/2025 đến ngày 14/12/2026", None),
        ("2026-AH1", "2025-12-15", "2026-06-14", "từ ngày 15/12/2025 đến ngày 14/06/2026", None),
        ("2026-AH2", "2026-06-15", "2026-12-14", "từ ngày 15/06/2026 đến ngày 14/12/2026", None),
        ("2026-AQ2", "2026-03-15", "2026-06-14", "từ ngày 15/03/2026 đến ngày 14/06/2026", None),
        ("2026-A03", "2026-02-15", "2026-03-14", "từ ngày 15/02/2026 đến ngày 14/03/2026", None),
        ("2026-L", "2025-12-01", "2026-11-30", "từ ngày 01/12/2025 đến ngày 30/11/2026", None),
        ("2026-01-05", "2026-01-05", "2026-01-05", "ngày 05/01/2026", "5 January 2026"),
        (
            "2026-01-05..2026-02-07",
            "2026-01-05",
            "2026-02-07",
            "từ ngày 05/01/2026 đến ngày 07/02/2026",
            "5 January 2026 to 7 February 2026",
        ),
    ],
)
def test_a_code_names_its_first_and_last_day_and_reads_as_papers_say(
    code: str, start: str, end: str, vi: str, en: str | None
) -> None:
    period = Period.parse(code)
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)
    assert period.code == code
    assert period.label_vi() == vi
    if en is not None:
        assert period.label("en") == en


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026-H3", "2026-Q0", "2026-13", "2026-00", "2026-AH3", "2026-A13", "2026-LH1", "2026-02-30",
     "2026-02-07..2026-01-05", "2026-01-05..", "2026-01-05..x", "2026..2027", "0000", "0001-A", "0001-L",
     "20261", "2026 ", "２０２６", "2026-01-01..2026-01-02..2026-01-03"],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_the_text(text: str) -> None:
    with pytest.raises(InvalidPeriod) as refused:
        Period.parse(text)
    assert refused.value.params == {"text": text}


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(InvalidPeriod):
        Period.between(date(2026, 2, 1), date(2026, 1, 31))


@given(st.one_of(PERIODS, NAMED))
def test_a_period_is_read_back_from_its_code(period: Period) -> None:
    assert Period.parse(period.code) == period


@given(st.text(alphabet="0123456789-AHQL.", max_size=24))
def test_any_text_is_a_period_or_is_refused(text: str) -> None:
    try:
        period = Period.parse(text)
    except InvalidPeriod:
        return
    assert Period.parse(period.code) == period


@given(st.integers(1900, 2199))
def test_the_parts_of_a_year_leave_no_day_out_and_count_none_twice(year: int) -> None:
    for whole, parts in [
        (Period.year(year), [Period.half(year, n) for n in (1, 2)]),
        (Period.year(year), [Period.quarter(year, n) for n in (1, 2, 3, 4)]),
        (Period.year(year), [Period.month(year, n) for n in range(1, 13)]),
        (Period.admin_year(year), [Period.admin_half(year, n) for n in (1, 2)]),
        (Period.admin_year(year), [Period.admin_quarter(year, n) for n in (1, 2, 3, 4)]),
        (Period.admin_year(year), [Period.admin_month(year, n) for n in range(1, 13)]),
    ]:
        assert [day for part in parts for day in part.each_day()] == list(whole.each_day())


@given(NAMED)
def test_the_previous_period_ends_the_day_before(period: Period) -> None:
    assert period.previous().end == period.start - timedelta(days=1)


@given(PERIODS)
def test_a_free_period_is_preceded_by_one_that_ends_the_day_before(period: Period) -> None:
    assert period.previous().end == period.start - timedelta(days=1)


@given(NAMED)
def test_the_same_period_a_year_earlier_has_the_same_name(period: Period) -> None:
    assert period.year_earlier().code[4:] == period.code[4:]


def test_a_leap_day_answers_to_the_28th_a_year_earlier() -> None:
    assert Period.parse("2024-02-29").year_earlier() == Period.parse("2023-02-28")
    assert Period.parse("2024-01-05..2024-02-29").year_earlier().code == "2023-01-05..2023-02-28"


@given(st.one_of(PERIODS, NAMED))
def test_cells_and_edges_together_are_the_period(period: Period) -> None:
    full, edges = period.cells()
    parts = sorted([*edges, *(cell_period(key) for key in full)])
    assert [day for part in parts for day in part.each_day()] == list(period.each_day())
    assert len(edges) <= 2


@given(NAMED)
def test_every_calendar_of_reports_is_an_exact_sum_of_cells(period: Period) -> None:
    assert period.cells().edges == ()


def test_an_edge_at_each_end_is_told_in_order() -> None:
    full, edges = Period.parse("2026-01-05..2026-02-07").cells()
    assert full == (20260102,)
    assert [edge.code for edge in edges] == ["2026-01-05..2026-01-14", "2026-02-01..2026-02-07"]


def test_a_period_inside_one_cell_is_one_edge() -> None:
    assert Period.parse("2026-01-05..2026-01-07").cells() == ((), (Period.parse("2026-01-05..2026-01-07"),))


@given(DAYS)
def test_a_day_lies_in_its_cell(day: date) -> None:
    assert day in cell_period(cell_of(day))


@pytest.mark.parametrize("key", [0, 20260103, 20261301, 20260100, 2026, -20260101])
def test_a_number_that_is_no_cell_is_refused(key: int) -> None:
    with pytest.raises(InvalidPeriod):
        cell_period(key)


@given(PERIODS, PERIODS)
def test_the_overlap_is_what_both_contain(one: Period, other: Period) -> None:
    shared = one.overlap(other)
    assert shared == other.overlap(one)
    if shared is None:
        assert one.end < other.start or other.end < one.start
    else:
        assert one.contains(shared)
        assert other.contains(shared)
        assert not (
            one.contains(shared.start - timedelta(days=1))
            and other.contains(shared.start - timedelta(days=1))
        )


@given(PERIODS)
def test_a_period_is_cut_at_each_new_year(period: Period) -> None:
    parts = period.calendar_years()
    assert sum(part.days for part in parts) == period.days
    assert all(part.start.year == part.end.year for part in parts)
    assert (parts[0].start, parts[-1].end) == (period.start, period.end)


def test_half_a_year_has_elapsed_at_the_end_of_june() -> None:
    assert Period.year(2026).elapsed(date(2026, 6, 30)) == Fraction(181, 365)
    assert Period.year(2026).elapsed(date(2025, 12, 31)) == 0
    assert Period.year(2026).elapsed(date(2027, 5, 1)) == 1


def test_every_month_half_and_quarter_has_an_english_name() -> None:
    assert [Period.month(2026, month).label("en") for month in (1, 5, 12)] == [
        "January 2026",
        "May 2026",
        "December 2026",
    ]
    assert Period.quarter(2026, 4).label("en") == "fourth quarter of 2026"
    assert Period.half(2026, 2).label("en") == "second half of 2026"
