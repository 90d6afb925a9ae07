"""A report as an official paper: a BÁO CÁO in the form of Decree 30/2020/NĐ-CP, its figures in one table.

A paper is Vietnamese in whatever language its reader works. What is drawn here is only what the report holds: the
same report gives the same paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from densach.formats.officialdoc import write_docx, write_pdf
from densach.formats.officialdoc.paper import (
    Align,
    Authority,
    Block,
    Column,
    GroupRow,
    Heading,
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
from densach.kernel.dates import format_date, format_date_long, today
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.models import OrganisationKind
from densach.programme.indicators.models import IndicatorGroup
from densach.programme.plans.models import Plan
from densach.programme.reports.models import Report, ReportLine, ReportState
from densach.programme.reports.queries.bars import Bar, bars_of
from densach.programme.reports.queries.doors import children_of, figures_until, lines_of
from densach.programme.reports.queries.standing import note_of, sum_of
from densach.programme.reports.rules import figures, outline

HEADER: Final = ("Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Thực hiện", "Tỷ lệ", "Ghi chú")
_COLUMNS: Final = (
    Column(5.2),
    Column(1.7, Align.CENTER),
    Column(2.4, Align.CENTER),
    Column(2.2, Align.RIGHT),
    Column(1.8, Align.RIGHT),
    Column(2.9),
)
_GROUPS: Final = {
    IndicatorGroup.LIBRARY: "Thư viện",
    IndicatorGroup.MUSEUM: "Bảo tàng",
    IndicatorGroup.CULTURE: "Trung tâm văn hóa, nhà văn hóa",
    IndicatorGroup.PROGRAMME: "Chỉ tiêu chung",
}
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI")
_WORD_OF_KIND: Final = {
    OrganisationKind.DEPARTMENT.value: "GIÁM ĐỐC",
    OrganisationKind.PUBLIC_LIBRARY.value: "GIÁM ĐỐC",
    OrganisationKind.MUSEUM.value: "GIÁM ĐỐC",
    OrganisationKind.CULTURE_CENTRE.value: "GIÁM ĐỐC",
    OrganisationKind.PEOPLES_COMMITTEE.value: "CHỦ TỊCH",
}
_COMMITTEE: Final = OrganisationKind.PEOPLES_COMMITTEE.value
_BASES: Final = 3
_WORTH_DRAWING: Final = 3


def paper_of(report: Report) -> Paper:
    """The report as it stands; "DỰ THẢO" until it is signed, undated and unnumbered until then."""
    obligation = report.obligation
    signed = report.state == ReportState.SIGNED
    named = organisations.named(obligation.organisation, obligation.cutoff)
    above = obligation.recipient_id or named.parent_id
    names = organisations.names_of([key for key in (above, named.parent_id) if key], obligation.cutoff)
    period = Period.parse(obligation.period)
    plan = obligation.plan
    lines = lines_of(report)
    return Paper(
        # A People's Committee is under no body that would stand above its name (Annex I, II.2).
        parent_body="" if named.kind == _COMMITTEE else names.get(named.parent_id or 0, ""),
        issuer=named.name,
        number=int(report.number) if report.number.isdecimal() else None,
        symbol=report.symbol or outline.symbol_of(named.name),
        place=place_of(named.area_id, obligation.cutoff),
        date=today(report.signed_at) if signed and report.signed_at else None,
        type_name="BÁO CÁO",
        abstract=_abstract(plan, period),
        addressees=(names[above],) if above in names else (),
        legal_bases=bases_of(plan),
        body=tuple(_body(report, plan, named.name, names.get(above or 0, ""), period, lines)),
        signature=signature_of(report, named.name, named.kind),
        recipients=_recipients(names.get(above or 0, "")),
        draft=not signed,
    )


def docx_of(report: Report) -> bytes:
    """The paper as .docx: the same report, the same bytes."""
    return write_docx(paper_of(report))


def pdf_of(report: Report) -> bytes:
    """The paper as PDF."""
    return write_pdf(paper_of(report))


def file_name(report: Report, suffix: str) -> str:
    """ "bao-cao-2026-H1-tv-tinh.docx"."""
    obligation = report.obligation
    return f"bao-cao-{obligation.period}-{obligation.organisation.code}{suffix}"


def place_of(area_id: int, on: date) -> str:
    """The place before the date: the issuer's own area without what kind of area it is (Annex I, II.4)."""
    name = organisations.area_name(area_id, on)
    for kind in ("Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Thị trấn ", "Đặc khu "):
        name = name.removeprefix(kind)
    return name


def signature_of(report: Report, name: str, kind: str) -> Signature:
    """Who signs: as entered at the signing, else the head of such a body without a name yet."""
    committee = kind == _COMMITTEE
    titles = tuple(line.strip().upper() for line in report.signer_title.splitlines() if line.strip())
    return Signature(
        titles=titles or (_WORD_OF_KIND.get(kind, "THỦ TRƯỞNG ĐƠN VỊ"),),
        name=report.signer_name,
        authority=Authority.TM if committee else None,
        body_line="ỦY BAN NHÂN DÂN" if committee else "",
    )


def _recipients(above: str) -> tuple[str, ...]:
    return (*((f"{above} (báo cáo)",) if above else ()), "Lãnh đạo đơn vị", "Lưu: VT")


def _abstract(plan: Plan, period: Period) -> str:
    return f"Kết quả thực hiện {_plan_short(plan)} {period.label('vi')}"


def _plan_short(plan: Plan) -> str:
    kind = plan.document_type or "Kế hoạch"
    number = f"{plan.number}/{plan.symbol}" if plan.number and plan.symbol else ""
    return f"{kind} số {number}" if number else f"{kind} “{plan.title}”"


def _plan_full(plan: Plan) -> str:
    told = _plan_short(plan)
    if plan.issued_on:
        told += f" {format_date_long(plan.issued_on)}"
    if plan.issuer:
        issued = plan.issued_on or date(plan.year_from, 1, 1)
        told += f" của {organisations.as_registered(plan.issuer, issued)}"
    title = plan.title.removeprefix(plan.document_type or "Kế hoạch").strip()
    if plan.number and title and not title.isupper():
        told += f" {title[0].lower()}{title[1:]}"
    return told


def bases_of(plan: Plan) -> tuple[str, ...]:
    """The first of the plan's own legal bases, as its paper words them."""
    found = plan.reading.get("legal_bases", []) if isinstance(plan.reading, dict) else []
    quotes = [" ".join(str(one.get("quote", "")).split()).rstrip(" ;,.") for one in found]
    return tuple(quote for quote in quotes if quote.startswith(("Căn cứ", "Thực hiện")))[:_BASES]


def _body(
    report: Report, plan: Plan, unit: str, above: str, period: Period, lines: Sequence[ReportLine]
) -> Iterator[Block]:
    # Nothing was taken yet: a draft that names a day would promise figures of days to come.
    until = f" (số liệu đến ngày {format_date(figures_until(report))})" if report.taken_at else ""
    yield Paragraph(
        f"Thực hiện {_plan_full(plan)}, {unit} báo cáo kết quả {period.label('vi')}{until} như sau:"
    )
    number = 0
    for section in outline.SECTIONS:
        words = report.sections.get(section.code, "").strip()
        # What nobody wrote stays out of a signed paper; a draft shows where words are wanted.
        if report.state == ReportState.SIGNED and not words and section.code != outline.RESULTS:
            continue
        yield Heading(Level.ROMAN, _ROMAN[number], section.paper_title)
        number += 1
        yield from _words(words)
        if section.code == outline.RESULTS:
            yield from _results(report, lines)
    yield Paragraph(_closing(unit, above, plan, period))


def _closing(unit: str, above: str, plan: Plan, period: Period) -> str:
    told = f"Trên đây là báo cáo kết quả thực hiện {_plan_short(plan)} {period.label('vi')} của {unit}"
    return f"{told}, kính gửi {above} xem xét, tổng hợp" if above else told


def _words(text: str) -> Iterator[Block]:
    """What the unit wrote: a line is a paragraph, a line that begins with a dash or a plus an item of a list."""
    for line in text.splitlines():
        said = line.strip()
        if said[:2] in {"- ", "+ ", "– "}:
            yield ListItem(said[2:].strip(), mark="+" if said[0] == "+" else "-")
        elif said:
            yield Paragraph(said)


def _results(report: Report, lines: Sequence[ReportLine]) -> Iterator[Block]:
    yield Paragraph(runs=(Run("Kết quả thực hiện các chỉ tiêu được tổng hợp trong bảng sau:"),))
    yield Table(
        columns=_COLUMNS,
        header=(HEADER,),
        rows=tuple(_rows(lines)),
        caption="",
        notes=tuple(_notes(report, lines)),
    )
    yield from _drawing(lines)
    if report.obligation.consolidates:
        yield from _missing(report)


def _drawing(lines: Sequence[ReportLine]) -> Iterator[Picture]:
    """How far each target with a planned value is, as one small picture; none for fewer than three."""
    bars = []
    for line in lines:
        figure = sum_of(line)
        share = figures.reached(line.shape, figure, line.planned_value)
        if share is not None:
            told = figures.reached_text(line.shape, figure, line.planned_value)
            bars.append(Bar(line.label, line.planned, share, told))
    if len(bars) >= _WORTH_DRAWING:
        title = "Tỷ lệ thực hiện so với kế hoạch (%)"
        drawn = bars_of(title, bars)
        yield Picture(drawn.svg.encode("utf-8"), Media.SVG, alt=title, caption=title, width=drawn.width)


def _rows(lines: Sequence[ReportLine]) -> Iterator[Row | GroupRow]:
    told = 0
    for group, name in _GROUPS.items():
        members = [line for line in lines if line.group == group]
        if not members:
            continue
        yield GroupRow(f"{_ROMAN[told]}. {name}")
        told += 1
        for line in members:
            yield _row(line)


def _row(line: ReportLine) -> Row:
    figure = sum_of(line)
    actual = figures.actual_text(line.shape, figure)
    reached = figures.reached_text(line.shape, figure, line.planned_value)
    return Row((line.label, line.unit, line.planned, actual, reached, note_of(line)))


def _notes(report: Report, lines: Sequence[ReportLine]) -> Iterator[str]:
    if report.taken_at:
        yield f"Số liệu đến ngày {format_date(figures_until(report))}."
    if any(line.provisional for line in lines):
        yield (
            "“Tạm tính”: có phần lấy trực tiếp từ sổ đếm của đơn vị chưa có báo cáo được tiếp nhận, "
            "hoặc chưa đủ đơn vị trả lời."
        )
    if any(not line.own for line in lines):
        yield "“Chỉ tiêu chung của kế hoạch”: kế hoạch không giao riêng cho đơn vị."
    if any(line.estimate is not None for line in lines):
        yield (
            "Ước cả năm: theo nhịp thực hiện của các năm trước; chưa có số liệu các năm trước thì theo số ngày "
            "đã qua."
        )


def _missing(report: Report) -> Iterator[Block]:
    names = [str(one["name"]) for one in report.missing]
    if not names and not children_of(report.obligation).exists():
        return
    if not names:
        yield Paragraph("Tất cả các đơn vị đã gửi báo cáo.")
        return
    yield Paragraph(f"Đơn vị chưa có báo cáo được tiếp nhận đến thời điểm tổng hợp ({len(names)} đơn vị):")
    kinds = outline.by_kind(names)
    for place, told in enumerate(kinds, start=1):
        yield ListItem(told + (";" if place < len(kinds) else "."))
