"""Self-assessments: a table of criteria with figures, and which libraries have not sent theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from densach.kernel.period import Period
from densach.organisations.rules import Named
from densach.services.statistics.models import AssessmentState, CriterionLine, SelfAssessment
from densach.services.statistics.queries.numbers import figures_of, ratios_of, up_to
from densach.services.statistics.rules.criteria import BY_CODE, CRITERIA, GROUPS, Criterion
from densach.services.statistics.rules.years import SCHOOLS, due_on, span_of
from densach.ui.figures import number_text


@dataclass(frozen=True)
class Line:
    """A criterion with what was counted, what the library says, and its verdict."""

    criterion: Criterion
    line: CriterionLine
    figure: str


@dataclass(frozen=True)
class Standing:
    """A library's self-assessment of a year: none, or how it stands, and by when it is due."""

    library: Named
    assessment: SelfAssessment | None
    due: date
    is_late: bool


def counted_figures(assessment: SelfAssessment, lang: str, on: date) -> dict[str, str]:
    """Criterion → its figure as text, as counted now. Of what nobody knows there is none."""
    numbers = figures_of(assessment.library_id, up_to(Period(assessment.since, assessment.until), on))
    known: dict[str, Any] = {**numbers, **ratios_of(numbers)}
    found = {}
    for one in CRITERIA:
        value = known.get(one.figure) if one.figure else None
        if value is not None:
            found[one.code] = number_text(value, lang, None if isinstance(value, int) else 2)
    return found


def lines_of(assessment: SelfAssessment, lang: str, on: date) -> list[tuple[str, list[Line]]]:
    """The table by groups. A draft shows what is counted now; afterwards the figures stand as submitted."""
    rows = {one.criterion: one for one in CriterionLine.objects.filter(assessment=assessment)}
    live = is_draft(assessment)
    figures = counted_figures(assessment, lang, on) if live else {}
    table = []
    for code, name_vi, name_en in GROUPS:
        lines = [
            Line(
                BY_CODE[one.code],
                rows[one.code],
                figures.get(one.code, "") if live else rows[one.code].figure,
            )
            for one in CRITERIA
            if one.group == code and one.code in rows
        ]
        table.append((name_vi if lang == "vi" else name_en, lines))
    return table


def is_draft(assessment: SelfAssessment) -> bool:
    return assessment.state in (AssessmentState.DRAFT, AssessmentState.RETURNED)


def open_criteria(assessment: SelfAssessment) -> int:
    """Core criteria without a verdict."""
    rows = CriterionLine.objects.filter(assessment=assessment, met__isnull=True)
    return sum(BY_CODE[code].core for code in rows.values_list("criterion", flat=True) if code in BY_CODE)


def met_of(assessments: Iterable[SelfAssessment]) -> dict[int, tuple[int, int]]:
    """Assessment → criteria met, criteria with a verdict. One query."""
    found: dict[int, tuple[int, int]] = {}
    rows = CriterionLine.objects.filter(assessment__in=list(assessments), met__isnull=False)
    for key, met in rows.values_list("assessment", "met"):
        yes, all_ = found.get(key, (0, 0))
        found[key] = (yes + bool(met), all_ + 1)
    return found


def standings(libraries: Collection[Named], year: int, on: date) -> list[Standing]:
    """Every library with its self-assessment of the year, or without. One query."""
    rows = SelfAssessment.objects.filter(library__in=[one.id for one in libraries], year=year)
    by_library = {one.library_id: one for one in rows}
    found = []
    for library in libraries:
        one = by_library.get(library.id)
        until = one.until if one else span_of(year, school_year=library.kind in SCHOOLS).end
        due = due_on(until)
        sent = one is not None and not is_draft(one)
        found.append(Standing(library, one, due, not sent and on > due))
    return found
