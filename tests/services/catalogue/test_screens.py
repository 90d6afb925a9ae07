"""The screens of the catalogue: short form, all fields, text, copies, headings, doublets, covers, labels."""

from __future__ import annotations

from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from densach.formats.marc import from_json
from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.services.catalogue.actions import records
from densach.services.catalogue.models import Authority, AuthorityLink, Item, Record, RecordState
from tests.cast import NOW, Province
from tests.services.catalogue.scene import a_copy, a_marc, a_record
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db
ROOT = "/lam-viec/muc-luc/"


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


def short(**told: str) -> dict[str, str]:
    return {"title": "Đất rừng phương Nam", "material": "book", "language": "vie", **told}


def test_ten_fields_make_a_record(province: Province, desk: SignedIn) -> None:
    told = short(
        author="Đoàn Giỏi", year="2019", subjects="Truyện thiếu nhi\r\nNam Bộ", library=province.library.code
    )
    answer = desk.post(f"{ROOT}moi/", told)
    made = Record.objects.get()
    assert answer.headers["Location"] == f"{ROOT}{made.pk}/"
    assert (made.author, made.year, made.subjects) == ("Đoàn Giỏi", 2019, "Truyện thiếu nhi; Nam Bộ")
    assert "Đất rừng phương Nam" in desk.get(f"{ROOT}{made.pk}/").content.decode()


def test_a_record_like_one_that_is_there_is_asked_about_first(
    province: Province, desk: SignedIn, kieu: Record
) -> None:
    told = short(title="TRUYỆN KIỀU", author="Nguyễn Du", year="1979", library=province.library.code)
    asked = desk.post(f"{ROOT}moi/", told)
    assert asked.status_code == 422
    assert f"{ROOT}{kieu.pk}/ban/" in asked.content.decode()
    assert Record.objects.count() == 1
    desk.post(f"{ROOT}moi/", {**told, "anyway": "on"})
    assert Record.objects.count() == 2


def test_what_was_typed_survives_that_somebody_else_was_first(desk: SignedIn, kieu: Record) -> None:
    records.change_record(
        at=NOW, actor=SYSTEM, record=kieu, seen=1, marc=a_marc("Truyện Kiều", "Nguyễn Du", "k1", "2015")
    )
    told = short(title="Truyện Kiều chú giải", author="Nguyễn Du", revision="1")
    clash = desk.post(f"{ROOT}{kieu.pk}/sua/", told)
    page = clash.content.decode()
    assert clash.status_code == 422
    assert "Đèn Sách" in page
    assert "Truyện Kiều chú giải" in page
    assert 'name="revision" value="2"' in page


def test_the_short_form_leaves_other_fields_alone(desk: SignedIn, kieu: Record) -> None:
    page = desk.get(f"{ROOT}{kieu.pk}/sua/").context["form"]
    told = {name: page[name].value() for name in page.fields}
    sent = {name: value for name, value in told.items() if value not in (None, False)}
    desk.post(f"{ROOT}{kieu.pk}/sua/", {**sent, "publisher": "Giáo dục"})
    kieu.refresh_from_db()
    before, after = a_marc("Truyện Kiều", "Nguyễn Du", "k1").fields, from_json(kieu.marc).fields
    assert [one.tag for one, now in zip(before, after, strict=True) if one != now] == ["264"]


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("year", "3025", "Không đọc được năm từ “3025”"),
        ("year", "abc", "Không đọc được năm từ “abc”"),
        ("isbn", "123", "“123” không phải ISBN hợp lệ"),
    ],
)
def test_what_a_file_would_be_told_of_is_told_at_the_keyboard_too(
    desk: SignedIn, kieu: Record, name: str, typed: str, told: str
) -> None:
    right = short(title="Truyện Kiều", author="Nguyễn Du", year="1675", isbn="9786042134583", revision="1")
    desk.post(f"{ROOT}{kieu.pk}/sua/", {**right, name: typed})
    page = desk.get(f"{ROOT}{kieu.pk}/").content.decode()
    assert told in page
    desk.post(f"{ROOT}{kieu.pk}/sua/", {**right, "revision": "2"})
    quiet = desk.get(f"{ROOT}{kieu.pk}/")
    assert "Không đọc được" not in quiet.content.decode()
    assert "ISBN hợp lệ" not in quiet.content.decode()


def test_doubts_of_a_new_record_are_told_and_it_is_entered(province: Province, desk: SignedIn) -> None:
    told = short(year="3025", library=province.library.code)
    desk.post(f"{ROOT}moi/", told)
    page = desk.get(f"{ROOT}{Record.objects.get().pk}/").content.decode()
    assert Record.objects.get().year is None
    assert "Không đọc được năm từ “3025”" in page


def rows(desk: SignedIn, record: Record) -> dict[str, list[str] | str]:
    editor = desk.get(f"{ROOT}{record.pk}/marc/").context["editor"]
    sent: dict[str, list[str] | str] = {"revision": str(editor.revision), "act": "save"}
    for name, told in (("tag", "tag"), ("marks", "marks"), ("text", "text"), ("old", "old")):
        sent[name] = [getattr(row, told) for row in editor.rows]
    for spot in (*editor.leader, *editor.coded):
        sent[spot.name] = spot.value
    return sent


def test_all_fields_sent_back_as_they_were_change_nothing(desk: SignedIn, kieu: Record) -> None:
    answer = desk.post(f"{ROOT}{kieu.pk}/marc/", rows(desk, kieu))
    assert answer.status_code == 302
    kieu.refresh_from_db()
    assert kieu.revision == 1


def test_positions_of_008_are_written_and_a_row_is_added(desk: SignedIn, kieu: Record) -> None:
    sent = rows(desk, kieu)
    sent["008-22-1"] = "j"
    for name, value in (("tag", "500"), ("marks", "##"), ("text", "$aBìa cứng"), ("old", "")):
        column = sent[name]
        assert isinstance(column, list)
        column.append(value)
    desk.post(f"{ROOT}{kieu.pk}/marc/", sent)
    kieu.refresh_from_db()
    assert kieu.children
    assert from_json(kieu.marc).first("500", "a") == "Bìa cứng"


def test_without_script_a_button_moves_a_row_and_saves_nothing(desk: SignedIn, kieu: Record) -> None:
    sent = {**rows(desk, kieu), "act": "down-0"}
    editor = desk.post(f"{ROOT}{kieu.pk}/marc/", sent).context["editor"]
    assert [row.tag for row in editor.rows[:2]] == ["020", "001"]
    kieu.refresh_from_db()
    assert kieu.revision == 1


def test_a_field_that_cannot_be_is_told_and_stays_on_the_page(desk: SignedIn, kieu: Record) -> None:
    sent = rows(desk, kieu)
    assert isinstance(sent["tag"], list)
    sent["tag"][-1], sent["text"] = "5!", [*sent["text"][:-1], "$aBìa rách"]
    answer = desk.post(f"{ROOT}{kieu.pk}/marc/", sent)
    assert answer.status_code == 422
    assert "Bìa rách" in answer.content.decode()


def test_text_pasted_is_the_record(desk: SignedIn, kieu: Record) -> None:
    text = (
        "=LDR  00000nam#a2200000#i#4500\n=001  k1\n=245  10$aTruyện Kiều :$bbản Nôm\n=500  ##$aGiá 5{dollar}"
    )
    desk.post(f"{ROOT}{kieu.pk}/van-ban/", {"text": text, "revision": "1"})
    kieu.refresh_from_db()
    marc = from_json(kieu.marc)
    assert kieu.title == "Truyện Kiều : bản Nôm"
    assert marc.first("500", "a") == "Giá 5$"
    assert desk.post(f"{ROOT}{kieu.pk}/van-ban/", {"text": "245 Truyện", "revision": "2"}).status_code == 422


def test_an_earlier_state_is_brought_back(desk: SignedIn, kieu: Record) -> None:
    marc = a_marc("Truyện Kiều", "Nguyễn Du", "k1", "2015")
    records.change_record(at=NOW, actor=SYSTEM, record=kieu, seen=1, marc=marc)
    page = desk.get(f"{ROOT}{kieu.pk}/lich-su/").content.decode()
    assert "<del>#1 $a Hà Nội : $b Văn học, $c 1979</del>" in page
    desk.post(f"{ROOT}{kieu.pk}/lich-su/1/", {"revision": "2"})
    kieu.refresh_from_db()
    assert (kieu.year, kieu.revision) == (1979, 3)


def test_copies_come_in_a_run_with_the_next_free_numbers(
    province: Province, desk: SignedIn, kieu: Record
) -> None:
    a_copy(province.library, kieu, "BV000009")
    told = {
        "library": province.library.code, "many": "3", "item_type": "book", "restriction": "open",
        "acquired_on": "2026-11-01", "counted": "on", "call_number": "895.9221 NGU",
    }  # fmt: skip
    assert desk.post(f"{ROOT}{kieu.pk}/ban/", told).status_code == 302
    made = Item.objects.order_by("pk").values_list("barcode", "accession_number")
    assert list(made)[1:] == [(f"BV0000{n}", f"DK.BV0000{n}") for n in (10, 11, 12)]
    kieu.refresh_from_db()
    assert kieu.holdings == 4
    taken = desk.post(f"{ROOT}{kieu.pk}/ban/", {**told, "first_barcode": "BV000011", "many": "2"})
    assert taken.status_code == 422
    assert Item.objects.count() == 4


def test_a_barcode_unlike_the_others_is_asked_about_and_steers_nothing(
    province: Province, desk: SignedIn, kieu: Record
) -> None:
    for number in (7, 8, 9):
        a_copy(province.library, kieu, f"BV00000{number}")
    told = {
        "library": province.library.code, "many": "1", "item_type": "book", "restriction": "open",
        "acquired_on": "2026-11-01", "counted": "on", "first_barcode": "DRAFT777",
    }  # fmt: skip
    asked = desk.post(f"{ROOT}{kieu.pk}/ban/", told)
    assert asked.status_code == 422
    assert "BV000009" in asked.content.decode()
    assert 'type="checkbox" name="sure"' in asked.content.decode()
    desk.post(f"{ROOT}{kieu.pk}/ban/", {**told, "sure": "on"})
    desk.post(f"{ROOT}{kieu.pk}/ban/", {**told, "first_barcode": ""})
    made = Item.objects.order_by("pk").values_list("barcode", flat=True)
    assert list(made)[3:] == ["DRAFT777", "BV000010"]


@pytest.mark.parametrize("day", ["1675-01-01", "3025-01-01"])
def test_a_copy_cannot_have_come_on_an_impossible_day(
    province: Province, desk: SignedIn, kieu: Record, day: str
) -> None:
    told = {
        "library": province.library.code, "many": "1", "item_type": "book", "restriction": "open", "acquired_on": day,
    }  # fmt: skip
    assert desk.post(f"{ROOT}{kieu.pk}/ban/", told).status_code == 422
    assert not Item.objects.exists()


def test_a_copy_is_withdrawn_with_a_reason_and_its_history_tells(
    province: Province, desk: SignedIn, kieu: Record
) -> None:
    copy = a_copy(province.library, kieu, "BV1")
    desk.post(f"{ROOT}ban/{copy.pk}/trang-thai/", {"state": "withdrawn", "why": "rách nát", "revision": "1"})
    page = desk.get(f"{ROOT}ban/{copy.pk}/").content.decode()
    assert "rách nát" in page
    assert "đã thanh lọc" in page


def test_the_list_of_copies_filters_and_goes_along(province: Province, desk: SignedIn, kieu: Record) -> None:
    a_copy(province.library, kieu, "BV1")
    a_copy(province.library, kieu, "XX2")
    assert len(desk.get(f"{ROOT}ban/").context["items"]) == 2
    assert len(desk.get(f"{ROOT}ban/?number=BV").context["items"]) == 1
    assert len(desk.get(f"{ROOT}ban/?call_from=900").context["items"]) == 0
    csv = desk.get(f"{ROOT}ban/?number=XX&as=csv").content.decode()
    assert csv.count("\n") == 2
    assert "XX2" in csv


def test_a_draft_is_seen_by_its_cataloguers_alone(province: Province, desk: SignedIn, stranger: User) -> None:
    draft = records.add_record(
        at=NOW, actor=SYSTEM, library=province.library, marc=a_marc("Nháp", "Lê An", "d1"), state="draft"
    )
    assert desk.get(f"{ROOT}{draft.pk}/").status_code == 200
    assert SignedIn(stranger).get(f"{ROOT}{draft.pk}/").status_code == 404
    assert SignedIn(stranger).get(f"{ROOT}{draft.pk}/bia").status_code == 404
    heading = AuthorityLink.objects.filter(record=draft).values_list("authority", flat=True)[0]
    page = reverse("catalogue:heading", args=[heading])
    assert [one.pk for one in desk.get(page).context["records"]] == [draft.pk]
    assert SignedIn(stranger).get(page).context["records"] == []


def test_two_records_are_compared_merged_and_parted(province: Province, desk: SignedIn, kieu: Record) -> None:
    other = a_record(province.library, "Truyện Kiều", "Nguyễn Du", "k2")
    assert f"{ROOT}{kieu.pk}/gop/{other.pk}/" in desk.get(f"{ROOT}trung/").content.decode()
    assert f"{ROOT}{kieu.pk}/gop/{other.pk}/" in desk.get(f"{ROOT}trung/?vi-sao=isbn").content.decode()
    page = desk.get(f"{ROOT}{kieu.pk}/gop/{other.pk}/").context["pairs"]
    ticked = [one.value for pair in page for one in (*pair.kept, *pair.other) if one.chosen]
    told = {"kept": "1", "other": "1", "field": ticked}
    assert desk.post(f"{ROOT}{kieu.pk}/gop/{other.pk}/", told).status_code == 302
    other.refresh_from_db()
    assert other.merged_into_id == kieu.pk
    merger = kieu.mergers.get()
    desk.post(f"{ROOT}gop/{merger.pk}/tach/")
    other.refresh_from_db()
    assert other.state == "published"


def test_a_heading_is_changed_from_its_page(desk: SignedIn, kieu: Record) -> None:
    heading = Authority.objects.get(kind="person")
    told = {"heading": "Nguyễn Du", "dates": "1765-1820", "variants": "Tố Như\r\nThanh Hiên", "revision": "1"}
    assert desk.post(f"{ROOT}tieu-de/{heading.pk}/sua/", told).status_code == 302
    page = desk.get(f"{ROOT}tieu-de/{heading.pk}/").content.decode()
    assert "Thanh Hiên" in page
    assert "Truyện Kiều" in page
    kieu.refresh_from_db()
    assert from_json(kieu.marc).first("100", "d") == "1765-1820"


def test_a_cover_is_made_and_a_sent_one_takes_its_place(desk: SignedIn, kieu: Record) -> None:
    made = desk.get(f"{ROOT}{kieu.pk}/bia")
    assert made.headers["Content-Type"] == "image/svg+xml"
    assert "Truyện Kiều" in made.content.decode()
    assert (
        desk.get(f"{ROOT}{kieu.pk}/bia", headers={"If-None-Match": made.headers["ETag"]}).status_code == 304
    )
    file = BytesIO()
    Image.new("RGB", (30, 44), "#24365c").save(file, "PNG")
    sent = SimpleUploadedFile("bia.png", file.getvalue())
    assert desk.post(f"{ROOT}{kieu.pk}/bia/", {"picture": sent}).status_code == 302
    assert desk.get(f"{ROOT}{kieu.pk}/bia").headers["Content-Type"] == "image/png"
    wrong = SimpleUploadedFile("bia.pdf", b"%PDF-1.7 x")
    assert desk.post(f"{ROOT}{kieu.pk}/bia/", {"picture": wrong}).status_code == 422


def test_labels_of_chosen_copies_are_a_pdf(province: Province, desk: SignedIn, kieu: Record) -> None:
    first, second = a_copy(province.library, kieu, "BV1"), a_copy(province.library, kieu, "BV2")
    page = desk.get(f"{ROOT}nhan/?ban={first.pk}&ban={second.pk}")
    assert page.context["many"] == 2
    answer = desk.get(f"{ROOT}nhan/?ids={first.pk},{second.pk}&sheet=a4-65&what=both&start=3&as=pdf")
    assert answer.content.startswith(b"%PDF")
    span = desk.get(f"{ROOT}nhan/?first=DK.BV2&last=DK.BV9")
    assert [one.barcode for one in span.context["items"]] == ["BV2"]


def test_a_cataloguer_of_another_province_changes_nothing_here(kieu: Record, stranger: User) -> None:
    client = SignedIn(stranger)
    for way in ("sua", "marc", "van-ban", "ban", "trang-thai", "bia"):
        assert client.get(f"{ROOT}{kieu.pk}/{way}/").status_code == 403


def test_only_drafts_of_the_own_library_are_asked_about(province: Province, desk: SignedIn) -> None:
    def a_draft(library: Organisation, title: str) -> Record:
        return records.add_record(
            at=NOW, actor=SYSTEM, library=library, marc=a_marc(title, "Đoàn Giỏi", "", year="1979"),
            state=RecordState.DRAFT,
        )  # fmt: skip

    def told(title: str) -> dict[str, str]:
        # Without its ISBN, which is another book's in this scene.
        return short(title=title, author="Đoàn Giỏi", year="1979", library=province.library.code)

    a_draft(province.foreign_library, "Cá bống mú")
    assert desk.post(f"{ROOT}moi/", told("Cá bống mú")).status_code == 302
    mine = a_draft(province.library, "Hoa hướng dương")
    answer = desk.post(f"{ROOT}moi/", told("Hoa hướng dương"))
    assert (answer.status_code, answer.context["alike"]) == (422, [mine])
