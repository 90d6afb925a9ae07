"""The nation's own days, kept as a table in `seeds.csv`."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import NamedTuple


class Seed(NamedTuple):
    """One line of the table, its columns in their order; numbers as text, empty where dates are set each year."""

    code: str
    rule: str
    day: str
    month: str
    days: str
    name_vi: str
    name_en: str
    source: str


def seeds() -> list[Seed]:
    """Every line, in the order of the table."""
    text = files(__package__).joinpath("seeds.csv").read_text(encoding="utf-8")
    return [Seed(**row) for row in csv.DictReader(text.splitlines())]
