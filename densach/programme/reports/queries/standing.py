"""How a report stands now: what the book says today beside what the report holds, and each line's evidence."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.programme.indicators import queries as indicators
from densach.programme.indicators.models import IndicatorGroup
from densach.programme.indicators.queries.reading import Reading
from densach.programme.indicators.rules import Scope
from densach.programme.reports.models import LinePart, PartSource, Report, ReportLine, Shape
from densach.programme.reports.queries.drawing import Moment, figure_of, scope_from
from densach.programme.reports.rules import figures
from densach.programme.reports.rules.figures import Sum


@dataclass(frozen=True)
class LineView:
    """A line as a screen shows it."""

    line: ReportLine
    planned: str
    actual: str
    makeup: str
    reached: str
    evidence: str
    evidence_before: str
    now: str = ""


@dataclass(frozen=True)
class Difference:
    """A line whose figure would be another one if it were taken today."""

    line: ReportLine
    held: str
    now: str


def sum_of(line: ReportLine | LinePart) -> Sum:
    return Sum(line.numerator, line.denominator, line.unknown)


def moment_of(report: Report) -> Moment:
    """The reading that the report's figures were taken from."""
    return Moment(report.obligation.cutoff, report.book_mark, report.taken_at)


def lang() -> str:
    return (get_language() or "vi")[:2]


def view_of(report: Report, line: ReportLine, language: str) -> LineView:
    """The texts of a line and where its figure opens."""
    figure = sum_of(line)
    return LineView(
        line=line,
        planned=planned_of(line, language),
        actual=figures.actual_text(line.shape, figure, language),
        makeup=figures.makeup_text(line.shape, figure, language),
        reached=figures.reached_text(figures.reached(line.shape, figure, line.planned_value), language),
        evidence=evidence_of(report, line),
        evidence_before=evidence_before(report, line),
    )


def planned_of(line: ReportLine, language: str) -> str:
    if not line.own:
        return figures.whole_plan_text(language)
    return line.planned if language == "vi" else figures.planned_text(line.target, language)


def grouped(views: list[LineView]) -> list[tuple[str, list[LineView]]]:
    """Lines under the names of their groups, in the catalogue's order."""
    found = []
    for group in IndicatorGroup:
        members = [view for view in views if view.line.group == group]
        if members:
            found.append((str(group.label), members))
    return found


def evidence_of(report: Report, line: ReportLine) -> str:
    """Where the figure opens: a consolidated one onto its summands, a unit's onto institutions and records."""
    if report.obligation.consolidates:
        return reverse("reports:line", args=[report.pk, line.pk])
    return _evidence(report, line, _days(line), scope_from(line.scope))


def evidence_before(report: Report, line: ReportLine) -> str:
    """For growth, where the figure of the year before opens."""
    if line.shape != Shape.GROWTH or report.obligation.consolidates:
        return ""
    return _evidence(report, line, figures.year_before(_days(line)), scope_from(line.scope))


def evidence_of_part(report: Report, line: ReportLine, part: LinePart) -> str:
    """A summand opens onto the unit's report line, or onto the book where it was read from there."""
    if part.source == PartSource.REPORT and part.child_line is not None:
        return evidence_of(part.child_line.report, part.child_line)
    return _evidence(report, line, _days(line), _scope_of_part(line, part))


def evidence_of_part_before(report: Report, line: ReportLine, part: LinePart) -> str:
    """For growth, where the summand of the year before opens."""
    if line.shape != Shape.GROWTH:
        return ""
    if part.source == PartSource.REPORT and part.child_line is not None:
        return evidence_before(part.child_line.report, part.child_line)
    return _evidence(report, line, figures.year_before(_days(line)), _scope_of_part(line, part))


def _scope_of_part(line: ReportLine, part: LinePart) -> Scope:
    whole = scope_from(line.scope)
    return Scope(whole.kinds, whole.levels, whole.area_id, part.organisation_id)


def _days(line: ReportLine) -> Period:
    return Period.between(line.period_from, line.period_to)


def _evidence(report: Report, line: ReportLine, days: Period, scope: Scope) -> str:
    if line.indicator is None:
        return ""
    return indicators.evidence_url(
        line.indicator, scope, days, days.end, until_fact=report.book_mark, known_at=report.taken_at
    )


def live_sum(reading: Reading, line: ReportLine) -> Sum:
    """What the book says today for the same institutions and days."""
    if line.indicator is None:
        return Sum()
    return figure_of(reading, line.indicator, scope_from(line.scope), line.shape, _days(line))


def differences(report: Report, lines: list[ReportLine], language: str = "vi") -> list[Difference]:
    """Lines that the book of today would fill otherwise. What the report holds is never rewritten."""
    reading = Moment(report.obligation.cutoff).reading()
    found = []
    for line in lines:
        now, held = live_sum(reading, line), sum_of(line)
        if (now.numerator, now.denominator) != (held.numerator, held.denominator):
            found.append(
                Difference(
                    line,
                    figures.actual_text(line.shape, held, language),
                    figures.actual_text(line.shape, now, language),
                )
            )
    return found


def root_of(report: Report) -> Organisation | None:
    return None if report.obligation.consolidates else report.obligation.organisation


def stale(report: Report) -> bool:
    """Whether facts were added to the book since the report's figures were taken."""
    return indicators.book_mark() != report.book_mark
