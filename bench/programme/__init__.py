"""The programme wing at the size of the nation; each figure with its limit, beside the bare thing where there is one.

The book of `bench.facts.book` (34 provinces, 3,321 communes, 6,643 institutions, 8 measures, 60 months) with a plan of
150 targets in every province. A folder that DENSACH_DATA names and that holds such a book is used as it is; all that
writes works on a copy. `--scale 0.05` makes a smaller nation, for a look; `--part http` measures one part alone.
On PostgreSQL: DENSACH_DATABASE_URL.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any


def run() -> Iterator[Mapping[str, Any]]:
    """Figures as they are known."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "densach.config.settings")
    import django

    django.setup()
    # These read Django's models, which are there only now.
    from bench.programme import importing, judging, merging, questions, rebuilding, serving
    from bench.programme.nation import nation

    scale = float(os.environ.get("DENSACH_BENCH_SCALE", "1"))
    laid = nation(scale)
    yield laid.told
    parts = {
        "questions": questions,
        "judging": judging,
        "merging": merging,
        "importing": importing,
        "rebuilding": rebuilding,
        "http": serving,
    }
    asked = os.environ.get("DENSACH_BENCH_PART", "")
    for name in [asked] if asked in parts else parts:
        yield from parts[name].figures(laid)
