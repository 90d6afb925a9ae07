"""Files that are no plan, or hardly readable: a named refusal, or a reading with a warning."""

from __future__ import annotations

import json
import shutil

import pytest

from densach.formats.planreader import read
from densach.formats.planreader.errors import (
    BrokenPdf,
    EmptyPaper,
    NotAWordFile,
    OldWordNeedsOffice,
    PaperTooLarge,
    PicturesOnly,
    PlanRefusal,
    UnknownPaperKind,
)
from densach.formats.planreader.plaintext import modern
from densach.formats.planreader.sources import MAX_BYTES
from densach.ui.wording.planreader import SENTENCES
from tests.formats.planreader.papermaking import picture_pdf, text_pdf, word_paper, zip_named_docx

HAS_RECOGNISER = shutil.which("tesseract") is not None
HAS_OFFICE = shutil.which("soffice") is not None or shutil.which("libreoffice") is not None


@pytest.mark.parametrize(
    ("data", "name", "refusal"),
    [
        (b"", "trong.txt", EmptyPaper),
        (b"  \n\n \t", "trong.docx", EmptyPaper),
        (b"12 34 -- ***", "so.txt", EmptyPaper),
        (bytes(range(256)) * 20, "nhi-phan.txt", EmptyPaper),
        (zip_named_docx(), "hop.docx", NotAWordFile),
        (b"PK\x03\x04 cut off", "hong.docx", NotAWordFile),
        (b"hello there, no zip at all", "khong.docx", NotAWordFile),
        (b"%PDF-1.7 nothing follows", "hong.pdf", BrokenPdf),
        ("Kế hoạch".encode(), "ke-hoach.xlsx", UnknownPaperKind),
        (b"a" * (MAX_BYTES + 1), "to.txt", PaperTooLarge),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, name: str, refusal: type[PlanRefusal]) -> None:
    with pytest.raises(refusal) as caught:
        read(data, name)
    assert caught.value.params["name"] == name


@pytest.mark.skipif(HAS_RECOGNISER, reason="this machine can read pictures")
def test_a_pdf_of_pictures_is_refused_where_nothing_can_read_them() -> None:
    with pytest.raises(PicturesOnly) as caught:
        read(picture_pdf(3), "quet.pdf")
    assert caught.value.params["pages"] == 3


@pytest.mark.skipif(HAS_OFFICE, reason="this machine can convert .doc")
def test_an_old_word_file_needs_an_office() -> None:
    with pytest.raises(OldWordNeedsOffice):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "cu.doc")


def test_a_pdf_of_too_many_pages_is_refused() -> None:
    with pytest.raises(PaperTooLarge):
        read(text_pdf([["x"]] * 1001), "day.pdf")


def test_every_refusal_has_its_sentence_with_its_own_places() -> None:
    refusals: list[type[PlanRefusal]] = [PlanRefusal, *PlanRefusal.__subclasses__()]
    assert {one.message_id for one in refusals} == set(SENTENCES)
    for sentence in SENTENCES.values():
        assert sentence % {"name": "a.pdf", "size": "60 MB", "limit": "50 MB", "pages": 3}


def test_a_letter_that_is_no_plan_is_kept_and_said_so() -> None:
    reading = read("Kính gửi bác Ba,\nHôm nay trời đẹp, con đọc 12 trang sách.\n".encode(), "thu.txt")
    assert reading.text.startswith("Kính gửi")
    assert reading.targets == ()
    assert any("không phải" in one.message for one in reading.warnings)


def test_an_impossible_day_is_pointed_out_where_it_stands() -> None:
    source = "KẾ HOẠCH\nĐọc sách năm 2027\nI. BÁO CÁO\n1. Các đơn vị gửi báo cáo hằng năm trước ngày 31/6.\n"
    reading = read(source.encode(), "kh.txt")
    warning = next(one for one in reading.warnings if "không có trong lịch" in one.message)
    assert reading.text[warning.start : warning.end] == "31/6"


def test_a_number_used_twice_is_pointed_out_and_both_clauses_are_kept() -> None:
    source = "KẾ HOẠCH\nĐọc sách năm 2027\nI. NHIỆM VỤ\n1. Việc một.\n2. Việc hai.\n2. Việc ba.\n"
    reading = read(source.encode(), "kh.txt")
    assert [one.path for one in reading.clauses] == ["I", "I.1", "I.2", "I.2"]
    assert any("I.2 lặp lại" in one.message for one in reading.warnings)


def test_text_in_the_old_tcvn3_font_is_read_with_a_warning() -> None:
    source = (
        "KÕ ho¹ch ph¸t triÓn v¨n hãa ®äc n¨m 2027\nI. Môc tiªu\n"
        "1. PhÊn ®Êu 80% th­ viÖn cÊp x· cã dÞch vô phôc vô häc tËp suèt ®êi cho ng­êi d©n.\n"
        "2. Mçi n¨m bæ sung 2.000 b¶n s¸ch cho c¸c th­ viÖn trªn ®Þa bµn tØnh.\n"
    )
    reading = read(source.encode("cp1252"), "cu.txt")
    assert "thư viện cấp xã" in reading.text
    assert any("TCVN3" in one.message for one in reading.warnings)
    assert [one.value_min for one in reading.targets] == [80, 2000]


def test_composed_and_decomposed_letters_read_alike_and_keep_their_own_offsets() -> None:
    import unicodedata

    source = "KẾ HOẠCH\nĐọc sách năm 2027\nI. MỤC TIÊU\n1. Phấn đấu đạt 80% thư viện cấp xã có dịch vụ trực tuyến.\n"
    apart = unicodedata.normalize("NFD", source)
    whole, parted = read(source.encode(), "a.txt"), read(apart.encode(), "b.txt")
    assert len(whole.targets) == len(parted.targets) == 1
    target = parted.targets[0]
    assert parted.text == apart
    assert unicodedata.normalize("NFC", parted.text[target.start : target.end]) == whole.targets[0].quote


def test_a_word_file_gives_paragraphs_tables_and_list_numbers_in_order() -> None:
    data = word_paper(
        ["UBND TỈNH HẢ", "KẾ HOẠCH", "Đọc sách đến năm 2030", "I. CHỈ TIÊU"],
        table=[
            ("Chỉ tiêu", "Đơn vị tính", "Năm 2028", "Năm 2030"),
            ("Tỷ lệ thư viện cấp xã có dịch vụ trực tuyến", "%", "40", "75"),
        ],
        lists=["Mỗi năm bổ sung 500 bản sách."],
    )
    reading = read(data, "ke-hoach.docx")
    assert reading.source.method == "docx"
    assert [(one.value_min, one.year_to) for one in reading.targets] == [(40, 2028), (75, 2030), (500, 2030)]
    assert reading.text.index("75") < reading.text.index("1. Mỗi năm")


def test_a_pdf_is_read_page_by_page_with_pages_counted() -> None:
    page = ["KE HOACH", "I. MUC TIEU", "1. Dat 80% thu vien cap xa co dich vu.", "12"]
    reading = read(text_pdf([page, ["2. Mo 5 lop."]]), "kh.pdf")
    assert (reading.source.method, reading.source.pages) == ("pdf", 2)
    assert "80% thu vien" in reading.text
    assert "\n12\n" not in reading.text


def test_blank_pages_among_written_ones_are_named() -> None:
    reading = read(text_pdf([["Ke hoach hoat dong nam 2027"], [], ["Tiep theo cua ke hoach"]]), "kh.pdf")
    assert any("Trang 2 chưa nhận dạng chữ" in one.message for one in reading.warnings)


def test_a_nul_in_a_file_becomes_a_blank_that_any_database_keeps() -> None:
    text = "KẾ HOẠCH\nThực hiện Chương trình\n1. Đến năm 2027, 70%\0 thư viện công cộng cấp xã có dịch vụ.\n"
    reading = read(text.encode(), "ke-hoach.txt")
    assert "\0" not in reading.text
    assert "\\u0000" not in json.dumps(reading.as_json())
    assert len(reading.text) == len(read(text.replace("\0", " ").encode(), "ke-hoach.txt").text)


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        ("KÕ HO¹CH", "KẾ HOẠCH"),
        ("Uû BAN NH¢N D¢N TØNH BA VµM", "UỶ BAN NHÂN DÂN TỈNH BA VÀM"),
        ("Thùc hiÖn KÕ HO¹CH n¨m 2027", "Thực hiện KẾ HOẠCH năm 2027"),
        ("Sè: 12/KH-UBND", "Số: 12/KH-UBND"),
        ("ë UBND x· vµ th­ viÖn", "ở UBND xã và thư viện"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
    ],
)
def test_capitals_of_an_old_capital_font_become_capitals_and_nothing_else(stored: str, meant: str) -> None:
    body = "Thùc hiÖn Ch­¬ng tr×nh ph¸t triÓn v¨n hãa cña tØnh trong nh÷ng n¨m tíi.\n" * 3
    assert modern(f"{body}{stored}\n")[0].rstrip().split("\n")[-1] == meant


def test_type_and_title_are_found_under_an_old_capital_font() -> None:
    old = (
        "Uû BAN NH¢N D¢N TØNH\nSè: 12/KH-UBND\n\nKÕ HO¹CH\nPh¸t triÓn th­ viÖn c«ng céng n¨m 2027\n\n"
        "1. Môc tiªu: ®Õn n¨m 2027, 70% th­ viÖn cÊp x· cã dÞch vô sè.\n"
    )
    document = read(old.encode(), "kh.txt").document
    assert document.type == "Kế hoạch"
    assert document.title and "Phát triển thư viện công cộng" in document.title
