"""From the words of a duty to days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from densach.kernel.period import Period
from densach.programme.reports.rules import timetable
from densach.programme.reports.rules.refusals import DayOutOfPeriod
from densach.programme.reports.rules.timetable import Timeliness


@dataclass
class Duty:
    cycle: str
    due_day: int | None = None
    due_month: int | None = None
    due_on: date | None = None


HALF = Duty("half_year", 10, 6)
YEAR = Duty("year", 15, 11)


def test_a_half_year_duty_of_10_june_asks_for_the_first_half_of_its_year() -> None:
    [offer] = timetable.offers([HALF], 2026)
    assert (offer.period.code, offer.due, offer.cutoff) == ("2026-H1", date(2026, 6, 10), date(2026, 6, 9))


def test_a_yearly_duty_of_15_november_is_cut_off_before_the_year_ends() -> None:
    [offer] = timetable.offers([YEAR], 2026)
    assert (offer.period, offer.due, offer.cutoff) == (
        Period.year(2026),
        date(2026, 11, 15),
        date(2026, 11, 14),
    )


def test_a_yearly_duty_of_january_tells_of_the_year_before() -> None:
    [offer] = timetable.offers([Duty("year", 10, 1)], 2026)
    assert (offer.period.code, offer.due, offer.cutoff) == ("2026", date(2027, 1, 10), date(2026, 12, 31))


def test_a_half_year_duty_of_december_asks_for_the_second_half() -> None:
    [offer] = timetable.offers([Duty("half_year", 5, 12)], 2026)
    assert (offer.period.code, offer.due) == ("2026-H2", date(2026, 12, 5))


def test_duties_without_a_day_fall_due_after_the_administrative_half_and_year() -> None:
    found = timetable.offers([Duty("half_year"), Duty("year")], 2026)
    assert [(offer.period.code, offer.due) for offer in found] == [
        ("2026-H1", date(2026, 6, 15)),
        ("2026-H2", date(2026, 12, 15)),
        ("2026", date(2026, 12, 15)),
    ]


def test_of_two_duties_on_one_period_the_earlier_day_holds() -> None:
    found = timetable.offers([YEAR, Duty("year", 30, 10)], 2026)
    assert [offer.due for offer in found] == [date(2026, 10, 30)]


def test_a_day_that_a_month_has_not_becomes_its_last() -> None:
    [offer] = timetable.offers([Duty("half_year", 31, 6)], 2026)
    assert offer.due == date(2026, 6, 30)


@pytest.mark.parametrize("cycle", ["once", "ad_hoc", "mid_term", "final"])
def test_what_returns_not_every_year_is_asked_for_by_hand(cycle: str) -> None:
    assert timetable.offers([Duty(cycle, 10, 6)], 2026) == []


def test_a_duty_asks_for_its_own_period_and_no_other() -> None:
    assert timetable.asks_for(HALF, Period.half(2026, 1))
    assert not timetable.asks_for(HALF, Period.half(2026, 2))
    assert timetable.offer_for([HALF, YEAR], Period.quarter(2026, 1)) is None


@pytest.mark.parametrize(
    ("submitted", "on", "expected"),
    [
        (None, date(2026, 5, 1), Timeliness.OPEN),
        (None, date(2026, 6, 3), Timeliness.SOON),
        (None, date(2026, 6, 10), Timeliness.SOON),
        (None, date(2026, 6, 11), Timeliness.OVERDUE),
        (date(2026, 6, 10), date(2026, 9, 1), Timeliness.ON_TIME),
        (date(2026, 6, 11), date(2026, 9, 1), Timeliness.LATE),
    ],
)
def test_a_report_is_late_from_the_day_after_it_was_due(
    submitted: date | None, on: date, expected: Timeliness
) -> None:
    assert timetable.timeliness(date(2026, 6, 10), submitted, on) == expected


def test_figures_cannot_be_cut_off_outside_of_the_period() -> None:
    with pytest.raises(DayOutOfPeriod):
        timetable.check_cutoff(Period.half(2026, 1), date(2026, 7, 1))
