"""Legal bases: what a paper is issued in pursuance of."""

from __future__ import annotations

import re

from densach.formats.planreader.header import day_in
from densach.formats.planreader.reading import LegalBasis
from densach.formats.planreader.structure import Structure
from densach.formats.planreader.textview import folded

_OPENS = re.compile(r"^(?:căn cứ|thực hiện|xét|thi hành|theo)\b", re.IGNORECASE)
_KIND = (
    r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư(?: liên "
    r"tịch)?|Kế hoạch|Công văn|Công điện|"
    r"Chương trình|Hướng dẫn|Đề án|Tờ trình|Kết luận|Thông báo|Văn bản)"
)
_PAPER = re.compile(
    rf"{_KIND}\s*(?:số\s*:?)?\s*(\d+)\s*[-/]\s*((?:\d{{4}}/)?[A-ZĐƯ][\w&Đđ.]*(?:-[A-ZĐƯ][\w&Đđ.]*)*|\d{{4}}/\w+)",
    re.IGNORECASE,
)
_LAW = re.compile(r"\b(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp)\s+[^;,.]{3,}")
_LAW_NUMBER = re.compile(
    r"\b(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp)\s[^;]*?\bsố\s*:?\s*(\d+)\s*/\s*(\d{4}/[A-ZĐ]+\d*)"
)
_OF = re.compile(
    r"\bcủa\s+(.+?)(?=,?\s+(?:về|phê duyệt|ban hành|hướng dẫn|quy định|triển khai|thực hiện|"
    r"ngày)\b|\s*[;.(]|$)"
)


def legal_bases(structure: Structure) -> tuple[LegalBasis, ...]:
    """Bases of the head, in order; a sentence that only names a task is none."""
    found: list[LegalBasis] = []
    for block in structure.blocks:
        if block.region != "head" or not _OPENS.match(block.view.text):
            continue
        for part in re.split(r";\s*", folded(block.view.text)):
            basis = _basis(part.strip(" .,"))
            if basis is not None:
                found.append(basis)
    return tuple(found)


def _basis(text: str) -> LegalBasis | None:
    paper = _PAPER.search(text)
    if paper is None and not _LAW.search(text):
        return None
    rest = text[paper.end() :] if paper else text
    day = day_in(rest.split(" của ")[0] if " của " in rest else rest)
    issuer = _OF.search(rest) if paper else None
    named = paper or _LAW_NUMBER.search(text)
    number, symbol = (named.group(1), named.group(2)) if named else (None, None)
    return LegalBasis(text, number, symbol, day, issuer.group(1).strip() if issuer else None)
