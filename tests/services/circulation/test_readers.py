"""Readers: registered once, one card for the province, forgotten when they ask."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from densach.facts import replay
from densach.facts.models import Fact
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.people.models import Person
from densach.people.privacy import told
from densach.people.rules.staffing import PersonData
from densach.services.circulation import actions as desk
from densach.services.circulation.actions.daily import run_day
from densach.services.circulation.actions.erasing import erase_reader
from densach.services.circulation.models import (
    Card,
    Charge,
    Loan,
    Notice,
    Patron,
    PatronCategory,
    RuleKind,
    Suspension,
)
from densach.services.circulation.rules import readers as rules
from densach.services.circulation.rules import refusals
from densach.services.circulation.rules.actors import ReaderActor
from tests import cast
from tests.services.circulation.stock import NOW, TODAY, Shelf, a_reader, days

pytestmark = pytest.mark.django_db

GUARDIAN = PersonData(name="Nguyễn Văn Cha", phone="0900000001")


def test_a_reader_is_a_person_with_a_card_and_counts_as_new(province: cast.Province) -> None:
    patron = a_reader(province.library)
    assert patron.card == "TBV000001"
    assert (patron.category.code, patron.valid_until) == ("adult", date(2027, 11, 20))
    fact = Fact.objects.get(measure="library.new_readers")
    assert (fact.slice, fact.source) == ("age=adult;ethnic=majority;sex=female", f"patron:{patron.pk}")
    assert a_reader(province.library, "Trần Văn Nam").card == "TBV000002"
    assert replay.verify() == []


def test_a_child_is_registered_with_who_answers_for_it_and_pays_nothing(province: cast.Province) -> None:
    child = PersonData(name="Lê Bé", birth_date=date(2018, 1, 1))
    with pytest.raises(refusals.NeedsGuardian):
        desk.register(at=NOW, actor=SYSTEM, library=province.library, reader=desk.NewReader(person=child))
    assert not Person.objects.filter(name="Lê Bé").exists()
    patron = desk.register(
        at=NOW, actor=SYSTEM, library=province.library,
        reader=desk.NewReader(person=child, guardian=GUARDIAN, guardian_relation="cha"),
    )  # fmt: skip
    assert (patron.category.code, patron.exemption) == ("child", "child")
    assert patron.person.guardian is not None
    assert patron.person.guardian.name == "Nguyễn Văn Cha"


def test_a_fee_is_charged_only_to_who_is_not_exempt(province: cast.Province) -> None:
    PatronCategory.objects.update(card_fee=20_000)
    adult = a_reader(province.library)
    a_reader(province.library, "Bà Tư", born=date(1950, 1, 1))
    assert [(one.patron, one.amount) for one in Charge.objects.all()] == [(adult, 20_000)]
    poor = desk.NewReader(person=PersonData(name="Hồ Văn Nghèo"), exemption="poor")
    with pytest.raises(refusals.ExemptionNeedsPaper):
        desk.register(at=NOW, actor=SYSTEM, library=province.library, reader=poor)


def test_the_same_person_is_not_registered_twice_without_saying_so(province: cast.Province) -> None:
    first = a_reader(province.library)
    with pytest.raises(refusals.ReaderAlike) as refused:
        a_reader(province.commune_library, "NGUYỄN THỊ MAI")
    assert refused.value.params["card"] == first.card
    other = desk.NewReader(
        person=PersonData(name="Nguyễn Thị Mai", birth_date=date(1990, 5, 2)), even_if_alike=True
    )
    assert desk.register(at=NOW, actor=SYSTEM, library=province.library, reader=other).pk != first.pk
    with pytest.raises(refusals.AlreadyReader):
        desk.register(
            at=NOW, actor=SYSTEM, library=province.library, reader=desk.NewReader(person=first.person)
        )


@pytest.mark.parametrize("card", ["ab", "thẻ 1", "<script>", "-1", "x" * 60])
def test_a_card_number_can_be_read_back_by_a_scanner(province: cast.Province, card: str) -> None:
    with pytest.raises(refusals.BadCard):
        a_reader(province.library, card=card)


def test_a_number_once_given_stays_taken(province: cast.Province, shelf: Shelf) -> None:
    desk.replace_card(at=NOW, actor=SYSTEM, patron=shelf.mai, why="mất", card="TV-0009")
    with pytest.raises(refusals.CardTaken):
        a_reader(province.library, "Lý Thị Ba", card="TV-0001")
    assert Card.objects.get(number="TV-0001").ended_on == TODAY


def test_two_desks_change_one_reader_and_the_later_is_told(province: cast.Province, shelf: Shelf) -> None:
    data = desk.ReaderData(person=PersonData(name="Nguyễn Thị Mai", phone="0912345678"), category="adult")
    desk.change(at=NOW, actor=shelf.librarian, patron=shelf.mai, seen=1, data=data)
    with pytest.raises(refusals.SeenAnOldReader):
        desk.change(at=NOW, actor=shelf.librarian, patron=shelf.mai, seen=1, data=data)
    shelf.mai.refresh_from_db()
    assert "0912345678" in shelf.mai.folded


def test_a_renewed_card_holds_a_year_from_its_end(province: cast.Province, shelf: Shelf) -> None:
    early = desk.renew_card(at=days(340), actor=SYSTEM, patron=shelf.mai)
    assert early.valid_until == date(2028, 11, 20)
    late = desk.renew_card(at=days(1200), actor=SYSTEM, patron=shelf.mai)
    assert late.valid_until == rules.months_later(TODAY + timedelta(days=1200), 12)


def test_a_reader_with_loans_does_not_leave(province: cast.Province, shelf: Shelf) -> None:
    desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")
    with pytest.raises(refusals.LoansOpen):
        desk.close(at=NOW, actor=SYSTEM, patron=shelf.mai)
    desk.check_in(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1")
    assert desk.close(at=NOW, actor=SYSTEM, patron=shelf.mai).closed_on == TODAY
    with pytest.raises(refusals.PatronClosed):
        desk.check_out(
            at=NOW,
            actor=SYSTEM,
            library=province.library,
            barcode="VL-1",
            card="TV-0001",
            override="trưởng phòng duyệt",
        )


def test_two_registrations_of_one_reader_become_one_and_count_once(
    province: cast.Province, shelf: Shelf
) -> None:
    desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0002")
    desk.place_hold(at=NOW, actor=SYSTEM, pickup=province.library, record=shelf.record, patron=shelf.mai)
    kept = desk.merge(at=NOW, actor=SYSTEM, library=province.library, kept=shelf.mai, gone=shelf.nam)
    assert kept.loans.count() == 1
    with pytest.raises(refusals.CardReplaced):
        desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-2", card="TV-0002")
    book = sum(one.sign * one.quantity for one in Fact.objects.filter(measure="library.new_readers"))
    assert book == 1
    assert replay.verify() == []
    with pytest.raises(refusals.SamePatron):
        desk.merge(at=NOW, actor=SYSTEM, library=province.library, kept=shelf.mai, gone=shelf.mai)


def test_a_stranger_registers_nobody_here(province: cast.Province) -> None:
    with pytest.raises(NotAllowed):
        a_reader(province.library, actor=cast.acting(cast.the_stranger(province)))


@pytest.mark.parametrize("pin", ["1111", "1234", "4321", "12", "abcd", "123456789", "１２３９"])
def test_a_pin_is_not_too_easy(pin: str) -> None:
    with pytest.raises(refusals.BadPin):
        rules.check_pin(pin)


def test_a_pin_opens_and_wrong_ones_lock_it_for_a_while(province: cast.Province, shelf: Shelf) -> None:
    desk.set_pin(at=NOW, actor=shelf.librarian, library=province.library, patron=shelf.mai, pin="2580")
    assert desk.enter_pin(at=NOW, card="TV-0001", pin="2580") == shelf.mai
    for _ in range(rules.PIN_ATTEMPTS):
        with pytest.raises(refusals.WrongPin):
            desk.enter_pin(at=NOW, card="TV-0001", pin="0000")
    with pytest.raises(refusals.PinLocked) as locked:
        desk.enter_pin(at=NOW, card="TV-0001", pin="2580")
    assert locked.value.params["minutes"] == 15
    later = NOW + timedelta(minutes=16)
    assert desk.enter_pin(at=later, card="TV-0001", pin="2580") == shelf.mai


def test_a_card_without_a_pin_and_no_card_at_all_are_told_alike(
    province: cast.Province, shelf: Shelf
) -> None:
    for card in ("TV-0001", "nobody"):
        with pytest.raises(refusals.WrongPin):
            desk.enter_pin(at=NOW, card=card, pin="2580")


def test_what_was_borrowed_is_forgotten_a_month_after_its_return(
    province: cast.Province, shelf: Shelf
) -> None:
    desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")
    desk.check_in(at=days(3), actor=SYSTEM, library=province.library, barcode="VL-1")
    run_day(at=days(30), send=False)
    assert Loan.objects.get().patron == shelf.mai
    run_day(at=days(34), send=False)
    assert Loan.objects.get().patron is None
    assert replay.verify() == []


def test_who_asks_keeps_a_reading_history_until_they_change_their_mind(
    province: cast.Province, shelf: Shelf
) -> None:
    me = ReaderActor(shelf.mai.pk)
    desk.keep_history(at=NOW, actor=me, library=province.library, patron=shelf.mai, keeps=True)
    desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")
    desk.check_in(at=days(3), actor=SYSTEM, library=province.library, barcode="VL-1")
    run_day(at=days(60), send=False)
    assert Loan.objects.get().patron == shelf.mai
    desk.keep_history(at=days(61), actor=me, library=province.library, patron=shelf.mai, keeps=False)
    assert Loan.objects.get().patron is None


def test_a_forgotten_loan_is_forgotten_by_letters_suspensions_and_charges_too(
    province: cast.Province, shelf: Shelf
) -> None:
    desk.write_rule(at=NOW, actor=SYSTEM, kind=RuleKind.FINE_PER_DAY, library=None, value=1000)
    loan = desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001").loan
    run_day(at=days(18), send=False)
    desk.check_in(at=days(20), actor=SYSTEM, library=province.library, barcode="VL-1")
    assert Notice.objects.filter(loan=loan).exists()
    assert (Suspension.objects.get().loan_id, Charge.objects.get().loan_id) == (loan.pk, loan.pk)
    run_day(at=days(60), send=False)
    back = Loan.objects.get()
    assert back.patron is None
    assert not Notice.objects.exists()
    told, owed = Suspension.objects.get(), Charge.objects.get()
    assert (told.loan_id, owed.loan_id, owed.patron) == (None, None, shelf.mai)
    assert back.returned_at not in (told.made_at, owed.made_at)


def test_who_wants_no_history_any_more_leaves_no_letter_that_tells_it(
    province: cast.Province, shelf: Shelf
) -> None:
    me = ReaderActor(shelf.mai.pk)
    desk.keep_history(at=NOW, actor=me, library=province.library, patron=shelf.mai, keeps=True)
    desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")
    run_day(at=days(18), send=False)
    desk.check_in(at=days(20), actor=SYSTEM, library=province.library, barcode="VL-1")
    run_day(at=days(60), send=False)
    assert Notice.objects.filter(loan__isnull=False, patron=shelf.mai).exists()
    desk.keep_history(at=days(61), actor=me, library=province.library, patron=shelf.mai, keeps=False)
    assert not Notice.objects.filter(loan__isnull=False).exists()
    assert Suspension.objects.get().loan_id is None


def test_an_erased_reader_leaves_counts_behind_and_nothing_else(
    province: cast.Province, shelf: Shelf
) -> None:
    desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")
    assert "TV-0001" in str(told(shelf.mai.person))
    open_ones = erase_reader(shelf.mai.person, NOW)
    assert [one.erased for one in open_ones] == [True, False]
    desk.check_in(at=days(1), actor=SYSTEM, library=province.library, barcode="VL-1")
    erase_reader(shelf.mai.person, days(1))
    left = Patron.objects.get(pk=shelf.mai.pk)
    assert (left.folded, left.address, left.pin) == ("", "", "")
    assert Loan.objects.get().patron is None
    assert not Card.objects.filter(number="TV-0001").exists()
    assert replay.verify() == []
