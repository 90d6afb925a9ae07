"""A file of staff: who begins, who is there already, what stays, and that it can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.urls import reverse

from densach.intake import actions
from densach.intake.models import Batch
from densach.intake.queries import questions
from densach.kernel.actor import SYSTEM, Actor
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.people.models import Employment, Person, User
from densach.people.privacy import holders
from tests.cast import NOW, Province, acting
from tests.intake.sending import answers, ids, rows_of, send
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db
HEAD = ("Họ và tên", "Đơn vị", "Hợp đồng", "Chuyên ngành", "Ngày sinh", "Từ ngày", "Chức danh")


def staff(rows: Sequence[Sequence[Any]], place: Organisation, actor: Actor = SYSTEM, **more: Any) -> Batch:
    return send(rows, place, actor, sheet="staff", head=HEAD, name="nhan-su.xlsx", **more)


def somebody(
    name: str = "Thạch Thị Sô Phia",
    unit: str = "Thư viện tỉnh Ba Vàm",
    *,
    contract: str = "viên chức",
    field: str = "thư viện",
    born: str = "12/05/1990",
    title: str = "Thư viện viên",
) -> tuple[str, ...]:
    return (name, unit, contract, field, born, "01/07/2025", title)


def the_file() -> tuple[list[Any], list[Any]]:
    return (
        list(Person.objects.order_by("pk").values_list("pk", "name", "birth_date", "sex", "email", "phone")),
        list(Employment.objects.order_by("pk").values_list()),
    )


def take_in(batch: Batch) -> int:
    return actions.take_in(at=NOW, actor=SYSTEM, batch=batch)


def test_somebody_new_begins_and_is_taken_back_without_a_trace(province: Province) -> None:
    batch = staff([somebody(), somebody("Nguyễn Văn A", born="")], province.department)
    assert answers(batch) == ["new", "new"]
    before = the_file()
    assert take_in(batch) == 2
    job = Employment.objects.get(person__name="Thạch Thị Sô Phia")
    assert (job.organisation, job.contract, job.field) == (province.library, "public_employee", "library")
    actions.undo(at=NOW, actor=SYSTEM, batch=batch)
    assert the_file() == before


def test_who_is_there_already_is_the_same_or_put_right(province: Province) -> None:
    take_in(staff([somebody()], province.department))
    again = staff([somebody(), somebody(title="Trưởng phòng")], province.department)
    assert answers(again) == ["same", "refused"]
    change = staff([somebody(title="Trưởng phòng")], province.department)
    assert answers(change) == ["changed"]
    before = the_file()
    take_in(change)
    assert Employment.objects.get().title == "Trưởng phòng"
    actions.undo(at=NOW, actor=SYSTEM, batch=change)
    assert the_file() == before


def test_the_same_name_and_day_of_birth_elsewhere_is_asked(province: Province) -> None:
    take_in(staff([somebody()], province.department))
    batch = staff([somebody(unit="Bảo tàng tỉnh Ba Vàm")], province.department)
    assert answers(batch) == ["question"]
    (asked,) = questions(batch)
    person = Person.objects.get()
    actions.answer(at=NOW, actor=SYSTEM, batch=batch, answers={asked.key: str(person.pk)})
    take_in(batch)
    assert person.employments.count() == 2


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (somebody(""), "intake.empty_cell"),
        (somebody(unit="Thư viện nào đó"), "sheets.no_such_unit"),
        (somebody(contract=""), "intake.empty_cell"),
        (somebody(contract="thuê"), "intake.unknown_word"),
        (somebody(born="01/01/2026"), "people.born_later"),
        (somebody(born="29/02/1990"), "impossible_date"),
    ],
)
def test_what_cannot_be_is_refused_at_its_row(province: Province, bad: Any, said: str) -> None:
    batch = staff([bad], province.department)
    assert (answers(batch), said in ids(rows_of(batch)[0])) == (["refused"], True)


def test_a_librarian_sends_no_staff_and_another_province_none_of_ours(
    province: Province, librarian: User, stranger: User
) -> None:
    for person in (librarian, stranger):
        with pytest.raises(NotAllowed):
            staff([somebody()], province.library, acting(person))


def test_what_a_file_said_of_a_person_is_told_and_erased_with_the_person(
    province: Province, officer: User
) -> None:
    batch = staff([somebody(), somebody("Nguyễn Văn A", born="")], province.department)
    take_in(batch)
    person = Person.objects.get(name="Thạch Thị Sô Phia")
    holder = next(one for one in holders() if one.code == "people.incoming")
    (section,) = holder.export(person)
    assert "Thạch Thị Sô Phia" in str(section.rows)
    assert [one.erased for one in holder.erase(person, NOW)] == [True]
    first, second = rows_of(batch)
    assert (first.cells, first.made) == ({}, {})
    assert second.cells["name"] == "Nguyễn Văn A"
    assert holder.erase(person, NOW) == []
    address = reverse("intake:as_sent", args=[batch.pk])
    assert SignedIn(officer).get(address).status_code == 404
