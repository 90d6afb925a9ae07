"""The indicators that plans of this field measure: the seed of the shared catalogue, kept as a table in `seeds.csv`.

Codes are those that the plan reader proposes; names are ours. What a plan wants of an indicator (so many a year, so
many per cent) belongs to the plan's target, not here. `source` is a measure's code, or a capability's for shares,
institutions and stages.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import NamedTuple


class Seed(NamedTuple):
    """One line of the table, its columns in their order."""

    code: str
    group: str
    formula: str
    source: str
    also: str
    unit_vi: str
    unit_en: str
    kinds: str  # joined by |
    name_vi: str
    name_en: str


def seeds() -> list[Seed]:
    """Every line, in the catalogue's order."""
    text = files(__package__).joinpath("seeds.csv").read_text(encoding="utf-8")
    return [Seed(**row) for row in csv.DictReader(text.splitlines())]
