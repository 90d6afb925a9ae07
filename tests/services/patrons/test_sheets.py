"""A whole school in one file: judged, asked about, taken in, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from densach.facts.replay import verify
from densach.intake import actions as intake
from densach.intake.models import Batch, BatchState, RowAnswer
from densach.intake.rules import CannotUndo
from densach.kernel.actor import SYSTEM
from densach.people.models import Person
from densach.services.circulation import actions
from densach.services.circulation.models import Card, Patron
from tests import cast
from tests.formats.tables.files import workbook
from tests.intake.sending import rows_of, send
from tests.services.circulation.stock import Shelf, a_reader
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db
HEAD = ("Họ và tên", "Ngày sinh", "Giới tính", "Lớp", "Phụ huynh", "SĐT phụ huynh", "Số thẻ")
Row = tuple[Any, ...]
CLASS: Sequence[Row] = (
    ("Thạch Thị Sô Phia", "12/09/2016", "nữ", "Lớp 4A", "Thạch Sô Rinh", "0912345678", ""),
    ("Kim Sô Thia", "01/02/2016", "nam", "Lớp 4A", "Kim Hên", "", ""),
    ("Trần Văn Bảo", "05/06/2005", "nam", "Lớp 12B", "", "", ""),
)


def sent(rows: Sequence[Row], province: cast.Province) -> Batch:
    return send(rows, province.library, sheet="readers", head=HEAD, name="truong.xlsx")


def answers(batch: Batch) -> list[str]:
    return [str(one.answer) for one in rows_of(batch)]


def take_in(batch: Batch) -> int:
    return intake.take_in(at=cast.NOW, actor=SYSTEM, batch=batch)


def test_a_class_is_registered_with_cards_of_its_own(province: cast.Province) -> None:
    batch = sent(CLASS, province)
    assert answers(batch) == [RowAnswer.NEW] * 3
    assert not Patron.objects.exists()
    take_in(batch)
    found = {one.person.name: one for one in Patron.objects.select_related("person__guardian", "category")}
    assert len({one.card for one in found.values()}) == 3
    phia = found["Thạch Thị Sô Phia"]
    assert (phia.group, phia.category.code, phia.home_id) == ("Lớp 4A", "child", province.library.pk)
    assert phia.person.guardian is not None
    assert phia.person.guardian.phone == "0912345678"
    assert found["Trần Văn Bảo"].category.code == "adult"
    assert not list(verify())


def test_the_same_file_again_changes_nothing_and_a_new_class_is_a_change(province: cast.Province) -> None:
    take_in(sent(CLASS, province))
    assert answers(sent([CLASS[2], *CLASS[:2]], province)) == [RowAnswer.SAME] * 3
    moved = (*CLASS[0][:3], "Lớp 5A", *CLASS[0][4:])
    batch = sent([moved], province)
    assert answers(batch) == [RowAnswer.CHANGED]
    take_in(batch)
    assert Patron.objects.get(person__name="Thạch Thị Sô Phia").group == "Lớp 5A"
    intake.undo(at=cast.NOW, actor=SYSTEM, batch=Batch.objects.get(pk=batch.pk))
    assert Patron.objects.get(person__name="Thạch Thị Sô Phia").group == "Lớp 4A"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("Bé Na", "01/02/2018", "", "Lớp 2", "", "", ""), "guardian"),
        (("Bé Na", "01/02/3025", "", "", "A", "", ""), "birth_date"),
        (("", "01/02/2018", "", "", "A", "", ""), "name"),
        (("Bé Na", "01/02/1990", "", "", "", "", "TV-0001"), ""),
        (("Bé Na", "01/02/1990", "", "", "", "", "có dấu cách !"), "card"),
        (("Bé Na", "01/02/1990", "trung tính", "", "", "", ""), "sex"),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_column(
    province: cast.Province, shelf: Shelf, row: Row, column: str
) -> None:
    actions.replace_card(at=cast.NOW, actor=SYSTEM, patron=shelf.mai, why="mất")
    batch = sent([row], province)
    assert answers(batch) == [RowAnswer.REFUSED]
    said = rows_of(batch)[0].said
    assert not column or column in {one[1].get("column") for one in said}


def test_a_person_told_twice_in_one_file_is_told_so(province: cast.Province) -> None:
    assert answers(sent([CLASS[0], CLASS[0]], province)) == [RowAnswer.NEW, RowAnswer.REFUSED]


def test_a_name_almost_alike_of_the_same_day_is_asked_about(province: cast.Province) -> None:
    a_reader(province.library, "Trần Văn Bảoo", born=date(2005, 6, 5))
    batch = sent([CLASS[2]], province)
    assert answers(batch) == [RowAnswer.QUESTION]
    assert Patron.objects.count() == 1


def test_undone_the_school_is_gone_with_its_facts_and_its_numbers_are_free(province: cast.Province) -> None:
    persons = Person.objects.count()
    batch = sent(CLASS, province)
    take_in(batch)
    intake.undo(at=cast.NOW, actor=SYSTEM, batch=Batch.objects.get(pk=batch.pk))
    assert not Patron.objects.exists()
    assert not Card.objects.exists()
    assert Person.objects.count() == persons
    assert not list(verify())
    assert Batch.objects.get(pk=batch.pk).state == BatchState.UNDONE


def test_who_has_borrowed_since_is_not_taken_back(province: cast.Province, shelf: Shelf) -> None:
    batch = sent(CLASS, province)
    take_in(batch)
    bao = Patron.objects.get(person__name="Trần Văn Bảo")
    actions.check_out(at=cast.NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card=bao.card)
    with pytest.raises(CannotUndo):
        intake.undo(at=cast.NOW, actor=SYSTEM, batch=Batch.objects.get(pk=batch.pk))
    assert Patron.objects.filter(pk=bao.pk).exists()


def test_the_librarian_sends_the_file_at_the_screen(province: cast.Province, shelf: Shelf) -> None:
    data = workbook([HEAD, *CLASS])
    told = {"file": SimpleUploadedFile("truong.xlsx", data), "place": province.library.code}
    answer = SignedIn(shelf.user).post(reverse("intake:send", args=["readers"]), told)
    assert answer.status_code == 302
    assert answers(Batch.objects.get()) == [RowAnswer.NEW] * 3
