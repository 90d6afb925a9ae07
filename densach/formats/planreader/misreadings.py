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
    "một lần",
    "chuyến xe",
    "chuyên đề",
    "nhà truyền thống",
    "thành phố",
    "cấp tỉnh",
    "cấp huyện",
    "cấp xã",
    "tổng số",
    "hoàn thành",
    "hướng dẫn",
    "xã hội hóa|xã hội hoá",
    "chỉ tiêu",
    "hiện có",
    "hiện nay",
    "hình thành",
)
# Syllables that end in c, ch, p or t carry a tone; one without it lost it, and these can only be these words.
_CLOSED = "cuộc vật một nhất lượt tiết đợt suất đạt lớp cấp học thuật được việc đọc các sách khách tích lịch dịch chức"


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFD", char)[0] for char in text.replace("đ", "d"))


_RIGHT = {_plain(phrase.split("|")[0]): tuple(phrase.split("|")) for phrase in _PHRASES}
_FIND = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(plain) for plain in sorted(_RIGHT, key=len, reverse=True))})(?!\w)"
)


_TONED = {_plain(word): word for word in _CLOSED.split()}
_SYLLABLE = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_TONED))})(?!\w)")
_TONES = frozenset("\u0301\u0323\u0300\u0309\u0303")
# Spellings that are no words at all.
_NO_WORD = re.compile(
    r"(?<!\w)n[aãâạậàáả]m(?= (?:19|20)\d\d)|(?<!\w)(?:đên|truớc)(?!\w)|(?<=\d )lân(?!\w)|(?<=\d )triêu(?!\w)"
)
_NO_WORDS = {"đên": "đến", "lân": "lần", "truớc": "trước", "triêu": "triệu"}


def _retoned(low: str, bare: str) -> str:
    """`low` with the tone given back to closed syllables that lost it."""
    parts: list[str] = []
    at = 0
    for found in _SYLLABLE.finditer(bare):
        read = low[found.start() : found.end()]
        if not _TONES & set(unicodedata.normalize("NFD", read)):
            parts += [low[at : found.start()], _TONED[found.group()]]
            at = found.end()
    return low if not parts else "".join(parts) + low[at:]


def remarked(low: str, bare: str) -> str:
    """`low` with the marks of known phrases put right; `bare` is the same text without marks, of the same length."""
    parts: list[str] = []
    at = 0
    for found in _FIND.finditer(bare):
        right = _RIGHT[found.group()]
        if low[found.start() : found.end()] not in right:
            parts += [low[at : found.start()], right[0]]
            at = found.end()
    low = low if not parts else "".join(parts) + low[at:]
    return _NO_WORD.sub(lambda found: _NO_WORDS.get(found.group(), "năm"), _retoned(low, bare))
