"""Years a sentence speaks of: "đến năm 2025", "giai đoạn 2026 - 2030", "so với năm 2022"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_Y = r"((?:19|20)\d\d)(?!\d)"
_YEAR = re.compile(
    rf"(?:(so với|từ|đến hết|đến cuối|đến|tới|trước|vào|trong|cuối|hết)\s+)?(?:(?:hết|cuối)\s+)?"
    rf"(?:(giai đoạn|năm học|năm|các năm)\s+)?(?:từ (?:năm )?)?{_Y}(?:\s*(?:-|đến(?: hết)?)\s*(?:năm\s+)?{_Y})?"
)
_PART_OF_DATE = re.compile(r"(?:tháng\s*\d{0,2}\s*|/|\.|nhiệm kỳ\s*|-[\w.]*)$")
_IS_BASE = re.compile(r"\s*(?:làm|là) (?:năm )?(?:gốc|mốc so sánh|cơ sở so sánh)")
_AS_BASE = re.compile(r"(?:năm gốc|năm cơ sở|mốc so sánh|cùng kỳ)(?: so sánh)?(?: là)?\s*:?\s*$")
# "Tăng từ 58% năm 2025 lên 70%": the year in which the rise begins.
_RISES_FROM = re.compile(r"\btừ [\d.,]+\s*%?[^,;.]{0,30}$")
_COMPARED = re.compile(r"so với [^,;.()\d]{0,30}$")
_RISES = re.compile(r"\)?\s*(?:tăng |nâng |giảm )?(?:lên|xuống)\b")
# "Chậm nhất đến ngày 31 tháng 12 năm 2027", "trước ngày 30/11/2026", "trong quý II/2026": a day of reckoning.
_DEADLINE = re.compile(
    rf"(?:(?<!tính )(?:trước|chậm nhất|muộn nhất|trong|xong|vào|đến hết|đến cuối)(?: là| vào| đến)?(?: hết)?|"
    r"(?<!tính )đến(?= (?:ngày )?3[01] ?(?:/|-|tháng) ?12\b))\s+"
    r"(?:(?:ngày\s+)?\d{1,2}\s*(?:/|-|\.|tháng)\s*\d{1,2}|(?:cuối )?tháng\s+\d{1,2}|(?:cuối )?quý\s+(?:i{1,3}|iv|\d))"
    rf"\s*(?:/|-|\.|,?\s*năm)\s*{_Y}"
)
YEARLY = re.compile(
    r"trong năm học\b(?! \d)|(?:mỗi|h[àằ]ng|từng|một) năm\b|/\s*(?:1 |01 )?năm\b|bình quân năm|thường niên"
)


@dataclass(frozen=True)
class YearSpan:
    """`first`..`last`; `by` when it is a day of reckoning ("đến năm 2025"), `base` when it is what is compared with."""

    start: int
    end: int
    first: int
    last: int
    by: bool = False
    base: bool = False
    school: bool = False

    @property
    def single(self) -> bool:
        """One year, be it the calendar's or a school's (2027 - 2028)."""
        return self.first == self.last or self.school


def years(low: str) -> list[YearSpan]:
    """All year mentions of a lower-cased text, in order; dates and terms of office are none."""
    found: list[YearSpan] = []
    for match in _YEAR.finditer(low):
        word, noun, first, last = match.groups()
        introduced = word or noun or last or _AS_BASE.search(low[: match.start()])
        if re.match(r"\s*:", low[match.end() :]) and re.search(r"(?:^|[;,:(+-])\s*$", low[: match.start()]):
            introduced = True  # "2026: 85%; 2027: 90%"
        follows_year = found and re.fullmatch(
            r"\s*(?:,|và|;|,? và năm)\s*", low[found[-1].end : match.start()]
        )
        if not introduced and not follows_year:
            continue
        if _PART_OF_DATE.search(low[: match.start()][-14:]) and not word:
            continue
        begin, end = int(first), int(last or first)
        if not 1990 <= begin <= end <= 2100:
            continue
        by = (
            word in ("đến", "tới", "đến hết", "đến cuối", "trước", "cuối", "hết", "vào")
            and noun != "giai đoạn"
        )
        base = word == "so với" or (word == "từ" and last is None) or _is_base(low, match)
        school = noun == "năm học" and end == begin + 1
        found.append(
            YearSpan(match.start(), match.end(), begin, end, by=by and begin == end, base=base, school=school)
        )
    return _with_deadlines(low, found)


def _is_base(low: str, match: re.Match[str]) -> bool:
    """A year that others are compared with, or in which a rise begins."""
    before = low[: match.start()]
    rises = _RISES.match(low, match.end()) is not None and _RISES_FROM.search(before) is not None
    told = _IS_BASE.match(low, match.end()) or _AS_BASE.search(before) or _COMPARED.search(before)
    return rises or told is not None


def _with_deadlines(low: str, found: list[YearSpan]) -> list[YearSpan]:
    """Days and quarters to be done by speak for their year, where no plain mention of it stands."""
    ends = [
        YearSpan(match.start(), match.end(), int(match.group(1)), int(match.group(1)), by=True)
        for match in _DEADLINE.finditer(low)
        if not any(one.start < match.end() and match.start() < one.end for one in found)
    ]
    return sorted([*found, *ends], key=lambda one: one.start)


def lead_year(low: str) -> YearSpan | None:
    """The year a heading or leading line sets for what follows; the first that is no base."""
    return next((span for span in years(low) if not span.base), None)
