"""A table that was reckoned is kept for whoever asks the same next, until somebody acts or counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from django.core.cache import cache
from django.utils.translation import get_language

from densach.facts import queries as facts
from densach.journal import queries as journal
from densach.programme.indicators.queries.pivot.gauges import Gauge
from densach.programme.indicators.queries.pivot.shape import Table
from densach.programme.indicators.queries.pivot.table import pivot
from densach.programme.indicators.rules_pivot import Asked


def kept_pivot(asked: Asked, gauges: Sequence[Gauge], territory_id: int, on: date) -> Table:
    """As `pivot`, one page of it. Whoever calls has made sure that the territory may be looked into: the table is the
    same for all who may. Raises TooManyColumns.
    """
    told = (asked, [one.code for one in gauges], territory_id, on, get_language())
    # The last line of the journal and the last fact: while both stay, nothing that a table shows has changed.
    marks = f"{journal.state()}.{facts.mark()}"
    key = f"indicators.pivot.{sha256(repr(told).encode()).hexdigest()}.{marks}"
    found: Table | None = cache.get(key)
    if found is None:
        found = pivot(asked, gauges, territory_id, on)
        cache.set(key, found)
    return found
