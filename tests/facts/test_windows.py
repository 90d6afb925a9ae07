"""Many sums read together are the same as each of them read alone."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from densach.facts import actions, queries
from densach.facts.actions import Entry
from densach.kernel.period import Period
from tests.cast import NOW, Province

MEASURES = ("library.visits", "library.loans")
WINDOWS = (
    Period.year(2025),
    Period.half(2026, 1),
    Period(date(2025, 11, 20), date(2026, 2, 3)),
    Period(date(2026, 3, 4), date(2026, 3, 9)),
    Period.month(2026, 4),
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
