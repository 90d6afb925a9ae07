"""Who signs and who receives a paper."""

from __future__ import annotations

import re

from densach.formats.planreader.letters import LOWER, UPPER
from densach.formats.planreader.reading import Signer
from densach.formats.planreader.structure import Block, Structure
from densach.formats.planreader.textview import folded

_SURNAMES = (
    "Nguyễn|Nguyên|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đinh|Đoàn|Trịnh|"
    "Trương|Tống|Lâm|Mai|"
    "Tô|Hà|Cao|Châu|Chu|Kim|Thạch|Sơn|Danh|Lò|Giàng|Vàng|Lù|Tẩn|Sùng|Quách|Tạ|Thái|Tăng|Lưu|Lương|"
    "Phùng|Vương|Từ|Ông|Nông|"
    "Hứa|Triệu|Bế|Ma|La|Đàm|Khổng|Kiều|Nghiêm|Âu|Văn|Doãn|Diệp|Quan|Thân|Viên|Y|K|H|Rơ|Siu|Ksor|"
    "Nay|Đồng|Lã|Phó|Ninh|Mạc|Thi"
)
_NAME = re.compile(rf"((?:{_SURNAMES})(?: [{UPPER}][{LOWER}]+){{1,4}})\s*$")
_TITLE = re.compile(
    r"((?:QUYỀN |PHÓ |Q\. ?)?(?:TỔNG )?(?:CHỦ T[ỊI]CH|GI[ÁA]M Đ[ỐÔO]C|BỘ TRƯỞNG|THỨ TRƯỞNG|CHÁNH VĂN PHÒNG|"
    r"TRƯỞNG PHÒNG|TRƯỞNG BAN|BÍ THƯ|THỦ TƯỚNG|HIỆU TRƯỞNG|CỤC TRƯỞNG|VỤ TRƯỞNG|ỦY VIÊN))"
    r"(?: UBND| ỦY BAN NHÂN DÂN)?"
)
_AUTHORITY = re.compile(rf"(?<![{UPPER}])(TM\.|KT\.|TL\.|TUQ\.|Q\.)\s*(?=[{UPPER}])")


def foot(structure: Structure) -> list[Block]:
    """Blocks of the first foot of the paper."""
    return [block for block in structure.blocks if block.region == "foot"]


def signer(structure: Structure) -> Signer | None:
    """The name under the last office; two columns printed as one line are told apart by capitals and surnames."""
    blocks = foot(structure) or structure.blocks[-8:]
    text = "\n".join(
        line.strip() for block in blocks for line in block.source[block.start : block.end].splitlines()
    )
    titles = list(_TITLE.finditer(text))
    if not titles:
        return None
    names = [found for line in text.splitlines() if (found := _NAME.search(line.strip(" *#.")))]
    named = [
        found.group(1)
        for found in names
        if not re.search(r"(?:Tỉnh|tỉnh|Báo|Đài|huyện|xã|Sở) ?$", found.string[: found.start()])
    ]
    if not named:
        return None
    authorities = _AUTHORITY.findall(text)
    return Signer(
        folded(named[-1]), folded(titles[-1].group()).strip(), authorities[-1] if authorities else None
    )


def recipients(structure: Structure) -> tuple[str, ...]:
    """The lines under "Nơi nhận", without their dashes; what stands in the signer's column is left out."""
    found: list[str] = []
    begun = False
    for block in foot(structure):
        text = folded(block.view.text)
        if re.match(r"n[oơ]i nh[aâậ]n", text.lower()):
            begun = True
            rest = text.split(":", 1)[1].strip() if ":" in text else ""
            found += [
                part.strip(" .")
                for part in rest.split(";")
                if part.strip(" .") and not part.strip().isupper()
            ]
            continue
        if not begun or not block.marker or block.marker.numbered:
            continue
        cut = (
            re.split(rf"(?<=[;.])\s+(?=[{UPPER}])", text)[0]
            if _NAME.search(text) or _TITLE.search(text)
            else text
        )
        found.append(cut.strip(" ;.,"))
    return tuple(item for item in found if item)
