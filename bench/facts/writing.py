"""Acts written with their totals by one writer."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, Final

from django.core.management import call_command

from bench.facts import bare
from densach.facts import actions, ledger
from densach.facts.models import Fact
from densach.facts.origin import Origin
from densach.kernel.actor import SYSTEM
from densach.organisations import actions as register
from densach.organisations import queries as organisations
from densach.organisations.map import the_map
from densach.organisations.models import Area, Organisation

AT: Final = datetime(2026, 11, 20, 2, tzinfo=UTC)
DAY: Final = date(2026, 11, 19)
VISITS: Final = "library.visits"
BATCH: Final = 500
_numbers = count(1)


def open_house() -> None:
    """Tables and the map of today."""
    call_command("migrate", verbosity=0, interactive=False)
    register.load_map(at=AT, actor=SYSTEM, rows=the_map())


def a_library(code: str) -> Organisation:
    """A library in some commune: its acts move the totals of itself, commune, province and nation."""
    province = organisations.area_by_code("vinh-long")
    area = organisations.communes_of(province, DAY)[0][0]
    return register.found(
        at=AT,
        actor=SYSTEM,
        code=code,
        name="Thư viện",
        kind="public_library",
        level="commune",
        area=Area(pk=area),
        since=date(2025, 7, 1),
    )


def seconds(work: Callable[[], object], times: int = 1) -> float:
    began = time.perf_counter()
    for _time in range(times):
        work()
    return time.perf_counter() - began


def source() -> str:
    return f"bench:{next(_numbers)}"


def figures(acts: int) -> Iterator[Mapping[str, Any]]:
    library = a_library("tv-bench")
    cells = [(*cell, amount) for cell, amount in sorted(_moved(library).items())]
    batches = max(4, acts // 50)
    day = DAY.isoformat()

    def row() -> bare.FactRow:
        return (library.pk, VISITS, day, day, 1, source())

    summed = [(*cell[:-1], BATCH) for cell in cells]
    with bare.twin() as twin:
        ours = seconds(lambda: _record(library), acts)
        theirs = seconds(lambda: bare.write(twin, [row()], cells), acts)
        yield _figure("one act a transaction", acts, ours, theirs)
        ours = seconds(lambda: _record_many(library), batches)
        theirs = seconds(lambda: bare.write(twin, [row() for _act in range(BATCH)], summed), batches)
        yield _figure(f"{BATCH} acts a transaction", batches * BATCH, ours, theirs)


def _moved(library: Organisation) -> Counter[ledger.Cell]:
    return ledger.cells_of([Fact(organisation=library, measure=VISITS, on=DAY, quantity=1)], ledger.Places())


def _record(library: Organisation) -> None:
    actions.record(at=AT, measure=VISITS, organisation=library, on=DAY, quantity=1, source=source())


def _record_many(library: Organisation) -> None:
    entries = [actions.Entry(VISITS, library.pk, DAY, 1, source()) for _act in range(BATCH)]
    actions.record_many(at=AT, entries=entries, origin=Origin.SERVICE)


def _figure(what: str, acts: int, ours: float, theirs: float) -> dict[str, Any]:
    return {
        "what": f"records written with their totals, {what}",
        "records": acts,
        "per_second": round(acts / ours),
        "bare_sql_per_second": round(acts / theirs),
        "ratio": round(ours / theirs, 2),
    }
