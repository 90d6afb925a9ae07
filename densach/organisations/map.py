"""Loading the administrative map that comes with the house: `data/areas.csv`, made by `tools/make_areas.py`."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files


@dataclass(frozen=True)
class MapRow:
    """One version of one area.

    `successor`: the code of the area that it went into after its last day; `ground`: the code of the former province
    on whose ground a commune of today lies.
    """

    code: str
    parent: str
    kind: str
    level: str
    official_code: str
    name: str
    valid_from: date
    valid_to: date | None
    successor: str
    ground: str


def the_map() -> Sequence[MapRow]:
    """34 provinces and 3,321 communes from 2025-07-01, the 63 provinces before, and the nation."""
    text = (files("densach.organisations") / "data" / "areas.csv").read_text(encoding="utf-8")
    return [
        MapRow(
            code=row["code"],
            parent=row["parent"],
            kind=row["kind"],
            level=row["level"],
            official_code=row["official_code"],
            name=row["name"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            successor=row["successor"],
            ground=row["ground"],
        )
        for row in csv.DictReader(text.splitlines())
    ]
