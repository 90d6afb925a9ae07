"""What a paper says, as values: the shape of the plan contract (`densach read-plan --json`).

Offsets count Unicode characters of `PlanReading.text`, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Origin:
    """Where the text came from. `method` is text, markdown, docx, doc, pdf or ocr."""

    file: str
    sha256: str
    method: str
    characters: int
    pages: int | None = None


@dataclass(frozen=True)
class Signer:
    name: str
    title: str | None = None
    authority: str | None = None


@dataclass(frozen=True)
class IssuedWith:
    """The decision a plan is annexed to; `date` is ISO."""

    type: str
    number: str | None = None
    symbol: str | None = None
    date: str | None = None


@dataclass(frozen=True)
class Header:
    """The head and foot of the paper in the form of NĐ 30/2020. `date` is ISO, None where the day is blank."""

    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: str | None = None
    title: str | None = None
    signer: Signer | None = None
    issued_with: IssuedWith | None = None
    year_from: int | None = None
    year_to: int | None = None


@dataclass(frozen=True)
class LegalBasis:
    quote: str
    number: str | None = None
    symbol: str | None = None
    date: str | None = None
    issuer: str | None = None


@dataclass(frozen=True)
class Clause:
    path: str
    heading: str
    start: int
    end: int


@dataclass(frozen=True)
class Target:
    """One promise of the paper. For `ratio` the promise is value_min of value_max."""

    quote: str
    clause: str
    start: int
    end: int
    subject: str
    institution_types: tuple[str, ...]
    levels: tuple[str, ...]
    kind: str
    value_min: float | None
    value_max: float | None
    unit: str | None
    year_from: int | None
    year_to: int | None
    confidence: float
    indicator: str | None = None
    per: str | None = None
    every_years: int | None = None
    milestone: int | None = None
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaskTime:
    """`from_day` and `to_day` are ISO days; they print as `from` and `to`."""

    kind: str
    text: str
    from_day: str | None = None
    to_day: str | None = None
    every_years: int | None = None
    trigger: str | None = None


@dataclass(frozen=True)
class Task:
    title: str
    clause: str
    start: int
    end: int
    content: str | None = None
    group: str | None = None
    time: TaskTime | None = None
    lead: tuple[str, ...] = ()
    executing: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    advising: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportDuty:
    """`due` is written as the paper means it: 10/6, 15/11, 19/6/2019."""

    quote: str
    clause: str
    cycle: str
    due: str | None = None
    reporters: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class EventDay:
    name: str
    day: int | None
    month: int | None
    lunar: bool = False
    quote: str = ""


@dataclass(frozen=True)
class Notice:
    """Something the officer should look at, in a Vietnamese sentence."""

    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class PlanReading:
    text: str
    source: Origin
    document: Header
    legal_bases: tuple[LegalBasis, ...] = ()
    recipients: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()
    report_duties: tuple[ReportDuty, ...] = ()
    events: tuple[EventDay, ...] = ()
    warnings: tuple[Notice, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """The JSON document of the plan contract; the text itself is not part of it."""
        parts = {name: _plain(value) for name, value in vars(self).items() if name != "text"}
        for task in parts["tasks"]:
            if task["time"]:
                task["time"]["from"] = task["time"].pop("from_day")
                task["time"]["to"] = task["time"].pop("to_day")
        return parts


def _plain(value: Any) -> Any:
    """Dataclasses to dicts, tuples to lists, whole floats to integers."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(item) for name, item in vars(value).items()}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
