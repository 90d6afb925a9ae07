"""What people say in the demo's year of oversight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

_OFFICER: Final = "department_officer"


@dataclass(frozen=True)
class Raised:
    """A difficulty: which unit, target (by its place in the plan), (act, who, day, words) after it, and task."""

    unit: str
    on: date
    text: str
    wish: str
    target: int | None
    then: tuple[tuple[str, str, date, str], ...] = ()
    task: str = ""


@dataclass(frozen=True)
class Record:
    """A visit: findings are (severity, clause, words, target), what was asked (words, days, follow-up)."""

    place: str
    received_by: str
    summary: str
    findings: tuple[tuple[str, str, str, int | None], ...]
    asked: tuple[tuple[str, int, tuple[tuple[str, str, date, str], ...]], ...] = ()
    is_concluded: bool = True


def paper_text(name: str, text: str) -> bytes:
    """A small text kept as the paper of an act."""
    return f"{name.removesuffix('.txt')}\n\n{text}\n".encode()


DIFFICULTIES: Final = (
    Raised(
        "library 0",
        date(2026, 3, 11),
        "Thư viện xã chỉ có một máy tính, đường truyền yếu nên chưa mở được dịch vụ học trực tuyến cho bạn đọc.",
        "Hỗ trợ 02 máy tính và nâng cấp đường truyền trước hè.",
        0,
        (
            (
                "answer",
                _OFFICER,
                date(2026, 3, 20),
                "Sở cấp 02 máy tính từ nguồn điều chuyển, bàn giao trong tháng 4.",
            ),
            ("settle", "library 0", date(2026, 4, 24), "Đã nhận máy và mở dịch vụ."),
        ),
        task="Phát triển thư viện, phòng đọc cấp xã",
    ),
    Raised(
        "centre 3",
        date(2026, 4, 2),
        "Nhà văn hóa ấp xuống cấp, mái dột, các lớp học cho người cao tuổi phải nghỉ khi mưa.",
        "Đưa công trình vào danh mục sửa chữa năm 2026.",
        None,
        (
            (
                "forward",
                _OFFICER,
                date(2026, 4, 10),
                "Vượt thẩm quyền của Sở: cần bố trí vốn sự nghiệp của tỉnh.",
            ),
            (
                "answer",
                _OFFICER,
                date(2026, 5, 6),
                "UBND tỉnh đã đồng ý chủ trương, giao UBND xã lập dự toán sửa chữa trong quý III.",
            ),
            (
                "reopen",
                "centre 3",
                date(2026, 10, 26),
                "Đến nay chưa được bố trí vốn, mùa mưa lớp học vẫn phải nghỉ.",
            ),
        ),
        task="Mở lớp, duy trì câu lạc bộ tại cơ sở",
    ),
    Raised(
        "museum",
        date(2026, 5, 14),
        "Chưa có cán bộ biết tiếng Khmer để thuyết minh cho các đoàn học sinh dân tộc nội trú.",
        "Cho phép hợp đồng cộng tác viên thuyết minh tiếng Khmer.",
        13,
        (
            (
                "answer",
                _OFFICER,
                date(2026, 5, 22),
                "Đồng ý để Bảo tàng ký hợp đồng 02 cộng tác viên theo vụ việc.",
            ),
            ("settle", "museum", date(2026, 6, 12), ""),
        ),
    ),
    Raised(
        "centre",
        date(2026, 6, 3),
        "Trùng lịch biểu diễn nên dời lớp năng khiếu hè sang tháng 7.",
        "",
        None,
        (("withdraw", "centre", date(2026, 6, 5), "Đã tự sắp xếp được phòng học."),),
    ),
    Raised(
        "library",
        date(2026, 9, 8),
        "Xe thư viện lưu động hỏng hộp số, lịch phục vụ 11 trường vùng sâu trong tháng 9 phải hoãn.",
        "Cấp kinh phí sửa chữa đột xuất khoảng 86 triệu đồng.",
        7,
        (
            (
                "answer",
                _OFFICER,
                date(2026, 9, 16),
                "Sở bổ sung 86 triệu đồng từ nguồn tiết kiệm chi, quyết toán quý IV.",
            ),
        ),
    ),
    Raised(
        "library 8",
        date(2026, 10, 15),
        "Người phụ trách thư viện kiêm nhiệm ba việc, chỉ mở cửa được hai buổi một tuần.",
        "Hướng dẫn cách bố trí cộng tác viên và mức chi.",
        1,
    ),
    Raised(
        "centre 12",
        date(2026, 10, 28),
        "Thiếu tài liệu song ngữ Việt - Khmer cho lớp kỹ năng số của người lớn tuổi.",
        "Cấp 40 bộ tài liệu.",
        15,
    ),
    Raised(
        "library 21",
        date(2026, 11, 12),
        "Sau sắp xếp, kho sách của hai thư viện huyện cũ chưa được bàn giao đủ sổ sách.",
        "Có văn bản hướng dẫn kiểm kê và bàn giao.",
        None,
    ),
)
INSPECTION_TITLE: Final = "Kiểm tra việc thực hiện Kế hoạch học tập suốt đời năm 2026"
INSPECTION_SUBJECT: Final = (
    "Việc ghi số liệu tại nơi phát sinh và minh chứng cho chỉ tiêu đã báo cáo\n"
    "Dịch vụ học tập suốt đời của thư viện xã\n"
    "Điều kiện cơ sở vật chất, người phụ trách"
)
TEAM: Final = (
    "Trần Văn Đồng, Phó Giám đốc Sở, Trưởng đoàn\n"
    "Nguyễn Thị Sen, chuyên viên phòng Quản lý văn hóa, thư ký\n"
    "Lê Thị Thư, Giám đốc Thư viện tỉnh, thành viên"
)
VISITS: Final = (
    (date(2026, 4, 8), ("library 0", "centre 3")),
    (date(2026, 6, 17), ("museum",)),
    (date(2026, 9, 23), ("library 8", "centre 12")),
    (date(2026, 11, 18), ("library 21",)),
    (date(2026, 12, 2), ("library",)),
)
RECORDS: Final = (
    Record(
        "Thư viện xã",
        "Ông Võ Văn Xã, cán bộ văn hóa xã",
        "Thư viện mở cửa đúng giờ niêm yết, sổ theo dõi bạn đọc khớp với số đếm đã nhập trong quý I.",
        (
            (
                "good",
                "",
                "Góc học tập số có lịch hướng dẫn cố định sáng thứ Bảy, bình quân 14 người mỗi buổi.",
                0,
            ),
            ("minor", "Mục II.2.1", "Chưa niêm yết bảng giờ mở cửa ngoài cổng.", None),
        ),
        (
            (
                "Niêm yết giờ mở cửa và số điện thoại tại cổng trụ sở xã.",
                20,
                (
                    ("answer", "library 0", date(2026, 4, 21), "Đã lắp bảng ngày 20/4, gửi kèm ảnh."),
                    ("close", _OFFICER, date(2026, 4, 24), ""),
                ),
            ),
        ),
    ),
    Record(
        "Trung tâm Văn hóa xã",
        "Phó Chủ tịch UBND xã phụ trách văn xã",
        "Câu lạc bộ duy trì đều; phòng học dột hai gian, thiết bị trình chiếu hỏng.",
        (
            ("serious", "", "Hai gian phòng học không bảo đảm an toàn khi mưa lớn.", None),
            ("minor", "Mục II.2.3", "Sổ điểm danh lớp kỹ năng không ghi số người dân tộc thiểu số.", 15),
        ),
        (
            (
                "Ngừng sử dụng hai gian phòng học, bố trí địa điểm khác cho lớp người cao tuổi.",
                15,
                (
                    ("answer", "centre 3", date(2026, 4, 20), "Đã chuyển lớp sang hội trường xã."),
                    ("close", _OFFICER, date(2026, 4, 27), "Đoàn đã xem lịch học mới."),
                ),
            ),
            (
                "Ghi đủ nhóm đối tượng trong sổ điểm danh từ tháng 5.",
                60,
                (
                    ("answer", "centre 3", date(2026, 6, 2), "Đã bổ sung cột dân tộc vào mẫu sổ."),
                    (
                        "return",
                        _OFFICER,
                        date(2026, 6, 9),
                        "Cần gửi sổ đã ghi của tháng 5, không chỉ mẫu sổ.",
                    ),
                    ("answer", "centre 3", date(2026, 7, 3), "Gửi bản chụp sổ điểm danh tháng 5 và tháng 6."),
                    ("close", _OFFICER, date(2026, 7, 7), ""),
                ),
            ),
        ),
    ),
    Record(
        "Bảo tàng tỉnh",
        "Bà Trương Thị Mỹ, Giám đốc Bảo tàng tỉnh",
        "Chương trình “Em làm nhà khảo cổ” đón 23 trường; số liệu khớp vé và sổ đăng ký đoàn.",
        (("good", "", "Phiếu học tập song ngữ Việt - Khmer được giáo viên đánh giá cao.", 13),),
    ),
    Record(
        "Thư viện xã",
        "Cán bộ văn hóa xã",
        "Thư viện mở cửa hai buổi một tuần, thấp hơn mức đã báo cáo.",
        (("serious", "Mục II.2.1", "Báo cáo 5 buổi một tuần, thực tế 2 buổi.", 1),),
        (
            (
                "Báo cáo lại số buổi mở cửa đúng thực tế và bố trí cộng tác viên để mở ít nhất 4 buổi.",
                30,
                (),
            ),
        ),
    ),
    Record(
        "Trung tâm Văn hóa xã",
        "Phó Trưởng phòng Văn hóa - Xã hội xã",
        "Lớp kỹ năng số cho người lớn tuổi dạy bằng tiếng Việt, học viên Khmer khó theo.",
        (("minor", "", "Chưa có tài liệu song ngữ.", 15),),
        (
            (
                "Mời cộng tác viên biết tiếng Khmer hỗ trợ từ khóa tháng 10.",
                45,
                (("answer", "centre 12", date(2026, 11, 5), "Đã mời sư cả chùa và một giáo viên hưu trí."),),
            ),
        ),
    ),
    Record(
        "Thư viện xã",
        "Cán bộ văn hóa xã",
        "Kho sách tiếp nhận từ hai thư viện huyện cũ chưa kiểm kê xong.",
        (("minor", "", "Còn 1.240 bản chưa có trong sổ đăng ký tài sản.", None),),
        (("Hoàn thành kiểm kê, nhập sổ đăng ký.", 40, ()),),
        is_concluded=False,
    ),
)
