"""The snapshot that a signature seals, taken from the tables again whenever the seal is checked."""

from __future__ import annotations

from collections.abc import Mapping

from densach.files import queries as files
from densach.files.models import StoredFile
from densach.files.rules import MissingBytes
from densach.programme.reports.models import LinePart, Report, ReportLine, ReportState
from densach.programme.reports.queries.doors import lines_of
from densach.programme.reports.rules.outline import CODES
from densach.programme.reports.rules.seal import seal


def snapshot(report: Report) -> Mapping[str, object]:
    """Everything that the signature stands for: whose, on what, every figure with its summands, the paper's bytes."""
    obligation, parts = report.obligation, _parts_of(report)
    return {
        "form": 1,
        "plan": obligation.plan.code,
        "organisation": obligation.organisation.code,
        "period": obligation.period,
        "cutoff": obligation.cutoff.isoformat(),
        "book_mark": report.book_mark,
        "taken_at": report.taken_at.isoformat() if report.taken_at else None,
        "number": report.number,
        "symbol": report.symbol,
        "signer": [report.signer_name, report.signer_title],
        "signed_at": report.signed_at.isoformat() if report.signed_at else None,
        "sections": {code: report.sections.get(code, "") for code in CODES},
        "missing": report.missing,
        "lines": [_line(line, parts.get(line.pk, [])) for line in lines_of(report)],
        "docx": report.docx.sha256 if report.docx else None,
        "pdf": report.pdf.sha256 if report.pdf else None,
    }


def _line(line: ReportLine, parts: list[list[object]]) -> dict[str, object]:
    # What reports signed earlier did not know of is sealed only where it is told.
    more = {
        "total": line.total,
        "base": [line.base_to.isoformat(), line.base_total] if line.base_to else None,
    }
    return {
        **{name: told for name, told in more.items() if told is not None},
        "target": line.target_id,
        "indicator": line.indicator.code if line.indicator else None,
        "position": line.position,
        "label": line.label,
        "unit": line.unit,
        "planned": line.planned,
        "planned_value": None if line.planned_value is None else format(line.planned_value.normalize(), "f"),
        "shape": line.shape,
        "scope": line.scope,
        "days": [line.period_from.isoformat(), line.period_to.isoformat()],
        "figure": [line.numerator, line.denominator, line.unknown],
        "estimate": line.estimate,
        "status": line.status,
        "provisional": line.provisional,
        "note": line.note,
        "parts": parts,
    }


def _parts_of(report: Report) -> dict[int, list[list[object]]]:
    """The summands of each line by organisation, as plain values: a gathering report has thousands."""
    found: dict[int, list[list[object]]] = {}
    told = LinePart.objects.filter(line__report=report).order_by("line_id", "organisation_id")
    for line_id, *part, total in told.values_list(
        "line_id",
        "organisation_id",
        "name",
        "source",
        "child_line_id",
        "numerator",
        "denominator",
        "unknown",
        "total",
    ):
        found.setdefault(line_id, []).append([*part, *([total] if total is not None else [])])
    return found


def broken_seals() -> list[str]:
    """A line for each signed report whose content or papers are not what was signed; used by `densach verify`."""
    problems = []
    signed = Report.objects.filter(state=ReportState.SIGNED).select_related(
        "obligation__plan", "obligation__organisation", "docx", "pdf"
    )
    for report in signed.order_by("pk"):
        name = f"report {report.pk} ({report.obligation.organisation.code}, {report.obligation.period})"
        if seal(snapshot(report)) != report.sha256:
            problems.append(f"{name}: its content is not what was signed")
        problems.extend(f"{name}: {problem}" for problem in _broken_papers(report))
    return problems


def seal_holds(report: Report) -> bool:
    """Whether one signed report is what was signed."""
    return seal(snapshot(report)) == report.sha256 and not _broken_papers(report)


def _broken_papers(report: Report) -> list[str]:
    papers: dict[str, StoredFile | None] = {".docx": report.docx, ".pdf": report.pdf}
    problems = []
    for kind, stored in papers.items():
        if stored is None:
            if kind == ".docx":
                problems.append("its .docx is gone")
            continue
        try:
            files.read(stored)
        except MissingBytes:
            problems.append(f"the bytes of its {kind} are gone or altered")
    return problems
