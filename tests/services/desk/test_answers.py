"""What the desk's box says where something is not as it should be."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.services.circulation import actions
from densach.services.circulation.forms.desk import RegisterForm
from densach.services.circulation.models import InRoomUse, Loan, RuleKind
from densach.services.circulation.rules.refusals import RuleBeyondReason
from densach.ui.wording import sentence
from tests import cast
from tests.services.circulation.stock import Shelf, a_copy, a_reader, days
from tests.services.desk.conftest import Scan

pytestmark = pytest.mark.django_db


def _text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("sent", ["8" * 201, "VL\x00-1"])
def test_what_cannot_be_read_is_said_to_be_unread(scan: Scan, sent: str) -> None:
    assert 'data-tone="no"' in _text(scan(sent, reader="TV-0001"))
    assert not Loan.objects.exists()


@pytest.mark.usefixtures("shelf")
def test_a_lending_sent_again_after_the_return_says_that_it_is_back(scan: Scan) -> None:
    scan("VL-1", reader="TV-0001", key="k1")
    scan("VL-1", mode="return")
    again = _text(scan("VL-1", reader="TV-0001", key="k1"))
    assert 'data-tone="info"' in again
    assert "Hạn trả" not in again
    assert Loan.objects.count() == 1


@pytest.mark.usefixtures("shelf")
def test_a_key_of_another_lending_is_answered_in_the_line(scan: Scan) -> None:
    scan("VL-1", reader="TV-0001", key="k1")
    answer = scan("VL-2", reader="TV-0001", key="k1")
    assert 'data-tone="no"' in _text(answer)
    assert "<html" not in _text(answer)


@pytest.mark.usefixtures("shelf")
def test_more_readers_of_a_name_than_are_shown_are_told_of(scan: Scan, province: cast.Province) -> None:
    for number in range(8):
        a_reader(province.library, f"Bùi Thị {'ABCDEFGH'[number]}", card=f"BT-{number}")
    assert "Còn bạn đọc khác" not in _text(scan("bui thi"))
    a_reader(province.library, "Bùi Thị K", card="BT-9")
    assert "Còn bạn đọc khác" in _text(scan("bui thi"))


@pytest.mark.usefixtures("shelf")
def test_a_reader_at_the_limit_opens_with_a_warning(scan: Scan) -> None:
    actions.write_rule(at=cast.NOW, actor=SYSTEM, kind=RuleKind.MAX_LOANS, library=None, value=1)
    scan("VL-1", reader="TV-0001")
    assert 'data-tone="ask"' in _text(scan("TV-0001"))


@pytest.mark.parametrize(
    ("field", "value"), [("name", "12345"), ("name", ""), ("guardian_phone", "abc"), ("guardian_phone", "12")]
)
def test_a_scanned_number_is_no_name_and_a_word_no_telephone(field: str, value: str) -> None:
    told = {"name": "Lê An", "guardian": "Lê Bình", "guardian_phone": "0912 345 678"}
    assert RegisterForm(told).is_valid()
    form = RegisterForm({**told, field: value})
    assert field in form.errors


def test_files_of_lists_know_no_parts_of_seconds(desk: Client, scan: Scan) -> None:
    scan("VL-1", reader="TV-0001")
    Loan.objects.update(out_at=cast.NOW.replace(microsecond=259970))
    answer = desk.get(reverse("circulation:acts"), {"as": "csv", "phan": "lent"})
    assert "259970" not in answer.content.decode()


@pytest.mark.usefixtures("shelf")
def test_a_rule_out_of_range_names_both_ends() -> None:
    with pytest.raises(RuleBeyondReason) as refused:
        actions.write_rule(at=cast.NOW, actor=SYSTEM, kind=RuleKind.LOAN_DAYS, library=None, value=0)
    assert "từ 1 đến" in sentence(refused.value)


@pytest.mark.usefixtures("shelf")
def test_what_is_missing_at_the_registration_is_named(desk: Client, province: cast.Province) -> None:
    answer = desk.post(
        reverse("circulation:register"), {"library": province.library.code}, headers={"X-Desk": "part"}
    )
    assert "Họ và tên: " in _text(answer)


@pytest.mark.usefixtures("shelf")
def test_reading_a_copy_that_should_stand_elsewhere_is_asked_about(
    scan: Scan, province: cast.Province, shelf: Shelf
) -> None:
    a_copy(shelf.record, province.commune_library, "XA-1")
    asked = _text(scan("XA-1", mode="room"))
    assert 'data-tone="ask"' in asked
    assert not InRoomUse.objects.exists()
    assert 'data-tone="yes"' in _text(scan("XA-1", mode="room", here="1"))
    assert InRoomUse.objects.get().library == province.library


def test_lending_to_a_reader_with_something_late_says_so(
    scan: Scan, shelf: Shelf, province: cast.Province
) -> None:
    assert "quá hạn" not in _text(scan("VL-2", reader="TV-0001"))
    scan("VL-2", mode="return")
    actions.check_out(
        at=days(-60), actor=shelf.librarian, library=province.library, barcode="VL-1", card="TV-0001"
    )
    opened = _text(scan("TV-0001"))
    assert 'data-tone="ask"' in opened
    assert "warning-ask" in opened
    lent = _text(scan("VL-2", reader="TV-0001"))
    assert 'data-tone="yes"' in lent
    assert "còn 1 lượt mượn quá hạn" in lent
    assert Loan.objects.filter(returned_at__isnull=True).count() == 2


@pytest.mark.usefixtures("shelf")
def test_a_day_of_birth_to_come_is_refused_in_words_of_birth(desk: Client, province: cast.Province) -> None:
    told = {"library": province.library.code, "name": "Lê Văn Mai Sau", "birth_date": "2030-01-01"}
    answer = _text(desk.post(reverse("circulation:register"), told, headers={"X-Desk": "part"}))
    assert "Ngày sinh 01/01/2030" in answer
    assert "làm việc" not in answer.split("</p>")[0]
