"""The PDF, read back with pdfium: its words, its pages, and that words stay words."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from densach.formats.officialdoc import pdf, write_pdf
from densach.formats.officialdoc.paper import GroupRow, Heading, Level, Media, Paper, Paragraph, Row
from densach.formats.officialdoc.pdf import PaperUnprintable
from tests.formats.officialdoc.papers import PICTURE, report, targets_table, with_annexes


def pages(paper: Paper) -> list[str]:
    """Return the text of each page, as a reader would copy it."""
    document = pypdfium2.PdfDocument(write_pdf(paper))
    try:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def words(text: str) -> str:
    """Return text on one line."""
    return " ".join(text.split())


def test_vietnamese_can_be_copied_out_of_it() -> None:
    first = words(pages(report())[0])
    for text in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        "Số: 05/BC-SVHTTDL",
        "Vĩnh Long, ngày 08 tháng 02 năm 2026",
        "Kính gửi: Ủy ban nhân dân tỉnh Vĩnh Long",
        "I. TÌNH HÌNH TRIỂN KHAI",
        "Chỉ tiêu Đơn vị tính Kế hoạch Thực hiện",
        "160.000 81.234,5",
    ):
        assert text in first


def test_the_signature_stands_at_the_end_of_the_body_with_its_mark() -> None:
    last = words(pages(report())[-1])
    assert "Ủy ban nhân dân tỉnh./." in last
    assert "Nơi nhận:" in last and "- Lưu: VT, QLVH." in last
    assert "PHÓ GIÁM ĐỐC" in last and "Trần Thị Ngọc Lan" in last


def test_pages_are_numbered_from_the_second_and_each_annex_apart() -> None:
    starts = [text.strip().split("\n")[0] for text in pages(with_annexes())]
    assert starts[0].startswith("UBND")
    assert starts[1:3] == ["2", "3"]
    upright, sideways = starts.index("Phụ lục I"), starts.index("Phụ lục II")
    assert upright == 3
    assert starts[sideways + 1 :] == [str(page) for page in range(2, 2 + len(starts) - sideways - 1)]
    assert len(starts) > sideways + 1


def test_wide_pages_are_turned_and_the_rest_is_upright_a4() -> None:
    document = pypdfium2.PdfDocument(write_pdf(with_annexes()))
    sizes = [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in document]
    document.close()
    assert sizes[0] == (210, 297)
    assert sizes.count((297, 210)) >= 2
    assert set(sizes) == {(210, 297), (297, 210)}


def test_the_header_of_a_long_table_stands_on_each_of_its_pages() -> None:
    written = pages(report(body=(targets_table(80), Paragraph("Hết"))))
    assert len(written) > 3
    assert all("Chỉ tiêu" in text for text in written[:-1])


@pytest.mark.parametrize(
    "text",
    [
        '#panic("run")',
        "$ sum_(i=0)^n $ và *đậm* _nghiêng_",
        "= Không phải tiêu đề",
        '"ngoặc" \\ <nhãn> @nguồn // chú thích',
        '#read("/etc/passwd") #import "x.typ"',
    ],
)
def test_markup_in_a_text_is_shown_and_never_run(text: str) -> None:
    row = Row((text, text, text, text, text, text))
    body = (Heading(Level.ARABIC, "1", text), replace(targets_table(), rows=(row,)), Paragraph(text))
    written = words(" ".join(pages(report(abstract=text, body=body))))
    assert words(text) in written


def test_the_same_paper_gives_the_same_bytes_and_another_paper_others() -> None:
    assert write_pdf(with_annexes()) == write_pdf(with_annexes())
    assert write_pdf(report()) != write_pdf(report(number=6))


def test_the_file_names_its_title_its_issuer_and_its_language() -> None:
    written = write_pdf(report())
    document = pypdfium2.PdfDocument(written)
    about = document.get_metadata_dict()
    outline = [item.get_title() for item in document.get_toc()]
    document.close()
    assert about["Title"].startswith("Báo cáo Kết quả 6 tháng")
    assert about["Author"] == "Sở Văn hóa, Thể thao và Du lịch"
    assert about["CreationDate"].startswith("D:20260208")
    assert b"/Lang(vi-VN)" in written and b"/StructTreeRoot" in written
    assert "I. TÌNH HÌNH TRIỂN KHAI" in outline


def test_it_is_fit_for_archives_and_screen_readers_unless_a_letter_has_no_glyph() -> None:
    for paper in (
        report(),
        with_annexes(),
        report(type_name=None, body=(Paragraph("Đề nghị gửi báo cáo."),)),
    ):
        written = write_pdf(paper)
        assert b"pdfaid:part>2<" in written.replace(b" ", b"") and b"pdfuaid" in written
    assert b"pdfaid" not in write_pdf(report(body=(Paragraph("Chữ riêng \ue123"),)))


def test_a_broken_picture_is_refused_by_name() -> None:
    for media in Media:
        with pytest.raises(PaperUnprintable):
            write_pdf(report(body=(replace(PICTURE, data=b"\xff\xfeno", media=media),)))


def test_an_undated_draft_can_be_printed() -> None:
    first = words(pages(report(date=None, number=None, draft=True))[0])
    assert "DỰ THẢO" in first and "/BC-SVHTTDL" in first


def test_without_a_system_typeface_every_vietnamese_letter_is_still_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    built_in = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(pdf, "_typefaces", lambda folders: (built_in, (pdf.BUILT_IN,)))
    letters = "ắằẳẵặ ấầẩẫậ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự ỳỷỹỵý đ Đ Ặ Ộ Ữ Ỹ"
    document = pypdfium2.PdfDocument(write_pdf(report(body=(Paragraph(letters),))))
    text = words(document[0].get_textpage().get_text_bounded())
    document.close()
    assert letters in text


def test_a_typeface_is_used_only_if_it_has_every_vietnamese_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    built_in = typst.Fonts(include_system_fonts=False)
    assert pdf._writes_vietnamese(built_in, pdf.BUILT_IN)
    monkeypatch.setattr(pdf, "LETTERS", "ơ\ue000")
    assert not pdf._writes_vietnamese(built_in, pdf.BUILT_IN)


def test_one_typeface_writes_the_whole_paper() -> None:
    written = write_pdf(report())
    faces = {name.split(b"-")[0] for name in re.findall(rb"/FontName/[A-Z]{6}\+([\w-]+)", written)}
    assert len(faces) == 1


def test_a_folder_of_typefaces_is_searched(tmp_path: Path) -> None:
    assert write_pdf(report(), fonts=(tmp_path,)).startswith(b"%PDF")


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=60))
def test_any_text_can_be_printed(text: str) -> None:
    body = (Paragraph(text), replace(targets_table(), rows=(Row((text,) * 6),)))
    assert write_pdf(report(body=body, abstract=text, issuer=text, place=text)).startswith(b"%PDF")


@pytest.mark.parametrize("before", range(14, 34))
def test_the_name_of_a_group_never_stands_alone_at_the_foot_of_a_page(before: int) -> None:
    table = targets_table(before)
    last = Row(("Dòng đầu của nhóm", "cuộc", 4, 2, "50%", ""))
    grouped = replace(table, rows=(*table.rows, GroupRow("Nhóm cuối"), last))
    for text in pages(report(body=(grouped,))):
        assert ("Nhóm cuối" in text) == ("Dòng đầu" in words(text)), text
