"""What holds for every figure, whatever was counted and answered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from densach.facts import actions as facts
from densach.facts import queries as book
from densach.facts.actions import Entry
from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.programme.capabilities import actions as capabilities
from densach.programme.indicators import queries
from densach.programme.indicators.models import Indicator
from densach.programme.indicators.queries import evidence as trails
from densach.programme.indicators.queries.territory import union
from densach.programme.indicators.rules import (
    Frame,
    Part,
    Question,
    Scope,
    both,
    divided,
    shared,
    summed,
)
from tests import cast
from tests.cast import NOW, TODAY

FRAME = Frame("tv.x", "lượt", Period.year(2026), TODAY)
FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
numbers = st.none() | st.integers(0, 10**9)
days = st.dates(date(2025, 7, 1), TODAY)


@given(st.lists(st.sampled_from([True, False, None])))
def test_yes_no_and_unknown_are_everyone(answers: list[bool | None]) -> None:
    parts = [
        Part(number, "", numerator=None if answer is None else int(answer), answer=answer)
        for number, answer in enumerate(answers)
    ]
    value = shared(FRAME, parts)
    assert value.yes + value.no + value.unknown == value.denominator == len(parts)
    assert value.numerator == value.yes
    assert value.complete == (bool(parts) and value.unknown == 0)


@given(st.lists(numbers))
def test_a_total_is_the_sum_of_those_who_told(told: list[int | None]) -> None:
    value = summed(FRAME, [Part(number, "", numerator=one) for number, one in enumerate(told)])
    known = [one for one in told if one is not None]
    assert value.numerator == (sum(known) if known else None)
    assert value.unknown == len(told) - len(known)


@given(st.lists(st.tuples(numbers, numbers)))
def test_a_ratio_adds_before_it_divides(told: list[tuple[int | None, int | None]]) -> None:
    value = divided(FRAME, [Part(key, "", top, bottom) for key, (top, bottom) in enumerate(told)])
    known = [(top, bottom) for top, bottom in told if top is not None and bottom is not None]
    assert value.numerator == (sum(top for top, _ in known) if known else None)
    assert value.denominator == (sum(bottom for _, bottom in known) if known else None)
    assert value.unknown == len(told) - len(known)
    assert sum(part.numerator or 0 for part in value.parts) == (value.numerator or 0)


@pytest.mark.parametrize("first", [True, False, None])
@pytest.mark.parametrize("second", [True, False, None])
def test_two_answers_are_one_only_where_both_are_sure(first: bool | None, second: bool | None) -> None:
    possible = {
        a and b
        for a in ([True, False] if first is None else [first])
        for b in ([True, False] if second is None else [second])
    }
    assert both(first, second) == (possible.pop() if len(possible) == 1 else None)


spans = st.tuples(st.integers(0, 300), st.integers(0, 40)).map(
    lambda pair: Period(
        date(2026, 1, 1) + timedelta(days=pair[0]), date(2026, 1, 1) + timedelta(days=pair[0] + pair[1])
    )
)


@given(st.lists(spans))
def test_a_union_of_windows_keeps_every_day_once(windows: list[Period]) -> None:
    joined = union(windows)
    kept = [day for window in joined for day in window.each_day()]
    assert kept == sorted(set(kept))
    assert set(kept) == {day for window in windows for day in window.each_day()}


class FiguresAndTheirRecords(TestCase):
    """Random counts in a small province, read back along three ways."""

    province: cast.Province
    places: list[Organisation]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.province = cast.the_province()
        here = cls.province
        cls.places = [here.library, here.commune_library, here.other_commune_library, here.foreign_library]

    @FEW
    @given(
        st.lists(st.tuples(st.integers(0, 3), days, st.integers(0, 5000)), max_size=12),
        st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair))),
        days,
        st.booleans(),
    )
    def test_the_records_add_up_to_the_figure(
        self, acts: list[tuple[int, date, int]], period: Period, on: date, frozen: bool
    ) -> None:
        sources = [f"p:{number}:{hash((period, on)) & 0xFFFF}" for number in range(len(acts))]
        entries = [
            Entry("library.visits", self.places[place].pk, day, number, source)
            for source, (place, day, number) in zip(sources, acts, strict=True)
        ]
        facts.record_many(at=NOW, entries=entries[: len(entries) // 2], origin="import")
        mark = queries.book_mark() if frozen else None
        facts.record_many(at=NOW, entries=entries[len(entries) // 2 :], origin="import")
        if acts:
            facts.reverse(at=NOW, measure="library.visits", source=sources[0])
        indicator = queries.by_code("tv.luot_ban_doc")
        question = Question(Scope(area_id=self.province.area.pk), period, on, "was", mark)
        value = queries.evaluate(indicator, question.scope, period, on, until_fact=mark)
        total = 0
        for part in value.parts:
            member = trails.member_for(indicator, question, part.organisation_id)
            found = trails.trail(indicator, "library.visits", question, member, limit=3)
            assert found.total == (part.numerator or 0)
            total += found.total
        assert total == (value.numerator or 0)
        # What was counted without looking at the shares is what they say.
        assert summed(Frame(value.indicator_code, value.unit, period, on), list(value.parts)) == value

    @FEW
    @given(st.lists(st.tuples(st.integers(0, 3), days, st.integers(0, 5000)), max_size=12), days, days)
    def test_an_unrestricted_figure_is_the_kept_total_of_its_area(
        self, acts: list[tuple[int, date, int]], first: date, last: date
    ) -> None:
        period = Period(min(first, last), max(first, last))
        entries = [
            Entry("library.visits", self.places[place].pk, day, number, f"q:{key}")
            for key, (place, day, number) in enumerate(acts)
        ]
        facts.record_many(at=NOW, entries=entries, origin="import")
        visits = Indicator(code="tv.moi", formula="total", measure="library.visits", unit_vi="lượt")
        for area in (self.province.nation, self.province.area, self.province.commune_area):
            value = queries.evaluate(visits, Scope(area_id=area.pk), period, TODAY)
            assert (value.numerator or 0) == book.total_of_areas("library.visits", [area.pk], period)

    @FEW
    @given(st.lists(st.tuples(st.integers(0, 2), st.booleans(), days, st.integers(0, 9)), max_size=10), days)
    def test_every_library_is_yes_no_or_unknown(
        self, said: list[tuple[int, bool, date, int]], on: date
    ) -> None:
        for place, answer, since, hour in said:
            capabilities.claim(
                at=NOW + timedelta(hours=hour),
                actor=SYSTEM,
                organisation=self.places[place],
                capability_code="library.linked",
                answer=answer,
                since=since,
            )
        indicator = queries.by_code("tv.co_lien_thong_tv")
        scope = Scope(("public_library",), (), self.province.area.pk)
        value = queries.evaluate(indicator, scope, Period.year(on.year), on)
        alive = organisations.alive(on, kinds=("public_library",), area=self.province.area)
        assert value.yes + value.no + value.unknown == value.denominator == len(alive)
        assert shared(Frame(value.indicator_code, value.unit, value.period, on), list(value.parts)) == value
