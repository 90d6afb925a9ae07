"""The papers of these tests: a report of a department, in the words a clerk would write."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import docx
from docx.document import Document

from densach.formats.officialdoc import write_docx
from densach.formats.officialdoc.paper import (
    Align,
    Annex,
    Block,
    Column,
    GroupRow,
    Heading,
    Landscape,
    Level,
    ListItem,
    Media,
    Paper,
    Paragraph,
    Picture,
    Row,
    Run,
    Signature,
    Table,
)

DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="400" height="120">
<rect width="400" height="120" fill="#f5ecd8"/><circle cx="60" cy="60" r="40" fill="#a33"/></svg>"""

PICTURE = Picture(DRAWING, Media.SVG, alt="Biểu đồ lượt bạn đọc", caption="Hình 1. Lượt bạn đọc")


def targets_table(rows: int = 2) -> Table:
    """Return the targets' table of a report."""
    line = ("Lượt bạn đọc của Thư viện tỉnh", "lượt", 160000, Decimal("81234.5"), "50,8 %", "tạm tính")
    return Table(
        columns=(
            Column(5),
            Column(2, Align.CENTER),
            Column(2.2, Align.RIGHT),
            Column(2.2, Align.RIGHT),
            Column(1.6, Align.RIGHT),
            Column(2.4),
        ),
        header=(("Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Thực hiện", "Tỷ lệ", "Ghi chú"),),
        rows=(GroupRow("Thư viện"), *(Row(line) for _ in range(rows))),
        caption="Bảng 1. Kết quả thực hiện chỉ tiêu",
        notes=("Số liệu đến ngày 31/5/2026.",),
    )


def body() -> tuple[Block, ...]:
    """Return a body with one block of each kind."""
    return (
        Paragraph("Sở báo cáo kết quả 6 tháng đầu năm như sau:"),
        Heading(Level.ROMAN, "I", "Tình hình triển khai"),
        Heading(Level.ARABIC, "1", "Công tác chỉ đạo"),
        Paragraph(runs=(Run("Sở đã ban hành "), Run("03 văn bản", bold=True), Run(" hướng dẫn."))),
        ListItem("Thư viện tỉnh phục vụ lưu động."),
        Heading(Level.LETTER, "a", "Về thư viện"),
        targets_table(),
        PICTURE,
        Landscape((targets_table(),)),
        Paragraph("Trên đây là kết quả của Sở; kính trình Ủy ban nhân dân tỉnh."),
    )


def report(**changes: object) -> Paper:
    """Return a department's report upwards, with what a test wants different."""
    parts: dict[str, object] = {
        "parent_body": "Ủy ban nhân dân tỉnh Vĩnh Long",
        "issuer": "Sở Văn hóa, Thể thao và Du lịch",
        "number": 5,
        "symbol": "BC-SVHTTDL",
        "place": "Vĩnh Long",
        "date": date(2026, 2, 8),
        "type_name": "BÁO CÁO",
        "abstract": "Kết quả 6 tháng đầu năm 2026 thực hiện Kế hoạch học tập suốt đời",
        "addressees": ("Ủy ban nhân dân tỉnh Vĩnh Long",),
        "legal_bases": ("Căn cứ Luật Thư viện", "Căn cứ Kế hoạch số 45/KH-UBND ngày 12/01/2026;"),
        "body": body(),
        "signature": Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trần Thị Ngọc Lan"),
        "recipients": ("Như trên", "Lưu: VT, QLVH"),
    }
    return Paper(**(parts | changes))  # type: ignore[arg-type]  # the parts are checked where they are used


def with_annexes() -> Paper:
    """Return the report with an upright annex and one turned sideways."""
    upright = Annex("Đơn vị chưa gửi báo cáo", (targets_table(),))
    return report(annexes=(upright, Annex("Số liệu theo đơn vị", (targets_table(40),), landscape=True)))


def opened(paper: Paper) -> Document:
    """Return the paper written and read back."""
    return docx.Document(BytesIO(write_docx(paper)))
