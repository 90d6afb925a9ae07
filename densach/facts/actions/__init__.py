"""The only writers of the counting book.

counting     facts of services, counts that units enter by hand
importing    many counts of another program at once; arrivals is what its rows are judged by
rebuilding   the kept totals made anew
"""

from __future__ import annotations

from densach.facts.actions.counting import (
    Entry,
    correct_count,
    enter_count,
    rebuild_totals,
    record,
    record_many,
    reverse,
    reverse_count,
    revise,
)
from densach.facts.actions.importing import MOST_ROWS, Imported, import_counts, undo_import

__all__ = [
    "MOST_ROWS",
    "Entry",
    "Imported",
    "correct_count",
    "enter_count",
    "import_counts",
    "rebuild_totals",
    "record",
    "record_many",
    "reverse",
    "reverse_count",
    "revise",
    "undo_import",
]
