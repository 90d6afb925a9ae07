"""Where a plan stands: figures from the book, judged, each kind from its own inputs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from densach.facts import actions as facts
from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.capabilities import actions as capabilities
from densach.programme.plans import actions, queries
from densach.programme.plans.models import Plan, Target
from densach.programme.plans.queries import JudgedTarget
from densach.programme.plans.status import Status
from tests import cast
from tests.cast import NOW

ON = date(2026, 7, 1)
LEVELS = ("tinh", "xa")


def count(
    place: Organisation, number: int, on: date, measure: str = "library.visits", since: date | None = None
) -> None:
    facts.enter_count(
        at=NOW,
        actor=SYSTEM,
        organisation=place,
        measure=measure,
        since=since or on,
        until=on,
        quantities={"": number},
    )


def answer(
    place: Organisation, yes: bool, code: str = "library.lifelong_service", verified: bool = False
) -> None:
    claim = capabilities.claim(
        at=NOW, actor=SYSTEM, organisation=place, capability_code=code, answer=yes, since=date(2026, 3, 1)
    )
    if verified:
        capabilities.verify(at=NOW, actor=SYSTEM, claim=claim)


def told(*values: object) -> tuple[object, ...]:
    """Values of several types beside each other."""
    return values


@pytest.fixture
def running(plan: Plan, officer: User) -> Plan:
    """The plan with all its targets accepted."""
    actor = cast.acting(officer)
    for row in plan.targets.all():
        actions.accept_row(at=NOW, actor=actor, row=row, seen_revision=row.revision)
    return actions.start(at=NOW, actor=actor, plan=plan)


def change(plan: Plan, position: int, **told: object) -> Target:
    """The target at a place of the paper with other values."""
    row = plan.targets.select_related("indicator").get(position=position)
    values = replace(queries.target_values(row), **told)  # type: ignore[arg-type]  # fields told by name
    return actions.change_row(at=NOW, actor=SYSTEM, row=row, seen_revision=row.revision, values=values)


def at(plan: Plan, position: int, on: date = ON) -> JudgedTarget:
    return next(row for row in queries.judged(plan, on) if row.target.position == position)


def test_a_share_counts_the_institutions_that_answered_yes(running: Plan, province: cast.Province) -> None:
    change(running, 0, base_value=0)
    answer(province.library, True)
    answer(province.commune_library, True)
    answer(province.other_commune_library, False)
    row = at(running, 0)
    assert told(row.verdict.actual, row.verdict.need, row.status) == (2, 3, Status.ON_TRACK)
    assert (row.planned_text, row.actual_text) == ("70%", "66,7% (2/3)")


def test_a_share_nobody_answered_for_has_no_data(running: Plan) -> None:
    assert at(running, 0).status == Status.NO_DATA


def test_a_yearly_count_is_judged_against_the_share_of_the_year(
    running: Plan, province: cast.Province
) -> None:
    for place in (province.library, province.commune_library, province.other_commune_library):
        count(place, 20_000, date(2026, 5, 2))
    row = at(running, 1)
    assert told(row.verdict.actual, row.status) == (60_000, Status.ON_TRACK)
    assert row.verdict.expected == 120_000 * Fraction(182, 365)
    assert (row.period, row.planned_text) == (
        row.value.period if row.value else None,
        "120.000\u00a0lượt/năm",
    )


def test_an_earlier_year_tells_how_a_year_goes(running: Plan, province: cast.Province) -> None:
    for place in (province.library, province.commune_library, province.other_commune_library):
        count(place, 1_000, date(2025, 3, 10))
        count(place, 3_000, date(2025, 12, 10))
        count(place, 10_000, date(2026, 5, 2))
    assert at(running, 1).verdict.expected == 30_000


def test_a_year_that_most_units_began_to_count_in_its_midst_does_not_tell_how_a_year_goes(
    running: Plan, province: cast.Province
) -> None:
    count(province.library, 1_000, date(2025, 3, 10))
    for place in (province.library, province.commune_library, province.other_commune_library):
        count(place, 3_000, date(2025, 12, 10))
        count(place, 10_000, date(2026, 5, 2))
    assert at(running, 1).verdict.expected == 120_000 * Fraction(182, 365)


def test_a_half_year_entered_as_one_number_tells_nothing_of_how_a_year_goes(
    running: Plan, province: cast.Province
) -> None:
    for place in (province.library, province.commune_library, province.other_commune_library):
        count(place, 1_000, date(2025, 6, 30), since=date(2025, 1, 1))
        count(place, 3_000, date(2025, 12, 10))
        count(place, 10_000, date(2026, 5, 2))
    assert at(running, 1).verdict.expected == 120_000 * Fraction(182, 365)


def test_a_lump_of_the_calendar_year_before_does_not_tell_how_an_administrative_year_goes(
    running: Plan, province: cast.Province
) -> None:
    target = running.targets.get(position=1)
    for place in (province.library, province.commune_library, province.other_commune_library):
        count(place, 90_000, date(2024, 12, 31), since=date(2024, 1, 1))
        count(place, 1_000, date(2025, 3, 10))
        count(place, 3_000, date(2025, 12, 10))
        count(place, 10_000, date(2026, 5, 2))
    row = queries.judged_one(running, target, ON, administrative=True)
    assert row.verdict.expected == 120_000 * Fraction(199, 365)


def test_an_earlier_year_entered_as_one_number_tells_nothing_of_how_it_went(
    running: Plan, province: cast.Province
) -> None:
    count(province.library, 50_000, date(2025, 12, 31), since=date(2025, 1, 1))
    count(province.library, 10_000, date(2026, 5, 2))
    assert at(running, 1).verdict.expected == 120_000 * Fraction(182, 365)


def test_a_missing_library_is_no_proof_of_failure(running: Plan, province: cast.Province) -> None:
    count(province.library, 100, date(2026, 5, 2))
    assert at(running, 1).status == Status.NO_DATA


def test_a_target_of_each_unit_hides_none_behind_another(running: Plan, province: cast.Province) -> None:
    change(running, 1, value_min=Decimal(100), value_max=Decimal(100), per="each")
    count(province.library, 900, date(2026, 5, 2))
    count(province.commune_library, 100, date(2026, 5, 2))
    count(province.other_commune_library, 10, date(2026, 5, 2))
    row = at(running, 1)
    assert told(row.verdict.actual, row.verdict.need, row.status) == (210, 300, Status.ON_TRACK)
    assert row.actual_text == "2/3 đơn vị đạt"


def test_a_year_that_has_not_begun_owes_nothing(running: Plan) -> None:
    change(running, 1, year_from=2028, year_to=2028)
    row = at(running, 1)
    assert told(row.status, row.verdict.actual) == (Status.ON_TRACK, 0)


def test_an_average_compares_the_sums_over_the_years(
    running: Plan, province: cast.Province, officer: User
) -> None:
    row = running.targets.get(position=1)
    row.quote = "Trung bình phục vụ 120.000 lượt bạn đọc/năm"
    row.save()
    for place in (province.library, province.commune_library, province.other_commune_library):
        count(place, 130_000, date(2026, 5, 2))
    judged = at(running, 1, date(2027, 1, 1))
    assert told(judged.verdict.need, judged.verdict.actual) == (600_000, 390_000)


def test_at_least_by_a_year_lies_on_a_line(running: Plan, province: cast.Province) -> None:
    change(running, 2, institution_types=("thu_vien_tinh",), levels=("tinh",))
    count(province.library, 1_500, date(2026, 5, 2), "library.pages_digitised")
    row = at(running, 2)
    assert told(row.verdict.actual, row.verdict.need, row.status) == (1_500, 9_000, Status.ON_TRACK)
    assert row.planned_text == "ít nhất 9.000\u00a0trang"


def test_growth_without_a_base_asks_for_it(running: Plan) -> None:
    row = at(running, 3)
    assert row.status == Status.NO_DATA
    assert row.verdict.explanation[0].message_id == "judging.ask.base_year"


def test_growth_is_counted_from_the_last_full_year_before_the_plan(
    running: Plan, province: cast.Province
) -> None:
    count(province.museum, 1_000, date(2025, 5, 2), "museum.visitors")
    count(province.museum, 1_100, date(2026, 5, 2), "museum.visitors")
    row = at(running, 3, date(2027, 2, 1))
    assert told(row.verdict.actual, row.verdict.expected, row.status) == (1_100, 1_100, Status.ACHIEVED)


def test_a_declared_base_goes_before_the_book(running: Plan, province: cast.Province) -> None:
    change(running, 3, base_year=2025, base_value=2_000)
    count(province.museum, 1_000, date(2025, 5, 2), "museum.visitors")
    count(province.museum, 1_100, date(2026, 5, 2), "museum.visitors")
    assert at(running, 3, date(2027, 2, 1)).status == Status.OFF_TRACK


def test_a_coverage_without_its_whole_asks_for_it(running: Plan, province: cast.Province) -> None:
    change(running, 0, kind="pct_coverage")
    answer(province.library, True)
    row = at(running, 0)
    assert (row.status, row.verdict.explanation[0].message_id) == (Status.NO_DATA, "judging.ask.denominator")


def test_a_dated_event_is_due_only_after_its_day(running: Plan, province: cast.Province) -> None:
    change(running, 1, kind="cadence", indicator="tv.ngay_sach_21_4", value_min=Decimal(1), value_max=None)
    row = running.targets.get(position=1)
    row.quote = "Mỗi thư viện tổ chức Ngày Sách 21/4"
    row.save()
    for place in (province.library, province.commune_library, province.other_commune_library):
        count(place, 1, date(2026, 4, 20), "library.book_day_events")
    assert at(running, 1, date(2026, 4, 20)).verdict.expected == 0
    assert at(running, 1, date(2026, 4, 22)).status == Status.ACHIEVED


def test_something_to_have_is_reached_only_when_verified(running: Plan, province: cast.Province) -> None:
    change(
        running,
        0,
        kind="capability",
        value_min=Decimal(1),
        value_max=None,
        levels=("tinh",),
        institution_types=("thu_vien_tinh",),
    )
    answer(province.library, True)
    assert at(running, 0).status == Status.ON_TRACK
    answer(province.library, True, verified=True)
    assert at(running, 0).status == Status.ACHIEVED


def test_going_on_all_the_time_counts_the_months_with_a_record(
    running: Plan, province: cast.Province
) -> None:
    change(running, 1, kind="continuous", value_min=None, value_max=None)
    for month in (2, 3, 4, 5, 6):
        count(province.library, 10, date(2026, month, 3))
    row = at(running, 1)
    assert told(row.verdict.actual, row.verdict.need, row.status) == (5, 5, Status.ON_TRACK)


def test_a_target_without_an_indicator_says_what_to_do(running: Plan) -> None:
    change(running, 1, indicator="")
    row = at(running, 1)
    assert (row.status, row.verdict.explanation[0].message_id) == (Status.NO_DATA, "plans.ask.indicator")


def test_a_later_milestone_starts_where_the_earlier_one_ended(running: Plan, province: cast.Province) -> None:
    first = change(running, 0, year_to=2026)
    actions.add_target(
        at=NOW,
        actor=SYSTEM,
        plan=running,
        values=replace(queries.target_values(first), year_to=2030, value_min=Decimal(100), value_max=None),
    )
    for place in (province.library, province.commune_library):
        answer(place, True)
    answer(province.other_commune_library, False)
    term = (date(2030, 12, 31) - date(2026, 12, 31)).days
    assert at(running, 4, date(2027, 1, 2)).verdict.expected == 2 + Fraction(2, term)


def test_the_part_of_one_unit_is_read_from_its_own_figures(running: Plan, province: cast.Province) -> None:
    count(province.library, 500, date(2026, 5, 2))
    count(province.commune_library, 70, date(2026, 5, 2))
    rows = queries.judged(running, ON, scope_root=province.commune_committee)
    assert rows[1].verdict.actual == 70


def test_what_was_known_at_a_mark_is_told_as_it_was(running: Plan, province: cast.Province) -> None:
    from densach.facts import queries as book

    count(province.library, 500, date(2026, 5, 2))
    mark = book.mark()
    count(province.library, 40, date(2026, 5, 3))
    known = queries.judged(running, ON, until_fact=mark)[1].verdict.actual
    assert told(known, queries.judged(running, ON)[1].verdict.actual) == (500, 540)


def test_every_figure_opens_onto_its_records(running: Plan, province: cast.Province) -> None:
    count(province.library, 500, date(2026, 5, 2))
    row = at(running, 1)
    assert "tv.luot_ban_doc" in row.evidence_url


def test_targets_are_grouped_by_field(running: Plan) -> None:
    groups = queries.groups(queries.judged(running, ON))
    assert [(group.code, len(group.targets)) for group in groups] == [("library", 3), ("museum", 1)]


def test_judging_asks_no_more_for_more_institutions(running: Plan, province: cast.Province) -> None:
    with CaptureQueriesContext(connection) as few:
        queries.judged(running, ON)
    for number in range(12):
        cast.an_organisation(
            f"tv-them-{number}",
            f"Thư viện thêm {number}",
            "public_library",
            "commune",
            province.commune_area,
            province.commune_committee,
        )
    with CaptureQueriesContext(connection) as many:
        queries.judged(running, ON)
    assert len(many) == len(few)


def test_the_next_deadlines_are_the_coming_days_nearest_first(plan: Plan, officer: User) -> None:
    actions.accept_confident(at=NOW, actor=cast.acting(officer), plan=plan)
    found = queries.next_deadlines(plan, date(2026, 5, 1))
    assert [(one.on, one.kind) for one in found] == [
        (date(2026, 11, 15), "report"),
        (date(2027, 4, 21), "event"),
    ]
    assert queries.next_deadlines(plan, date(2026, 11, 15))[0].on == date(2026, 11, 15)
    assert timedelta(days=0) == timedelta(found[0].days_from(date(2026, 11, 15)))


def test_what_waits_for_an_event_owes_nothing_before_it(running: Plan, province: cast.Province) -> None:
    task = running.tasks.get()
    task.time_kind, task.clause_path = "conditional", "I.1.c"
    task.save()
    row = at(running, 2, date(2028, 12, 31))
    assert (row.status, row.verdict.explanation[0].message_id) == (Status.ON_TRACK, "judging.waiting")
    change(running, 2, trigger_on=date(2026, 3, 1), institution_types=("thu_vien_tinh",), levels=("tinh",))
    count(province.library, 10, date(2026, 5, 2), "library.pages_digitised")
    assert at(running, 2, date(2028, 12, 31)).status == Status.OFF_TRACK


def test_a_kind_that_the_register_does_not_know_is_no_failure(running: Plan) -> None:
    change(
        running,
        0,
        kind="ratio",
        indicator="mang_luoi.thu_vien_phong_doc_xa",
        value_min=Decimal(7),
        value_max=Decimal(10),
        institution_types=("thu_vien_huyen",),
        levels=("huyen",),
    )
    assert at(running, 0).status == Status.NO_DATA
