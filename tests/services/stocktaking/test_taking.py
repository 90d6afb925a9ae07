"""Stock-taking: what a scan says, what is missing in the end, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from densach.kernel.errors import NotAllowed
from densach.services.catalogue.models import ItemState
from densach.services.circulation import actions as desk
from densach.services.stocktaking.actions import settling, takes
from densach.services.stocktaking.actions.takes import NewTake
from densach.services.stocktaking.models import Outcome, StockScan, StockTake, TakeState
from densach.services.stocktaking.queries import papers
from densach.services.stocktaking.queries import takes as queries
from densach.services.stocktaking.rules.refusals import (
    AlreadySettled,
    NothingScanned,
    PlaceBeingTaken,
    SeenAnOldTake,
    SettledAlready,
    TakeClosed,
)
from tests import cast
from tests.services.stocktaking.conftest import Store

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(hours=2)


def _begin(store: Store, province: cast.Province, **more: str) -> StockTake:
    new = NewTake("Kiểm kê 2026", **more)
    return takes.begin(at=cast.NOW, actor=store.librarian, library=province.library, new=new)


def _scan(store: Store, take: StockTake, code: str, location: str = "") -> takes.Scanned:
    return takes.scan(at=LATER, actor=store.librarian, take=take, barcode=code, location=location)


def _close(store: Store, take: StockTake) -> StockTake:
    take.refresh_from_db()
    return takes.close(at=LATER, actor=store.librarian, take=take, seen=take.revision)


def test_a_scan_says_right_elsewhere_or_unknown(store: Store, province: cast.Province) -> None:
    take = _begin(store, province, location="Kho A")
    assert _scan(store, take, "K1").scan.outcome == Outcome.RIGHT
    assert _scan(store, take, "K4").scan.outcome == Outcome.MISPLACED
    assert _scan(store, take, "LẠ-1").scan.outcome == Outcome.UNKNOWN


def test_what_is_noted_as_lost_and_stands_here_is_unexpected(store: Store, province: cast.Province) -> None:
    from densach.services.catalogue.actions.items import change_state

    change_state(at=cast.NOW, actor=store.librarian, barcode="K2", state=ItemState.LOST)
    take = _begin(store, province)
    scanned = _scan(store, take, "K2")
    assert scanned.scan.outcome == Outcome.UNEXPECTED
    settling.settle(at=LATER, actor=store.librarian, take=take, scan=scanned.scan, how="here")
    assert store.item("K2").state == ItemState.AVAILABLE


def test_a_barcode_read_twice_is_one_scan(store: Store, province: cast.Province) -> None:
    take = _begin(store, province)
    assert not _scan(store, take, "K1").again
    assert _scan(store, take, " K1\n").again
    assert StockScan.objects.filter(take=take).count() == 1


def test_a_copy_put_right_on_the_spot_is_scanned_anew(store: Store, province: cast.Province) -> None:
    take = _begin(store, province)
    _scan(store, take, "K4", "Kho A")
    again = _scan(store, take, "K4", "Kho B")
    assert again.changed
    assert again.scan.outcome == Outcome.RIGHT


def test_closing_writes_what_was_not_seen(store: Store, province: cast.Province) -> None:
    take = _begin(store, province)
    for code in ("K1", "K2", "K3"):
        _scan(store, take, code)
    closed = _close(store, take)
    missing = StockScan.objects.filter(take=take, outcome=Outcome.MISSING).values_list("barcode", flat=True)
    assert sorted(missing) == ["K4", "K5"]
    assert closed.figures["expected"] == 5
    assert closed.figures["by_location"]["Kho B"] == {"missing": 2}
    assert store.item("K1").last_seen_on == cast.TODAY
    assert store.item("K4").state == ItemState.AVAILABLE


def test_what_is_lent_or_brought_back_meanwhile_is_not_missing(store: Store, province: cast.Province) -> None:
    library = province.library
    desk.check_out(at=cast.NOW, actor=store.librarian, library=library, barcode="K5", card="TV-0001")
    take = takes.begin(
        at=cast.NOW + timedelta(minutes=1), actor=store.librarian, library=library, new=NewTake("Kiểm kê")
    )
    desk.check_out(at=LATER, actor=store.librarian, library=library, barcode="K4", card="TV-0001")
    desk.check_in(at=LATER, actor=store.librarian, library=library, barcode="K5")
    for code in ("K1", "K2"):
        _scan(store, take, code)
    closed = _close(store, take)
    missing = StockScan.objects.filter(take=take, outcome=Outcome.MISSING).values_list("barcode", flat=True)
    assert list(missing) == ["K3"]
    assert closed.figures["at_desk"] == 1


def test_a_lent_copy_found_on_the_shelf_comes_back_over_the_desk(
    store: Store, province: cast.Province
) -> None:
    library = province.library
    lent = desk.check_out(at=cast.NOW, actor=store.librarian, library=library, barcode="K5", card="TV-0001")
    take = _begin(store, province)
    scanned = _scan(store, take, "K5")
    settling.settle(at=LATER, actor=store.librarian, take=take, scan=scanned.scan, how="here")
    lent.loan.refresh_from_db()
    assert lent.loan.returned_at == LATER
    assert store.item("K5").state == ItemState.AVAILABLE


def test_a_file_of_barcodes_counts_each_once(store: Store, province: cast.Province) -> None:
    take = _begin(store, province)
    _scan(store, take, "K1")
    text = '\ufeffK1,2026-06-09 08:00\nK2;x\n"K3"\n\nK2\nLẠ\n'
    came = takes.upload(at=LATER, actor=store.librarian, take=take, text=text)
    assert (came.read, came.new, came.again) == (5, 3, 2)
    assert queries.counts_of(take)[Outcome.RIGHT] == 3


def test_a_scan_can_be_taken_back_and_a_closed_one_takes_no_more(
    store: Store, province: cast.Province
) -> None:
    take = _begin(store, province)
    _scan(store, take, "K1")
    assert takes.take_back(at=LATER, actor=store.librarian, take=take, barcode="K1")
    with pytest.raises(NothingScanned):
        _close(store, take)
    _scan(store, take, "K2")
    closed = _close(store, take)
    with pytest.raises(TakeClosed):
        _scan(store, closed, "K3")


def test_missing_copies_are_noted_and_found_again(store: Store, province: cast.Province) -> None:
    take = _begin(store, province)
    _scan(store, take, "K1")
    closed = _close(store, take)
    assert settling.settle_missing(at=LATER, actor=store.librarian, take=closed) == 4
    assert store.item("K3").state == ItemState.MISSING
    line = StockScan.objects.get(take=take, barcode="K3")
    with pytest.raises(AlreadySettled):
        settling.settle(at=LATER, actor=store.librarian, take=closed, scan=line, how="found")
    settling.unsettle(at=LATER, actor=store.librarian, take=closed, scan=line)
    assert store.item("K3").state == ItemState.AVAILABLE
    settling.settle(at=LATER, actor=store.librarian, take=closed, scan=line, how="found")
    assert store.item("K3").last_seen_on == cast.TODAY
    with pytest.raises(SettledAlready):
        takes.reopen(at=LATER, actor=store.librarian, take=closed, seen=closed.revision)


def test_a_closing_is_taken_back_and_gives_the_same_again(store: Store, province: cast.Province) -> None:
    take = _begin(store, province)
    _scan(store, take, "K1")
    closed = _close(store, take)
    figures = closed.figures
    opened = takes.reopen(at=LATER, actor=store.librarian, take=closed, seen=closed.revision)
    assert opened.state == TakeState.OPEN
    assert not StockScan.objects.filter(take=take, outcome=Outcome.MISSING).exists()
    assert _close(store, opened).figures == figures


def test_the_later_of_two_who_close_is_told(store: Store, province: cast.Province) -> None:
    take = _begin(store, province)
    _scan(store, take, "K1")
    _close(store, take)
    with pytest.raises(SeenAnOldTake):
        takes.close(at=LATER, actor=store.head, take=take, seen=1)


def test_the_same_shelves_are_not_taken_twice_at_once(store: Store, province: cast.Province) -> None:
    _begin(store, province, location="Kho A")
    _begin(store, province, location="Kho B")
    with pytest.raises(PlaceBeingTaken):
        _begin(store, province)


def test_a_span_of_call_numbers_expects_only_its_copies(store: Store, province: cast.Province) -> None:
    take = _begin(store, province, call_from="895.9222", call_to="895.9223")
    assert queries.progress(take).to_find == 2
    assert _scan(store, take, "K1").scan.outcome == Outcome.MISPLACED


def test_the_place_in_the_catalogue_is_put_right(store: Store, province: cast.Province) -> None:
    take = _begin(store, province, location="Kho A")
    scanned = _scan(store, take, "K4")
    settling.settle(at=LATER, actor=store.librarian, take=take, scan=scanned.scan, how="stays")
    assert store.item("K4").location == "Kho A"


def test_a_stranger_takes_no_stock(store: Store, province: cast.Province) -> None:
    stranger = cast.acting(cast.the_stranger(province))
    with pytest.raises(NotAllowed):
        takes.begin(at=cast.NOW, actor=stranger, library=province.library, new=NewTake("x"))


def test_the_minutes_are_an_official_paper(store: Store, province: cast.Province) -> None:
    take = _begin(store, province)
    _scan(store, take, "K1")
    assert papers.minutes_docx(_close(store, take))[:2] == b"PK"
