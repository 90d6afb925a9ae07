"""Duties to report: how the genre words their cycle, their day, who and to whom."""

from __future__ import annotations

import pytest

from densach.formats.planreader import read

PAPER = """UBND TỈNH HẢ LONG
Số: 3/KH-UBND
Hả Long, ngày 3 tháng 3 năm 2026

KẾ HOẠCH
Học tập suốt đời đến năm 2030

I. KIỂM TRA, ĐÁNH GIÁ, BÁO CÁO
- {sentence}
"""

SAID: list[tuple[str, list[tuple[str, str | None]]]] = [
    (
        "Các sở, ngành báo cáo định kỳ (6 tháng trước ngày 10/6; năm trước ngày 15/12) gửi Sở Nội vụ.",
        [("half_year", "10/6"), ("year", "15/12")],
    ),
    (
        "Trước ngày 15/11 hằng năm, Ủy ban nhân dân các xã báo cáo kết quả thực hiện về Sở Nội vụ.",
        [("year", "15/11")],
    ),
    (
        "Định kỳ 6 tháng, năm (trước ngày 05/6 và ngày 05/12) báo cáo Ủy ban nhân dân tỉnh.",
        [("half_year", "5/6"), ("year", "5/12")],
    ),
    ("Báo cáo sơ kết vào năm 2028, tổng kết vào năm 2030.", [("mid_term", None), ("final", None)]),
    (
        "Xây dựng kế hoạch của đơn vị, gửi về Ủy ban nhân dân tỉnh trước ngày 30 tháng 4 năm 2026.",
        [("once", "30/4/2026")],
    ),
    (
        "Báo cáo Ủy ban nhân dân tỉnh trước ngày 20/12 hằng năm và đột xuất khi có yêu cầu.",
        [("year", "20/12"), ("ad_hoc", None)],
    ),
    (
        "Định kỳ 6 tháng, năm và đột xuất báo cáo kết quả về Ủy ban nhân dân tỉnh.",
        [("half_year", None), ("year", None), ("ad_hoc", None)],
    ),
    ("Định kỳ 6 tháng, năm tổng hợp báo cáo Sở Nội vụ.", [("half_year", None), ("year", None)]),
    (
        "Báo cáo sơ kết giữa kỳ trước ngày 30/11/2028 và báo cáo tổng kết trước ngày 30/11/2030.",
        [("mid_term", "30/11/2028"), ("final", "30/11/2030")],
    ),
    ("Các xã báo cáo kết quả thực hiện về Sở Nội vụ trước ngày 05/12.", [("year", "5/12")]),
    ("Ủy ban nhân dân tỉnh báo cáo Hội đồng nhân dân tại kỳ họp cuối năm.", [("year", None)]),
    ("Các xã nộp hồ sơ về Sở Nội vụ trước ngày 31 tháng 10 hằng năm.", [("year", "31/10")]),
    (
        "Gửi kế hoạch trước ngày 20/9/2026; báo cáo kỳ I trước ngày 15/01/2027, báo cáo năm học trước ngày 30/5/2027.",
        [("once", "20/9/2026"), ("once", "15/1/2027"), ("once", "30/5/2027")],
    ),
    (
        "Về vụ mất cắp ngày 02/5/2026, Sở Nội vụ báo cáo kết quả trước ngày 15/8/2026.",
        [("once", "15/8/2026")],
    ),
    ("Báo cáo tiến độ trước ngày 05 tháng đầu quý sau.", []),
    ("Các xã gửi danh sách về Sở Nội vụ trước ngày 05/12.", []),
    ("Thường xuyên kiểm tra, đôn đốc và báo cáo theo quy định.", []),
    ("Hằng năm bố trí kinh phí cho thư viện trước ngày 01/3.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), SAID, ids=[one[0][:50] for one in SAID])
def test_a_duty_is_read_with_its_cycle_and_day(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    reading = read(PAPER.format(sentence=sentence).encode(), "kh.txt")
    assert [(one.cycle, one.due) for one in reading.report_duties] == expected


def test_a_duty_says_who_reports_to_whom() -> None:
    sentence = "Các phòng, đơn vị báo cáo kết quả hằng năm gửi Sở Nội vụ trước ngày 10/12."
    (duty,) = read(PAPER.format(sentence=sentence).encode(), "kh.txt").report_duties
    assert (duty.reporters, duty.recipients) == (("Các phòng, đơn vị",), ("Sở Nội vụ",))


def test_an_order_to_report_results_is_no_report_of_results() -> None:
    paper = PAPER.replace(
        "I. KIỂM TRA, ĐÁNH GIÁ, BÁO CÁO\n- {sentence}", "1. Phấn đấu có 05 điểm đọc.\n2. {sentence}"
    )
    sentence = "Báo cáo kết quả về Sở Nội vụ trước ngày 15 tháng 11 hằng năm."
    (duty,) = read(paper.format(sentence=sentence).encode(), "kh.txt").report_duties
    assert (duty.cycle, duty.due) == ("year", "15/11")
