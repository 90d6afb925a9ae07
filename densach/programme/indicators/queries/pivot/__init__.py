"""A table turned as one likes, out of the kept totals: a handful of queries whatever its size.

gauges    what it can measure
places    the axis of places, as it was or as it is now
flows     sums of the book
answers   readings and shares
shape     what a table is made of
table     rows, columns, totals
keeping   a table kept for whoever asks the same
"""

from __future__ import annotations

from densach.programme.indicators.queries.pivot.gauges import Gauge, gauges_of, offered
from densach.programme.indicators.queries.pivot.keeping import kept_pivot
from densach.programme.indicators.queries.pivot.shape import REST, UNTOLD, Head, Key, Table
from densach.programme.indicators.queries.pivot.table import pivot

__all__ = ["REST", "UNTOLD", "Gauge", "Head", "Key", "Table", "gauges_of", "kept_pivot", "offered", "pivot"]
