"""Visits and use in the room: one way of counting, one rule each, nobody twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from densach.facts import actions as book
from densach.facts import replay
from densach.facts.models import Fact
from densach.kernel.actor import SYSTEM
from densach.services.circulation import actions as desk
from densach.services.circulation.models import Borrower, BorrowersStated, DayClosing, VisitWay
from densach.services.circulation.queries import days as day_queries
from densach.services.circulation.queries import visits as visit_queries
from densach.services.circulation.rules import refusals
from densach.services.circulation.rules.days import BeforeTheDesk
from densach.services.circulation.rules.returns import NotInUse, StandsElsewhere
from tests import cast
from tests.services.circulation.stock import NOW, TODAY, Shelf, days

pytestmark = pytest.mark.django_db


def _total(measure: str) -> int:
    return sum(one.sign * one.quantity for one in Fact.objects.filter(measure=measure))


def _gate(province: cast.Province, number: int, *, reset: bool = False, both_ways: bool = False) -> None:
    desk.visits.gate(
        at=NOW, actor=SYSTEM, library=province.library, number=number, reset=reset, both_ways=both_ways
    )


def test_the_gate_counts_differences_from_the_second_reading_on(province: cast.Province) -> None:
    _gate(province, 1000)
    assert _total("library.visits") == 0
    _gate(province, 1040)
    assert _total("library.visits") == 40
    with pytest.raises(refusals.GateWentBack):
        _gate(province, 12)
    _gate(province, 12, reset=True)
    assert _total("library.visits") == 52
    assert replay.verify() == []


def test_a_gate_that_counts_both_ways_is_halved_without_losing_the_odd_ones(
    province: cast.Province,
) -> None:
    for number in (0, 3, 6, 9, 12):
        _gate(province, number, both_ways=True)
    assert _total("library.visits") == 6


def test_a_reading_taken_back_is_as_if_it_had_not_been(province: cast.Province) -> None:
    _gate(province, 100)
    _gate(province, 900)
    desk.visits.cancel(at=NOW, actor=SYSTEM, library=province.library)
    assert _total("library.visits") == 0
    _gate(province, 190)
    assert _total("library.visits") == 90
    assert replay.verify() == []


def test_taps_carry_their_slice_and_the_last_one_is_taken_back(province: cast.Province) -> None:
    desk.visits.tap(
        at=NOW, actor=SYSTEM, library=province.library, quantity=3, age="child", sex="female", key="k"
    )
    desk.visits.tap(
        at=NOW, actor=SYSTEM, library=province.library, quantity=3, age="child", sex="female", key="k"
    )
    assert Fact.objects.get(measure="library.visits").slice == "age=child;channel=onsite;sex=female"
    desk.visits.cancel(at=NOW, actor=SYSTEM, library=province.library)
    assert _total("library.visits") == 0
    with pytest.raises(refusals.NothingToTakeBack):
        desk.visits.cancel(at=NOW, actor=SYSTEM, library=province.library)


def test_a_library_counts_one_way_a_day(province: cast.Province, shelf: Shelf) -> None:
    desk.visits.tap(at=NOW, actor=SYSTEM, library=province.library)
    with pytest.raises(refusals.OtherWayOfCounting):
        _gate(province, 5)
    desk.visits.set_way(at=NOW, actor=SYSTEM, library=province.library, way=VisitWay.CARD)
    desk.visits.tap(at=NOW, actor=SYSTEM, library=province.library)
    with pytest.raises(refusals.OtherWayOfCounting):
        desk.visits.card(at=NOW, actor=SYSTEM, library=province.library, card="TV-0001")
    desk.visits.card(at=days(1), actor=SYSTEM, library=province.library, card="TV-0001")
    with pytest.raises(refusals.OtherWayOfCounting):
        desk.visits.tap(at=days(1), actor=SYSTEM, library=province.library)
    assert _total("library.visits") == 3


def test_a_card_counts_once_a_day_also_when_it_borrows(province: cast.Province, shelf: Shelf) -> None:
    desk.visits.set_way(at=NOW, actor=SYSTEM, library=province.library, way=VisitWay.CARD)
    desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")
    desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-2", card="TV-0001")
    assert _total("library.visits") == 1
    with pytest.raises(refusals.VisitCounted):
        desk.visits.card(at=NOW, actor=SYSTEM, library=province.library, card="TV-0001")
    desk.visits.card(at=days(1), actor=SYSTEM, library=province.library, card="TV-0001")
    assert _total("library.visits") == 2
    assert replay.verify() == []


def test_what_lies_on_the_tables_is_counted_when_it_is_put_back(
    province: cast.Province, shelf: Shelf
) -> None:
    act = desk.use_in_room(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1")
    twice = desk.use_in_room(
        at=NOW + timedelta(milliseconds=100), actor=SYSTEM, library=province.library, barcode="VL-1"
    )
    assert act == twice
    desk.use_in_room(at=NOW, actor=SYSTEM, library=province.library, quantity=12)
    assert _total("library.in_room_uses") == 13
    desk.cancel_use(at=NOW, actor=SYSTEM, library=province.library, use=act)
    assert _total("library.in_room_uses") == 12
    desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")
    with pytest.raises(refusals.NotOnShelf):
        desk.use_in_room(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1")


@pytest.mark.parametrize("quantity", [0, -3, 100_000])
def test_no_nonsense_is_tapped(province: cast.Province, quantity: int) -> None:
    with pytest.raises(refusals.TooManyAtOnce):
        desk.visits.tap(at=NOW, actor=SYSTEM, library=province.library, quantity=quantity)


def test_days_counted_by_hand_are_not_counted_again(province: cast.Province) -> None:
    book.enter_count(
        at=NOW, actor=SYSTEM, organisation=province.library, measure="library.visits",
        since=date(2026, 11, 1), until=TODAY, quantities={"": 40},
    )  # fmt: skip
    with pytest.raises(refusals.CountedByHand) as refused:
        desk.visits.tap(at=NOW, actor=SYSTEM, library=province.library)
    assert refused.value.params["since"] == TODAY + timedelta(days=1)
    assert desk.visits.tap(at=days(1), actor=SYSTEM, library=province.library).counted


def test_a_closed_day_is_frozen_and_what_comes_later_is_seen(province: cast.Province, shelf: Shelf) -> None:
    desk.visits.tap(at=NOW, actor=SYSTEM, library=province.library, quantity=5)
    closing = desk.close_day(at=NOW, actor=SYSTEM, library=province.library, on=TODAY)
    assert closing.figures["visits"] == 5
    with pytest.raises(refusals.DayClosed):
        desk.visits.tap(at=NOW, actor=SYSTEM, library=province.library)
    with pytest.raises(refusals.DayClosed):
        desk.close_day(at=NOW, actor=SYSTEM, library=province.library, on=TODAY)
    desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")
    assert day_queries.changed_since(closing) == {"loans": (0, 1)}
    desk.reopen_day(at=NOW, actor=SYSTEM, library=province.library, on=TODAY, why="Quên quét")
    desk.visits.tap(at=NOW, actor=SYSTEM, library=province.library)
    desk.close_day(at=NOW, actor=SYSTEM, library=province.library, on=TODAY)
    assert DayClosing.objects.count() == 2
    with pytest.raises(refusals.InTheFuture):
        desk.close_day(at=NOW, actor=SYSTEM, library=province.library, on=TODAY + timedelta(days=1))


def test_a_card_read_after_the_closing_is_no_visit_more(province: cast.Province, shelf: Shelf) -> None:
    desk.visits.set_way(at=NOW, actor=SYSTEM, library=province.library, way=VisitWay.CARD)
    desk.close_day(at=NOW, actor=SYSTEM, library=province.library, on=TODAY)
    desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")
    assert _total("library.visits") == 0
    assert _total("library.loans") == 1


def test_no_day_before_the_desk_counts_is_closed(province: cast.Province) -> None:
    desk.visits.tap(at=NOW, actor=SYSTEM, library=province.library)
    with pytest.raises(BeforeTheDesk):
        desk.close_day(at=NOW, actor=SYSTEM, library=province.library, on=date(1990, 1, 1))
    desk.close_day(at=days(3), actor=SYSTEM, library=province.library, on=TODAY)


def test_the_page_names_the_reading_that_the_next_is_counted_from(province: cast.Province) -> None:
    _gate(province, 100)
    _gate(province, 150)
    desk.visits.cancel(at=NOW, actor=SYSTEM, library=province.library)
    reading = visit_queries.last_reading(province.library.pk)
    assert reading is not None
    assert reading.number == 100


def test_active_borrowers_are_people_and_are_stated_once_a_month(
    province: cast.Province, shelf: Shelf
) -> None:
    for day in (0, 3):
        desk.check_out(at=days(day), actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")
        desk.check_in(at=days(day + 1), actor=SYSTEM, library=province.library, barcode="VL-1")
    desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-2", card="TV-0002")
    desk.run_day(at=days(11), send=False)
    desk.run_day(at=days(12), send=False)
    stated = BorrowersStated.objects.get()
    assert (stated.on, stated.people) == (date(2026, 11, 30), 2)
    assert Fact.objects.get(measure="library.active_borrowers").quantity == 2
    assert replay.verify() == []


def test_months_without_a_run_are_stated_later_each_once(province: cast.Province, shelf: Shelf) -> None:
    for day, card in ((0, "TV-0001"), (20, "TV-0002"), (60, "TV-0001")):
        desk.check_out(at=days(day), actor=SYSTEM, library=province.library, barcode="VL-1", card=card)
        desk.check_in(at=days(day + 1), actor=SYSTEM, library=province.library, barcode="VL-1")
    for day in (75, 75, 80):
        desk.run_day(at=days(day), send=False)
    assert list(BorrowersStated.objects.order_by("on").values_list("on", "people")) == [
        (date(2026, 11, 30), 1),
        (date(2026, 12, 31), 2),
        (date(2027, 1, 31), 2),
    ]
    assert replay.verify() == []


def test_who_borrowed_only_before_and_after_the_twelve_months_is_no_borrower_of_them(
    province: cast.Province, shelf: Shelf
) -> None:
    for card, begun in (("TV-0001", -800), ("TV-0002", -100)):
        desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card=card)
        desk.check_in(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1")
        Borrower.objects.filter(patron__card=card).update(first_on=TODAY + timedelta(days=begun))
    desk.run_day(at=NOW, send=False)
    assert BorrowersStated.objects.get(on=date(2026, 10, 31)).people == 1


@pytest.mark.usefixtures("shelf")
def test_what_the_library_does_not_have_is_not_read_in_it(province: cast.Province) -> None:
    desk.mark_lost(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1")
    with pytest.raises(NotInUse):
        desk.use_in_room(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1")
    assert _total("library.in_room_uses") == 0


@pytest.mark.usefixtures("shelf")
def test_a_copy_of_another_library_is_asked_about_before_its_use_counts(province: cast.Province) -> None:
    there = province.commune_library
    with pytest.raises(StandsElsewhere):
        desk.use_in_room(at=NOW, actor=SYSTEM, library=there, barcode="VL-1")
    assert desk.use_in_room(at=NOW, actor=SYSTEM, library=there, barcode="VL-1", here=True).quantity == 1
