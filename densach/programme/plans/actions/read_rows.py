"""What was read from a paper becomes the plan's rows: clauses, targets, tasks, duties, days, all of them proposed."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from densach.formats.planreader.reading import PlanReading
from densach.formats.planreader.reading import ReportDuty as ReadDuty
from densach.formats.planreader.reading import Target as ReadTarget
from densach.formats.planreader.reading import Task as ReadTask
from densach.kernel.dates import parse_date, parse_day_month
from densach.kernel.errors import Refusal
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.models import Area
from densach.programme.indicators.models import Indicator
from densach.programme.plans.models import (
    Clause,
    EventDay,
    Plan,
    ReportDuty,
    Target,
    Task,
    TaskRole,
    TaskUnit,
)
from densach.programme.plans.rules.marking import find_place, folded_quote
from densach.programme.plans.rules.refusals import QuoteNotFound
from densach.programme.plans.rules.titles import read_title

_SENTENCE_END = re.compile(r"[.!?](?:\s|$)|\n\s*\n")


def write_clauses(plan: Plan, reading: PlanReading) -> None:
    """The clauses of the paper in their order."""
    Clause.objects.bulk_create(
        Clause(
            plan=plan,
            path=clause.path[:60],
            heading=clause.heading,
            start=clause.start,
            end=clause.end,
            position=position,
        )
        for position, clause in enumerate(reading.clauses)
    )


def write_targets(plan: Plan, reading: PlanReading) -> None:
    """Every target of the paper, proposed."""
    Target.objects.bulk_create(targets_read(plan, reading))


def write_others(plan: Plan, reading: PlanReading, on: date) -> None:
    """Tasks with their units, report duties and event days, proposed."""
    _write_tasks(plan, reading, on)
    _write_duties(plan, reading)
    _write_events(plan, reading)


def targets_read(plan: Plan, reading: PlanReading) -> list[Target]:
    """The targets of the paper as rows, not written yet."""
    catalogue = {indicator.code: indicator for indicator in Indicator.objects.all()}
    headings = {clause.path: clause.heading for clause in reading.clauses}
    codes = _indicator_codes(reading)
    return [
        _target(plan, position, row, catalogue.get(code), headings.get(row.clause, ""))
        for position, (row, code) in enumerate(zip(reading.targets, codes, strict=True))
    ]


def _indicator_codes(reading: PlanReading) -> list[str]:
    """The indicator proposed for each target. "… at the province every two years, in communes every year": the second
    cadence of a sentence often leaves out what it is about, and means what the row before it meant.
    """
    codes: list[str] = []
    before: ReadTarget | None = None
    for row in reading.targets:
        code = row.indicator or ""
        if not code and row.kind == "cadence" and before is not None and _one_sentence(reading, before, row):
            code = codes[-1]
        codes.append(code)
        before = row
    return codes


def _one_sentence(reading: PlanReading, first: ReadTarget, second: ReadTarget) -> bool:
    if first.clause != second.clause or first.end > second.start:
        return False
    return _SENTENCE_END.search(reading.text[first.end : second.start]) is None


def _target(plan: Plan, position: int, row: ReadTarget, indicator: Indicator | None, heading: str) -> Target:
    return Target(
        plan=plan,
        position=position,
        clause_path=row.clause[:60],
        quote=row.quote,
        start=row.start,
        end=row.end,
        confidence=row.confidence,
        questions=list(row.questions),
        subject=read_title(
            row.subject,
            indicator.name if indicator else "",
            heading,
            of_row_before=indicator is not None and not row.indicator,
        ),
        institution_types=list(row.institution_types),
        levels=list(row.levels),
        indicator=indicator,
        kind=row.kind,
        value_min=_decimal(row.value_min),
        value_max=_decimal(row.value_max),
        unit=(row.unit or "")[:60],
        per=row.per or "",
        every_years=row.every_years,
        year_from=row.year_from,
        year_to=row.year_to,
        milestone=row.milestone,
        # "Chỉ tiêu pháp lệnh" is what papers call targets that are set from above and bind.
        mandatory="phap lenh" in fold(f"{heading} {row.quote}"),
    )


def _decimal(value: float | None) -> Decimal | None:
    """A value as read; one below nought is none that a plan promises, and is left to a person."""
    return None if value is None or value < 0 else Decimal(str(value))


def _write_tasks(plan: Plan, reading: PlanReading, on: date) -> None:
    units = _Units(on, plan.territory)
    for position, row in enumerate(reading.tasks):
        task = _task(plan, position, row)
        task.save()
        roles = {
            TaskRole.LEAD: row.lead,
            TaskRole.EXECUTING: row.executing,
            TaskRole.COORDINATING: row.coordinating,
            TaskRole.ADVISING: row.advising,
        }
        TaskUnit.objects.bulk_create(
            TaskUnit(task=task, role=role, name=name, organisation_id=units.proposed(name))
            for role, names in roles.items()
            for name in dict.fromkeys(name[:300] for name in names if name.strip())
        )


def _task(plan: Plan, position: int, row: ReadTask) -> Task:
    time = row.time
    return Task(
        plan=plan,
        position=position,
        clause_path=row.clause[:60],
        quote=folded_quote(plan.text, row.start, row.end),
        start=row.start,
        end=row.end,
        title=row.title,
        content=row.content or "",
        group=row.group or "",
        time_kind=time.kind if time else "",
        time_text=time.text[:300] if time else "",
        time_from=(time.from_day or "")[:10] if time else "",
        time_to=(time.to_day or "")[:10] if time else "",
        every_years=time.every_years if time else None,
        trigger=(time.trigger or "")[:300] if time else "",
    )


class _Units:
    """Organisations that written names may mean; each name is looked up once."""

    def __init__(self, on: date, within: Area) -> None:
        self._on = on
        self._within = within
        self._known: dict[str, int | None] = {}

    def proposed(self, name: str) -> int | None:
        """The one organisation of this name, or the only one whose name holds it; else none: a person ties it."""
        key = fold(name)
        if key not in self._known:
            found = organisations.find_by_name(name, self._on, within=self._within, limit=2)
            certain = found and (len(found) == 1 or fold(found[0].name) == key.strip(" .;,"))
            self._known[key] = found[0].id if certain else None
        return self._known[key]


def _write_duties(plan: Plan, reading: PlanReading) -> None:
    ReportDuty.objects.bulk_create(
        _duty(plan, position, row) for position, row in enumerate(reading.report_duties)
    )


def _duty(plan: Plan, position: int, row: ReadDuty) -> ReportDuty:
    day, month, due_on = _due(row.due)
    start, end = _place(plan, row.quote)
    return ReportDuty(
        plan=plan,
        position=position,
        clause_path=row.clause[:60],
        quote=row.quote,
        start=start,
        end=end,
        cycle=row.cycle,
        due_day=day,
        due_month=month,
        due_on=due_on,
        reporters=list(row.reporters),
        recipients=list(row.recipients),
    )


def _due(text: str | None) -> tuple[int | None, int | None, date | None]:
    """ "15/11" is a day of every year, "19/6/2019" one date; what the calendar does not have is left open."""
    if not text:
        return None, None, None
    try:
        return None, None, parse_date(text)
    except Refusal:
        pass
    try:
        return *parse_day_month(text), None
    except Refusal:
        return None, None, None


def _place(plan: Plan, quote: str) -> tuple[int | None, int | None]:
    try:
        place = find_place(plan.text, quote)
    except QuoteNotFound:
        return None, None
    return place.start, place.end


def _write_events(plan: Plan, reading: PlanReading) -> None:
    rows = []
    for position, row in enumerate(reading.events):
        start, end = _place(plan, row.quote or row.name)
        rows.append(
            EventDay(
                plan=plan,
                position=position,
                quote=row.quote,
                start=start,
                end=end,
                name=row.name[:200],
                day=row.day,
                month=row.month,
                lunar=row.lunar,
            )
        )
    EventDay.objects.bulk_create(rows)
