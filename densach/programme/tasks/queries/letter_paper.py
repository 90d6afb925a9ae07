"""A reminder as an official letter (công văn) in the form of Decree 30/2020/NĐ-CP. Papers are Vietnamese.

It is drawn from what was written down at its printing: which works, reckoned on which day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from densach.formats.officialdoc import write_docx
from densach.formats.officialdoc.paper import (
    Align,
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
from densach.programme.plans.models import TaskRole
from densach.programme.tasks.models import Letter, Work
from densach.programme.tasks.queries.lines import units_by_work
from densach.programme.tasks.rules.times import days_late

_HEADER: Final = ("STT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời hạn", "Chậm (ngày)")
_COLUMNS: Final = (
    Column(0.9, Align.CENTER),
    Column(6.2),
    Column(4.2),
    Column(2.2, Align.CENTER),
    Column(1.7, Align.RIGHT),
)
_KINDS: Final = ("Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Thị trấn ", "Đặc khu ")
_COMMITTEE: Final = OrganisationKind.PEOPLES_COMMITTEE.value


def docx_of(letter: Letter) -> bytes:
    """The letter as .docx: the same letter, the same bytes."""
    return write_docx(paper_of(letter))


def file_name(letter: Letter) -> str:
    """ "cong-van-don-doc-2026-11-21-tv-vinh-long.docx"."""
    whom = letter.addressee.code if letter.addressee else letter.plan.code
    return f"cong-van-don-doc-{letter.late_on.isoformat()}-{whom}.docx"


def paper_of(letter: Letter) -> Paper:
    """Undated and unnumbered: the registry gives both when the letter goes out."""
    on = letter.late_on
    sender = organisations.named(letter.sender, on)
    above = organisations.names_of([sender.parent_id] if sender.parent_id else [], on)
    works = list(letter.works.order_by("due_on", "pk"))
    units = units_by_work([work.pk for work in works], on)
    whom = _addressees(letter, units, on)
    committee = sender.kind == _COMMITTEE
    return Paper(
        parent_body="" if committee else above.get(sender.parent_id or 0, ""),
        issuer=sender.name,
        symbol=_symbol(sender.name),
        place=_place(sender.area_id, on),
        date=None,
        type_name=None,
        abstract="đôn đốc thực hiện nhiệm vụ quá hạn",
        addressees=whom,
        body=tuple(_body(letter, works, units)),
        signature=Signature(
            titles=("CHỦ TỊCH" if committee else "GIÁM ĐỐC",),
            authority=Authority.TM if committee else None,
            body_line="ỦY BAN NHÂN DÂN" if committee else "",
        ),
        recipients=("Như trên", "Lưu: VT"),
    )


def _body(
    letter: Letter, works: Sequence[Work], units: dict[int, list[tuple[str, str, bool, int | None]]]
) -> list[Block]:
    plan, on = letter.plan, letter.late_on
    number = "/".join(part for part in (plan.number, plan.symbol) if part)
    issued = f" ngày {format_date(plan.issued_on)}" if plan.issued_on else ""
    named = (
        f"{plan.document_type or 'Kế hoạch'} số {number}{issued}" if number else f"Kế hoạch “{plan.title}”"
    )
    rows = tuple(
        Row(
            (
                str(place),
                work.title,
                "; ".join(name for role, name, _tied, _key in units.get(work.pk, []) if role in _DOERS),
                format_date(work.due_on) if work.due_on else "",
                days_late(work.due_on, on),
            )
        )
        for place, work in enumerate(works, start=1)
    )
    return [
        Paragraph(
            f"Thực hiện {named}, qua theo dõi đến {format_date_long(on)}, còn {len(works):02d} nhiệm vụ quá "
            "thời hạn mà chưa có báo cáo hoàn thành, cụ thể như sau:"
        ),
        Table(columns=_COLUMNS, header=(_HEADER,), rows=rows),
        Paragraph(
            "Đề nghị đơn vị tập trung thực hiện, cập nhật tiến độ và minh chứng của từng nhiệm vụ; trường hợp vướng "
            "mắc, nêu rõ nguyên nhân, đề xuất thời hạn hoàn thành để được xem xét, giải quyết."
        ),
        Paragraph("Trân trọng./."),
    ]


_DOERS: Final = (TaskRole.LEAD, TaskRole.EXECUTING)


def _addressees(
    letter: Letter, units: dict[int, list[tuple[str, str, bool, int | None]]], on: date
) -> tuple[str, ...]:
    if letter.addressee is not None:
        return (organisations.named(letter.addressee, on).name,)
    doing = (
        name for rows in units.values() for role, name, _tied, _key in rows if role == TaskRole.EXECUTING
    )
    return tuple(dict.fromkeys(doing)) or ("Các đơn vị liên quan",)


def _symbol(name: str) -> str:
    """ "Sở Văn hóa, Thể thao và Du lịch tỉnh …" → SVHTTDL."""
    own = name.split(" tỉnh ")[0].split(" thành phố ")[0]
    letters = [
        word[0].upper() for word in own.replace(",", " ").split() if word != "và" and word[0].isalpha()
    ]
    return "".join(letters) or "CV"


def _place(area_id: int, on: date) -> str:
    name = organisations.area_name(area_id, on)
    for kind in _KINDS:
        name = name.removeprefix(kind)
    return name
