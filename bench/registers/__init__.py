"""The registers at full size: the whole administrative map through 2025-07-01, and what stands on it.

Every module of this package that has `figures(scale)` yields its own lines; they share one data folder and run in the
order of their names, the map first.
"""

from __future__ import annotations

import os
import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any


def run() -> Iterator[Mapping[str, Any]]:
    """Figures as they are known; the data lie in DENSACH_DATA."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "densach.config.settings")
    import django

    django.setup()
    scale = float(os.environ.get("DENSACH_BENCH_SCALE", "1"))
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        yield from import_module(f"bench.registers.{name}").figures(scale)
