"""How long a writer waits: one, and eight at once, in the queue and polling as SQLite does by itself."""

from __future__ import annotations

import multiprocessing
import statistics
import time
from collections.abc import Iterator, Mapping
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any
from unittest import mock

from django.db import DatabaseError, connections

from bench.facts.writing import AT, DAY, VISITS, a_library
from densach.config.sqlite.base import DatabaseWrapper
from densach.facts import actions
from densach.organisations.models import Organisation


def figures(acts: int) -> Iterator[Mapping[str, Any]]:
    """`acts` for each writer. A wait is the whole of one durable act, as its user feels it."""
    library = a_library("tv-bench-queue")
    for writers in (1, 8):
        for queue in (True, False):
            # One writer alone writes as much as eight together.
            yield _race(library, writers, acts * 8 // writers, queue)


def _race(library: Organisation, writers: int, each: int, queue: bool) -> dict[str, Any]:
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    start = fork.Barrier(writers + 1)
    pipes, processes = [], []
    for writer in range(writers):
        ours, theirs = fork.Pipe(duplex=False)
        name = f"race:{writers}:{int(queue)}:{writer}"
        process = fork.Process(target=_write, args=(library, name, each, queue, start, theirs))
        process.start()
        pipes.append(ours)
        processes.append(process)
    start.wait()
    began = time.perf_counter()
    told: list[tuple[list[float], int]] = [pipe.recv() for pipe in pipes]
    took = time.perf_counter() - began
    for process in processes:
        process.join()
    waits = sorted(wait for found, _failed in told for wait in found)
    centiles = statistics.quantiles(waits, n=100)
    return {
        "what": "durable acts, " + ("writers in a queue" if queue else "writers polling"),
        "writers": writers,
        "acts": len(waits),
        "failed": sum(failed for _found, failed in told),
        "per_second": round(len(waits) / took),
        "p50_ms": round(centiles[49] * 1000, 2),
        "p95_ms": round(centiles[94] * 1000, 2),
        "worst_ms": round(waits[-1] * 1000, 1),
    }


def _write(
    library: Organisation, name: str, each: int, queue: bool, start: Barrier, tell: Connection[Any, Any]
) -> None:
    polling = mock.patch.object(DatabaseWrapper, "_enter_queue", return_value=None)
    if not queue:
        polling.start()
    waits, failed = [], 0
    actions.record(at=AT, measure=VISITS, organisation=library, on=DAY, quantity=1, source=f"{name}:first")
    start.wait()
    for number in range(each):
        began = time.perf_counter()
        try:
            actions.record(
                at=AT, measure=VISITS, organisation=library, on=DAY, quantity=1, source=f"{name}:{number}"
            )
        except DatabaseError:
            failed += 1
        waits.append(time.perf_counter() - began)
    tell.send((waits, failed))
    connections.close_all()
