"""A running loan is given another due day by hand: a decision, kept with its reason, counted as nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from densach.facts.replay import verify
from densach.kernel.errors import NotAllowed
from densach.services.circulation import actions as desk
from densach.services.circulation.models import Loan, Notice, NoticeState, Override, Renewal
from densach.services.circulation.rules.dueday import DueAsBefore, DueByHand, DueSeenOld
from densach.services.circulation.rules.refusals import DueBeforeToday, NoSuchLoan
from tests import cast
from tests.services.circulation.stock import NOW, TODAY, Shelf, days
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def loan(province: cast.Province, shelf: Shelf) -> Loan:
    lent = desk.check_out(
        at=NOW, actor=shelf.librarian, library=province.library, barcode="VL-1", card="TV-0001"
    )
    return lent.loan


def test_the_due_day_changes_with_its_reason_kept_and_is_no_renewal(
    province: cast.Province, shelf: Shelf, loan: Loan
) -> None:
    before, wanted = loan.due_on, days(40).date()
    Notice.objects.create(
        patron=shelf.mai, library=province.library, kind="due_soon", loan=loan, key="k", way="print", made_at=NOW
    )  # fmt: skip
    desk.change_due(
        at=NOW, actor=shelf.librarian, library=province.library, loan=loan, due_on=wanted, reason="đi viện"
    )
    loan.refresh_from_db()
    assert (loan.due_on, loan.renewals, Renewal.objects.count()) == (wanted, 0, 0)
    kept = Override.objects.get(loan=loan)
    assert kept.refusal == "desk.due_by_hand"
    assert "đi viện" in kept.reason
    assert f"{before:%d/%m/%Y}" in kept.reason
    assert Notice.objects.get(key="k").state == NoticeState.DROPPED
    assert verify() == []


def test_another_due_day_is_refused_in_words(province: cast.Province, shelf: Shelf, loan: Loan) -> None:
    asked: dict[str, Any] = {
        "at": NOW, "actor": shelf.librarian, "library": province.library, "loan": loan,
    }  # fmt: skip
    later = days(30).date()
    with pytest.raises(DueByHand):
        desk.change_due(**asked, due_on=later, reason=" ")
    with pytest.raises(DueBeforeToday):
        desk.change_due(**asked, due_on=days(-1).date(), reason="nhầm")
    with pytest.raises(DueAsBefore):
        desk.change_due(**asked, due_on=loan.due_on, reason="nhầm")
    with pytest.raises(DueSeenOld):
        desk.change_due(**asked, due_on=later, reason="nhầm", seen=TODAY)
    with pytest.raises(NotAllowed):
        desk.change_due(
            at=NOW, actor=cast.acting(cast.the_officer(province)), library=province.library, loan=loan,
            due_on=later, reason="nhầm",
        )  # fmt: skip
    desk.check_in(at=NOW, actor=shelf.librarian, library=province.library, barcode="VL-1")
    with pytest.raises(NoSuchLoan):
        desk.change_due(**asked, due_on=later, reason="nhầm")


def test_the_page_of_a_loan_has_the_form_and_keeps_what_was_typed_when_another_was_quicker(
    province: cast.Province, shelf: Shelf, loan: Loan
) -> None:
    screen = SignedIn(shelf.user)
    page, address = (
        reverse("circulation:loan", args=[loan.pk]),
        reverse("circulation:loan_due", args=[loan.pk]),
    )
    assert address in screen.get(page).content.decode()
    told = {"seen": loan.due_on.isoformat(), "due_on": days(33).date().isoformat(), "reason": "ôn thi"}
    desk.change_due(
        at=NOW,
        actor=shelf.librarian,
        library=province.library,
        loan=loan,
        due_on=days(50).date(),
        reason="khác",
    )
    late = screen.post(address, told)
    assert late.status_code == 422
    assert "ôn thi" in late.content.decode()
    again = {**told, "seen": str(late.context["due_form"]["seen"].value())}
    assert screen.post(address, again).status_code == 302
    loan.refresh_from_db()
    assert loan.due_on == days(33).date()
    assert "ôn thi" in screen.get(page).content.decode()
    assert screen.post(address, {"seen": "x"}).status_code == 422
