"""A file of names: judged row by row, asked about, taken in, taken back; whatever encoding it was saved in."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from densach.files.actions import Upload
from densach.formats.tables import BrokenLetters
from densach.intake import actions as intake
from densach.intake import queries, sheets
from densach.intake.models import Batch, RowAnswer
from densach.intake.page import words
from densach.intake.rules import CannotUndo
from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people.models import Person, User
from densach.services.activities.actions import enrolling
from densach.services.activities.models import Enrolment
from densach.ui.wording import sentence
from tests import cast
from tests.intake.sending import rows_of, send
from tests.services.activities.enrolment import a_class, an_adult, put, states
from tests.services.activities.stage import NOW

pytestmark = pytest.mark.django_db
HEAD = ("Họ và tên", "Ngày sinh", "Giới tính", "Phụ huynh", "Đồng ý", "Lớp học")


def sent(rows: Any, unit: Organisation) -> Batch:
    return send(rows, unit, sheet="learners", head=HEAD, name="lop.xlsx")


def answers(batch: Batch) -> list[str]:
    return [str(one.answer) for one in rows_of(batch)]


def take_in(batch: Batch) -> int:
    return intake.take_in(at=NOW, actor=SYSTEM, batch=batch)


def test_a_class_is_enrolled_from_a_file_and_taken_back(culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 2)
    rows = [
        ("Thạch Thị Sô Phia", "12/09/2016", "nữ", "Thạch Sô Rinh", "có", talent.title),
        ("Kim Sô Thia", "01/02/2016", "nam", "Kim Hên", "có", str(talent.pk)),
        ("Trần Văn Bảo", "05/06/1985", "nam", "", "", talent.title),
    ]
    batch = sent(rows, culture_centre)
    assert answers(batch) == [RowAnswer.NEW] * 3 and not Person.objects.exists()
    take_in(batch)
    assert states(talent) == ["confirmed", "confirmed", "waiting"]
    assert Enrolment.objects.order_by("pk")[0].agreed_by == "Thạch Sô Rinh"
    batch.refresh_from_db()
    again = send(rows, culture_centre, sheet="learners", head=HEAD, name="lop.xlsx", again=True)
    assert answers(again) == [RowAnswer.SAME] * 3
    intake.undo(at=NOW, actor=SYSTEM, batch=batch)
    assert not Enrolment.objects.exists() and not Person.objects.exists()


def test_what_enrolment_would_refuse_is_told_at_its_row(culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 1, max_age=30, waiting_list=False)
    batch = sent(
        [
            ("Bé Không Ai", "12/09/2016", "", "", "", talent.title),
            ("Bé Chưa Hỏi", "12/09/2016", "", "Mẹ", "", talent.title),
            ("Cụ Già", "12/09/1940", "", "", "", talent.title),
            ("Ngày Sai", "30/2/2000", "", "", "", talent.title),
            ("Người Một", "1/1/2000", "", "", "", talent.title),
            ("Người Một", "1/1/2000", "", "", "", talent.title),
            ("Người Hai", "1/1/2001", "", "", "", talent.title),
        ],
        culture_centre,
    )
    assert answers(batch) == [RowAnswer.REFUSED] * 4 + [RowAnswer.NEW] + [RowAnswer.REFUSED] * 2
    sheet = sheets.by_code("learners")
    said = [words(row.said[0], sheet) for row in rows_of(batch) if row.answer == RowAnswer.REFUSED]
    assert all(text and "…" not in text for text in said)


def test_which_activity_is_asked_once_for_the_whole_file(culture_centre: Organisation) -> None:
    talent, other = a_class(culture_centre, 9), a_class(culture_centre, 9)
    batch = sent([(f"Người {one}", "1/1/1990", "", "", "", "") for one in ("An", "Bình")], culture_centre)
    assert answers(batch) == [RowAnswer.QUESTION] * 2
    asked = queries.questions(batch)
    assert len(asked) == 1
    intake.answer(at=NOW, actor=SYSTEM, batch=batch, answers={asked[0].key: str(talent.pk)})
    assert answers(batch) == [RowAnswer.NEW] * 2
    take_in(batch)
    assert (len(states(talent)), len(states(other))) == (2, 0)


def test_a_file_sent_from_the_page_of_a_class_is_for_that_class(
    culture_head: User, sign_in: type[Client], culture_centre: Organisation
) -> None:
    talent, other = a_class(culture_centre, 9), a_class(culture_centre, 9)
    head = sign_in(culture_head)  # type: ignore[arg-type]  # a browser in which somebody is signed in
    page = head.get(reverse("activities:enrolments", args=[talent.pk])).content.decode()
    address = f"{reverse('intake:send', args=['learners'])}?ve={talent.pk}"
    assert address in page and talent.title in head.get(address).content.decode()
    names = f"Họ và tên;Lớp học\nNguyễn Văn Đức;\nTrần Thị Ngọc;{other.pk}\n"
    sent_ = {"file": SimpleUploadedFile("ten.csv", names.encode()), "about": str(talent.pk)}
    head.post(reverse("intake:send", args=["learners"]), sent_ | {"place": culture_centre.code})
    batch = Batch.objects.get()
    assert answers(batch) == [RowAnswer.NEW] * 2
    take_in(batch)
    assert (len(states(talent)), len(states(other))) == (1, 1)


def test_a_file_is_not_sent_about_the_class_of_another_unit(
    culture_head: User, culture_centre: Organisation, province: cast.Province
) -> None:
    actor = cast.acting(culture_head)
    sheet = sheets.by_code("learners")
    assert sheet.about(actor, str(a_class(culture_centre).pk)) is not None
    foreign = a_class(province.museum)
    assert sheet.about(actor, str(foreign.pk)) is None and sheet.about(actor, "²") is None


def test_the_sheet_speaks_of_parents_and_of_sexes_in_vietnamese(culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 9)
    sheet = sheets.by_code("learners")
    assert [str(sheet.columns[at].label) for at in (5, 7)] == [
        "Cha, mẹ hoặc người giám hộ", "Điện thoại của cha, mẹ hoặc người giám hộ",
    ]  # fmt: skip
    batch = sent([("Trần Văn Tám", "1/1/1990", "giống đực", "", "", str(talent.pk))], culture_centre)
    told = words(rows_of(batch)[0].said[0], sheet)
    assert "female" not in told and "nữ" in told.casefold()


def test_somebody_known_without_a_day_of_birth_is_asked_about(culture_centre: Organisation) -> None:
    earlier = a_class(culture_centre, 9)
    put(earlier, an_adult("Trần Văn Tám", None))
    talent = a_class(culture_centre, 9)
    batch = sent([("Trần Văn Tám", "1/1/1990", "", "", "", str(talent.pk))], culture_centre)
    assert answers(batch) == [RowAnswer.QUESTION]
    asked = queries.questions(batch)[0]
    intake.answer(at=NOW, actor=SYSTEM, batch=batch, answers={asked.key: "~"})
    take_in(batch)
    assert Person.objects.filter(name="Trần Văn Tám").count() == 2


def test_a_file_is_not_taken_back_once_somebody_left_by_hand(culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 9)
    batch = sent([("Trần Văn Tám", "1/1/1990", "", "", "", str(talent.pk))], culture_centre)
    take_in(batch)
    batch.refresh_from_db()
    enrolling.leave(at=NOW, actor=SYSTEM, enrolment=Enrolment.objects.get())
    with pytest.raises(CannotUndo):
        intake.undo(at=NOW, actor=SYSTEM, batch=batch)


def a_csv(data: bytes, unit: Organisation) -> Batch:
    return intake.send(
        at=NOW, actor=SYSTEM, sheet=sheets.by_code("learners"), place_code=unit.code,
        upload=Upload("danh-sach.csv", data), settings={"since": "2026-11-20", "place_name": "x"}, again=False,
    )  # fmt: skip


TEXT = "Họ và tên;Ngày sinh\nNguyễn Văn Đức;01/02/1990\nTrần Thị Ngọc;03/04/1991\n"
OLD_1258 = (
    b"Ho\xf2 v\xe0 t\xean;Ng\xe0y sinh\nNguy\xea\xden V\xe3n \xd0\xfd\xecc;01/02/1990\n"
    b"Tr\xe2\xccn Thi\xf2 Ngo\xf2c;03/04/1991\n"
)
OLD = "Hä vµ tªn;Ngµy sinh\nNguyÔn V¨n §øc;01/02/1990\nTrÇn ThÞ Ngäc;03/04/1991\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-16"),
        TEXT.encode("utf-8-sig"),
        OLD.encode("cp1252"),
        OLD.encode("utf-8"),
    ],
    ids=["UTF-16", "UTF-8 with a mark", "TCVN3", "TCVN3 saved as UTF-8"],
)
def test_names_are_read_from_the_encodings_that_people_have(
    data: bytes, culture_centre: Organisation
) -> None:
    a_class(culture_centre, 9)
    batch = a_csv(data, culture_centre)
    assert [row.cells["name"] for row in rows_of(batch)] == ["Nguyễn Văn Đức", "Trần Thị Ngọc"]


def misread(text: str) -> str:
    """As a program saves it that took UTF-8 for Windows-1252."""
    return text.encode().decode("latin-1")


@pytest.mark.parametrize(
    "data",
    [misread(TEXT).encode(), OLD_1258],
    ids=["misread as a whole", "Windows-1258"],
)
def test_what_can_be_put_right_is_and_that_is_said(data: bytes, culture_centre: Organisation) -> None:
    a_class(culture_centre, 9)
    batch = a_csv(data, culture_centre)
    assert [row.cells["name"] for row in rows_of(batch)] == ["Nguyễn Văn Đức", "Trần Thị Ngọc"]
    assert batch.settings["remarks"][0][0] in {"tables.letters_mended", "tables.encoding_guessed"}


@pytest.mark.parametrize(
    "head",
    ["Há»\ufffd vÃ  tÃªn;NgÃ y sinh", "Ho? va te?n;Nga?y sinh"],
    ids=["letters lost when misread", "letters lost when saved"],
)
def test_a_head_of_broken_letters_is_told_as_that(head: str, culture_centre: Organisation) -> None:
    text = "\n".join([head, *TEXT.splitlines()[1:]])
    with pytest.raises(BrokenLetters) as caught:
        a_csv(text.encode(), culture_centre)
    assert "UTF-8" in sentence(caught.value) and str(caught.value.params["found"]) in head


def test_letters_broken_before_are_told_and_nothing_is_lost(culture_centre: Organisation) -> None:
    a_class(culture_centre, 9)
    head, first, second = TEXT.splitlines()
    broken = first.encode().decode("cp1252", errors="replace")
    batch = a_csv("\n".join([head, broken, second]).encode(), culture_centre)
    assert answers(batch) == [RowAnswer.REFUSED, RowAnswer.QUESTION]
    rows = rows_of(batch)
    assert (
        rows[0].said[0][0] == "activities.sheet_broken_letters"
        and rows[0].cells["birth_date"] == "01/02/1990"
    )
