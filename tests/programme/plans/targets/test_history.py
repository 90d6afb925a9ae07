"""What a target was, and how its figure went month by month."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from densach.people.models import User
from densach.people.queries import StaffActor
from densach.programme.plans import actions, queries
from densach.programme.plans.models import Plan, Target
from densach.programme.plans.queries.history import month_ends
from densach.programme.plans.rules.changes import differences, from_snapshot, snapshot
from densach.programme.plans.rules.values import TargetValues
from tests import cast
from tests.programme.plans.desk import address, text
from tests.programme.plans.test_progress import answer, count

LATER = cast.NOW + timedelta(minutes=5)


@pytest.fixture
def sen(officer: User) -> StaffActor:
    return cast.acting(officer)


@pytest.fixture
def running(plan: Plan, sen: StaffActor) -> Plan:
    for row in plan.targets.all():
        actions.accept_row(at=cast.NOW, actor=sen, row=row, seen_revision=row.revision)
    return actions.start(at=cast.NOW, actor=sen, plan=plan)


def change(actor: StaffActor, row: Target, reason: str = "", **changed: object) -> Target:
    row = Target.objects.get(pk=row.pk)
    values = replace(queries.target_values(row), **changed)  # type: ignore[arg-type]  # fields told by name
    return actions.change_row(
        at=LATER, actor=actor, row=row, seen_revision=row.revision, values=values, reason=reason
    )


def test_the_first_change_keeps_what_stood_before_it(running: Plan, sen: StaffActor) -> None:
    row = running.targets.get(position=1)
    assert queries.revisions_of(row) == []
    change(sen, row, "Giao lại", value_min=Decimal(100_000), value_max=Decimal(100_000))
    first, second = queries.revisions_of(row)
    assert (first.number, first.values["value_min"], first.at) == (1, "120000", cast.NOW)
    assert (second.number, second.values["value_min"], second.reason) == (2, "100000", "Giao lại")
    assert second.by_name == "Nguyễn Thị Sen"


def test_each_change_counts_on_and_saving_the_same_is_none(running: Plan, sen: StaffActor) -> None:
    row = running.targets.get(position=1)
    change(sen, row, subject="Một tên khác")
    change(sen, row)
    actions.drop_row(at=LATER, actor=sen, row=row, seen_revision=Target.objects.get(pk=row.pk).revision)
    told = queries.revisions_of(row)
    assert [one.number for one in told] == [1, 2, 3]
    assert [one.values["state"] for one in told] == ["accepted", "accepted", "dropped"]


def test_the_source_of_a_value_is_the_change_that_brought_it(running: Plan, sen: StaffActor) -> None:
    row = running.targets.get(position=3)
    change(sen, row, "Báo cáo 12/BC-BT", base_value=40_000)
    change(sen, row, subject="Khách tham quan")
    found = queries.source_of(queries.revisions_of(row), "base_value")
    assert found is not None
    assert found.reason == "Báo cáo 12/BC-BT"
    assert queries.source_of(queries.revisions_of(row), "denominator") is None


@given(
    low=st.decimals(0, 10**9, places=2),
    years=st.integers(1990, 2100),
    kinds=st.lists(st.sampled_from(["bao_tang", "thu_vien_tinh"]), unique=True),
    day=st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_kept_values_are_read_back_as_they_were(
    low: Decimal, years: int, kinds: list[str], day: date | None
) -> None:
    values = TargetValues(
        subject="Sách",
        kind="at_least",
        value_min=low,
        year_to=years,
        institution_types=tuple(kinds),
        trigger_on=day,
        mandatory=True,
    )
    assert from_snapshot(snapshot(values)) == values
    assert differences(snapshot(values), snapshot(values)) == []


def test_month_ends_close_with_the_day_itself() -> None:
    assert month_ends(date(2026, 1, 20), date(2026, 3, 10)) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 10),
    ]
    assert month_ends(date(2026, 1, 20), date(2026, 1, 31)) == [date(2026, 1, 31)]
    assert len(month_ends(date(1990, 1, 1), date(2026, 1, 1))) == 60


def test_each_month_is_what_judging_on_its_day_tells(running: Plan, province: cast.Province) -> None:
    count(province.library, 30_000, date(2026, 3, 2))
    count(province.library, 70_000, date(2026, 5, 2))
    answer(province.library, True)
    for position in (0, 1):
        row = running.targets.get(position=position)
        told = queries.value_history(running, row, date(2026, 6, 15))
        assert told[-1].on == date(2026, 6, 15)
        for month in told:
            alone = queries.judged_one(running, row, month.on)
            assert (month.verdict, month.actual_text) == (alone.verdict, alone.actual_text)


def test_more_months_ask_no_more_queries(running: Plan, province: cast.Province) -> None:
    count(province.library, 30_000, date(2026, 3, 2))
    row = running.targets.get(position=1)

    def asked(on: date) -> int:
        with CaptureQueriesContext(connection) as made:
            queries.value_history(running, row, on)
        return len(made)

    # Windows of other years are read apart, so a year more may cost a query or two, but never one for each month.
    assert asked(date(2027, 12, 31)) <= asked(date(2026, 9, 30)) + 6


def test_the_page_shows_the_months_and_the_changes(desk: Client, running: Plan, sen: StaffActor) -> None:
    row = running.targets.get(position=1)
    change(sen, row, "Giao lại", value_min=Decimal(100_000), value_max=Decimal(100_000))
    page = text(desk.get(address("history", running, row.pk)))
    assert "<svg" in page
    assert "Giao lại" in page
    assert "120.000" in page
    sheet = desk.get(address("history", running, row.pk) + "?as=csv")
    assert sheet["Content-Type"].startswith("text/csv")


def test_a_stock_is_read_for_all_months_at_once_as_it_stood_on_each(
    running: Plan, sen: StaffActor, province: cast.Province
) -> None:
    for number, month in ((100, 2), (140, 4), (90, 5)):
        count(province.library, number, date(2026, month, 3), "library.stock")
    values = TargetValues(
        subject="Vốn sách",
        kind="count_total",
        value_min=Decimal(500),
        year_to=2030,
        indicator="tv.von_sach",
        institution_types=("thu_vien_tinh",),
    )
    row = actions.add_target(at=cast.NOW, actor=sen, plan=running, values=values)

    def months(on: date) -> tuple[list[object], int]:
        with CaptureQueriesContext(connection) as made:
            found = queries.value_history(running, row, on)
        return [one.verdict.actual for one in found], len(made)

    few, many = months(date(2026, 6, 30)), months(date(2027, 12, 31))
    assert few[0][-5:] == [100, 100, 140, 90, 90]
    assert many[0][-1] == 90
    assert many[1] == few[1]


def test_a_month_is_judged_by_what_was_promised_then(
    running: Plan, sen: StaffActor, province: cast.Province
) -> None:
    row = running.targets.get(position=1)
    changed = datetime(2026, 4, 6, 9, tzinfo=UTC)
    actions.change_row(
        at=changed,
        actor=sen,
        row=row,
        seen_revision=row.revision,
        values=replace(queries.target_values(row), value_min=Decimal(60_000), value_max=Decimal(60_000)),
    )
    count(province.library, 10_000, date(2026, 2, 10))
    row = Target.objects.get(pk=row.pk)
    found = {one.on: one for one in queries.value_history(running, row, date(2026, 5, 31))}
    needs = {day: found[day].verdict.need for day in (date(2026, 3, 31), date(2026, 4, 30))}
    assert needs == {date(2026, 3, 31): 120_000, date(2026, 4, 30): 60_000}
