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
from densach.programme.plans import queries as plans
from densach.programme.reports.models import LinePart, PartSource, Report, ReportLine, Shape
from densach.programme.reports.queries.doors import figures_until
from densach.programme.reports.queries.drawing import Moment, figure_of, scope_from
from densach.programme.reports.rules import figures, notes
from densach.programme.reports.rules.figures import Sum
from densach.programme.reports.rules.notes import Beside


@dataclass(frozen=True)
class LineView:
    """A line as a screen shows it."""

    line: ReportLine
    planned: str
    actual: str
    makeup: str
    reached: str
    note: str
    untied: str
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
    alike = not isinstance(line, ReportLine) or line.base_to is None
    return Sum(line.numerator, line.denominator, line.unknown, line.total, alike)


def moment_of(report: Report) -> Moment:
    """The reading that the report's figures were taken from."""
    return Moment(figures_until(report), report.book_mark, report.taken_at)


def lang() -> str:
    return (get_language() or "vi")[:2]


def view_of(report: Report, line: ReportLine, language: str) -> LineView:
    """The texts of a line and where its figure opens."""
    figure = sum_of(line)
    return LineView(
        line=line,
        planned=planned_of(line, language),
        actual=figures.actual_text(line.shape, figure, language),
        makeup=makeup_of(line, language),
        reached=figures.reached_text(line.shape, figure, line.planned_value, language),
        note=note_of(line, language),
        untied=notes.untied_text(language) if line.indicator_id is None else "",
        evidence=evidence_of(report, line),
        evidence_before=evidence_before(report, line),
    )


def planned_of(line: ReportLine, language: str) -> str:
    if not line.own:
        return figures.whole_plan_text(language)
    return line.planned if language == "vi" else figures.planned_text(line.target, language, line.shape)


def makeup_of(line: ReportLine, language: str) -> str:
    """What the figure is made of, and what a growth lacks to be one."""
    return notes.makeup_text(line.shape, sum_of(line), language, _beside(line))


def _beside(line: ReportLine) -> Beside:
    base_days = None
    if line.base_to is not None:
        base_days = Period.between(figures.year_before(_days(line)).start, line.base_to)
    return Beside(
        unit=line.unit,
        until=line.period_to,
        whole=scope_from(line.scope).root_id is None,
        base_days=base_days,
        base=line.base_total,
    )


def note_of(line: ReportLine, language: str = "vi") -> str:
    """All that stands beside a figure, as the paper prints it and the line's page tells it."""
    told = [makeup_of(line, language), notes.estimate_text(line.estimate, language)]
    if line.indicator_id is None:
        told.append(notes.untied_text(language))
    if line.provisional and line.numerator is not None:
        told.append(notes.provisional_text(language))
    told += [notes.unknown_text(line.unknown, language), line.note]
    return "; ".join(part for part in told if part)


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
    return _evidence(report, line, _days_before(line), scope_from(line.scope))


def _days_before(line: ReportLine) -> Period:
    """The same days of the year before, or those that its figure is known for."""
    days = figures.year_before(_days(line))
    return Period.between(days.start, line.base_to) if line.base_to else days


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
        line.indicator,
        scope,
        days,
        days.end,
        as_=plans.READ_AS,
        until_fact=report.book_mark,
        known_at=report.taken_at,
    )


def live_sum(reading: Reading, line: ReportLine) -> Sum:
    """What the book says today for the same institutions and days."""
    if line.indicator is None:
        return Sum()
    return figure_of(reading, line.target, line.indicator, scope_from(line.scope), line.shape, _days(line))


def differences(report: Report, lines: list[ReportLine], language: str = "vi") -> list[Difference]:
    """Lines that the book of today would fill otherwise. What the report holds is never rewritten."""
    reading = Moment(figures_until(report)).reading()
    with reading.collecting():
        for line in lines:
            live_sum(reading, line)
    found = []
    for line in lines:
        now, held = live_sum(reading, line), sum_of(line)
        if _told(line, now) != _told(line, held):
            found.append(
                Difference(
                    line,
                    _whole_text(line, held, language),
                    _whole_text(line, now, language),
                )
            )
    return found


def _told(line: ReportLine, figure: Sum) -> tuple[int | None, ...]:
    """The numbers behind what is shown; one that nobody answered and one of nothing are both shown as a dash."""
    silent = not figure.total and figures.actual_text(line.shape, figure) == figures.NO_FIGURE
    return () if silent else (figure.numerator, figure.denominator, figure.total)


def _whole_text(line: ReportLine, figure: Sum, language: str) -> str:
    """A figure with what the units counted together, where only that may have changed."""
    told = figures.actual_text(line.shape, figure, language)
    together = (
        notes.makeup_text(line.shape, figure, language, _beside(line)) if figure.total is not None else ""
    )
    return f"{told}; {together}" if together else told


def root_of(report: Report) -> Organisation | None:
    return None if report.obligation.consolidates else report.obligation.organisation


def stale(report: Report) -> bool:
    """Whether facts were added to the book since the report's figures were taken."""
    return indicators.book_mark() != report.book_mark
