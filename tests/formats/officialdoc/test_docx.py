"""The .docx, read back with python-docx and held against Decree 30/2020/NĐ-CP, Annex I."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt
from docx.text.paragraph import Paragraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from densach.formats.officialdoc import lines, write_docx
from densach.formats.officialdoc import paper as papers
from densach.formats.officialdoc.pictures import PictureUnreadable
from tests.formats.officialdoc.papers import PICTURE, opened, report, targets_table, with_annexes


@pytest.fixture(scope="module")
def document() -> Document:
    return opened(report())


@pytest.fixture(scope="module")
def annexed() -> Document:
    return opened(with_annexes())


def find(document: Document, text: str) -> Paragraph:
    """Return the one paragraph, in the body or a cell, that holds this text."""
    cells = [paragraph for table in document.tables for cell in table._cells for paragraph in cell.paragraphs]
    found: dict[int, Paragraph] = {
        id(one._p): one for one in [*document.paragraphs, *cells] if text in one.text
    }
    (paragraph,) = found.values()
    return paragraph


def looks(paragraph: Paragraph) -> tuple[float, bool, bool, Any]:
    """Return (size, bold, italic, alignment) as Word resolves them: the run's, else the style's."""
    run, style = paragraph.runs[0], paragraph.style
    assert style is not None
    font: Any = style.font
    aligned = paragraph.alignment
    style_format: Any = style.paragraph_format
    alignment = style_format.alignment if aligned is None else aligned
    size = (run.font.size or font.size).pt
    bold = font.bold if run.bold is None else run.bold
    return size, bool(bold), bool(font.italic if run.italic is None else run.italic), alignment


CENTER = WD_ALIGN_PARAGRAPH.CENTER
LEFT = WD_ALIGN_PARAGRAPH.LEFT


def test_every_sheet_is_a4_with_the_margins_of_the_law(annexed: Document) -> None:
    for section in annexed.sections:
        assert section.page_width and section.page_height
        assert {round(section.page_width.mm), round(section.page_height.mm)} == {210, 297}
        assert section.top_margin and section.bottom_margin and section.left_margin and section.right_margin
        assert 20 <= section.top_margin.mm <= 25 and 20 <= section.bottom_margin.mm <= 25
        assert 30 <= section.left_margin.mm <= 35 and 15 <= section.right_margin.mm <= 20


def test_the_font_is_times_new_roman_for_every_script_and_the_language_vietnamese(document: Document) -> None:
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for place in (defaults, document.styles["Normal"].element.rPr):
        fonts = place.find(qn("w:rFonts"))
        assert set(fonts.attrib.values()) == {"Times New Roman"} and len(fonts.attrib) == 4
    assert defaults.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"
    others = document.element.body.findall(f".//{qn('w:rFonts')}")
    assert not others


def test_page_numbers_stand_centred_in_the_top_margin_but_not_on_page_one(document: Document) -> None:
    first = document.sections[0]
    number = first.header.paragraphs[0]
    assert "PAGE" in "".join(text.text or "" for text in number._p.iter(qn("w:instrText")))
    size, bold, italic, alignment = looks(number)
    assert 13 <= size <= 14 and not bold and not italic and alignment == CENTER
    assert first.different_first_page_header_footer
    assert [paragraph.text for paragraph in first.first_page_header.paragraphs] == [""]
    assert first.header_distance is not None and first.header_distance < Mm(20)


def test_pages_turned_sideways_go_on_counting_and_each_annex_counts_apart(annexed: Document) -> None:
    starts = [section._sectPr.find(qn("w:pgNumType")) is not None for section in annexed.sections]
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in annexed.sections]
    hidden = [section.different_first_page_header_footer for section in annexed.sections]
    assert starts == hidden == [True, False, False, True, True]
    assert turned == [False, True, False, False, True]
    assert all(section.header.is_linked_to_previous for section in list(annexed.sections)[1:])


def test_the_first_table_is_the_head(document: Document) -> None:
    head = document.tables[0]
    assert len(head.columns) == 2 and len(head.rows) == 2
    (issuer, nation), (number, place) = (row.cells for row in head.rows)
    assert issuer.text.split("\n")[:3] == ["UBND TỈNH VĨNH LONG", "SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"]
    assert nation.text.split("\n")[:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert number.text == "Số: 05/BC-SVHTTDL"
    assert place.text == "Vĩnh Long, ngày 08 tháng 02 năm 2026"
    assert head._tbl.tblPr.find(qn("w:tblBorders")) is None
    assert head.style is not None and head.style.name == "Normal Table"


@pytest.mark.parametrize(
    ("text", "sizes", "bold", "italic"),
    [
        ("UBND TỈNH VĨNH LONG", (12, 13), False, False),
        ("SỞ VĂN HÓA, THỂ THAO", (12, 13), True, False),
        ("CỘNG HÒA XÃ HỘI", (12, 13), True, False),
        ("Độc lập - Tự do", (13, 14), True, False),
        ("Số: 05", (13, 13), False, False),
        ("Vĩnh Long, ngày", (13, 14), False, True),
        ("BÁO CÁO", (13, 14), True, False),
        ("Kết quả 6 tháng đầu năm 2026 thực hiện", (13, 14), True, False),
        ("Kính gửi", (13, 14), False, False),
        ("KT. GIÁM ĐỐC", (13, 14), True, False),
        ("PHÓ GIÁM ĐỐC", (13, 14), True, False),
        ("Trần Thị Ngọc Lan", (13, 14), True, False),
    ],
)
def test_what_frames_the_body_has_its_size_weight_and_slope(
    document: Document, text: str, sizes: tuple[int, int], bold: bool, italic: bool
) -> None:
    size, is_bold, is_italic, alignment = looks(find(document, text))
    assert sizes[0] <= size <= sizes[1]
    assert (is_bold, is_italic, alignment) == (bold, italic, CENTER)


def test_rules_stand_under_issuer_motto_and_abstract(document: Document) -> None:
    _, nation = document.tables[0].rows[0].cells
    issuer, _ = document.tables[0].rows[0].cells
    title = document.paragraphs[:3]
    for place, room, least, most in (
        (issuer.paragraphs, 65, 65 / 3, 65 / 2),
        (nation.paragraphs, 97, 55, 57),
        (title, 162, 162 / 4, 162 / 2),
    ):
        (rule,) = [one for one in place if one._p.find(f".//{qn('w:pBdr')}/{qn('w:top')}") is not None]
        left, right = rule.paragraph_format.left_indent, rule.paragraph_format.right_indent
        assert left is not None and left == right
        assert least <= room - left.mm * 2 <= most


def test_the_motto_stands_single_spaced_under_the_nation(document: Document) -> None:
    nation = find(document, "CỘNG HÒA")
    style: Any = nation.style
    assert style.paragraph_format.line_spacing == 1.0
    assert style.paragraph_format.space_after == Pt(0)


@pytest.mark.parametrize("text", ["Sở báo cáo kết quả", "Sở đã ban hành", "- Thư viện tỉnh", "Trên đây là"])
def test_running_text_is_justified_indented_and_set_apart(document: Document, text: str) -> None:
    paragraph = find(document, text)
    size, _, _, alignment = looks(paragraph)
    style: Any = paragraph.style
    assert 13 <= size <= 14 and alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(Cm(1.27).mm, 1) == round(style.paragraph_format.first_line_indent.mm, 1)
    assert style.paragraph_format.space_after >= Pt(6)
    assert 1.0 <= style.paragraph_format.line_spacing <= 1.5


def test_headings_are_capitals_bold_or_upright_by_their_level(document: Document) -> None:
    for text, bold, outline in (
        ("BÁO CÁO", True, "0"),
        ("I. TÌNH HÌNH TRIỂN KHAI", True, "1"),
        ("1. Công tác chỉ đạo", True, "2"),
        ("a) Về thư viện", False, "3"),
    ):
        paragraph = find(document, text)
        assert looks(paragraph)[1] is bold
        style: Any = paragraph.style
        assert style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == outline
        assert style.paragraph_format.keep_with_next


def test_a_run_keeps_its_own_weight(document: Document) -> None:
    paragraph = find(document, "Sở đã ban hành")
    assert [run.text for run in paragraph.runs if run.bold] == ["03 văn bản"]


def test_legal_bases_are_italic(document: Document) -> None:
    assert looks(find(document, "Căn cứ Luật Thư viện;"))[:3] == (14, False, True)


def test_the_body_ends_with_its_mark_on_the_page_of_the_signature(document: Document) -> None:
    last = find(document, "Trên đây là")
    assert last.text.endswith("Ủy ban nhân dân tỉnh./.")
    assert last.paragraph_format.keep_with_next


def test_recipients_stand_left_of_the_signature(document: Document) -> None:
    recipients, signature = document.tables[-1].rows[0].cells
    assert [one.text for one in recipients.paragraphs] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT, QLVH."]
    assert looks(recipients.paragraphs[0]) == (12, True, True, LEFT)
    assert looks(recipients.paragraphs[1]) == (11, False, False, LEFT)
    assert signature.paragraphs[0].text == "KT. GIÁM ĐỐC"


def test_an_official_letter_has_no_type_and_its_subject_under_the_number() -> None:
    letter = opened(report(type_name=None, abstract="đôn đốc gửi báo cáo", symbol="SVHTTDL-QLVH"))
    number = letter.tables[0].rows[1].cells[0]
    assert number.text.split("\n") == ["Số: 05/SVHTTDL-QLVH", "V/v đôn đốc gửi báo cáo"]
    size, bold, _, alignment = looks(number.paragraphs[1])
    style: Any = number.paragraphs[1].style
    assert 12 <= size <= 13 and not bold and alignment == CENTER
    assert style.paragraph_format.space_before == Pt(6)
    assert letter.paragraphs[0].text.startswith("Kính gửi:")


def test_a_draft_says_so() -> None:
    assert "DỰ THẢO" in opened(report(draft=True, number=None)).tables[0].rows[1].cells[0].text
    assert "DỰ THẢO" not in opened(report()).tables[0].rows[1].cells[0].text


def test_the_targets_table_repeats_its_header_and_breaks_no_row(document: Document) -> None:
    table = document.tables[1]
    header, group, first, *_ = table.rows
    assert [cell.text for cell in header.cells][:4] == ["Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Thực hiện"]
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [
        True,
        False,
        False,
        False,
    ]
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
    assert group._tr.find(f".//{qn('w:gridSpan')}").get(qn("w:val")) == "6"
    assert [cell.text for cell in first.cells][2:4] == ["160.000", "81.234,5"]
    aligned = [cell.paragraphs[0].alignment for cell in first.cells]
    assert aligned[:3] == [LEFT, CENTER, WD_ALIGN_PARAGRAPH.RIGHT]


def test_a_table_is_as_wide_as_the_text_it_stands_in(document: Document) -> None:
    for table, room in ((document.tables[1], 162), (document.tables[2], 249)):
        widths = [cell.width.mm for cell in table.rows[2].cells if cell.width]
        assert abs(sum(widths) - room) < 1


def test_a_header_cell_spans_the_rows_and_columns_it_says() -> None:
    header = (
        (papers.HeaderCell("Đơn vị", rowspan=2), papers.HeaderCell("Lượt", colspan=2)),
        ("Kế hoạch", "Thực hiện"),
    )
    columns = (papers.Column(), papers.Column(), papers.Column())
    table = papers.Table(columns, header, (papers.Row(("Xã A", 1, 2)),))
    written = opened(report(body=(table,))).tables[1]
    texts = [[cell.text for cell in row.cells] for row in written.rows]
    assert texts == [["Đơn vị", "Lượt", "Lượt"], ["Đơn vị", "Kế hoạch", "Thực hiện"], ["Xã A", "1", "2"]]


def test_annexes_are_titled_and_name_their_paper(annexed: Document) -> None:
    assert looks(find(annexed, "Phụ lục II"))[:3] == (14, True, False)
    assert looks(find(annexed, "SỐ LIỆU THEO ĐƠN VỊ"))[:3] == (14, True, False)
    references = [
        one for one in annexed.paragraphs if one.text.startswith("(Kèm theo Báo cáo số 05/BC-SVHTTDL")
    ]
    assert len(references) == 2 and looks(references[0])[:3] == (14, False, True)


def test_a_drawing_becomes_a_picture_with_words_for_it(document: Document) -> None:
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "Biểu đồ lượt bạn đọc"
    assert abs(shape.width.mm - 140) < 1


@pytest.mark.parametrize("media", list(papers.Media))
def test_a_broken_picture_is_refused_by_name(media: papers.Media) -> None:
    broken = replace(PICTURE, data=b"\xff\xfenot a picture", media=media)
    with pytest.raises(PictureUnreadable) as refused:
        write_docx(report(body=(broken,)))
    assert refused.value.params == {"alt": "Biểu đồ lượt bạn đọc"}


def test_properties_name_title_and_issuer_and_not_the_library(document: Document) -> None:
    properties = document.core_properties
    assert properties.title == "Báo cáo Kết quả 6 tháng đầu năm 2026 thực hiện Kế hoạch học tập suốt đời"
    assert properties.author == properties.last_modified_by == "Sở Văn hóa, Thể thao và Du lịch"
    assert (properties.language, properties.comments) == ("vi-VN", "")
    assert properties.created is not None and str(properties.created.date()) == "2026-02-08"


def test_the_same_paper_gives_the_same_bytes_and_another_paper_others() -> None:
    assert write_docx(with_annexes()) == write_docx(with_annexes())
    assert write_docx(report()) != write_docx(report(number=6))
    with zipfile.ZipFile(BytesIO(write_docx(report()))) as packed:
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
        assert not [name for name in packed.namelist() if "thumbnail" in name]


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr shd tabs spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rFonts b bCs i iCs color spacing sz szCs highlight u lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
}


def test_properties_stand_in_the_order_that_word_insists_on(annexed: Document) -> None:
    for root in (annexed.element.body, annexed.sections[0].header._element):
        for name, order in ORDER.items():
            for properties in root.iter(qn(f"w:{name}")):
                found = [order.split().index(child.tag.rsplit("}")[-1]) for child in properties]
                assert found == sorted(found)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(), min_size=1, max_size=80))
def test_any_text_survives_in_every_part_of_a_paper(text: str) -> None:
    table = replace(targets_table(), caption="", notes=(), rows=(papers.Row((text,) * 6),))
    body = (papers.Paragraph(text), table, papers.Paragraph("Hết"))
    paper = report(
        body=body,
        abstract=text,
        issuer=text,
        place=text,
        recipients=(text,),
        addressees=(),
        legal_bases=(),
        annexes=(papers.Annex(text, ()),),
        signature=papers.Signature((text,), text),
    )
    read = opened(paper)
    assert lines.clean(text) in [one.text for one in read.paragraphs]
    assert [cell.text for cell in read.tables[1].rows[1].cells] == [lines.clean(text)] * 6
