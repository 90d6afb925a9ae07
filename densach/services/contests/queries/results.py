"""The ranking as lines: means of the criteria, totals of the judges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from densach.organisations import queries as organisations
from densach.services.contests.models import Entry
from densach.services.contests.queries.scoring import Sheet
from densach.services.contests.rules.ranking import mean_of, rounded


@dataclass(frozen=True)
class Row:
    """An entry as ranked. `means` follow the criteria, `by_judge` the judges; None where the judge did not score it."""

    entry: Entry
    unit: str
    means: list[Decimal | None]
    by_judge: list[Decimal | None]


def result_rows(sheet: Sheet, entries: Sequence[Entry], on: date) -> list[Row]:
    """In the order given."""
    names = organisations.names_of({one.organisation_id for one in entries if one.organisation_id}, on)
    return [
        Row(one, names.get(one.organisation_id or 0, ""), _means(sheet, one), _by_judge(sheet, one))
        for one in entries
    ]


def _means(sheet: Sheet, entry: Entry) -> list[Decimal | None]:
    ballots = sheet.ballots.get(entry.pk, {})
    if not ballots:
        return [None] * len(sheet.criteria)
    return [
        rounded(mean_of([marks[one.pk] for marks in ballots.values()], drops=sheet.round.drops))
        for one in sheet.criteria
    ]


def _by_judge(sheet: Sheet, entry: Entry) -> list[Decimal | None]:
    ballots = sheet.ballots.get(entry.pk, {})
    found: list[Decimal | None] = []
    for judge in sheet.judges:
        marks = ballots.get(judge.pk)
        if marks is None:
            found.append(None)
            continue
        total = sum((Fraction(one.weight) * Fraction(marks[one.pk]) for one in sheet.criteria), Fraction())
        found.append(rounded(total))
    return found
