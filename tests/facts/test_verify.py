"""Whoever tampers with the book is found out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from densach.facts import replay
from densach.facts.models import CountRevision, Fact, Total
from densach.facts.replay import Expected, verify
from densach.organisations.models import Organisation
from tests.facts.book import DAY, STOCK, VISITS, correct, count, guard_taken_away, record, take_back


@pytest.fixture
def book(library: Organisation) -> Organisation:
    """A book with a plain count, a corrected one, one taken back, and a reading."""
    count(library, {"": 100, "age=child": 40})
    correct(count(library, 50, DAY.replace(day=3)), 55)
    take_back(count(library, 7, DAY.replace(day=4)))
    count(library, 41_000, measure=STOCK)
    assert verify() == []
    return library


def test_an_empty_book_is_right(db: None) -> None:
    assert verify() == []


def test_a_changed_total_is_found(book: Organisation) -> None:
    Total.objects.filter(unit_kind="o", slice="", period=20260301).update(quantity=F("quantity") + 1)
    problems = verify()
    assert len(problems) == 1
    assert "kept 156" in problems[0] and "make 155" in problems[0]


def test_a_total_from_nowhere_is_found(book: Organisation) -> None:
    Total.objects.create(unit_kind="a", unit_id=999, measure=VISITS, slice="", period=20260000, quantity=1)
    assert len(verify()) == 1


def test_a_lost_total_is_found(book: Organisation) -> None:
    Total.objects.filter(slice="age=child").delete()
    assert verify()


def test_a_changed_fact_is_found_in_the_records_and_in_the_totals(book: Organisation) -> None:
    with guard_taken_away():
        Fact.objects.filter(slice="", quantity=100).update(quantity=90)
    problems = verify()
    assert any("the book holds, and no record makes, 90" in problem for problem in problems)
    assert any("a record makes, and the book lacks, 100" in problem for problem in problems)
    assert any(problem.startswith("total") for problem in problems)


def test_the_database_lets_nobody_rewrite_a_fact(book: Organisation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.filter(quantity=100).update(quantity=90)
    assert verify() == []


def test_a_changed_old_revision_is_found(book: Organisation) -> None:
    with guard_taken_away():
        Fact.objects.filter(quantity=50, sign=1).update(quantity=51)
    assert verify()


def test_a_fact_moved_to_another_day_is_found(book: Organisation) -> None:
    with guard_taken_away():
        Fact.objects.filter(measure=STOCK).update(on=DAY.replace(day=9))
    assert len(verify()) == 2


def test_a_removed_fact_is_found(book: Organisation) -> None:
    Fact.objects.filter(measure=STOCK).delete()
    assert len(verify()) == 1


def test_a_changed_record_is_found(book: Organisation) -> None:
    CountRevision.objects.filter(quantities={"": 55}).update(quantities={"": 56})
    assert len(verify()) == 2


def test_facts_without_a_room_that_made_them_are_found(book: Organisation) -> None:
    record(book, "ghost:1")
    assert verify() == ["1 facts of “ghost” have no room that can replay them"]


def test_a_service_proves_its_facts_by_its_own_records(
    book: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loans() -> Iterator[Expected]:
        yield Expected("loan:1", book.pk, VISITS, DAY.replace(day=9), "age=child", 1)

    monkeypatch.setitem(replay.REPLAYS, "loan", loans)
    assert len(verify()) == 1
    record(book, "loan:1", 1, DAY.replace(day=9), age="child")
    assert verify() == []
