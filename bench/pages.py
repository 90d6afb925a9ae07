"""Pages: how long the server works for each page of the demo, by everyone who may open it.

Every page that a person finds by following links is taken, two of each kind, and the slower one told. The figure is
processor time of the whole answer in this process, from the request to the last byte of the page: the median of later
visits, and the first one with nothing kept from before. A folder that DENSACH_DATA names is copied, never written to.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import tempfile
import time
from collections import defaultdict, deque
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
HOST: Final = "localhost"


@dataclass(frozen=True)
class Cost:
    """One page for one person: processor milliseconds of later visits and of the first one, and its queries."""

    path: str
    ms: float
    first_ms: float
    queries: int


def run() -> Iterator[Mapping[str, Any]]:
    """A line for each page and role, the slowest last of all as a summary."""
    with tempfile.TemporaryDirectory(prefix="densach-pages-") as folder:
        _take_demo(Path(folder) / "data")
        from densach.demo.accounts import ACCOUNTS

        worst = 0.0
        slow = pages = 0
        people = [("visitor", "")] + [(account.role or "citizen", account.email) for account in ACCOUNTS]
        for role, email in people:
            for name, cost in _costs(email).items():
                worst, pages, slow = max(worst, cost.ms), pages + 1, slow + (cost.ms > 100)
                yield {
                    "page": name,
                    "role": role,
                    "path": cost.path,
                    "ms": round(cost.ms, 1),
                    "first_ms": round(cost.first_ms, 1),
                    "queries": cost.queries,
                }
        yield {"what": "all pages", "pages": pages, "over_100_ms": slow, "worst_ms": round(worst, 1)}


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


def _costs(email: str) -> dict[str, Cost]:
    """By name of page, the slowest example that this person finds."""
    client = _signed_in(email)
    found: dict[str, Cost] = {}
    for name, paths in sorted(_found_by_links(client, bool(email)).items()):
        costs = [_cost(client, path) for path in paths]
        found[name] = max(costs, key=lambda cost: cost.ms)
    return found


def _signed_in(email: str) -> Client:
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(headers={"host": HOST})
    if email:
        user = get_user_model().objects.get(email=email)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _found_by_links(client: Client, signed_in: bool) -> dict[str, list[str]]:
    """Addresses of pages by name, as many of each as are looked at, in the order in which links lead to them."""
    from django.urls import Resolver404, resolve

    waiting = deque(["/", *(["/lam-viec/"] if signed_in else [])])
    seen = set(waiting)
    found: defaultdict[str, list[str]] = defaultdict(list)
    while waiting:
        path = waiting.popleft()
        try:
            name = resolve(urlsplit(path).path).view_name
        except Resolver404:
            continue
        if path.startswith("/en/") or len(found[name]) >= EXAMPLES:
            continue
        answer = client.get(path)
        if not _is_page(answer):
            continue
        found[name].append(path)
        for link in _LINK.findall(answer.content.decode()):
            following = urljoin(path, unescape(link))
            if following.startswith("/") and following not in seen:
                seen.add(following)
                waiting.append(following)
    return {name: paths for name, paths in found.items() if paths}


def _is_page(answer: HttpResponseBase) -> bool:
    return answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")


def _cost(client: Client, path: str) -> Cost:
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = max(3, round(5 * float(os.environ.get("DENSACH_BENCH_SCALE", "1"))))
    cache.clear()
    first = _ms(client, path)
    again = statistics.median(_ms(client, path) for _visit in range(times))
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return Cost(path, again, first, len(captured))


def _ms(client: Client, path: str) -> float:
    began = time.process_time()
    client.get(path)
    return (time.process_time() - began) * 1000
