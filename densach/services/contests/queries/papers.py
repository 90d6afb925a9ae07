"""The minutes of the jury as an official paper: ranking, how ties were decided, conflicts, prizes, signatures.

In the form of Decree 30/2020/NĐ-CP; Vietnamese whatever the language of the page, as administrative papers are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from densach.formats.officialdoc import write_docx
from densach.formats.officialdoc.paper import (
    Align,
    Annex,
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
from densach.kernel.dates import format_date
from densach.kernel.numbers import format_number
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.models import OrganisationKind
from densach.organisations.rules import Named
from densach.services.contests.models import EntryState, Judge, Round, RoundState
from densach.services.contests.queries import contests as read
from densach.services.contests.queries import scoring
from densach.services.contests.queries.results import Row as Result
from densach.services.contests.queries.results import result_rows
from densach.services.contests.rules.ranking import HEAD, LEAST_TO_DROP, SHARED

_COMMITTEE: Final = OrganisationKind.PEOPLES_COMMITTEE.value
_STATE: Final = {EntryState.WITHDRAWN.value: "rút", EntryState.DISQUALIFIED.value: "bị loại"}
_PLACE_KINDS: Final = ("Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Thị trấn ", "Đặc khu ")


def ranking_docx(round_: Round, on: date) -> bytes:
    """ "DỰ THẢO" until the round is closed."""
    own = organisations.named(round_.organisation_id, on)
    sheet = scoring.sheet_of(round_)
    rows = result_rows(sheet, read.ranking_of(round_), on)
    committee = own.kind == _COMMITTEE
    above = "" if own.parent_id is None or committee else organisations.named(own.parent_id, on).name
    title = round_.contest.title
    subject = title if round_.name == title else f"{round_.name} – {title}"
    head = next((one for one in sheet.judges if one.head), None)
    paper = Paper(
        parent_body=above,
        issuer=own.name,
        symbol=f"BB-{_symbol(own)}",
        place=_place(own, on),
        date=round_.held_on,
        type_name="BIÊN BẢN",
        abstract=f"Chấm điểm và xếp hạng {subject}",
        body=tuple(_body(round_, sheet, rows)),
        signature=Signature(titles=("TRƯỞNG BAN GIÁM KHẢO",), name=head.name if head else ""),
        recipients=(f"{own.name};", "Các đơn vị dự thi;", "Lưu: hồ sơ cuộc thi."),
        annexes=(
            Annex("Tổng điểm của từng giám khảo", (_by_judge(sheet, rows),), landscape=len(sheet.judges) > 4),
        )
        if rows
        else (),
        draft=round_.state != RoundState.CLOSED,
    )
    return write_docx(paper)


def _body(round_: Round, sheet: scoring.Sheet, rows: Sequence[Result]) -> Iterator[Block]:
    day = f" ngày {format_date(round_.held_on)}" if round_.held_on else ""
    basis = f" theo văn bản số {round_.contest.paper_number}" if round_.contest.paper_number else ""
    yield Paragraph(
        f"Ban Giám khảo {round_.contest.title}{basis} đã họp{day}, chấm {len(rows)} tiết mục, bài dự thi của "
        f"{round_.name} và thống nhất kết quả như sau:"
    )
    yield Heading(Level.ROMAN, "I", "Cách tính điểm")
    yield from _terms(round_, sheet)
    yield Heading(Level.ROMAN, "II", "Kết quả xếp hạng")
    yield _ranking(round_, sheet, rows)
    ties = [one for one in rows if one.entry.tie]
    for one in ties:
        yield ListItem(f"Số báo danh {one.entry.number} bằng tổng điểm: {_tie(one.entry.tie, sheet)}.")
    yield from _remarks(round_, sheet)
    yield Heading(Level.ROMAN, "III", "Giải thưởng")
    yield from _prizes(round_)
    yield Heading(Level.ROMAN, "IV", "Chữ ký của các thành viên Ban Giám khảo")
    yield _signatures(sheet.judges)


def _terms(round_: Round, sheet: scoring.Sheet) -> Iterator[Block]:
    for one in sheet.criteria:
        yield ListItem(f"{one.name}: tối đa {_number(one.most)} điểm, hệ số {_number(one.weight)}.")
    drops = (
        f" Khi có từ {LEAST_TO_DROP} giám khảo chấm trở lên, bỏ một điểm cao nhất và một điểm thấp nhất của mỗi "
        "tiêu chí."
        if round_.drops
        else ""
    )
    yield Paragraph(
        "Điểm mỗi tiêu chí là trung bình cộng điểm của các giám khảo được chấm; tổng điểm là tổng các điểm đó nhân với "
        f"hệ số.{drops} Bằng tổng điểm thì xét lần lượt từng tiêu chí, sau đó xét điểm của Trưởng ban; vẫn bằng thì "
        "đồng hạng."
    )


def _ranking(round_: Round, sheet: scoring.Sheet, rows: Sequence[Result]) -> Table:
    shown = sheet.criteria if len(sheet.criteria) <= 4 else []
    prizes: dict[int, str] = {}
    for award in read.awards_of(round_):
        known = prizes.get(award.entry_id)
        prizes[award.entry_id] = f"{known}, {award.prize.name}" if known else award.prize.name
    body = [
        Row(
            (
                one.entry.rank or "",
                one.entry.number,
                one.entry.name if not one.entry.title else f"{one.entry.name} ({one.entry.title})",
                one.unit,
                *(mean if mean is not None else "" for mean in one.means[: len(shown)]),
                one.entry.total if one.entry.total is not None else "",
                prizes.get(one.entry.pk, ""),
            )
        )
        for one in rows
    ]
    return Table(
        columns=(
            Column(0.8, Align.CENTER), Column(0.8, Align.CENTER), Column(3.6), Column(2.6),
            *(Column(1.1, Align.CENTER) for _one in shown), Column(1.2, Align.CENTER), Column(1.5),
        ),
        header=(
            (
                "Hạng", "SBD", "Thí sinh, tiết mục, bài dự thi", "Đơn vị", *(one.name for one in shown), "Tổng điểm",
                "Giải",
            ),
        ),
        rows=tuple(body),
    )  # fmt: skip


def _remarks(round_: Round, sheet: scoring.Sheet) -> Iterator[Block]:
    for one in scoring.conflicts_of(round_):
        yield ListItem(
            f"Giám khảo {one.judge.name} không chấm số báo danh {one.entry.number}: {one.why}.".replace(
                "..", "."
            )
        )
    for entry in round_.entries.exclude(state=EntryState.ENTERED).order_by("number"):
        yield ListItem(
            f"Số báo danh {entry.number} {_STATE[entry.state]}: {entry.state_why}.".replace("..", ".")
        )


def _prizes(round_: Round) -> Iterator[Block]:
    awards = read.awards_of(round_)
    for one in awards:
        piece = f" với “{one.entry.title}”" if one.entry.title else ""
        money = f", kèm {format_number(one.prize.amount)} đồng" if one.prize.amount else ""
        yield ListItem(f"{one.prize.name}: {one.entry.name}{piece}{money}.")
    if not awards:
        yield Paragraph("Chưa trao giải.")


def _signatures(judges: Sequence[Judge]) -> Table:
    return Table(
        columns=(Column(0.8, Align.CENTER), Column(4), Column(4), Column(3)),
        header=(("TT", "Họ và tên", "Chức vụ, đơn vị", "Chữ ký"),),
        rows=tuple(
            Row((number, f"{one.name}, Trưởng ban" if one.head else one.name, one.about, ""))
            for number, one in enumerate(judges, start=1)
        ),
    )


def _by_judge(sheet: scoring.Sheet, rows: Sequence[Result]) -> Table:
    return Table(
        columns=(Column(0.8, Align.CENTER), Column(4), *(Column(1.6, Align.CENTER) for _one in sheet.judges)),
        header=(("SBD", "Thí sinh, tiết mục, bài dự thi", *(one.name for one in sheet.judges)),),
        rows=tuple(
            Row(
                (
                    one.entry.number,
                    one.entry.name,
                    *(total if total is not None else "không chấm" for total in one.by_judge),
                )
            )
            for one in sorted(rows, key=lambda row: row.entry.number)
        ),
    )


def _tie(decided: str, sheet: scoring.Sheet) -> str:
    if decided == SHARED:
        return "bằng nhau ở mọi tiêu chí, đồng hạng"
    if decided == HEAD:
        return "xét điểm của Trưởng ban Giám khảo"
    key = decided.partition(":")[2]
    name = next((one.name for one in sheet.criteria if str(one.pk) == key), "")
    return f"xét tiêu chí “{name}”"


def _number(value: Decimal) -> str:
    return format_number(value)


def _place(own: Named, on: date) -> str:
    name = organisations.area_name(own.area_id, on)
    for kind in _PLACE_KINDS:
        name = name.removeprefix(kind)
    return name


def _symbol(own: Named) -> str:
    """The initials of the issuer up to the name of its place, as symbols of papers are made."""
    if own.kind == _COMMITTEE:
        return "UBND"
    letters = ""
    for place, word in enumerate(own.name.replace(",", " ").replace("–", " ").split()):
        if place and fold(word) in {"tinh", "xa", "phuong", "thanh"}:
            break
        if fold(word) != "va" and word[0].isalpha():
            letters += word[0].upper()
    return letters or "VT"
