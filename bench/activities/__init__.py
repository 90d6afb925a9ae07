"""Activities at the size of a province: enrolment under a rush, a month of sessions drawn, marks of a class saved.

`--part NAME` asks for one of: enrolling, month, marking. `--scale 0.1` makes fewer, for a look.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator, Mapping
from typing import Any, Final

PARTS: Final = {"enrolling": "enrolling", "month": "month", "marking": "marking"}


def run() -> Iterator[Mapping[str, Any]]:
    """Figures as they are known."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "densach.config.settings")
    import django

    django.setup()
    part = os.environ.get("DENSACH_BENCH_PART", "")
    scale = float(os.environ.get("DENSACH_BENCH_SCALE", "1"))
    for name in (part,) if part else PARTS:
        # These read Django's models, which are there only now.
        yield from importlib.import_module(f"bench.activities.{PARTS[name]}").figures(scale)
