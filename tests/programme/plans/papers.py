"""A short plan of our own writing, and what a reader finds in it: for tests that are not about reading."""

from __future__ import annotations

from densach.formats.planreader.reading import (
    Clause,
    EventDay,
    Header,
    Notice,
    Origin,
    PlanReading,
    ReportDuty,
    Target,
    Task,
    TaskTime,
)

TEXT = """\
ỦY BAN NHÂN DÂN TỈNH BA VÀM
Số: 31/KH-UBND
KẾ HOẠCH
Phát triển văn hóa đọc trên địa bàn tỉnh, giai đoạn 2026 - 2030
I. MỤC TIÊU
1. Thư viện
a) Đến năm 2030, 70% thư viện công cộng có dịch vụ phục vụ học tập suốt đời.
b) Mỗi năm phục vụ 120.000 lượt bạn đọc.
c) Số hóa ít nhất 9.000 trang tài liệu vào năm 2028.
2. Bảo tàng
a) Bảo tàng tỉnh đón nhiều khách hơn trước.
II. NHIỆM VỤ
1. Ngày hội sách
Thời gian: hằng năm. Chủ trì: Thư viện tỉnh. Phối hợp: các xã.
III. BÁO CÁO
Trước ngày 15/11 hằng năm gửi báo cáo về Sở.
Hưởng ứng Ngày Sách và Văn hóa đọc Việt Nam 21/4. Hoàn thành trước ngày 31/6.
"""


def place(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def a_target(words: str, clause: str, **more: object) -> Target:
    start, end = place(words)
    told: dict[str, object] = {
        "institution_types": (),
        "levels": (),
        "value_min": None,
        "value_max": None,
        "unit": None,
        "year_from": 2026,
        "year_to": 2030,
        "confidence": 0.9,
    }
    return Target(quote=words, clause=clause, start=start, end=end, subject=words, **{**told, **more})  # type: ignore[arg-type]  # told by name


def _targets() -> tuple[Target, ...]:
    return (
        a_target(
            "Đến năm 2030, 70% thư viện công cộng có dịch vụ phục vụ học tập suốt đời",
            "I.1.a",
            kind="pct_institutions",
            value_min=70.0,
            value_max=70.0,
            unit="%",
            year_from=None,
            indicator="tv.co_dich_vu_htsd",
            institution_types=("thu_vien_cong_cong",),
            levels=("tinh", "xa"),
        ),
        a_target(
            "Mỗi năm phục vụ 120.000 lượt bạn đọc",
            "I.1.b",
            kind="count_per_year",
            value_min=120000.0,
            value_max=120000.0,
            unit="lượt/năm",
            indicator="tv.luot_ban_doc",
            institution_types=("thu_vien_cong_cong",),
        ),
        a_target(
            "Số hóa ít nhất 9.000 trang tài liệu vào năm 2028",
            "I.1.c",
            kind="at_least",
            value_min=9000.0,
            unit="trang",
            year_to=2028,
            indicator="tv.trang_so_hoa",
            confidence=0.75,
        ),
        a_target(
            "Bảo tàng tỉnh đón nhiều khách hơn trước",
            "I.2.a",
            kind="growth_avg",
            value_min=10.0,
            indicator="bt.luot_khach",
            institution_types=("bao_tang",),
            confidence=0.4,
            questions=("Tăng bao nhiêu, so với năm nào?",),
        ),
    )


def a_reading(data: bytes, name: str) -> PlanReading:
    """What a reader would answer for TEXT; the bytes only have to be a file."""
    start, end = place("1. Ngày hội sách\nThời gian: hằng năm. Chủ trì: Thư viện tỉnh. Phối hợp: các xã.")
    wrong = place("31/6")
    return PlanReading(
        text=TEXT,
        source=Origin(name, "0" * 64, "text", len(TEXT)),
        document=Header(
            type="Kế hoạch",
            number="31",
            symbol="KH-UBND",
            issuer="Ủy ban nhân dân tỉnh Ba Vàm",
            place="Ba Vàm",
            date="2026-01-15",
            title="Phát triển văn hóa đọc trên địa bàn tỉnh, giai đoạn 2026 - 2030",
            year_from=2026,
            year_to=2030,
        ),
        clauses=tuple(
            Clause(path, heading, place(heading)[0], TEXT.index(until))
            for path, heading, until in (
                ("I", "I. MỤC TIÊU", "II. NHIỆM VỤ"),
                ("I.1", "1. Thư viện", "2. Bảo tàng"),
                ("I.2", "2. Bảo tàng", "II. NHIỆM VỤ"),
                ("II", "II. NHIỆM VỤ", "III. BÁO CÁO"),
            )
        ),
        targets=_targets(),
        tasks=(
            Task(
                title="Ngày hội sách",
                clause="II.1",
                start=start,
                end=end,
                group="library",
                time=TaskTime("yearly", "hằng năm"),
                lead=("Thư viện tỉnh",),
                coordinating=("các xã",),
            ),
        ),
        report_duties=(
            ReportDuty(
                "Trước ngày 15/11 hằng năm gửi báo cáo về Sở",
                "III",
                "year",
                "15/11",
                ("các đơn vị",),
                ("Sở",),
            ),
        ),
        events=(
            EventDay(
                "Ngày Sách và Văn hóa đọc Việt Nam", 21, 4, quote="Ngày Sách và Văn hóa đọc Việt Nam 21/4"
            ),
        ),
        warnings=(Notice("“31/6”: lịch không có ngày này.", *wrong),),
    )
