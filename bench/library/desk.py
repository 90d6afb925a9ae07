"""The desk under load: loans through HTTP by eight desks, two workers, 200,000 copies, every commit durable.

Beside it the floor: a page with one query (`/healthz`) by the same clients of the same server. Since connections are
kept (decision 0030) that page costs a third of a millisecond, so the rate itself is held against its limit and the
ratio is only told. At the end twenty desks lend one copy at once, and the book is verified.
"""

from __future__ import annotations

import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any, Final

COPIES: Final = 200_000
READERS: Final = 20_000
DESKS: Final = 8
LOANS: Final = 4_000
SEED: Final = 20261121
# A quarter of a page with one query on the machine that the limits were measured on.
PER_SECOND: Final = 200
P95_MS: Final = 100
WORST_MS: Final = 250
Ask = Callable[[HTTPConnection, int], int]


def figures(scale: float) -> Iterator[Mapping[str, Any]]:
    """The floor, the loans and their ratio; twenty at once; what `verify` says."""
    copies, loans = max(int(COPIES * scale), 2_000), max(int(LOANS * scale), 200)
    with tempfile.TemporaryDirectory(prefix="densach-desk-") as folder:
        # What is asked for wrongly on purpose is no news.
        environment = {**os.environ, "DENSACH_DATA": folder, "DENSACH_LOG_LEVEL": "ERROR"}
        stage = _stage(environment, copies, max(int(READERS * scale), 500))
        with _server(environment) as (port, server):
            yield from _measured(port, server, stage, copies, loans)
        told = subprocess.run(
            [sys.executable, "-m", "densach.cli.main", "verify", "--json"],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        yield {"part": "desk", "what": "verify", "ok": json.loads(told.stdout)["ok"]}


def _stage(environment: Mapping[str, str], copies: int, readers: int) -> dict[str, Any]:
    told = subprocess.run(
        [sys.executable, "-m", "bench.library.desk_stage", str(copies), str(readers)],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    made: dict[str, Any] = json.loads(told.stdout)
    return made


def _measured(
    port: int, server: int, stage: Mapping[str, Any], copies: int, loans: int
) -> Iterator[Mapping[str, Any]]:
    # Both workers read their modules with their first requests; nobody is measured by that.
    _run(port, 200, lambda there, _number: _lend(there, stage["token"], "no such copy", "nobody"))
    worked = _processor(server)
    floor = _run(port, loans, lambda there, _number: _get(there, "/healthz"))
    floor["processor_ms"] = round((_processor(server) - worked) / loans * 1000, 2)
    yield {"part": "desk", "what": "floor page", "desks": DESKS, **floor}
    order = random.Random(SEED).sample(range(copies), loans)
    cards = stage["cards"]

    def lend(there: HTTPConnection, number: int) -> int:
        return _lend(there, stage["token"], f"VL{order[number]:07d}", cards[number % len(cards)])

    worked = _processor(server)
    lent = _run(port, loans, lend)
    of_floor = lent["per_second"] / floor["per_second"]
    yield {
        "part": "desk",
        "what": "check-out",
        "desks": DESKS,
        "copies": copies,
        **lent,
        "processor_ms": round((_processor(server) - worked) / loans * 1000, 2),
        "of_floor": round(of_floor, 3),
        "limits": {"per_second": PER_SECOND, "p95_ms": P95_MS, "worst_ms": WORST_MS},
        "within": lent["per_second"] >= PER_SECOND
        and lent["p95_ms"] <= P95_MS
        and lent["worst_ms"] <= WORST_MS,
    }
    yield _twenty(port, stage, next(n for n in range(copies) if n not in set(order)))


def _twenty(port: int, stage: Mapping[str, Any], copy: int) -> Mapping[str, Any]:
    """Twenty desks, twenty readers, one copy."""

    def one(number: int) -> int:
        there = HTTPConnection("127.0.0.1", port, timeout=60)
        return _lend(there, stage["token"], f"VL{copy:07d}", stage["cards"][-1 - number])

    with ThreadPoolExecutor(20) as desks:
        answers = list(desks.map(one, range(20)))
    return {
        "part": "desk",
        "what": "twenty at once",
        "lent": answers.count(201),
        "refused": answers.count(409),
    }


def _get(there: HTTPConnection, path: str) -> int:
    there.request("GET", path)
    answer = there.getresponse()
    answer.read()
    return answer.status


def _lend(there: HTTPConnection, token: str, barcode: str, card: str) -> int:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    there.request("POST", "/api/v1/loans", json.dumps({"copy": barcode, "patron": card}), headers)
    answer = there.getresponse()
    answer.read()
    return answer.status


def _run(port: int, number: int, ask: Ask) -> dict[str, Any]:
    """So many requests by eight clients that wait for each answer."""
    turn, lock = count(), Lock()
    times: list[float] = []
    wrong: list[int] = []

    def desk(_which: int) -> None:
        there = HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            with lock:
                mine = next(turn)
            if mine >= number:
                return
            began = time.perf_counter()
            status = ask(there, mine)
            times.append(time.perf_counter() - began)
            if status not in {200, 201}:
                wrong.append(status)

    began = time.perf_counter()
    with ThreadPoolExecutor(DESKS) as desks:
        list(desks.map(desk, range(DESKS)))
    seconds = time.perf_counter() - began
    cut = statistics.quantiles(times, n=100)
    return {
        "requests": number,
        "per_second": round(number / seconds, 1),
        "p50_ms": round(cut[49] * 1000, 1),
        "p95_ms": round(cut[94] * 1000, 1),
        "worst_ms": round(max(times) * 1000, 1),
        "not_ok": len(wrong),
    }


def _processor(process: int) -> float:
    """Seconds that the server and its workers have worked; 0 where the system does not tell."""
    here = Path(f"/proc/{process}")
    if not (here / "stat").exists():
        return 0.0
    told = (here / "stat").read_text().rsplit(")", 1)[1].split()
    own = (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    below = [child for task in (here / "task").iterdir() for child in (task / "children").read_text().split()]
    return own + sum(_processor(int(child)) for child in below)


@contextmanager
def _server(environment: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Its port, and the number of its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = subprocess.Popen(
        [sys.executable, "-m", "densach.cli.main", "serve", "--port", str(port), "--workers", "2"],
        env=environment, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(30)


def _wait(port: int) -> None:
    for _ in range(400):
        try:
            if _get(HTTPConnection("127.0.0.1", port, timeout=5), "/healthz") == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer")
