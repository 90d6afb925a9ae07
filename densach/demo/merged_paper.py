"""Plans of two former provinces, in our own words: what Vĩnh Long and Trà Vinh might have promised in 2023.

Invented papers with invented numbers and signers, and they say so. Where they differ, they differ as such plans do: one
asks for a share of district libraries, the other for all; one for slow growth, the other for fast.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from densach.formats.officialdoc import write_docx
from densach.formats.officialdoc.paper import (
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

PROGRAMME: Final = "“Học tập suốt đời trong thư viện, bảo tàng, trung tâm văn hóa”"

LEGAL_BASES: Final = (
    "Căn cứ Luật Thư viện",
    "Căn cứ Quyết định số 1520/QĐ-TTg ngày 09/12/2022 của Thủ tướng Chính phủ phê duyệt Chương trình “Đẩy mạnh "
    "các hoạt động phục vụ học tập suốt đời trong thư viện, bảo tàng, trung tâm văn hóa đến năm 2030”",
)


@dataclass(frozen=True)
class Former:
    """One former province's plan: its head, and what it promises line by line."""

    province: str
    number: int
    on: date
    signer: str
    libraries: tuple[str, ...]
    museums: tuple[str, ...]
    centres: tuple[str, ...]

    @property
    def file_name(self) -> str:
        return f"Ke-hoach-{self.number}-{self.on.year}.docx"


VINH_LONG: Final = Former(
    province="Vĩnh Long",
    number=61,
    on=date(2023, 6, 20),
    signer="Đoàn Thị Bạch Mai",
    libraries=(
        "Đến năm 2030, có 70% thư viện công cộng cấp huyện ứng dụng công nghệ thông tin, chuyển đổi số trong quản lý "
        "và phục vụ bạn đọc.",
        "Đến năm 2030, có 90% thư viện công cộng cấp huyện cung cấp dịch vụ phục vụ học tập suốt đời.",
        "Đến năm 2030, có 60% thư viện công cộng cấp xã cung cấp dịch vụ phục vụ học tập suốt đời.",
        "Số lượt người sử dụng thư viện công cộng tăng bình quân 10 - 15% mỗi năm giai đoạn 2026 - 2030, lấy năm 2025 "
        "làm năm gốc.",
        "Mỗi thư viện cấp xã bổ sung ít nhất 120 bản sách mỗi năm.",
    ),
    museums=(
        "Số lượt khách tham quan Bảo tàng tỉnh tăng bình quân 8 - 10% mỗi năm giai đoạn 2026 - 2030, lấy năm 2025 làm "
        "năm gốc.",
    ),
    centres=(
        "Đến năm 2030, có 80% trung tâm văn hóa cấp xã thường xuyên mở lớp năng khiếu, duy trì câu lạc bộ, nhóm sở "
        "thích.",
    ),
)

TRA_VINH: Final = Former(
    province="Trà Vinh",
    number=88,
    on=date(2023, 9, 5),
    signer="Thạch Minh Hoàng",
    libraries=(
        "Đến năm 2030, có 100% thư viện công cộng cấp huyện ứng dụng công nghệ thông tin, chuyển đổi số trong quản lý "
        "và phục vụ bạn đọc.",
        "Đến năm 2030, có 100% thư viện công cộng cấp huyện cung cấp dịch vụ phục vụ học tập suốt đời.",
        "Đến năm 2030, có 80% thư viện công cộng cấp xã cung cấp dịch vụ phục vụ học tập suốt đời.",
        "Số lượt người sử dụng thư viện công cộng tăng bình quân 15 - 20% mỗi năm giai đoạn 2026 - 2030, lấy năm 2025 "
        "làm năm gốc.",
        "Mỗi thư viện cấp xã bổ sung ít nhất 150 bản sách mỗi năm.",
    ),
    museums=(
        "Số lượt khách tham quan Bảo tàng tỉnh tăng bình quân 10 - 15% mỗi năm giai đoạn 2026 - 2030, lấy năm 2025 làm "
        "năm gốc.",
    ),
    centres=(
        "Đến năm 2028, có 70% trung tâm văn hóa cấp xã thường xuyên mở lớp năng khiếu, duy trì câu lạc bộ, nhóm sở "
        "thích.",
    ),
)


def paper_docx(former: Former) -> bytes:
    """The plan as a .docx in the official form."""
    return write_docx(
        Paper(
            issuer=f"Ủy ban nhân dân tỉnh {former.province}",
            number=former.number,
            symbol="KH-UBND",
            place=former.province,
            date=former.on,
            type_name="KẾ HOẠCH",
            abstract=f"Triển khai Chương trình {PROGRAMME}\ntrên địa bàn tỉnh {former.province} đến năm 2030",
            legal_bases=LEGAL_BASES,
            body=tuple(_body(former)),
            signature=Signature(
                ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), former.signer, Authority.TM, "ỦY BAN NHÂN DÂN"
            ),
            recipients=("Các sở, ban, ngành tỉnh", "UBND các huyện, thị xã, thành phố", "Lưu: VT, KGVX"),
        )
    )


def _body(former: Former) -> Iterator[Block]:
    yield Paragraph(
        f"Ủy ban nhân dân tỉnh {former.province} ban hành Kế hoạch triển khai Chương trình {PROGRAMME} trên địa bàn "
        "tỉnh như sau:"
    )
    yield Heading(Level.ROMAN, "I", "Mục tiêu")
    for number, (name, texts) in enumerate(
        (
            ("Hệ thống thư viện", former.libraries),
            ("Bảo tàng", former.museums),
            ("Trung tâm văn hóa", former.centres),
        ),
        start=1,
    ):
        yield Heading(Level.ARABIC, str(number), name)
        for text in texts:
            yield ListItem(text, mark="-")
    yield Heading(Level.ROMAN, "II", "Tổ chức thực hiện")
    yield Paragraph(
        "Sở Văn hóa, Thể thao và Du lịch hướng dẫn, kiểm tra việc thực hiện; Ủy ban nhân dân các huyện, thị xã, thành "
        "phố ban hành kế hoạch của địa phương."
    )
    note = "Văn bản minh họa của hệ thống Đèn Sách; không phải văn bản của cơ quan nhà nước."
    yield Paragraph(runs=(Run(note, italic=True),))
