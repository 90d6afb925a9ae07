"""The room's only door for readers: the catalogue, figures, and what stands behind a figure."""

from __future__ import annotations

from densach.programme.indicators.models import Formula, Indicator
from densach.programme.indicators.queries.catalogue import by_code, catalogue, catalogue_page
from densach.programme.indicators.queries.estimates import year_estimate
from densach.programme.indicators.queries.evaluation import (
    begin_reading,
    begun_before,
    book_mark,
    evaluate,
    evaluate_all,
    evidence_url,
    series,
    share_elapsed,
    tellers_by_month,
)
from densach.programme.indicators.queries.outliers import open_oddities
from densach.programme.indicators.queries.reading import Reading
from densach.programme.indicators.rules import institution_types

__all__ = [
    "Formula",
    "Indicator",
    "Reading",
    "begin_reading",
    "begun_before",
    "book_mark",
    "by_code",
    "catalogue",
    "catalogue_page",
    "evaluate",
    "evaluate_all",
    "evidence_url",
    "institution_types",
    "open_oddities",
    "series",
    "share_elapsed",
    "tellers_by_month",
    "year_estimate",
]
