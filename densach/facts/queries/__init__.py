"""The only door for readers of the counting book.

book       one figure, its facts, its records
windows    many sums at once
cells      kept totals cell by cell
"""

from __future__ import annotations

from densach.facts.queries.book import (
    FactRow,
    answered,
    area_cells,
    area_totals_by_cell,
    areas_by_total,
    begun_before,
    count_by_id,
    counted_days,
    counting,
    counts_of,
    facts_by_source,
    facts_of,
    in_slice,
    mark,
    months_of,
    origins,
    reading_of,
    readings_of_organisations,
    record_url,
    revisions_of,
    share_elapsed,
    sums_by_measure,
    total_of_areas,
    totals_by_cell,
    totals_of_organisations,
)
from densach.facts.queries.cells import (
    CellSum,
    Nought,
    UnitKind,
    added_cells,
    kept_cells,
    noughts,
    readings_on_days,
)
from densach.facts.queries.listing import listed
from densach.facts.queries.outliers import (
    OdditiesWanted,
    counts_of_month,
    oddities,
    oddities_page,
    oddity_by_id,
    open_oddities,
    open_oddity,
)
from densach.facts.queries.readings import readings_by_day
from densach.facts.queries.slices import sums_by_slice
from densach.facts.queries.variety import sums_by_month, sums_by_value, variety
from densach.facts.queries.windows import Wanted, Windowed, read_windows, sums_in_windows

__all__ = [
    "CellSum",
    "FactRow",
    "Nought",
    "OdditiesWanted",
    "UnitKind",
    "Wanted",
    "Windowed",
    "added_cells",
    "answered",
    "area_cells",
    "area_totals_by_cell",
    "areas_by_total",
    "begun_before",
    "count_by_id",
    "counted_days",
    "counting",
    "counts_of",
    "counts_of_month",
    "facts_by_source",
    "facts_of",
    "in_slice",
    "kept_cells",
    "listed",
    "mark",
    "months_of",
    "noughts",
    "oddities",
    "oddities_page",
    "oddity_by_id",
    "open_oddities",
    "open_oddity",
    "origins",
    "read_windows",
    "reading_of",
    "readings_by_day",
    "readings_of_organisations",
    "readings_on_days",
    "record_url",
    "revisions_of",
    "share_elapsed",
    "sums_by_measure",
    "sums_by_month",
    "sums_by_slice",
    "sums_by_value",
    "sums_in_windows",
    "total_of_areas",
    "totals_by_cell",
    "totals_of_organisations",
    "variety",
]
