"""Lists, papers, visits, the closing of a day and lending rules, as the desk sees them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from densach.services.circulation import actions
from densach.services.circulation.models import DayClosing, LendingRule, Loan, Suspension, Transfer, Visit
from tests import cast
from tests.services.circulation.stock import Shelf, a_copy, a_reader, a_title
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db


def _get(desk: Client, name: str, *args: Any, **query: str) -> str:
    answer = desk.get(reverse(f"circulation:{name}", args=args), query)
    assert answer.status_code == 200, name
    return answer.content.decode()


def _late_loan(shelf: Shelf, province: cast.Province, barcode: str = "VL-1", days: int = 40) -> Loan:
    at = cast.NOW - timedelta(days=days)
    return actions.check_out(
        at=at,
        actor=shelf.librarian,
        library=province.library,
        barcode=barcode,
        card="TV-0001",
        override="Đồng ý",
    ).loan


def test_late_loans_stand_longest_first_and_become_letters(
    desk: Client, shelf: Shelf, province: cast.Province
) -> None:
    _late_loan(shelf, province)
    _late_loan(shelf, province, "VL-2", days=60)
    page = _get(desk, "overdue")
    assert page.index("VL-2") < page.index("VL-1")
    assert "Nguyễn Thị Mai" in _get(desk, "letters")
    assert "VL-2" not in _get(desk, "overdue", q="VL-1")


def test_lists_page_by_fifty_and_lose_nobody(desk: Client, shelf: Shelf, province: cast.Province) -> None:
    actions.write_rule(
        at=cast.NOW, actor=cast.acting(cast.the_officer(province)), kind="max_loans", library=None, value=100
    )
    record = a_title(province.library, "Tập nhiều", "n")
    for number in range(60):
        a_copy(record, province.library, f"N-{number:03}")
        _late_loan(shelf, province, f"N-{number:03}", days=40 + number % 3)
    first = _get(desk, "overdue")
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = desk.get(reverse("circulation:overdue") + following).content.decode()
    seen = [f"N-{number:03}" in first or f"N-{number:03}" in second for number in range(60)]
    both = [f"N-{number:03}" in first and f"N-{number:03}" in second for number in range(60)]
    assert all(seen)
    assert not any(both)
    csv = desk.get(reverse("circulation:overdue"), {"as": "csv"}).content.decode()
    assert csv.count("Tập nhiều") == 60


def test_what_waits_on_a_shelf_here_is_on_the_list_to_fetch(
    desk: Client, shelf: Shelf, province: cast.Province
) -> None:
    _late_loan(shelf, province, days=1)
    _late_loan(shelf, province, "VL-2", days=1)
    actions.place_hold(
        at=cast.NOW, actor=shelf.librarian, pickup=province.library, record=shelf.record, patron=shelf.nam
    )
    assert "Trần Văn Nam" not in _get(desk, "holds", phan="catch")
    assert "Trần Văn Nam" in _get(desk, "holds", phan="queue")
    a_copy(shelf.record, province.library, "VL-3")
    page = _get(desk, "holds", phan="catch") + _get(desk, "holds", phan="shelf")
    assert "Trần Văn Nam" in page


@pytest.mark.parametrize(
    "name", ["transfers", "notices", "overrides", "closings", "policies", "visits", "closing"]
)
def test_every_screen_says_what_to_do_when_nothing_is_there(desk: Client, shelf: Shelf, name: str) -> None:
    assert "<h1" in _get(desk, name)


@pytest.mark.parametrize("part", ["lent", "returned", "renewed", "room", "visits"])
@pytest.mark.parametrize("form", ["", "csv", "xlsx"])
def test_the_acts_of_a_day_are_listed_part_by_part(
    desk: Client, shelf: Shelf, province: cast.Province, part: str, form: str
) -> None:
    loan = _late_loan(shelf, province, days=5)
    at = cast.NOW
    actions.renew(at=at, actor=shelf.librarian, library=province.library, loan=loan)
    actions.check_in(at=at, actor=shelf.librarian, library=province.library, barcode="VL-1")
    actions.check_out(at=at, actor=shelf.librarian, library=province.library, barcode="VL-2", card="TV-0002")
    actions.use_in_room(at=at, actor=shelf.librarian, library=province.library, quantity=3)
    actions.visits.tap(at=at, actor=shelf.librarian, library=province.library, age="child")
    answer = desk.get(reverse("circulation:acts"), {"phan": part, "as": form})
    assert answer.status_code == 200
    if form != "xlsx":
        told = {"room": "3", "visits": "dưới 16"}.get(part, "Truyện Kiều")
        assert told in answer.content.decode()


def test_a_loan_is_noted_as_lost_on_its_page(desk: Client, shelf: Shelf, province: cast.Province) -> None:
    loan = _late_loan(shelf, province)
    assert "VL-1" in _get(desk, "loan", loan.pk)
    desk.post(reverse("circulation:loan_act", args=[loan.pk, "mat"]))
    loan.refresh_from_db()
    assert loan.end == "lost"


def test_a_suspension_is_lifted_with_a_reason_only(
    desk: Client, shelf: Shelf, province: cast.Province
) -> None:
    _late_loan(shelf, province)
    actions.check_in(at=cast.NOW, actor=shelf.librarian, library=province.library, barcode="VL-1")
    found = Suspension.objects.get()
    url = reverse("circulation:lift", args=[found.pk])
    assert desk.post(url, {"why": ""}).status_code == 422
    assert desk.post(url, {"why": "Bạn đọc nằm viện"}).status_code == 302
    found.refresh_from_db()
    assert found.lifted_at is not None


def test_slips_and_receipts_print_for_a_roll_or_a_sheet(
    desk: Client, shelf: Shelf, province: cast.Province
) -> None:
    _late_loan(shelf, province)
    assert "slip80.css" in _get(desk, "receipt", shelf.mai.pk)
    assert "slip80.css" not in _get(desk, "receipt", shelf.mai.pk, kho="a4")
    a_copy(shelf.record, province.commune_library, "XA-1")
    result = actions.check_in(
        at=cast.NOW, actor=shelf.librarian, library=province.library, barcode="XA-1", here=True
    )
    assert result.transfer is not None
    assert "Thư viện xã An Tiến" in _get(desk, "transfer_slip", result.transfer.pk)


def test_a_copy_is_sent_by_hand_and_stays_after_all(
    desk: Client, shelf: Shelf, province: cast.Province
) -> None:
    told = {"barcode": "VL-1", "to": province.commune_library.code}
    answer = desk.post(reverse("circulation:send"), {**told, "library": province.library.code})
    assert answer.status_code == 302
    transfer = Transfer.objects.get()
    assert "Thư viện xã An Tiến" in _get(desk, "transfers", phan="sent")
    desk.post(reverse("circulation:call_off", args=[transfer.pk]))
    transfer.refresh_from_db()
    assert transfer.cancelled_at is not None
    assert province.foreign_library.code not in _get(desk, "send")


# visits ---------------------------------------------------------------------------------------------------


def _post(desk: Client, province: cast.Province, name: str, **told: str) -> Any:
    return desk.post(reverse(f"circulation:{name}"), {"library": province.library.code, **told})


def test_a_tap_counts_once_however_often_the_page_is_sent(desk: Client, province: cast.Province) -> None:
    for _time in range(2):
        _post(desk, province, "tap", age="child", quantity="5", sex="female", key="t1")
    visit = Visit.objects.get()
    assert (visit.quantity, visit.slice) == (5, "age=child;channel=onsite;sex=female")
    _post(desk, province, "take_back_visit", visit=str(visit.pk))
    visit.refresh_from_db()
    assert visit.cancelled_at is not None


def test_the_gate_counts_the_difference_and_refuses_to_go_back(desk: Client, province: cast.Province) -> None:
    _post(desk, province, "visit_way", way="gate")
    _post(desk, province, "gate", number="100")
    _post(desk, province, "gate", number="142")
    assert Visit.objects.get().quantity == 42
    answer = _post(desk, province, "gate", number="7")
    assert answer.status_code == 422
    assert Visit.objects.count() == 1


def test_a_day_is_closed_told_what_is_odd_and_opened_again(
    desk: Client, shelf: Shelf, province: cast.Province
) -> None:
    actions.check_out(
        at=cast.NOW, actor=shelf.librarian, library=province.library, barcode="VL-1", card="TV-0001"
    )
    assert "Chưa ghi lượt bạn đọc nào" in _get(desk, "closing")
    _post(desk, province, "closing", on=str(cast.TODAY), note="Mưa lớn")
    assert DayClosing.objects.get().figures["loans"] == 1
    assert "đã khóa" in _get(desk, "visits")
    without = _post(desk, province, "reopen_day", on=str(cast.TODAY), why=" ")
    assert without.status_code == 422
    told = without.content.decode()
    assert f'name="on" value="{cast.TODAY}"' in told
    assert 'aria-invalid="true"' in told
    assert DayClosing.objects.get().reopened_at is None
    _post(desk, province, "reopen_day", on=str(cast.TODAY), why="Còn khách")
    assert DayClosing.objects.get().reopened_at is not None


@pytest.mark.usefixtures("shelf")
def test_a_counted_visit_is_called_a_visit(desk: Client, province: cast.Province) -> None:
    _post(desk, province, "tap", quantity="1", key="v1")
    _post(desk, province, "tap", quantity="3", age="child", key="v2")
    told = _get(desk, "visits")
    assert "1 lượt khách vào" in told
    assert "3 lượt khách vào: " in told
    assert "tại chỗ" not in told.split('class="acts"')[1].split("</ol>")[0]


@pytest.mark.parametrize("asked", ["0001-01-01", "1990-01-01", "9999-12-31", "không"])
def test_a_day_that_no_desk_may_close_shows_today(desk: Client, asked: str) -> None:
    assert f'value="{cast.TODAY}"' in _get(desk, "closing", ngay=asked)


# rules ----------------------------------------------------------------------------------------------------


def test_the_department_writes_a_rule_and_the_explanation_names_it(
    province: cast.Province, shelf: Shelf, desk: Client
) -> None:
    officer = SignedIn(cast.the_officer(province))
    url = reverse("circulation:new_policy")
    answer = officer.post(
        url, {"kind": "loan_days", "library": "", "category": "", "item_type": "", "value": "21"}
    )
    assert answer.status_code == 302
    page = _get(desk, "explain", library=province.library.code, category="adult", item_type="book")
    assert "21" in page
    rule = LendingRule.objects.get()
    officer.post(reverse("circulation:remove_policy", args=[rule.pk]))
    assert not LendingRule.objects.exists()


def test_a_librarian_sees_the_rules_and_changes_none(desk: Client, province: cast.Province) -> None:
    assert reverse("circulation:new_policy") not in _get(desk, "policies")
    assert desk.get(reverse("circulation:new_policy")).status_code == 403


def test_a_communes_library_has_three_screens_and_a_way_to_the_others(province: cast.Province) -> None:
    keeper = SignedIn(
        cast.a_person("to@ba-vam.test", "Người Trông Tủ", "librarian", province.commune_library)
    )
    a_reader(province.commune_library, "Bạn Đọc Xã", card="XA-0001", born=date(1999, 1, 1))
    page = keeper.get(reverse("circulation:desk"), {"ban_doc": "XA-0001"}).content.decode()
    assert "Bạn Đọc Xã" in page
    assert reverse("circulation:visits") in page
    assert f'href="{reverse("circulation:overrides")}"' not in page
    assert f'href="{reverse("circulation:overrides")}"' in _get(keeper, "more")
