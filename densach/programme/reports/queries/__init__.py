"""The only door for readers of reports.

doors       obligations and reports as a person may see them, lists of what waits
reporters   whom a plan's report duties mean
drawing     figures taken from the book
gathering   what a gathering report adds up
standing    a line's texts, evidence, and the book's later difference
papers      the report as an official paper, .docx and PDF
seals       the signed snapshot and whether it still holds
"""

from __future__ import annotations

from densach.programme.reports.queries.doors import (
    NOT_BEGUN,
    Filters,
    Owed,
    children_of,
    due_in,
    figures_until,
    gathering_of,
    line_for,
    lines_of,
    mine,
    next_due,
    obligation_for,
    obligations_for,
    owed_by,
    report_for,
    report_of,
    units_under,
    waiting_for_decision,
    waiting_for_signature,
)
from densach.programme.reports.queries.papers import docx_of, file_name, paper_of, pdf_of
from densach.programme.reports.queries.reporters import (
    duties_of,
    gatherer_of,
    offers_of,
    units_to_add,
    untied_words,
)
from densach.programme.reports.queries.seals import broken_seals, seal_holds
from densach.programme.reports.queries.standing import (
    differences,
    evidence_before,
    evidence_of,
    evidence_of_part,
    evidence_of_part_before,
    grouped,
    stale,
    sum_of,
    view_of,
)

__all__ = [
    "NOT_BEGUN",
    "Filters",
    "Owed",
    "broken_seals",
    "children_of",
    "differences",
    "docx_of",
    "due_in",
    "duties_of",
    "evidence_before",
    "evidence_of",
    "evidence_of_part",
    "evidence_of_part_before",
    "figures_until",
    "file_name",
    "gatherer_of",
    "gathering_of",
    "grouped",
    "line_for",
    "lines_of",
    "mine",
    "next_due",
    "obligation_for",
    "obligations_for",
    "offers_of",
    "owed_by",
    "paper_of",
    "pdf_of",
    "report_for",
    "report_of",
    "seal_holds",
    "stale",
    "sum_of",
    "units_to_add",
    "units_under",
    "untied_words",
    "view_of",
    "waiting_for_decision",
    "waiting_for_signature",
]
