"""Things that are counted: those that happen and are counted by the year, those that stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from densach.formats.planreader.textview import bare


@dataclass(frozen=True)
class Unit:
    """A thing that is counted. `flow`: it happens (visits, classes) and is counted per year; else it stands."""

    name: str
    flow: bool


_FLOWS = (
    "lượt bạn đọc|lượt độc giả|lượt người|lượt khách|lượt truy cập|lượt tài liệu|lượt sách|lượt "
    "học sinh|lượt",
    "lần",
    "cuộc",
    "buổi",
    "lớp",
    "chuyến",
    "đợt",
    "kỳ",
    "hội thi|cuộc thi",
    "hội nghị",
    "hội thảo",
    "tọa đàm",
    "khóa",
    "bản sách|bản tài liệu|bản",
    "cuốn sách|cuốn",
    "quyển sách|quyển",
    "tên sách|tên tài liệu",
    "đầu sách|đầu tài liệu",
    "trang tài liệu|trang",
    "loại báo, tạp chí|loại báo|đầu báo, tạp chí|tờ báo",
    "triển lãm",
    "trưng bày",
    "phóng sự",
    "tin, bài|tin bài|bài viết|tin|bài",
    "chuyên đề",
    "hiện vật",
    "tài liệu",
    "suất diễn|suất",
    "vở diễn|vở",
    "liên hoan",
    "hội diễn",
    "ngày hội",
    "sự kiện",
    "video|clip",
    "học viên",
    "tờ gấp|tờ rơi",
    "bài dự thi|tác phẩm",
    "vòng thi|hội sách",
    "tiết đọc|tiết học|tiết mục|tiết",
    "giải đấu|giải thể thao|giải",
    "đêm diễn|đêm nghệ thuật|đêm",
    "lễ hội|hội chợ",
    "phim|tập phim|ca khúc|kịch bản",
    "số bản tin|số báo|số tạp chí",
    "bản tin|chương trình phát thanh",
    "gian hàng",
    "tour|tuyến tham quan",
    "luận văn|luận án",
    "thẻ thư viện|thẻ bạn đọc|thẻ",
)
_STOCKS = (
    "chương trình",
    "mô hình",
    "câu lạc bộ|clb",
    "trường tiểu học|trường học|trường",
    "điểm",
    "thư viện",
    "tủ sách",
    "phòng đọc",
    "bảo tàng",
    "nhà văn hóa|nhà văn hoá",
    "trung tâm",
    "sưu tập|bộ sưu tập",
    "di sản",
    "di tích",
    "thiết chế",
    "máy tính bảng",
    "thương hiệu",
    "tiểu phẩm",
    "huy chương|giải thưởng",
    "lao động",
    "hội viên|đoàn viên|bạn đọc|độc giả",
    "bộ máy vi tính|bộ máy tính|máy vi tính|máy tính",
    "tài khoản",
    "không gian",
    "cơ sở",
    "xã",
    "huyện",
    "phường",
    "thôn",
    "đơn vị",
    "nhóm",
    "đội",
    "người",
    "cán bộ",
    "học sinh",
    "hộ",
    "gia đình",
    "xe",
    "trạm",
    "kios|ki-ốt|kiosk",
    "phần mềm",
    "website|trang thông tin điện tử|cổng thông tin",
    "cơ sở dữ liệu",
    "biểu ghi",
    "chuyên mục|chuyên trang",
    "nghệ nhân",
    "bảo vật quốc gia|bảo vật",
    "thư viện số|tủ sách điện tử",
    "đại sứ văn hóa đọc|đại sứ",
    "viên chức|công chức|nhân viên|cộng tác viên|tình nguyện viên|hướng dẫn viên|thuyết minh viên",
    "ki ốt|màn hình|máy chủ|máy quét",
    "tuyến phố sách|đường sách|phố sách",
    "ngôi làng|làng",
    "dòng họ|cộng đồng",
    "khóa học|khoá học",
    "bộ tài liệu|bộ học liệu|học liệu|khóa học trực tuyến",
    "dự án",
    "doanh nghiệp|hợp tác xã",
    "diễn đàn",
    "bản đồ",
    "bộ chỉ số|bộ tiêu chí",
    "công trình",
    "mã qr",
    "phòng",
    "chi nhánh",
    "hồ sơ",
    "tuyến",
    "điểm đọc|không gian đọc",
    "ấn phẩm",
    "sản phẩm",
    "dịch vụ",
    "nhà",
)
_CANON = {
    "khoá học": "khóa học",
    "số bản tin": "số",
    "số báo": "số",
    "số tạp chí": "số",
    "tiết đọc": "tiết",
    "tiết học": "tiết",
    "giải đấu": "giải",
    "giải thể thao": "giải",
    "đêm diễn": "đêm",
    "điểm đọc": "điểm",
    "không gian đọc": "không gian",
    "lượt bạn đọc": "lượt",
    "lượt độc giả": "lượt",
    "lượt người": "lượt",
    "lượt khách": "lượt",
    "lượt truy cập": "lượt",
    "lượt tài liệu": "lượt",
    "lượt sách": "lượt",
    "lượt học sinh": "lượt",
    "bản sách": "bản",
    "bản tài liệu": "bản",
    "cuốn sách": "cuốn",
    "quyển sách": "quyển",
    "trang tài liệu": "trang",
    "loại báo": "loại báo, tạp chí",
    "đầu báo, tạp chí": "loại báo, tạp chí",
    "tờ báo": "loại báo, tạp chí",
    "đầu tài liệu": "đầu sách",
    "trường tiểu học": "trường",
    "trường học": "trường",
    "bộ máy vi tính": "máy tính",
    "bộ máy tính": "máy tính",
    "máy vi tính": "máy tính",
    "clb": "câu lạc bộ",
    "nhà văn hoá": "nhà văn hóa",
    "bộ sưu tập": "sưu tập",
    "suất diễn": "suất",
    "vở diễn": "vở",
    "tin bài": "tin, bài",
    "tên tài liệu": "tên sách",
    "thẻ thư viện": "thẻ",
    "thẻ bạn đọc": "thẻ",
}
_FLOW_NAMES = frozenset(name for names in _FLOWS for name in names.split("|"))
_UNIT = re.compile(
    r"\s*(?:các |những |cái )?[“\"]?("
    + "|".join(sorted((n for names in _FLOWS + _STOCKS for n in names.split("|")), key=len, reverse=True))
    + r")(?!\w)"
)


def unit_after(low: str) -> tuple[Unit, int] | None:
    """The counted thing that opens the text, and where its name ends."""
    found = _UNIT.match(low)
    if not found:
        return _misread_unit(low)
    name = found.group(1)
    return Unit(_CANON.get(name, name), name in _FLOW_NAMES), found.end()


# Things whose name means nothing else without its marks: a scanner's "buồi", "cuôn", "luọt" are read as these.
_SURE = (
    "buổi",
    "cuốn",
    "quyển",
    "lượt",
    "người",
    "cuộc",
    "trường",
    "thư viện",
    "câu lạc bộ",
    "tủ sách",
    "mô hình",
    "chuyên đề",
    "hiện vật",
    "di tích",
    "hồ sơ",
    "tài liệu",
    "học viên",
    "học sinh",
    "chuyến",
    "triển lãm",
    "khóa",
)
_MISREAD = {bare(name): name for name in _SURE}
_MISREAD_UNIT = re.compile(rf"\s*({'|'.join(sorted(_MISREAD, key=len, reverse=True))})(?!\w)")


def _misread_unit(low: str) -> tuple[Unit, int] | None:
    """The counted thing when its marks were misread."""
    found = _MISREAD_UNIT.match(bare(low[:24]))
    if not found:
        return None
    name = _MISREAD[found.group(1)]
    return Unit(name, name in _FLOW_NAMES), found.end()
