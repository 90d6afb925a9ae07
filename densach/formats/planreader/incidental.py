"""Numbers that say only where, for whom, with whom or how a thing is done: they promise nothing of their own."""

from __future__ import annotations

import re

from densach.formats.planreader.years import YEARLY

_INCIDENTAL = re.compile(
    r"(?:\b(?:kiểm tra|giám sát) tại|\brà soát|\bkhảo sát|\bđiều tra|\btối đa|\bkhông quá|\bhọc trong|\bmượn|"
    r"\bthời lượng|\bthời gian|\bcủa|\bgồm|\bbao gồm|"
    r"\bcó quy mô|\btheo|\bthuộc|\bdiện tích|\btrong số|\bkèm theo|\bphạm vi)\s*$"
)
# "Tuyên truyền trên 03 trang thông tin": the number says only where.
_ON_PAGES = re.compile(r"(?:tuyên truyền|đăng|phát|giới thiệu|quảng bá|truyền thông)[^,;.]{0,40}\btrên\s*$")
_WITH_WHOM = re.compile(r"\bphối hợp(?: với| cùng)?(?: các)?\s*$")
_RISE_IN_BRACKETS = re.compile(r"\(\s*(?:tăng|giảm|trong đó tăng)[^()]*$")
# "3.000 thư viện (tăng 500 thư viện so với năm 2025)": the same number told once more.
# "Biểu dương 100 gia đình", "bố trí 02 lái xe": honours given and hands lent.
_HONOURED = re.compile(
    r"(?:biểu dương|khen thưởng|tuyên dương|tôn vinh|vinh danh|(?:bằng|giấy) khen)[^;.:]{0,60}$"
)
_PLACES = ("xã", "huyện", "phường", "thôn", "đơn vị")
_RECEIVERS = re.compile(r"(?:cho|của|với|từ|ngoài)\s*(?:các\s*)?$")
_HEADS = ("học viên", "người", "lượt", "học sinh", "viên chức")
# "Mỗi lớp từ 25 đến 30 học viên" tells how large the classes are, not how many there will be.
_SIZE_OF_EVENT = re.compile(r"mỗi (?:lớp|khóa|đợt|buổi|cuộc|chuyến)(?! học)\b[^,;.]{0,30}$")
_PEOPLE = ("người", "cán bộ", "viên chức", "công chức", "nhân viên", "tình nguyện viên", "lái xe", "xe")
_LENT = re.compile(r"(?:bố trí|phân công|huy động)[^;.:\d]*(?:\d+ [^;.:\d]+,\s*)?$")
_WITH_ABOUT = re.compile(r"\bvới khoảng\s*$")
# "Mở cửa phục vụ 6 buổi/tuần": when a house is open.
_OPENING = re.compile(
    r"(?:mở cửa|phục vụ|hoạt động|làm việc)[^;.]{0,40}\d+ buổi\s*(?:/|mỗi|một)\s*(?:tuần|ngày)"
)
# "Cuộc thi trực tuyến (3 kỳ thi, mỗi kỳ 02 tuần)": how a thing is done.
_DETAIL = re.compile(r"\d[^()]*\((?:gồm |chia thành )?$")
# Under "Tiến độ": "Quý I: sưu tầm 30 hiện vật; quý II: 40 hiện vật", parts of the year's sum.
_PART_OF_YEAR = re.compile(r"\W*(?:quý (?:i{1,3}|iv|\d)|tháng \d{1,2})\s*:")
_SCHEDULE = re.compile(r"tien do|phan ky|lo trinh")
_AGREED = re.compile(r"(?:ký kết|mở rộng|thiết lập)[^,;.]{0,40}phối hợp(?: với)?(?: các)?\s*$")
_BEFORE = (_INCIDENTAL, _ON_PAGES, _WITH_WHOM, _RISE_IN_BRACKETS, _HONOURED)
_BEFORE_SOME = ((_PLACES, _RECEIVERS), (_PEOPLE, _LENT))


def is_schedule(low: str, topic: str) -> bool:
    """Does the sentence only share the year's work out among its quarters?"""
    return _PART_OF_YEAR.match(low) is not None and _SCHEDULE.search(topic) is not None


def incidental(low: str, unit: str, at: int, after: int, begin: int, stop: int) -> bool:
    """Is the number at `at`, whose unit ends at `after` and whose words run from `begin` to `stop`, a detail?"""
    before, own = low[:at], low[begin:at]
    if _AGREED.search(before):
        return False
    return (
        unit == "lần"
        or any(pattern.search(before) for pattern in _BEFORE)
        or any(unit in units and pattern.search(before) for units, pattern in _BEFORE_SOME)
        or (unit != "lượt" and _WITH_ABOUT.search(before) is not None)
        or (unit in _HEADS and _SIZE_OF_EVENT.search(own) is not None)
        or (unit == "buổi" and _OPENING.search(low[begin:stop]) is not None)
        or (_DETAIL.search(before) is not None and not YEARLY.match(low[after:].lstrip()))
    )
