"""All kept totals reckoned anew from the facts, as they stand and from nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.db import connection, transaction

from bench.programme.nation import Nation, measured
from densach.facts import actions

LIMIT: Final = 60


def figures(laid: Nation) -> Iterator[Mapping[str, Any]]:
    found: list[actions.Rebuilt] = []
    told = measured(
        "all totals reckoned anew, as they stand", lambda: found.append(actions.rebuild_totals()), LIMIT
    )
    yield {**told, "cells": found[0].cells, "differed": found[0].changed}
    before = _print()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM facts_total")
        told = measured("all totals laid from nothing", lambda: found.append(actions.rebuild_totals()), LIMIT)
        after = _print()
        transaction.set_rollback(True)
    yield {**told, "cells": found[1].cells, "equal_to_what_stood": before == after}


def _print() -> list[tuple[Any, ...]]:
    """What the totals say, told apart enough to see any difference of one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unit_kind, measure, period, count(*), sum(quantity), sum(quantity * (unit_id % 1009)) "
            "FROM facts_total WHERE quantity <> 0 GROUP BY unit_kind, measure, period ORDER BY 1, 2, 3"
        )
        return list(cursor.fetchall())
