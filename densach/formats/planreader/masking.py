"""Sentences with the titles of other papers blanked, so that their years and numbers promise nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from densach.formats.planreader.textview import View

# A name in quotation marks right behind a number is what is counted ("25 “Tủ sách thanh niên”").
_QUOTED = re.compile(r"(?<!\d )[“\"«][^”\"»]{12,400}[”\"»]")
_PAPER = re.compile(
    r"(?:quyết định|nghị quyết|chỉ thị|kế hoạch|thông tư|nghị định|công văn|luật|hướng dẫn|văn bản|"
    r"kết luận|thông báo|tờ trình|chương trình)"
    r"\s+(?:liên tịch\s+)?(?:số\s*:?\s*)?\d+[/-][\w/&.-]+(?:,?\s*ngày\s+[\d/.-]+(?:\s*tháng\s*\d+\s*năm\s*\d+)?)?"
)
_BUDGET = re.compile(
    r"kinh phí|ngân sách|vốn đầu tư|tổng mức|dự toán|chi (?:sự nghiệp|thường xuyên|ngân sách)|chi "
    r"phí|học phí|lệ phí|tiền lương|phụ cấp|"
    r"nguồn vốn|vốn (?:vay|xã hội hóa|ngân sách|đối ứng|nhà nước)|giá trị hợp đồng|doanh nghiệp đóng|phí thẻ|giá vé|"
    r"(?:đầu tư|bố trí|cấp|hỗ trợ|chi)\s+(?:khoảng |trên |hơn )?[\d.,]+ (?:tỷ|tỉ|triệu)\b|"
    r"tiền vé|vé tham quan"
)


@dataclass(frozen=True)
class Sentence:
    """One sentence with its masked lower-case and bare texts; all three have the same length."""

    view: View
    low: str
    bare: str


def masked(view: View) -> Sentence:
    """Quoted titles and paper numbers replaced by "·", character by character."""
    low, plain = view.low, view.bare
    for pattern in (_QUOTED, _PAPER):
        for found in pattern.finditer(low):
            blank = "·" * (found.end() - found.start())
            low = low[: found.start()] + blank + low[found.end() :]
            plain = plain[: found.start()] + blank + plain[found.end() :]
    return Sentence(view, low, plain)


# "Bố trí ngân sách, bảo đảm 100% thư viện …": the money serves what is promised behind it.
_SERVES = re.compile(r"(?:,|\bđể|\bnhằm)\s*(?:bảo đảm|đảm bảo|phấn đấu|để|nhằm)\b")


def speaks_of_money(low: str, at: int) -> bool:
    """Is the number at `at` a part of a budget?"""
    begin = max([max(0, at - 60), *(one.end() for one in _SERVES.finditer(low, 0, at))])
    return _BUDGET.search(low[begin : at + 40]) is not None
