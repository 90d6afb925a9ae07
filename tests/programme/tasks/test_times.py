"""When a work is due, by what its plan says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.programme.tasks.models import Stage, TimeKind
from densach.programme.tasks.rules.lifecycle import OPEN, whole_stage
from densach.programme.tasks.rules.naming import is_paper
from densach.programme.tasks.rules.phases import phases_in
from densach.programme.tasks.rules.refusals import (
    ConditionNeeded,
    DayNeeded,
    DaysBackwards,
    OutsideParent,
    YearsNeeded,
)
from densach.programme.tasks.rules.times import (
    Times,
    after_months,
    days_late,
    due_of,
    next_working_day,
    read_times,
    soonness,
    waits_for_event,
)


def read(kind: str, text: str = "", first: str = "", last: str = "", years: int | None = None) -> Times:
    return read_times(kind=kind, text=text, first=first, last=last, every_years=years, trigger="")


@pytest.mark.parametrize(
    ("times", "year", "due"),
    [
        (read("yearly", "Hàng năm."), 2026, date(2026, 12, 31)),
        (read("yearly", "Tháng 4 hằng năm."), 2026, date(2026, 4, 30)),
        (read("yearly", "Tháng 2 hằng năm"), 2028, date(2028, 2, 29)),
        (read("yearly", "Tháng 5 và tháng 11 hằng năm."), 2026, date(2026, 11, 30)),
        (read("yearly", "Từ ngày 01/10 đến ngày 07/10 hằng năm."), 2027, date(2027, 10, 7)),
        (read("year", "Năm 2026", "2026-01-01", "2026-12-31"), None, date(2026, 12, 31)),
        (read("span", "2026 – 2027", "2026", "2027"), None, date(2027, 12, 31)),
        (read("date", "Trước 30/6", "", "2026-06-30"), None, date(2026, 6, 30)),
        (read("every_n_years", "02 năm 01 lần", years=2), 2026, date(2027, 12, 31)),
        (read("continuous", "Thường xuyên"), None, None),
        (read("conditional", "Khi được tiếp nhận xe"), None, None),
        (read(""), None, None),
    ],
)
def test_a_time_of_the_paper_gives_its_last_day(times: Times, year: int | None, due: date | None) -> None:
    assert due_of(times, round_year=year, declared_on=None) == due


def test_an_event_that_was_declared_starts_the_clock() -> None:
    times = Times(TimeKind.CONDITIONAL, condition="khi được tiếp nhận xe", months_after=6)
    assert waits_for_event(times.kind, None)
    assert due_of(times, round_year=None, declared_on=date(2026, 8, 12)) == date(2027, 2, 12)
    assert not waits_for_event(times.kind, date(2026, 8, 12))


def test_a_term_of_months_ends_on_the_last_day_of_a_shorter_month() -> None:
    assert after_months(date(2026, 10, 31), 1) == date(2026, 11, 30)
    assert after_months(date(2027, 12, 31), 2) == date(2028, 2, 29)


def test_a_term_that_ends_on_a_day_off_ends_on_the_next_working_day() -> None:
    assert after_months(date(2026, 7, 15), 1) == date(2026, 8, 17)  # 15/8/2026 is a Saturday
    assert next_working_day(date(2026, 4, 30)) == date(2026, 5, 4)  # two holidays and a weekend


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 240))
def test_a_term_never_ends_before_its_months_are_over(since: date, months: int) -> None:
    end = after_months(since, months)
    passed = (end.year - since.year) * 12 + end.month - since.month
    assert passed in (months, months + 1)
    assert end.weekday() < 5


@pytest.mark.parametrize(
    ("times", "refusal"),
    [
        (Times(TimeKind.SPAN, starts_on=date(2026, 5, 2), ends_on=date(2026, 5, 1)), DaysBackwards),
        (Times(TimeKind.FIXED), DayNeeded),
        (Times(TimeKind.SPAN, starts_on=date(2026, 5, 2)), DayNeeded),
        (Times(TimeKind.EVERY_N_YEARS), YearsNeeded),
        (Times(TimeKind.CONDITIONAL, condition="  "), ConditionNeeded),
    ],
)
def test_times_that_cannot_be_are_refused(times: Times, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        times.check()


def test_a_piece_ends_no_later_than_the_whole() -> None:
    times = Times(TimeKind.FIXED, ends_on=date(2026, 7, 1))
    times.check_within(date(2026, 7, 1))
    with pytest.raises(OutsideParent):
        times.check_within(date(2026, 6, 30))


def test_days_are_late_from_the_day_after_and_soon_within_thirty() -> None:
    due = date(2026, 6, 30)
    assert [days_late(due, date(2026, 6, 30)), days_late(due, date(2026, 7, 2)), days_late(None, due)] == [
        0,
        2,
        0,
    ]
    assert soonness(due, date(2026, 5, 31)) == 30
    assert soonness(due, date(2026, 5, 30)) is None
    assert soonness(due, due) == 0
    assert soonness(due, date(2026, 7, 1)) is None


def test_what_cannot_be_read_makes_nothing_late() -> None:
    assert read("date", "sớm", "", "2026-13-45").ends_on is None
    assert read("span", "ngược", "2027", "2026").starts_on is None
    assert read("every_n_years", "định kỳ").kind == TimeKind.CONTINUOUS


def test_the_pilot_and_where_it_spreads_are_read_from_the_words() -> None:
    text = (
        "Triển khai thí điểm phục vụ xe ô tô tại 03 trường tiểu học thuộc quận Bình Thủy. Sau đó triển khai rộng rãi "
        "đến các trường học trên địa bàn thành phố."
    )
    found = phases_in(text)
    assert found is not None
    assert found.pilot == "03 trường tiểu học thuộc quận Bình Thủy"
    assert found.rollout == "các trường học trên địa bàn thành phố"
    assert phases_in("Tổ chức lớp kỹ năng số.") is None


@pytest.mark.parametrize(
    ("title", "paper"),
    [
        ("Rà soát, xây dựng văn bản quy phạm pháp luật", True),
        ("Tham mưu ban hành Nghị quyết về mức chi", True),
        ("Xây dựng quy hoạch thiết chế văn hóa", True),
        ("Xây dựng thư viện xã", False),
        ("Tổ chức Ngày Sách", False),
    ],
)
def test_a_title_says_whether_the_work_ends_in_a_paper(title: str, paper: bool) -> None:
    assert is_paper(title) is paper


@given(st.lists(st.sampled_from(Stage.values), max_size=6))
def test_a_whole_is_never_further_than_its_slowest_part(stages: list[str]) -> None:
    told = whole_stage(stages)
    living = [one for one in stages if one != Stage.STOPPED]
    if told == Stage.CONFIRMED:
        assert living and all(one == Stage.CONFIRMED for one in living)
    if told == Stage.DONE:
        assert not any(one in OPEN for one in living)
    if any(one in OPEN for one in living):
        assert told in OPEN
    assert (told == Stage.STOPPED) == (bool(stages) and not living)
