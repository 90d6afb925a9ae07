"""Official papers of oversight in the form of Decree 30/2020/NĐ-CP: the minutes of a visit, the report of a review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from densach.formats.officialdoc import write_docx
from densach.formats.officialdoc.paper import (
    Align,
    Authority,
    Block,
    Column,
    Heading,
    Level,
    ListItem,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from densach.kernel.dates import format_date, format_date_long
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.models import OrganisationKind
from densach.organisations.rules import Named
from densach.programme.oversight.models import Review, ReviewKind, Severity, Visit, VisitState
from densach.programme.oversight.queries.reviewing import STATUS_WORDS
from densach.programme.oversight.rules.outline import SECTIONS

_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII")
_SEVERITY: Final = {
    Severity.GOOD.value: "làm tốt",
    Severity.MINOR.value: "cần khắc phục",
    Severity.SERIOUS.value: "nghiêm trọng",
}
_KIND: Final = {
    ReviewKind.YEARLY.value: "đánh giá năm",
    ReviewKind.MID_TERM.value: "sơ kết",
    ReviewKind.FINAL.value: "tổng kết",
}
_COMMITTEE: Final = OrganisationKind.PEOPLES_COMMITTEE.value


def visit_docx(visit: Visit) -> bytes:
    """The minutes as they stand; "DỰ THẢO" until both sides have signed."""
    inspection = visit.inspection
    day = visit.visited_on or visit.planned_on
    own, unit = (
        organisations.named(inspection.organisation_id, day),
        organisations.named(visit.organisation_id, day),
    )
    paper = Paper(
        parent_body=_over(own, day),
        issuer=own.name,
        symbol=f"BB-{_symbol(own.name)}",
        place=_place(own.area_id, day),
        date=day,
        type_name="BIÊN BẢN",
        abstract=f"Kiểm tra tại {unit.name}",
        body=tuple(_minutes(visit, unit, day)),
        signature=Signature(titles=("TRƯỞNG ĐOÀN KIỂM TRA",), name=_first_line(inspection.members)),
        recipients=(unit.name, "Lưu: VT, hồ sơ đoàn"),
        draft=visit.state != VisitState.CONCLUDED,
    )
    return write_docx(paper)


def _minutes(visit: Visit, unit: Named, day: date) -> Iterator[Block]:
    inspection = visit.inspection
    basis = f"Thực hiện {inspection.title[:1].lower()}{inspection.title[1:]}"
    if inspection.paper_number and inspection.paper_on:
        basis += f" theo văn bản số {inspection.paper_number} {format_date_long(inspection.paper_on)}"
    place = visit.place or unit.name
    yield Paragraph(f"{basis}, ngày {format_date(day)} tại {place}, đoàn kiểm tra làm việc với {unit.name}.")
    yield Heading(Level.ROMAN, "I", "Thành phần")
    yield Paragraph("Đoàn kiểm tra:")
    for name in inspection.members.splitlines():
        yield ListItem(name)
    yield Paragraph(f"Đại diện đơn vị: {visit.received_by or '…'}.")
    yield Heading(Level.ROMAN, "II", "Kết quả kiểm tra")
    for line in visit.summary.splitlines():
        yield Paragraph(line)
    yield from _findings(visit)
    yield Heading(Level.ROMAN, "III", "Kiến nghị")
    asked = list(visit.recommendations.order_by("pk"))
    names = organisations.names_of({one.organisation_id for one in asked}, day)
    for one in asked:
        yield ListItem(
            f"{names[one.organisation_id]}: {one.text} Hoàn thành trước ngày {format_date(one.due)}."
        )
    if not asked:
        yield Paragraph("Đoàn kiểm tra không có kiến nghị.")
    yield Paragraph("Biên bản được lập thành 02 bản, mỗi bên giữ 01 bản, đã đọc lại cho các bên cùng nghe.")
    yield Paragraph(f"Đại diện đơn vị được kiểm tra (ký, ghi rõ họ tên): {visit.received_by or '…'}")


def _findings(visit: Visit) -> Iterator[Table]:
    findings = list(visit.findings.select_related("target").order_by("pk"))
    if findings:
        yield Table(
            columns=(Column(0.8, Align.CENTER), Column(2.2), Column(5.5), Column(1.8, Align.CENTER)),
            header=(("TT", "Nội dung, điều khoản", "Ghi nhận", "Mức độ"),),
            rows=tuple(
                Row(
                    (
                        number,
                        one.target.subject if one.target else one.clause or "Chung",
                        one.text,
                        _SEVERITY[one.severity],
                    )
                )
                for number, one in enumerate(findings, start=1)
            ),
        )


def visit_file_name(visit: Visit) -> str:
    day = visit.visited_on or visit.planned_on
    return f"bien-ban-kiem-tra-{visit.organisation.code}-{day:%Y%m%d}.docx"


def review_docx(review: Review) -> bytes:
    """The review as a BÁO CÁO; "DỰ THẢO" until it is decided."""
    day = review.decided_on or review.on
    own = organisations.named(review.organisation_id, day)
    committee = own.kind == _COMMITTEE
    title = review.signer_title.upper() or ("CHỦ TỊCH" if committee else "GIÁM ĐỐC")
    over = _over(own, day)
    paper = Paper(
        parent_body="" if committee else over,
        issuer=own.name,
        number=int(review.number) if review.number.isdecimal() else None,
        symbol=review.symbol or f"BC-{_symbol(own.name)}",
        place=_place(own.area_id, day),
        date=review.decided_on,
        type_name="BÁO CÁO",
        abstract=_abstract(review),
        body=tuple(_review_body(review)),
        signature=Signature(
            titles=(title,),
            name=review.signer_name,
            authority=Authority.TM if committee else None,
            body_line="ỦY BAN NHÂN DÂN" if committee else "",
        ),
        recipients=(*((f"{over} (báo cáo)",) if over else ()), "Lưu: VT"),
        draft=review.number == "",
    )
    return write_docx(paper)


def _abstract(review: Review) -> str:
    plan = review.plan
    span = f"năm {review.year}"
    if review.kind != ReviewKind.YEARLY and plan.year_from < review.year:
        span = f"giai đoạn {plan.year_from} - {review.year}"
    return f"{_KIND[review.kind].capitalize()} thực hiện {_named(review)} {span}"


def _named(review: Review) -> str:
    """The plan by its kind and number, else by its title."""
    plan = review.plan
    if plan.number and plan.symbol:
        return f"{plan.document_type or 'Kế hoạch'} số {plan.number}/{plan.symbol}"
    return f"“{plan.title}”"


def _review_body(review: Review) -> Iterator[Block]:
    yield Paragraph(
        f"Kết quả thực hiện {_named(review)}, số liệu được đánh giá đến ngày {format_date(review.on)}, như sau:"
    )
    sections = [one for one in SECTIONS if review.sections.get(one.code) or one.code == "results"]
    for number, section in enumerate(sections):
        yield Heading(Level.ROMAN, _ROMAN[number], section.title)
        for line in review.sections.get(section.code, "").splitlines():
            said = line.strip()
            if said.startswith(("- ", "+ ")):
                yield ListItem(said[2:], mark=said[0])
            elif said:
                yield Paragraph(said)
        if section.code == "results":
            yield _table(review)


def _table(review: Review) -> Table:
    return Table(
        columns=(
            Column(0.9, Align.CENTER),
            Column(4.8),
            Column(2.2, Align.CENTER),
            Column(2.2, Align.CENTER),
            Column(2.0, Align.CENTER),
        ),
        header=(("TT", "Chỉ tiêu", "Kế hoạch", "Thực hiện", "Đánh giá"),),
        rows=tuple(
            Row(
                (
                    number,
                    f"{line['label'][:1].upper()}{line['label'][1:]}",
                    " ".join(part for part in (line["planned"], line["when"]) if part),
                    line["actual"] or "–",
                    STATUS_WORDS[line["status"]] + (" (tạm tính)" if line["provisional"] else ""),
                )
            )
            for number, line in enumerate(review.lines, start=1)
        ),
    )


def review_file_name(review: Review) -> str:
    return f"danh-gia-{review.plan.code}-{review.kind}-{review.year}.docx"


def _over(own: Named, day: date) -> str:
    if own.parent_id is None or own.kind == _COMMITTEE:
        return ""
    return organisations.named(own.parent_id, day).name


def _first_line(text: str) -> str:
    """The leader of the team is named first; what follows a comma or dash is the post."""
    first = next(iter(text.splitlines()), "")
    return first.split(",")[0].split(" - ")[0].strip()


def _place(area_id: int, on: date) -> str:
    name = organisations.area_name(area_id, on)
    for kind in ("Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Đặc khu "):
        name = name.removeprefix(kind)
    return name


def _symbol(name: str) -> str:
    """The initials of an issuer, as symbols of papers are made; a place named after "tỉnh" or "xã" is left out."""
    if fold(name).startswith("uy ban nhan dan"):
        return "UBND"
    letters = []
    for place, word in enumerate(name.replace(",", " ").split()):
        if place and fold(word) in {"tinh", "xa", "phuong"}:
            break
        if fold(word) != "va" and word[0].isalpha():
            letters.append(word[0].upper())
    return "".join(letters) or "VT"
