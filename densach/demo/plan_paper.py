"""The plan of the demo province, in our own words: what Vĩnh Long of today might issue for 2026–2030.

An invented paper with an invented number and signer, and it says so at its end. Its figures suit the counts that
the demo is seeded with, so that targets stand in every status.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from densach.formats.officialdoc import write_docx
from densach.formats.officialdoc.paper import (
    Annex,
    Authority,
    Block,
    Heading,
    Level,
    ListItem,
    Paper,
    Paragraph,
    Run,
    Signature,
)

PROGRAMME: Final = "“Đẩy mạnh các hoạt động học tập suốt đời trong các thư viện, bảo tàng, trung tâm văn hóa”"
ABSTRACT: Final = (
    "Thực hiện Chương trình “Đẩy mạnh các hoạt động học tập suốt đời\n"
    "trong các thư viện, bảo tàng, trung tâm văn hóa”\n"
    "trên địa bàn tỉnh Vĩnh Long giai đoạn 2026 - 2030"
)
DEPARTMENT: Final = "Sở Văn hóa, Thể thao và Du lịch"
COMMUNES: Final = "Ủy ban nhân dân các xã, phường"
LIBRARY: Final = "Thư viện tỉnh"
MUSEUM: Final = "Bảo tàng tỉnh"
CENTRE: Final = "Trung tâm Văn hóa - Nghệ thuật tỉnh"


def plan_docx() -> bytes:
    """Return the plan as a .docx in the official form."""
    return write_docx(plan_paper())


def plan_paper() -> Paper:
    """Return the plan of the demo province, dated 12/01/2026."""
    return Paper(
        issuer="Ủy ban nhân dân tỉnh Vĩnh Long",
        number=45,
        symbol="KH-UBND",
        place="Vĩnh Long",
        date=date(2026, 1, 12),
        type_name="KẾ HOẠCH",
        abstract=ABSTRACT,
        legal_bases=LEGAL_BASES,
        body=tuple(_body()),
        signature=Signature(
            ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Huỳnh Thị Bảo Trân", Authority.TM, "ỦY BAN NHÂN DÂN"
        ),
        recipients=RECIPIENTS,
        annexes=(Annex("Đề cương báo cáo kết quả thực hiện Kế hoạch", tuple(_outline())),),
    )


LEGAL_BASES: Final = (
    "Căn cứ Luật Tổ chức chính quyền địa phương",
    "Căn cứ Luật Thư viện",
    "Căn cứ Luật Di sản văn hóa",
    "Căn cứ Quyết định số 1520/QĐ-TTg ngày 09/12/2022 của Thủ tướng Chính phủ phê duyệt Chương trình “Đẩy mạnh "
    "các hoạt động phục vụ học tập suốt đời trong thư viện, bảo tàng, trung tâm văn hóa đến năm 2030”",
    "Theo đề nghị của Giám đốc Sở Văn hóa, Thể thao và Du lịch",
)

RECIPIENTS: Final = (
    "Bộ Văn hóa, Thể thao và Du lịch",
    "Thường trực Tỉnh ủy, Hội đồng nhân dân tỉnh",
    "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
    "Các sở, ban, ngành tỉnh",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
    "UBND các xã, phường",
    "Thư viện, Bảo tàng, Trung tâm VHNT tỉnh",
    "Lưu: VT, KGVX",
)


def _body() -> Iterator[Block]:
    yield Paragraph(
        f"Ủy ban nhân dân tỉnh Vĩnh Long ban hành Kế hoạch thực hiện Chương trình {PROGRAMME} trên địa bàn "
        "tỉnh giai đoạn 2026 - 2030 (sau đây gọi là Kế hoạch), với những nội dung như sau:"
    )
    yield from _purpose()
    yield from _targets()
    yield from _tasks()
    yield from _money()
    yield from _who_does_what()
    yield Paragraph(
        "Trên đây là Kế hoạch của Ủy ban nhân dân tỉnh; trong quá trình thực hiện, nếu có khó khăn, vướng mắc, "
        f"các cơ quan, đơn vị, địa phương gửi ý kiến về {DEPARTMENT} để tổng hợp, trình Ủy ban nhân dân tỉnh "
        "xem xét, điều chỉnh cho phù hợp."
    )


def _listed(*texts: str, mark: str = "-") -> Iterator[Block]:
    for text in texts:
        yield ListItem(text, mark=mark)


def _purpose() -> Iterator[Block]:
    yield Heading(Level.ROMAN, "I", "Mục đích, yêu cầu")
    yield Heading(Level.ARABIC, "1", "Mục đích")
    yield from _listed(
        "Đưa thư viện, bảo tàng và trung tâm văn hóa trở thành nơi mọi người dân có thể đến đọc, học nghề, học kỹ "
        "năng số, tìm hiểu lịch sử quê hương và sinh hoạt cộng đồng, ở gần nhà và không phải trả phí.",
        "Thống nhất cách tổ chức các hoạt động học tập suốt đời trên toàn tỉnh sau khi sắp xếp đơn vị hành chính, "
        "bảo đảm 124 xã, phường đều được thụ hưởng, trong đó ưu tiên vùng có đông đồng bào Khmer, vùng ven biển và "
        "các xã cù lao.",
        "Làm căn cứ để các cơ quan, đơn vị, địa phương bố trí nguồn lực, theo dõi, đánh giá kết quả từng năm.",
    )
    yield Heading(Level.ARABIC, "2", "Yêu cầu")
    yield from _listed(
        "Mỗi chỉ tiêu có đơn vị chịu trách nhiệm, có mốc thời gian và có số liệu kiểm chứng được; số lượt phục vụ "
        "được ghi nhận ngay tại nơi phát sinh.",
        "Hoạt động thiết thực, không phô trương; lồng ghép với phong trào xây dựng đời sống văn hóa, xây dựng nông "
        "thôn mới, chuyển đổi số và xây dựng xã hội học tập.",
        "Bảo đảm phối hợp chặt chẽ giữa ngành văn hóa, ngành giáo dục, các đoàn thể và chính quyền cơ sở.",
    )


def _targets() -> Iterator[Block]:
    yield Heading(Level.ROMAN, "II", "Mục tiêu")
    yield Heading(Level.ARABIC, "1", "Mục tiêu chung")
    yield Paragraph(
        "Phát triển thư viện, bảo tàng, trung tâm văn hóa thành mạng lưới học tập mở, có dịch vụ số, phục vụ mọi lứa "
        "tuổi; hình thành thói quen đọc và tự học trong gia đình, nhà trường và cộng đồng; góp phần nâng cao dân "
        "trí, chất lượng nguồn nhân lực và đời sống tinh thần của Nhân dân trong tỉnh."
    )
    yield Heading(Level.ARABIC, "2", "Mục tiêu cụ thể")
    yield from _library_targets()
    yield from _museum_targets()
    yield from _centre_targets()


def _library_targets() -> Iterator[Block]:
    yield Heading(Level.ARABIC, "2.1", "Đối với hệ thống thư viện")
    yield from _listed(
        "Đến năm 2027, có 70% thư viện công cộng cấp xã cung cấp dịch vụ phục vụ học tập suốt đời.",
        "Đến năm 2030, có 90% thư viện công cộng cấp xã cung cấp dịch vụ phục vụ học tập suốt đời.",
        "Đến năm 2027, có 40% thư viện công cộng cấp xã ứng dụng công nghệ thông tin, chuyển đổi số trong quản lý và "
        "phục vụ bạn đọc; đến năm 2030, có 60% thư viện công cộng cấp xã ứng dụng công nghệ thông tin.",
        "Đến hết năm 2027, có 105/124 xã, phường có thư viện hoặc phòng đọc.",
        "Đến năm 2030, có 124/124 xã, phường có thư viện hoặc phòng đọc.",
        "Thư viện tỉnh phục vụ từ 160.000 đến 180.000 lượt bạn đọc mỗi năm.",
        "Hệ thống thư viện công cộng toàn tỉnh phục vụ 1.900.000 lượt bạn đọc mỗi năm.",
        "Thư viện tỉnh bổ sung 6.000 bản sách mỗi năm; mỗi thư viện cấp xã bổ sung ít nhất 200 bản sách mỗi năm.",
        "Thư viện tỉnh số hóa 40.000 trang tài liệu mỗi năm, ưu tiên tài liệu địa chí và tài liệu chữ Khmer.",
        "Đến năm 2027, hoàn thành xây dựng Thư viện tỉnh theo mô hình thư viện điện tử.",
    )


def _museum_targets() -> Iterator[Block]:
    yield Heading(Level.ARABIC, "2.2", "Đối với bảo tàng")
    yield from _listed(
        "Số lượt khách tham quan Bảo tàng tỉnh tăng bình quân 10 - 12% mỗi năm giai đoạn 2026 - 2030, lấy năm 2025 "
        "làm năm gốc.",
        "Bảo tàng tỉnh xây dựng và tổ chức từ 03 đến 05 chương trình giáo dục mỗi năm dành cho học sinh, sinh viên và "
        "người dân.",
        "Bảo tàng tỉnh tổ chức ít nhất 04 cuộc trưng bày chuyên đề mỗi năm.",
        "Đến năm 2028, Bảo tàng tỉnh hoàn thành trưng bày trên không gian số về di sản văn hóa ba vùng đất Vĩnh "
        "Long, Bến Tre, Trà Vinh.",
    )


def _centre_targets() -> Iterator[Block]:
    yield Heading(Level.ARABIC, "2.3", "Đối với trung tâm văn hóa")
    yield from _listed(
        "Đến năm 2027, có 85% trung tâm văn hóa xã, phường thường xuyên mở lớp năng khiếu, duy trì câu lạc bộ, nhóm "
        "sở thích.",
        "Đến năm 2030, có 100% trung tâm văn hóa xã, phường thường xuyên mở lớp năng khiếu, duy trì câu lạc bộ, nhóm "
        "sở thích.",
        "Trung tâm Văn hóa - Nghệ thuật tỉnh mở ít nhất 12 lớp năng khiếu mỗi năm cho thiếu nhi, người lao động và "
        "người cao tuổi.",
        "Tổ chức liên hoan, hội diễn văn nghệ quần chúng cấp tỉnh 02 năm 01 lần; cấp xã mỗi năm 01 lần.",
    )


def _tasks() -> Iterator[Block]:
    yield Heading(Level.ROMAN, "III", "Nhiệm vụ và giải pháp")
    yield Heading(Level.ARABIC, "1", "Nhiệm vụ chung")
    yield from _listed(
        "Thường xuyên tuyên truyền trên báo, đài, cổng thông tin điện tử và hệ thống truyền thanh cơ sở về ý nghĩa "
        "của việc học tập suốt đời và các dịch vụ miễn phí tại thư viện, bảo tàng, trung tâm văn hóa.",
        "Bồi dưỡng kỹ năng hướng dẫn người học, kỹ năng số và kỹ năng thống kê cho người làm công tác văn hóa ở cơ "
        "sở.",
        "Huy động tổ chức, cá nhân tặng sách, hiện vật, trang thiết bị và tham gia giảng dạy các lớp cộng đồng.",
    )
    yield Heading(Level.ARABIC, "2", "Nhiệm vụ cụ thể")
    yield Heading(Level.ARABIC, "2.1", "Đối với hệ thống thư viện")
    yield from _library_tasks()
    yield Heading(Level.ARABIC, "2.2", "Đối với bảo tàng")
    yield from _museum_tasks()
    yield Heading(Level.ARABIC, "2.3", "Đối với trung tâm văn hóa")
    yield from _centre_tasks()


def _task(letter: str, name: str, what: str, lead: str, does: str, helps: str, when: str) -> Iterator[Block]:
    """Yield one task: its name, then content, roles and time as administrative plans list them."""
    yield Heading(Level.LETTER, letter, name)
    parts = (
        ("Nội dung", what),
        ("Đơn vị chủ trì", lead),
        ("Đơn vị thực hiện", does),
        ("Đơn vị phối hợp", helps),
        ("Thời gian thực hiện", when),
    )
    yield from _listed(*(f"{label}: {text}." for label, text in parts if text))


def _library_tasks() -> Iterator[Block]:
    yield from _task(
        "a",
        "Hiện đại hóa Thư viện tỉnh",
        "Đầu tư phần mềm quản lý, thiết bị mượn trả, phòng đọc đa phương tiện; kết nối mục lục với thư viện cấp xã",
        DEPARTMENT,
        LIBRARY,
        "Sở Khoa học và Công nghệ; Sở Tài chính",
        "Năm 2026 - 2027",
    )
    yield from _task(
        "b",
        "Số hóa tài liệu địa chí",
        "Lựa chọn, quét, biên mục và đưa lên mạng tài liệu về đất và người Vĩnh Long, Bến Tre, Trà Vinh",
        DEPARTMENT,
        LIBRARY,
        f"{MUSEUM}; các chùa Khmer, đình làng còn lưu giữ tài liệu",
        "Thường xuyên, từ năm 2026 đến năm 2030",
    )
    yield from _task(
        "c",
        "Phát triển thư viện, phòng đọc cấp xã",
        "Bố trí phòng đọc, luân chuyển sách, hướng dẫn nghiệp vụ, niêm yết giờ mở cửa",
        COMMUNES,
        "Thư viện, phòng đọc các xã, phường",
        f"{LIBRARY}; Sở Nội vụ",
        "Hằng năm",
    )
    yield from _task(
        "d",
        "Tổ chức Ngày Sách và Văn hóa đọc Việt Nam (21/4)",
        "Trưng bày sách, kể chuyện theo sách, thi giới thiệu sách, tặng sách cho trường học vùng khó khăn",
        DEPARTMENT,
        f"{LIBRARY}; thư viện các xã, phường",
        "Sở Giáo dục và Đào tạo; Tỉnh đoàn",
        "Tháng 4 hằng năm",
    )


def _museum_tasks() -> Iterator[Block]:
    yield from _task(
        "a",
        "Xây dựng chương trình giáo dục di sản",
        "Biên soạn bài học tại bảo tàng về sông nước, nghề dừa, nghề gạch gốm, lễ hội Ok Om Bok; đón học sinh đến học",
        DEPARTMENT,
        MUSEUM,
        "Sở Giáo dục và Đào tạo; các trường học trên địa bàn tỉnh",
        "Hằng năm",
    )
    yield from _task(
        "b",
        "Trưng bày chuyên đề và trưng bày lưu động",
        "Đổi mới nội dung, thuyết minh bằng tiếng Việt, tiếng Khmer và tiếng Anh; đưa trưng bày về các xã cù lao",
        DEPARTMENT,
        MUSEUM,
        COMMUNES,
        "Hằng năm",
    )
    yield from _task(
        "c",
        "Tổ chức Ngày Quốc tế Bảo tàng (18/5) và Ngày Di sản văn hóa Việt Nam (23/11)",
        "Mở cửa tự do, tổ chức trải nghiệm nghề truyền thống, gặp gỡ nghệ nhân",
        DEPARTMENT,
        MUSEUM,
        "Sở Giáo dục và Đào tạo; Hội Di sản văn hóa",
        "Tháng 5 và tháng 11 hằng năm",
    )


def _centre_tasks() -> Iterator[Block]:
    yield from _task(
        "a",
        "Mở lớp, duy trì câu lạc bộ tại cơ sở",
        "Mở lớp đờn ca tài tử, múa Khmer, kỹ năng số, ngoại ngữ, dưỡng sinh; xếp lịch ngoài giờ lao động",
        COMMUNES,
        "Trung tâm văn hóa các xã, phường",
        f"{CENTRE}; các đoàn thể",
        "Thường xuyên",
    )
    yield from _task(
        "b",
        "Tổ chức liên hoan, hội diễn văn nghệ quần chúng",
        "Chọn tiết mục từ cơ sở, giới thiệu nghệ thuật của đồng bào Kinh, Khmer, Hoa",
        DEPARTMENT,
        CENTRE,
        COMMUNES,
        "Cấp tỉnh: năm 2026, năm 2028 và năm 2030; cấp xã: hằng năm",
    )
    yield from _task(
        "c",
        "Hưởng ứng Tuần lễ học tập suốt đời",
        "Tổ chức ngày hội học tập, tọa đàm, lớp học mở tại thư viện, bảo tàng, trung tâm văn hóa",
        DEPARTMENT,
        f"{LIBRARY}; {MUSEUM}; {CENTRE}; {COMMUNES}",
        "Sở Giáo dục và Đào tạo; Hội Khuyến học tỉnh",
        "Từ ngày 01/10 đến ngày 07/10 hằng năm",
    )


def _money() -> Iterator[Block]:
    yield Heading(Level.ROMAN, "IV", "Kinh phí thực hiện")
    yield from _listed(
        "Nguồn ngân sách nhà nước theo phân cấp hiện hành, bố trí trong dự toán chi thường xuyên và chi đầu tư hằng "
        "năm của các cơ quan, đơn vị, địa phương.",
        "Nguồn lồng ghép từ các chương trình mục tiêu quốc gia và nguồn huy động hợp pháp khác.",
    )


def _who_does_what() -> Iterator[Block]:
    yield Heading(Level.ROMAN, "V", "Tổ chức thực hiện")
    duties = (
        (
            DEPARTMENT,
            (
                "Là cơ quan thường trực, hướng dẫn, đôn đốc, kiểm tra việc thực hiện Kế hoạch; quản lý số liệu dùng "
                "chung của toàn tỉnh.",
                "Tham mưu Ủy ban nhân dân tỉnh sơ kết Kế hoạch vào năm 2028 và tổng kết vào năm 2030.",
            ),
        ),
        (
            "Sở Tài chính",
            ("Tham mưu bố trí kinh phí thực hiện Kế hoạch theo khả năng cân đối của ngân sách địa phương.",),
        ),
        (
            "Sở Giáo dục và Đào tạo",
            (
                "Chỉ đạo các trường đưa tiết đọc, tiết học tại thư viện, bảo tàng vào kế hoạch giáo dục hằng năm.",
            ),
        ),
        (
            "Sở Khoa học và Công nghệ",
            ("Hướng dẫn kết nối, chia sẻ dữ liệu và bảo đảm an toàn thông tin cho các dịch vụ số.",),
        ),
        (
            "Báo và Phát thanh, Truyền hình Vĩnh Long",
            ("Xây dựng chuyên mục về văn hóa đọc, di sản và gương người tự học.",),
        ),
        (
            COMMUNES,
            (
                "Ban hành kế hoạch của địa phương; bố trí người phụ trách, phòng đọc, nơi sinh hoạt; cập nhật số liệu "
                "phục vụ đầy đủ, đúng thời gian.",
            ),
        ),
    )
    for position, (body, texts) in enumerate(duties, start=1):
        yield Heading(Level.ARABIC, str(position), body)
        yield from _listed(*texts)
    yield from _reports(len(duties) + 1)


def _reports(position: int) -> Iterator[Block]:
    yield Heading(Level.ARABIC, str(position), "Chế độ báo cáo")
    yield Paragraph(
        f"Các cơ quan, đơn vị, {COMMUNES} gửi báo cáo kết quả thực hiện Kế hoạch về {DEPARTMENT}: báo cáo 6 tháng "
        "trước ngày 10/6, báo cáo năm trước ngày 15/11 hằng năm và báo cáo đột xuất khi có yêu cầu. "
        f"{DEPARTMENT} tổng hợp, báo cáo Ủy ban nhân dân tỉnh."
    )


def _outline() -> Iterator[Block]:
    """Yield the outline that units' reports follow, and the word that this paper is invented."""
    for number, text in (
        ("I", "Tình hình chỉ đạo, triển khai"),
        ("II", "Kết quả thực hiện các chỉ tiêu, nhiệm vụ"),
        ("III", "Tồn tại, hạn chế và nguyên nhân"),
        ("IV", "Phương hướng, nhiệm vụ kỳ tới"),
        ("V", "Kiến nghị, đề xuất"),
    ):
        yield Heading(Level.ROMAN, number, text)
    note = "Văn bản minh họa của hệ thống Đèn Sách; không phải văn bản của cơ quan nhà nước."
    yield Paragraph(runs=(Run(note, italic=True),))
