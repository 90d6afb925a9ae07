"""Tables of targets (chỉ tiêu, đơn vị tính, 2025, 2030) and of tasks (nhiệm vụ, chủ trì, phối hợp, thời gian).

A row is a line of cells between "|" or tabs. A table is read only when its first rows name its columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from densach.formats.planreader.context import Setting
from densach.formats.planreader.drafts import Draft
from densach.formats.planreader.masking import Sentence, masked
from densach.formats.planreader.reading import Task
from densach.formats.planreader.structure import Block
from densach.formats.planreader.table_values import Value, unit_in, value_of
from densach.formats.planreader.targets import Found
from densach.formats.planreader.tasks import group_of
from densach.formats.planreader.textview import bare, folded
from densach.formats.planreader.times import task_time
from densach.formats.planreader.units import unit_after
from densach.formats.planreader.vocabulary import administrative_unit, institutions
from densach.formats.planreader.years import YearSpan

_COLUMNS = (
    ("number", r"^(?:stt|tt|so tt)$"),
    ("unit", r"don vi(?: tinh)?$|^dvt$"),
    ("past", r"thuc hien (?:nam|20)|hien trang|ket qua|uoc thuc hien|^th\b|co so|hien co"),
    ("lead", r"chu tri|dau moi"),
    ("coordinating", r"phoi hop"),
    ("executing", r"(?:don vi|co quan) thuc hien|chiu trach nhiem"),
    ("time", r"thoi gian|thoi han|tien do|hoan thanh"),
    ("note", r"ghi chu|kinh phi|san pham|ket qua dau ra"),
    ("subject", r"chi tieu|chi so|tieu chi|noi dung|muc tieu|nhiem vu|ten|cong viec|hoat dong"),
)
_PATTERNS = tuple((name, re.compile(words)) for name, words in _COLUMNS)
_MONEY = re.compile(r"kinh phi|trieu dong|ty dong|thanh tien|du toan|nguon von|muc von")
_YEAR_HEAD = re.compile(
    r"(?:(?:trong do:? |het nam |cuoi nam |den |nam |ke hoach |muc tieu |chi tieu |giai doan )*)"
    r"((?:19|20)\d\d)(?:\s*-\s*((?:19|20)\d\d))?"
)
_DONE = re.compile(r"x|✓|√|đạt|hoàn thành|có")
# These gather over the years: a column's figure is what there is by then, unless the words say "mỗi năm".
_GATHERED = ("hiện vật", "tài liệu", "trang", "tên sách", "đầu sách", "chuyên đề", "học viên")
# "Số sách bình quân/người dân": how much there is for each, not how much happens.
_FOR_EACH = re.compile(r"binh quan|(?:/|moi |tren )(?:nguoi|thu vien|xa|diem)")
_A_HEAD = re.compile(r"(?:/|moi |tren )(?:1 |01 )?(?:nguoi|dau nguoi)\b")
_NEWLY = re.compile(r"\b(?:suu tam|bo sung|tiep nhan|dao tao|tap huan|to chuc)\b")
_GROWTH = re.compile(r"t[oố]c do tang|tang (?:binh quan|truong|trung binh)|muc tang")


@dataclass
class _Table:
    """The kind of each column; `years` for the columns whose head is a year."""

    kinds: list[str] = field(default_factory=list)
    years: dict[int, YearSpan] = field(default_factory=dict)

    money: bool = False

    @property
    def of_targets(self) -> bool:
        return bool(self.years) and not self.money and "subject" in self.kinds

    @property
    def of_tasks(self) -> bool:
        return "subject" in self.kinds and bool({"lead", "executing"} & set(self.kinds))

    def cell(self, cells: list[tuple[int, int, str]], kind: str) -> str:
        index = self.kinds.index(kind) if kind in self.kinds else -1
        return cells[index][2] if 0 <= index < len(cells) else ""


def cells_of(block: Block) -> list[tuple[int, int, str]]:
    """(start, end, text) of each cell in the source, empty cells between bars included."""
    source = block.source[block.start : block.end]
    bar = "|" if "|" in source else "\t"
    found: list[tuple[int, int, str]] = []
    at = 0
    for part in source.split(bar):
        lead = len(part) - len(part.lstrip())
        text = folded(part)
        found.append((block.start + at + lead, block.start + at + lead + len(part.strip()), text))
        at += len(part) + 1
    if source.lstrip().startswith(bar):
        found = found[1:]
    return found[:-1] if source.rstrip().endswith(bar) else found


def _heading(cells: list[tuple[int, int, str]], above: _Table | None) -> _Table | None:
    """The columns when this row names them: at least two names, or a name and a year."""
    table = _Table()
    for index, (_, _, text) in enumerate(cells):
        plain = bare(text).strip(" .:*()")
        if above and not plain and index < len(above.kinds):
            table.kinds.append(above.kinds[index])
            continue
        year = _YEAR_HEAD.fullmatch(plain)
        kind = next((name for name, pattern in _PATTERNS if pattern.search(plain)), "")
        if _MONEY.search(plain):
            table.money = table.money or not table.years
            kind = "note"
        elif year and kind not in ("past",):
            first, last = int(year.group(1)), int(year.group(2) or year.group(1))
            table.years[index] = YearSpan(0, 0, first, last, by=plain.startswith("den"))
            kind = "year"
        elif plain in ("ke hoach", "muc tieu", "chi tieu") and "subject" in table.kinds:
            table.years[index] = YearSpan(0, 0, 0, 0)
            kind = "year"
        table.kinds.append(kind)
    _settle(table)
    named = [kind for kind in table.kinds if kind not in ("", "number", "note")]
    return table if len(named) >= 2 and "subject" in table.kinds else None


def _has_values(cells: list[tuple[int, int, str]]) -> bool:
    """A number that is no year: then the row is no heading."""
    texts = [bare(text).strip(" .:*()") for _, _, text in cells[1:]]
    return any(re.search(r"\d", text) and not _YEAR_HEAD.fullmatch(text) for text in texts)


def _settle(table: _Table) -> None:
    """A column "Chỉ tiêu" beside columns of years names the promise; what was taken for its name is its group.

    So does the last of several that could name it ("Nhóm chỉ tiêu", "Chỉ tiêu cụ thể").
    """
    named = [index for index, kind in enumerate(table.kinds) if kind == "subject"]
    before = [index for index in named if index < min(table.years, default=0)]
    for index in before[:-1]:
        table.kinds[index] = "group"
    blank = [index for index, year in table.years.items() if not year.first]
    if not blank or len(blank) == len(table.years):
        return
    for index in blank:
        del table.years[index]
        if index < min(table.years):
            table.kinds[table.kinds.index("subject")] = "group"
            table.kinds[index] = "subject"
        else:
            table.kinds[index] = "note"


def read_tables(grounds: Sequence[tuple[Block, Setting]]) -> tuple[list[Found], list[Task]]:
    """Promises and tasks of all tables of the body."""
    found: list[Found] = []
    tasks: list[Task] = []
    table: _Table | None = None
    group = ""
    for block, setting in grounds:
        if not block.is_row:
            table, group = None, ""
            continue
        cells = cells_of(block)
        head = _heading(cells, table) if table is None or not _has_values(cells) else None
        if head is not None and (table is None or head.kinds.count("") <= table.kinds.count("")):
            table = head
            continue
        if table is None or setting.role in ("past", "budget"):
            continue
        if table.of_targets:
            rows = _row_targets(block, cells, table, setting, group)
            found += rows
            group = group if rows else table.cell(cells, "subject") or group
        elif table.of_tasks:
            tasks += _row_task(block, cells, table, setting)
    return found, tasks


def _row_targets(
    block: Block, cells: list[tuple[int, int, str]], table: _Table, setting: Setting, group: str
) -> list[Found]:
    subject, named = unit_in(table.cell(cells, "subject"))
    unit = table.cell(cells, "unit") or named
    group = table.cell(cells, "group") or group
    sentence = masked(block.view)
    found: list[Found] = []
    for index, year in table.years.items():
        text = cells[index][2] if index < len(cells) else ""
        span = year if year.first else setting.year
        if span is not None and span.last < (setting.year_from or setting.issued or 0):
            continue  # what was reached before the plan begins
        value = value_of(text, unit)
        if subject and (value or _DONE.fullmatch(text.lower())):
            draft = _draft(sentence, subject, value, span, setting, group)
            found.append(Found(_placed(draft, block, cells, table, index, span), sentence, setting))
    return found


def _placed(
    draft: Draft,
    block: Block,
    cells: list[tuple[int, int, str]],
    table: _Table,
    index: int,
    span: YearSpan | None,
) -> Draft:
    """From the subject's cell to the value's cell, as places of the row's view."""
    first = table.kinds.index("subject")
    low, high = sorted((first, index))
    starts = list(block.view.starts)
    begin = next((place for place, offset in enumerate(starts) if offset >= cells[low][0]), 0)
    end = (
        next(
            (place for place, offset in enumerate(block.view.ends) if offset >= cells[high][1]),
            len(starts) - 1,
        )
        + 1
    )
    return replace(draft, start=begin, end=end, span=span)


def _draft(
    sentence: Sentence,
    subject: str,
    value: Value | None,
    span: YearSpan | None,
    setting: Setting,
    group: str,
) -> Draft:
    """Without a value ("x", "đạt") the row is a thing to be reached."""
    words = bare(f"{group} {subject}")
    houses = institutions(bare(subject), central_city=setting.central_city) or institutions(
        words, central_city=setting.central_city
    )
    house = houses[0] if houses else setting.institution
    draft = Draft(
        0,
        len(sentence.low),
        "capability",
        1,
        1,
        "đạt",
        subject=subject,
        words=words,
        types=house.types if house else (),
        levels=house.levels if house else (),
        confidence=0.9 if value else 0.75,
        milestone=True,
    )
    if value is None:
        return draft
    kind, name = _kind_and_unit(subject, value, span, bool(houses))
    if value.floor and not kind.startswith("pct") and kind != "growth_avg":
        kind = "at_least"
    high = None if value.floor and value.low == value.high else value.high
    return replace(draft, kind=kind, low=value.low, high=high, unit=name)


def _kind_and_unit(subject: str, value: Value, span: YearSpan | None, housed: bool) -> tuple[str, str]:
    plain, unit = bare(subject), value.unit
    if value.percent:
        if _GROWTH.search(plain) or "/nam" in bare(unit):
            return "growth_avg", "%/năm"
        return ("pct_institutions" if housed and _of_institutions(plain) else "pct_coverage"), "%"
    yearly = re.search(r"/\s*nam|hang nam|moi nam", bare(f"{subject} {unit}"))
    own = unit_after(unit.lower())
    found = own or unit_after(subject.lower()) or unit_after(_counted(subject))
    name = own[0].name if own else unit.lower() or (found[0].name if found else "đơn vị")
    shape = "range" if value.low != value.high else "count"
    happens = (
        found is not None and found[0].flow and (name not in _GATHERED or _NEWLY.search(plain) is not None)
    )
    happens = happens and not _FOR_EACH.search(plain)
    if _A_HEAD.search(plain) and not yearly:
        name = f"{name}/người"
    in_one_year = happens and span is not None and span.single and not span.by
    if yearly or in_one_year or (happens and name == "lượt"):
        return f"{shape}_per_year", f"{name}/năm"
    return f"{shape}_total", name


def _of_institutions(plain: str) -> bool:
    counted = re.match(r"(?:ty|ti) le (?:so )?(?:cac )?", plain)
    rest = plain[counted.end() :] if counted else plain
    houses = institutions(rest)
    return bool(houses and houses[0].start == 0) or administrative_unit(rest) is not None


def _counted(subject: str) -> str:
    """ "Số câu lạc bộ …", "Tổng số lượt bạn đọc": the thing that is counted."""
    return re.sub(r"^(?:tổng )?(?:số lượng|số)\s+", "", subject.lower())


def _row_task(block: Block, cells: list[tuple[int, int, str]], table: _Table, setting: Setting) -> list[Task]:
    title = table.cell(cells, "subject").rstrip(" .;")
    roles = {kind: _names(table.cell(cells, kind)) for kind in ("lead", "executing", "coordinating")}
    if not title or not any(roles.values()):
        return []
    return [
        Task(
            title=title,
            clause=setting.clause,
            start=block.start,
            end=block.end,
            group=group_of(title, setting.topic.split("¦")[0]),
            time=task_time(table.cell(cells, "time")),
            lead=roles["lead"],
            executing=roles["executing"],
            coordinating=roles["coordinating"],
        )
    ]


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip(" .,-") for part in text.split(";") if part.strip(" .,-"))
