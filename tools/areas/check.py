"""What must be true of the map before it is written: counts, codes, a tree without holes, and known cases."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from tools.areas.names import BEFORE, LAST_DAY_BEFORE, REFORM, Row, Succession, slug

KNOWN = Path(__file__).with_name("known.csv")
KIND_WORDS = {
    "xã": "rural_commune",
    "phường": "ward",
    "thị trấn": "township",
    "đặc khu": "special_zone",
}
TODAY = {"rural_commune": 2621, "ward": 687, "special_zone": 13}
COMMUNES_BEFORE = 10_035
DISTRICTS = 696
PROVINCES = (63, 34)


def _must(holds: bool, what: object) -> None:
    if not holds:
        sys.exit(f"make_areas: {what}")


def check(rows: list[Row], successions: list[Succession]) -> None:
    """Ends the run with the first thing that is not so."""
    _counts(rows)
    _tree(rows)
    _lineage(rows, successions)
    known = Known(rows, successions)
    with KNOWN.open(encoding="utf-8", newline="") as file:
        for case in csv.DictReader(file):
            got = known.told(case["day"], case["area"], case["what"])
            _must(got == case["value"], f"{case}: {got}")


def _counts(rows: list[Row]) -> None:
    today = [row for row in rows if not row.valid_to]
    before = [row for row in rows if row.valid_from == BEFORE]
    kinds = Counter(row.kind for row in today if row.level == "commune")
    _must(kinds == TODAY, f"communes of today {kinds}")
    levels = Counter(row.level for row in before)
    told = (levels["province"], sum(row.level == "province" for row in today))
    _must(told == PROVINCES, f"provinces {told}")
    _must(levels["district"] == DISTRICTS, f"districts {levels['district']}")
    _must(levels["commune"] == COMMUNES_BEFORE, f"communes before {levels['commune']}")


def _tree(rows: list[Row]) -> None:
    once = Counter((row.code, row.valid_from) for row in rows)
    _must(max(once.values()) == 1, f"codes repeat: {once.most_common(3)}")
    by_code = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
    for row in rows:
        around = [one for one in by_code.get(row.parent, ()) if _alive(one, row.valid_from)]
        _must(bool(around) or row.level == "nation", f"{row} lies nowhere")
        _must(len(row.code) <= 80, f"{row.code} is too long")


def _lineage(rows: list[Row], successions: list[Succession]) -> None:
    went = {one.predecessor for one in successions}
    came = {one.successor for one in successions}
    went_on = Counter(row.code for row in rows if row.level == "commune")
    for row in rows:
        if row.valid_to:
            _must(row.code in went or went_on[row.code] > 1, f"{row} went nowhere")
        if row.level == "commune" and row.valid_from == REFORM:
            _must(row.code in came or went_on[row.code] > 1, f"{row} came from nowhere")
    wholes = Counter(one.predecessor for one in successions if one.share)
    _must(max(wholes.values()) == 1, f"more than the whole: {wholes.most_common(3)}")
    _must(not {one.predecessor for one in successions} & {row.code for row in rows if not row.valid_to}
          - {row.code for row in rows if row.valid_to}, "something of today has a successor")  # fmt: skip


def _alive(row: Row, day: str) -> bool:
    return row.valid_from <= day and (not row.valid_to or row.valid_to >= day)


class Known:
    """Answers the questions of `known.csv` from the rows."""

    def __init__(self, rows: Iterable[Row], successions: Iterable[Succession]) -> None:
        self.rows = list(rows)
        self.successions = list(successions)
        self.by_code = defaultdict(list)
        for row in self.rows:
            self.by_code[row.code].append(row)

    def _place(self, row: Row) -> str:
        """The full name up to the province, as the cases write it."""
        told = [row.name]
        while row.level not in {"province", "nation"}:
            row = next(one for one in self.by_code[row.parent] if _alive(one, row.valid_from))
            told.append(row.name)
        return ", ".join(told)

    def _last(self, code: str) -> Row:
        return self.by_code[code][-1]

    def told(self, day: str, area: str, what: str) -> str:
        asked = {"communes": (day,), "made of": (REFORM,), "unchanged": (REFORM,)}.get(
            what, (LAST_DAY_BEFORE,)
        )
        found = [
            row
            for row in self.rows
            if row.name == area.split(", ")[0] and _alive(row, asked[0]) and self._place(row) == area
        ]
        _must(len(found) == 1, f"{area} on {asked[0]}: {found}")
        one = found[0]
        if what == "communes":
            return self._tally(one, day)
        if what == "unchanged":
            gone = {row.predecessor for row in self.successions if row.successor == one.code and row.share}
            return "made of others" if gone or len(self.by_code[one.code]) > 2 else ""
        if what == "made of":
            return "; ".join(sorted(self._last(row.predecessor).name for row in self._whole_into(one)))
        share = 1 if what == "went into" else 0
        went = [row for row in self.successions if row.predecessor == one.code and row.share == share]
        return "; ".join(sorted(self._place(self._last(row.successor)) for row in went if row.successor))

    def _whole_into(self, one: Row) -> list[Succession]:
        """From the same level only: a district that became a commune is told by its communes."""
        rows = [row for row in self.successions if row.successor == one.code and row.share]
        return [row for row in rows if self._last(row.predecessor).level == one.level]

    def _tally(self, one: Row, day: str) -> str:
        inside = {one.code}
        kinds: Counter[str] = Counter()
        for level in ("district", "commune"):
            below = [
                row for row in self.rows if row.level == level and row.parent in inside and _alive(row, day)
            ]
            inside |= {row.code for row in below}
            if level == "commune":
                kinds.update(row.kind for row in below)
        return "; ".join(f"{kinds[kind]} {word}" for word, kind in KIND_WORDS.items() if kinds[kind])


def disputed(rows: Iterable[Row]) -> set[str] | None:
    """Numbers of communes of today that vietnam-provinces gives to another one; None where it is not installed.

    The names must be the same ones in each province, however they are spelt.
    """
    spec = find_spec("vietnam_provinces")
    if spec is None or spec.origin is None:
        return None
    listed = json.loads(
        (Path(spec.origin).parent / "data" / "flat-divisions.json").read_text(encoding="utf-8")
    )
    names = {row.code: row.name for row in rows}
    theirs = {(_bare(one["province_name"]), _bare(one["name"])): f"{one['code']:05d}" for one in listed}
    ours = {
        (_bare(names[row.parent]), _bare(row.name)): row.official_code
        for row in rows
        if row.level == "commune" and not row.valid_to
    }
    _must(theirs.keys() == ours.keys(), f"the lists differ: {sorted(theirs.keys() ^ ours.keys())[:20]}")
    return {number for name, number in ours.items() if theirs[name] != number}


def _bare(name: str) -> str:
    """A name without what the two lists spell in different ways: placement of tones, dashes, spaces, capitals."""
    return re.sub(r"^(tinh|thanh-pho|tp)-", "", slug(name))
