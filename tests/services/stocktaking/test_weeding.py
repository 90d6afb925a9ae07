"""Weeding: a list, a council, a decision, and the stock afterwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from densach.kernel.errors import NotAllowed
from densach.services.catalogue.models import ItemState, Record
from densach.services.circulation import actions as desk
from densach.services.circulation.actions.undoing import undo_loan
from densach.services.stocktaking.actions import weeding as actions
from densach.services.stocktaking.models import Weeding, WeedingLine, WeedingState
from densach.services.stocktaking.queries import papers, weedings
from densach.services.stocktaking.rules.refusals import (
    EmptyWeeding,
    NotOfThisLibrary,
    NoVerdictYet,
    SeenAnOldWeeding,
    WeedingCannot,
)
from densach.services.stocktaking.rules.weeding import Proposal, due_on, every_years
from tests import cast
from tests.services.stocktaking.conftest import Store

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(minutes=20)


def _list(store: Store, province: cast.Province, *codes: str) -> Weeding:
    made = actions.begin(at=cast.NOW, actor=store.librarian, library=province.library, name="Thanh lọc 2026")
    if codes:
        actions.add(at=cast.NOW, actor=store.librarian, weeding=made, text="\n".join(codes))
    return made


def _submitted(store: Store, weeding: Weeding) -> Weeding:
    return actions.submit(
        at=LATER, actor=store.librarian, weeding=weeding, seen=weeding.revision, council="Lò Thị Hoa, chủ tịch",
        paper="Quyết định số 3/QĐ-TVT", on=cast.TODAY,
    )  # fmt: skip


def _decided(store: Store, weeding: Weeding) -> Weeding:
    found = _submitted(store, weeding)
    actions.judge_rest(at=LATER, actor=store.librarian, weeding=found, seen=found.revision, take_out=True)
    found.refresh_from_db()
    return actions.decide(
        at=LATER, actor=store.head, weeding=found, seen=found.revision, decision="Quyết định số 5/QĐ-TVT",
        on=cast.TODAY,
    )  # fmt: skip


def test_what_is_decided_leaves_the_stock_by_one_act(store: Store, province: cast.Province) -> None:
    decided = _decided(store, _list(store, province, "K1", "K2"))
    came = actions.carry_out(at=LATER, actor=store.head, weeding=decided, seen=decided.revision)
    assert came.done == 2
    assert store.item("K1").state == ItemState.WITHDRAWN
    assert Record.objects.get(pk=store.item("K1").record_id).holdings == 3
    decided.refresh_from_db()
    assert decided.state == WeedingState.DONE


def test_nothing_lent_is_withdrawn(store: Store, province: cast.Province) -> None:
    decided = _decided(store, _list(store, province, "K1", "K2"))
    desk.check_out(at=LATER, actor=store.librarian, library=province.library, barcode="K1", card="TV-0001")
    came = actions.carry_out(at=LATER, actor=store.head, weeding=decided, seen=decided.revision)
    assert (came.done, came.left) == (1, ("K1",))
    assert store.item("K1").state == ItemState.ON_LOAN
    decided.refresh_from_db()
    assert decided.state == WeedingState.DECIDED
    desk.check_in(at=LATER, actor=store.librarian, library=province.library, barcode="K1")
    actions.carry_out(at=LATER, actor=store.head, weeding=decided, seen=decided.revision)
    assert store.item("K1").state == ItemState.WITHDRAWN


def test_what_the_council_keeps_stays(store: Store, province: cast.Province) -> None:
    found = _submitted(store, _list(store, province, "K1", "K2"))
    lines = {one.item.barcode: one.pk for one in WeedingLine.objects.filter(weeding=found)}
    said: dict[int, tuple[bool | None, str]] = {
        lines["K1"]: (True, ""),
        lines["K2"]: (False, "sách địa chí"),
    }
    actions.judge(at=LATER, actor=store.librarian, weeding=found, seen=found.revision, verdicts=said)
    found.refresh_from_db()
    decided = actions.decide(
        at=LATER, actor=store.head, weeding=found, seen=found.revision, decision="QĐ 5", on=cast.TODAY
    )
    actions.carry_out(at=LATER, actor=store.head, weeding=decided, seen=decided.revision)
    assert (store.item("K1").state, store.item("K2").state) == (ItemState.WITHDRAWN, ItemState.AVAILABLE)


def test_lines_without_a_verdict_hold_the_decision_back(store: Store, province: cast.Province) -> None:
    found = _submitted(store, _list(store, province, "K1"))
    with pytest.raises(NoVerdictYet):
        actions.decide(
            at=LATER, actor=store.head, weeding=found, seen=found.revision, decision="QĐ 5", on=cast.TODAY
        )


def test_a_librarian_lists_and_the_head_decides(store: Store, province: cast.Province) -> None:
    found = _submitted(store, _list(store, province, "K1"))
    actions.judge_rest(at=LATER, actor=store.librarian, weeding=found, seen=found.revision, take_out=True)
    found.refresh_from_db()
    with pytest.raises(NotAllowed):
        actions.decide(
            at=LATER, actor=store.librarian, weeding=found, seen=found.revision, decision="QĐ", on=cast.TODAY
        )


def test_steps_are_taken_back_until_the_first_copy_is_out(store: Store, province: cast.Province) -> None:
    decided = _decided(store, _list(store, province, "K1"))
    back = actions.step_back(at=LATER, actor=store.head, weeding=decided, seen=decided.revision)
    assert (back.state, back.decision) == (WeedingState.SUBMITTED, "")
    back = actions.step_back(at=LATER, actor=store.librarian, weeding=back, seen=back.revision)
    assert back.state == WeedingState.LISTING
    decided = _decided(store, back)
    desk.check_out(at=LATER, actor=store.librarian, library=province.library, barcode="K1", card="TV-0001")
    actions.carry_out(at=LATER, actor=store.head, weeding=decided, seen=decided.revision, leave_rest=True)
    decided.refresh_from_db()
    with pytest.raises(WeedingCannot):
        actions.step_back(at=LATER, actor=store.head, weeding=decided, seen=decided.revision)


def test_the_later_of_two_is_told(store: Store, province: cast.Province) -> None:
    found = _submitted(store, _list(store, province, "K1"))
    actions.judge(at=LATER, actor=store.librarian, weeding=found, seen=found.revision, verdicts={})
    with pytest.raises(SeenAnOldWeeding):
        actions.judge(at=LATER, actor=store.head, weeding=found, seen=found.revision, verdicts={})


def test_an_empty_list_goes_before_no_council(store: Store, province: cast.Province) -> None:
    with pytest.raises(EmptyWeeding):
        _submitted(store, _list(store, province))


def test_a_library_lists_only_what_it_owns_and_each_copy_once(store: Store, province: cast.Province) -> None:
    made = _list(store, province, "K1")
    with pytest.raises(NotOfThisLibrary):
        actions.add(at=LATER, actor=store.librarian, weeding=made, text="LẠ")
    came = actions.add(at=LATER, actor=store.librarian, weeding=made, text="K1\nK2\nLẠ")
    assert (came.new, came.again, came.refused) == (1, 1, ("LẠ",))


def test_a_loan_undone_as_a_mistake_keeps_no_copy_in_the_stock(store: Store, province: cast.Province) -> None:
    lent = desk.check_out(
        at=cast.NOW, actor=store.librarian, library=province.library, barcode="K1", card="TV-0001"
    )
    made, asked = _list(store, province, "K5"), Proposal(unused_years=5)
    assert "K1" not in [one.barcode for one in weedings.proposed(made, asked, cast.TODAY)]
    undo_loan(at=LATER, actor=store.librarian, library=province.library, loan=lent.loan)
    assert "K1" in [one.barcode for one in weedings.proposed(made, asked, cast.TODAY)]


def test_rules_put_forward_what_nobody_borrows(store: Store, province: cast.Province) -> None:
    desk.check_out(at=cast.NOW, actor=store.librarian, library=province.library, barcode="K1", card="TV-0001")
    desk.check_in(at=LATER, actor=store.librarian, library=province.library, barcode="K1")
    made = _list(store, province, "K5")
    on = cast.TODAY

    def codes(**asked: int) -> list[str]:
        return [one.barcode for one in weedings.proposed(made, Proposal(**asked), on)]  # type: ignore[arg-type]

    assert codes(unused_years=5) == ["K2", "K3", "K4"]
    assert codes(unused_years=20) == []
    assert codes(published_before=2000) == []
    assert codes(published_before=2016, loans_at_most=0) == ["K2", "K3", "K4"]
    # One title with five copies: beyond two, those lent least; K5 stands on the list already.
    assert codes(more_than=2) == ["K3", "K4"]
    number = actions.add_by_rule(
        at=LATER, actor=store.librarian, weeding=made, proposal=Proposal(more_than=2), on=on
    )
    assert number == 2


def test_a_library_weeds_every_three_years_or_five(store: Store, province: cast.Province) -> None:
    assert (every_years(300_000), every_years(300_001)) == (3, 5)
    assert due_on(date(2024, 2, 29), 10) == date(2027, 2, 28)
    library = province.library.pk
    assert weedings.due_of([library], cast.TODAY)[library].is_late
    decided = _decided(store, _list(store, province, "K1"))
    actions.carry_out(at=LATER, actor=store.head, weeding=decided, seen=decided.revision)
    due = weedings.due_of([library], cast.TODAY)[library]
    assert (due.is_late, due.due) == (False, cast.TODAY.replace(year=cast.TODAY.year + 3))


def test_the_list_is_an_official_paper(store: Store, province: cast.Province) -> None:
    assert papers.weeding_docx(_decided(store, _list(store, province, "K1")), cast.TODAY)[:2] == b"PK"
