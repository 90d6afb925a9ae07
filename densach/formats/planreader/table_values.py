"""One cell of a table as a promised value: "≥ 5.000", "10 - 12", "15%", "80.000 lượt", "trên 90"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from densach.formats.planreader.numbers import SCALES, to_number
from densach.formats.planreader.textview import bare

_VALUE = re.compile(
    r"^(?P<floor>≥|>=|>|trên|ít nhất|tối thiểu|từ)?\s*(?P<low>\d[\d.,]*)\s*%?(?:\s*(?:-|–|đến)\s*"
    r"(?P<high>\d[\d.,]*))?\s*(?P<percent>%?)\s*(?P<unit>(?!trở lên)[^\W\d][^\d]{0,24}?)?\s*(?P<up>trở lên)?$"
)
_FLOORS = ("≥", ">=", ">", "trên", "ít nhất", "tối thiểu")
_SCALED = re.compile(r"\s*(nghìn|ngàn|triệu|vạn|1\.?000)\s+(?!đồng)(\S.*)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\(\s*(?:đvt|đơn vị(?: tính)?)?\s*:?\s*([^()\d]{1,24})\)\s*$", re.IGNORECASE)
_MONEY = re.compile(r"\b(?:trieu|ty|ti|nghin|ngan)\b(?: dong)?$|\bdong\b|\bvnd\b")


@dataclass(frozen=True)
class Value:
    """`unit` as the cell, the unit column or the brackets after the subject tell it."""

    low: float
    high: float
    floor: bool
    percent: bool
    unit: str


def unit_in(subject: str) -> tuple[str, str]:
    """(subject, unit): "Số hóa tài liệu (trang)" names its unit in brackets."""
    found = _IN_BRACKETS.search(subject)
    if found is None or len(found.group(1).split()) > 3:
        return subject, ""
    return subject[: found.start()].rstrip(), found.group(1).strip()


def value_of(text: str, unit: str) -> Value | None:
    """The value of a cell, or None for an empty one, words, and sums of money."""
    found = _VALUE.match(text.lower())
    if found is None:
        return None
    unit = unit or found.group("unit") or ""
    if _MONEY.search(bare(unit)):
        return None
    scale, unit = _scaled(unit)
    low = to_number(found.group("low").rstrip(".,")) * scale
    high = to_number(found.group("high").rstrip(".,")) * scale if found.group("high") else low
    floor = found.group("floor") in _FLOORS or found.group("up") is not None
    return Value(low, high, floor, "%" in text or unit.startswith("%"), unit)


def _scaled(unit: str) -> tuple[float, str]:
    """ "nghìn lượt" counts visits by the thousand, "1.000 bản" copies."""
    found = _SCALED.match(unit)
    if found is None:
        return 1.0, unit
    return SCALES.get(found.group(1).lower(), 1_000.0), found.group(2)
