"""Pages: how long the server works for each page of the demo, by everyone who may open it.

Every page that a person finds by following links is taken: two of each kind for who meets it first, of which the slower
one is told, and one for everybody else. The figure is processor time of the whole answer in this process, from the
request to the last byte of the page: a later visit (of what is slow the median of several), and the first one with
nothing kept from before. Nobody follows links for longer than `SECONDS`, so that all of it ends in some minutes; how
many links were left is told. A folder that DENSACH_DATA names is copied, never written to.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import tempfile
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from django.http import HttpResponseBase
    from django.test import Client

_LINK: Final = re.compile(r'href="([^"#]+)')
# Of each kind of page as many are looked at as show whether one is dearer than another.
EXAMPLES: Final = 2
# Files, and doors that are shut to this person, are not knocked at more often.
MOST_TRIED: Final = 3
# What answers faster than that, in milliseconds, is not asked again and again.
FAST: Final = 60
# Seconds of processor time for one person's way through the pages.
SECONDS: Final = 7
LIMIT_MS: Final = 100
HOST: Final = "localhost"


@dataclass(frozen=True)
class Cost:
    """One page for one person: processor milliseconds of later visits and of the first one, and its queries."""

    path: str
    ms: float
    first_ms: float | None
    queries: int


def run() -> Iterator[Mapping[str, Any]]:
    """A line for each page and role, one for each role, and one for all of them."""
    with tempfile.TemporaryDirectory(prefix="densach-pages-") as folder:
        _take_demo(Path(folder) / "data")
        from densach.demo.accounts import ACCOUNTS

        every: list[Cost] = []
        told: set[str] = set()
        people = [("visitor", "")] + [(account.role or "citizen", account.email) for account in ACCOUNTS]
        for role, email in people:
            costs, left = _costs(email, told)
            every += costs.values()
            for name, cost in costs.items():
                yield {
                    "page": name,
                    "role": role,
                    "path": cost.path,
                    "ms": round(cost.ms, 1),
                    **({} if cost.first_ms is None else {"first_ms": round(cost.first_ms, 1)}),
                    "queries": cost.queries,
                }
            yield {"what": f"pages of {role}", **_summary(list(costs.values())), "links_left": left}
        yield {"what": "all pages", **_summary(every)}


def _summary(costs: list[Cost]) -> dict[str, Any]:
    worst = max(costs, key=lambda cost: cost.ms)
    return {
        "pages": len(costs),
        "over_100_ms": sum(cost.ms > LIMIT_MS for cost in costs),
        "p50_ms": round(statistics.median(cost.ms for cost in costs), 1),
        "worst_ms": round(worst.ms, 1),
        "worst": worst.path,
    }


def _take_demo(folder: Path) -> None:
    """Copies the demo that DENSACH_DATA names, or makes one, and lets Django work in it."""
    known = Path(os.environ.get("DENSACH_DATA", ""))
    made = (known / "demo.json").is_file()
    if made:
        shutil.copytree(known, folder)
    os.environ["DENSACH_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "densach.config.settings")
    import django

    django.setup()
    from densach.cli.main import main

    main(["demo", "--json"]) if not made else main(["demo", "--describe", "--json"])


def _costs(email: str, told: set[str]) -> tuple[dict[str, Cost], int]:
    """By name of page, the slowest example that this person finds, and how many links were left; `told`: pages whose
    first visit was measured.
    """
    client = _signed_in(email)
    found, left = _found_by_links(client, bool(email), told)
    costs = {name: _cost(client, max(some)[1], name not in told) for name, some in sorted(found.items())}
    told.update(costs)
    return costs, left


def _signed_in(email: str) -> Client:
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(headers={"host": HOST})
    if email:
        user = get_user_model().objects.get(email=email)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _found_by_links(
    client: Client, signed_in: bool, told: set[str]
) -> tuple[dict[str, list[tuple[float, str]]], int]:
    """Milliseconds and address of pages by name, as many of each as are looked at, and how many links were left."""
    from django.urls import Resolver404, resolve

    until = time.process_time() + SECONDS

    waiting = deque(["/", *(["/lam-viec/"] if signed_in else [])])
    seen, tried = set(waiting), Counter[str]()
    found: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    while waiting and time.process_time() < until:
        path = waiting.popleft()
        try:
            name = resolve(urlsplit(path).path).view_name
        except Resolver404:
            continue
        if (
            path.startswith("/en/")
            or len(found[name]) >= (1 if name in told else EXAMPLES)
            or tried[name] >= MOST_TRIED
        ):
            continue
        tried[name] += 1
        began = time.process_time()
        answer = client.get(path)
        if not _is_page(answer):
            # A file takes longer than any page, and leads nowhere: one of its kind is enough.
            tried[name] += MOST_TRIED if answer.status_code == 200 else 0
            continue
        found[name].append(((time.process_time() - began) * 1000, path))
        for link in _LINK.findall(answer.content.decode()):
            following = urljoin(path, unescape(link))
            if following.startswith("/") and following not in seen:
                seen.add(following)
                waiting.append(following)
    return {name: some for name, some in found.items() if some}, len(waiting)


def _is_page(answer: HttpResponseBase) -> bool:
    return answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")


def _cost(client: Client, path: str, with_first: bool) -> Cost:
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    first = None
    if with_first:
        cache.clear()
        first = _ms(client, path)
    connection.queries_log.clear()  # it holds so many and no more: full, nothing would be told of this page
    with CaptureQueriesContext(connection) as captured:
        again = _ms(client, path)
    if again > FAST:
        again = statistics.median(_ms(client, path) for _visit in range(3))
    return Cost(path, again, first, len(captured))


def _ms(client: Client, path: str) -> float:
    began = time.process_time()
    client.get(path)
    return (time.process_time() - began) * 1000
