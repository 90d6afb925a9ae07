"""Papers of the room: the self-assessment in the form of Decree 30/2020/NĐ-CP, and a report for printing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from densach.formats.officialdoc import write_docx, write_pdf
from densach.formats.officialdoc.paper import (
    Align,
    Block,
    CellValue,
    Column,
    GroupRow,
    Heading,
    Level,
    Media,
    Paper,
    Paragraph,
    Picture,
    Row,
    Signature,
    Table,
)
from densach.kernel.dates import format_date, today
from densach.services.statistics.models import AssessmentState, SelfAssessment
from densach.services.statistics.queries.assessments import is_draft, lines_of
from densach.services.statistics.queries.reports import Report, Result
from densach.services.stocktaking.queries.papers import issuer_of

_MET = {True: "Đạt", False: "Không đạt", None: ""}


def assessment_docx(assessment: SelfAssessment, on: date) -> bytes:
    """The report on the yearly self-assessment (form 01 of Circular 05/2020/TT-BVHTTDL); a draft until submitted."""
    day = today(assessment.submitted_at) if assessment.submitted_at else on
    issuer = issuer_of(assessment.library_id, day)
    return write_docx(
        Paper(
            parent_body=issuer.parent,
            issuer=issuer.name,
            number=int(assessment.number) if assessment.number.isdecimal() else None,
            symbol=f"BC-{issuer.letters}",
            place=issuer.place,
            date=None if is_draft(assessment) else day,
            type_name="BÁO CÁO",
            abstract=f"Kết quả tự đánh giá hoạt động thư viện năm {assessment.year}",
            body=tuple(_assessed(assessment, issuer.name, on)),
            signature=Signature(titles=("THỦ TRƯỞNG ĐƠN VỊ",), name=assessment.submitted_by_name),
            recipients=(*((f"{issuer.parent} (báo cáo)",) if issuer.parent else ()), "Lưu: VT"),
            legal_bases=(
                "Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;",
                "Căn cứ Thông tư số 05/2020/TT-BVHTTDL của Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch quy định về "
                "đánh giá hoạt động thư viện;",
            ),
            draft=assessment.state != AssessmentState.ACCEPTED and is_draft(assessment),
        )
    )


def _assessed(assessment: SelfAssessment, name: str, on: date) -> Iterator[Block]:
    since, until = format_date(assessment.since), format_date(assessment.until)
    yield Paragraph(f"{name} báo cáo kết quả tự đánh giá hoạt động từ ngày {since} đến ngày {until} như sau:")
    yield Heading(Level.ROMAN, "I", "Kết quả theo tiêu chí")
    rows: list[Row | GroupRow] = []
    number = met = judged = 0
    for group, lines in lines_of(assessment, "vi", on):
        rows.append(GroupRow(group))
        for one in lines:
            number += 1
            met, judged = met + bool(one.line.met), judged + (one.line.met is not None)
            figure = one.line.given or one.figure
            unit = one.criterion.unit_vi
            cells = (str(number), one.criterion.name_vi, unit, figure, _MET[one.line.met], one.line.note)
            rows.append(Row(cells))
    yield Table(
        columns=(
            Column(0.7, Align.CENTER), Column(4.5), Column(1.3), Column(1.5, Align.RIGHT), Column(1.2), Column(2.5),
        ),
        header=(("TT", "Tiêu chí", "Đơn vị", "Kết quả", "Tự đánh giá", "Ghi chú"),),
        rows=tuple(rows),
    )  # fmt: skip
    yield Paragraph(f"Số tiêu chí đạt: {met} trên {judged} tiêu chí được đánh giá.")
    yield Heading(Level.ROMAN, "II", "Đánh giá chung")
    for line in assessment.summary.splitlines() or ["…"]:
        yield Paragraph(line)
    yield Heading(Level.ROMAN, "III", "Kiến nghị, đề xuất")
    for line in assessment.proposals.splitlines() or ["Không có."]:
        yield Paragraph(line)


def report_pdf(*, report: Report, result: Result, library: int, whose: str, period: str, on: date) -> bytes:
    """A report with its drawing and table, for printing: of one library, or of several told together."""
    issuer = issuer_of(library, on)
    return write_pdf(
        Paper(
            parent_body=issuer.parent,
            issuer=issuer.name,
            symbol=f"TK-{issuer.letters}",
            place=issuer.place,
            date=on,
            type_name="BIỂU THỐNG KÊ",
            abstract=f"{report.title}",
            body=tuple(_reported(result, whose, period)),
            signature=Signature(titles=("NGƯỜI LẬP BIỂU",)),
        )
    )


def _reported(result: Result, whose: str, period: str) -> Iterator[Block]:
    yield Paragraph(f"{whose}, {period}.")
    if result.told:
        yield Paragraph(result.told)
    if result.chart is not None:
        yield Picture(result.chart.svg.encode(), Media.SVG, alt=result.chart.title, width=150)
    if not result.rows:
        return
    wide = [Column(3 if at < result.number_from else 1.2) for at in range(len(result.head))]
    yield Table(
        columns=tuple(wide),
        header=(tuple(str(one) for one in result.head),),
        rows=tuple(Row(_cells(row)) for row in result.rows),
    )


def _cells(row: Sequence[object]) -> tuple[CellValue, ...]:
    told: list[CellValue] = []
    for one in row:
        if isinstance(one, float):
            told.append(Decimal(str(one)))
        elif isinstance(one, int):
            told.append(one)
        else:
            told.append(format_date(one) if isinstance(one, date) else str(one or ""))
    return tuple(told)
