"""Three provinces become one: no fact is touched, no total moves, and both ways of looking give the same sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection, transaction

from bench.facts.book import LAST_YEAR
from bench.facts.writing import AT
from bench.programme.nation import Nation, measured
from densach.facts import queries
from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.organisations import actions as register
from densach.organisations import queries as organisations
from densach.organisations.models import Area, AreaVersion, LineageKind
from densach.programme.indicators.models import Indicator
from densach.programme.indicators.queries import evaluate
from densach.programme.indicators.rules import Scope, Value

VISITS: Final = "library.visits"
YEAR: Final = Period.year(LAST_YEAR)
ON: Final = date(LAST_YEAR + 1, 1, 1)
BEFORE: Final = ON - timedelta(days=1)


def figures(laid: Nation) -> Iterator[Mapping[str, Any]]:
    """All of it is rolled back at the end."""
    three = laid.provinces[-3:]
    book, was = _print(), queries.total_of_areas(VISITS, three, YEAR)
    # Each of them may itself have come of others in that year.
    families = {key for area in three for key in organisations.as_now_area_ids(area)}
    now = queries.total_of_areas(VISITS, families, YEAR)
    whole = queries.total_of_areas(VISITS, [laid.nation], YEAR)
    indicator = Indicator.objects.get(code="tv.luot_ban_doc")
    counted = sum(_value(indicator, area).numerator or 0 for area in three)
    made: list[Area] = []
    with transaction.atomic():
        told = measured("three provinces merged in the register", lambda: made.append(_merge(three)), 5)
        family = organisations.as_now_area_ids(made[0])
        figure = evaluate(indicator, Scope(("public_library",), (), made[0].pk), YEAR, ON, as_="now")
        yield {
            **told,
            "communes": AreaVersion.objects.filter(parent=made[0]).count(),
            "facts_and_totals_as_before": _print() == book,
            "as_was_before": was,
            "as_was_after": queries.total_of_areas(VISITS, three, YEAR),
            "as_now_before": now,
            "as_now_after": queries.total_of_areas(VISITS, family, YEAR),
            "nation_as_before": queries.total_of_areas(VISITS, [laid.nation], YEAR) == whole,
            "figure_before": counted,
            "figure_after": figure.numerator,
        }
        transaction.set_rollback(True)


def _value(indicator: Indicator, area: int) -> Value:
    return evaluate(indicator, Scope(("public_library",), (), area), YEAR, BEFORE, as_="now")


def _merge(three: list[int]) -> Area:
    """The new province, the end of the old ones, their lineage, and every commune under it from the day on."""
    nation = organisations.area_by_code("viet-nam")
    united = register.found_area(
        at=AT, actor=SYSTEM, code="tinh-hop-nhat", name="Tỉnh Hợp Nhất", kind="province", level="province",
        since=ON, parent=nation,
    )  # fmt: skip
    open_ = AreaVersion.objects.filter(valid_to__isnull=True)
    inside = list(open_.filter(parent_id__in=three))
    open_.filter(area_id__in=[*three, *(one.area_id for one in inside)]).update(valid_to=BEFORE)
    for one in inside:
        one.pk, one.parent, one.valid_from, one.valid_to = None, united, ON, None
    AreaVersion.objects.bulk_create(inside, batch_size=500)
    for area in Area.objects.filter(pk__in=three):
        register.write_area_succession(
            at=AT, actor=SYSTEM, predecessor=area, successor=united, on=ON, kind=LineageKind.MERGE
        )
    return united


def _print() -> list[tuple[Any, ...]]:
    """What facts and totals say: how many, the last, their sums."""
    found: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for statement in (
            "SELECT count(*), max(id), sum(quantity) FROM facts_fact",
            "SELECT count(*), sum(quantity), sum(quantity * (unit_id % 1009)) FROM facts_total",
        ):
            cursor.execute(statement)
            found += cursor.fetchall()
    return found
