"""Plans, their targets and their tasks as workbooks or CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.programme.plans.models import Plan
from densach.programme.plans.page import TaskLine
from densach.programme.plans.queries import JudgedTarget
from densach.programme.plans.rules.vocabulary import INSTITUTION_TYPES, KINDS, LEVELS, label, labels
from densach.ui.status import WORDS
from densach.ui.tables import download

FORMS = ("xlsx", "csv")


def targets(plan: Plan, rows: Iterable[JudgedTarget], form: str) -> HttpResponse:
    """`form` is xlsx or csv."""
    head = [
        _("Clause"),
        _("Target"),
        _("Types of institutions"),
        _("Levels"),
        _("Kind"),
        _("Indicator"),
        _("Planned"),
        _("Unit of measurement"),
        _("When"),
        _("Needed"),
        _("Reached"),
        _("Due by now"),
        _("Status"),
        _("Provisional"),
        _("Words in the paper"),
    ]
    return download(f"chi-tieu-{plan.code}", head, _rows(rows), form)


def tasks(plan: Plan, lines: Iterable[TaskLine], form: str) -> HttpResponse:
    """A line for each unit of each task, so that a workbook can be filtered by unit."""
    head = [
        _("Clause"),
        _("Task"),
        _("Content"),
        _("Field"),
        _("When"),
        _("Role"),
        _("Unit"),
        _("Organisation"),
    ]
    return download(f"nhiem-vu-{plan.code}", head, _task_rows(lines), form)


def _task_rows(lines: Iterable[TaskLine]) -> Iterator[list[object]]:
    for line in lines:
        told = [line.task.clause_path, line.task.title, line.task.content, line.group, line.when]
        if not line.units:
            yield [*told, "", "", ""]
        for one in line.units:
            yield [*told, one.role, one.unit.name, one.organisation_name]


def plans(rows: QuerySet[Plan], form: str) -> HttpResponse:
    """The list of plans."""
    head = [
        _("Code"),
        _("Plan"),
        pgettext("paper", "Number"),
        _("Issued"),
        _("Issued by"),
        _("First year"),
        _("Last year"),
        _("State"),
    ]
    return download("ke-hoach", head, _plan_rows(rows), form)


def _plan_rows(rows: QuerySet[Plan]) -> Iterator[list[object]]:
    for plan in rows:
        number = "/".join(part for part in (plan.number, plan.symbol) if part)
        span = [plan.year_from, plan.year_to]
        yield [plan.code, plan.title, number, plan.issued_on, plan.issuer, *span, plan.get_state_display()]


def _rows(rows: Iterable[JudgedTarget]) -> Iterator[list[object]]:
    for row in rows:
        target, verdict = row.target, row.verdict
        yield [
            target.clause_path,
            target.subject,
            labels(INSTITUTION_TYPES, target.institution_types),
            labels(LEVELS, target.levels),
            label(KINDS, target.kind),
            target.indicator.code if target.indicator else "",
            row.planned_text,
            row.unit_text,
            row.when_text,
            _number(verdict.need),
            _number(verdict.actual),
            _number(verdict.expected),
            str(WORDS[verdict.status.value]),
            _("yes") if verdict.provisional else "",
            target.quote,
        ]


def _number(value: Fraction | None) -> object:
    """A whole number stays whole; a workbook has no fractions."""
    if value is None:
        return ""
    return int(value) if value.denominator == 1 else round(float(value), 4)
