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
from densach.formats.planreader.numbers import SCALES, to_number
from densach.formats.planreader.reading import Task
from densach.formats.planreader.structure import Block
from densach.formats.planreader.targets import Found
from densach.formats.planreader.tasks import group_of
from densach.formats.planreader.textview import bare, folded
from densach.formats.planreader.times import task_time
from densach.formats.planreader.vocabulary import administrative_unit, institutions, unit_after
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
    ("subject", r"chi tieu|noi dung|muc tieu|nhiem vu|ten|cong viec|hoat dong"),
)
_PATTERNS = tuple((name, re.compile(words)) for name, words in _COLUMNS)
_YEAR_HEAD = re.compile(
    r"(?:(?:den |nam |ke hoach |muc tieu |chi tieu |giai doan )*)((?:19|20)\d\d)(?:\s*-\s*((?:19|20)\d\d))?"
)
_VALUE = re.compile(
    r"^(?P<floor>≥|>=|>|trên|ít nhất|tối thiểu|từ)?\s*(?P<low>\d[\d.,]*)\s*%?(?:\s*(?:-|–|"
    r"đến)\s*(?P<high>\d[\d.,]*))?\s*%?\s*(?P<up>trở lên)?$"
)
_SCALED = re.compile(r"\s*(nghìn|ngàn|triệu|vạn|1\.?000)\s+(?!đồng)(\S.*)", re.IGNORECASE)
_GROWTH = re.compile(r"t[oố]c do tang|tang (?:binh quan|truong|trung binh)|muc tang")


@dataclass
class _Table:
    """The kind of each column; `years` for the columns whose head is a year."""

    kinds: list[str] = field(default_factory=list)
    years: dict[int, YearSpan] = field(default_factory=dict)

    @property
    def of_targets(self) -> bool:
        return bool(self.years) and "subject" in self.kinds

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


def _heading(cells: list[tuple[int, int, str]]) -> _Table | None:
    """The columns when this row names them: at least two names, or a name and a year."""
    table = _Table()
    for index, (_, _, text) in enumerate(cells):
        plain = bare(text).strip(" .:*()")
        year = _YEAR_HEAD.fullmatch(plain)
        kind = next((name for name, pattern in _PATTERNS if pattern.search(plain)), "")
        if year and kind not in ("past",):
            first, last = int(year.group(1)), int(year.group(2) or year.group(1))
            table.years[index] = YearSpan(0, 0, first, last, by=plain.startswith("den"))
            kind = "year"
        elif plain in ("ke hoach", "muc tieu", "chi tieu") and "subject" in table.kinds:
            table.years[index] = YearSpan(0, 0, 0, 0)
            kind = "year"
        table.kinds.append(kind)
    named = [kind for kind in table.kinds if kind not in ("", "number", "note")]
    return table if len(named) >= 2 and "subject" in table.kinds else None


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
        head = (
            _heading(cells)
            if table is None or not any(re.search(r"\d", text) for _, _, text in cells[1:])
            else None
        )
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
    subject, unit = table.cell(cells, "subject"), table.cell(cells, "unit")
    sentence = masked(block.view)
    found: list[Found] = []
    for index, year in table.years.items():
        value = _VALUE.match(cells[index][2].lower()) if index < len(cells) else None
        if value and subject:
            draft = _draft(sentence, subject, unit, "%" in cells[index][2], value, setting, group)
            span = year if year.first else setting.year
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
    unit: str,
    percent: bool,
    value: re.Match[str],
    setting: Setting,
    group: str,
) -> Draft:
    scale, unit = _scaled(unit)
    low = to_number(value.group("low").rstrip(".,")) * scale
    high = to_number(value.group("high").rstrip(".,")) * scale if value.group("high") else low
    floor = value.group("floor") in ("≥", ">=", ">", "trên", "ít nhất", "tối thiểu") or value.group("up")
    words = bare(f"{group} {subject}")
    houses = institutions(bare(subject), central_city=setting.central_city) or institutions(
        words, central_city=setting.central_city
    )
    house = houses[0] if houses else setting.institution
    kind, name = _kind_and_unit(subject, unit, percent or unit.startswith("%"), bool(houses), low != high)
    if floor and not kind.startswith("pct") and kind != "growth_avg":
        kind = "at_least"
    return Draft(
        0,
        len(sentence.low),
        kind,
        low,
        None if floor and low == high else high,
        name,
        subject=subject,
        words=words,
        types=house.types if house else (),
        levels=house.levels if house else (),
        confidence=0.9,
        milestone=True,
    )


def _scaled(unit: str) -> tuple[float, str]:
    """ "nghìn lượt" counts visits by the thousand, "1.000 bản" copies."""
    found = _SCALED.match(unit)
    if found is None:
        return 1.0, unit
    return SCALES.get(found.group(1).lower(), 1_000.0), found.group(2)


def _kind_and_unit(subject: str, unit: str, percent: bool, housed: bool, ranged: bool) -> tuple[str, str]:
    plain = bare(subject)
    if percent:
        if _GROWTH.search(plain) or "/nam" in bare(unit):
            return "growth_avg", "%/năm"
        counted = re.match(r"(?:ty|ti) le (?:so )?(?:cac )?", plain)
        rest = plain[counted.end() :] if counted else plain
        institution = (bool(institutions(rest)) and institutions(rest)[0].start == 0) or administrative_unit(
            rest
        )
        return (
            "pct_institutions" if (institution and housed) or administrative_unit(rest) else "pct_coverage"
        ), "%"
    yearly = re.search(r"/\s*nam|hang nam|moi nam", bare(f"{subject} {unit}"))
    found = unit_after(unit.lower()) or unit_after(subject.lower())
    name = found[0].name if found else unit.lower() or "đơn vị"
    shape = "range" if ranged else "count"
    if yearly or (found and found[0].flow and found[0].name == "lượt"):
        return f"{shape}_per_year", f"{name}/năm"
    return f"{shape}_total", name


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
