"""One sentence at a time: how the genre words a promise, and how it words what is none."""

from __future__ import annotations

import pytest

from densach.formats.planreader import read

PAPER = """ỦY BAN NHÂN DÂN TỈNH TRUNG HÀ
Số: 21/KH-UBND
Trung Hà, ngày 10 tháng 02 năm 2026

KẾ HOẠCH
Phục vụ học tập suốt đời trong thiết chế văn hóa giai đoạn 2026 - 2030

I. MỤC TIÊU
1. Mục tiêu cụ thể
- {sentence}
"""

Row = tuple[str, float | None, float | None, str, int | None]

PROMISES: list[tuple[str, list[Row]]] = [
    (
        "Chậm nhất đến ngày 31 tháng 12 năm 2028, 90% thôn có tủ sách.",
        [("pct_institutions", 90, 90, "%", 2028)],
    ),
    ("Số hóa 700 hiện vật trước ngày 15/10/2027.", [("count_total", 700, 700, "hiện vật", 2027)]),
    ("Trong quý IV năm 2026 mở 05 điểm đọc mới.", [("count_total", 5, 5, "điểm", 2026)]),
    (
        "Năm học 2027 - 2028, bảo tàng đón 9.000 lượt học sinh.",
        [("count_per_year", 9000, 9000, "lượt/năm", 2028)],
    ),
    (
        "Đến năm 2027 có 40% thư viện cấp xã mở cửa ngày nghỉ, tăng lên 85% vào năm 2030.",
        [("pct_institutions", 40, 40, "%", 2027), ("pct_institutions", 85, 85, "%", 2030)],
    ),
    ("Phấn đấu đạt 6/7 tiêu chuẩn dịch vụ.", [("ratio", 6, 7, "đơn vị/tổng đơn vị", 2030)]),
    ("Tài liệu số chiếm 25% vốn tài liệu.", [("pct_coverage", 25, 25, "%", 2030)]),
    (
        "Phấn đấu đến năm 2029 xã Tân Quới được công nhận xã đạt chuẩn văn hóa.",
        [("capability", 1, 1, "đạt", 2029)],
    ),
    (
        "Phòng đọc mở cửa ít nhất 30 giờ/tuần, phục vụ 12.000 lượt bạn đọc mỗi năm.",
        [("count_per_year", 12000, 12000, "lượt/năm", 2030)],
    ),
    (
        "Môi năm tô chức 03 cuôc thi, 02 năm l lân hội sách.",
        [("count_per_year", 3, 3, "cuộc thi/năm", 2030), ("cadence", 1, 1, "lần/2 năm", 2030)],
    ),
    ("Đến năm 2028 nâng số thư viện cấp xã lên 31/44.", [("ratio", 31, 44, "đơn vị/tổng đơn vị", 2028)]),
    (
        "Hằng năm tổ chức Hội sách mùa xuân (1 lần), Hội thi kể chuyện (1 lần).",
        [("cadence", 1, 1, "lần/1 năm", 2030), ("cadence", 1, 1, "lần/1 năm", 2030)],
    ),
    ("Mở 2 - 3 lớp tập huấn/năm cho 30 cộng tác viên.", [("range_per_year", 2, 3, "lớp/năm", 2030)]),
    ("40 trong tổng số 52 xã, phường có thư viện.", [("ratio", 40, 52, "đơn vị/tổng đơn vị", 2030)]),
    (
        "Tối thiểu bảy mươi phần trăm (70%) thôn có nhà văn hóa vào năm 2029.",
        [("pct_institutions", 70, None, "%", 2029)],
    ),
    ("Số bản sách đầu người từ 0,3 bản tăng lên 0,6 bản.", [("count_total", 0.6, 0.6, "bản", 2030)]),
    ("Đến 2028 hoàn thành trưng bày mới của Bảo tàng tỉnh.", [("capability", 1, 1, "đạt", 2028)]),
    ("Tổ chức 03 ngày hội đọc sách mỗi năm.", [("count_per_year", 3, 3, "ngày hội/năm", 2030)]),
    (
        "Đến năm 2028 thư viện xã có 3.500 bản sách, phục vụ 5.000 lượt bạn đọc/năm.",
        [("count_total", 3500, 3500, "bản", 2028), ("count_per_year", 5000, 5000, "lượt/năm", 2028)],
    ),
    (
        "Đến năm 2028: Thư viện tỉnh; 60% thư viện cấp xã có phòng thiếu nhi.",
        [("capability", 1, 1, "đạt", 2028), ("pct_institutions", 60, 60, "%", 2028)],
    ),
    (
        "Thư viện tỉnh; 90% thư viện đại học; 45% thư viện cấp xã có phòng thiếu nhi.",
        [
            ("capability", 1, 1, "đạt", 2030),
            ("pct_institutions", 90, 90, "%", 2030),
            ("pct_institutions", 45, 45, "%", 2030),
        ],
    ),
    ("Lượt truy cập tăng bình quân 9Z/năm.", [("growth_avg", 9, 9, "%/năm", 2030)]),
    (
        "Số lượt học viên dùng máy tính công cộng tăng bình quân:\n"
        "+ Năm 2028: 6% mỗi năm.\n+ Năm 2030: 8 - 9% mỗi năm.",
        [("growth_avg", 6, 6, "%/năm", 2028), ("growth_avg", 8, 9, "%/năm", 2030)],
    ),
    (
        "Đến năm 2029, Bảo tàng tỉnh trở thành bảo tàng số, 55% nhà truyền thống có trang giới thiệu trên mạng.",
        [("capability", 1, 1, "đạt", 2029), ("pct_institutions", 55, 55, "%", 2029)],
    ),
    (
        "Hệ thống bảo tàng có phòng trải nghiệm: Đến năm 2028 Bảo tàng tỉnh có phòng trải nghiệm.",
        [("capability", 1, 1, "đạt", 2028)],
    ),
    (
        "Đến năm 2028 phấn đấu 60%, đến năm 2030 phấn đấu 95% bảo tàng xây dựng chương trình giáo "
        "dục cho học sinh.",
        [("pct_institutions", 60, 60, "%", 2028), ("pct_institutions", 95, 95, "%", 2030)],
    ),
    (
        "Phấn đấu đến năm 2030, có 100% thư viện cấp tỉnh, 85% thư viện cấp xã và 70% thư viện "
        "trường học được nối mạng.",
        [
            ("pct_institutions", 100, 100, "%", 2030),
            ("pct_institutions", 85, 85, "%", 2030),
            ("pct_institutions", 70, 70, "%", 2030),
        ],
    ),
    (
        "Trên 45% người dân được tiếp cận dịch vụ thư viện vào năm 2029.",
        [("pct_coverage", 45, None, "%", 2029)],
    ),
    ("Từ 20% đến 25% dân số có thẻ thư viện.", [("pct_coverage", 20, 25, "%", 2030)]),
    ("80% cơ sở giáo dục phổ thông có thư viện đạt chuẩn.", [("pct_institutions", 80, 80, "%", 2030)]),
    ("70% thư viện cấp xã có ít nhất 02 máy tính nối mạng.", [("pct_institutions", 70, 70, "%", 2030)]),
    ("Mỗi xã có ít nhất 02 điểm đọc sách cộng đồng.", [("at_least", 2, None, "điểm/xã", 2030)]),
    ("Mỗi năm phục vụ 90.000 lượt bạn đọc trở lên.", [("at_least", 90000, None, "lượt/năm", 2030)]),
    (
        "Hằng năm, Bảo tàng tỉnh tổ chức 03 trưng bày chuyên đề, 10 buổi giáo dục di sản.",
        [("count_per_year", 3, 3, "trưng bày/năm", 2030), ("count_per_year", 10, 10, "buổi/năm", 2030)],
    ),
    ("Đến năm 2030 toàn tỉnh có 120 thư viện cộng đồng.", [("count_total", 120, 120, "thư viện", 2030)]),
    ("Xây dựng mới từ 8 đến 12 tủ sách khu dân cư.", [("range_total", 8, 12, "tủ sách", 2030)]),
    (
        "Lượt khách tham quan bảo tàng tăng trung bình từ 12 - 15%/năm.",
        [("growth_avg", 12, 15, "%/năm", 2030)],
    ),
    ("Số lượt người dân sử dụng thư viện hằng năm tăng ít nhất 7%.", [("growth_avg", 7, 7, "%/năm", 2030)]),
    (
        "112/124 xã, phường có trung tâm văn hóa hoạt động thường xuyên.",
        [("ratio", 112, 124, "đơn vị/tổng đơn vị", 2030)],
    ),
    ("Hội thi kể chuyện theo sách tổ chức 2 năm một lần.", [("cadence", 1, 1, "lần/2 năm", 2030)]),
    (
        "Đến năm 2029, hoàn thành cơ sở dữ liệu hiện vật của Bảo tàng tỉnh.",
        [("capability", 1, 1, "đạt", 2029)],
    ),
    ("Phấn đấu đến năm 2028 đưa Thư viện số tỉnh vào hoạt động.", [("capability", 1, 1, "đạt", 2028)]),
    ("Huy động 15 tỷ đồng từ nguồn xã hội hóa vào năm 2030.", [("money", 15e9, 15e9, "đồng", 2030)]),
    (
        "Phấn đấu đến năm 2030, bình quân mỗi người dân đọc 04 cuốn sách/năm.",
        [("count_per_year", 4, 4, "cuốn/năm", 2030)],
    ),
    (
        "Số hóa tối thiểu 30.000 trang tài liệu địa chí mỗi năm.",
        [("at_least", 30000, None, "trang/năm", 2030)],
    ),
    (
        "100% người làm công tác thư viện được tập huấn chuyển đổi số.",
        [("pct_coverage", 100, 100, "%", 2030)],
    ),
    (
        "Tăng tỷ lệ nhà văn hóa thôn có tủ sách từ 40% lên 65% vào năm 2027.",
        [("pct_institutions", 65, 65, "%", 2027)],
    ),
    (
        "Phấn đấu 90% trung tâm văn hóa cấp xã, nhà văn hóa thôn có câu lạc bộ.",
        [("pct_institutions", 90, 90, "%", 2030)],
    ),
    (
        "Giảm tỷ lệ nhà văn hóa thôn đóng cửa từ 22% xuống còn dưới 6% vào năm 2028.",
        [("pct_institutions", None, 6, "%", 2028)],
    ),
    (
        "Mỗi xã có 02 điểm đọc, mỗi thôn có 01 tủ sách.",
        [("count_total", 2, 2, "điểm/xã", 2030), ("count_total", 1, 1, "tủ sách/thôn", 2030)],
    ),
    (
        "Tổ chức 04 lớp kỹ năng cho 160 người trong năm 2027.",
        [("count_per_year", 4, 4, "lớp/năm", 2027), ("count_total", 160, 160, "người", 2027)],
    ),
    (
        "Phát sóng 20 phóng sự, đăng 90 tin, bài mỗi năm.",
        [("count_per_year", 20, 20, "phóng sự/năm", 2030), ("count_per_year", 90, 90, "tin, bài/năm", 2030)],
    ),
    ("Mỗi tháng 03 chuyến xe thư viện lưu động.", [("count_per_year", 36, 36, "chuyến/năm", 2030)]),
    ("Mỗi năm biên mục 7.000 biểu ghi.", [("count_per_year", 7000, 7000, "biểu ghi/năm", 2030)]),
    ("Tỷ lệ tài liệu được mô tả trên hệ thống số: 88%.", [("pct_coverage", 88, 88, "%", 2030)]),
    ("Lượt bạn đọc tăng bình quân 9%/năm, lấy năm 2024 làm gốc.", [("growth_avg", 9, 9, "%/năm", 2030)]),
    (
        "Hằng năm có trên 75% học sinh tham gia ít nhất 02 buổi học tại bảo tàng.",
        [("pct_coverage", 75, None, "%", 2030)],
    ),
    (
        "Tổ chức 03 đợt trưng bày lưu động tại 12 xã trong năm 2028.",
        [("count_per_year", 3, 3, "đợt/năm", 2028)],
    ),
    (
        "Đến năm 2028 có 55% số xã có thư viện; đến năm 2030 nâng lên 88%.",
        [("pct_institutions", 55, 55, "%", 2028), ("pct_institutions", 88, 88, "%", 2030)],
    ),
    (
        "Hằng năm: 94% bạn đọc hài lòng; 10 cuộc trưng bày sách; 03 lớp tập huấn.",
        [
            ("pct_coverage", 94, 94, "%", 2030),
            ("count_per_year", 10, 10, "cuộc/năm", 2030),
            ("count_per_year", 3, 3, "lớp/năm", 2030),
        ],
    ),
    ("Hoàn thành chuyển đổi số 06 thư viện khu vực.", [("count_total", 6, 6, "thư viện", 2030)]),
]

NOTHING = [
    "Năm 2025 toàn tỉnh đã có 85% thư viện cấp xã nối mạng, phục vụ 300.000 lượt bạn đọc.",
    "Tiếp tục nâng cao chất lượng phục vụ học tập suốt đời cho người dân.",
    "Kinh phí thực hiện 3.500 triệu đồng, trong đó ngân sách tỉnh 70%.",
    "Thực hiện Quyết định số 1520/QĐ-TTg ngày 09/12/2022, Điều 5 và khoản 3 Điều 12.",
    "Nhà văn hóa phải rộng từ 250 m2 trở lên, mở cửa 8 giờ/ngày.",
    "Thời hạn giải quyết là 15 ngày làm việc; trẻ em từ 6 đến 15 tuổi được miễn phí.",
    "Gắn với Ngày Sách và Văn hóa đọc Việt Nam 21/4 và các ngày lễ lớn.",
    "Hiện nay có 12 câu lạc bộ và 40% nhà văn hóa thôn hoạt động.",
    "Bạn đọc được mượn tối đa 06 cuốn trong 20 ngày.",
    "Kết quả điều tra 1.800 người cho thấy 38% đọc sách hằng tuần.",
    "Rà soát 96 xã, phường sau sắp xếp.",
    "Địa điểm: 24 trường tiểu học, 06 xã đảo.",
    "Thang điểm: nội dung 60 điểm, trình bày 40 điểm.",
    "Tủ sách có từ 200 bản trở lên: 15 điểm.",
    "Tuyên truyền trên 04 trang thông tin điện tử.",
    "Đầu tư 90 tỷ đồng tôn tạo 07 di tích.",
    "Phát huy vai trò nêu gương của 100% đảng viên.",
    "Sắp xếp lại kho của 05 thư viện cũ.",
    "Giảm 40% phí thẻ cho học sinh.",
    "Lớp học gồm 10 chuyên đề, học trong 24 tiết.",
    "Thực hiện Chương trình “Số hóa 100% tài liệu quý hiếm đến năm 2030” của Trung ương.",
]


@pytest.mark.parametrize(("sentence", "expected"), PROMISES, ids=[one[0][:50] for one in PROMISES])
def test_a_promise_is_read_with_its_kind_values_unit_and_year(sentence: str, expected: list[Row]) -> None:
    reading = read(PAPER.format(sentence=sentence).encode(), "ke-hoach.txt")
    found = [(one.kind, one.value_min, one.value_max, one.unit, one.year_to) for one in reading.targets]
    assert found == expected


@pytest.mark.parametrize("sentence", NOTHING, ids=[one[:50] for one in NOTHING])
def test_what_promises_nothing_gives_no_target(sentence: str) -> None:
    assert read(PAPER.format(sentence=sentence).encode(), "ke-hoach.txt").targets == ()


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Nhà văn hóa tỉnh mở tối thiểu 15 lớp năng khiếu một năm cho học sinh.", "vh.lop_nang_khieu"),
        ("Đến năm 2030, 80% trung tâm văn hóa xã có lớp năng khiếu.", "vh.co_lop_clb_nhom_so_thich"),
    ],
)
def test_classes_that_are_counted_are_told_from_houses_that_hold_them(sentence: str, code: str) -> None:
    (row,) = read(PAPER.format(sentence=sentence).encode(), "ke-hoach.txt").targets
    assert row.indicator == code


def test_shares_told_again_for_a_later_year_follow_the_clause_before() -> None:
    told = """MỤC TIÊU ĐẾN NĂM 2027
a) 55% gia đình có tủ sách;
b) 35% dòng họ có tủ sách.
2. MỤC TIÊU ĐẾN NĂM 2030
Các tỷ lệ tương ứng là 75% và 50%."""
    reading = read(
        PAPER.format(sentence="x").replace("1. Mục tiêu cụ thể\n- x", f"1. {told}").encode(), "kh.txt"
    )
    assert [(one.value_min, one.year_to, "dòng họ" in one.subject.lower()) for one in reading.targets] == [
        (55, 2027, False),
        (35, 2027, True),
        (75, 2030, False),
        (50, 2030, True),
    ]


def test_steps_that_do_not_count_as_many_as_the_shares_before_are_left_to_the_officer() -> None:
    told = "MỤC TIÊU ĐẾN NĂM 2027\na) 55% gia đình có tủ sách;\n2. MỤC TIÊU ĐẾN NĂM 2030\nTương ứng là 75% và 50%."
    reading = read(
        PAPER.format(sentence="x").replace("1. Mục tiêu cụ thể\n- x", f"1. {told}").encode(), "kh.txt"
    )
    assert [one.value_min for one in reading.targets] == [55]


def test_clauses_may_open_with_what_they_count() -> None:
    told = """Chỉ tiêu
1.1. Giai đoạn 2026 - 2027
1.1.1. 80% thư viện cấp xã có máy tính.
1.1.2. 05/09 bảo tàng có thuyết minh tự động.
1.2. Giai đoạn 2028 - 2030
1.2.1. 100% thư viện cấp xã có máy tính."""
    paper = PAPER.format(sentence="x").replace("1. Mục tiêu cụ thể\n- x", f"1. {told}")
    reading = read(paper.encode(), "kh.txt")
    assert [(one.clause, one.value_min, one.year_to) for one in reading.targets] == [
        ("I.1.1.1", 80, 2027),
        ("I.1.1.2", 5, 2027),
        ("I.1.2.1", 100, 2030),
    ]


def test_how_things_stand_is_no_promise() -> None:
    paper = PAPER.format(sentence="Có 09 bảo tàng, 12.000 hiện vật.").replace("I. MỤC TIÊU", "I. HIỆN TRẠNG")
    assert read(paper.replace("1. Mục tiêu cụ thể\n", "").encode(), "kh.txt").targets == ()


def test_a_directive_that_counts_in_words_is_read_by_its_clauses() -> None:
    paper = """ỦY BAN NHÂN DÂN XÃ ĐÔNG HẠ
Số: 2/CT-UBND
Đông Hạ, ngày 4 tháng 5 năm 2026
CHỈ THỊ
Đưa sách về thôn
Chủ tịch Ủy ban nhân dân xã yêu cầu:
Một là, thư viện xã phấn đấu trong năm 2026 phục vụ 3.000 lượt bạn đọc.
Hai là, phấn đấu đến năm 2027 có 80% thôn có tủ sách."""
    reading = read(paper.encode(), "ct.txt")
    assert [(one.clause, one.value_min, one.year_to) for one in reading.targets] == [
        ("1", 3000, 2026),
        ("2", 80, 2027),
    ]


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("Đến năm 2028 Bảo tàng tỉnh đạt 80%.", "mẫu số"),
        ("Lượt khách tham quan bảo tàng tăng bình quân 6% mỗi năm.", "năm gốc"),
        ("Các thư viện cấp xã phục vụ 2.000 lượt bạn đọc mỗi năm.", "mỗi đơn vị hay tổng"),
        ("Tổ chức 02 buổi đọc sách mỗi quý.", "tính theo quý"),
    ],
)
def test_what_the_paper_leaves_open_is_asked(sentence: str, asked: str) -> None:
    (row,) = read(PAPER.format(sentence=sentence).encode(), "kh.txt").targets
    assert any(asked in one for one in row.questions), row.questions


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("QUYẾT ĐỊNH", "Phân bổ kinh phí sự nghiệp năm 2026"),
        ("QUYẾT ĐỊNH", "Ban hành Quy chế phục vụ của Thư viện tỉnh"),
        ("NGHỊ QUYẾT", "Quy định mức hỗ trợ thư viện cấp xã"),
        ("THỂ LỆ", "Cuộc thi kể chuyện theo sách năm 2026"),
    ],
)
def test_papers_that_give_out_or_rule_promise_nothing_by_their_numbers(name: str, title: str) -> None:
    paper = f"""ỦY BAN NHÂN DÂN TỈNH TRUNG HÀ
Số: 21/QĐ-UBND
Trung Hà, ngày 10 tháng 02 năm 2026
{name}
{title}
1. Thư viện tỉnh mua 4.000 bản sách, 01 xe chuyên dùng.
2. Mỗi trường chọn ít nhất 10 bài; 80% đơn vị được cấp đủ."""
    assert read(paper.encode(), "x.txt").targets == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("CHƯƠNG TRÌNH HÀNH ĐỘNG", "Chương trình"),
        ("HƯỚNG DẪN LIÊN NGÀNH", "Hướng dẫn"),
        ("KẾ HOẠCH PHỐI HỢP", "Kế hoạch"),
    ],
)
def test_a_paper_is_known_by_its_name_however_it_is_made(name: str, kind: str) -> None:
    paper = PAPER.format(sentence="x").replace("KẾ HOẠCH", name)
    assert read(paper.encode(), "x.txt").document.type == kind


@pytest.mark.parametrize(
    ("written", "number", "symbol"),
    [
        ("Số 23-CTr/TU", "23", "CTr/TU"),
        ("Số: 31/2026/NQ-HĐND", "31", "NQ-HĐND"),
        ("Sô: 2l4/KH-UBND", "214", "KH-UBND"),
    ],
)
def test_a_number_is_read_in_every_genre(written: str, number: str, symbol: str) -> None:
    document = read(PAPER.format(sentence="x").replace("Số: 21/KH-UBND", written).encode(), "x.txt").document
    assert (document.number, document.symbol) == (number, symbol)


def test_a_paper_of_a_school_year_counts_for_that_year() -> None:
    paper = PAPER.format(
        sentence="Bổ sung 300 bản sách; mỗi học sinh đọc ít nhất 15 cuốn sách trong năm học."
    )
    paper = paper.replace("giai đoạn 2026 - 2030", "năm học 2026 - 2027")
    reading = read(paper.encode(), "kh.txt")
    assert [(one.kind, one.value_min, one.unit, one.year_to, one.per) for one in reading.targets] == [
        ("count_per_year", 300, "bản/năm", 2027, "total"),
        ("at_least", 15, "cuốn/năm/học sinh", 2027, "each"),
    ]
