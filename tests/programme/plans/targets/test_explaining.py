"""What a target's page tells: the formula, its numbers, the limits, what is missing, and the questions to answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from densach.organisations.models import Organisation
from densach.people.models import User
from densach.people.queries import StaffActor
from densach.programme.plans import actions, queries
from densach.programme.plans.explain import explanation
from densach.programme.plans.judging.reaching import reaching
from densach.programme.plans.models import Plan, Target
from densach.programme.plans.queries import JudgedTarget
from densach.programme.plans.rules.values import TargetValues
from densach.programme.plans.status import DEFAULT_LIMITS, Growth, Share, Status, Term, Total, judge
from tests import cast
from tests.programme.plans.desk import address, text
from tests.programme.plans.test_progress import answer, count

ON = date(2026, 7, 1)
VISITS = {"institution_types": ("thu_vien_cong_cong",), "indicator": "tv.luot_ban_doc", "year_to": 2030}
KINDS: dict[str, dict[str, object]] = {
    "pct_institutions": {"value_min": Decimal(70), "indicator": "tv.co_dich_vu_htsd"},
    "pct_coverage": {"value_min": Decimal(70), "denominator": 1000},
    "ratio": {"value_min": Decimal(2), "value_max": Decimal(3), "indicator": "tv.co_dich_vu_htsd"},
    "count_per_year": {"value_min": Decimal(1000), "year_from": 2026},
    "range_per_year": {"value_min": Decimal(1000), "value_max": Decimal(2000), "year_from": 2026},
    "count_total": {"value_min": Decimal(1000)},
    "range_total": {"value_min": Decimal(1000), "value_max": Decimal(2000)},
    "at_least": {"value_min": Decimal(1000), "unit": "lượt/năm"},
    "growth_avg": {"value_min": Decimal(5), "base_year": 2025, "base_value": 500},
    "cadence": {"value_min": Decimal(1), "every_years": 2},
    "capability": {"indicator": "tv.mo_hinh_thu_vien_dien_tu"},
    "continuous": {},
    "money": {"value_min": Decimal(1000)},
}


@pytest.fixture
def sen(officer: User) -> StaffActor:
    return cast.acting(officer)


@pytest.fixture
def running(plan: Plan, sen: StaffActor) -> Plan:
    for row in plan.targets.all():
        actions.accept_row(at=cast.NOW, actor=sen, row=row, seen_revision=row.revision)
    return actions.start(at=cast.NOW, actor=sen, plan=plan)


def added(plan: Plan, actor: StaffActor, kind: str, **told: object) -> Target:
    given_ = {**VISITS, **KINDS[kind], **told}
    values = TargetValues(subject=f"Chỉ tiêu {kind}", kind=kind, **given_)  # type: ignore[arg-type]  # by name
    return actions.add_target(at=cast.NOW, actor=actor, plan=plan, values=values)


def judged(plan: Plan, row: Target, on: date = ON) -> JudgedTarget:
    return queries.judged_one(plan, row, on)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_explained_on_its_page(
    kind: str, desk: Client, running: Plan, sen: StaffActor, province: cast.Province
) -> None:
    count(province.library, 400, date(2026, 3, 2))
    answer(province.library, True)
    row = added(running, sen, kind)
    why = explanation(judged(running, row))
    assert why.formula
    assert why.numbers
    page = desk.get(address("target", running, row.pk))
    assert page.status_code == 200
    assert why.formula[:30] in text(page)


def test_limits_of_the_day_say_where_each_status_begins(
    running: Plan, sen: StaffActor, province: cast.Province
) -> None:
    for place in (province.library, province.commune_library, province.other_commune_library):
        count(place, 100, date(2026, 3, 2))
    told = judged(running, added(running, sen, "count_per_year"))
    bands = {band.status: band for band in explanation(told).bands}
    assert bands["achieved"].text.endswith("1.000\u00a0lượt")
    assert [status for status, band in bands.items() if band.is_here] == [told.status.value]


def test_what_is_missing_is_told_in_whole_units(
    running: Plan, sen: StaffActor, province: cast.Province
) -> None:
    for place, yes in (
        (province.library, True),
        (province.commune_library, False),
        (province.other_commune_library, False),
    ):
        answer(place, yes)
    told = judged(running, added(running, sen, "pct_institutions", year_to=2026))
    assert told.verdict.need == 3
    assert any("Thêm 2\u00a0cơ sở" in words for words in explanation(told).reach)


@given(
    actual=st.integers(0, 2000),
    need=st.integers(1, 1000),
    day=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_what_would_put_it_on_track_does(actual: int, need: int, day: date) -> None:
    term = Term(date(2026, 1, 1), date(2026, 12, 31), day)
    inputs = Total(actual, need, term)
    told = reaching(judge("count_total", inputs), inputs)
    assert told.to_on_track is not None
    more = Total(Fraction(actual) + told.to_on_track, need, term)
    if not term.closed:
        assert judge("count_total", more).status in {Status.ON_TRACK, Status.ACHIEVED}
    assert told.to_achieve is not None
    assert (
        judge("count_total", Total(Fraction(actual) + told.to_achieve, need, term)).status is Status.ACHIEVED
    )


@given(asked=st.integers(1, 40), data=st.data())
def test_as_many_answers_as_told_are_enough_to_judge(asked: int, data: st.DataObject) -> None:
    yes = data.draw(st.integers(0, asked))
    unknown = asked - yes
    term = Term(date(2026, 1, 1), date(2026, 12, 31), date(2026, 6, 1))
    inputs = Share(yes, 0, unknown, 50, 0, term)
    told = reaching(judge("pct_institutions", inputs), inputs, asked, yes)
    after = Share(yes, told.answers, unknown - told.answers, 50, 0, term)
    assert judge("pct_institutions", after).status is not Status.NO_DATA


def test_growth_says_what_the_running_year_must_reach() -> None:
    inputs = Growth(1000, 1100, 1, 5, 10, base_year=2025)
    assert reaching(judge("growth_avg", inputs, DEFAULT_LIMITS), inputs).year_end == 1210


def test_the_whole_of_a_share_is_asked_for_and_answered_on_the_page(
    desk: Client, running: Plan, sen: StaffActor, province: cast.Province
) -> None:
    count(province.library, 400, date(2026, 3, 2))
    row = added(running, sen, "pct_coverage", denominator=None)
    assert explanation(judged(running, row)).question == "denominator"
    url = address("answer", running, row.pk, "denominator")
    empty = desk.post(url, {"revision": row.revision, "denominator": "800"})
    assert empty.status_code == 422
    assert "800" in text(empty)
    desk.post(url, {"revision": row.revision, "denominator": "800", "reason": "Niên giám 2025"})
    row.refresh_from_db()
    assert row.denominator == 800
    assert queries.revisions_of(row)[-1].reason == "Niên giám 2025"


def test_an_answer_to_what_another_has_changed_keeps_what_was_typed(
    desk: Client, running: Plan, sen: StaffActor
) -> None:
    row = added(running, sen, "pct_coverage", denominator=None)
    told = {"revision": row.revision - 1, "denominator": "800", "reason": "Niên giám 2025"}
    answered = desk.post(address("answer", running, row.pk, "denominator"), told)
    assert answered.status_code == 409
    assert "Niên giám 2025" in text(answered)


@pytest.mark.parametrize("typed", ["tám trăm", "-3", "0", "99999999999999999999"])
def test_a_whole_that_is_no_number_is_refused_in_words(
    typed: str, desk: Client, running: Plan, sen: StaffActor
) -> None:
    row = added(running, sen, "pct_coverage", denominator=None)
    told = {"revision": row.revision, "denominator": typed, "reason": "Sổ"}
    answered = desk.post(address("answer", running, row.pk, "denominator"), told)
    assert answered.status_code == 422
    assert typed in text(answered)


def test_growth_has_a_base_year_from_the_day_on_which_it_is_accepted(running: Plan, sen: StaffActor) -> None:
    row = added(running, sen, "growth_avg", base_year=None, base_value=None)
    assert row.base_year == queries.default_base_year(running, row, queries.targets_of(running))
    assert explanation(judged(running, row)).question == "base"


def test_a_base_by_hand_needs_its_source(desk: Client, running: Plan, sen: StaffActor) -> None:
    row = added(running, sen, "growth_avg", base_value=None)
    url = address("answer", running, row.pk, "base")
    told = {"revision": row.revision, "base_year": "2025", "base_value": "1.500"}
    assert desk.post(url, told).status_code == 422
    desk.post(url, {**told, "reason": "Báo cáo 30/BC-TV"})
    row.refresh_from_db()
    assert row.base_value == 1500
    assert "Báo cáo 30/BC-TV" in text(desk.get(address("target", running, row.pk)))


def a_year_from(month: int, *places: Organisation) -> None:
    for place in places:
        count(place, 600, date(2025, 12, 31), since=date(2025, month, 1))


def test_a_base_year_that_most_counted_only_from_july_on_is_asked_about(
    desk: Client, running: Plan, sen: StaffActor, province: cast.Province
) -> None:
    a_year_from(1, province.library)
    a_year_from(7, province.commune_library, province.other_commune_library)
    row = added(running, sen, "growth_avg", base_value=None)
    told = queries.told_beside(judged(running, row))
    assert told.status is judged(running, row).status
    (gap,) = (step for step in told.verdict.explanation if step.message_id == "judging.base_gap")
    assert gap.params == {"year": "2025", "months": "1–6", "few": "1", "most": "3"}
    assert explanation(told).question == "base"
    page = text(desk.get(address("target", running, row.pk)))
    assert page.count("Tháng 1–6 của năm gốc 2025") == 2
    answered = {"revision": row.revision, "base_year": "2025", "base_value": "2.400", "reason": "Báo cáo 30"}
    desk.post(address("answer", running, row.pk, "base"), answered)
    assert "Tháng 1–6" not in text(desk.get(address("target", running, row.pk)))


def test_a_base_year_told_by_all_in_half_years_lacks_nothing(
    running: Plan, sen: StaffActor, province: cast.Province
) -> None:
    for place in (province.library, province.commune_library, province.other_commune_library):
        count(place, 300, date(2025, 6, 30), since=date(2025, 1, 1))
    a_year_from(7, province.library, province.commune_library)
    row = added(running, sen, "growth_avg", base_value=None)
    assert explanation(queries.told_beside(judged(running, row))).question == ""


def test_limits_that_lie_close_are_told_apart(
    running: Plan, sen: StaffActor, province: cast.Province
) -> None:
    row = added(running, sen, "count_total", value_min=Decimal(105), base_value=104)
    case = judged(running, row)
    near = replace(
        case,
        verdict=replace(
            case.verdict,
            need=Fraction(105),
            expected=Fraction("104.44"),
            on_track_from=Fraction("104.4180"),
            at_risk_from=Fraction("104.2640"),
        ),
    )
    assert [band.text for band in explanation(near).bands] == [
        "từ 105\u00a0lượt",
        "từ 104,42\u00a0lượt",
        "từ 104,27\u00a0lượt",
        "dưới 104,27\u00a0lượt",
    ]
    large = replace(near, verdict=replace(near.verdict, need=Fraction("97486.4")))
    assert explanation(large).bands[0].text == "từ 97.487\u00a0lượt"


def test_the_year_of_reports_is_counted_from_the_same_book(
    running: Plan, sen: StaffActor, province: cast.Province
) -> None:
    count(province.library, 400, date(2025, 12, 20))
    count(province.library, 300, date(2026, 3, 2))
    row = added(running, sen, "count_per_year")
    plain = queries.judged_one(running, row, ON)
    other = queries.judged_one(running, row, ON, administrative=True)
    assert plain.verdict.actual == 300
    assert other.verdict.actual == 700
    assert other.period is not None
    assert (other.period.start, other.period.end) == (date(2025, 12, 15), date(2026, 12, 14))


def test_a_stranger_finds_no_target(running: Plan, stranger: User, sign_in: type) -> None:
    row = running.targets.earliest("position")
    visitor = sign_in(stranger)
    for name in ("target", "history", "propose"):
        assert visitor.get(address(name, running, row.pk)).status_code == 404


def test_a_start_that_nobody_told_is_asked_for_and_not_taken_for_nought(
    desk: Client, running: Plan, sen: StaffActor, province: cast.Province
) -> None:
    answer(province.library, True)
    row = added(running, sen, "pct_institutions")
    told = judged(running, row)
    assert (told.status, told.inputs.base) == (Status.NO_DATA, None)  # type: ignore[union-attr]  # a share
    assert explanation(told).question == "start"
    assert "Chưa ai trả lời tính đến" in text(desk.get(address("target", running, row.pk)))
    sent = {"revision": row.revision, "base_value": "", "reason": "Biên bản kiểm kê"}
    refused = desk.post(address("answer", running, row.pk, "start"), sent)
    assert refused.status_code == 422
    assert (
        desk.post(address("answer", running, row.pk, "start"), {**sent, "base_value": "0"}).status_code == 302
    )
    told = judged(running, Target.objects.get(pk=row.pk))
    assert (told.verdict.expected is not None, explanation(told).question) == (True, "")


def test_a_need_that_is_met_asks_nothing_of_its_start(
    running: Plan, sen: StaffActor, province: cast.Province
) -> None:
    for place in (province.library, province.commune_library, province.other_commune_library):
        answer(place, True)
    told = judged(running, added(running, sen, "pct_institutions"))
    assert (told.status, explanation(told).question) == (Status.ACHIEVED, "")
