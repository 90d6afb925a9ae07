"""The programmes that plans of this field serve, kept as a table in `programmes.csv`, with the papers that opened them.

Two of them have no paper here: numbers that could not be checked are left for a person to enter.
"""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files
from typing import NamedTuple

from densach.programme.plans.rules.papers import PaperValues


class Seed(NamedTuple):
    """A programme, and the paper that opened it where one is known."""

    code: str
    name_vi: str
    name_en: str
    year_from: int | None
    year_to: int | None
    paper: PaperValues | None


def seeds() -> list[Seed]:
    """Every line, in the order of the table."""
    text = files(__package__).joinpath("programmes.csv").read_text(encoding="utf-8")
    return [_seed(row) for row in csv.DictReader(text.splitlines())]


def _seed(row: dict[str, str]) -> Seed:
    paper = None
    if row["number"]:
        day = date.fromisoformat(row["issued_on"])
        told = (
            row["document_type"],
            row["number"],
            row["symbol"],
            row["issuer"],
            day,
            day.year,
            row["abstract"],
        )
        paper = PaperValues(*told)
    first, last = (int(row[name]) if row[name] else None for name in ("year_from", "year_to"))
    return Seed(row["code"], row["name_vi"], row["name_en"], first, last, paper)
