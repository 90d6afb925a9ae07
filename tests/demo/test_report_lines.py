"""Every figure of every line of the demo's signed and consolidated reports is the sum of the records it opens onto."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.urls import resolve

from densach.facts import replay
from densach.facts.models import Count, CountRevision, Fact
from densach.facts.queries import FactRow
from densach.files import queries as files
from densach.programme.capabilities.models import Claim
from densach.programme.indicators import queries as indicators
from densach.programme.indicators.models import Formula, Indicator
from densach.programme.indicators.queries import evidence as trails
from densach.programme.indicators.queries.reading import Reading, asked_scope
from densach.programme.indicators.queries.territory import Member
from densach.programme.indicators.rules import Question, Value, from_query
from densach.programme.reports import queries as reports
from densach.programme.reports.models import PartSource, Report, ReportLine, ReportState, Shape
from densach.programme.reports.rules.figures import owed_by_each

# The demo is made in some fifty seconds of work, once for all tests of this folder.
pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(900)]
GATHERED = (ReportState.CONSOLIDATED, ReportState.SIGNED)


@dataclass
class Auditor:
    """Walks from a line down to the records, adding everything up anew."""

    lines: int = 0
    facts: set[int] = field(default_factory=set)
    claims: int = 0
    _readings: dict[tuple[int | None, object, date, str], Reading] = field(default_factory=dict)
    _revisions: dict[tuple[int, int], dict[str, int] | None] = field(default_factory=dict)

    def reads(self) -> None:
        rows = CountRevision.objects.values_list("count_id", "number", "quantities")
        self._revisions = {(count, number): told for count, number, told in rows}

    def opens(self, address: str) -> tuple[Indicator, Question]:
        """What the page at the address is asked."""
        parts = urlsplit(address)
        found = resolve(parts.path)
        assert found.view_name == "indicators:evidence"
        question = from_query(dict(parse_qsl(parts.query)), on=date(2000, 1, 1), area_id=None, root_id=None)
        return indicators.by_code(str(found.kwargs["code"])), question

    def reading(self, question: Question) -> Reading:
        key = (question.until_fact, question.known_at, question.on, question.as_)
        if key not in self._readings:
            self._readings[key] = trails.reading_for(question)
        return self._readings[key]

    def value(self, address: str) -> tuple[Indicator, Value]:
        """The figure of the evidence page, whose parts were each added up from their records."""
        indicator, question = self.opens(address)
        reading = self.reading(question)
        value = reading.value(indicator, question.scope, question.period)
        if indicator.capability is None and indicator.measure:
            self.audit_facts(indicator, question, reading, value)
        elif indicator.capability is not None:
            self.audit_claims(value)
        assert sum(part.numerator or 0 for part in value.parts) == (value.numerator or 0)
        return indicator, value

    def audit_facts(self, indicator: Indicator, question: Question, reading: Reading, value: Value) -> None:
        members = {one.id: one for one in reading.members_of(asked_scope(indicator, question.scope))}
        for part in value.parts:
            member = members[part.organisation_id]
            total = self.summed(trails_of(indicator, indicator.measure, question, member))
            assert total == part.numerator or (total == 0 and part.numerator is None), part
            if indicator.over_measure:
                below = self.summed(trails_of(indicator, indicator.over_measure, question, member))
                assert below == (part.denominator or 0), part

    def summed(self, rows: Iterator[FactRow]) -> int:
        """The facts added up by hand, each found again in the record that it opens onto."""
        total = 0
        for row in rows:
            kind, _, number = row.source.partition(":")
            assert row.record_url is not None
            if kind == "count":
                told = self._revisions[int(number), row.revision]
                assert told is not None
                assert told[row.slice] == abs(row.quantity), row
            else:
                # What a service counted: its record opens, and `verify` replays it from there.
                assert kind in replay.REPLAYS, row
            self.facts.add(row.id)
            total += row.quantity
        return total

    def audit_claims(self, value: Value) -> None:
        for part in value.parts:
            if part.answer is None:
                continue
            assert part.claim_id is not None
            claim = Claim.objects.get(pk=part.claim_id)
            assert claim.organisation_id == part.organisation_id
            assert part.numerator == (1 if part.answer else 0)
            self.claims += 1


def trails_of(indicator: Indicator, measure: str, question: Question, member: Member) -> Iterator[FactRow]:
    """Every page of the institution's evidence, one after another."""
    after = 0
    while True:
        page = trails.trail(indicator, measure, question, member, after=after)
        yield from page.rows
        if not page.next_after:
            return
        after = page.next_after


@pytest.fixture(scope="module")
def auditor(demo: Path) -> Auditor:
    found = Auditor()
    found.reads()
    return found


def gathered() -> list[Report]:
    rows = Report.objects.filter(obligation__consolidates=True, state__in=GATHERED)
    return list(rows.select_related("obligation__plan", "obligation__organisation"))


def holds(line: ReportLine, indicator: Indicator, value: Value, before: Value | None) -> None:
    """The line says what its evidence says."""
    if line.shape == Shape.GROWTH:
        assert before is not None
        told = line.denominator if line.base_to is None else line.base_total
        assert (line.numerator, told) == (value.numerator, before.numerator), line
    elif line.shape == Shape.EACH and line.total is not None:
        reached = sum((part.numerator or 0) >= owed_by_each(line.target) for part in value.parts)
        assert (line.numerator, line.denominator) == (reached, len(value.parts)), line
        assert line.total == value.numerator, line
    elif indicator.formula in {Formula.SHARE, Formula.STAGE, Formula.INSTITUTIONS}:
        assert (line.numerator or 0, line.denominator or 0) == (
            value.numerator or 0,
            value.denominator or 0,
        ), line
    else:
        assert (line.numerator, line.denominator) == (value.numerator, value.denominator), line


def test_there_is_a_signed_report_to_prove(demo: Path) -> None:
    assert [report.state for report in gathered()].count(ReportState.SIGNED) >= 1
    assert all(report.lines.count() >= 8 for report in gathered())


def test_every_gathered_line_is_the_sum_of_its_summands(demo: Path) -> None:
    for report in gathered():
        for line in report.lines.prefetch_related("parts"):
            parts = list(line.parts.all())
            assert parts or line.indicator is None, line
            for name in ("numerator", "denominator", "unknown", "total"):
                told = [number for part in parts if (number := getattr(part, name)) is not None]
                assert (getattr(line, name) or 0) == sum(told), (line, name)


def test_every_summand_opens_onto_records_that_add_up_to_it(auditor: Auditor) -> None:
    for report in gathered():
        for line in report.lines.exclude(indicator=None):
            for part in line.parts.select_related(
                "child_line__report__obligation__plan", "child_line__indicator"
            ):
                assert reports.evidence_of_part(report, line, part)
                if part.source == PartSource.REPORT:
                    child = part.child_line
                    assert child is not None
                    audit(auditor, child.report, child)
                    if line.shape == Shape.EACH and child.shape != Shape.EACH:
                        assert part.total == child.numerator, part
                    else:
                        assert (part.numerator, part.denominator) == (child.numerator, child.denominator), (
                            part
                        )
                else:
                    indicator, value = auditor.value(reports.evidence_of_part(report, line, part))
                    if indicator.formula != Formula.INSTITUTIONS:
                        told = part.total if line.shape == Shape.EACH else part.numerator
                        assert (told or 0) == (value.numerator or 0), part
            auditor.lines += 1
    assert auditor.lines
    assert len(auditor.facts) > 500
    assert auditor.claims > 100


def audit(auditor: Auditor, report: Report, line: ReportLine) -> None:
    before_address = reports.evidence_before(report, line)
    before = auditor.value(before_address)[1] if before_address else None
    indicator, value = auditor.value(reports.evidence_of(report, line))
    holds(line, indicator, value, before)


def test_every_line_of_the_units_reports_holds_against_its_evidence(auditor: Auditor) -> None:
    units = Report.objects.filter(obligation__consolidates=False).select_related("obligation__plan")
    sample = list(units.order_by("pk"))[::6]
    assert sample
    for report in sample:
        for line in report.lines.exclude(indicator=None).select_related("indicator", "target"):
            audit(auditor, report, line)


def test_the_demo_s_book_equals_its_records(demo: Path) -> None:
    assert Count.objects.count() > 5000
    assert Fact.objects.count() > Count.objects.count()
    assert replay.verify() == []


def test_the_demo_s_files_and_seals_are_whole(demo: Path) -> None:
    assert files.broken() == []
    assert reports.broken_seals() == []
