"""What `make_areas.py` works with: the package's units as values, the rows of our files, and our codes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

REFORM = "2025-07-01"
LAST_DAY_BEFORE = "2025-06-30"
# The provinces stood in these borders since Hà Tây joined Hà Nội (Resolution 15/2008/QH12). What lay in them is known
# as it was on their last day; it is written down from here on so that facts of former years find their place.
BEFORE = "2008-08-01"


class Row(NamedTuple):
    """A line of `areas.csv`."""

    code: str
    parent: str
    kind: str
    level: str
    official_code: str
    name: str
    valid_from: str
    valid_to: str


class Succession(NamedTuple):
    """A line of `successions.csv`; no successor where an area ended without one."""

    predecessor: str
    successor: str
    on: str
    kind: str
    share: int


class Old(NamedTuple):
    """A commune before, with its district and province; `ward` is empty for a district of one piece."""

    province_key: str
    district_key: str
    ward_key: str
    province: str
    province_code: str
    district_name: str
    district_short: str
    district_kind: str
    district_code: str
    ward: str
    ward_short: str
    ward_kind: str
    ward_code: str

    @property
    def district(self) -> str:
        return f"{self.province_key}_{self.district_key}"

    @property
    def key(self) -> str:
        return f"{self.district}_{self.ward_key}"


@dataclass(frozen=True)
class Units:
    """`now`: provinceKey, wardKey, province, its code, ward, its own name, kind, code, latitude, longitude.

    `provinces`: province of today → provinces before; `whole`: commune before → the commune that took it in;
    `parts`: divided commune → the communes that took a part, and whether it was the main one.
    """

    now: list[tuple[Any, ...]]
    before: list[Old]
    provinces: dict[str, list[str]]
    whole: dict[str, tuple[str, str]]
    parts: dict[str, list[tuple[str, str, bool]]]


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def province_kind(name: str) -> str:
    return "city" if name.startswith("Thành phố") else "province"


def short(name: str) -> str:
    return re.sub(r"^(Tỉnh|Thành phố|Thủ đô)\s+", "", name)


class _Sibling(NamedTuple):
    key: str
    above: str
    name: str
    own_name: str
    official: str


def codes_of(units: Units) -> dict[str, str]:
    """Our code of each key: "province" and "province_" (as it was), "province_district", "…_ward".

    What is unchanged keeps one code for both; what stood before 2025-07-01 only has "den-2025" in it.
    """
    codes = {row[0]: slug(short(row[2])) for row in units.now}
    merged = {old for olds in units.provinces.values() if len(olds) > 1 for old in olds}
    former: dict[str, str] = {}
    for old in units.before:
        former[old.province_key] = f"{slug(short(old.province))}.den-2025"
        if old.province_key in merged:
            codes[f"{old.province_key}_"] = former[old.province_key]
    districts = {
        old.district: _Sibling(
            old.district, former[old.province_key], old.district_name, old.district_short, old.district_code
        )
        for old in units.before
    }
    codes.update(_told_apart(districts.values()))
    codes.update(
        _told_apart(
            _Sibling(old.key, codes[old.district], old.ward, old.ward_short, old.ward_code)
            for old in units.before
            if old.ward
        )
    )
    codes.update(
        _told_apart(
            _Sibling(f"{row[0]}_{row[1]}", codes[row[0]], row[4], row[5], row[7]) for row in units.now
        )
    )
    return codes


def _told_apart(siblings: Iterable[_Sibling]) -> dict[str, str]:
    """The own name, else with its kind, else with its official code: whichever no sibling has."""
    listed = list(siblings)
    plain = _times((one.above, slug(one.own_name)) for one in listed)
    full = _times((one.above, slug(one.name)) for one in listed)
    found = {}
    for one in listed:
        tail = slug(one.own_name)
        if plain[(one.above, tail)] > 1:
            tail = slug(one.name)
            if full[(one.above, tail)] > 1:
                tail = f"{tail}-{one.official}"
        found[one.key] = f"{one.above}.{tail}"
    return found


def _times(things: Iterable[Hashable]) -> Counter[Hashable]:
    return Counter(things)
