"""Makes `densach/organisations/data/areas.csv`, the map of today with the provinces it came from.

Run where the package `vietnamadminunits` (MIT) is installed; it is needed by nobody else:

    python tools/make_areas.py

The file holds one version a line: code, parent, kind, level, official code, name, first and last day, the code of
the area that took it in, and for a commune the former province on whose ground it lies. Communes before 2025-07-01
and districts are not in it.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import sys
import unicodedata
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

REFORM = "2025-07-01"
LAST_DAY_BEFORE = "2025-06-30"
# The provinces stood in these borders since Hà Tây joined Hà Nội (Resolution 15/2008/QH12).
BEFORE = "2008-08-01"
KINDS = {"Xã": "rural_commune", "Phường": "ward", "Đặc khu": "special_zone"}
TARGET = Path(__file__).resolve().parent.parent / "densach" / "organisations" / "data" / "areas.csv"
HEAD = [
    "code",
    "parent",
    "kind",
    "level",
    "official_code",
    "name",
    "valid_from",
    "valid_to",
    "successor",
    "ground",
]


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def province_kind(name: str) -> str:
    return "city" if name.startswith("Thành phố") else "province"


def short(name: str) -> str:
    return re.sub(r"^(Tỉnh|Thành phố|Thủ đô)\s+", "", name)


def rows(source: Path) -> list[list[str]]:
    database = sqlite3.connect(source / "dataset.db")
    came_from: dict[str, list[str]] = json.loads((source / "converter_2025.json").read_text())[
        "DICT_PROVINCE"
    ]
    now = database.execute("SELECT DISTINCT provinceKey, province, provinceCode FROM admin_units").fetchall()
    old = dict(database.execute("SELECT DISTINCT provinceKey, province FROM admin_units_legacy").fetchall())
    old_codes = dict(
        database.execute("SELECT DISTINCT provinceKey, provinceCode FROM admin_units_legacy").fetchall()
    )
    found = [["viet-nam", "", "nation", "nation", "", "Việt Nam", BEFORE, "", "", ""]]
    former: dict[str, str] = {}
    codes: dict[str, str] = {}
    for key, name, official in sorted(now, key=lambda row: row[2]):
        code = slug(short(name))
        codes[key] = code
        origins = came_from[key]
        unchanged = len(origins) == 1
        since = BEFORE if unchanged else REFORM
        found.append([code, "viet-nam", province_kind(name), "province", official, name, since, "", "", ""])
        if not unchanged:
            for origin in sorted(origins):
                was = old[origin]
                former[origin] = f"{slug(short(was))}.den-2025"
                found.append(
                    [
                        former[origin],
                        "viet-nam",
                        province_kind(was),
                        "province",
                        old_codes[origin],
                        was,
                        BEFORE,
                        LAST_DAY_BEFORE,
                        code,
                        "",
                    ]
                )
    return found + communes(database, codes, ground(source, former))


def ground(source: Path, former: dict[str, str]) -> dict[tuple[str, str], str]:
    """(province key, commune key) → the former province on whose ground it lies.

    Where old communes of two provinces went in, the one that gave most of them; a commune that was itself divided
    speaks for the part that most of it went to.
    """
    converter = json.loads((source / "converter_2025.json").read_text())
    found: dict[tuple[str, str], Counter[str]] = {}
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            found.setdefault((province, ward), Counter()).update(old.split("_")[0] for old in olds)
    for province, olds in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in olds.items():
            for part in parts:
                if part["isDefaultNewWard"]:
                    found.setdefault((province, part["newWardKey"]), Counter())[old.split("_")[0]] += 1
    return {key: former.get(olds.most_common(1)[0][0], "") for key, olds in found.items()}


def communes(
    database: sqlite3.Connection, codes: dict[str, str], ground_of: dict[tuple[str, str], str]
) -> list[list[str]]:
    asked = "SELECT provinceKey, ward, wardShort, wardType, wardCode, wardKey FROM admin_units"
    listed = database.execute(asked).fetchall()
    plain_codes = Counter((row[0], slug(row[2])) for row in listed)
    full_codes = Counter((row[0], slug(row[1])) for row in listed)
    found = []
    for key, name, plain, kind, official, ward in sorted(listed, key=lambda row: (codes[row[0]], row[4])):
        tail = slug(plain)
        if plain_codes[(key, tail)] > 1:
            tail = slug(name) if full_codes[(key, slug(name))] == 1 else f"{slug(name)}-{official}"
        code = f"{codes[key]}.{tail}"
        ground = ground_of.get((key, ward), "")
        found.append([code, codes[key], KINDS[kind], "commune", official, name, REFORM, "", "", ground])
    return found


def check(found: list[list[str]]) -> None:
    kinds = Counter(row[2] for row in found if row[3] == "commune")
    assert kinds == {"rural_commune": 2621, "ward": 687, "special_zone": 13}, kinds  # noqa: S101
    alive = [row for row in found if row[3] == "province" and not row[7]]
    before = [row for row in found if row[3] == "province" and row[6] == BEFORE]
    assert (len(alive), len(before)) == (34, 63), (len(alive), len(before))  # noqa: S101
    assert len({row[0] for row in found}) == len(found), "codes repeat"  # noqa: S101


def main() -> None:
    spec = find_spec("vietnamadminunits")
    if spec is None or spec.origin is None:
        sys.exit("Install vietnamadminunits first.")
    found = rows(Path(spec.origin).parent / "data")
    check(found)
    TARGET.parent.mkdir(exist_ok=True)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([HEAD, *found])
    sys.stdout.write(f"{len(found)} lines\n")


if __name__ == "__main__":
    main()
