"""A target's past in words: what each change made different, and its figure month by month as a chart and a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from densach.kernel.numbers import format_number
from densach.programme.indicators.models import Indicator
from densach.programme.plans.models import RowState, Target, TargetRevision
from densach.programme.plans.queries import JudgedTarget
from densach.programme.plans.rules.changes import WORDS, Difference, Kept, differences
from densach.programme.plans.rules.vocabulary import INSTITUTION_TYPES, KINDS, LEVELS, label, labels
from densach.programme.plans.status import Status
from densach.ui.charts import Chart, Series, line_chart
from densach.ui.figures import day_text, language
from densach.ui.status import WORDS as STATUS_WORDS


@dataclass(frozen=True)
class ChangeLine:
    """One value before and after, in words; "–" for none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class RevisionLine:
    """One change of the target, newest first; the first of all has no differences."""

    revision: TargetRevision
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True)
class MonthLine:
    """The target at the end of a month; `moved` says that its status is another than the month before."""

    row: JudgedTarget
    moved: bool


def revision_lines(revisions: Sequence[TargetRevision]) -> list[RevisionLine]:
    """Every change with its differences to the one before, newest first."""
    lines, before = [], None
    for one in revisions:
        told = () if before is None else change_lines(before, one.values)
        lines.append(RevisionLine(one, told))
        before = one.values
    return lines[::-1]


def change_lines(before: Kept, after: Kept) -> tuple[ChangeLine, ...]:
    """What differs between two sets of kept values, in words of the page's language."""
    return tuple(_line(one) for one in differences(before, after))


def _line(one: Difference) -> ChangeLine:
    return ChangeLine(str(WORDS[one.name]), _worded(one.name, one.before), _worded(one.name, one.after))


def _worded(name: str, value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "kind":
        return label(KINDS, value)
    if name == "state":
        return str(RowState(value).label)
    if name in {"institution_types", "levels"}:
        return labels(INSTITUTION_TYPES if name == "institution_types" else LEVELS, list(value))
    if name == "indicator":
        found = Indicator.objects.filter(code=value).first()
        return found.name if found else str(value)
    if name == "trigger_on":
        return day_text(date.fromisoformat(value), language())
    if name == "per":
        return _("each unit") if value == "each" else _("all together")
    if name in {"value_min", "value_max", "base_value", "denominator"}:
        return format_number(Decimal(value), language(), None)
    return str(value)


def value_lines(months: Sequence[JudgedTarget]) -> list[MonthLine]:
    """The months, newest first, each with whether the status moved."""
    lines = []
    for place, row in enumerate(months):
        lines.append(MonthLine(row, place > 0 and months[place - 1].status is not row.status))
    return lines[::-1]


def value_chart(target: Target, months: Sequence[JudgedTarget]) -> Chart:
    """What was reached and what was due by each month's end, with the need across where it stood still."""
    scale = 100 if target.kind == "capability" else 1
    needs = {row.verdict.need for row in months if row.verdict.need is not None}
    need = next(iter(needs)) * scale if len(needs) == 1 else None
    return line_chart(
        target.subject,
        [_label(row.on) for row in months],
        [
            Series(_("Reached"), [_value(row.verdict.actual, scale) for row in months]),
            Series(_("Due by then"), [_value(row.verdict.expected, scale) for row in months]),
        ],
        unit="%" if scale == 100 else "",
        lang=language(),
        target=need,
    )


def _label(day: date) -> str:
    return f"{day.month:02d}/{day.year % 100:02d}"


def _value(value: Fraction | None, scale: int) -> Fraction | None:
    if value is None:
        return None
    scaled = value * scale
    return Fraction(round(scaled)) if abs(scaled) >= 100 else scaled


def value_rows(months: Sequence[JudgedTarget]) -> tuple[list[str], list[list[object]]]:
    """The same months for a workbook."""
    head = [_("Day"), _("Reached"), _("Due by then"), _("Needed"), _("Status"), _("Provisional")]
    rows: list[list[object]] = [
        [
            row.on,
            row.verdict.actual,
            row.verdict.expected,
            row.verdict.need,
            _status(row.status),
            _("yes") if row.verdict.provisional else "",
        ]
        for row in months
    ]
    return head, rows


def _status(status: Status) -> str:
    return str(STATUS_WORDS[status.value])
