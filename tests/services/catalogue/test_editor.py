"""The editor of all fields: doubts told, text kept to the letter, fixed fields by their positions."""

from __future__ import annotations

import pytest
import time_machine

from densach.formats.marc import Marc, control, data, from_json
from densach.kernel.actor import SYSTEM
from densach.people.models import User
from densach.services.catalogue.actions import records
from densach.services.catalogue.models import Record
from densach.services.catalogue.rules import linetext
from tests.cast import NOW, Province
from tests.services.catalogue.scene import a_record
from tests.services.catalogue.test_screens import ROOT, rows
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_one_morning() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(librarian: User) -> SignedIn:
    return SignedIn(librarian)


@pytest.fixture
def kieu(province: Province) -> Record:
    return a_record(province.library, "Truyện Kiều", "Nguyễn Du", "k1")


@pytest.mark.parametrize(
    ("tag", "text", "told"),
    [
        ("020", "$a123", "“123” không phải ISBN hợp lệ"),
        ("264", "$aHà Nội :\n$bVăn học,\n$c3025", "Không đọc được năm từ “3025”"),
    ],
)
def test_the_full_editor_tells_doubts_as_the_short_form_does(
    desk: SignedIn, kieu: Record, tag: str, text: str, told: str
) -> None:
    sent = rows(desk, kieu)
    where = sent["tag"].index(tag)
    sent["text"] = [*sent["text"][:where], text, *sent["text"][where + 1 :]]
    if tag == "264":
        sent |= {"008-7-4": "3025"}
    desk.post(f"{ROOT}{kieu.pk}/marc/", sent)
    assert told in desk.get(f"{ROOT}{kieu.pk}/").content.decode()


def notes(record: Record) -> list[tuple[tuple[str, str], ...]]:
    return [one.subfields for one in from_json(record.marc).each("500")]


def test_a_blank_typed_after_the_code_is_no_part_of_the_text_and_one_from_a_file_stays(
    desk: SignedIn, kieu: Record
) -> None:
    marc = from_json(kieu.marc)
    odd = Marc(marc.leader, (*marc.fields, data("500", "  ", ("a", " Từ tệp"), ("b", "cũ"))))
    records.change_record(at=NOW, actor=SYSTEM, record=kieu, seen=1, marc=odd)
    sent = rows(desk, kieu)
    where = sent["tag"].index("500")
    sent["text"] = [*sent["text"][:where], "$a Từ tệp\n$b mới", *sent["text"][where + 1 :]]
    desk.post(f"{ROOT}{kieu.pk}/marc/", sent)
    kieu.refresh_from_db()
    assert notes(kieu) == [(("a", " Từ tệp"), ("b", "mới"))]
    text = linetext.lines_of(from_json(kieu.marc)).replace("$bmới", "$b mới hơn")
    desk.post(f"{ROOT}{kieu.pk}/van-ban/", {"text": text, "revision": "3"})
    kieu.refresh_from_db()
    assert notes(kieu) == [(("a", " Từ tệp"), ("b", "mới hơn"))]


def test_a_007_is_written_by_its_positions_and_one_left_alone_stays_to_the_letter(
    desk: SignedIn, kieu: Record
) -> None:
    marc = from_json(kieu.marc)
    records.change_record(
        at=NOW, actor=SYSTEM, record=kieu, seen=1,
        marc=Marc(marc.leader, (marc.fields[0], control("007", "vf |aho"), *marc.fields[1:])),
    )  # fmt: skip
    page = desk.get(f"{ROOT}{kieu.pk}/marc/")
    row = next(one for one in page.context["editor"].rows if one.tag == "007")
    assert "băng hình cát-xét" in page.content.decode()
    sent = rows(desk, kieu)
    sent["mark"] = [one.mark for one in page.context["editor"].rows]
    sent |= {spot.name: spot.value for spot in row.spots} | {f"{row.mark}-was": row.text}
    desk.post(f"{ROOT}{kieu.pk}/marc/", sent)
    kieu.refresh_from_db()
    assert kieu.revision == 2
    desk.post(f"{ROOT}{kieu.pk}/marc/", sent | {f"{row.mark}-4": "b"})
    kieu.refresh_from_db()
    assert from_json(kieu.marc).control("007") == "vf |bho  "


def test_a_new_007_shows_its_positions_as_soon_as_its_kind_is_chosen(desk: SignedIn, kieu: Record) -> None:
    sent = rows(desk, kieu)
    for name, value in (("tag", "007"), ("marks", "##"), ("text", "$a"), ("old", "")):
        column = sent[name]
        assert isinstance(column, list)
        column.append(value)
    page = desk.post(f"{ROOT}{kieu.pk}/marc/", sent | {"act": "look"})
    row = page.context["editor"].rows[-1]
    assert [spot.position.start for spot in row.spots] == [0]
    sent["mark"] = [one.mark for one in page.context["editor"].rows]
    chosen = {f"{row.mark}-was": "", f"{row.mark}-0": "t"}
    page = desk.post(f"{ROOT}{kieu.pk}/marc/", sent | chosen | {"act": "look"})
    assert [spot.position.start for spot in page.context["editor"].rows[-1].spots] == [0, 1]
    desk.post(f"{ROOT}{kieu.pk}/marc/", sent | chosen)
    kieu.refresh_from_db()
    assert from_json(kieu.marc).control("007") == "t "
