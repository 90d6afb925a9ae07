"""The counting book: how fast acts are written with their totals, and how fast a nation-size book answers.

All goes through the house's own actions and queries on SQLite as an installation has it (WAL, FULL), and beside it the
bare SQL that does the same rows in the same run. `./dev bench --scale 0.05 facts` makes a smaller nation, for a look.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any


def run() -> Iterator[Mapping[str, Any]]:
    """Figures as they are known; the data lie in DENSACH_DATA."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "densach.config.settings")
    import django

    django.setup()
    # These read Django's models, which are there only now.
    from bench.facts import nation, waiting, writing

    scale = float(os.environ.get("DENSACH_BENCH_SCALE", "1"))
    writing.open_house()
    yield from writing.figures(max(200, round(2000 * scale)))
    yield from waiting.figures(max(20, round(150 * scale)))
    yield from nation.figures(scale)
