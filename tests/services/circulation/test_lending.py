"""A copy goes out to a reader, and what speaks against it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from densach.facts import actions as book
from densach.facts import replay
from densach.facts.models import Fact
from densach.facts.rows import CountRow
from densach.facts.rules import CountedByService
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations.actions import opening
from densach.services.catalogue.actions import items
from densach.services.catalogue.models import ItemState, Restriction
from densach.services.catalogue.rules.refusals import NoSuchItem
from densach.services.circulation import actions as desk
from densach.services.circulation.models import (
    Borrower,
    DeskOpening,
    HoldState,
    Loan,
    LoanEnd,
    Override,
    RuleKind,
)
from densach.services.circulation.rules import refusals
from densach.services.circulation.rules.dueday import DueByHand
from densach.services.circulation.rules.reasons import ReasonTooShort
from densach.services.circulation.rules.refusals import AlreadyLent
from densach.services.circulation.rules.returns import TooLateToUndo
from tests import cast
from tests.services.circulation.stock import NOW, TODAY, Shelf, a_copy, a_reader, a_title, days

pytestmark = pytest.mark.django_db


def _lend(
    province: cast.Province,
    shelf: Shelf,
    barcode: str = "VL-1",
    card: str = "TV-0001",
    at: datetime = NOW,
    **more: Any,
) -> desk.Lent:
    return desk.check_out(
        at=at, actor=shelf.librarian, library=province.library, barcode=barcode, card=card, **more
    )


def test_a_loan_moves_the_copy_and_counts_once(province: cast.Province, shelf: Shelf) -> None:
    lent = _lend(province, shelf)
    assert lent.loan.due_on == TODAY + timedelta(days=14)
    shelf.first.refresh_from_db()
    assert (shelf.first.state, shelf.first.loans) == (ItemState.ON_LOAN, 1)
    fact = Fact.objects.get(measure="library.loans")
    assert (fact.quantity, fact.slice, fact.source) == (
        1, "age=adult;channel=onsite;ethnic=majority;sex=female", f"loan:{lent.loan.pk}",
    )  # fmt: skip
    assert replay.verify() == []


def test_a_scanner_that_reads_twice_lends_once(province: cast.Province, shelf: Shelf) -> None:
    first = _lend(province, shelf)
    second = _lend(province, shelf, at=NOW + timedelta(milliseconds=100))
    assert (second.loan, second.again) == (first.loan, True)
    assert Loan.objects.count() == 1
    assert Fact.objects.filter(measure="library.loans").count() == 1


def test_a_key_sent_again_is_the_same_loan_even_after_the_return(
    province: cast.Province, shelf: Shelf
) -> None:
    first = _lend(province, shelf, key="k1", channel="machine")
    desk.check_in(at=days(1), actor=SYSTEM, library=province.library, barcode="VL-1")
    assert _lend(province, shelf, key="k1", at=days(1), channel="machine").loan == first.loan
    with pytest.raises(refusals.KeyOfAnotherAct):
        _lend(province, shelf, barcode="VL-2", key="k1", at=days(1), channel="machine")


def test_a_program_has_no_scanner_and_is_told_that_the_reader_has_the_copy(
    province: cast.Province, shelf: Shelf
) -> None:
    _lend(province, shelf, channel="machine")
    with pytest.raises(refusals.LentToThisReader):
        _lend(province, shelf, channel="machine")


def test_a_copy_that_is_out_is_not_lent_to_another_and_nobody_is_named(
    province: cast.Province, shelf: Shelf
) -> None:
    _lend(province, shelf)
    with pytest.raises(AlreadyLent) as refused:
        _lend(province, shelf, card="TV-0002")
    assert refused.value.params == {"barcode": "VL-1", "due": TODAY + timedelta(days=14)}


def test_the_database_itself_allows_one_open_loan_a_copy(province: cast.Province, shelf: Shelf) -> None:
    loan = _lend(province, shelf).loan
    loan.pk, loan.key = None, None
    with pytest.raises(IntegrityError), transaction.atomic():
        loan.save(force_insert=True)


@pytest.mark.parametrize("spelt", ["  VL-1\r\n", "]C1VL-1", "*VL-1*", "VL -1"])
def test_what_a_scanner_adds_is_forgiven(province: cast.Province, shelf: Shelf, spelt: str) -> None:
    assert _lend(province, shelf, barcode=spelt, card=" TV-0001 ").item == shelf.first


def test_unknown_numbers_are_told_apart(province: cast.Province, shelf: Shelf) -> None:
    with pytest.raises(NoSuchItem):
        _lend(province, shelf, barcode="nothing")
    with pytest.raises(refusals.NoSuchCard):
        _lend(province, shelf, card="nobody")


def test_a_replaced_card_says_so(province: cast.Province, shelf: Shelf) -> None:
    desk.replace_card(at=NOW, actor=shelf.librarian, patron=shelf.mai, why="mất thẻ", card="TV-0009")
    with pytest.raises(refusals.CardReplaced):
        _lend(province, shelf)
    assert _lend(province, shelf, card="TV-0009").patron == shelf.mai


def test_a_card_that_ended_stops_the_loan_until_somebody_goes_on_with_a_reason(
    province: cast.Province, shelf: Shelf
) -> None:
    later = days(400)
    with pytest.raises(refusals.CardEnded):
        _lend(province, shelf, at=later)
    lent = _lend(province, shelf, at=later, override="Bạn đọc gia hạn thẻ ngày mai")
    assert lent.against == ("desk.card_ended",)
    kept = Override.objects.get()
    assert (kept.loan, kept.reason, kept.by_name) == (lent.loan, "Bạn đọc gia hạn thẻ ngày mai", "Lê Thị Thư")


def test_going_on_against_a_rule_asks_for_the_right(province: cast.Province, shelf: Shelf) -> None:
    class Clerk:
        id, name = 7, "Phụ việc"

        def may(self, verb: str, organisation: object | None) -> bool:
            return verb == "desk.serve"

    with pytest.raises(NotAllowed):
        desk.check_out(
            at=days(400),
            actor=Clerk(),
            library=province.library,
            barcode="VL-1",
            card="TV-0001",
            override="xin phép",
        )
    assert not Loan.objects.exists()


def test_a_stranger_lends_nothing_here(province: cast.Province, shelf: Shelf) -> None:
    with pytest.raises(NotAllowed):
        desk.check_out(
            at=NOW, actor=cast.acting(cast.the_stranger(province)), library=province.library, barcode="VL-1",
            card="TV-0001",
        )  # fmt: skip


def test_a_blocked_reader_borrows_nothing(province: cast.Province, shelf: Shelf) -> None:
    desk.block(at=NOW, actor=shelf.librarian, patron=shelf.mai, why="Làm hỏng sách")
    with pytest.raises(refusals.PatronBlocked) as refused:
        _lend(province, shelf)
    assert refused.value.params["why"] == "Làm hỏng sách"
    desk.unblock(at=NOW, actor=shelf.librarian, patron=shelf.mai)
    assert _lend(province, shelf).loan.pk


def test_more_loans_than_the_rule_gives_are_refused(province: cast.Province, shelf: Shelf) -> None:
    desk.write_rule(
        at=NOW, actor=SYSTEM, kind=RuleKind.MAX_LOANS, library=province.library, value=1, category="adult"
    )
    _lend(province, shelf)
    with pytest.raises(refusals.TooManyLoans) as refused:
        _lend(province, shelf, barcode="VL-2")
    assert refused.value.params == {"number": 1, "limit": 1}


def test_a_type_may_have_a_limit_of_its_own(province: cast.Province, shelf: Shelf) -> None:
    desk.write_rule(
        at=NOW, actor=SYSTEM, kind=RuleKind.MAX_LOANS_OF_TYPE, library=None, value=1, item_type="book"
    )
    _lend(province, shelf)
    with pytest.raises(refusals.TooManyOfType):
        _lend(province, shelf, barcode="VL-2")


def test_restricted_copies_do_not_leave_the_house(province: cast.Province, shelf: Shelf) -> None:
    a_copy(shelf.record, province.library, "VL-R", restriction=Restriction.RESEARCH)
    a_copy(shelf.record, province.library, "VL-H", restriction=Restriction.IN_ROOM)
    with pytest.raises(refusals.Restricted):
        _lend(province, shelf, barcode="VL-R", override="không giúp được")
    with pytest.raises(refusals.InRoomOnly):
        _lend(province, shelf, barcode="VL-H")
    assert _lend(province, shelf, barcode="VL-H", override="Cho mượn qua đêm").loan.pk


def test_a_copy_in_repair_is_not_served(province: cast.Province, shelf: Shelf) -> None:
    items.change_state(at=NOW, actor=SYSTEM, barcode="VL-1", state=ItemState.IN_REPAIR)
    with pytest.raises(refusals.NotServed):
        _lend(province, shelf, override="không giúp được")


def test_a_copy_of_another_library_is_told_by_its_place(province: cast.Province, shelf: Shelf) -> None:
    a_copy(shelf.record, province.commune_library, "XA-1")
    with pytest.raises(refusals.NotHere) as refused:
        _lend(province, shelf, barcode="XA-1")
    assert "An Tiến" in str(refused.value.params["place"])


def test_due_days_slide_over_days_without_opening(province: cast.Province, shelf: Shelf) -> None:
    opening.close(
        at=NOW, actor=SYSTEM, organisation=province.library, first_day=TODAY + timedelta(days=13),
        last_day=TODAY + timedelta(days=16), reason="Kiểm kê",
    )  # fmt: skip
    assert _lend(province, shelf).loan.due_on == TODAY + timedelta(days=17)


def test_a_loan_does_not_outlast_the_card_unless_a_rule_says_so(
    province: cast.Province, shelf: Shelf
) -> None:
    a_reader(province.library, "Lý Thị Ba", card="TV-0003", valid_until=TODAY + timedelta(days=3))
    assert _lend(province, shelf, card="TV-0003").loan.due_on == TODAY + timedelta(days=3)
    desk.write_rule(at=NOW, actor=SYSTEM, kind=RuleKind.PAST_CARD_END, library=None, value=1)
    assert _lend(province, shelf, barcode="VL-2", card="TV-0003").loan.due_on == TODAY + timedelta(days=14)


def test_a_due_day_given_by_hand_is_kept_and_must_not_lie_before_today(
    province: cast.Province, shelf: Shelf
) -> None:
    with pytest.raises(refusals.DueBeforeToday):
        _lend(province, shelf, due_on=TODAY - timedelta(days=1))
    with pytest.raises(refusals.DueTooFar):
        _lend(province, shelf, due_on=date(3025, 1, 1))
    lent = _lend(province, shelf, due_on=TODAY, override="mượn trong ngày")
    assert (lent.loan.due_on, lent.against) == (TODAY, ("desk.due_by_hand",))


def test_another_due_day_than_the_rules_needs_the_right_and_a_reason(
    province: cast.Province, shelf: Shelf
) -> None:
    a_reader(province.library, "Lý Thị Ba", card="TV-0003", valid_until=TODAY + timedelta(days=30))
    far = TODAY + timedelta(days=40)
    with pytest.raises(DueByHand):
        _lend(province, shelf, card="TV-0003", due_on=far)
    with pytest.raises(NotAllowed):
        desk.check_out(
            at=NOW, actor=_OnlyServes(), library=province.library, barcode="VL-1", card="TV-0003", due_on=far,
            override="đi công tác",
        )  # fmt: skip
    opening.close(
        at=NOW, actor=SYSTEM, organisation=province.library, first_day=far, last_day=far, reason="Nghỉ"
    )
    lent = _lend(province, shelf, card="TV-0003", due_on=far, override="đi công tác")
    assert lent.loan.due_on == far + timedelta(days=1)
    assert lent.against == ("desk.due_by_hand", "desk.due_past_card")


class _OnlyServes:
    id = None
    name = "Quầy"

    def may(self, verb: str, organisation: object | None) -> bool:
        return verb == "desk.serve"


def test_the_first_loan_of_a_library_opens_its_desk(province: cast.Province, shelf: Shelf) -> None:
    _lend(province, shelf)
    opening = DeskOpening.objects.get(library=province.library, measure="library.loans")
    assert opening.since == TODAY


def test_from_the_desks_first_day_hand_counts_are_refused_also_of_quiet_days(
    province: cast.Province, shelf: Shelf
) -> None:
    _lend(province, shelf)
    with pytest.raises(CountedByService):
        book.enter_count(
            at=days(5), actor=SYSTEM, organisation=province.library, measure="library.loans",
            since=TODAY + timedelta(days=3), until=TODAY + timedelta(days=3), quantities={"": 4},
        )  # fmt: skip


def test_a_file_of_counts_is_told_the_same_row_by_row(province: cast.Province, shelf: Shelf) -> None:
    _lend(province, shelf)
    rows = [
        CountRow(1, "a", "tv-ba-vam", "library.loans", date(2026, 10, 1), date(2026, 10, 31), {"": 9}),
        CountRow(2, "b", "tv-ba-vam", "library.loans", TODAY, TODAY, {"": 9}),
    ]
    told = book.import_counts(at=days(5), actor=SYSTEM, rows=rows)
    assert told.created == 1
    assert [(one.position, type(one.refusal)) for one in told.rejected] == [(2, CountedByService)]


def test_the_desk_counts_only_after_the_last_day_counted_by_hand(
    province: cast.Province, shelf: Shelf
) -> None:
    book.enter_count(
        at=NOW, actor=SYSTEM, organisation=province.library, measure="library.loans",
        since=date(2026, 11, 1), until=TODAY, quantities={"": 40},
    )  # fmt: skip
    assert _lend(province, shelf).loan.counted is False
    assert _lend(province, shelf, barcode="VL-2", at=days(1)).loan.counted is True
    assert Fact.objects.filter(measure="library.loans", origin="service").count() == 1
    assert replay.verify() == []


def test_a_loan_asks_a_bounded_number_of_queries(
    province: cast.Province, shelf: Shelf, django_assert_max_num_queries: Any
) -> None:
    librarian = shelf.librarian
    _lend(province, shelf)
    librarian.may("desk.serve", province.library)
    title = a_title(province.library, "Số đỏ", "2")
    a_copy(title, province.library, "VL-9")
    with django_assert_max_num_queries(22):
        desk.check_out(at=NOW, actor=librarian, library=province.library, barcode="VL-9", card="TV-0002")


def test_a_loan_by_mistake_is_undone_and_counts_no_more(province: cast.Province, shelf: Shelf) -> None:
    asked: dict[str, Any] = {"actor": shelf.librarian, "library": province.library}
    hold = desk.place_hold(
        at=NOW, actor=SYSTEM, pickup=province.library, record=shelf.record, patron=shelf.mai
    )
    loan = desk.check_out(at=NOW, **asked, barcode="VL-1", card="TV-0001", key="k").loan
    later = NOW + timedelta(minutes=5)
    desk.undo_loan(at=later, **asked, loan=loan)
    loan.refresh_from_db()
    hold.refresh_from_db()
    shelf.first.refresh_from_db()
    assert (loan.end, loan.counted) == (LoanEnd.UNDONE, False)
    assert (hold.state, shelf.first.state, shelf.first.loans) == (HoldState.READY, ItemState.ON_HOLD_SHELF, 0)
    assert sum(one.sign * one.quantity for one in Fact.objects.filter(measure="library.loans")) == 0
    assert not Borrower.objects.exists()
    assert replay.verify() == []
    with pytest.raises(TooLateToUndo):
        desk.undo_loan(at=later, **asked, loan=loan)


def test_a_loan_is_undone_by_its_own_desk_and_soon(province: cast.Province, shelf: Shelf) -> None:
    loan = desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001").loan
    for library, at in ((province.commune_library, NOW), (province.library, NOW + timedelta(hours=1))):
        with pytest.raises(TooLateToUndo):
            desk.undo_loan(at=at, actor=SYSTEM, library=library, loan=loan)
    assert replay.verify() == []


def test_a_reason_of_one_letter_is_none(province: cast.Province, shelf: Shelf) -> None:
    for reason in ("x", "...", "1 2 3 4"):
        with pytest.raises(ReasonTooShort):
            _lend(province, shelf, due_on=TODAY, override=reason)
    assert not Override.objects.exists()
