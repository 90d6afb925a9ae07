"""Criteria of the yearly self-assessment (Circular 05/2020/TT-BVHTTDL) as data, in four groups.

`figure` names a number or ratio that the system counts; "" is given by hand. National, provincial and other important
libraries answer all; the others may leave out those that are not `core`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

GROUPS: Final = (
    ("resources", "Nguồn lực", "Resources"),
    ("services", "Bạn đọc và dịch vụ", "Readers and services"),
    ("management", "Nhân lực và quản lý", "Staff and management"),
    ("effects", "Hiệu quả", "Effects"),
)


@dataclass(frozen=True)
class Criterion:
    """One line of the table. `unit_vi` and `unit_en` stand behind the figure."""

    code: str
    group: str
    name_vi: str
    name_en: str
    unit_vi: str = ""
    unit_en: str = ""
    figure: str = ""
    core: bool = True

    def name(self, lang: str) -> str:
        return self.name_vi if lang == "vi" else self.name_en

    def unit(self, lang: str) -> str:
        return self.unit_vi if lang == "vi" else self.unit_en


_C = Criterion
CRITERIA: Final = (
    _C("stock", "resources", "Số bản tài liệu trong vốn tài liệu", "Copies in stock", "bản", "copies", "copies"),
    _C("titles", "resources", "Số đầu tài liệu", "Titles in stock", "đầu tài liệu", "titles", "titles"),
    _C("added", "resources", "Số bản tài liệu bổ sung trong năm", "Copies added", "bản", "copies", "copies_added"),
    _C("new_share", "resources", "Tỷ lệ tài liệu bổ sung trên vốn tài liệu", "Share of new copies", "%", "%",
       "renewal_of_stock"),
    _C("area", "resources", "Diện tích thư viện", "Floor area", "m²", "m²", "floor_area"),
    _C("seats", "resources", "Số chỗ ngồi phục vụ bạn đọc", "Places to sit", "chỗ", "places", "seats"),
    _C("computers", "resources", "Máy tính phục vụ bạn đọc", "Computers for readers", "máy", "computers"),
    _C("digital", "resources", "Tài liệu số phục vụ bạn đọc", "Digital documents", "tài liệu", "documents",
       core=False),
    _C("budget", "resources", "Kinh phí bổ sung tài liệu trong năm", "Money spent on stock", "đồng", "đồng"),
    _C("readers", "services", "Số bạn đọc có thẻ còn hạn", "Readers with a valid card", "người", "people", "readers"),
    _C("new_readers", "services", "Số bạn đọc mới trong năm", "New readers", "người", "people", "new_readers"),
    _C("visits", "services", "Lượt bạn đọc đến thư viện", "Visits", "lượt", "visits", "visits"),
    _C("loans", "services", "Lượt tài liệu được mượn", "Loans", "lượt", "loans", "loans"),
    _C("in_room", "services", "Lượt tài liệu đọc tại chỗ", "Items used in the room", "lượt", "uses", "in_room_uses"),
    _C("hours", "services", "Số giờ mở cửa trong năm theo lịch", "Hours open by the timetable", "giờ", "hours",
       "hours"),
    _C("children", "services", "Lượt mượn của trẻ em", "Loans to children", "lượt", "loans", "loans_children"),
    _C("mobile", "services", "Phục vụ lưu động, luân chuyển tài liệu", "Mobile service and rotation of stock", "lượt",
       "visits", core=False),
    _C("events", "services", "Hoạt động phát triển văn hóa đọc", "Activities that promote reading", "hoạt động",
       "activities"),
    _C("disabled", "services", "Dịch vụ cho người khuyết tật", "Services for people with disabilities", core=False),
    _C("staff", "management", "Số người làm công tác thư viện", "Persons on the staff", "người", "people", "staff"),
    _C("trained", "management", "Tỷ lệ người làm thư viện có chuyên môn thư viện", "Staff with library training", "%",
       "%"),
    _C("rules", "management", "Có nội quy, quy chế được phê duyệt và niêm yết", "Approved rules, put up for readers"),
    _C("software", "management", "Quản lý bằng phần mềm, mục lục tra cứu trực tuyến", "Catalogue on line"),
    _C("inventory", "management", "Kiểm kê, thanh lọc đúng kỳ hạn", "Stock-taking and weeding in time", "lần", "times",
       "takes"),
    _C("plan", "management", "Thực hiện kế hoạch công tác năm", "The year's plan carried out", "%", "%", core=False),
    _C("turnover", "effects", "Vòng quay vốn tài liệu", "Turnover of the stock", "lượt/bản", "loans a copy",
       "turnover"),
    _C("per_reader", "effects", "Lượt mượn bình quân một bạn đọc", "Loans per registered reader", "lượt/người",
       "loans a reader", "loans_per_reader"),
    _C("active", "effects", "Tỷ lệ bạn đọc có mượn tài liệu", "Active readers", "%", "%", "active"),
    _C("unused", "effects", "Tỷ lệ tài liệu không được sử dụng", "Stock not used", "%", "%", "unused"),
    _C("satisfied", "effects", "Mức độ hài lòng của bạn đọc", "Satisfaction of readers", "%", "%"),
)  # fmt: skip
BY_CODE: Final = {one.code: one for one in CRITERIA}
