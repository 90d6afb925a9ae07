"""The paper as blocks (headings, paragraphs, bullets, table rows) and as a tree of clauses.

Papers come as wrapped lines, with blank lines between lines or none, with Markdown marks or none.
A line opens a new block when it carries a mark of numbering or cannot continue the line above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from densach.formats.planreader.numbering import Marker, marker_of
from densach.formats.planreader.textview import View, bare, sentences, view_of

# The names an administrative paper may have (NĐ 30/2020, Phụ lục III), as they stand alone on their line.
PAPER_TYPES = (
    "Kế hoạch",
    "Quyết định",
    "Chỉ thị",
    "Nghị quyết",
    "Báo cáo",
    "Công điện",
    "Chương trình",
    "Đề án",
    "Hướng dẫn",
    "Thông báo",
    "Tờ trình",
    "Phương án",
    "Dự án",
    "Quy định",
    "Quy chế",
    "Quy hoạch",
    "Công văn",
    "Biên bản",
    "Giấy mời",
    "Thông tư",
    "Nghị định",
    "Chiến lược",
    "Phụ lục",
    "Thể lệ",
)
# "CHƯƠNG TRÌNH HÀNH ĐỘNG", "HƯỚNG DẪN LIÊN NGÀNH": the name with how it is made.
_MANNER_OF_PAPER = re.compile(
    r" (?:hanh dong|lien nganh|lien tich|phoi hop|cong tac|tom tat|thong ke|nhanh|"
    r"khan|hoa toc|thuong khan|so ket|tong ket|chuyen de|thuc hien|"
    r"thanh tich|ghi nho|lam viec|ban giao|ket qua|de xuat|tham luan)$"
)
_TYPE_LINES = {bare(name): name for name in PAPER_TYPES}


@dataclass(frozen=True)
class Line:
    """A printed line: its text without marks of Markdown, where it stands, and whether a blank line is above it."""

    text: str
    start: int
    end: int
    marker: Marker | None = None
    apart: bool = False


@dataclass
class Block:
    """A paragraph, heading, bullet or table row. `start` includes its number, `body` does not."""

    source: str
    start: int
    end: int
    body: int
    marker: Marker | None = None
    region: str = "body"  # head | body | foot
    clause: Node | None = None

    @cached_property
    def view(self) -> View:
        return view_of(self.source, self.body, self.end)

    @cached_property
    def sentences(self) -> list[View]:
        return sentences(self.view)

    @property
    def is_row(self) -> bool:
        return self.view.text.count("|") >= 2 or self.source[self.body : self.end].count("\t") >= 2

    @property
    def is_clause(self) -> bool:
        return self.marker is not None and self.marker.numbered

    @property
    def leads(self) -> bool:
        """True for a line such as "Đến năm 2025:" or "Giai đoạn 2026 - 2030", which speaks for what follows."""
        text = self.view.text
        return text.endswith(":") or (len(text) < 60 and _PERIOD_LINE.fullmatch(text) is not None)

    @property
    def all_caps(self) -> bool:
        return _all_caps(self.view.text)


@dataclass
class Node:
    """A clause of the tree."""

    path: str
    label: str
    rank: float
    heading: View
    start: int
    end: int
    parent: Node | None = None
    blocks: list[Block] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    doubled: bool = False

    def ancestors(self) -> list[Node]:
        """This clause, its parent, and so on up."""
        chain: list[Node] = []
        node: Node | None = self
        while node is not None:
            chain.append(node)
            node = node.parent
        return chain


@dataclass(frozen=True)
class Structure:
    blocks: list[Block]
    nodes: list[Node]


_PERIOD_LINE = re.compile(
    r"(?:mục tiêu|chỉ tiêu|kế hoạch)?\s*(?:trong\s+)?(?:giai đoạn|đến (?:hết )?năm|"
    r"năm)\s+20\d\d(?:\s*[-–]\s*20\d\d)?",
    re.IGNORECASE,
)


def _all_caps(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 2 and all(char.isupper() for char in letters)


_MARKS = re.compile(r"^[\s>#*_\ufeff]*(?:\*\*)?\s*")


def _lines(source: str) -> list[Line]:
    lines: list[Line] = []
    at, apart = 0, False
    for raw in source.splitlines(keepends=True):
        start, at = at, at + len(raw)
        kept = raw.rstrip("\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029")
        lead = _MARKS.match(kept)
        skipped = lead.end() if lead else 0
        if re.match(r"^\s*\*\s+\S", kept) and "**" not in kept[: skipped + 1]:
            skipped = kept.index("*")  # a star that is a bullet
        text = kept[skipped:].rstrip()
        if not text.strip("* _-|:=~.…"):
            apart = apart or not kept.strip()
            continue
        bare_text = text.rstrip("* ")
        end = start + skipped + len(bare_text)
        lines.append(Line(bare_text, start + skipped, end, marker_of(bare_text), apart))
        apart = False
    return lines


_SMALL_L = re.compile(r"(?<=[A-ZĐ])l(?=[A-ZĐ]|\b)")
_LONG = 160  # no page prints a line of more letters: such a paper has one line for each paragraph


def _usual_width(lines: list[Line]) -> int:
    """The length that a full printed line has in this paper."""
    lengths = sorted(len(line.text) for line in lines if "|" not in line.text)
    if not lengths:
        return 0
    long = sum(one > _LONG for one in lengths)
    return lengths[-1] if long >= 0.05 * len(lengths) else lengths[int(len(lengths) * 0.9)]


def paper_type(text: str) -> str | None:
    """The paper's name when a line holds nothing else, e.g. "KẾ HOẠCH" (or a scanner's "CHỈ THl")."""
    text = _SMALL_L.sub("I", text)
    if not _all_caps(text):
        return None
    plain = bare(text).strip(" *#:.")
    return _TYPE_LINES.get(plain) or _TYPE_LINES.get(_MANNER_OF_PAPER.sub("", plain))


_REFERS = re.compile(
    r"(?:\b(?:[Ss]ố|[Kk]hoản|[Đđ]iểm|[Đđ]iều|[Nn]gày|[Tt]háng|[Nn]ăm|[Mm]ục|từ|đến|và|theo|của|tại))$"
)
_RANGE_OPEN = re.compile(r"\b(?:từ|khoảng|ít nhất|tối thiểu|đạt)\s[\d.,]+%?$")
_WRAPPED = 130  # a paper whose full lines are longer prints each paragraph on one line
_OPENERS = re.compile(
    r"^(?:Căn cứ|Thực hiện|Xét|Theo đề nghị|Nơi nhận|Số\s*:|Kính gửi|Trên đây|TM\.|KT\.|TL\.|TUQ\.|Q\.|"
    r"Ngày \d{1,2} tháng|Năm học [2l][\dO]|Những năm qua|Trong những năm|Điện\s*:|Sau khi |Qua theo dõi|Thời gian qua|"
    r"PHỤ LỤC|Phụ lục|ĐIỀU|CHỦ TỊCH|PHÓ|GIÁM ĐỐC|\(Ban hành|\(Kèm theo)"
)


def _continues(line: Line, above: Line, width: int) -> bool:
    """Does this line go on with the sentence of the line above?"""
    first, last = line.text[0], above.text[-1]
    open_ended = last not in ".;:!?…/|" and not above.text.endswith("./.")
    if any(text.count(bar) >= 2 for text in (line.text, above.text) for bar in "|\t"):
        return False
    if above.marker is not None and above.marker.length >= len(above.text) and line.marker is None:
        return True  # "Phần thứ nhất" alone on its line: its title follows
    if line.marker is not None:
        return open_ended and _marked_goes_on(line, line.marker, above)
    if paper_type(line.text) or paper_type(above.text) or _OPENERS.match(line.text):
        return False
    if first.islower() or last in ",–-—&":
        return True
    if _all_caps(above.text) != _all_caps(line.text):
        return first.isdigit() and open_ended
    if first in '0123456789("“%':
        return open_ended
    if last == ";" and width <= _WRAPPED:
        return len(above.text) >= 0.45 * width
    return open_ended and len(above.text) >= 0.6 * width


def _marked_goes_on(line: Line, marker: Marker, above: Line) -> bool:
    """Is what looks like a number or dash of a new line a part of the sentence above?"""
    if marker.dash and _RANGE_OPEN.search(above.text):
        return marker.body_char(line.text).isdigit()  # "từ 20.000" and "- 25.000" on the next line
    if _REFERS.search(above.text):
        return True  # "theo Hướng dẫn số" at the end of a line: the number below is that paper's
    return marker.dash and marker.body_char(line.text).islower()


def _blocks(source: str) -> list[Block]:
    lines = _lines(source)
    width = _usual_width(lines)
    # Where few lines stand apart, a blank line parts paragraphs; elsewhere it stands between all lines.
    parted = sum(line.apart for line in lines) < 0.35 * len(lines)
    blocks: list[Block] = []
    above: Line | None = None
    for line in lines:
        new = parted and line.apart and line.text[0].isupper()
        if above is not None and blocks and not new and _continues(line, above, width):
            blocks[-1].end = line.end
        else:
            body = line.start + (line.marker.length if line.marker else 0)
            blocks.append(Block(source, line.start, line.end, body, line.marker))
        above = line
    return blocks


_FOOT = re.compile(r"^\W*n[oơ]i nh[aâậ]n", re.IGNORECASE)
_ANNEX = re.compile(r"^phu luc(?:\s+(?:so\s+)?([ivx]{1,4}|\d{1,2}))?\b")
_BODY_BEGINS = re.compile(
    r"(?:nhu sau|sau day|quyet dinh|quyet nghi|nghi quyet|chi thi|dien|"
    r"(?:yeu cau|de nghi|chi dao|ket luan|thong bao|huong dan)(?: [^:.;]{1,80})?)\s*:$"
)


def _annex_label(block: Block) -> str | None:
    """ "PL", "PL-I" for the title line of an annex, else None (a sentence about annexes is no title)."""
    text = block.view.text
    found = _ANNEX.match(bare(text))
    if not found or block.marker is not None or len(text) > 160 or text.endswith((".", ";", ":")):
        return None
    if not text[:7].isupper() and len(text) > 12:
        return None
    return f"PL-{found.group(1).upper()}" if found.group(1) else "PL"


def _mark_regions(blocks: list[Block]) -> None:
    """Head before the first clause, foot from "Nơi nhận" on; a type line opens a new head (an annexed plan)."""
    region = "head"
    for block in blocks:
        text = block.view.text
        begins = False
        if _FOOT.match(text):
            region = "foot"
        elif _annex_label(block):
            region = "body"
        elif region != "head" and block.marker is None and paper_type(text):
            region = "head"
        elif block.is_clause and block.marker and (region == "head" or block.marker.rank <= 2):
            region = "body"
        elif region == "head" and _BODY_BEGINS.search(bare(text)):
            begins = True
        block.region = region
        region = "body" if begins else region
    if not any(block.region == "body" for block in blocks):
        _open_unnumbered(blocks)


def _open_unnumbered(blocks: list[Block]) -> None:
    """A paper without any numbering: its body is what follows its name and title."""
    named = [index for index, block in enumerate(blocks) if paper_type(block.view.text)]
    first = min(named[0] + 2, len(blocks)) if named else 0
    for block in blocks[first:]:
        if block.region == "head":
            block.region = "body"


def read_structure(source: str) -> Structure:
    """Blocks and clauses of a paper, in the order of the text."""
    blocks = _blocks(source)
    _mark_regions(blocks)
    nodes: list[Node] = []
    stack: list[Node] = []
    for block in blocks:
        annex = _annex_label(block)
        if block.region != "body":
            stack.clear()
        elif annex:
            _open(block, Marker(annex, -1.0, 0), stack, nodes)
        elif block.marker is not None and block.marker.numbered:
            _open(block, block.marker, stack, nodes)
        elif block.marker is None and block.view.text.startswith("Trên đây"):
            del stack[1:]  # the closing paragraph speaks for the whole last part
        for node in stack:
            node.end = block.end
        if stack:
            block.clause = stack[-1]
            stack[-1].blocks.append(block)
    return Structure(blocks, nodes)


def _open(block: Block, marker: Marker, stack: list[Node], nodes: list[Node]) -> None:
    while stack and stack[-1].rank >= marker.rank:
        stack.pop()
    parent = stack[-1] if stack else None
    path = f"{parent.path}.{marker.label}" if parent and not _multiple(parent, marker) else marker.label
    if parent and _multiple(parent, marker):
        path = f"{parent.path[: -len(parent.label)]}{marker.label}"
    siblings = parent.children if parent else [one for one in nodes if one.parent is None]
    doubled = any(node.path == path for node in siblings)
    node = Node(path, marker.label, marker.rank, block.view, block.start, block.end, parent, doubled=doubled)
    stack.append(node)
    nodes.append(node)
    if parent:
        parent.children.append(node)


def _multiple(parent: Node, marker: Marker) -> bool:
    """ "2.1" under "2" prints as 2.1, not 2.2.1."""
    return "." in marker.label and marker.label.startswith(f"{parent.label}.")
