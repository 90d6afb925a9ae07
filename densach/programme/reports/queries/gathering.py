"""What a gathering report adds up: accepted unit reports first, the live book where there is none.

Every institution belongs to the nearest unit above it that owes a report. What an accepted report says of a target
stands for all its institutions; the others are read from the book and marked "tạm tính".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.programme.reports.models import Obligation, PartSource, Report, ReportLine, Shape
from densach.programme.reports.queries.doors import as_owed, children_of, report_of
from densach.programme.reports.queries.drawing import Drawn, Moment, draw
from densach.programme.reports.rules import figures
from densach.programme.reports.rules.figures import Sum
from densach.programme.reports.rules.lifecycle import ACCEPTED_STATES


@dataclass(frozen=True)
class Summand:
    """One part of a consolidated line."""

    organisation_id: int
    name: str
    source: PartSource
    sum: Sum
    child_line: ReportLine | None = None


@dataclass(frozen=True)
class Gathered:
    """A consolidated line before it is written down."""

    drawn: Drawn
    figure: Sum
    summands: tuple[Summand, ...]

    @property
    def provisional(self) -> bool:
        """Whether part of it was read from the book because a unit owed and had no accepted report."""
        return any(summand.source == PartSource.LIVE for summand in self.summands)


@dataclass(frozen=True)
class Missing:
    """A unit that owed a report and has none accepted; `state` says how far it came."""

    organisation_id: int
    code: str
    name: str
    state: str


@dataclass(frozen=True)
class Children:
    """The units' obligations of one gathering report, told apart."""

    reporters: dict[int, str]
    accepted: dict[int, Report]
    missing: tuple[Missing, ...]


def children(obligation: Obligation) -> Children:
    """Who owed, who has an accepted report, who is missing (in alphabetical order)."""
    owed = as_owed(children_of(obligation), obligation.cutoff)
    accepted: dict[int, Report] = {}
    missing = []
    for one in owed:
        report = report_of(one.obligation)
        organisation = one.obligation.organisation
        if report is not None and report.state in ACCEPTED_STATES:
            accepted[organisation.pk] = report
        else:
            missing.append(Missing(organisation.pk, organisation.code, one.name, one.state))
    return Children({one.obligation.organisation_id: one.name for one in owed}, accepted, tuple(missing))


def gather(obligation: Obligation, found: Children, moment: Moment) -> list[Gathered]:
    """The lines of the gathering report: each the sum of its summands."""
    period = Period.parse(obligation.period)
    drawn = draw(obligation.plan, None, period, moment)
    under = _reporter_of(obligation, list(found.reporters), moment.cutoff)
    lines = _lines_of(found.accepted)
    return [_gather_one(line, found, under, lines) for line in drawn]


def _gather_one(
    drawn: Drawn, found: Children, under: dict[int, int], lines: dict[tuple[int, int], ReportLine]
) -> Gathered:
    summands: list[Summand] = []
    reported = [unit for unit in found.accepted if (unit, drawn.target.pk) in lines]
    for unit in reported:
        line = lines[unit, drawn.target.pk]
        summands.append(Summand(unit, found.reporters[unit], PartSource.REPORT, _said(line, drawn), line))
    open_parts: defaultdict[int, list[Sum]] = defaultdict(list)
    names: dict[int, str] = {}
    for part in drawn.contributions:
        unit = under.get(part.organisation_id, part.organisation_id)
        if unit in reported:
            continue
        open_parts[unit].append(part.sum)
        names[unit] = found.reporters.get(unit, part.name)
    summands.extend(
        Summand(unit, names[unit], PartSource.LIVE, figures.total(sums)) for unit, sums in open_parts.items()
    )
    return Gathered(drawn, figures.total(one.sum for one in summands), tuple(summands))


def _said(line: ReportLine, drawn: Drawn) -> Sum:
    """What a unit's line adds: its own count of what each unit owes becomes one of N."""
    said = Sum(line.numerator, line.denominator, line.unknown, line.total)
    if drawn.shape == Shape.EACH and line.shape in {Shape.NUMBER, Shape.ACTS}:
        return figures.unit_sum(drawn.target, said)
    return said


def _lines_of(accepted: dict[int, Report]) -> dict[tuple[int, int], ReportLine]:
    """Line of each accepted report by unit and target, in one query."""
    by_report = {report.pk: unit for unit, report in accepted.items()}
    rows = ReportLine.objects.filter(report_id__in=by_report)
    return {(by_report[row.report_id], row.target_id): row for row in rows}


def _reporter_of(obligation: Obligation, reporters: Sequence[int], on: date) -> dict[int, int]:
    """For each institution under a reporting unit, the nearest such unit; one read of the tree."""
    parents = {one.id: one.parent_id for one in organisations.alive(on, area=obligation.plan.territory)}
    units = set(reporters)
    found: dict[int, int] = {}
    for organisation_id in {*parents, *units}:
        above: int | None = organisation_id
        walked: set[int] = set()
        while above is not None and above not in units and above not in walked:
            walked.add(above)
            above = parents.get(above)
        if above in units and above is not None:
            found[organisation_id] = above
    return found
