"""Targets of a plan as a workbook or CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from django.http import HttpResponse
from django.utils.translation import gettext as _

from densach.programme.plans.models import Plan
from densach.programme.plans.queries import JudgedTarget
from densach.programme.plans.rules.vocabulary import INSTITUTION_TYPES, KINDS, LEVELS, label, labels
from densach.ui.status import WORDS
from densach.ui.tables import download


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
        _("Unit"),
        _("When"),
        _("Needed"),
        _("Reached"),
        _("Due by now"),
        _("Status"),
        _("Provisional"),
        _("Words in the paper"),
    ]
    return download(f"chi-tieu-{plan.code}", head, _rows(rows), form)


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
