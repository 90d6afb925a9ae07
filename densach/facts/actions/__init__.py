"""The only writers of the counting book.

counting     facts of services, counts that units enter by hand, the kept totals made anew
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

__all__ = [
    "Entry",
    "correct_count",
    "enter_count",
    "rebuild_totals",
    "record",
    "record_many",
    "reverse",
    "reverse_count",
    "revise",
]
