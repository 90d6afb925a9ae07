"""`densach verify`: every promise that can be checked, checked."""

from __future__ import annotations

import argparse
from typing import Any

from django.db import connection

from densach.cli.output import progress, say
from densach.facts import replay
from densach.files import queries as files
from densach.programme.oversight import queries as oversight
from densach.programme.reports import queries as reports
from densach.services.catalogue.queries import indexing


def verify(options: argparse.Namespace) -> dict[str, Any]:
    problems: list[str] = []
    for name, check in (
        ("database", _database),
        ("counting book", replay.verify),
        ("search", indexing.problems),
        ("files", files.broken),
        ("seals", reports.broken_seals),
        ("reviews", oversight.broken_seals),
    ):
        progress(f"{name} …")
        problems.extend(check())
    progress("")
    for problem in problems:
        say(options, problem)
    say(options, "Đúng." if not problems else f"{len(problems)} sai lệch.")
    return {"ok": not problems, "problems": problems}


def _database() -> list[str]:
    """What the database itself says of its pages and references (SQLite; PostgreSQL enforces both all the time)."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        broken = [str(row[0]) for row in cursor.fetchall() if row[0] != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        loose = [f"{row[0]}: row {row[1]} points to no row of {row[2]}" for row in cursor.fetchall()]
    return broken + loose
