"""Whatever is entered, corrected and taken back: the book, its records and its totals say the same."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from densach.facts import actions, queries
from densach.facts.measures import get
from densach.facts.models import Count, Fact, Total
from densach.facts.replay import verify
from densach.facts.rules import check_slice, cover, feeds, slice_key, slice_parts
from densach.kernel.errors import Refusal
from densach.kernel.period import Period, cell_period
from densach.organisations.models import Organisation
from tests import cast
from tests.facts.book import VISITS, correct, count, take_back

FIRST = date(2025, 12, 1)
day = st.integers(0, 75).map(lambda number: FIRST + timedelta(days=number))
spans = st.tuples(day, st.integers(0, 20)).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1])))
periods = st.tuples(st.integers(-5, 80), st.integers(0, 80)).map(
    lambda pair: Period(FIRST + timedelta(days=pair[0]), FIRST + timedelta(days=pair[0] + pair[1]))
)


@st.composite
def quantities(draw: st.DrawFn) -> dict[str, int]:
    """A total with parts that fit into it."""
    child, adult = draw(st.integers(0, 50)), draw(st.integers(0, 50))
    found = {"": child + adult + draw(st.integers(0, 50))}
    if draw(st.booleans()):
        found |= {"age=child": child, "age=adult": adult}
    if draw(st.booleans()):
        found["ethnic=minority"] = draw(st.integers(0, found[""]))
    return found


acts = st.lists(
    st.one_of(
        st.tuples(st.just("enter"), st.integers(0, 2), spans, quantities()),
        st.tuples(st.just("correct"), st.integers(0, 9), spans, quantities()),
        st.tuples(st.just("take back"), st.integers(0, 9), spans, quantities()),
    ),
    max_size=14,
)
Act = tuple[str, int, tuple[date, date], dict[str, int]]


class TheBook(TestCase):
    """Any sequence of acts in a small province."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.province = cast.the_province()

    province: cast.Province

    @property
    def places(self) -> list[Organisation]:
        return [self.province.library, self.province.commune_library, self.province.other_commune_library]

    def play(self, story: list[Act]) -> None:
        for act, number, span, amounts in story:
            known = list(Count.objects.order_by("pk"))
            try:
                if act == "enter":
                    count(self.places[number], amounts, *span)
                elif known and act == "correct":
                    correct(known[number % len(known)], amounts)
                elif known:
                    take_back(known[number % len(known)])
            except Refusal:
                continue

    @given(acts)
    @settings(max_examples=25, deadline=None)
    def test_the_book_equals_its_records_and_its_totals(self, story: list[Act]) -> None:
        self.play(story)
        assert verify() == []

    @given(acts)
    @settings(max_examples=10, deadline=None)
    def test_rebuilding_changes_nothing(self, story: list[Act]) -> None:
        self.play(story)
        before = {row for row in Total.objects.values_list() if row[-1]}
        actions.rebuild_totals()
        assert {row for row in Total.objects.values_list() if row[-1]} == before

    @given(acts, periods, st.sampled_from(["", "age=child", "ethnic=minority"]))
    @settings(max_examples=40, deadline=None)
    def test_any_days_sum_to_the_facts_of_those_days(
        self, story: list[Act], period: Period, slice: str
    ) -> None:
        self.play(story)
        expected = sum(
            fact.sign * fact.quantity
            for fact in Fact.objects.filter(measure=VISITS)
            if fact.on in period and slice in feeds(fact.slice)
        )
        ids = [place.pk for place in self.places]
        read = queries.totals_of_organisations(VISITS, ids, period, slice)
        assert sum(read.values()) == expected
        assert queries.total_of_areas(VISITS, [self.province.area.pk], period, slice) == expected
        communes = [self.province.commune_area.pk, self.province.other_commune_area.pk]
        inside = queries.total_of_areas(VISITS, communes, period, slice)
        assert inside == expected - read.get(self.province.library.pk, 0)

    @given(acts, periods, st.integers(0, 40))
    @settings(max_examples=20, deadline=None)
    def test_the_evidence_of_any_moment_sums_to_its_figure(
        self, story: list[Act], period: Period, mark: int
    ) -> None:
        first = queries.mark()
        self.play(story)
        mark += first
        for place in self.places:
            figure = queries.totals_of_organisations(VISITS, [place.pk], period, until_fact=mark)
            rows = queries.facts_of(VISITS, place.pk, period, until_fact=mark, limit=1000)
            assert sum(row.quantity for row in rows) == figure.get(place.pk, 0)

    @given(acts)
    @settings(max_examples=10, deadline=None)
    def test_no_two_counts_that_stand_share_a_day(self, story: list[Act]) -> None:
        self.play(story)
        standing = Count.objects.filter(reversed=False).order_by("organisation_id", "since")
        for one, other in pairwise(standing):
            assert one.organisation_id != other.organisation_id or one.until < other.since


@given(periods)
def test_kept_cells_and_odd_days_cover_a_period_exactly_once(period: Period) -> None:
    keys, edges = cover(period)
    held: list[date] = []
    for key in keys:
        cell = Period.year(key // 10_000) if key % 10_000 == 0 else cell_period(key)
        held += cell.each_day()
    for edge in edges:
        held += edge.each_day()
    assert sorted(held) == list(period.each_day())


slices = st.fixed_dictionaries(
    {},
    optional={
        "age": st.sampled_from(["child", "adult", "senior"]),
        "sex": st.sampled_from(["female", "male"]),
        "channel": st.sampled_from(["onsite", "mobile"]),
    },
)


@given(slices)
def test_a_slice_reads_back_as_it_was_written(parts: dict[str, str]) -> None:
    key = slice_key(parts)
    assert slice_parts(key) == parts
    assert check_slice(get(VISITS), key) == key
    assert feeds(key) == ["", *sorted(f"{name}={value}" for name, value in parts.items())]
