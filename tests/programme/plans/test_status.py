"""The judge is exact, fair to missing answers, and explains itself, for every kind of target."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from densach.kernel.period import Period
from densach.programme.plans.status import (
    Cadence,
    Capability,
    Continuous,
    Coverage,
    Growth,
    Inputs,
    InvalidTarget,
    Kind,
    Limits,
    Ratio,
    Share,
    Status,
    Term,
    Total,
    Verdict,
    Yearly,
    cadence_window,
    expected_share,
    judge,
    needed,
)
from densach.programme.plans.vectors import read_row
from densach.ui.wording.judging import SENTENCES

Judged = tuple[Kind, Inputs]

SMALL = st.integers(0, 60)
SHARES = st.fractions(0, 1, max_denominator=40)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
TERMS = st.builds(
    lambda start, length, on: Term(start, start + timedelta(days=length), on),
    DAYS,
    st.integers(0, 2000),
    DAYS,
)
PERCENT = st.integers(0, 100)
BASES = st.one_of(st.none(), SMALL)
VALUES = st.one_of(st.none(), SMALL)
SHARE = st.builds(Share, SMALL, SMALL, SMALL, PERCENT, BASES, TERMS)
COVERAGE = st.builds(Coverage, VALUES, st.integers(60, 120), PERCENT, BASES, TERMS, SMALL)
RATIO = st.builds(Ratio, VALUES, st.integers(0, 60), st.just(60), BASES, TERMS, st.none(), SMALL)
YEARLY = st.builds(Yearly, VALUES, SMALL, SHARES, st.booleans(), st.none(), SHARES)
TOTAL = st.builds(Total, VALUES, SMALL, TERMS, BASES, st.none(), SHARES)
GROWTH = st.builds(
    Growth, VALUES, VALUES, st.integers(0, 5), st.integers(1, 5), st.integers(0, 30), known=SHARES
)
CADENCE = st.builds(Cadence, SMALL, st.just(60), SHARES, st.integers(1, 3), SMALL)
CONTINUOUS = st.builds(Continuous, st.just(120), SMALL, st.booleans(), SMALL)
CAPABILITY = st.builds(
    Capability,
    st.sampled_from([None, *(Fraction(n, 4) for n in range(5))]),
    st.booleans(),
    SHARES,
    st.booleans(),
)


def _of(kind: Kind, inputs: st.SearchStrategy[Inputs]) -> st.SearchStrategy[Judged]:
    return st.tuples(st.just(kind), inputs)


COUNTS = st.one_of(
    _of(Kind.COUNT_PER_YEAR, YEARLY),
    _of(Kind.AT_LEAST, TOTAL),
    _of(Kind.MONEY, TOTAL),
    _of(Kind.GROWTH_AVG, GROWTH),
)
ANSWERS = st.one_of(
    _of(Kind.PCT_INSTITUTIONS, SHARE),
    _of(Kind.PCT_COVERAGE, COVERAGE),
    _of(Kind.RATIO, RATIO),
    _of(Kind.CADENCE, CADENCE),
    _of(Kind.CONTINUOUS, CONTINUOUS),
)
EVERY = st.one_of(COUNTS, ANSWERS, _of(Kind.CAPABILITY, CAPABILITY))


def _more(inputs: Inputs, step: int) -> Inputs | None:
    """The same target with a greater actual value, or none where that cannot be."""
    match inputs:
        case Share(no=no, yes=yes) if no >= step:
            return replace(inputs, yes=yes + step, no=no - step)
        case Coverage(covered=covered) if covered is not None:
            return replace(inputs, covered=covered + step)
        case Ratio(actual=actual) if actual is not None:
            return replace(inputs, actual=actual + step)
        case Yearly(actual=value) | Total(actual=value) if value is not None:
            return replace(inputs, actual=value + step)
        case Growth(value=value) if value is not None:
            return replace(inputs, value=value + step)
        case Cadence(done=done):
            return replace(inputs, done=done + step)
        case Continuous(recorded=recorded, unknown=unknown, periods=n) if recorded + unknown + step <= n:
            return replace(inputs, recorded=recorded + step)
        case Capability(stage=stage) if stage is not None and stage < 1:
            return replace(inputs, stage=stage + Fraction(1, 4))
    return None


def _worse_known(inputs: Inputs, step: int) -> Inputs | None:
    """The same target after some who had answered no, or had reported, are taken as not having answered."""
    match inputs:
        case Share(no=no, unknown=unknown) if no >= step:
            return replace(inputs, no=no - step, unknown=unknown + step)
        case Coverage(unknown=more, denominator=n) if n is not None and more + step <= n:
            return replace(inputs, unknown=more + step)
        case Ratio(unknown=unknown, of=of) if unknown + step <= of:
            return replace(inputs, unknown=unknown + step)
        case Cadence(unknown=unknown, obligated=n) if unknown + step <= n:
            return replace(inputs, unknown=unknown + step)
        case Continuous(unknown=unknown, recorded=done, periods=n) if done + unknown + step <= n:
            return replace(inputs, unknown=unknown + step)
        case Yearly() | Total() | Growth():
            return replace(inputs, known=inputs.known * Fraction(60 - min(step, 59), 60))
    return None


@given(EVERY, st.integers(1, 20))
def test_more_is_never_judged_worse(judged: Judged, step: int) -> None:
    kind, inputs = judged
    more = _more(inputs, step)
    assume(more is not None)
    assert more is not None
    before, after = judge(kind, inputs), judge(kind, more)
    assert after.low.rank >= before.low.rank
    if before.status is not Status.NO_DATA and not before.provisional and after.status is not Status.NO_DATA:
        assert after.status.rank >= before.status.rank


@given(EVERY)
def test_missing_answers_as_no_are_never_better_than_as_yes(judged: Judged) -> None:
    verdict = judge(*judged)
    assert verdict.low.rank <= verdict.high.rank


@given(EVERY)
def test_a_status_is_proven_or_provisional_or_not_given(judged: Judged) -> None:
    verdict = judge(*judged)
    if verdict.provisional:
        assert verdict.status is verdict.low is not verdict.high
        assert verdict.status is not Status.NO_DATA
    elif verdict.status is not Status.NO_DATA:
        assert verdict.low is verdict.high is verdict.status


@given(st.one_of(COUNTS, ANSWERS), st.integers(1, 20))
def test_knowing_less_never_makes_success(judged: Judged, step: int) -> None:
    kind, inputs = judged
    less = _worse_known(inputs, step)
    assume(less is not None)
    assert less is not None
    before, after = judge(kind, inputs), judge(kind, less)
    assert after.low is before.low
    if after.status is Status.ACHIEVED:
        assert before.low is Status.ACHIEVED
    if before.status is Status.OFF_TRACK:
        assert after.status in (Status.OFF_TRACK, Status.NO_DATA)


@given(COUNTS)
def test_a_count_with_a_reporter_missing_never_proves_failure(judged: Judged) -> None:
    kind, inputs = judged
    assert isinstance(inputs, Yearly | Total | Growth)
    assume(inputs.known < 1 and not (isinstance(inputs, Growth) and inputs.closed_years == 0))
    assert judge(kind, inputs).status is not Status.OFF_TRACK


@given(EVERY)
def test_a_verdict_is_exact_and_explained(judged: Judged) -> None:
    verdict = judge(*judged)
    for value in (verdict.expected, verdict.actual, verdict.ratio, verdict.need):
        assert value is None or isinstance(value, Fraction)
    assert verdict.explanation
    _assert_worded(verdict)


def _assert_worded(verdict: Verdict) -> None:
    for step in verdict.explanation:
        for lang in ("vi", "en"):
            assert SENTENCES[step.message_id] % step.texts(lang)


def test_every_sentence_about_a_verdict_is_used_by_some_vector() -> None:
    own = Path(__file__).parent / "vectors-own.csv"
    rows = csv.DictReader(own.read_text(encoding="utf-8").splitlines())
    verdicts = [judge(*read_row(row["kind"], row["inputs"], row["on"])) for row in rows]
    verdicts += [
        judge(Kind.PCT_INSTITUTIONS, Share(0, 0, 0, 70, 0, _term())),
        judge(Kind.PCT_INSTITUTIONS, Share(6, 2, 0, 70, 2, _term())),
        judge(Kind.CONTINUOUS, Continuous(0, 0, closed=True)),
        judge(Kind.GROWTH_AVG, Growth(1000, 1400, 2, 5, 10, 15, estimate=1500, base_year=2025)),
    ]
    used = {step.message_id for verdict in verdicts for step in verdict.explanation}
    worded = {name for name in SENTENCES if name.startswith("judging.")}
    # Told beside a verdict, on the target's own page; see `test_explaining`.
    assert worded - used == {"judging.base_gap"}


def _term(on: date = date(2025, 12, 31)) -> Term:
    return Term(date(2024, 12, 31), date(2026, 12, 31), on)


def test_the_share_of_institutions_tells_its_need_and_its_line() -> None:
    verdict = judge("pct_institutions", Share(5, 3, 0, 70, 2, _term()))
    assert verdict.need == 6
    assert verdict.expected == 4
    assert verdict.ratio == Fraction(3, 2)
    assert [step.message_id for step in verdict.explanation] == [
        "judging.need_share",
        "judging.line",
        "judging.actual",
        "judging.ratio_from",
        "judging.status.on_track",
    ]
    assert verdict.explanation[0].texts("vi") == {"percent": "70%", "total": "8", "need": "6"}


def test_the_limits_are_settings_of_the_programme() -> None:
    inputs = Yearly(80, 100, Fraction(1), closed=False)
    assert judge(Kind.COUNT_PER_YEAR, inputs).status is Status.AT_RISK
    assert judge(Kind.COUNT_PER_YEAR, inputs, Limits(Fraction(80, 100))).status is Status.ON_TRACK
    assert judge(Kind.COUNT_PER_YEAR, inputs, Limits(at_risk=Fraction(90, 100))).status is Status.OFF_TRACK


@pytest.mark.parametrize(("on_track", "at_risk"), [(60, 95), (95, 0), (101, 60)])
def test_limits_that_make_no_bands_are_refused(on_track: int, at_risk: int) -> None:
    with pytest.raises(InvalidTarget):
        Limits(Fraction(on_track, 100), Fraction(at_risk, 100))


def test_a_kind_is_judged_only_by_its_own_inputs() -> None:
    with pytest.raises(InvalidTarget):
        judge(Kind.MONEY, Yearly(1, 1, Fraction(1), closed=True))
    with pytest.raises(InvalidTarget):
        judge("votes", Yearly(1, 1, Fraction(1), closed=True))


def test_the_same_term_is_at_its_start_half_way_and_closed() -> None:
    assert _term(date(2024, 12, 31)).elapsed == 0
    assert _term(date(2020, 1, 1)).elapsed == 0
    assert _term().elapsed == Fraction(1, 2)
    assert _term(date(2026, 12, 30)).closed is False
    assert _term(date(2026, 12, 31)).closed is True
    assert _term(date(2030, 1, 1)).elapsed == 1


def test_a_missing_year_of_growth_is_a_question_and_the_base_year_is_told() -> None:
    asked = judge(Kind.GROWTH_AVG, Growth(1000, None, 1, 5, 10))
    assert [step.message_id for step in asked.explanation] == ["judging.ask.value"]
    told = judge(Kind.GROWTH_AVG, Growth(1000, 1100, 1, 5, 10, 15, base_year=2025))
    assert [step.message_id for step in told.explanation][1:3] == [
        "judging.base_year",
        "judging.upper_mark_open",
    ]


def test_growth_is_not_rounded_over_long_terms() -> None:
    base = 10**12
    exact = Fraction(base) * Fraction(1073, 1000) ** 10
    reached = -(-exact.numerator // exact.denominator)
    assert judge(Kind.GROWTH_AVG, Growth(base, reached, 10, 10, Fraction(73, 10))).status is Status.ACHIEVED
    assert (
        judge(Kind.GROWTH_AVG, Growth(base, reached - 1, 10, 10, Fraction(73, 10))).status is Status.OFF_TRACK
    )


@given(st.integers(0, 100), st.integers(0, 4000))
def test_the_need_is_the_fewest_institutions_that_make_the_percentage(percent: int, total: int) -> None:
    need = needed(percent, total)
    assert need * 100 >= percent * total
    assert need == 0 or (need - 1) * 100 < percent * total


def test_a_year_expects_by_the_calendar_until_earlier_years_tell_more() -> None:
    year = Period.year(2026)
    assert expected_share(date(2026, 6, 30), year) == Fraction(181, 365)
    assert expected_share(date(2025, 12, 31), year) == 0
    assert expected_share(date(2026, 12, 31), year, [(1, 2)]) == 1
    earlier = [(30, 100), (50, 100), (40, 100), (99, 100)]
    assert expected_share(date(2026, 6, 30), year, earlier) == Fraction(40, 100)
    assert expected_share(date(2026, 6, 30), year, [(0, 0), (1, 4)]) == Fraction(1, 4)


@pytest.mark.parametrize(
    ("start", "every", "on", "window"),
    [
        ("2023-03-22", 2, "2023-03-22", "2023-03-22..2025-03-21"),
        ("2023-03-22", 2, "2025-03-21", "2023-03-22..2025-03-21"),
        ("2023-03-22", 2, "2025-03-22", "2025-03-22..2027-03-21"),
        ("2026-01-01", 1, "2028-07-01", "2028"),
        ("2024-02-29", 1, "2025-03-01", "2025-02-28..2026-02-27"),
        ("2023-03-22", 2, "2023-01-01", "2021-03-22..2023-03-21"),
    ],
)
def test_windows_of_a_cadence_run_from_the_start_of_the_plan(
    start: str, every: int, on: str, window: str
) -> None:
    found = cadence_window(date.fromisoformat(start), every, date.fromisoformat(on))
    assert found.code == window


@given(DAYS, st.integers(1, 5), DAYS)
def test_every_day_lies_in_its_window_and_windows_join(start: date, every: int, on: date) -> None:
    window = cadence_window(start, every, on)
    assert on in window
    following = cadence_window(start, every, window.end + timedelta(days=1))
    assert following.start == window.end + timedelta(days=1)
