"""Copies come back, late or in time, here or elsewhere, and whoever waits is served."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from densach.facts import replay
from densach.facts.models import Fact
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations.actions import opening
from densach.organisations.models import Organisation
from densach.services.catalogue.actions import items
from densach.services.catalogue.models import ItemEvent, ItemState
from densach.services.circulation import actions as desk
from densach.services.circulation.models import (
    Charge,
    ChargeState,
    Hold,
    HoldState,
    Loan,
    LoanEnd,
    Notice,
    NoticeKind,
    RuleKind,
    Suspension,
    Transfer,
)
from densach.services.circulation.rules import refusals
from densach.services.circulation.rules.actors import ReaderActor
from densach.services.circulation.rules.returns import LoanLate, StandsElsewhere
from tests import cast
from tests.services.circulation.stock import NOW, TODAY, Shelf, a_copy, a_reader, days

pytestmark = pytest.mark.django_db


def _lend(
    library: Organisation, barcode: str = "VL-1", card: str = "TV-0001", at: datetime = NOW, **more: Any
) -> Loan:
    return desk.check_out(at=at, actor=SYSTEM, library=library, barcode=barcode, card=card, **more).loan


def _back(library: Organisation, barcode: str = "VL-1", at: datetime = NOW) -> desk.Returned:
    return desk.check_in(at=at, actor=SYSTEM, library=library, barcode=barcode)


def _rule(kind: str, value: int, library: Organisation | None = None) -> None:
    desk.write_rule(at=NOW, actor=SYSTEM, kind=kind, library=library, value=value)


def test_a_return_sent_again_under_its_key_ends_nobody_elses_loan(
    province: cast.Province, shelf: Shelf
) -> None:
    _lend(province.library)
    asked: dict[str, Any] = {"actor": SYSTEM, "library": province.library, "barcode": "VL-1", "key": "r1"}
    first = desk.check_in(at=days(1), **asked)
    _lend(province.library, card="TV-0002", at=days(2))
    again = desk.check_in(at=days(2), **asked)
    assert (again.again, again.loan, again.to_do) == (True, first.loan, "shelve")
    assert Loan.objects.get(returned_at__isnull=True).patron == shelf.nam
    with pytest.raises(refusals.KeyOfAnotherAct):
        desk.check_in(at=days(2), **{**asked, "barcode": "VL-2"})


def test_a_number_typed_wrong_moves_no_copy_of_another_library(province: cast.Province, shelf: Shelf) -> None:
    with pytest.raises(StandsElsewhere):
        _back(province.commune_library)
    assert not Transfer.objects.exists()
    back = desk.check_in(at=NOW, actor=SYSTEM, library=province.commune_library, barcode="VL-1", here=True)
    assert back.to_do == "send"


def test_a_return_in_time_puts_the_copy_on_the_shelf(province: cast.Province, shelf: Shelf) -> None:
    _lend(province.library)
    back = _back(province.library, at=days(3))
    assert (back.to_do, back.days_late, back.suspension) == ("shelve", 0, None)
    shelf.first.refresh_from_db()
    assert shelf.first.state == ItemState.AVAILABLE


def test_a_day_late_is_overlooked_and_every_day_beyond_the_grace_costs_one(
    province: cast.Province, shelf: Shelf
) -> None:
    _lend(province.library)
    _lend(province.library, "VL-2")
    assert _back(province.library, at=days(15)).suspension is None
    late = _back(province.library, "VL-2", at=days(18))
    assert late.days_late == 4
    assert late.suspension is not None
    first_day = TODAY + timedelta(days=18)
    assert (late.suspension.since, late.suspension.until) == (first_day, first_day + timedelta(days=3))
    with pytest.raises(refusals.Suspended) as refused:
        _lend(province.library, at=days(21))
    assert refused.value.params["until"] == TODAY + timedelta(days=21)
    _lend(province.library, at=days(22))


def test_days_without_borrowing_have_an_end(province: cast.Province, shelf: Shelf) -> None:
    _lend(province.library)
    late = _back(province.library, at=days(200))
    assert late.suspension is not None
    assert (late.suspension.until - late.suspension.since).days + 1 == 30


def test_days_on_which_the_library_was_closed_are_not_late_days(
    province: cast.Province, shelf: Shelf
) -> None:
    _lend(province.library)
    opening.close(
        at=NOW, actor=SYSTEM, organisation=province.library, first_day=TODAY + timedelta(days=15),
        last_day=TODAY + timedelta(days=18), reason="Tết",
    )  # fmt: skip
    assert _back(province.library, at=days(19)).days_late == 1


def test_money_is_asked_only_where_a_rule_asks_for_it(province: cast.Province, shelf: Shelf) -> None:
    _rule(RuleKind.FINE_PER_DAY, 500)
    _rule(RuleKind.FINE_AT_MOST, 1500)
    _rule(RuleKind.SUSPENSION_PER_DAY, 0)
    _lend(province.library)
    late = _back(province.library, at=days(24))
    assert late.suspension is None
    assert late.charge is not None
    assert late.charge.amount == 1500
    paid = desk.settle_charge(at=days(24), actor=SYSTEM, library=province.library, charge=late.charge)
    assert paid.state == ChargeState.PAID
    with pytest.raises(refusals.AlreadySettled):
        desk.settle_charge(at=days(24), actor=SYSTEM, library=province.library, charge=late.charge)


def test_a_scan_twice_at_the_return_says_the_same_twice(province: cast.Province, shelf: Shelf) -> None:
    loan = _lend(province.library)
    _back(province.library, at=days(18))
    again = _back(province.library, at=days(18) + timedelta(milliseconds=100))
    assert (again.again, again.loan, again.days_late) == (True, loan, 4)
    assert Suspension.objects.count() == 1


def test_what_was_not_lent_goes_on_the_shelf(province: cast.Province, shelf: Shelf) -> None:
    back = _back(province.library)
    assert (back.to_do, back.loan) == ("shelve", None)


def test_brought_back_elsewhere_it_travels_home_and_is_received_there(
    province: cast.Province, shelf: Shelf
) -> None:
    _lend(province.library)
    back = _back(province.commune_library, at=days(1))
    assert back.to_do == "send"
    assert back.transfer is not None
    assert back.transfer.destination == province.library
    shelf.first.refresh_from_db()
    assert (shelf.first.state, shelf.first.place) == (ItemState.IN_TRANSIT, province.commune_library)
    arrived = _back(province.library, at=days(2))
    assert (arrived.to_do, arrived.received) == ("shelve", True)
    shelf.first.refresh_from_db()
    assert (shelf.first.state, shelf.first.place) == (ItemState.AVAILABLE, province.library)


def test_it_stays_where_it_was_brought_back_if_a_rule_says_so(province: cast.Province, shelf: Shelf) -> None:
    _rule(RuleKind.STAYS, 1, province.commune_library)
    _lend(province.library)
    assert _back(province.commune_library, at=days(1)).to_do == "shelve"
    shelf.first.refresh_from_db()
    assert shelf.first.place == province.commune_library


def test_the_first_who_waits_gets_what_comes_back(province: cast.Province, shelf: Shelf) -> None:
    third = a_reader(province.library, "Lý Thị Ba", card="TV-0003", born=None)
    _lend(province.library)
    _lend(province.library, "VL-2", "TV-0003")
    nam = desk.place_hold(
        at=NOW, actor=SYSTEM, pickup=province.library, record=shelf.record, patron=shelf.nam
    )
    back = _back(province.library, at=days(2))
    assert (back.to_do, back.hold) == ("keep", nam)
    nam.refresh_from_db()
    assert (nam.state, nam.kept_until) == (HoldState.READY, TODAY + timedelta(days=7))
    assert Notice.objects.get(kind=NoticeKind.HOLD_READY).patron == shelf.nam
    with pytest.raises(refusals.KeptForAnother):
        _lend(province.library, at=days(2))
    _lend(province.library, "VL-1", "TV-0002", at=days(3))
    nam.refresh_from_db()
    assert nam.state == HoldState.FILLED
    assert third.loans.count() == 1


def test_kept_at_another_library_it_travels_there(province: cast.Province, shelf: Shelf) -> None:
    _lend(province.library)
    _lend(province.library, "VL-2", "TV-0001")
    hold = desk.place_hold(
        at=NOW, actor=SYSTEM, pickup=province.commune_library, record=shelf.record, patron=shelf.nam
    )
    back = _back(province.library, at=days(1))
    assert back.to_do == "send"
    hold.refresh_from_db()
    assert hold.state == HoldState.COMING
    arrived = _back(province.commune_library, at=days(2))
    assert (arrived.to_do, arrived.hold) == ("keep", hold)
    _lend(province.commune_library, "VL-1", "TV-0002", at=days(2))
    assert not Transfer.objects.filter(received_at__isnull=True).exists()


def test_not_picked_up_it_goes_to_the_next_and_the_day_may_be_run_twice(
    province: cast.Province, shelf: Shelf
) -> None:
    ba = a_reader(province.library, "Lý Thị Ba", card="TV-0003", born=None)
    _lend(province.library)
    _lend(province.library, "VL-2")
    first = desk.place_hold(
        at=NOW, actor=SYSTEM, pickup=province.library, record=shelf.record, patron=shelf.nam
    )
    second = desk.place_hold(at=NOW, actor=SYSTEM, pickup=province.library, record=shelf.record, patron=ba)
    _back(province.library, at=days(1))
    assert desk.run_day(at=days(6), send=False)["holds_ended"] == 0
    assert desk.run_day(at=days(7), send=False)["holds_ended"] == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (HoldState.EXPIRED, HoldState.READY)
    made = Notice.objects.count()
    assert desk.run_day(at=days(7), send=False)["holds_ended"] == 0
    assert Notice.objects.count() == made


def test_a_cancelled_hold_frees_what_was_kept(province: cast.Province, shelf: Shelf) -> None:
    _lend(province.library)
    hold = desk.place_hold(
        at=NOW, actor=SYSTEM, pickup=province.library, record=shelf.record, patron=shelf.nam
    )
    _back(province.library, at=days(1))
    desk.cancel_hold(at=days(2), actor=ReaderActor(shelf.nam.pk), hold=hold, why="")
    shelf.first.refresh_from_db()
    assert shelf.first.state == ItemState.AVAILABLE


def test_nobody_waits_twice_or_for_what_they_have(province: cast.Province, shelf: Shelf) -> None:
    place: dict[str, Any] = {"at": NOW, "actor": SYSTEM, "pickup": province.library, "record": shelf.record}
    desk.place_hold(patron=shelf.nam, **place)
    with pytest.raises(refusals.AlreadyWaits):
        desk.place_hold(patron=shelf.nam, **place)
    _lend(province.library)
    with pytest.raises(refusals.HasItAlready):
        desk.place_hold(patron=shelf.mai, **place)


def test_as_many_as_wait_keep_the_last_copies(province: cast.Province, shelf: Shelf) -> None:
    place: dict[str, Any] = {"at": NOW, "actor": SYSTEM, "pickup": province.library, "record": shelf.record}
    desk.place_hold(patron=shelf.nam, **place)
    _lend(province.library)
    with pytest.raises(refusals.OthersWait):
        _lend(province.library, "VL-2")
    assert _lend(province.library, "VL-2", "TV-0002").pk
    assert Hold.objects.get().state == HoldState.FILLED


def test_a_copy_fetched_from_the_shelf_is_caught_by_its_scan(province: cast.Province, shelf: Shelf) -> None:
    hold = desk.place_hold(
        at=NOW, actor=SYSTEM, pickup=province.library, record=shelf.record, patron=shelf.nam
    )
    back = _back(province.library)
    assert (back.to_do, back.hold) == ("keep", hold)


def test_a_renewal_counts_and_never_makes_shorter(province: cast.Province, shelf: Shelf) -> None:
    loan = _lend(province.library)
    with pytest.raises(refusals.NothingGained):
        desk.renew(at=NOW, actor=SYSTEM, library=province.library, loan=loan)
    renewed = desk.renew(at=days(10), actor=SYSTEM, library=province.library, loan=loan)
    assert renewed.due_on == TODAY + timedelta(days=24)
    assert Fact.objects.get(measure="library.renewals").source == f"renewal:{renewed.renewal.pk}"
    desk.renew(at=days(20), actor=ReaderActor(shelf.mai.pk), library=province.library, loan=loan)
    with pytest.raises(refusals.TooManyRenewals):
        desk.renew(at=days(30), actor=SYSTEM, library=province.library, loan=loan)
    assert desk.renew(
        at=days(30), actor=SYSTEM, library=province.library, loan=loan, override="Nghỉ lũ"
    ).against == ("desk.too_many_renewals",)
    assert replay.verify() == []


def test_a_late_loan_is_renewed_only_against_the_rule_and_its_lateness_stays(
    province: cast.Province, shelf: Shelf
) -> None:
    loan = _lend(province.library)
    with pytest.raises(LoanLate):
        desk.renew(at=days(20), actor=SYSTEM, library=province.library, loan=loan)
    with pytest.raises(LoanLate):
        desk.renew(at=days(20), actor=ReaderActor(shelf.mai.pk), library=province.library, loan=loan)
    assert not Suspension.objects.exists()
    told = desk.renew(at=days(20), actor=SYSTEM, library=province.library, loan=loan, override="đi viện")
    assert told.against == ("desk.loan_late",)
    kept = Suspension.objects.get()
    assert (kept.loan_id, kept.since, kept.days_late > 0) == (loan.pk, days(20).date(), True)


def test_who_waits_stops_a_renewal(province: cast.Province, shelf: Shelf) -> None:
    loan = _lend(province.library)
    _lend(province.library, "VL-2")
    desk.place_hold(at=NOW, actor=SYSTEM, pickup=province.library, record=shelf.record, patron=shelf.nam)
    with pytest.raises(refusals.OthersWait):
        desk.renew(at=days(10), actor=SYSTEM, library=province.library, loan=loan)


def test_a_reader_renews_only_what_is_his(province: cast.Province, shelf: Shelf) -> None:
    loan = _lend(province.library)
    with pytest.raises(NotAllowed):
        desk.renew(at=days(10), actor=ReaderActor(shelf.nam.pk), library=province.library, loan=loan)


def test_a_lost_copy_ends_its_loan_and_found_again_nothing_is_owed(
    province: cast.Province, shelf: Shelf
) -> None:
    _rule(RuleKind.LOST_PERCENT, 150)
    loan = _lend(province.library)
    lost = desk.mark_lost(at=days(20), actor=SYSTEM, library=province.library, loan=loan)
    assert lost.charge is not None
    assert lost.charge.amount == 120_000
    loan.refresh_from_db()
    assert loan.end == LoanEnd.LOST
    back = _back(province.library, at=days(40))
    assert (back.found_again, back.to_do) == (True, "shelve")
    assert Charge.objects.get().state == ChargeState.WAIVED


def test_without_a_rule_a_lost_copy_costs_nothing(province: cast.Province, shelf: Shelf) -> None:
    _lend(province.library)
    assert desk.mark_lost(at=days(20), actor=SYSTEM, library=province.library, barcode="VL-1").charge is None


def test_a_claimed_return_stops_lateness(province: cast.Province, shelf: Shelf) -> None:
    loan = _lend(province.library)
    desk.claim_returned(at=days(14), actor=SYSTEM, library=province.library, loan=loan)
    assert _back(province.library, at=days(60)).suspension is None


def test_a_damaged_copy_is_set_aside(province: cast.Province, shelf: Shelf) -> None:
    _lend(province.library)
    desk.mark_damaged(at=days(2), actor=SYSTEM, library=province.library, barcode="VL-1")
    assert _back(province.library, at=days(3)).to_do == "nothing"


def test_a_copy_is_sent_as_asked_and_stays_there(province: cast.Province, shelf: Shelf) -> None:
    desk.send(
        at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1", destination=province.commune_library
    )
    arrived = _back(province.commune_library, at=days(1))
    assert (arrived.to_do, arrived.received) == ("shelve", True)
    shelf.first.refresh_from_db()
    assert shelf.first.place == province.commune_library
    with pytest.raises(refusals.SentToItself):
        desk.send(
            at=NOW, actor=SYSTEM, library=province.library, barcode="VL-2", destination=province.library
        )


def test_a_suspension_is_lifted_with_a_reason(province: cast.Province, shelf: Shelf) -> None:
    _lend(province.library)
    suspension = _back(province.library, at=days(30)).suspension
    assert suspension is not None
    with pytest.raises(refusals.ReasonNeeded):
        desk.lift_suspension(
            at=days(30), actor=SYSTEM, library=province.library, suspension=suspension, why=" "
        )
    desk.lift_suspension(
        at=days(30), actor=SYSTEM, library=province.library, suspension=suspension, why="Nằm viện"
    )
    _lend(province.library, at=days(30))


def test_the_history_of_a_copy_names_nobody(province: cast.Province, shelf: Shelf) -> None:
    _lend(province.library)
    _back(province.library, at=days(1))
    told = " ".join(str(one.told) for one in ItemEvent.objects.filter(item=shelf.first))
    assert "TV-0001" not in told
    assert "Mai" not in told


def test_a_missing_copy_found_by_a_scan_is_said_to_be_found(province: cast.Province, shelf: Shelf) -> None:
    items.change_state(at=NOW, actor=SYSTEM, barcode="VL-1", state=ItemState.MISSING)
    assert _back(province.library).found_again


def test_a_copy_bought_later_serves_who_waits(province: cast.Province, shelf: Shelf) -> None:
    _lend(province.library)
    _lend(province.library, "VL-2")
    hold = desk.place_hold(
        at=NOW, actor=SYSTEM, pickup=province.library, record=shelf.record, patron=shelf.nam
    )
    a_copy(shelf.record, province.library, "VL-3")
    assert _back(province.library, "VL-3").hold == hold
