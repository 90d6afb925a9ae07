"""Days that come back each year: 21/4, 18/5, 23/11, days by the moon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from densach.formats.planreader.letters import UPPER
from densach.formats.planreader.reading import EventDay
from densach.formats.planreader.structure import Block
from densach.formats.planreader.textview import bare, folded

_NAMED = re.compile(
    rf"((?:Ngày|Tuần lễ|Tháng|Lễ hội|Lễ|Tết|Hội|Đại lễ)\s+(?:[{UPPER}]|sách|hội|di|văn|quốc|học|hưởng|đọc|"
    rf"thế|bảo)[^.;:()\d,]{{2,90}}?)"
    r"\s*[(,–-]*\s*(?:từ\s+)?(?:ngày\s+)?(?:mùng\s+)?(\d{1,2})(?:\s*(?:-|–|đến)\s*(?:ngày\s+)?\d{1,2})?\s*(?:/|"
    r"tháng)\s*(\d{1,2})(?![\d/%])(?:\s*(?:\)|hàng năm|hằng năm))*(\s*\(?\s*(?:âm lịch|ÂL))?",
)
# Days fixed by law or custom; a paper that names them need not print the date.
_KNOWN = (
    (r"ngay sach va ban quyen", "Ngày Sách và Bản quyền thế giới", 23, 4),
    (r"ngay (?:sach|van hoa doc)(?! va ban)", "Ngày Sách và Văn hóa đọc Việt Nam", 21, 4),
    (r"ngay quoc te bao tang", "Ngày Quốc tế Bảo tàng", 18, 5),
    (r"ngay di san van hoa", "Ngày Di sản văn hóa Việt Nam", 23, 11),
    (r"ngay khuyen hoc", "Ngày Khuyến học Việt Nam", 2, 10),
    (r"ngay cong dan so", "Ngày Công dân số", 15, 10),
    (r"ngay gia dinh viet nam", "Ngày Gia đình Việt Nam", 28, 6),
    (r"ngay nha giao", "Ngày Nhà giáo Việt Nam", 20, 11),
    (r"ngay chuyen doi so", "Ngày Chuyển đổi số quốc gia", 10, 10),
)


@dataclass(frozen=True)
class DayMention:
    """A named day at start..end of a text."""

    start: int
    end: int
    name: str
    day: int
    month: int
    lunar: bool = False


def days_in(text: str) -> list[DayMention]:
    """Named days of a text, with their printed date or the one fixed by law."""
    found: list[DayMention] = []
    for match in _NAMED.finditer(text):
        day, month = int(match.group(2)), int(match.group(3))
        if not (1 <= day <= 31 and 1 <= month <= 12):
            continue
        start, name = _last_name(text, match)
        found.append(DayMention(start, match.end(), name, day, month, bool(match.group(4))))
    plain = bare(text)
    for words, name, day, month in _KNOWN:
        for known in re.finditer(words, plain) if len(plain) == len(text) else ():
            if not any(one.start <= known.start() < one.end for one in found):
                found.append(DayMention(known.start(), known.end(), name, day, month))
    return sorted(found, key=lambda one: one.start)


def _last_name(text: str, match: re.Match[str]) -> tuple[int, str]:
    """Of "Ngày A và Ngày B (18/5)" the name next to the date."""
    again = list(re.finditer(rf"(?:Ngày|Tuần lễ|Lễ hội)\s+(?=[{UPPER}])", match.group(1)))
    start = match.start() + again[-1].start() if again else match.start()
    return start, folded(text[start : match.end(1)]).strip(" -–,(")


def events(blocks: Sequence[Block]) -> list[EventDay]:
    """Each day of the body once, by its date."""
    seen: dict[tuple[int, int, bool], EventDay] = {}
    for block in blocks:
        if block.region != "body":
            continue
        for one in days_in(block.view.text):
            key = (one.day, one.month, one.lunar)
            quote = folded(block.view.text[one.start : one.end])
            seen.setdefault(key, EventDay(one.name, one.day, one.month, one.lunar, quote))
    return list(seen.values())
