"""The only writers of the counting book.

counting     facts of services, counts that units enter by hand
importing    many counts of another program at once; arrivals is what its rows are judged by
outliers     questions about months that stand far from earlier years
rebuilding   the kept totals made anew
settling     what stands of a record made equal to what it says now
"""

from __future__ import annotations

from densach.facts.actions.counting import (
    Entry,
    correct_count,
    enter_count,
    places_of,
    record,
    record_many,
    record_within,
    reverse,
    reverse_count,
    revise,
)
from densach.facts.actions.importing import MOST_ROWS, Imported, import_counts, undo_import
from densach.facts.actions.outliers import confirm_oddity, look_at, look_through, reopen_oddity
from densach.facts.actions.rebuilding import Difference, Rebuilt, differing_totals, rebuild_totals
from densach.facts.actions.settling import settle, settle_lines
from densach.facts.ledger import Places

__all__ = [
    "MOST_ROWS",
    "Difference",
    "Entry",
    "Imported",
    "Places",
    "Rebuilt",
    "confirm_oddity",
    "correct_count",
    "differing_totals",
    "enter_count",
    "import_counts",
    "look_at",
    "look_through",
    "places_of",
    "rebuild_totals",
    "record",
    "record_many",
    "record_within",
    "reopen_oddity",
    "reverse",
    "reverse_count",
    "revise",
    "settle",
    "settle_lines",
    "undo_import",
]
