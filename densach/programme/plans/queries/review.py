"""What the review screen shows: rows beside the paper's text, and how many still wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from densach.programme.plans.models import EventDay, Plan, ReportDuty, Row, RowState, Target, Task
from densach.programme.plans.queries.doors import ROW_KINDS, rows_of
from densach.programme.plans.rules.marking import Mark, Piece, cut, pieces, reflowed
from densach.programme.plans.rules.values import DutyValues, EventValues, RowValues, TargetValues, TaskValues

WARNINGS = "warning"
PAGE = 50  # rows
AROUND = 1_500  # characters of the paper before and after a page's rows


@dataclass(frozen=True)
class Counter:
    """Rows of one kind by state."""

    proposed: int = 0
    accepted: int = 0
    dropped: int = 0

    @property
    def total(self) -> int:
        return self.proposed + self.accepted + self.dropped


@dataclass(frozen=True)
class Remark:
    """Something the reader wants looked at. `key` is its mark in the text."""

    key: str
    message: str
    start: int | None
    end: int | None


def counters(plan: Plan) -> dict[str, Counter]:
    """Rows by kind and state: one query a kind."""
    return counters_of([plan.pk])[plan.pk]


def counters_of(plan_ids: Iterable[int]) -> dict[int, dict[str, Counter]]:
    """The same for many plans, by plan: one query a kind all the same."""
    keys = list(plan_ids)
    found = {key: {kind: Counter() for kind in ROW_KINDS} for key in keys}
    for kind, model in ROW_KINDS.items():
        rows = model._default_manager.filter(plan_id__in=keys).order_by().values_list("plan_id", "state")
        told: dict[int, dict[str, int]] = {}
        for key, state, number in rows.annotate(n=Count("pk")):
            told.setdefault(key, {})[state] = number
        for key, states in told.items():
            found[key][kind] = Counter(**states)
    return found


def waiting(plan: Plan) -> int:
    """How many rows nobody has decided on."""
    return sum(counter.proposed for counter in counters(plan).values())


def remarks(plan: Plan) -> list[Remark]:
    """The reader's warnings, as it wrote them."""
    found = plan.reading.get("warnings", [])
    return [
        Remark(f"{WARNINGS}-{index}", row["message"], row.get("start"), row.get("end"))
        for index, row in enumerate(found)
    ]


@dataclass(frozen=True)
class Leaf:
    """A page of a tab's rows, from 1, and whether others come before and after it."""

    rows: list[Row]
    number: int = 1
    is_last: bool = True


def _rows_in(plan: Plan, kind: str, state: str) -> QuerySet[Row]:
    rows = rows_of(plan, kind)
    return rows.filter(state=state) if state in RowState.values else rows


def shown_rows(plan: Plan, kind: str, state: str = "") -> list[Row]:
    """All rows of a tab; `state` narrows to one state. None for the tab of warnings."""
    return [] if kind == WARNINGS else list(_rows_in(plan, kind, state))


def leaf_of(plan: Plan, kind: str, state: str = "", page: int = 1) -> Leaf:
    """One page of them."""
    if kind == WARNINGS:
        return Leaf([])
    rows = _rows_in(plan, kind, state)
    if page > 1:
        # A page that has gone (rows were decided meanwhile) is the last one there is.
        page = max(1, min(page, -(-rows.count() // PAGE)))
    page = max(page, 1)
    found = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    return Leaf(found[:PAGE], page, len(found) <= PAGE)


def page_of_row(plan: Plan, kind: str, row: Row) -> int:
    """On which page of its tab, all states shown, the row stands."""
    return rows_of(plan, kind).filter(position__lt=row.position).count() // PAGE + 1


def lit_text(plan: Plan, kind: str, leaf: Leaf) -> list[Piece]:
    """The paper's text with these rows (or the warnings) lit up and its clauses' headings known. Where the rows fill
    more than one page, only the part around this page's rows: a paper of 300 pages is too long for one screen.
    """
    rows = leaf.rows
    marks = [
        Mark(f"{kind}-{row.pk}", row.start, row.end) for row in rows if row.start is not None and row.end
    ]
    if kind == WARNINGS:
        marks = [Mark(r.key, r.start, r.end) for r in remarks(plan) if r.start is not None and r.end]
    clauses = plan.clauses.values_list("start", "heading")
    headings = [(start, _line_end(plan.text, start)) for start, heading in clauses if heading]
    found = pieces(reflowed(plan.text), marks, headings)
    if not marks or (leaf.number == 1 and leaf.is_last):
        return found
    start = 0 if leaf.number == 1 else min(mark.start for mark in marks) - AROUND
    end = len(plan.text) if leaf.is_last else max(mark.end for mark in marks) + AROUND
    return cut(found, start, end)


def _line_end(text: str, start: int) -> int:
    found = text.find("\n", start)
    return len(text) if found < 0 else found


def values_of(row: Row) -> RowValues:
    """What a person may change of the row, as it is now."""
    if isinstance(row, Target):
        return target_values(row)
    if isinstance(row, Task):
        return TaskValues(row.title, row.content, row.group, row.time_kind, row.time_text)
    if isinstance(row, ReportDuty):
        return DutyValues(
            row.cycle, row.due_day, row.due_month, row.due_on, tuple(row.reporters), tuple(row.recipients)
        )
    if isinstance(row, EventDay):
        return EventValues(row.name, row.day, row.month, row.lunar)
    raise TypeError(f"{type(row).__name__} is no row of a plan")


def target_values(row: Target) -> TargetValues:
    """A target's values, free of the database."""
    return TargetValues(
        subject=row.subject,
        kind=row.kind,
        value_min=row.value_min,
        value_max=row.value_max,
        unit=row.unit,
        per=row.per,
        every_years=row.every_years,
        year_from=row.year_from,
        year_to=row.year_to,
        milestone=row.milestone,
        base_year=row.base_year,
        base_value=row.base_value,
        denominator=row.denominator,
        trigger_on=row.trigger_on,
        institution_types=tuple(row.institution_types),
        levels=tuple(row.levels),
        indicator=row.indicator.code if row.indicator else "",
        mandatory=row.mandatory,
    )


def last_sweep(plan: Plan, actor_name: str) -> tuple[datetime, int] | None:
    """The newest instant at which this person accepted several rows at once that still stand, and how many."""
    found: dict[datetime, int] = {}
    for model in ROW_KINDS.values():
        rows = model._default_manager.filter(plan=plan, state=RowState.ACCEPTED, decided_by_name=actor_name)
        for at, count in rows.order_by().values_list("decided_at").annotate(n=Count("pk")):
            found[at] = found.get(at, 0) + count
    sweeps = [(at, count) for at, count in found.items() if count > 1]
    return max(sweeps) if sweeps else None
