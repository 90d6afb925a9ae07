"""Catalogues of any size from one seed: titles, names and subjects as Vietnamese libraries hold them, invented.

Words come as unevenly as in life: a few subjects and family names in a great part of all records, most words seldom.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Final

from densach.kernel.collation import sort_key
from densach.kernel.vietnamese import fold
from densach.services.catalogue.models import Material, Record

SEED: Final = 20261121
AT: Final = datetime(2026, 6, 9, 2, 0, tzinfo=UTC)
_FORMS: Final = (
    "Giáo trình", "Cơ sở", "Bài tập", "Hướng dẫn", "Lịch sử", "Từ điển", "Tìm hiểu", "Nghiên cứu", "Sổ tay",
    "Những vấn đề", "Nhập môn", "Phương pháp", "Kỹ thuật", "Tuyển tập", "Truyện", "Thơ", "Hồi ký", "Kể chuyện",
    "Văn hóa", "Nghệ thuật", "Đại cương về", "Hỏi đáp về", "Hành trình", "Ký ức", "Mùa", "Đất và người",
)  # fmt: skip
_MATTERS: Final = (
    "kinh tế vi mô", "kinh tế học", "quản trị kinh doanh", "toán cao cấp", "giải tích", "đại số tuyến tính",
    "vật lý đại cương", "hóa học hữu cơ", "sinh học phân tử", "cơ sở dữ liệu", "lập trình hướng đối tượng",
    "mạng máy tính", "trí tuệ nhân tạo", "pháp luật đại cương", "luật dân sự", "luật thư viện",
    "tư tưởng Hồ Chí Minh",
    "triết học Mác – Lênin", "lịch sử Đảng", "văn học dân gian", "văn học trung đại", "ngữ pháp tiếng Việt",
    "tiếng Anh giao tiếp", "tâm lý học trẻ em", "giáo dục mầm non", "dạy con nên người", "nuôi cá tra",
    "trồng lúa nước",
    "cây ăn quả", "bệnh cây cà phê", "chăn nuôi gia cầm", "nước mắm Phú Quốc", "chợ nổi Cái Răng",
    "đờn ca tài tử",
    "hát bội Nam Bộ", "lễ hội Óc Om Bóc", "người Khmer ở sông Hậu", "đồng bằng sông Cửu Long",
    "vùng đất Vĩnh Long",
    "khởi nghĩa Nam Kỳ", "chiến dịch Điện Biên Phủ", "ngày Đồng khởi", "phong trào thơ mới", "dế mèn",
    "chú bé loắt choắt",
    "bếp lửa", "quê nội", "đất rừng phương Nam", "bên dòng sông Hương", "tháng ba", "hoa cúc", "áo trắng",
    "tuổi thơ",
    "y học cổ truyền", "cấp cứu ban đầu", "dinh dưỡng người cao tuổi", "kiến trúc đình làng", "gốm đỏ",
    "tranh Đông Hồ",
    "nhiếp ảnh", "âm nhạc thiếu nhi", "bóng đá", "cờ tướng", "điện dân dụng", "hàn điện", "sửa chữa xe máy",
    "may mặc",
    "kế toán doanh nghiệp", "thuế thu nhập", "thị trường chứng khoán", "du lịch sinh thái", "biến đổi khí hậu",
    "an toàn thông tin", "thư viện số", "khoa học thư viện", "phân loại thập phân", "bảo tàng địa phương",
)  # fmt: skip
_ENDS: Final = (
    "", "", "", "tập một", "tập hai", "cho học sinh trung học", "ở Việt Nam", "trong thời kỳ đổi mới",
    "qua các thời đại",
    "lý thuyết và thực hành", "dành cho người mới bắt đầu", "nhìn từ Nam Bộ", "năm xưa", "và đời sống",
    "hôm nay",
)  # fmt: skip
_FAMILIES: Final = (
    "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Huỳnh", "Hoàng", "Phan", "Vũ",
    "Võ",
    "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Thạch", "Sơn", "Kim", "Châu", "Tô", "Trịnh", "Đinh",
    "Mai",
)  # fmt: skip
_MIDDLES: Final = (
    "Văn", "Thị", "Hữu", "Minh", "Ngọc", "Thanh", "Đức", "Quang", "Kim", "Xuân", "Hoài", "Bích", "Công", "Đình",
    "Gia",
    "Nhật", "Tường", "Vĩnh", "Thái", "Phước",
)  # fmt: skip
_GIVEN: Final = (
    "An", "Anh", "Ánh", "Bình", "Châu", "Cường", "Dung", "Dũng", "Đạt", "Giang", "Hà", "Hải", "Hạnh", "Hiền",
    "Hòa", "Hồng",
    "Hùng", "Hương", "Khánh", "Lan", "Lâm", "Linh", "Loan", "Long", "Mai", "Nam", "Nga", "Nghĩa", "Phong",
    "Phúc", "Quân",
    "Sơn", "Tâm", "Thảo", "Thơ", "Thủy", "Toàn", "Trang", "Tuấn", "Vân", "Việt", "Yến",
)  # fmt: skip
_PUBLISHERS: Final = (
    "Giáo dục", "Giáo dục Việt Nam", "Kim Đồng", "Trẻ", "Văn học", "Hội Nhà văn", "Khoa học và Kỹ thuật",
    "Phụ nữ",
    "Chính trị quốc gia", "Đại học Quốc gia Hà Nội", "Nông nghiệp", "Y học", "Thống kê", "Lao động", "Tri thức",
)  # fmt: skip
_PLACES: Final = ("Hà Nội", "Hà Nội", "Hà Nội", "Thành phố Hồ Chí Minh", "Cần Thơ", "Huế", "Đà Nẵng")
_ONSETS: Final = (
    "b", "c", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "r", "s", "t", "th",
    "tr", "v", "x",
)  # fmt: skip
_RHYMES: Final = (
    "a", "ai", "am", "an", "ang", "anh", "ao", "ê", "iên", "iêu", "inh", "o", "oan", "ôi", "ông", "ơi", "u",
    "ung", "ươi", "ương", "uyên", "y",
)  # fmt: skip
_TONES: Final = ("", "", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")


def _early(chance: random.Random, some: tuple[str, ...]) -> str:
    """One of them, the first ones much more often."""
    return some[min(int(chance.paretovariate(0.6)) - 1, len(some) * 4) % len(some)]


def _rare(chance: random.Random) -> str:
    """An invented syllable: names of villages, heroes and things of which there is one book."""
    rhyme = chance.choice(_RHYMES)
    at = next(i for i, letter in enumerate(rhyme) if letter in "aêioôơuươy")
    return chance.choice(_ONSETS) + rhyme[: at + 1] + chance.choice(_TONES) + rhyme[at + 1 :]


def _person(chance: random.Random) -> str:
    return f"{chance.choice(_FAMILIES)} {_early(chance, _MIDDLES)} {chance.choice(_GIVEN)}"


def records(number: int, library: int) -> Iterator[Record]:
    """Records without MARC, one like the other in every run: what the index of words reads is all there."""
    chance = random.Random(SEED)
    for at in range(number):
        matter = _early(chance, _MATTERS) if chance.random() < 0.7 else chance.choice(_MATTERS)
        parts = [chance.choice(_FORMS), matter, chance.choice(_ENDS)]
        if chance.random() < 0.35:
            parts.insert(2, f"{_rare(chance)} {_rare(chance)}".title())
        title = " ".join(part for part in parts if part)
        author = _person(chance)
        yield Record(
            library_id=library,
            marc="[]",
            title=title,
            title_sort=_sorted_by(title) if number <= 50_000 else fold(title),
            author=author,
            responsibility=author,
            contributors="; ".join(_person(chance) for _ in range(chance.choice((0, 0, 1, 2)))),
            publisher=_early(chance, _PUBLISHERS),
            place=chance.choice(_PLACES),
            year=chance.choice((None, *range(1960, 2027))),
            language="vie" if chance.random() < 0.9 else "eng",
            subjects=f"{matter}; {chance.choice(_MATTERS)}",
            ddc=f"{chance.randrange(1000):03d}",
            material=Material.BOOK,
            control_number=f"ds{at:08d}",
            created_at=AT,
            updated_at=AT,
        )


@cache
def _sorted_by(title: str) -> str:
    return sort_key(title)
