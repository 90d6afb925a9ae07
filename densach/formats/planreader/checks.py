"""What an officer should look at before trusting a reading."""

from __future__ import annotations

import re
from datetime import date

from densach.formats.planreader.reading import Header, Notice
from densach.formats.planreader.structure import Structure

_DAY = re.compile(
    r"(?:(?<=ngày )|(?<=trước )|(?<=đến )|(?<=hết )|(?<=\())(\d{1,2})\s*(?:/|"
    r"tháng\s*)(\d{1,2})(?:\s*(?:/|năm\s*)(\d{4}))?(?![\d/%]|\.\d)"
    r"|(?<![\d/.])(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)"
)
_PLANS = (
    "Kế hoạch",
    "Chương trình",
    "Đề án",
    "Nghị quyết",
    "Chỉ thị",
    "Quyết định",
    "Phương án",
    "Chiến lược",
    "Dự án",
    "Quy hoạch",
)


def impossible_days(source: str) -> list[Notice]:
    """Days that no calendar has, such as 31/6."""
    found: list[Notice] = []
    for match in _DAY.finditer(source.replace("\n", " ")):
        day, month, year = (
            (match.group(1), match.group(2), match.group(3)) if match.group(1) else match.groups()[3:]
        )
        if _exists(int(day), int(month), int(year) if year else 2024):
            continue
        if not year and int(month) > 12 and int(day) <= int(month):
            continue  # n of N, not a day
        found.append(
            Notice(
                f"Ngày “{match.group().strip()}” không có trong lịch; cần hỏi lại nơi ban hành.",
                match.start(),
                match.end(),
            )
        )
    return found


def _exists(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def doubled_numbers(structure: Structure) -> list[Notice]:
    """Clauses that carry the number of an earlier one."""
    return [
        Notice(
            f"Số mục {node.path} lặp lại; hai mục cùng số được giữ riêng theo vị trí.", node.start, node.end
        )
        for node in structure.nodes
        if node.doubled
    ]


def misread_words(source: str) -> list[Notice]:
    """Words a scanner got wrong and the reader took for what they must mean."""
    return [
        Notice(f"“{match.group()}” được hiểu là “Phấn đấu” (lỗi nhận dạng chữ).", match.start(), match.end())
        for match in re.finditer(
            r"Ph[aáâấầẩẫậ]n [đd][aáâấầẩẫậ]u(?= (?:đến|h[àằ]ng|đạt|mỗi|"
            r"có|trung|xây|số|\d))",
            source,
        )
        if match.group() != "Phấn đấu"
    ]


def nature(header: Header, structure: Structure, found: bool) -> list[Notice]:
    """Is it a plan at all, and could it be read?"""
    warnings: list[Notice] = []
    if header.type is None:
        warnings.append(
            Notice(
                "Không thấy tên loại văn bản; đây có thể không phải là kế hoạch. Phần đọc được vẫn được giữ."
            )
        )
    elif header.type not in _PLANS:
        warnings.append(
            Notice(
                f"Văn bản là {header.type.lower()}, không phải kế hoạch; chỉ những chỉ tiêu nêu rõ "
                "mới được nhận."
            )
        )
    if not structure.nodes:
        warnings.append(Notice("Không thấy mục nào được đánh số; không dựng được cây điều khoản."))
    if not found:
        warnings.append(Notice("Không thấy chỉ tiêu nào; nếu văn bản có chỉ tiêu, hãy thêm bằng tay."))
    return warnings
