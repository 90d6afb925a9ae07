"""Marks that a scanner lost or changed ("môi năm", "thư viên", "dich vụ") put right in the phrases of the genre.

Only phrases that mean one thing whatever their marks are mended; a spelling that is a word of its own stays.
"""

from __future__ import annotations

import re
import unicodedata

# Each phrase as it is spelt; "a|b" lists spellings that are both right.
_PHRASES = (
    "thư viện",
    "bảo tàng",
    "nhà văn hóa|nhà văn hoá",
    "trung tâm văn hóa|trung tâm văn hoá",
    "câu lạc bộ",
    "thiết chế",
    "khu phố",
    "phấn đấu",
    "mỗi năm|mới năm",
    "hằng năm|hàng năm",
    "đến năm",
    "hết năm",
    "giai đoạn",
    "bình quân",
    "trung bình",
    "ít nhất",
    "tối thiểu",
    "không dưới",
    "trở lên",
    "lần lượt",
    "tỷ lệ|tỉ lệ",
    "số lượt",
    "lượt bạn đọc",
    "lượt khách",
    "lượt người",
    "bạn đọc",
    "tăng thêm",
    "tăng bình quân",
    "tăng trưởng",
    "so với",
    "tổ chức",
    "bổ sung",
    "phục vụ",
    "dịch vụ",
    "mục tiêu",
    "kế hoạch",
    "nhiệm vụ",
    "giải pháp",
    "kinh phí",
    "cuộc thi",
    "năng khiếu",
    "liên hoan",
    "hiện vật",
    "trưng bày",
    "triển lãm",
    "loại báo",
    "tạp chí",
    "báo cáo",
    "trước ngày",
    "định kỳ|định kì",
    "triệu đồng",
    "tài liệu",
    "số hóa|số hoá",
    "đạt chuẩn",
    "người dân",
    "học sinh",
    "xã, phường",
)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFD", char)[0] for char in text.replace("đ", "d"))


_RIGHT = {_plain(phrase.split("|")[0]): tuple(phrase.split("|")) for phrase in _PHRASES}
_FIND = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(plain) for plain in sorted(_RIGHT, key=len, reverse=True))})(?!\w)"
)


def remarked(low: str, bare: str) -> str:
    """`low` with the marks of known phrases put right; `bare` is the same text without marks, of the same length."""
    parts: list[str] = []
    at = 0
    for found in _FIND.finditer(bare):
        right = _RIGHT[found.group()]
        if low[found.start() : found.end()] not in right:
            parts += [low[at : found.start()], right[0]]
            at = found.end()
    return low if not parts else "".join(parts) + low[at:]
