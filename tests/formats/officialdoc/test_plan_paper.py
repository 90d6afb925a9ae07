"""The demo's own plan: a paper in the official form, of a length and content that people can read and check."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pypdfium2

from densach.demo.plan_paper import plan_docx, plan_paper
from densach.formats.officialdoc import write_pdf


def text() -> str:
    """Return the plan's words, tables and all."""
    document = docx.Document(BytesIO(plan_docx()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])


def test_it_is_a_plan_of_the_province_signed_for_its_chair() -> None:
    words = text()
    for part in (
        "ỦY BAN NHÂN DÂN\nTỈNH VĨNH LONG",
        "Số: 45/KH-UBND",
        "Vĩnh Long, ngày 12 tháng 01 năm 2026",
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
        "1520/QĐ-TTg ngày 09/12/2022",
        "không phải văn bản của cơ quan nhà nước",
    ):
        assert part in words


def test_it_sets_targets_of_many_kinds_and_the_days_of_reports() -> None:
    words = text()
    for part in (
        "105/124 xã, phường",
        "từ 160.000 đến 180.000 lượt bạn đọc mỗi năm",
        "10 - 12% mỗi năm",
        "từ 03 đến 05 chương trình giáo dục mỗi năm",
        "ít nhất 04 cuộc trưng bày chuyên đề mỗi năm",
        "cấp tỉnh 02 năm 01 lần; cấp xã mỗi năm 01 lần",
        "Đến năm 2027, có 85% trung tâm văn hóa",
        "thư viện điện tử",
        "trước ngày 10/6",
        "trước ngày 15/11",
    ):
        assert part in words


def test_it_knows_no_district() -> None:
    assert not re.search(r"\b(huyện|quận|thị xã|thành phố)\b", text(), re.IGNORECASE)


def test_each_task_names_who_leads_and_when() -> None:
    words = text()
    tasks = words.count("- Nội dung:")
    assert tasks == 10
    assert words.count("- Đơn vị chủ trì:") == words.count("- Thời gian thực hiện:") == tasks


def test_it_is_five_or_six_pages_and_an_annex() -> None:
    document = pypdfium2.PdfDocument(write_pdf(plan_paper()))
    count = len(document)
    document.close()
    assert 6 <= count <= 8


def test_it_is_the_same_file_each_time() -> None:
    assert plan_docx() == plan_docx()
