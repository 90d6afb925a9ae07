"""One box: a card opens, an item is lent, without a reader it is taken back; every no says what to do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from densach.facts.replay import verify
from densach.services.circulation import actions
from densach.services.circulation.models import Hold, InRoomUse, Loan, Override, Transfer
from densach.services.circulation.queries import lists
from tests import cast
from tests.services.circulation.stock import Shelf, a_copy, a_reader, a_title
from tests.services.desk.conftest import Scan

pytestmark = pytest.mark.django_db


def _text(answer: Any) -> str:
    return str(answer.content.decode())


def _lend(
    shelf: Shelf, province: cast.Province, barcode: str = "VL-1", card: str = "TV-0001", days: int = 0
) -> Loan:
    at = cast.NOW - timedelta(days=days, hours=1)
    lent = actions.check_out(
        at=at, actor=shelf.librarian, library=province.library, barcode=barcode, card=card
    )
    return lent.loan


def test_a_card_opens_its_reader_and_the_next_items_are_lent_to_them(scan: Scan, shelf: Shelf) -> None:
    opened = scan("TV-0001")
    assert 'data-tone="yes"' in _text(opened)
    assert 'data-reader="TV-0001"' in _text(opened)
    assert "Nguyễn Thị Mai" in _text(opened)
    lent = scan("VL-1", reader="TV-0001", key="a")
    assert "Hạn trả" in _text(lent)
    assert '<template id="new-loan">' in _text(lent)
    assert Loan.objects.get().patron == shelf.mai


def test_an_item_without_a_reader_is_taken_back(scan: Scan, shelf: Shelf, province: cast.Province) -> None:
    _lend(shelf, province)
    answer = scan("VL-1")
    assert "Xếp lên giá" in _text(answer)
    assert Loan.objects.get().returned_at is not None


def test_the_same_scan_sent_again_lends_once(scan: Scan, shelf: Shelf) -> None:
    first = scan("VL-1", reader="TV-0001", key="k1")
    again = scan("VL-1", reader="TV-0001", key="k1")
    assert (first.status_code, again.status_code) == (200, 200)
    assert 'data-tone="info"' in _text(again)
    assert Loan.objects.count() == 1


def test_what_is_lent_to_another_names_nobody_and_offers_a_hold(
    scan: Scan, shelf: Shelf, province: cast.Province
) -> None:
    _lend(shelf, province, card="TV-0002")
    answer = scan("VL-1", reader="TV-0001")
    assert answer.status_code == 422
    assert 'data-tone="no"' in _text(answer)
    assert "Trần Văn Nam" not in _text(answer)
    assert 'name="mode" value="hold"' in _text(answer)


def test_a_rule_is_gone_against_only_with_a_reason(scan: Scan, shelf: Shelf, province: cast.Province) -> None:
    a_copy(shelf.record, province.library, "VL-9", item_type="reference")
    refused = scan("VL-9", reader="TV-0001")
    assert 'name="override"' in _text(refused)
    assert not Loan.objects.exists()
    done = scan("VL-9", reader="TV-0001", override="Phục vụ ôn thi")
    assert 'data-tone="yes"' in _text(done)
    assert Override.objects.get().reason == "Phục vụ ôn thi"


def test_a_name_without_accents_gives_a_choice(scan: Scan, province: cast.Province, shelf: Shelf) -> None:
    a_reader(province.library, "Nguyễn Thị Mây", card="TV-0003", born=None)
    answer = _text(scan("nguyen thi"))
    assert 'role="listbox"' in answer
    assert "TV-0001" in answer and "TV-0003" in answer
    assert "TV-0002" not in answer


def test_readers_of_another_province_are_nobodys_business(
    scan: Scan, desk: Client, province: cast.Province, shelf: Shelf
) -> None:
    foreign = a_reader(province.foreign_library, "Quách Thị Xa", card="CH-0001")
    assert "Quách Thị Xa" not in _text(scan("quach thi xa"))
    for name in ("receipt", "settling", "face"):
        assert desk.get(reverse(f"circulation:{name}", args=[foreign.pk])).status_code == 404


def test_a_name_that_only_one_reader_has_opens_them(scan: Scan, shelf: Shelf) -> None:
    assert 'data-reader="TV-0002"' in _text(scan("tran van nam"))


def test_what_is_nothing_of_ours_says_so(scan: Scan, shelf: Shelf) -> None:
    answer = scan("khong-co-9")
    assert answer.status_code == 422
    assert "F8" in _text(answer)


def test_a_word_before_the_code_chooses_what_to_do(scan: Scan, shelf: Shelf, province: cast.Province) -> None:
    loan = _lend(shelf, province)
    scan("trả VL-1", reader="TV-0002")
    loan.refresh_from_db()
    assert loan.returned_at is not None


def test_a_return_for_which_somebody_waits_says_for_whom(
    scan: Scan, shelf: Shelf, province: cast.Province
) -> None:
    _lend(shelf, province)
    _lend(shelf, province, "VL-2", "TV-0001")
    hold = actions.place_hold(
        at=cast.NOW, actor=shelf.librarian, pickup=province.library, record=shelf.record, patron=shelf.nam
    )
    answer = _text(scan("VL-1", mode="return"))
    assert "Giữ cho Trần Văn Nam" in answer
    assert reverse("circulation:hold_slip", args=[hold.pk]) in answer


def test_a_return_that_belongs_elsewhere_says_where_to_send_it(
    scan: Scan, shelf: Shelf, province: cast.Province
) -> None:
    a_copy(shelf.record, province.commune_library, "XA-1")
    answer = _text(scan("XA-1", mode="return", here="1"))
    assert "Gửi đến Thư viện xã An Tiến" in answer


def test_a_hold_is_placed_on_a_title_chosen_by_words(
    scan: Scan, shelf: Shelf, province: cast.Province
) -> None:
    _lend(shelf, province, "VL-1", "TV-0002")
    _lend(shelf, province, "VL-2", "TV-0002")
    found = scan("truyen kieu", mode="hold", reader="TV-0001")
    assert f'name="record" value="{shelf.record.pk}"' in _text(found)
    placed = scan("", mode="hold", reader="TV-0001", record=str(shelf.record.pk))
    assert 'data-tone="yes"' in _text(placed)
    assert Hold.objects.get().patron == shelf.mai


def test_use_in_the_room_is_scanned_or_typed_and_taken_back(
    scan: Scan, desk: Client, shelf: Shelf, province: cast.Province
) -> None:
    assert "7 lượt đọc tại chỗ" in _text(scan("7", mode="room"))
    assert 'data-tone="yes"' in _text(scan("VL-1", mode="room"))
    use = InRoomUse.objects.get(quantity=7)
    fields = {"library": province.library.code, "what": "use", "record": str(use.pk), "mode": "room"}
    desk.post(reverse("circulation:undo"), fields, headers={"X-Desk": "part"})
    use.refresh_from_db()
    assert use.cancelled_at is not None


def test_renewing_moves_the_due_day(scan: Scan, shelf: Shelf, province: cast.Province) -> None:
    loan = _lend(shelf, province, days=5)
    answer = scan("VL-1", mode="renew", reader="TV-0001")
    assert 'data-tone="yes"' in _text(answer)
    before = loan.due_on
    loan.refresh_from_db()
    assert loan.due_on > before


def test_a_reader_is_registered_at_the_desk_and_stands_there(desk: Client, province: cast.Province) -> None:
    fields = {"library": province.library.code, "name": "Lâm Thị Mới", "birth_date": "1992-02-03"}
    answer = desk.post(reverse("circulation:register"), fields, headers={"X-Desk": "part"})
    assert "Lâm Thị Mới" in _text(answer)
    assert 'data-tone="yes"' in _text(answer)
    again = desk.post(reverse("circulation:register"), fields, headers={"X-Desk": "part"})
    assert again.status_code == 422
    assert 'data-open="new-reader"' in _text(again)


def test_a_child_needs_somebody_who_answers_for_it(desk: Client, province: cast.Province) -> None:
    fields = {"library": province.library.code, "name": "Lâm Bé Út", "birth_date": "2018-02-03"}
    refused = desk.post(reverse("circulation:register"), fields, headers={"X-Desk": "part"})
    assert refused.status_code == 422
    told = {**fields, "guardian": "Lâm Văn Cha", "guardian_phone": "0903000111"}
    done = desk.post(reverse("circulation:register"), told, headers={"X-Desk": "part"})
    assert 'data-tone="yes"' in _text(done)


def test_without_script_the_whole_page_comes_back_with_the_reader(
    desk: Client, shelf: Shelf, province: cast.Province
) -> None:
    fields = {
        "library": province.library.code,
        "code": "VL-1",
        "mode": "lend",
        "reader": "TV-0001",
        "key": "n1",
    }
    page = _text(desk.post(reverse("circulation:scan"), fields))
    assert "<!doctype html>" in page
    assert 'name="reader" value="TV-0001"' in page
    assert "Nguyễn Thị Mai" in page


def test_a_person_with_one_library_never_chooses(desk: Client, province: cast.Province) -> None:
    page = desk.get(reverse("circulation:desk"))
    assert page.status_code == 200
    assert page.cookies["densach_desk"].value == province.library.code


def test_a_form_of_a_library_of_others_finds_nothing(
    desk: Client, province: cast.Province, shelf: Shelf
) -> None:
    fields = {"library": province.foreign_library.code, "code": "VL-1", "reader": "TV-0001"}
    assert desk.post(reverse("circulation:scan"), fields).status_code == 404
    assert not Loan.objects.exists()


def test_lending_asks_few_queries_however_much_the_reader_has(
    scan: Scan, shelf: Shelf, province: cast.Province, django_assert_max_num_queries: Any
) -> None:
    scan("TV-0001")
    for number in range(4):
        a_copy(a_title(province.library, f"Tập {number}", f"q{number}"), province.library, f"Q-{number}")
        if number:
            _lend(shelf, province, f"Q-{number}")
    with django_assert_max_num_queries(28):
        assert scan("Q-0", reader="TV-0001", key="q").status_code == 200


def test_a_copy_that_should_stand_elsewhere_is_asked_after_before_it_moves(
    scan: Scan, shelf: Shelf, province: cast.Province
) -> None:
    a_copy(shelf.record, province.commune_library, "XA-1")
    asked = scan("XA-1", mode="return")
    assert "Có đúng là bản này đang ở trước mặt" in _text(asked)
    assert not Transfer.objects.exists()
    assert "Gửi" in _text(scan("XA-1", mode="return", here="1"))
    assert Transfer.objects.count() == 1


def test_a_loan_just_made_is_undone_by_one_press_and_counts_no_more(
    scan: Scan, desk: Client, shelf: Shelf, province: cast.Province
) -> None:
    assert reverse("circulation:undo") in _text(scan("VL-1", reader="TV-0001"))
    loan = Loan.objects.get()
    told = {"library": province.library.code, "what": "loan", "record": loan.pk, "reader": "TV-0001"}
    assert "Đã hoàn tác lượt mượn" in _text(desk.post(reverse("circulation:undo"), told))
    loan.refresh_from_db()
    assert loan.end == "undone"
    assert "Đã hoàn tác ngày" in _text(desk.get(reverse("circulation:loan", args=[loan.pk])))
    assert not lists.acts_of(province.library.pk, cast.TODAY, "lent").exists()
    assert verify() == []
