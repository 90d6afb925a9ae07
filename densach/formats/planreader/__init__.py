"""Reads a Vietnamese administrative plan into targets, tasks, duties and days."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from densach.formats.planreader.bases import legal_bases
from densach.formats.planreader.checks import doubled_numbers, impossible_days, misread_words, nature
from densach.formats.planreader.context import ADMINISTERS, Setting, horizon, settings
from densach.formats.planreader.duties import duties, other_cycles
from densach.formats.planreader.events import events
from densach.formats.planreader.header import is_central_city, read_header
from densach.formats.planreader.paper import Paper
from densach.formats.planreader.people import recipients
from densach.formats.planreader.reading import Clause, Header, Notice, Origin, PlanReading, Target, Task
from densach.formats.planreader.sources import open_paper
from densach.formats.planreader.structure import Block, Structure, read_structure
from densach.formats.planreader.tables import read_tables
from densach.formats.planreader.targets import Found, finish, read_block
from densach.formats.planreader.task_targets import task_promises, with_task, with_trigger
from densach.formats.planreader.tasks import assigned_tasks, labelled_tasks
from densach.formats.planreader.textview import bare, folded

__all__ = ["PlanReading", "read", "unread"]


def read(data: bytes, filename: str) -> PlanReading:
    """Read one paper. Offsets of the result refer to its `text`; raises a `PlanRefusal` for what cannot be read."""
    paper = open_paper(data, filename)
    structure = read_structure(paper.text)
    header = read_header(structure)
    grounds = _with_horizon(settings(structure, _ground(header, structure)))
    promised, tabled = read_tables(grounds)
    labelled = labelled_tasks(structure.nodes) + tabled
    targets = _targets(grounds, {task.clause: task for task in labelled if task not in tabled}, promised)
    return PlanReading(
        text=paper.text,
        source=Origin(filename, hashlib.sha256(data).hexdigest(), paper.method, len(paper.text), paper.pages),
        document=header,
        legal_bases=legal_bases(structure),
        recipients=recipients(structure),
        clauses=tuple(
            Clause(node.path, folded(node.heading.text), node.start, node.end) for node in structure.nodes
        ),
        targets=targets,
        tasks=tuple(labelled or assigned_tasks(grounds)),
        report_duties=tuple(duties(grounds)),
        events=tuple(events(structure.blocks)),
        warnings=(*_warnings(paper, header, structure, bool(targets)), *other_cycles(grounds)),
    )


def unread(data: bytes, filename: str, pages: int) -> PlanReading:
    """For a PDF of pictures that nothing here can recognise: a reading without text, which says what to do."""
    return PlanReading(
        text="",
        source=Origin(filename, hashlib.sha256(data).hexdigest(), "pdf", 0, pages),
        document=Header(),
        warnings=(
            Notice(
                f"Tệp gồm {pages} trang ảnh, chưa nhận dạng chữ: tệp đã được lưu nhưng chưa đọc được dòng nào. "
                "Cài Tesseract có gói tiếng Việt trên máy chủ rồi nạp lại chính tệp này, hoặc thêm từng dòng bằng tay."
            ),
        ),
    )


def _targets(
    grounds: list[tuple[Block, Setting]], tasks: dict[str, Task], promised: list[Found]
) -> tuple[Target, ...]:
    """Targets of tables, sentences and labelled tasks, in the order of the text."""
    found = list(promised)
    for block, setting in grounds:
        if not block.is_row:
            found += read_block(block, with_task(setting, tasks.get(setting.clause)), found)
    found = with_trigger(found + task_promises(grounds, tasks), tasks)
    return tuple(finish(sorted(found, key=lambda one: one.sentence.view.start)))


def _own_house(header: Header) -> str:
    """ "bao tang" in a museum's own paper, "thu vien" in a library's or a school's."""
    issuer = bare(header.issuer or "")
    if issuer.startswith(("bao tang", "thu vien")):
        return " ".join(issuer.split()[:2])
    return "thu vien" if issuer.startswith("truong ") else ""


def _with_horizon(grounds: list[tuple[Block, Setting]]) -> list[tuple[Block, Setting]]:
    """A paper that names no term is read up to the last year it looks to."""
    if not grounds or grounds[0][1].year_to is not None:
        return grounds
    last = horizon(grounds, grounds[0][1].issued)
    return [(block, replace(setting, horizon=last)) for block, setting in grounds]


def _warnings(paper: Paper, header: Header, structure: Structure, found: bool) -> tuple[Notice, ...]:
    return (
        *(Notice(text) for text in paper.warnings),
        *nature(header, structure, found),
        *doubled_numbers(structure),
        *impossible_days(paper.text),
        *misread_words(paper.text),
    )


def _ground(header: Header, structure: Structure) -> Setting:
    """The setting that the paper as a whole gives to its clauses."""
    head = " ".join(block.view.text for block in structure.blocks if block.region == "head")
    day = header.date or (header.issued_with.date if header.issued_with else None)
    return Setting(
        paper=header.type,
        year_from=header.year_from,
        year_to=header.year_to,
        issued=int(day[:4]) if day else None,
        central_city=is_central_city(header, head),
        topic=bare(header.title or ""),
        own=_own_house(header),
        school=re.search(r"nam hoc 20\d\d", bare(header.title or "")) is not None,
        administers=header.type in ("Quyết định", "Nghị quyết")
        and ADMINISTERS.match(bare(header.title or "")) is not None,
    )
