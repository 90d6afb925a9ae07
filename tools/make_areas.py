"""Makes the administrative map: `areas.csv`, `successions.csv` and `grid.csv` in `densach/organisations/data/`.

Run where the package `vietnamadminunits` (MIT) is installed; it is needed by nobody else:

    python -m tools.make_areas

`areas.csv` holds one version a line: code, parent, kind, level, official code, name, first and last day.
`successions.csv` says what became of what: predecessor, successor, day, kind, share (1 for the whole, 0 for a part).
`grid.csv` gives each area of today its cell in the tile map of the area around it.

What comes out is checked before it is written: the counts that the resolutions of 2025 state, the cases of
`tools/areas/known.csv`, and, where it is installed, the list of vietnam-provinces (only read, never copied): an
official number on which the two lists disagree is left out.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from tools.areas.check import check, disputed
from tools.areas.grid import grid
from tools.areas.names import (
    BEFORE,
    LAST_DAY_BEFORE,
    REFORM,
    Old,
    Row,
    Succession,
    Units,
    codes_of,
    province_kind,
)

TARGET = Path(__file__).resolve().parent.parent / "densach" / "organisations" / "data"
KINDS = {
    "Huyện": "rural_district",
    "Quận": "urban_district",
    "Thị xã": "town",
    "Thành phố": "provincial_city",
    "Xã": "rural_commune",
    "Phường": "ward",
    "Thị trấn": "township",
    "Đặc khu": "special_zone",
}


def read(source: Path) -> Units:
    """The package's tables, each unit under its key."""
    database = sqlite3.connect(source / "dataset.db")
    converter = json.loads((source / "converter_2025.json").read_text(encoding="utf-8"))
    whole: dict[str, tuple[str, str]] = {}
    parts: dict[str, list[tuple[str, str, bool]]] = {}
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            whole.update(dict.fromkeys(olds, (province, ward)))
    for province, olds in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, shares in olds.items():
            parts[old] = [(province, one["newWardKey"], one["isDefaultNewWard"]) for one in shares]
    now = database.execute(
        "SELECT provinceKey, wardKey, province, provinceCode, ward, wardShort, wardType, wardCode, wardLat, wardLon "
        "FROM admin_units ORDER BY provinceCode, wardCode"
    )
    before = database.execute(
        "SELECT provinceKey, districtKey, coalesce(wardKey, ''), province, provinceCode, district, districtShort, "
        "districtType, districtCode, ward, wardShort, wardType, wardCode FROM admin_units_legacy "
        "ORDER BY provinceCode, districtCode, wardCode"
    )
    return Units(
        now=[(*row[:4], spelt(row[6], row[4]), *row[5:]) for row in now],
        before=[_spelt(Old(*row)) for row in before],
        provinces=converter["DICT_PROVINCE"],
        whole=whole,
        parts=parts,
    )


def spelt(kind: str, name: str) -> str:
    """Composed letters, single spaces, nothing that is not seen, and the word for the kind as everyone writes it (Thị
    xã, not Thị Xã).
    """
    seen = "".join(char for char in unicodedata.normalize("NFC", name) if unicodedata.category(char) != "Cf")
    words = " ".join(seen.split())
    return f"{kind} {words[len(kind) + 1 :]}" if words.lower().startswith(f"{kind.lower()} ") else words


def _spelt(old: Old) -> Old:
    return old._replace(
        district_name=spelt(old.district_kind, old.district_name),
        ward=spelt(old.ward_kind, old.ward) if old.ward else "",
    )


class Map:
    """The rows of both files, made once from the units. Keys are the package's, codes are ours."""

    def __init__(self, units: Units) -> None:
        self.units = units
        self.codes = codes_of(units)
        self.rows: list[Row] = []
        self.successions: list[Succession] = []
        # What each commune of today was made from: whole communes before, and parts of divided ones.
        self.wholes: dict[tuple[str, str], list[str]] = {}
        self.pieces: dict[tuple[str, str], list[str]] = {}
        for old, new in units.whole.items():
            self.wholes.setdefault(new, []).append(old)
        for old, shares in units.parts.items():
            for province, ward, _main in shares:
                self.pieces.setdefault((province, ward), []).append(old)
        self.names = {old.key: old.ward for old in units.before}
        self.same = {found: key for key in self._communes_now() if (found := self._unchanged(key))}
        self._provinces()
        self._districts()
        self._communes_before()
        self._today()
        self._ground()

    def _communes_now(self) -> dict[tuple[str, str], str]:
        return {(row[0], row[1]): row[4] for row in self.units.now}

    def _unchanged(self, key: tuple[str, str]) -> str:
        """The commune before that goes on as it is: taken whole, alone, with its name and kind; else nothing."""
        origins = self.wholes.get(key, [])
        if len(origins) != 1 or key in self.pieces or self.names.get(origins[0]) != self._communes_now()[key]:
            return ""
        return origins[0]

    def _row(
        self,
        code: str,
        parent: str,
        kind: str,
        level: str,
        official: str,
        name: str,
        since: str,
        until: str = "",
    ) -> None:
        self.rows.append(Row(code, parent, kind, level, official or "", name, since, until))

    def _succession(self, before: str, after: str, kind: str, share: int) -> None:
        self.successions.append(Succession(before, after, REFORM, kind, share))

    def _provinces(self) -> None:
        self._row("viet-nam", "", "nation", "nation", "", "Việt Nam", BEFORE)
        names = {old.province_key: (old.province, old.province_code) for old in self.units.before}
        today = {row[0]: (row[2], row[3]) for row in self.units.now}
        for key, (name, official) in today.items():
            origins = self.units.provinces[key]
            code = self.codes[key]
            since = BEFORE if len(origins) == 1 else REFORM
            self._row(code, "viet-nam", province_kind(name), "province", official, name, since)
            for origin in sorted(origins) if len(origins) > 1 else ():
                was, number = names[origin]
                gone = self.codes[f"{origin}_"]
                self._row(
                    gone, "viet-nam", province_kind(was), "province", number, was, BEFORE, LAST_DAY_BEFORE
                )
                self._succession(gone, code, "merge", 1)

    def _districts(self) -> None:
        inside: dict[str, list[Old]] = {}
        for old in self.units.before:
            inside.setdefault(old.district, []).append(old)
        for key, olds in inside.items():
            one, code = olds[0], self.codes[key]
            self._row(
                code,
                self._province_before(one.province_key),
                KINDS[one.district_kind],
                "district",
                one.district_code,
                one.district_name,
                BEFORE,
                LAST_DAY_BEFORE,
            )
            went = {self.units.whole.get(old.key, ("", old.key)) for old in olds}
            if len(went) == 1 and (into := next(iter(went)))[0]:
                kind = "merge" if len(olds) > 1 else "rename"
                self._succession(code, self.codes["_".join(into)], kind, 1)
            else:
                self._succession(code, "", "abolish", 1)

    def _province_before(self, key: str) -> str:
        return self.codes.get(f"{key}_") or self.codes[key]

    def _communes_before(self) -> None:
        for old in self.units.before:
            if not old.ward:
                continue  # an island district, of one piece
            kept = self.same.get(old.key)
            code = self.codes["_".join(kept)] if kept else self.codes[old.key]
            district = self.codes[old.district]
            official = old.ward_code
            self._row(
                code,
                district,
                KINDS[old.ward_kind],
                "commune",
                official,
                old.ward,
                BEFORE,
                LAST_DAY_BEFORE,
            )
            if kept:
                continue
            for province, ward, _main in self.units.parts.get(old.key, ()):
                self._succession(code, self.codes[f"{province}_{ward}"], "split", 0)
            if into := self.units.whole.get(old.key):
                alone = len(self.wholes[into]) == 1 and into not in self.pieces
                self._succession(code, self.codes["_".join(into)], "rename" if alone else "merge", 1)

    def _today(self) -> None:
        for province, ward, _in, _number, name, _short, kind, official, _lat, _lon in self.units.now:
            code = self.codes[f"{province}_{ward}"]
            self._row(code, self.codes[province], KINDS[kind], "commune", official, name, REFORM)

    def _ground(self) -> None:
        """A commune of today lies on the ground of one province and one district before: what gave most of it."""
        districts = {old.key: old.district for old in self.units.before}
        written = {(one.predecessor, one.successor) for one in self.successions}
        for key in self._communes_now():
            origins = list(self.wholes.get(key, []))
            origins += [old for old in self.pieces.get(key, []) if (*key, True) in self.units.parts[old]]
            origins = origins or self.pieces[key]
            province = _most(old.split("_")[0] for old in origins)
            district = _most(districts[old] for old in origins if old.startswith(f"{province}_"))
            code = self.codes["_".join(key)]
            for before in (self.codes.get(f"{province}_", ""), self.codes[district]):
                if before and (before, code) not in written:
                    self._succession(before, code, "split", 0)


def _most(keys: Iterable[str]) -> str:
    """What is named most often; of equals, what is named first."""
    listed = list(keys)
    return max(dict.fromkeys(listed), key=listed.count)


def write(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with (TARGET / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])


def _without(rows: Iterable[Row], numbers: set[str]) -> Iterable[Row]:
    """No number rather than one that may be another commune's."""
    return (
        row._replace(official_code="") if not row.valid_to and row.official_code in numbers else row
        for row in rows
    )


def main() -> None:
    spec = find_spec("vietnamadminunits")
    if spec is None or spec.origin is None:
        sys.exit("Install vietnamadminunits first.")
    units = read(Path(spec.origin).parent / "data")
    made = Map(units)
    check(made.rows, made.successions)
    numbers = disputed(made.rows)
    if numbers is None:
        sys.stderr.write("vietnam-provinces is not installed: official numbers are not compared\n")
    TARGET.mkdir(exist_ok=True)
    write("areas.csv", Row._fields, _without(made.rows, numbers or set()))
    write("successions.csv", Succession._fields, made.successions)
    write("grid.csv", ("code", "column", "row"), grid(units, made.codes))
    sys.stdout.write(
        f"{len(made.rows)} versions, {len(made.successions)} successions, "
        f"{len(numbers or ())} disputed numbers left out\n"
    )


if __name__ == "__main__":
    main()
