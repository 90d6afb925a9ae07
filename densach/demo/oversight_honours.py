"""Models, commendations, a study and the words of a review in the demo's year of oversight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True)
class Offered:
    unit: str
    on: date
    since: date
    title: str
    text: str
    result: str
    number: str = ""
    recognised: date = date(2026, 12, 31)
    public: bool = False
    returned: str = ""
    uses: tuple[tuple[str, date, str], ...] = ()


@dataclass(frozen=True)
class Proposed:
    unit: str
    on: date
    whom: str
    award: str
    merits: str
    person: str = ""
    post: str = ""
    points: int | None = None
    then: tuple[tuple[str, date, str], ...] = ()


PRACTICES: Final = (
    Offered(
        "library 0",
        date(2026, 4, 6),
        date(2025, 9, 6),
        "Góc học tập số sáng thứ Bảy",
        "Mỗi sáng thứ Bảy một đoàn viên và một cán bộ thư viện hướng dẫn bà con dùng dịch vụ công, tra cứu sách, gọi "
        "điện có hình.",
        "Sau sáu tháng có 412 lượt người học, 63 người trên 60 tuổi tự nộp được hồ sơ trực tuyến.",
        "145/QĐ-SVHTTDL",
        date(2026, 4, 29),
        public=True,
        uses=(
            ("library 2", date(2026, 5, 16), "Mở hai tuần một lần, bình quân 11 người."),
            ("library 6", date(2026, 6, 6), ""),
            ("library 15", date(2026, 8, 22), "Kết hợp với tổ công nghệ số cộng đồng của ấp."),
        ),
    ),
    Offered(
        "museum",
        date(2026, 5, 4),
        date(2025, 10, 1),
        "Em làm nhà khảo cổ",
        "Học sinh khai quật hố cát giả định, ghép mảnh gốm, viết phiếu hiện vật song ngữ Việt - Khmer.",
        "23 trường, 2.150 lượt học sinh trong học kỳ II.",
        "167/QĐ-SVHTTDL",
        date(2026, 5, 19),
        public=True,
    ),
    Offered(
        "centre 7",
        date(2026, 8, 3),
        date(2026, 2, 10),
        "Đờn ca tài tử đêm rằm ở nhà văn hóa ấp",
        "Mỗi đêm rằm câu lạc bộ biểu diễn và dạy một bài bản cho thiếu nhi.",
        "",
        returned="Đề nghị nêu rõ số buổi, số người học và gửi ảnh để có căn cứ công nhận.",
    ),
    Offered(
        "library",
        date(2026, 10, 12),
        date(2026, 3, 2),
        "Tủ sách xoay vòng giữa trường và xã",
        "Mỗi quý 200 bản sách được đổi giữa thư viện xã và bốn trường trên địa bàn.",
        "Lượt mượn ở bốn xã thí điểm tăng gấp rưỡi.",
    ),
)
ROUND_TITLE: Final = "Khen thưởng sơ kết 6 tháng đầu năm 2026"
YEAR_ROUND_TITLE: Final = "Khen thưởng tổng kết năm 2026"
CRITERIA: Final = (
    "Hoàn thành hoặc vượt chỉ tiêu được giao (40 điểm)\n"
    "Số liệu ghi đủ, đúng hạn, có minh chứng (25 điểm)\n"
    "Có mô hình được công nhận hoặc áp dụng mô hình của đơn vị khác (20 điểm)\n"
    "Phục vụ vùng sâu, đồng bào dân tộc thiểu số, người yếu thế (15 điểm)"
)
_PAPER: Final = "Giấy khen của Giám đốc Sở"
PROPOSALS: Final = (
    Proposed(
        "library",
        date(2026, 6, 24),
        "collective",
        _PAPER,
        "Phục vụ lưu động 11 trường vùng sâu, mở thêm hai góc học tập số.",
        points=92,
        then=(("agree", date(2026, 7, 17), "Số liệu khớp sổ đếm."), ("award", date(2026, 7, 24), "")),
    ),
    Proposed(
        "museum",
        date(2026, 6, 30),
        "individual",
        _PAPER,
        "Người xây dựng chương trình “Em làm nhà khảo cổ”, trực tiếp dạy 41 buổi.",
        "Phạm Văn Cổ",
        "Viên chức phòng Giáo dục - Truyền thông",
        88,
        (("agree", date(2026, 7, 17), ""), ("award", date(2026, 7, 24), "")),
    ),
    Proposed(
        "library",
        date(2026, 7, 2),
        "supporter",
        "Thư cảm ơn của Giám đốc Sở",
        "Tặng 1.500 bản sách cho 12 thư viện xã.",
        "Quỹ Khuyến đọc Cửu Long",
        "",
        90,
        (("agree", date(2026, 7, 17), ""), ("award", date(2026, 7, 24), "")),
    ),
    Proposed(
        "centre 3",
        date(2026, 7, 10),
        "collective",
        _PAPER,
        "Duy trì câu lạc bộ đều đặn.",
        points=58,
        then=(
            ("agree", date(2026, 7, 17), ""),
            (
                "refuse",
                date(2026, 7, 24),
                "Còn kiến nghị của đoàn kiểm tra chưa thực hiện xong tại thời điểm xét.",
            ),
        ),
    ),
)
YEAR_PROPOSALS: Final = (
    Proposed(
        "museum",
        date(2026, 11, 3),
        "collective",
        "Bằng khen của Chủ tịch UBND tỉnh (đề nghị)",
        "Vượt chỉ tiêu khách tham quan, có mô hình được công nhận.",
        points=95,
        then=(("agree", date(2026, 11, 12), "Đủ điều kiện trình."),),
    ),
    Proposed(
        "library 0",
        date(2026, 11, 9),
        "individual",
        _PAPER,
        "Đứng lớp góc học tập số suốt 38 buổi.",
        "Võ Văn Xã",
        "Cán bộ văn hóa xã",
    ),
    Proposed(
        "centre",
        date(2026, 11, 10),
        "collective",
        _PAPER,
        "Tổ chức tốt lớp năng khiếu hè.",
        then=(("return", date(2026, 11, 16), "Nêu rõ số lớp, số học viên và kết quả so với năm trước."),),
    ),
)
STUDY_TITLE: Final = "Khảo sát người dùng thư viện, bảo tàng tỉnh Vĩnh Long năm 2026"
STUDY_BY: Final = "Nhóm nghiên cứu Trường Đại học Trà Vinh"
STUDY_METHOD: Final = (
    "Phỏng vấn 1.026 người ở 24 xã, phường; đếm độc lập tại 8 thư viện trong hai tuần tháng 8."
)
STUDY_JUDGEMENT: Final = (
    "Số lượt do nhóm đếm độc lập thấp hơn số thư viện ghi khoảng 4 %, trong khoảng sai số. Người dân hài lòng nhất "
    "với góc học tập số; điểm yếu là giờ mở cửa buổi tối và tài liệu tiếng Khmer."
)
STUDY_FIGURES: Final = (
    (0, "64 % thư viện xã được khảo sát", "Chỉ khảo sát 24 xã."),
    (7, "khoảng 1,8 triệu lượt/năm", "Suy rộng từ 8 thư viện được đếm."),
)
REVIEW: Final = (
    ("causes", "- Nhân lực thư viện xã chủ yếu kiêm nhiệm sau sắp xếp đơn vị hành chính."),
    ("lessons", "- Ghi số liệu ngay tại nơi phát sinh giúp báo cáo nhanh và có minh chứng."),
    ("proposals", "- UBND tỉnh bố trí kinh phí sửa chữa nhà văn hóa ấp xuống cấp trong năm 2026."),
)
