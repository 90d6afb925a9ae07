"""Filling checklists and counting months, for the tests of several rooms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from densach.facts import actions as facts
from densach.kernel.actor import SYSTEM, Actor
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.programme.capabilities import actions, queries
from densach.programme.capabilities.models import Assessment, CriterionKind
from densach.programme.capabilities.rules import Told
from tests.cast import NOW, TODAY

Answers = Mapping[str, bool | int | None]


def told(code: str, answers: Answers, *, on: date = TODAY, full: bool = True) -> list[Told]:
    """Answers by the criterion's code; with `full` the others are answered well."""
    lines = []
    for one in queries.criteria_of(queries.list_by_code(code, on)):
        given = answers.get(one.code, True if full else None)
        if one.kind == CriterionKind.YES_NO:
            lines.append(Told(one.pk, answer=given if isinstance(given, bool) else None))
        else:
            number = 10**6 if given is True else given
            lines.append(Told(one.pk, value=None if number is None else Decimal(number)))
    return lines


def filled(
    place: Organisation,
    code: str,
    answers: Answers | None = None,
    *,
    at: datetime = NOW - timedelta(days=3),
    actor: Actor = SYSTEM,
    since: date = date(2026, 3, 1),
    region: str = "",
    full: bool = True,
) -> Assessment:
    """The list filled and sent."""
    return actions.assess(
        at=at,
        actor=actor,
        organisation=place,
        checklist=queries.list_by_code(code, TODAY),
        since=since,
        told=told(code, answers or {}, full=full),
        region=region,
    )


def count_months(place: Organisation, measure: str, months: int, quantity: int = 4, *, last: Period) -> None:
    """`quantity` in each of so many months, the last of them `last`."""
    month = last
    for _number in range(months):
        facts.enter_count(
            at=NOW,
            actor=SYSTEM,
            organisation=place,
            measure=measure,
            since=month.start,
            until=month.end,
            quantities={"": quantity},
        )
        month = Period.month(month.start.year - (month.start.month == 1), (month.start.month - 2) % 12 + 1)
