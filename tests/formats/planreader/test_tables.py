"""Tables of targets as annexes print them: units in columns, brackets or cells, heads in one row or two."""

from __future__ import annotations

import pytest

from densach.formats.planreader import read

PAPER = """ỦY BAN NHÂN DÂN TỈNH MỸ TÂN
Số: 8/KH-UBND
Mỹ Tân, ngày 9 tháng 01 năm 2026

KẾ HOẠCH
Phát triển văn hóa đọc giai đoạn 2026 - 2030

PHỤ LỤC
CHỈ TIÊU
{table}
"""

Row = tuple[str, float | None, float | None, str, int | None]

TABLES: dict[str, tuple[str, list[Row]]] = {
    "units in brackets": (
        "| STT | Chỉ tiêu | Mục tiêu đến năm 2028 |\n"
        "| 1 | Tỷ lệ thư viện cấp xã nối mạng (%) | 65 |\n"
        "| 2 | Số hóa tài liệu (trang) | 90.000 |\n"
        "| 3 | Bảo tàng tỉnh đạt hạng II | x |",
        [
            ("pct_institutions", 65, 65, "%", 2028),
            ("count_total", 90000, 90000, "trang", 2028),
            ("capability", 1, 1, "đạt", 2028),
        ],
    ),
    "units in cells": (
        "| Nhóm | Chỉ tiêu | Năm 2027 | Năm 2030 |\n"
        "| Thư viện | Tỷ lệ người dân có thẻ | 12% | 20% |\n"
        "| Văn hóa | Số lớp năng khiếu mở mỗi năm | 15 - 18 lớp | trên 25 lớp |",
        [
            ("pct_coverage", 12, 12, "%", 2027),
            ("pct_coverage", 20, 20, "%", 2030),
            ("range_per_year", 15, 18, "lớp/năm", 2027),
            ("at_least", 25, None, "lớp/năm", 2030),
        ],
    ),
    "counts of one year each": (
        "| TT | Tên chỉ tiêu | Đơn vị | Kế hoạch 2026 | Trong đó: 2027 |\n"
        "| 1 | Sách bổ sung | Bản | 6.000 | 7.000 |\n"
        "| 2 | Bạn đọc | nghìn lượt | 95 | 110 |",
        [
            ("count_per_year", 6000, 6000, "bản/năm", 2026),
            ("count_per_year", 7000, 7000, "bản/năm", 2027),
            ("count_per_year", 95000, 95000, "lượt/năm", 2026),
            ("count_per_year", 110000, 110000, "lượt/năm", 2027),
        ],
    ),
    "a head of two rows": (
        "| TT | Chỉ tiêu | ĐVT | Lộ trình | |\n| | | | 2028 | 2030 |\n"
        "| 1 | Câu lạc bộ đọc sách | câu lạc bộ | 30 | 55 |",
        [("count_total", 30, 30, "câu lạc bộ", 2028), ("count_total", 55, 55, "câu lạc bộ", 2030)],
    ),
    "money": (
        "| TT | Nội dung | Kinh phí (triệu đồng) | 2026 | 2027 |\n| 1 | Mua sách | 900 | 400 | 500 |",
        [],
    ),
    "rows of money": (
        "| TT | Nội dung | ĐVT | 2026 | 2027 |\n| 1 | Mua sách | triệu đồng | 400 | 500 |",
        [],
    ),
    "results already reached": (
        "| Chỉ tiêu | ĐVT | Thực hiện 2024 | Kết quả 2025 |\n| Bản sách | bản | 300 | 400 |",
        [],
    ),
    "no years": ("| STT | Xã, phường | Số điểm đọc |\n| 1 | Xã Đông Hà | 2 |", []),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_gives_the_values_of_its_cells(name: str) -> None:
    table, expected = TABLES[name]
    reading = read(PAPER.format(table=table).encode(), "ke-hoach.txt")
    found = [(one.kind, one.value_min, one.value_max, one.unit, one.year_to) for one in reading.targets]
    assert found == expected
