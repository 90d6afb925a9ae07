"""Head and foot of a paper: name, number, issuer, place and day, title, signer, the decision it comes with."""

from __future__ import annotations

import re
from datetime import date

from densach.formats.planreader.people import signer
from densach.formats.planreader.reading import Header, IssuedWith
from densach.formats.planreader.structure import Block, Structure, paper_type
from densach.formats.planreader.textview import bare, folded
from densach.formats.planreader.vocabulary import CENTRAL_CITIES

_SYMBOL = r"[A-ZĐƯƠ][A-ZĐƯƠa-zđ&]*(?:-[A-ZĐƯƠ][A-ZĐƯƠa-zđ&.]*)+"
_NUMBER = re.compile(rf"S[ốôo]\s*:\s*(\d[\dOl]*)?\s*[/.…_ ]*\s*/?\s*({_SYMBOL}|QĐ|KH)?")
_PLACE_DATE = re.compile(
    r"([A-ZÀ-ỸĐ][\wÀ-ỹ.]*(?: [A-ZÀ-ỸĐ][\wÀ-ỹ.]*){0,4})\s*,\s*ngày\s*([\dOl]{0,2})[\s.…_]*tháng\s*([\dOl]{0,2})[\s.…_]*năm\s*(\d{4})"
)
_ISSUED_WITH = re.compile(
    rf"(?:ban hành|kèm)\s+(?:kèm\s+)?theo\s+(quyết định|nghị quyết|kế hoạch|công văn|tờ trình|thông tư)\s*(?:số\s*:?)?\s*(\d*)\s*/?\s*({_SYMBOL})?"
    r"(?:,?\s*ngày\s*([\d\s/.-]+|\d*\s*tháng\s*\d*\s*năm\s*\d{4}))?",
    re.IGNORECASE,
)
_ISSUERS = re.compile(
    r"((?:Ủy ban nhân dân|UBND|Uỷ ban nhân dân|Sở|Bộ|Hội đồng nhân dân|Tỉnh ủy|Thành ủy|Huyện ủy|Ban Chỉ đạo|Phòng|Thủ tướng Chính phủ|Chính phủ|Ban Thường vụ)"
    r"(?: [A-ZÀ-ỸĐ][\wÀ-ỹ]*,?| tỉnh| thành phố| huyện| quận| thị xã| xã| phường| đặc khu| và| nhân dân)*)"
)
_SPAN = re.compile(r"(?:giai đoạn|nhiệm kỳ|các năm)\s+(?:từ\s+)?(?:năm\s+)?(20\d\d)\s*(?:-|–|đến)\s*(?:năm\s+)?(20\d\d)", re.IGNORECASE)
_TO = re.compile(r"(?:đến|tới) (?:hết )?năm (20\d\d)", re.IGNORECASE)
_IN = re.compile(r"năm (20\d\d)", re.IGNORECASE)


def iso(day: str, month: str, year: str) -> str | None:
    """An ISO day, or None when a part is blank or there is no such day."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def day_in(text: str) -> str | None:
    """The first whole day of a text, as ISO: 22/3/2023 or "22 tháng 3 năm 2023"."""
    found = re.search(r"(\d{1,2})\s*(?:/|-|\.|tháng)\s*(\d{1,2})\s*(?:/|-|\.|năm)\s*(\d{4})", text)
    return iso(*found.groups()) if found else None


def read_header(structure: Structure) -> Header:
    """The header; what the paper does not say is None."""
    blocks = structure.blocks
    head = [block for block in blocks if block.region == "head"]
    named = next((index for index, block in enumerate(head) if paper_type(block.view.text)), None)
    kind = paper_type(head[named].view.text) if named is not None else _letter(head)
    top = " ".join(block.view.text for block in (head if named is None else head[:named]))
    number, symbol = _number(" ".join(block.view.text for block in head[:12]))
    place, day, year = _place_day(head)
    title = _title(head, named)
    issued_with = _issued_with(head)
    issued = int(day[:4]) if day else year or (int(issued_with.date[:4]) if issued_with and issued_with.date else None)
    first, last = _years(title or "", " ".join(block.view.text for block in head[:20]), issued, day or (issued_with and issued_with.date))
    return Header(
        type=kind, number=number, symbol=symbol, issuer=_issuer(top, head, blocks), place=place, date=day, title=title,
        signer=signer(structure), issued_with=issued_with, year_from=first, year_to=last,
    )  # fmt: skip


def _letter(head: list[Block]) -> str | None:
    """An official letter has no name of its own, only "V/v …" under its number."""
    return "Công văn" if any(re.match(r"v/v\b|về việc", block.view.low) for block in head) else None


def _number(text: str) -> tuple[str | None, str | None]:
    found = _NUMBER.search(text)
    if not found:
        return None, None
    number = found.group(1).replace("O", "0").replace("l", "1") if found.group(1) else None
    return number, found.group(2)


def _place_day(head: list[Block]) -> tuple[str | None, str | None, int | None]:
    for block in head:
        found = _PLACE_DATE.search(block.view.text)
        if found:
            place, day, month, year = found.groups()
            mend = str.maketrans("Ol", "01")
            return place, iso(day.translate(mend), month.translate(mend), year), int(year)
    return None, None, None


def _title(head: list[Block], named: int | None) -> str | None:
    """The lines under the paper's name, up to its legal bases."""
    if named is None:
        letter = next((block for block in head if re.match(r"v/v\b|về việc", block.view.low)), None)
        return folded(letter.view.text) if letter else None
    lines: list[str] = []
    for block in head[named + 1 :]:
        text = block.view.text
        stops = re.match(r"\(|_|căn cứ|thực hiện|xét\b|theo |nhằm|số\s*:|kính gửi|để ", block.view.low) and (lines or text.endswith((";", ".")))
        if stops or _PLACE_DATE.search(text) or text.endswith((".", ";", ":", ",")) or len(lines) == 4:
            break
        lines.append(text)
    return folded(" ".join(lines)) or None


def _issued_with(head: list[Block]) -> IssuedWith | None:
    for block in head:
        found = _ISSUED_WITH.search(block.view.text)
        if found and block.view.text.startswith("("):
            kind = found.group(1)[0].upper() + found.group(1)[1:].lower()
            return IssuedWith(kind, found.group(2) or None, found.group(3), day_in(found.group(4) or ""))
    return None


def _issuer(top: str, head: list[Block], blocks: list[Block]) -> str | None:
    """Capitals over the number; else the annexed paper's decision; else who says that it plans; else the close."""
    capitals = re.search(r"((?:ỦY|UỶ) BAN NHÂN DÂN|SỞ|HỘI ĐỒNG NHÂN DÂN|BỘ|BAN CHỈ ĐẠO|TỈNH ỦY|THỦ TƯỚNG)[A-ZÀ-ỸĐ,\- ]*", top)
    if capitals:
        name = re.split(r"\s*(?:CỘNG HÒA|CỘNG HOÀ|ĐỘC LẬP|ĐẢNG CỘNG|SỐ\b)", capitals.group())[0].strip(" -,")
        return folded(name)
    for block in head:
        if block.view.text.startswith("("):
            found = re.search(r"của (.+?)\)?$", block.view.text)
            if found:
                return folded(found.group(1))
    for block in reversed(head):
        found = _ISSUERS.match(block.view.text)
        if found and re.search(r"xây dựng|ban hành", block.view.low[found.end() : found.end() + 30]):
            return folded(found.group(1)).strip(" ,")
    return _closing_issuer(blocks)


def _closing_issuer(blocks: list[Block]) -> str | None:
    for block in blocks:
        if block.view.text.startswith("Trên đây"):
            for found in reversed(list(_ISSUERS.finditer(block.view.text))):
                if block.view.low[: found.start()].rstrip().endswith("của"):
                    return folded(found.group(1)).strip(" ,")
    return None


def _years(title: str, head: str, issued: int | None, day: str | None) -> tuple[int | None, int | None]:
    """The term: named in the title, else in the head; it begins the year after a paper of the last quarter."""
    start = issued + 1 if issued and day and int(day[5:7]) >= 11 else issued
    for text in (title, head):
        span = _SPAN.search(text)
        if span:
            return int(span.group(1)), int(span.group(2))
        ends = [int(year) for year in _TO.findall(text)]
        if ends:
            return (start if start and start <= max(ends) else None), max(ends)
        single = _IN.findall(re.sub(r"ngày[^;,.]*năm \d{4}", "", text))
        if single and text is title:
            return int(single[-1]), int(single[-1])
    return start, None


def is_central_city(header: Header, head: str) -> bool:
    """Is the paper of a city directly under the centre?"""
    words = bare(f"{header.issuer or ''} {header.place or ''} {header.title or ''} {head}")
    return any(f"thanh pho {city}" in words or f"tp {city}" in words or f"tp. {city}" in words for city in CENTRAL_CITIES)
