"""The nation that all parts measure on: laid down once, and used again where the data folder holds it."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from bench.facts import writing
from bench.facts.book import lay_down
from bench.programme import targets
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.programme.plans.models import Target


@dataclass(frozen=True)
class Nation:
    """Areas and institutions by number; `told` is the line that says what stands there."""

    nation: int
    provinces: list[int]
    communes: list[int]
    institutions: list[int]
    told: Mapping[str, Any]


def nation(scale: float) -> Nation:
    """`scale` 1 is the whole nation. It is laid down where the folder has none."""
    writing.open_house()
    began = time.perf_counter()
    found = not Organisation.objects.filter(code="co-so-0").exists()
    if found:
        lay_down(scale)
        targets.lay_down()
    rows = dict(Organisation.objects.filter(code__startswith="co-so-").values_list("pk", "code"))
    areas = sorted(
        {organisations.area_of(key, writing.DAY) for key in rows} if len(rows) < 1000 else _communes()
    )
    root = organisations.area_by_code("viet-nam").pk
    provinces = [area.pk for area, _name in organisations.provinces(writing.DAY)]
    told = {
        "what": "the nation" + (" laid down" if found else " found"),
        "database": connection.vendor,
        "provinces": len(provinces),
        "communes": len(areas),
        "institutions": len(rows),
        "facts": _number("facts_fact"),
        "totals": _number("facts_total"),
        "targets": Target.objects.count(),
        "seconds": round(time.perf_counter() - began, 1),
        # What the program itself takes, before anything is measured.
        **memory(),
    }
    return Nation(root, provinces, areas, list(rows), told)


def _communes() -> set[int]:
    root = organisations.area_by_code("viet-nam")
    return {area for area, _code, _name in organisations.communes_of(root, writing.DAY)}


def _number(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  # a name of this bench's own
        found: int = cursor.fetchone()[0]
    return found


def measured(what: str, work: Callable[[], object], limit: float, **more: Any) -> dict[str, Any]:
    """One piece of work with its limit in seconds; the processor's own time tells where a machine is busy."""
    began, began_work = time.perf_counter(), time.process_time()
    work()
    took, worked = time.perf_counter() - began, time.process_time() - began_work
    return {
        "what": what,
        "seconds": round(took, 2),
        "processor_seconds": round(worked, 2),
        "limit_seconds": limit,
        "ratio": round(took / limit, 2),
        **more,
        **memory(),
    }


def memory() -> dict[str, int]:
    """Megabytes: the most that ever lay in memory, and what is our own now, without pages of the database's file."""
    own = 0
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("RssAnon"):
            own = int(line.split()[1])
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"most_megabytes": round(most / 1024), "own_megabytes": round(own / 1024)}
