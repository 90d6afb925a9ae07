"""The letter that urges units to issue their own plan: a công văn in the form of Decree 30/2020/NĐ-CP.

A paper is Vietnamese in whatever language its reader works. It is a draft: the registry numbers it, a leader signs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from densach.formats.officialdoc import write_docx
from densach.formats.officialdoc.paper import (
    Align,
    Annex,
    Authority,
    Block,
    Column,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from densach.kernel.dates import format_date, format_date_long
from densach.organisations import queries as organisations
from densach.organisations.models import OrganisationKind
from densach.organisations.rules import Named
from densach.programme.plans.models import Plan
from densach.programme.plans.queries.sending import DRAFTED, Receipt

_NAMED_IN_TEXT: Final = 3  # more addressees than this stand in an annex
_SYMBOLS: Final = {
    OrganisationKind.PEOPLES_COMMITTEE.value: "UBND-VHXH",
    OrganisationKind.DEPARTMENT.value: "SVHTTDL-VP",
}
_KINDS_OF_AREA: Final = ("Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Thị trấn ", "Đặc khu ")


def reminder(plan: Plan, rows: Sequence[Receipt], on: date) -> Paper:
    """To everyone of the rows, who have not issued their own plan by the day."""
    issuer = organisations.named(plan.organisation_id, on)
    above = organisations.names_of([issuer.parent_id] if issuer.parent_id else [], on)
    committee = issuer.kind == OrganisationKind.PEOPLES_COMMITTEE.value
    many = len(rows) > _NAMED_IN_TEXT
    return Paper(
        parent_body="" if committee else above.get(issuer.parent_id or 0, ""),
        issuer=issuer.name,
        symbol=_SYMBOLS.get(issuer.kind, "VP"),
        place=_place(issuer.area_id, on),
        date=None,
        type_name=None,
        abstract=f"đôn đốc ban hành kế hoạch thực hiện {called(plan)}",
        addressees=("Các đơn vị có tên trong danh sách kèm theo",)
        if many
        else tuple(r.unit.name for r in rows),
        body=tuple(_body(plan, rows, issuer, on)),
        signature=Signature(
            ("CHỦ TỊCH",) if committee else ("GIÁM ĐỐC",),
            "",
            Authority.TM if committee else None,
            "ỦY BAN NHÂN DÂN" if committee else "",
        ),
        recipients=("Như trên", "Lãnh đạo đơn vị (báo cáo)", "Lưu: VT"),
        annexes=(_annex(rows, on),) if many else (),
        draft=True,
    )


def reminder_docx(plan: Plan, rows: Sequence[Receipt], on: date) -> bytes:
    """The letter as .docx: the same list on the same day, the same bytes."""
    return write_docx(reminder(plan, rows, on))


def called(plan: Plan) -> str:
    """ "Kế hoạch số 45/KH-UBND ngày 12 tháng 01 năm 2026", or its title where it has no number."""
    kind = plan.document_type or "Kế hoạch"
    if not plan.number:
        return f"{kind} “{plan.title}”"
    told = f"{kind} số {plan.number}/{plan.symbol}"
    return f"{told} {format_date_long(plan.issued_on)}" if plan.issued_on else told


def _body(plan: Plan, rows: Sequence[Receipt], issuer: Named, on: date) -> Iterator[Block]:
    days = sorted({row.addressee.due for row in rows if row.addressee.due})
    asked = f" trước ngày {format_date(days[0])}" if len(days) == 1 else " theo thời hạn đã giao"
    late = sum(row.is_late for row in rows)
    begun = sum(row.own is not None for row in rows)
    yield Paragraph(
        f"Thực hiện {called(plan)}, {issuer.name} đã gửi kế hoạch đến các đơn vị và yêu cầu ban hành kế hoạch "
        f"thực hiện của đơn vị{asked}."
    )
    yield Paragraph(
        f"Đến ngày {format_date(on)}, còn {len(rows)} đơn vị chưa ban hành kế hoạch, trong đó {late} đơn vị quá hạn"
        + (f", {begun} đơn vị đang dự thảo." if begun else ".")
    )
    yield Paragraph(
        f"{issuer.name} đề nghị các đơn vị khẩn trương ban hành kế hoạch, bảo đảm không thấp hơn chỉ tiêu đã giao, và "
        "gửi văn bản để tổng hợp; nêu rõ lý do nếu chưa thể ban hành."
    )
    if len(rows) <= _NAMED_IN_TEXT:
        for row in rows:
            yield Paragraph(f"- {row.unit.name}: {_told(row)}.")


def _annex(rows: Sequence[Receipt], on: date) -> Annex:
    table = Table(
        columns=(Column(0.8, Align.CENTER), Column(5), Column(2, Align.CENTER), Column(3)),
        header=(("STT", "Đơn vị", "Thời hạn", "Tình hình"),),
        rows=tuple(
            Row(
                (
                    number,
                    row.unit.name,
                    format_date(row.addressee.due) if row.addressee.due else "",
                    _told(row),
                )
            )
            for number, row in enumerate(rows, start=1)
        ),
        notes=(f"Tình hình đến ngày {format_date(on)}.",),
    )
    return Annex("Danh sách đơn vị chưa ban hành kế hoạch", (table,))


def _told(row: Receipt) -> str:
    parts = ["đang dự thảo" if row.own is not None or row.issuing == DRAFTED else "chưa ban hành"]
    if row.days:
        parts.append(f"quá hạn {row.days} ngày")
    if row.addressee.read_at is None:
        parts.append("chưa đọc")
    return ", ".join(parts)


def _place(area_id: int, on: date) -> str:
    """The place before the date: the issuer's area without what kind of area it is (Annex I, II.4)."""
    name = organisations.area_name(area_id, on)
    for kind in _KINDS_OF_AREA:
        name = name.removeprefix(kind)
    return name
