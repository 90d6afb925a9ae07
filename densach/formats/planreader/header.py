"""Head and foot of a paper: name, number, issuer, place and day, title, signer, the decision it comes with."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from densach.formats.planreader.letters import LOWER, UPPER
from densach.formats.planreader.people import signer
from densach.formats.planreader.reading import Header, IssuedWith
from densach.formats.planreader.structure import Block, Structure, paper_type
from densach.formats.planreader.textview import bare, folded, mended, understood
from densach.formats.planreader.vocabulary import CENTRAL_CITIES

_SYMBOL = r"[A-ZĐƯƠ][A-ZĐƯƠa-zđ&]*(?:-[A-ZĐƯƠ][A-ZĐƯƠa-zđ&.]*)+"
_NUMBER = re.compile(
    rf"S[ốổôo]\s*(?::|(?=\s\d))\s*([\dOl]{{1,6}})?\s*(?:/\s*20\d\d(?=\s*/))?[/.…_ ]*\s*/?\s*({_SYMBOL}|QĐ|KH)?"
)
# Papers of the Party: "Số 23-CTr/TU", "Số 11-NQ/ĐU".
_PARTY_NUMBER = re.compile(
    r"S[ốôo]\s*:?\s*(\d{1,6})\s*-\s*([A-ZĐ][A-Za-zĐđ]{0,4}\s*/\s*[A-ZĐƯ&]+(?:-[A-ZĐƯ]+)*)"
)
_PLACE_DATE = re.compile(
    rf"(?<![\w-])((?:TP\.? ?)?[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{0,4}})\s*,\s*(?:hồi [^,;]{{0,18}}?\s)?"
    r"ng[àa]y\s*([\dOl]{0,2})[\s.…_]*"
    r"th[áaâ]ng\s*([\dOl]{0,2})[\s.…_]*n[ăaâ]m\s*(\d{4})"
)
_PLACE_SLASHED = re.compile(
    rf"(?<![\w-])((?:TP\.? ?)?[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{0,4}})\s*,\s*ng[àa]y\s*"
    r"([\dOl]{1,2})\s*[/.-]\s*([\dOl]{1,2})\s*[/.-]\s*(\d{4})"
)
_ISSUED_WITH = re.compile(
    r"(?:ban hành|kèm)\s+(?:kèm\s+)?theo\s+(quyết định|nghị quyết|kế hoạch|công văn|tờ trình|"
    rf"thông tư)\s*(?:số\s*:?)?\s*(\d*)\s*/?\s*({_SYMBOL})?"
    r"(?:,?\s*ngày\s*(\d*\s*tháng\s*\d*\s*năm\s*\d{4}|[\d\s/.-]+))?",
    re.IGNORECASE,
)
_BODY = (
    r"(?:Ủy ban nhân dân|UBND|Uỷ ban nhân dân|Sở|Bộ|Hội đồng nhân dân|Tỉnh ủy|Thành ủy|Huyện ủy|"
    r"Ban Chỉ đạo|Ban Thường vụ|Phòng|"
    r"Thủ tướng Chính phủ|Thư viện|Bảo tàng|Trung tâm)"
)
_PLANS = re.compile(
    rf"^({_BODY}[^.;:]{{0,90}}?)\s+(?:xây dựng|ban hành|đề nghị|yêu cầu|thông báo|triển khai)\b"
)
_CLOSES = re.compile(rf"\bcủa ({_BODY}[^.;:“”\"]{{0,90}}?)\s*(?:\./\.|[.;]|$)")
_CAPITALS = re.compile(
    rf"(?<![-/{UPPER}])(?<!ĐẢNG )(?<!THƯỜNG )(?:(?:VĂN PHÒNG )?(?:ỦY|UỶ|UY) BAN NH[ÂA]N D[ÂA]N|"
    r"UBND|SỞ|HỘI ĐỒNG NHÂN DÂN|CHÍNH PHỦ|QUỐC HỘI|BỘ|(?:VỤ|CỤC)(?: THƯ VIỆN)?|"
    r"TRƯỜNG(?= (?:TIỂU|TRUNG|MẦM|ĐẠI|CAO|THCS|THPT))|"
    r"BAN CHỈ (?:ĐẠO|HUY)|TỈNH ĐOÀN|THÀNH ĐOÀN|"
    r"HỘI (?:KHUYẾN HỌC|LIÊN HIỆP PHỤ NỮ|NÔNG DÂN|CỰU CHIẾN BINH|NGƯỜI CAO TUỔI)|"
    r"LIÊN ĐOÀN LAO ĐỘNG|ĐẢNG (?:[ỦU]Y|BỘ)|"
    r"HUYỆN ỦY|TỈNH ỦY|THÀNH ỦY|THỦ TƯỚNG|TRUNG TÂM|THƯ VIỆN|BẢO TÀNG|(?:VĂN )?PHÒNG)\b"
    rf"(?:[,\s-]+(?!SỞ|TRUNG TÂM|TRƯỜNG (?:TIỂU|TRUNG|MẦM|ĐẠI|CAO|THCS|THPT)|"
    rf"THƯ VIỆN|BẢO TÀNG|(?:VĂN )?PHÒNG|BAN CHỈ|BAN CHẤP|BAN THƯỜNG|HỘI ĐỒNG|CỤC |(?<!NỘI )VỤ |S[ốỐ]\b)[{UPPER}]{{2,}}|"
    r"[,\s-]+[ÝYÀ](?= ))*"
)
_SMALL_L = re.compile(rf"(?<=[{UPPER}])l(?=[{UPPER}\s])")  # a scanner's "HỘl ĐỒNG"
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")  # the name of another paper in a title, with its own term
_MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|doc lap\s*[-–]\s*tu do\s*[-–]\s*hanh phuc|dang cong san viet nam"
)
_SPAN = re.compile(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ|các năm|năm học|"
    r"(?<!tháng \d )(?<!tháng \d\d )\bnăm)\s+(?:từ\s+)?(?:năm\s+)?(20\d\d)"
    r"\s*(?:-|–|đến(?: hết)?)\s*(?:năm\s+)?(20\d\d)",
    re.IGNORECASE,
)
_TO = re.compile(r"(?:đến|tới) (?:hết )?năm (20\d\d)", re.IGNORECASE)
# "…, định hướng đến năm 2035", "tầm nhìn đến năm 2045": what lies beyond the term.
# A title whose words around the year a scanner lost: "gai doan 2026-2030", "n m 2026".
_BARE_YEARS = re.compile(r"(?<![\d/.-])(20\d\d)(?:\s*[-–]\s*(20\d\d))?(?![\d/])")
_OUTLOOK = re.compile(r"(?:định hướng|tầm nhìn)[^;.,]{0,20}?(?:đến|tới) (?:hết )?năm 20\d\d", re.IGNORECASE)
_IN = re.compile(r"năm (20\d\d)", re.IGNORECASE)


_AFTER_TITLE = re.compile(r"\(|_|căn cứ|thực hiện|xét\b|theo |nhằm|số\s*:|kính gửi|để ")
_OFFICE = re.compile(
    r"(?:pho )?(?:chu tich|uy ban|h[o0][il] dong|giam doc|bo truong|thu tuong)|chinh phu$|(?:phan )?mo dau$|"
    r"loi noi dau$|dat van de$"
)


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
    if not any(paper_type(block.view.text) for block in head):
        head += _annex_head(blocks)
    named = next((index for index, block in enumerate(head) if _name(block)), None)
    kind = _name(head[named]) if named is not None else _letter(head)
    joined = _with_title(head) if named is None else None
    if joined:
        named, kind = joined[0], joined[1]
    top = " ".join(block.view.text for block in (_over_receivers(head) if named is None else head[:named]))
    number, symbol = _number(mended(" ".join(block.view.text for block in head[:12])))
    place, day, year = _place_day(head)
    title = folded(f"{joined[2] if joined else ''} {_title(head, named) or ''}") or None
    issued_with = _issued_with(head, kind)
    issued = (
        int(day[:4])
        if day
        else year or (int(issued_with.date[:4]) if issued_with and issued_with.date else None)
    )
    first, last = _years(
        understood(title or ""),
        understood(" ".join(block.view.text for block in head[:20])),
        issued,
        day or (issued_with.date if issued_with else None),
    )
    return Header(
        type=kind,
        number=number,
        symbol=symbol,
        issuer=_issuer(top, head, blocks),
        place=place,
        date=day,
        title=title,
        signer=signer(structure),
        issued_with=issued_with,
        year_from=first,
        year_to=last,
    )


def _over_receivers(head: list[Block]) -> list[Block]:
    """The head of a letter down to "Kính gửi", where others than its issuer are named."""
    stop = next(
        (index for index, block in enumerate(head) if block.view.low.startswith("kính gửi")), len(head)
    )
    return head[:stop]


def _name(block: Block) -> str | None:
    """The paper's name; "KẾT LUẬN" and "PHỤ LỤC II" only here, as they may stand elsewhere too."""
    text = re.sub(r"^(PHỤ LỤC)(?: SỐ)? (?:[IVX]{1,4}|\d{1,2})$", r"\1", block.view.text.strip(" *#:."))
    return paper_type(text) or ("Kết luận" if text == "KẾT LUẬN" else None)


_OPENS_WITH_NAME = re.compile(
    r"(KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|QUYẾT ĐỊNH|CHỈ THỊ|NGHỊ QUYẾT|BÁO CÁO|CÔNG ĐIỆN|HƯỚNG DẪN|THÔNG BÁO|TỜ TRÌNH|"
    r"PHƯƠNG ÁN|CHIẾN LƯỢC|QUY HOẠCH)\s+(\S.+)"
)


def _with_title(head: list[Block]) -> tuple[int, str, str] | None:
    """(place, name, rest) of a line such as "KẾ HOẠCH PHÁT TRIỂN VĂN HÓA ĐỌC NĂM 2026": name and title at once."""
    for index, block in enumerate(head):
        found = _OPENS_WITH_NAME.fullmatch(block.view.text.strip(" *#"))
        if found and block.view.text.isupper():
            return index, found.group(1).capitalize(), found.group(2)
    return None


def _annex_head(blocks: list[Block]) -> list[Block]:
    """The head of an annex that comes alone: its name, title and the paper it belongs to, before its first line."""
    body = [block for block in blocks if block.region == "body"]
    if not body or not re.match(r"PHỤ LỤC\b", body[0].view.text):
        return []
    stop = next((index for index, block in enumerate(body) if block.marker or block.is_row), len(body))
    return body[: min(stop, 6)]


def _letter(head: list[Block]) -> str | None:
    """An official letter has no name of its own, only "V/v …" under its number."""
    return "Công văn" if any(re.match(r"v/v\b|về việc", block.view.low) for block in head) else None


def _number(text: str) -> tuple[str | None, str | None]:
    found = _NUMBER.search(text)
    party = _PARTY_NUMBER.search(text)
    if party and not (found and found.group(2)):
        return party.group(1), party.group(2).replace(" ", "")
    if not found:
        return None, None
    number = found.group(1).replace("O", "0").replace("l", "1") if found.group(1) else None
    return number, found.group(2)


def _place_day(head: list[Block]) -> tuple[str | None, str | None, int | None]:
    for block in head:
        found = _PLACE_DATE.search(mended(block.view.text)) or _PLACE_SLASHED.search(mended(block.view.text))
        if found:
            place, day, month, year = found.groups()
            mend = str.maketrans("Ol", "01")
            return place, iso(day.translate(mend), month.translate(mend), year), int(year)
    return None, None, None


def _title(head: list[Block], named: int | None) -> str | None:
    """The lines under the paper's name, up to its legal bases."""
    if named is None:
        letter = next((block for block in head if re.match(r"v/v\b|về việc", block.view.low)), None)
        return folded(_PLACE_DATE.sub("", letter.view.text)).strip() if letter else None
    lines: list[str] = []
    for block in head[named + 1 :]:
        text = block.view.text
        opens = _AFTER_TITLE.match(block.view.low) and (lines or text.endswith((";", ".")))
        stops = bool(opens) or bool(lines and text.isupper() and _OFFICE.match(bare(text)))
        if stops or _PLACE_DATE.search(text) or text.endswith((".", ";", ":", ",")) or len(lines) == 4:
            break
        lines.append(text)
    return folded(" ".join(lines)) or None


def _issued_with(head: list[Block], paper: str | None) -> IssuedWith | None:
    for block in head:
        found = _ISSUED_WITH.search(block.view.text)
        if found and block.view.text.startswith("("):
            kind = found.group(1)[0].upper() + found.group(1)[1:].lower()
            if kind == paper:
                continue  # the decision itself, read with the plan behind it
            return IssuedWith(kind, found.group(2) or None, found.group(3), day_in(found.group(4) or ""))
    return None


def _issuer(top: str, head: list[Block], blocks: list[Block]) -> str | None:
    """Capitals over the number; else the annexed paper's decision; else who says that it plans; else the close."""
    top = _SMALL_L.sub("I", unicodedata.normalize("NFC", top))
    for motto in reversed(list(_MOTTO.finditer(bare(top)))):  # by letters without marks: scanners lose them
        top = f"{top[: motto.start()]} {top[motto.end() :]}"
    capitals = list(_CAPITALS.finditer(top))
    if capitals:
        return folded(_joint(top, capitals)).strip(" -,")
    for block in head:
        found = re.search(r"của (.+?)\)?$", block.view.text) if block.view.text.startswith("(") else None
        if found:
            return folded(found.group(1))
    for block in reversed(head):
        found = _PLANS.match(block.view.text)
        if found:
            return folded(found.group(1))
    closing = next((block for block in blocks if block.view.text.startswith("Trên đây")), None)
    found = _CLOSES.search(closing.view.text) if closing else None
    return folded(found.group(1)) if found else None


def _joint(top: str, capitals: list[re.Match[str]]) -> str:
    """The last body named, with those that a dash joins to it: they issue together."""
    first = last = capitals[-1]
    for before in reversed(capitals[:-1]):
        between = top[before.end() : first.start()]
        if not re.fullmatch(
            r"\s*[-–]\s*", f"{' -' if before.group().rstrip().endswith(('-', '–')) else ''}{between}"
        ):
            break
        first = before
    return top[first.start() : last.end()]


def _years(title: str, head: str, issued: int | None, day: str | None) -> tuple[int | None, int | None]:
    """The term: named in the title, else in the head; it begins the year after a paper of the last quarter."""
    start = issued + 1 if issued and day and int(day[5:7]) >= 11 else issued
    for text in (title, head):
        span = _SPAN.search(_QUOTED.sub(" ", text)) or _SPAN.search(text)
        if span and (text is title or int(span.group(2)) >= (issued or 0)):
            first, last = int(span.group(1)), int(span.group(2))
            sooner = any(int(year) < first for year in _TO.findall(text[: span.start()]))
            return (start if sooner and start and start < first else first), last
        term = _OUTLOOK.sub(" ", text)
        ends = [int(year) for year in _TO.findall(term) or ([] if _IN.search(term) else _TO.findall(text))]
        if ends and max(ends) >= (issued or 0):
            return (start if start and start <= max(ends) else None), max(ends)
        single = _IN.findall(re.sub(r"ngày \d[^;,.]*năm \d{4}", "", term))
        if text is title and (single or _BARE_YEARS.search(term)):
            found = None if single else _BARE_YEARS.search(term)
            begins = found.group(1) if found else single[-1]
            return int(begins), int((found.group(2) if found else None) or begins)
    return start, None


def is_central_city(header: Header, head: str) -> bool:
    """Is the paper of a city directly under the centre?"""
    words = bare(f"{header.issuer or ''} {header.place or ''} {header.title or ''} {head}")
    return any(
        f"thanh pho {city}" in words or f"tp {city}" in words or f"tp. {city}" in words
        for city in CENTRAL_CITIES
    )
