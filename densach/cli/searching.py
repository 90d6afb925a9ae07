"""`densach search`: what the search box finds, for scripts and for measuring."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from densach.cli.errors import NoSuchFile
from densach.cli.output import progress, say
from densach.kernel.dates import today
from densach.kernel.numbers import format_number
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.programme.plans import queries as plans
from densach.services.catalogue.queries.finding import Found, Query, find

EVERYTHING: Final = "everything"


def search(options: argparse.Namespace) -> dict[str, Any] | list[Any]:
    """The total, the first hits and how long each repetition took; with `--batch` a list of those, a query a line."""
    if options.batch is None:
        return _answer(options, options.query)
    lines = [line for line in _text(options.batch).splitlines() if line.strip()]
    answers = []
    for number, line in enumerate(lines, start=1):
        answers.append(_answer(options, line))
        progress(f"{number}/{len(lines)}")
    progress("")
    return answers


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        raise NoSuchFile(file=file) from None


def _answer(options: argparse.Namespace, text: str) -> dict[str, Any]:
    found, taken = _timed(Query(text, limit=max(0, options.limit)))
    milliseconds = [
        taken,
        *(_timed(Query(text, limit=max(0, options.limit)))[1] for _again in range(options.repeat - 1)),
    ]
    hits = [
        {
            "id": record.pk,
            "kind": "record",
            "title": record.title,
            "author": record.author,
            "year": record.year,
        }
        for record in found.records
    ]
    total = found.total
    if options.within == EVERYTHING:
        others = [*_institutions(text), *_plans(text)]
        total += len(others)
        hits = [*others, *hits][: options.limit] if total else []
    say(options, f"{text}: {'hơn ' if found.more else ''}{format_number(total)}")
    for hit in hits:
        say(options, f"  {hit['kind']:<12} {hit['id']:>8}  {hit['title']}")
    return {"query": text, "total": total, "more": found.more, "hits": hits, "milliseconds": milliseconds}


def _timed(query: Query) -> tuple[Found, float]:
    began = time.perf_counter()
    found = find(query)
    return found, round((time.perf_counter() - began) * 1000, 3)


def _institutions(text: str) -> list[dict[str, Any]]:
    """Institutions whose name has the words, with accents or without."""
    if not text.strip():
        return []
    found = organisations.search(today(timezone.now()), text=text, limit=50)
    return [{"id": one.code, "kind": "institution", "title": one.name} for one, _key in found]


def _plans(text: str) -> list[dict[str, Any]]:
    """Public plans whose title has the words."""
    words = fold(text).split()
    if not words:
        return []
    rows = [(plan.code, plan.title) for plan in plans.public_plans()]
    return [
        {"id": code, "kind": "plan", "title": title}
        for code, title in rows
        if all(word in fold(title) for word in words)
    ]
