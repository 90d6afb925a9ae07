"""The map: how long loading takes, how fast a place is found by part of its name, how fast a province's tree opens.

Limits of the issue: all areas in under 15 s, a place within 50 ms, the tree of a province within 150 ms.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.core.management import call_command

from densach.kernel.actor import SYSTEM
from densach.organisations import actions, queries
from densach.organisations.map import the_map
from densach.organisations.models import AreaVersion

AT: Final = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TODAY: Final = date(2026, 11, 20)
BEFORE: Final = date(2025, 6, 30)
# Parts of names, old and new, with and without accents, rare and found in every province; places inside places.
ASKED: Final = (
    "cat hai",
    "Cát Hải",
    "huyện cát hải",
    "my long",
    "xa My Long Bac, Cau Ngang, Tra Vinh",
    "Mỹ Long Bắc, Vĩnh Long",
    "tan",
    "an",
    "thanh",
    "Phường 1",
    "p5, vĩnh long",
    "Châu Thành",
    "long, vinh long",
    "ba ria vung tau",
    "29410",
    "khong co noi nay",
)


def figures(scale: float) -> Iterator[Mapping[str, Any]]:
    """`scale` only repeats less often: the map has one size."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    yield _loading()
    rounds = max(2, round(10 * scale))
    yield _times("a place found by part of a name", 50, _findings(), rounds)
    yield _times("tree of a province, with every district and commune", 150, _trees(), max(1, rounds // 3))
    yield _times("provinces, communes and cells of a province", 150, _cells(), rounds)


def _loading() -> Mapping[str, Any]:
    began = time.perf_counter()
    areas = actions.load_map(at=AT, actor=SYSTEM, rows=the_map())
    loaded = time.perf_counter()
    actions.load_map(at=AT, actor=SYSTEM, rows=the_map())
    again = time.perf_counter()
    return {
        "what": "the whole map loaded",
        "areas": areas,
        "versions": AreaVersion.objects.count(),
        "seconds": round(loaded - began, 2),
        "again_seconds": round(again - loaded, 2),
        "limit_seconds": 15,
    }


def _findings() -> list[Callable[[], object]]:
    return [partial(queries.find_areas, text) for text in ASKED]


def _trees() -> list[Callable[[], object]]:
    """Each province of both maps: everything in it, by level and alphabet, as the tree shows it."""
    return [
        partial(queries.areas_of, area, on) for on in (BEFORE, TODAY) for area, _name in queries.provinces(on)
    ]


def _cells() -> list[Callable[[], object]]:
    area = queries.area_by_code("vinh-long")
    return [
        partial(queries.provinces, TODAY),
        partial(queries.communes_of, area, TODAY),
        partial(queries.grid_of, area, TODAY),
        partial(queries.as_now_area_ids, area),
    ]


def _times(what: str, limit: int, asked: Sequence[Callable[[], object]], rounds: int) -> Mapping[str, Any]:
    """Milliseconds of each question, all rounds together; the processor's own time tells where a machine is busy."""
    taken, worked = [], []
    for _round in range(rounds):
        for ask in asked:
            began, began_work = time.perf_counter(), time.process_time()
            ask()
            worked.append((time.process_time() - began_work) * 1000)
            taken.append((time.perf_counter() - began) * 1000)
    return {
        "what": what,
        "limit_ms": limit,
        "asked": len(taken),
        "p50_ms": round(statistics.median(taken), 1),
        "p95_ms": round(_p95(taken), 1),
        "processor_p95_ms": round(_p95(worked), 1),
        "worst_ms": round(max(taken), 1),
    }


def _p95(taken: Sequence[float]) -> float:
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * 0.95))]
