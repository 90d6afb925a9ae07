"""One box for everything: marks or none, phrases, fields, numbers. The same on SQLite and on PostgreSQL."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from densach.kernel.actor import SYSTEM
from densach.services.catalogue.actions import items, records
from densach.services.catalogue.models import Item, ItemState, Record, RecordState
from densach.services.catalogue.queries.finding import newest
from densach.services.catalogue.search import finding
from densach.services.catalogue.search.facets import facets
from densach.services.catalogue.search.narrowing import Query
from tests import cast
from tests.services.search.shelf import a_copy, a_record, found, the_shelf, titles

pytestmark = pytest.mark.django_db


def few_are_many(monkeypatch: pytest.MonkeyPatch, window: int) -> None:
    """Makes the search take a handful of hits for very many."""
    monkeypatch.setattr(finding, "EACH", window)
    monkeypatch.setattr(finding, "WINDOW", window)


@pytest.fixture
def shelf(province: cast.Province) -> dict[str, Record]:
    return the_shelf(province)


@pytest.mark.usefixtures("shelf")
def test_without_marks_all_are_found_whose_letters_agree() -> None:
    assert set(titles("nguyen du")) == {
        "Truyện Kiều", "Truyện Kiều : bản Kinh đời Tự Đức", "Truyền kỳ mạn lục",
    }  # fmt: skip
    assert titles("duong len dinh") == ["Đường lên đỉnh"]
    assert titles("dien bien") == ["Điện Biên Phủ"]


@pytest.mark.usefixtures("shelf")
def test_with_marks_those_spelled_so_come_first_and_the_others_after() -> None:
    assert titles("hóa học") == ["Hóa học", "Họa học phổ thông"]
    assert titles("họa học") == ["Họa học phổ thông", "Hóa học"]
    assert titles("nguyễn dữ")[0] == "Truyền kỳ mạn lục"
    assert titles("Nguyễn Du")[-1] == "Truyền kỳ mạn lục"


@pytest.mark.usefixtures("shelf")
def test_where_the_tone_stands_and_how_letters_are_composed_does_not_matter() -> None:
    assert titles("hoá học") == titles("hóa học")
    assert titles("tác giả:Trần Văn Hoà") == ["Hóa học"]
    assert titles(unicodedata.normalize("NFD", "Điện Biên Phủ")) == ["Điện Biên Phủ"]
    assert titles("KÍNH VẠN HOA") == ["Kính vạn hoa"]


@pytest.mark.usefixtures("shelf")
def test_a_title_that_is_the_question_comes_before_titles_that_hold_it() -> None:
    assert titles("truyện kiều")[0] == "Truyện Kiều"
    assert titles("từ điển truyện kiều")[0] == "Từ điển Truyện Kiều"


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tác giả:nguyễn nhật ánh", {"Cho tôi xin một vé đi tuổi thơ", "Kính vạn hoa"}),
        ("author:anh", {"Cho tôi xin một vé đi tuổi thơ", "Kính vạn hoa", "Từ điển Truyện Kiều"}),
        ("nhan đề:kiều", {"Truyện Kiều", "Truyện Kiều : bản Kinh đời Tự Đức", "Từ điển Truyện Kiều"}),
        ("chủ đề:kieu", {"Từ điển Truyện Kiều"}),
        ("nxb:kim đồng", {"Kính vạn hoa"}),
        ("publisher:tre", {"Cho tôi xin một vé đi tuổi thơ"}),
        ('"một vé"', {"Cho tôi xin một vé đi tuổi thơ"}),
        ('"vé một"', set()),
        ("truyện -kiều", {"Truyền kỳ mạn lục"}),
        ("truyện -tác giả:du", {"Từ điển Truyện Kiều"}),
        ("năm:2018", {"Truyền kỳ mạn lục"}),
        ("truyện năm:1970-1979", {"Truyện Kiều", "Từ điển Truyện Kiều"}),
        ("nguyen year:-1980", {"Truyện Kiều", "Điện Biên Phủ"}),
        ("9786042134583", {"Truyện Kiều"}),
        ("978-604-2-13458-3", {"Truyện Kiều"}),
        ("isbn: 6042134582", {"Truyện Kiều"}),
        ("vl0001", {"Truyện Kiều"}),
        ("ký hiệu:895.922", {"Truyện Kiều", "Truyền kỳ mạn lục"}),
        ("tru* kieu*", {"Truyện Kiều", "Truyện Kiều : bản Kinh đời Tự Đức", "Từ điển Truyện Kiều"}),
        ("trại súc vật", {"Animal farm"}),
        ("không có gì như thế", set()),
        ("tác giả: nguyễn nhật ánh vé tuổi", {"Cho tôi xin một vé đi tuổi thơ"}),
    ],
)
def test_what_can_be_asked(text: str, expected: set[str]) -> None:
    assert set(titles(text)) == expected
    assert found(text).total == len(expected)


@pytest.mark.usefixtures("shelf")
def test_only_what_is_not_wanted_leaves_all_the_rest() -> None:
    assert found("-kiều").total == 8
    assert found("-nguyễn").total == 6


def test_a_barcode_finds_its_book_alone(province: cast.Province, shelf: dict[str, Record]) -> None:
    a_copy(province.library, shelf["Kính vạn hoa"], "VL-000123", accession="M2019")
    assert titles("VL-000123") == ["Kính vạn hoa"]
    assert titles("vl-000123") == ["Kính vạn hoa"]
    assert titles("M2019") == []
    assert titles("M2019", staff=True) == ["Kính vạn hoa"]


def test_a_call_number_on_a_copy_finds_its_book(province: cast.Province, shelf: dict[str, Record]) -> None:
    a_copy(province.library, shelf["Kính vạn hoa"], "VL-000124", call_number="895.9 NG527A")
    assert titles("ký hiệu:895.9 tác giả:ánh") == ["Kính vạn hoa"]


def test_citizens_see_no_drafts_and_nobody_sees_what_was_withdrawn_as_if_it_were_there(
    province: cast.Province, shelf: dict[str, Record]
) -> None:
    draft = a_record(province.library, "Bản thảo Kiều", state=RecordState.DRAFT)
    assert "Bản thảo Kiều" not in titles("kiều")
    assert "Bản thảo Kiều" in titles("kiều", staff=True)
    assert titles(staff=True, states=(RecordState.DRAFT,)) == ["Bản thảo Kiều"]
    records.change_record_state(at=cast.NOW, actor=SYSTEM, record=draft, seen=1, state=RecordState.PUBLISHED)
    assert "Bản thảo Kiều" in titles("kiều")


def test_a_changed_record_is_found_by_its_new_words_only(shelf: dict[str, Record]) -> None:
    from densach.formats.marc import data, from_json

    record = shelf["Kính vạn hoa"]
    marc = from_json(record.marc)
    new = marc.without("245").with_fields([data("245", "10", ("a", "Ngồi khóc trên cây"))])
    records.change_record(at=cast.NOW, actor=SYSTEM, record=record, seen=1, marc=new)
    assert titles("khóc trên cây") == ["Ngồi khóc trên cây"]
    assert titles("kính vạn hoa") == []


def test_facets_chosen_narrow_and_copies_are_looked_at_as_they_stand_now(
    province: cast.Province, shelf: dict[str, Record]
) -> None:
    a_copy(province.library, shelf["Truyện Kiều"], "VL-1001")
    a_copy(province.commune_library, shelf["Truyền kỳ mạn lục"], "VL-1002")
    assert titles("truyen", library=province.library.pk) == ["Truyện Kiều"]
    assert set(titles("truyen", available=True)) == {"Truyện Kiều", "Truyền kỳ mạn lục"}
    items.change_state(at=cast.NOW, actor=SYSTEM, barcode="VL-1001", state=ItemState.IN_REPAIR)
    assert titles("truyen", available=True) == ["Truyền kỳ mạn lục"]
    assert titles("truyen", library=province.library.pk, available=True) == []
    assert titles(languages=("eng",)) == ["Animal farm"]
    assert titles("nguyen", years=(1990, 2010)) == ["Kính vạn hoa", "Cho tôi xin một vé đi tuổi thơ"]
    assert len(titles("truyen", unheld=True, staff=True)) == 2


@pytest.mark.usefixtures("shelf")
def test_titles_are_sorted_as_vietnamese_readers_expect() -> None:
    assert titles("nguyen du", sort="title") == [
        "Truyện Kiều", "Truyện Kiều : bản Kinh đời Tự Đức", "Truyền kỳ mạn lục",
    ]  # fmt: skip
    assert titles("hoa hoc", sort="title") == ["Hóa học", "Họa học phổ thông"]
    assert titles("nguyen du", sort="year")[0] == "Truyền kỳ mạn lục"
    assert titles(sort="newest")[0] == "Animal farm"


@pytest.mark.usefixtures("shelf")
def test_pages_follow_each_other_without_gap_or_repetition(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = titles("nguyen", limit=50)
    for window in (100, 3, 1):
        few_are_many(monkeypatch, window)
        pages = [titles("nguyen", offset=at, limit=2) for at in range(0, len(whole) + 2, 2)]
        assert sorted(one for page in pages for one in page) == sorted(whole)
        assert found("nguyen", offset=2, limit=2).total == len(whole)


@pytest.mark.usefixtures("shelf")
def test_a_total_beyond_what_is_counted_is_said_to_be_more(monkeypatch: pytest.MonkeyPatch) -> None:
    few_are_many(monkeypatch, 2)
    monkeypatch.setattr(finding, "COUNTED", 3)
    answer = found("nguyen")
    assert (answer.total, answer.more) == (3, True)


@pytest.mark.usefixtures("shelf")
def test_of_very_many_hits_the_narrow_questions_still_find_the_best(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few_are_many(monkeypatch, 2)
    assert titles("truyện kiều")[0] == "Truyện Kiều"
    assert titles("họa học")[0] == "Họa học phổ thông"


def test_a_title_with_the_marks_typed_comes_before_a_title_whose_folded_word_is_another(
    province: cast.Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        a_record(province.library, f"Nguyên tắc {number}", "Nguyễn Hà")
    a_record(province.library, "Thơ chọn lọc của một nhà thơ họ Nguyễn qua nhiều thời", "Lê Thị Bình An Hà")
    a_record(province.library, "Sông Đà", "Nguyễn Tuân")
    for window in (300, 2):
        few_are_many(monkeypatch, window)
        assert titles("nguyễn")[0].startswith("Thơ chọn lọc")
    few_are_many(monkeypatch, 300)
    assert titles("nguyễn hà")[0].startswith("Nguyên tắc")
    assert titles("nguyen")[0].startswith("Nguyên tắc")


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("text", ['"', '""', "*", " - ", "…"])
def test_signs_without_a_word_find_nothing_and_not_everything(text: str) -> None:
    answer = found(text)
    assert (answer.total, answer.wordless) == (0, True)
    assert facets(Query(text)).looked_at == 0


def test_what_narrows_a_question_narrows_a_barcode_too(
    province: cast.Province, shelf: dict[str, Record]
) -> None:
    a_copy(province.library, shelf["Kính vạn hoa"], "VL-000125")
    assert titles("VL-000125", kinds=("book",), staff=True) == ["Kính vạn hoa"]
    assert titles("VL-000125", kinds=("map",), staff=True) == []
    assert titles("VL-000125", library=province.commune_library.pk) == []
    assert titles("VL-000125", years=(2000, None)) == []
    assert facets(Query("VL-000125", kinds=("map",), staff=True)).looked_at == 0


def test_a_draft_of_another_library_is_hidden_from_words_and_barcodes(
    province: cast.Province, shelf: dict[str, Record]
) -> None:
    draft = a_record(province.library, "Bản thảo Kiều", state=RecordState.DRAFT)
    a_copy(province.library, draft, "DRAFT777")
    own, others = (province.library.pk,), (province.commune_library.pk,)
    for text in ("kiều", "DRAFT777", ""):
        assert "Bản thảo Kiều" in titles(text, staff=True, drafts=own)
        assert "Bản thảo Kiều" not in titles(text, staff=True, drafts=others)
        assert "Bản thảo Kiều" not in titles(text, staff=True, drafts=())
    assert "Truyện Kiều" in titles("kiều", staff=True, drafts=())


def test_an_old_stock_is_not_new_on_the_shelf(province: cast.Province, shelf: dict[str, Record]) -> None:
    library = province.library
    new = a_copy(library, shelf["Truyện Kiều"], "VL-1")
    old = a_copy(library, shelf["Animal farm"], "VL-2")
    Item.objects.filter(pk=new.pk).update(counted_on=date(2026, 2, 1))
    Item.objects.filter(pk=old.pk).update(batch_id=1, acquired_on=cast.NOW.date(), added_at=cast.NOW)
    for of in (None, library.pk):
        assert [one.title for one in newest(of)] == ["Truyện Kiều", "Animal farm"]
        assert [one.title for one in newest(of, limit=1)] == ["Truyện Kiều"]


SIGNED = (
    "Lập trình C",
    "Lập trình C++",
    "Lập trình C#",
    "ASP.NET từng bước",
    "Vitamin A",
    "Chứng chỉ CompTIA A+",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c++", {"Lập trình C++"}),
        ("lập trình C++", {"Lập trình C++"}),
        ("lap trinh c#", {"Lập trình C#"}),
        ("nhan đề:c#", {"Lập trình C#"}),
        ("lập trình c", {"Lập trình C"}),
        (".net", {"ASP.NET từng bước"}),
        ("asp net", {"ASP.NET từng bước"}),
        ("A+", {"Chứng chỉ CompTIA A+"}),
        ("lập trình -c++ -c#", {"Lập trình C"}),
    ],
)
def test_a_name_with_signs_is_a_word_of_its_own(
    province: cast.Province, monkeypatch: pytest.MonkeyPatch, text: str, expected: set[str]
) -> None:
    for title in SIGNED:
        a_record(province.library, title)
    for window in (300, 2):
        few_are_many(monkeypatch, window)
        assert set(titles(text)) == expected
