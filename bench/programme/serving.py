"""Dashboards over HTTP: questions of the shapes that DHIS2 publishes, asked by twenty users at once of two workers.

Each user reads what came for two to five seconds before asking the next; that is what the limit is held against. The
same without any pause is told beside it: the worst that twenty people can do, with the floor of that load, a page of
one query (`/healthz`), in the same run. Users ask in an order of their own, so most of a question's answers are the
kept table drawn anew; `first_ms` is the one that was reckoned.
"""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.db import connections
from django.test import Client

from bench.facts.book import MEASURES
from bench.facts.writing import AT
from bench.programme.nation import Nation
from densach.kernel.actor import SYSTEM
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation, OrganisationVersion
from densach.people import actions as people
from densach.people.models import User

USERS: Final = 20
EACH: Final = 2
THINK: Final = (2.0, 5.0)
LIMIT_MS: Final = 300
PIVOT: Final = "/lam-viec/chi-tieu/bang-xoay/"
EMAIL: Final = "bench@densach.example"
ALL: Final = ",".join(MEASURES)
SHARE: Final = "tv.co_ket_noi_internet"


def _questions(province: str) -> dict[str, dict[str, str]]:
    """What each asks: rows, columns, measures, months, place, and as was or as now."""
    visits, year, all_years = "library.visits", ("2025-01", "2025-12"), ("2021-01", "2025-12")
    asked: tuple[tuple[str, str, str, str, tuple[str, str], str, str], ...] = (
        ("1 measure, 5 years, root", "measure", "year", visits, all_years, "viet-nam", "was"),
        ("1 measure, 60 months, root", "measure", "month", visits, all_years, "viet-nam", "was"),
        ("8 measures, 12 months, root", "measure", "month", ALL, year, "viet-nam", "was"),
        ("8 measures, 5 years, root", "measure", "year", ALL, all_years, "viet-nam", "was"),
        ("8 measures, 4 quarters, root", "measure", "quarter", ALL, year, "viet-nam", "was"),
        ("34 provinces, 12 months", "province", "month", visits, year, "viet-nam", "was"),
        ("34 provinces, 5 years", "province", "year", visits, all_years, "viet-nam", "was"),
        ("34 provinces, 8 measures, a year", "province", "measure", ALL, year, "viet-nam", "was"),
        ("34 provinces, 12 months, as now", "province", "month", visits, year, "viet-nam", "now"),
        ("34 provinces, 5 years, as now", "province", "year", visits, all_years, "viet-nam", "now"),
        ("3 tiers, 5 years", "tree", "year", visits, all_years, "viet-nam", "was"),
        ("3 tiers, 12 months", "tree", "month", visits, year, "viet-nam", "was"),
        ("communes of the nation, a year", "commune", "year", visits, year, "viet-nam", "was"),
        ("communes of a province, 12 months", "commune", "month", visits, year, province, "was"),
        ("communes of a province, 8 measures", "commune", "measure", ALL, year, province, "was"),
        ("communes of a province, as now", "commune", "year", visits, all_years, province, "now"),
        ("institutions of a province, 12 months", "unit", "month", visits, year, province, "was"),
        ("a share by province", "province", "year", SHARE, year, "viet-nam", "was"),
    )
    names = ("hang", "cot", "do", "tu", "den", "dia_ban", "xem")
    return {
        what: dict(zip(names, (rows, columns, do, *span, place, seen), strict=True))
        for what, rows, columns, do, span, place, seen in asked
    }


def figures(laid: Nation) -> Iterator[Mapping[str, Any]]:
    cookie = _signed_in(laid.nation)
    province = organisations.area_codes([laid.provinces[-1]])[laid.provinces[-1]]
    paths = {what: f"{PIVOT}?{urlencode(told)}" for what, told in _questions(province).items()}
    connections.close_all()
    every = list(paths.values())
    with _server() as port:
        single = {path: _ask(port, cookie, path)[1] for path in every}
        again = {path: _ask(port, cookie, path)[1] for path in every}
        paused = _load(port, cookie, every, 1, THINK)
        floor = _load(port, cookie, ["/healthz"], EACH * 10)["/healthz"]
        taken = _load(port, cookie, every, EACH)
    for what, path in paths.items():
        alone = {"first_ms": round(single[path] * 1000), "alone_ms": round(again[path] * 1000)}
        worst = _times("no_pause_", taken[path])
        yield {**_told(what, paused[path]), **alone, **worst}
    whole = [one for some in paused.values() for one in some]
    worst = _times("no_pause_", [one for some in taken.values() for one in some])
    yield {**_told("all of them", whole), "think_seconds": THINK, **worst, **_times("floor_no_pause_", floor)}


def _told(what: str, taken: Sequence[tuple[int, float]]) -> dict[str, Any]:
    return {
        "what": f"over HTTP, {USERS} users: {what}",
        "asked": len(taken),
        "failed": sum(1 for status, _seconds in taken if status != 200),
        **_times("", taken),
        "limit_ms": LIMIT_MS,
    }


def _times(name: str, taken: Sequence[tuple[int, float]]) -> dict[str, int]:
    times = sorted(seconds * 1000 for _status, seconds in taken)
    return {
        f"{name}p50_ms": round(times[len(times) // 2]),
        f"{name}p95_ms": round(times[min(len(times) - 1, int(len(times) * 0.95))]),
    }


def _signed_in(nation: int) -> str:
    """The session of a leader of the whole nation's office."""
    user = User.objects.filter(email=EMAIL).first()
    if user is None:
        office = Organisation.objects.create(code="bo-bench")
        OrganisationVersion.objects.create(
            organisation=office, name="Bộ", folded_name="bo", sort_key="bo", kind="department", level="nation",
            area_id=nation, valid_from=date(2010, 1, 1),
        )  # fmt: skip
        user = people.open_account(
            at=AT, actor=SYSTEM, email=EMAIL, name="Người Đo", password=token_urlsafe()
        )
        people.give_role(
            at=AT, actor=SYSTEM, user=user, organisation=office, role="leader", since=date(2025, 7, 1)
        )
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def _server() -> Iterator[int]:
    """The program as it is served, with two workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "densach"), "serve", "--port", str(port), "--workers", "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            if _ask(port, "", "/healthz")[0] == 200:
                return
        except OSError:
            if time.monotonic() > until:
                raise
        time.sleep(0.2)


def _ask(port: int, cookie: str, path: str, line: HTTPConnection | None = None) -> tuple[int, float]:
    own = line or HTTPConnection("127.0.0.1", port, timeout=120)
    began = time.perf_counter()
    own.request("GET", path, headers={"Cookie": cookie, "Host": "localhost"})
    answer = own.getresponse()
    answer.read()
    took = time.perf_counter() - began
    if line is None:
        own.close()
    return answer.status, took


def _load(
    port: int, cookie: str, paths: list[str], each: int, think: tuple[float, float] = (0, 0)
) -> dict[str, list[tuple[int, float]]]:
    """Every user asks everything `each` times, in an order of their own, and reads in between for `think` seconds."""
    found: dict[str, list[tuple[int, float]]] = {path: [] for path in paths}

    def user(number: int) -> None:
        dice, line = random.Random(number), HTTPConnection("127.0.0.1", port, timeout=120)
        time.sleep(dice.uniform(0, think[1]))
        for path in dice.sample(paths * each, len(paths) * each):
            found[path].append(_ask(port, cookie, path, line))
            time.sleep(dice.uniform(*think))
        line.close()

    with ThreadPoolExecutor(USERS) as pool:
        list(pool.map(user, range(USERS)))
    return found
