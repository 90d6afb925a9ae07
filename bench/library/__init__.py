"""The library at the size of a province: import, search, the desk; each figure with its limit, beside the bare thing.

Records are grown from the demo's works by a fixed seed. `--part NAME` asks for one of: import, search, desk.
`--scale 0.1` makes a smaller library, for a look.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator, Mapping
from typing import Any, Final

PARTS: Final = {"import": "importing", "search": "searching", "desk": "desk"}


def run() -> Iterator[Mapping[str, Any]]:
    """Figures as they are known."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "densach.config.settings")
    import django

    django.setup()
    part = os.environ.get("DENSACH_BENCH_PART", "")
    scale = float(os.environ.get("DENSACH_BENCH_SCALE", "1"))
    for name in (part,) if part else PARTS:
        # These read Django's models, which are there only now.
        yield from importlib.import_module(f"bench.library.{PARTS[name]}").figures(scale)
