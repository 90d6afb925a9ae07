"""Short words for writing into the counting book, and the book read the slow way: fact by fact."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from importlib import import_module

from django.db import connection

from densach.facts import actions
from densach.facts.models import Count, Fact, Total
from densach.facts.origin import Origin
from densach.kernel.actor import SYSTEM, Actor
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from tests.cast import NOW

VISITS, STOCK = "library.visits", "library.stock"
DAY = date(2026, 3, 2)
YEAR = Period.year(2026)
GUARD = import_module("densach.facts.migrations.0002_facts_are_never_rewritten")


@contextmanager
def guard_taken_away() -> Iterator[None]:
    """What somebody with the database in hand could do: without the trigger facts can be rewritten."""
    # PostgreSQL changes no table on which a deferred check is still to be made.
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in GUARD.taking_away(connection.vendor):
            cursor.execute(statement)
    yield
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in GUARD.putting(connection.vendor):
            cursor.execute(statement)


def count(
    place: Organisation,
    quantity: int | dict[str, int],
    since: date = DAY,
    until: date | None = None,
    *,
    measure: str = VISITS,
    actor: Actor = SYSTEM,
    origin: str = Origin.RETURN,
) -> Count:
    """A unit enters a number."""
    return actions.enter_count(
        at=NOW,
        actor=actor,
        organisation=place,
        measure=measure,
        since=since,
        until=until or since,
        quantities={"": quantity} if isinstance(quantity, int) else quantity,
        origin=origin,
    )


def correct(entered: Count, quantity: int | dict[str, int], *, actor: Actor = SYSTEM) -> Count:
    return actions.correct_count(
        at=NOW,
        actor=actor,
        count=entered,
        seen_revision=entered.revision,
        quantities={"": quantity} if isinstance(quantity, int) else quantity,
    )


def take_back(entered: Count, *, actor: Actor = SYSTEM) -> Count:
    return actions.reverse_count(
        at=NOW, actor=actor, count=entered, seen_revision=entered.revision, note="nhầm"
    )


def record(place: Organisation, source: str, quantity: int = 1, on: date = DAY, **slice: str) -> None:
    """A service counts one act."""
    actions.record(
        at=NOW, measure=VISITS, organisation=place, on=on, quantity=quantity, source=source, slice=slice
    )


def kept(unit: int, *, kind: str = "o", measure: str = VISITS, slice: str = "") -> dict[int, int]:
    """The kept totals of one unit by cell."""
    rows = Total.objects.filter(unit_kind=kind, unit_id=unit, measure=measure, slice=slice)
    return dict(rows.values_list("period", "quantity"))


def summed(place: Organisation, period: Period, measure: str = VISITS) -> int:
    """The whole of a unit's period, summed in Python from every fact."""
    rows = Fact.objects.filter(organisation=place, measure=measure)
    return sum(
        fact.sign * fact.quantity for fact in rows if fact.on in period and not fact.slice.startswith("~")
    )


def days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
