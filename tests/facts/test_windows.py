"""Many sums read together are the same as each of them read alone."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.facts import actions, queries
from densach.facts.actions import Entry
from densach.facts.queries import Wanted, read_windows
from densach.facts.queries.windows import terms_of
from densach.kernel.period import Period, cell_period
from tests.cast import NOW, Province

MEASURES = ("library.visits", "library.loans")
WINDOWS = (
    Period.year(2025),
    Period.half(2026, 1),
    Period(date(2025, 11, 20), date(2026, 2, 3)),
    Period(date(2026, 3, 4), date(2026, 3, 9)),
    Period.month(2026, 4),
    Period(date(2025, 1, 1), date(2025, 11, 20)),
    Period(date(2025, 2, 10), date(2026, 10, 31)),
)


@pytest.mark.parametrize("seed", range(6))
def test_sums_and_answers_over_windows_agree_with_single_ones(province: Province, seed: int) -> None:
    dice = random.Random(seed)
    places = [province.library, province.commune_library, province.other_commune_library]
    sources = []
    for number in range(60):
        day = date(2025, 7, 1) + timedelta(days=dice.randrange(480))
        measure, source = dice.choice(MEASURES), f"t:{number}"
        quantity = dice.choice((0, 0, 1, 7, 120))
        entry = Entry(measure, dice.choice(places[: 1 + seed % 3]).pk, day, quantity, source)
        actions.record_many(at=NOW, entries=[entry], origin="import")
        sources.append((measure, source))
    mark = queries.mark()
    for measure, source in dice.sample(sources, 25):
        if dice.random() < 0.5:
            actions.reverse(at=NOW, measure=measure, source=source)
        else:
            actions.revise(at=NOW, measure=measure, source=source, quantities={"": dice.choice((0, 9))})
    ids = [place.pk for place in places]
    asked = {(measure, window) for measure in MEASURES for window in WINDOWS}
    for until in (None, mark):
        together = queries.sums_in_windows(asked, ids, until)
        for measure, window in asked:
            alone = queries.totals_of_organisations(measure, ids, window, until_fact=until)
            counted = {key: amount for key, amount in alone.items() if amount}
            found = {key: amount for key, amount in together.sums[measure, window].items() if amount}
            assert found == counted
            assert together.told[measure, window] == queries.answered(measure, ids, window, until)
        units = Wanted(set(WINDOWS), set(ids))
        read = read_windows(dict.fromkeys(MEASURES, units), until)
        for measure, window in asked:
            assert read.whole(measure, window, tuple(ids)) == sum(together.sums[measure, window].values())


days = st.dates(date(2023, 1, 1), date(2026, 12, 31))


@given(days, days)
def test_the_terms_of_a_window_hold_each_of_its_days_once(one: date, other: date) -> None:
    window = Period(min(one, other), max(one, other))
    terms = terms_of(window)
    held: dict[date, int] = {}
    for sign, key in terms.cells:
        cell = cell_period(key) if key % 10_000 else Period.year(key // 10_000)
        for day in cell.each_day():
            held[day] = held.get(day, 0) + sign
    for sign, edge in terms.edges:
        for day in edge.each_day():
            held[day] = held.get(day, 0) + sign
    assert sorted(day for day, times in held.items() if times) == list(window.each_day())
    assert set(held.values()) <= {0, 1}
    assert len(terms.cells) <= max(len(window.cells().full), 1) + 2 * len(window.calendar_years())


def test_very_many_organisations_are_asked_for_in_one_parameter(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [province.library.pk, province.commune_library.pk]
    for key in ids:
        entry = Entry("library.visits", key, date(2026, 3, 5), key + 1, f"t:{key}")
        actions.record_many(at=NOW, entries=[entry], origin="import")
    asked = {("library.visits", window) for window in WINDOWS}
    few = queries.sums_in_windows(asked, ids)
    monkeypatch.setattr("densach.facts.queries.listing._FEW", 1)
    many = queries.sums_in_windows(asked, ids)
    assert {pair: many.sums[pair] for pair in asked} == {pair: few.sums[pair] for pair in asked}
    assert {pair: many.told[pair] for pair in asked} == {pair: few.told[pair] for pair in asked}
