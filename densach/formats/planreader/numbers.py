"""Numbers that promise something: 2.970.000, 15-20, 70%, 77/85, 1,5 triệu; never dates, clause or paper numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONE = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d{1,2})?)(?![\d])"
_SCALE = r"(?:\s*(triệu|nghìn|ngàn|vạn)(?!\s*đồng)\b)?"
_SPELT = r"\s*(?:\((?!\d)[^)]{1,20}\))?"
_QUANTITY = re.compile(
    rf"(?<![\w.,/]){_ONE}{_SPELT}{_SCALE}\s*(?:%|phần trăm)?(?:\s*(?:-|đến|"
    rf"tới)\s*{_ONE}{_SPELT}{_SCALE}\s*(?:%|phần trăm)?)?"
)
_WHOLE = r"(\d{1,3}(?:\.\d{3})+|\d{1,4})"
_PART = rf"{_WHOLE}\s*(?:/|(?:trong|trên)(?= tổng số))\s*(?:tổng số\s+)?{_WHOLE}"
# "77/85 thư viện"; without a noun only where something is raised to it ("lên 71/96").
_RATIO = re.compile(rf"(?<![\w.,/]){_PART}(?![\d/.])(?=\s+[^\W\d])")
_RAISED_TO = re.compile(rf"(?:\blên|\bđạt|\blà) {_PART}(?=[;,.]?(?:\s|$))")
_VALUE = re.compile(rf"({_ONE}){_SPELT}{_SCALE}\s*(%|phần trăm)?")
SCALES = {"triệu": 1_000_000.0, "nghìn": 1_000.0, "ngàn": 1_000.0, "vạn": 10_000.0}

# A number after one of these names a thing (a year, a clause, a grade); it counts nothing.
_NAMED = re.compile(
    r"(?:\bngày|(?<!mỗi )(?<!hằng )(?<!hàng )(?:\btháng|\bnăm|\bquý)|"
    r"(?<!tổng )(?<!đổi )\bsố(?: hiệu| ký hiệu)?|\bđiều|\bkhoản|(?<!biên )\bmục|\bphụ "
    r"lục|\blớp|(?<!xếp )\bhạng|"
    r"\bcấp độ|\bmức độ|\bthứ|\bđợt|\blần thứ|\bnhiệm kỳ|\bchương|\bphần|\bquyển số|\bđề án|"
    r"\bchương trình|\bdự án|"
    r"\bquốc lộ|\bgiai đoạn|\bthế kỷ|\bkhóa|(?<!kiểu )\bmẫu|\bbiểu|\btrang web|\bkỷ niệm|\bđiện thoại|\btừ "
    r"năm|\btcvn|\biso)\s*:?\s*$"
)
# What follows makes it a day, an age, a span of time, a sum of money or a measure of size.
_NOT_COUNTED = re.compile(
    r"^\s*(?:/\s*(?!năm)[\dA-ZĐa-zđ]|:\d|h\b|giờ\b|phút\b|ngày\b(?! hội| sách)|tháng\b|tuần\b|tuổi\b|"
    r"năm\b(?!\s+một)|thế kỷ|"
    r"(?:triệu |tỷ |tỉ |nghìn |ngàn )?(?:đồng|đ\b|vnđ|usd)|tỷ\b|tỉ\b|m2\b|m²|mét\b|km\b|ha\b|kg\b|"
    r"độ\b|mm\b|cm\b|"
    r"ngày/|-\s*\d+\s*tuổi)"
)
_YEAR = range(1900, 2101)


@dataclass(frozen=True)
class Quantity:
    """A number or range at start..end of the sentence; `percent` and `ratio` tell what it is."""

    start: int
    end: int
    low: float
    high: float
    percent: bool = False
    ratio: bool = False

    @property
    def is_range(self) -> bool:
        return self.low != self.high


def to_number(text: str) -> float:
    """ "2.970.000" → 2970000, "12,5" → 12.5, "12.5" → 12.5."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    return float(text.replace(",", "."))


def quantities(low: str) -> list[Quantity]:
    """All numbers of a lower-cased sentence that could count something, in order."""
    found: list[Quantity] = []
    taken = 0
    for match in _RATIO.finditer(low):
        part, whole = to_number(match.group(1)), to_number(match.group(2))
        if 0 < part <= whole and not _named(low, match.start()) and not _date_like(low, match):
            found.append(Quantity(match.start(), match.end(), part, whole, ratio=True))
    for match in _RAISED_TO.finditer(low):
        part, whole = to_number(match.group(1)), to_number(match.group(2))
        if 0 < part <= whole and all(one.end <= match.start(1) or match.end() <= one.start for one in found):
            found.append(Quantity(match.start(1), match.end(), part, whole, ratio=True))
    for match in _QUANTITY.finditer(low):
        if match.start() < taken or any(one.start < match.end() and match.start() < one.end for one in found):
            continue
        one = _quantity(low, match)
        if one is not None:
            found.append(one)
            taken = one.end
    return sorted(found, key=lambda one: one.start)


def _date_like(low: str, match: re.Match[str]) -> bool:
    """ "Ngày Sách 21/4 hằng năm": a day named before it, in brackets, or after a dash."""
    before = low[max(0, match.start() - 60) : match.start()]
    day, month = to_number(match.group(1)), to_number(match.group(2))
    named = re.search(r"ngày\s+(?:[\w ]*\s)?$|trước\s*$|[(]\s*$|-\s*$", before)
    return day <= 31 and month <= 12 and named is not None


def _named(low: str, start: int) -> bool:
    return _NAMED.search(low[max(0, start - 20) : start]) is not None


def _quantity(low: str, match: re.Match[str]) -> Quantity | None:
    values = list(_VALUE.finditer(match.group()))
    if not values:
        return None
    end = match.start() + len(match.group().rstrip())
    scale = next((value.group(2) for value in reversed(values) if value.group(2)), None)
    numbers = [to_number(value.group(1)) * SCALES.get(scale or "", 1.0) for value in values[:2]]
    percent = any(value.group(3) for value in values)
    if not percent and (_named(low, match.start()) or _NOT_COUNTED.match(low[end:])):
        return None
    if not percent and _is_year(values[0].group(1)) and not re.match(r"\s*\w+", low[end:]):
        return None
    if not percent and any(_is_year(value.group(1)) for value in values) and len(values) > 1:
        return None
    return Quantity(match.start(), end, min(numbers), max(numbers), percent=percent)


def _is_year(text: str) -> bool:
    return text.isdecimal() and int(text) in _YEAR
