"""The pages of a plan reckon once and never show what is no longer so."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from densach.facts import actions as facts
from densach.facts.actions import Entry
from densach.programme.plans import queries
from densach.programme.plans.models import Plan
from tests import cast
from tests.cast import NOW, TODAY
from tests.programme.plans.desk import address, text
from tests.programme.plans.test_progress import answer, count

DAY = TODAY - timedelta(days=5)


def told(plan: Plan) -> list[tuple[str, str]]:
    return [(row.status.value, row.actual_text) for row in queries.judged_today(plan, TODAY)]


def test_what_is_kept_is_what_is_judged(province: cast.Province, started: Plan) -> None:
    count(province.library, 70_000, DAY)
    answer(province.library, yes=True, verified=True)
    for as_ in queries.READ_AS, "was":
        first, again = (queries.judged_today(started, TODAY, as_) for _time in range(2))
        assert first == again == queries.judged(started, TODAY, as_)
        assert [tuple(row.value.parts) for row in again if row.value] == [
            tuple(row.value.parts) for row in first if row.value
        ]


def test_a_count_moves_the_page_at_once(desk: Client, province: cast.Province, started: Plan) -> None:
    count(province.library, 4321, DAY)
    assert "4.321" in text(desk.get(address("plan", started)))
    count(province.commune_library, 1000, DAY)
    page = text(desk.get(address("plan", started)))
    assert "5.321" in page
    assert "4.321" not in page


@pytest.mark.usefixtures("desk")
def test_every_way_in_which_figures_change_is_seen(province: cast.Province, started: Plan) -> None:
    seen = [told(started)]
    for change in (
        lambda: count(province.library, 500, DAY),
        lambda: answer(province.library, yes=True, verified=True),
        # A machine's act is a fact without a line in the journal.
        lambda: facts.record_many(
            at=NOW,
            entries=[Entry("library.visits", province.library.pk, TODAY, 7, "may:1")],
            origin="service",
        ),
        lambda: facts.reverse(at=NOW, measure="library.visits", source="may:1"),
    ):
        change()
        seen.append(told(started))
    assert all(before != after for before, after in pairwise(seen))
    assert seen[2] == seen[4]


def test_each_day_language_and_band_has_its_own(
    province: cast.Province, started: Plan, settings: LazySettings
) -> None:
    for library in (province.library, province.commune_library, province.other_commune_library):
        count(library, 25_000, DAY)
    here = told(started)
    with translation.override("en"):
        assert [row.value.unit for row in queries.judged_today(started, TODAY) if row.value] == [
            row.value.unit for row in queries.judged(started, TODAY) if row.value
        ]
    [earlier] = [
        row for row in queries.judged_today(started, DAY - timedelta(days=1)) if row.target.position == 2
    ]
    assert earlier.value is not None
    assert not earlier.value.numerator
    settings.DENSACH_ON_TRACK, settings.DENSACH_AT_RISK = "0.02", "0.01"
    assert told(started) != here


def test_who_looks_next_asks_only_whether_something_happened(province: cast.Province, started: Plan) -> None:
    count(province.library, 70_000, DAY)
    queries.judged_today(started, TODAY)
    with CaptureQueriesContext(connection) as captured:
        queries.judged_today(started, TODAY)
    assert len(captured) <= 3
