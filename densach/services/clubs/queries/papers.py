"""A club's year as an official paper, in the form of Decree 30/2020/NĐ-CP; Vietnamese whatever the page's language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext, override

from densach.facts.measures import DIMENSION_WORDS, VALUE_WORDS
from densach.formats.officialdoc import write_docx
from densach.formats.officialdoc.paper import (
    Align,
    Block,
    Column,
    Heading,
    Level,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from densach.kernel.dates import format_date, today
from densach.kernel.numbers import format_number
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.models import OrganisationKind
from densach.organisations.rules import Named
from densach.services.clubs.models import Club, ClubKind, YearSummary
from densach.services.clubs.queries import clubs as read
from densach.services.clubs.queries.figures import Figures
from densach.services.clubs.rules.lifecycle import TEAM_KINDS, TRAVELS

_KIND: Final = {
    ClubKind.CLUB: "Câu lạc bộ",
    ClubKind.GROUP: "Nhóm sở thích",
    ClubKind.ART_TEAM: "Đội văn nghệ quần chúng",
    ClubKind.MOBILE_TEAM: "Đội tuyên truyền lưu động",
    ClubKind.SPORT_TEAM: "Đội thể thao",
}
_PLACE_KINDS: Final = ("Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Thị trấn ", "Đặc khu ")


def summary_docx(summary: YearSummary, figures: Figures) -> bytes:
    """ "DỰ THẢO" until it is signed."""
    club = summary.club
    on = today(summary.signed_at or summary.written_at)
    own = organisations.named(club.organisation_id, on)
    head = read.head_of(club)
    paper = Paper(
        parent_body=own.name,
        issuer=_called(club),
        symbol="BC-ĐỘI" if club.kind in TEAM_KINDS else "BC-CLB",
        place=_place(own, club),
        date=on if summary.signed_at else None,
        type_name="BÁO CÁO",
        abstract=f"Kết quả hoạt động năm {summary.year} và phương hướng năm {summary.year + 1}",
        body=tuple(_body(summary, figures)),
        signature=Signature(
            titles=("ĐỘI TRƯỞNG" if club.kind in TEAM_KINDS else "CHỦ NHIỆM",),
            name=head.person.name if head else "",
        ),
        recipients=(f"{own.name};", f"Lưu: {_called(club)}."),
        draft=summary.signed_at is None,
    )
    return write_docx(paper)


def _called(club: Club) -> str:
    """Its name with what it is, unless the name says so already."""
    kind = _KIND[ClubKind(club.kind)]
    first = fold(kind).split()[0]
    return (
        club.name if first in fold(club.name).split() or "clb" in fold(club.name) else f"{kind} {club.name}"
    )


def _place(own: Named, club: Club) -> str:
    name = organisations.area_name(own.area_id, today(club.made_at))
    if own.kind == OrganisationKind.PEOPLES_COMMITTEE:
        name = own.name.rpartition("dân ")[2]
    for kind in _PLACE_KINDS:
        name = name.removeprefix(kind)
    return name


def _body(summary: YearSummary, figures: Figures) -> Iterator[Block]:
    club = summary.club
    basis = f", theo văn bản số {club.paper_number}" if club.paper_number else ""
    yield Paragraph(
        f"{_called(club)} được thành lập ngày {format_date(club.founded_on)}{basis}. Kết quả hoạt động năm "
        f"{summary.year} như sau:"
    )
    yield Heading(Level.ROMAN, "I", "Số liệu")
    yield _table(club, figures)
    yield from _parts(figures)
    for number, title, words in (
        ("II", "Kết quả đã đạt được", summary.did),
        ("III", "Khó khăn, hạn chế", summary.lacked),
        ("IV", f"Phương hướng năm {summary.year + 1}", summary.next_year),
    ):
        yield Heading(Level.ROMAN, number, title)
        lines = [line.strip() for line in words.splitlines() if line.strip()]
        for line in lines or ["Không có."]:
            yield Paragraph(line)


def _table(club: Club, figures: Figures) -> Table:
    told = [
        ("Buổi sinh hoạt, tập luyện đã tổ chức", "buổi", figures.meetings),
        ("Lượt người tham gia sinh hoạt", "lượt", figures.participants),
        ("Số thành viên cuối năm", "người", figures.members or 0),
    ]
    if not club.light:
        told += [
            ("Số người khác nhau đã sinh hoạt (điểm danh theo tên)", "người", figures.people),
            ("Thành viên mới trong năm", "người", figures.joined),
            ("Thành viên thôi tham gia trong năm", "người", figures.left),
        ]
    if club.kind in TRAVELS:
        told += [("Chuyến lưu động", "chuyến", figures.trips), ("Lượt người xem", "lượt", figures.audience)]
    return Table(
        columns=(Column(0.8, Align.CENTER), Column(7), Column(1.6, Align.CENTER), Column(2, Align.CENTER)),
        header=(("TT", "Nội dung", "Đơn vị tính", "Số lượng"),),
        rows=tuple(
            Row((number, name, unit, format_number(value)))
            for number, (name, unit, value) in enumerate(told, start=1)
        ),
    )


def _parts(figures: Figures) -> Iterator[Block]:
    """Who came, by what was told of them; the rest is not known."""
    with override("vi"):
        for dimension, values in figures.parts.items():
            told = [f"{gettext(VALUE_WORDS[value])} {format_number(n)}" for value, n in values.items()]
            rest = figures.participants - sum(values.values())
            if rest > 0:
                told.append(f"không rõ {format_number(rest)}")
            yield Paragraph(f"Theo {gettext(DIMENSION_WORDS[dimension]).lower()}: {'; '.join(told)} lượt.")
