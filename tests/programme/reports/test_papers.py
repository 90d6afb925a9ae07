"""The report as an official paper."""

from __future__ import annotations

from io import BytesIO

import docx
import pypdfium2
import pytest

from densach.files import queries as files
from densach.formats.officialdoc.paper import GroupRow, Row, Table
from densach.kernel.actor import SYSTEM
from densach.programme.reports import actions, queries
from densach.programme.reports.models import Report
from tests.programme.reports.scene import LATER, Scene

HEADER = ["Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Thực hiện", "Tỷ lệ", "Ghi chú"]


def opened(data: bytes) -> docx.document.Document:
    return docx.Document(BytesIO(data))


def text_of(report: Report) -> str:
    document = opened(queries.docx_of(report))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_first_table_is_the_head_and_the_second_the_targets(scene: Scene) -> None:
    document = opened(queries.docx_of(scene.consolidated()))
    head, targets = document.tables[0], document.tables[1]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head.cell(0, 1).text
    assert [cell.text for cell in targets.rows[0].cells] == HEADER


def test_rows_stand_in_groups_with_plan_figure_and_share(scene: Scene) -> None:
    paper = queries.paper_of(queries.report_for(SYSTEM, scene.consolidated().pk))
    [table] = [block for block in paper.body if isinstance(block, Table)]
    assert [row.text for row in table.rows if isinstance(row, GroupRow)] == ["I. Thư viện", "II. Bảo tàng"]
    first = next(row for row in table.rows if isinstance(row, Row))
    assert first.cells[:5] == (
        "Thư viện tỉnh phục vụ 160.000 lượt bạn đọc",
        "lượt",
        "160.000",
        "60.000",
        "37,5%",
    )


def test_the_paper_says_to_which_day_its_figures_go(scene: Scene) -> None:
    assert "Số liệu đến ngày 09/06/2026." in text_of(scene.consolidated())


def test_units_that_did_not_report_are_named_in_the_paper(scene: Scene) -> None:
    scene.accepted(scene.province.library)
    text = text_of(scene.consolidated())
    assert "Đơn vị chưa có báo cáo được tiếp nhận đến thời điểm tổng hợp (4 đơn vị):" in text
    assert "- Bảo tàng tỉnh Ba Vàm" in text
    assert "tạm tính" in text


def test_the_sections_stand_in_order_with_the_words_of_the_unit(scene: Scene) -> None:
    text = text_of(scene.submitted(scene.province.library))
    places = [text.index(title) for title in ("TÌNH HÌNH CHỈ ĐẠO", "KẾT QUẢ THỰC HIỆN", "TỒN TẠI, HẠN CHẾ")]
    assert places == sorted(places)
    assert "Các hoạt động được tổ chức đúng kế hoạch." in text


def test_a_draft_is_marked_and_neither_numbered_nor_signed(scene: Scene) -> None:
    paper = queries.paper_of(scene.consolidated())
    assert (paper.draft, paper.number, paper.date, paper.signature.name) == (True, None, None, "")


def test_a_signed_paper_has_number_day_and_signer_and_leaves_out_empty_sections(scene: Scene) -> None:
    report = scene.signed()
    assert report.docx is not None
    document = opened(files.read(report.docx))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    head = "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    assert "Số: 12/BC-SVHTTDL" in head
    assert "ngày 12 tháng 6 năm 2026" in head
    assert "KIẾN NGHỊ" not in text
    assert not queries.paper_of(report).draft


def test_a_commune_committee_signs_for_the_committee_and_has_no_body_above(scene: Scene) -> None:
    paper = queries.paper_of(scene.opened(scene.province.commune_committee))
    assert (paper.parent_body, paper.symbol, paper.place) == ("", "BC-UBND", "An Tiến")
    assert (paper.signature.authority, paper.signature.body_line) == ("TM.", "ỦY BAN NHÂN DÂN")


def test_the_same_report_gives_the_same_bytes(scene: Scene) -> None:
    report = scene.consolidated()
    assert queries.docx_of(report) == queries.docx_of(report)


def test_the_pdf_says_the_same_in_words_that_can_be_searched(scene: Scene) -> None:
    pdf = pypdfium2.PdfDocument(queries.pdf_of(scene.consolidated()))
    try:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()
    assert "Thư viện tỉnh phục vụ" in text
    assert "DỰ THẢO" in text


@pytest.mark.parametrize("written", ["- gạch đầu dòng\n+ ý nhỏ\nđoạn", "\x00\x07 ký tự lạ <b>&amp;</b>"])
def test_whatever_a_person_writes_becomes_paper(scene: Scene, written: str) -> None:
    report = scene.opened(scene.province.library)
    report = actions.save_sections(
        at=LATER, actor=SYSTEM, report=report, seen_revision=1, sections={"results": written}
    )
    assert written.split()[-1] in text_of(report)
