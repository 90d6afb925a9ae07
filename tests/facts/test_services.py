"""Services push their acts into the book: each once, all of a batch or none, corrected by adding."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from densach.facts import actions, ledger, queries
from densach.facts.actions import Entry
from densach.facts.models import Fact, Total
from densach.facts.origin import Origin
from densach.facts.rules import NegativeQuantity, UnknownSlice, UnknownSource
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from tests.cast import NOW
from tests.facts.book import DAY, VISITS, YEAR, kept, record, summed


def test_an_act_is_counted_once_however_often_it_is_sent(library: Organisation) -> None:
    record(library, "loan:7", age="child")
    with pytest.raises(IntegrityError), transaction.atomic():
        record(library, "loan:7", age="child")
    assert Fact.objects.count() == 1
    assert kept(library.pk) == {20260301: 1, 20260000: 1}


def test_one_fact_feeds_the_whole_and_each_of_its_slices(library: Organisation) -> None:
    record(library, "loan:1", 3, channel="mobile", age="child")
    assert Fact.objects.get().slice == "age=child;channel=mobile"
    for part in ("", "age=child", "channel=mobile"):
        assert queries.totals_of_organisations(VISITS, [library.pk], YEAR, part) == {library.pk: 3}
    assert set(Total.objects.values_list("slice", flat=True)) == {"", "age=child", "channel=mobile"}


def test_an_odd_day_in_a_slice_sums_the_same_facts(library: Organisation) -> None:
    record(library, "loan:1", 3, channel="mobile", age="child")
    record(library, "loan:2", 4, age="child", sex="female")
    record(library, "loan:3", 5, age="adult")
    day = Period.day(DAY)
    for part, number in (("", 12), ("age=child", 7), ("channel=mobile", 3), ("sex=female", 4)):
        assert queries.totals_of_organisations(VISITS, [library.pk], day, part) == {library.pk: number}


@pytest.mark.parametrize("slice", [{"age": "dog"}, {"visitor": "school"}, {"cat": "black"}])
def test_unknown_slices_are_refused(library: Organisation, slice: dict[str, Any]) -> None:
    with pytest.raises(UnknownSlice):
        record(library, "loan:1", **slice)


def test_a_service_counts_nothing_below_zero(library: Organisation) -> None:
    with pytest.raises(NegativeQuantity):
        record(library, "loan:1", -1)


def test_a_batch_is_counted_whole_or_not_at_all(library: Organisation) -> None:
    record(library, "loan:2")
    entries = [Entry(VISITS, library.pk, DAY, 1, f"loan:{number}") for number in range(1, 4)]
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.record_many(at=NOW, entries=entries, origin=Origin.IMPORT)
    assert summed(library, YEAR) == 1
    assert kept(library.pk)[20260000] == 1
    assert actions.record_many(at=NOW, entries=[entries[0], entries[2]], origin=Origin.IMPORT) == 2
    assert summed(library, YEAR) == 3


def test_a_returned_act_is_reversed_and_its_totals_go_back(library: Organisation) -> None:
    record(library, "loan:1", 2, age="child")
    actions.reverse(at=NOW, measure=VISITS, source="loan:1")
    assert summed(library, YEAR) == 0
    assert set(Total.objects.values_list("quantity", flat=True)) == {0}
    with pytest.raises(UnknownSource):
        actions.reverse(at=NOW, measure=VISITS, source="loan:1")


def test_a_revised_act_keeps_its_day_place_and_origin(library: Organisation) -> None:
    record(library, "loan:1", 2, age="child")
    actions.revise(at=NOW, measure=VISITS, source="loan:1", quantities={"age=adult": 5})
    newest = Fact.objects.latest("pk")
    assert (newest.revision, newest.on, newest.organisation, newest.origin) == (
        2,
        DAY,
        library,
        Origin.SERVICE,
    )
    assert queries.totals_of_organisations(VISITS, [library.pk], YEAR, "age=child") == {library.pk: 0}
    assert queries.totals_of_organisations(VISITS, [library.pk], YEAR, "age=adult") == {library.pk: 5}


def test_nobody_reverses_what_the_book_never_held(db: None) -> None:
    with pytest.raises(UnknownSource):
        actions.reverse(at=NOW, measure=VISITS, source="loan:404")
    with pytest.raises(UnknownSource):
        actions.revise(at=NOW, measure=VISITS, source="loan:404", quantities={"": 1})


def test_a_crash_between_facts_and_totals_leaves_neither(
    library: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(library, "loan:1")

    def crash(moved: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(ledger, "add_to_totals", crash)
    with pytest.raises(DatabaseError), transaction.atomic():
        record(library, "loan:2")
    assert Fact.objects.count() == 1
    assert kept(library.pk)[20260000] == 1


@pytest.mark.parametrize(
    "change",
    [{"sign": 2}, {"sign": 0}, {"quantity": -1}, {"since": date(2026, 3, 3)}],
    ids=str,
)
def test_the_database_refuses_facts_that_cannot_be(library: Organisation, change: dict[str, Any]) -> None:
    record(library, "loan:1")
    fact = Fact.objects.get()
    for name, value in {"source": "loan:2", **change}.items():
        setattr(fact, name, value)
    fact.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        fact.save(force_insert=True)
