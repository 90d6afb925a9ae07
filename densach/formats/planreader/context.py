"""What a block stands under: the kind of section, the years set for it, the institution it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from densach.formats.planreader.masking import masked
from densach.formats.planreader.structure import Block, Node, Structure
from densach.formats.planreader.textview import bare, mended
from densach.formats.planreader.vocabulary import Institution, institutions
from densach.formats.planreader.years import YEARLY, YearSpan, lead_year, years

# Headings decide what may promise something; the first pattern that fits wins.
_ROLES = (
    (
        "past",
        r"^can cu\b|ket qua|thuc trang|hien trang|boi canh|dac diem|khai quat|"
        r"tinh hinh|danh gia (?:chung|ket qua|tinh hinh|thuc trang|viec|cong tac)|"
        r"co so (?:xay dung|thuc tien|khoa hoc|chinh tri)|"
        r"ton tai|han che|nguyen nhan|su can thiet|bai hoc kinh nghiem|co so phap ly",
    ),
    (
        "goals",
        r"muc tieu|chi tieu|phuong huong|dinh huong|phan dau|du kien ket qua|ket qua (?:can dat|du "
        r"kien|mong)",
    ),
    ("purpose", r"muc dich|yeu cau|quan diem|nguyen tac|pham vi|doi tuong"),
    ("budget", r"kinh phi|du toan|nguon von|nguon luc tai chinh|muc (?:ho tro|chi|dau tu|thu)\b|dinh muc"),
    (
        "organise",
        r"to chuc thuc hien|phan cong|trach nhiem|che do bao cao|to chuc trien khai|trien khai thuc hien",
    ),
    ("tasks", r"nhiem vu|giai phap|bien phap|noi dung|hoat dong|cong tac"),
)
_ROLE_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)
_AHEAD = re.compile(r"can dat|du kien|phuong huong|muc tieu|chi tieu|nhiem vu trong tam|den nam")
_GROWS = re.compile(
    r"\b[Tt]ăng(?: trưởng)?(?: (?:bình quân|trung bình))?(?: (?:mỗi|h[àằ]ng) năm| như sau| từ)?\s*:\s*$"
)


# Papers that give money, posts or honours out, or set rules: what they count is no goal.
ADMINISTERS = re.compile(
    r"^(?:v/v |ve viec |ve )?(?:phan bo|giao (?:du toan|bien che|kinh phi)|(?:quy dinh|dieu chinh) "
    r"(?:muc|chinh sach|che do|chuc nang|tieu chi)|bo nhiem|khen thuong|"
    r"tang (?:thuong|danh hieu|bang khen|huan)|cong nhan|thanh lap|kien toan|tuyen dung|"
    r"ban hanh (?:quy che|quy dinh|the le|bo tieu chi)|"
    r"phe duyet (?:du toan|quyet toan|ket qua|du an dau tu|chu truong|ke hoach lua chon)|chu truong dau tu)"
)


@dataclass(frozen=True)
class Setting:
    """The ground on which a block's sentences are read."""

    paper: str | None
    year_from: int | None
    year_to: int | None
    issued: int | None
    central_city: bool
    role: str = ""
    year: YearSpan | None = None
    yearly: bool = False
    growing: str = ""
    institution: Institution | None = None
    phrase: str = ""
    clause: str = ""
    topic: str = ""
    administers: bool = False
    school: bool = False  # a paper of one school year
    own: str = ""  # the house whose own paper it is, in bare words: "bao tang" there is that museum
    horizon: int | None = None  # in a paper without a term: the last year it looks to, to be asked about

    @property
    def strict(self) -> bool:
        """In these papers a number is a fact unless the words say that it is to be reached."""
        return self.administers or self.paper in (
            "Báo cáo",
            "Hướng dẫn",
            "Thể lệ",
            "Quy chế",
            "Quy định",
            "Công điện",
            "Công văn",
            "Thông báo",
            "Giấy mời",
            "Tờ trình",
            "Biên bản",
        )


@dataclass
class _Lead:
    year: YearSpan | None = None
    role: str = ""
    institution: tuple[Institution, str] | None = None
    yearly: bool = False
    growing: str = ""


@dataclass(frozen=True)
class _Heading:
    """What a clause's own heading sets for what stands under it."""

    role: str
    year: YearSpan | None
    institution: Institution | None
    phrase: str
    words: str


def role_of(heading: str) -> str:
    """past | goals | purpose | budget | organise | tasks, or "" when the heading tells nothing."""
    plain = bare(mended(heading))
    if heading.rstrip().endswith((".", ";")):
        if plain.startswith(("bao cao", "tong hop", "gui ", "dinh ky")):
            return ""  # an order to report, not a report
        if plain.startswith("yeu cau:"):
            return ""  # what is required stands in the sentence itself
        plain = " ".join(plain.split()[:4])  # a numbered sentence, not a title: only how it opens counts
    for role, pattern in _ROLE_PATTERNS:
        if pattern.search(plain):
            if (
                role == "past"
                and _AHEAD.search(plain)
                and not plain.startswith(("ket qua", "danh gia", "tinh hinh"))
            ):
                continue
            return role
    return ""


@dataclass
class _Walker:
    ground: Setting
    headings: dict[int, _Heading] = field(
        default_factory=dict
    )  # each is read once, by the identity of its clause

    def clause(self, node: Node) -> Setting:
        """The setting of a clause: its own heading first, then its ancestors'."""
        setting = self.ground
        for one in reversed(node.ancestors()):
            heading = self.headings.get(id(one))
            if heading is None:
                heading = self.headings[id(one)] = _heading(one, setting.central_city)
            setting = replace(
                setting,
                clause=one.path,
                role=_narrow(setting.role, heading.role),
                year=heading.year or setting.year,
                institution=heading.institution or setting.institution,
                phrase=heading.phrase or setting.phrase,
                topic=f"{heading.words} ¦ {setting.topic}",
            )
        return setting


def _heading(node: Node, central_city: bool) -> _Heading:
    sentence = masked(node.heading)
    short = len(sentence.low) <= 220 and not node.heading.text.endswith((".", ";"))
    found = institutions(sentence.bare, central_city=central_city) if short else []
    return _Heading(
        role=role_of(node.heading.text) if len(sentence.low) <= 220 else "",
        year=lead_year(sentence.low) if short else None,
        institution=found[0] if found else None,
        phrase=sentence.bare[found[0].start : found[0].end] if found else "",
        words=sentence.bare if short else sentence.bare[:60],
    )


def _narrow(outer: str, inner: str) -> str:
    """A section keeps its nature: under "Tổ chức thực hiện" a "Nhiệm vụ" heading still only gives work out."""
    if outer in ("past", "budget", "organise") and inner in ("tasks", "purpose", ""):
        return outer
    return inner or outer


def settings(structure: Structure, ground: Setting) -> list[tuple[Block, Setting]]:
    """Every block of the body with its setting; leading lines ("Đến năm 2025:") speak until the clause ends."""
    walker = _Walker(ground)
    result: list[tuple[Block, Setting]] = []
    base, lead, node = ground, _Lead(), None
    for block in structure.blocks:
        if block.region != "body":
            continue
        if block.clause is not node:
            node = block.clause
            base, lead = (ground if node is None else walker.clause(node)), _Lead()
        if (block.leads or _title_like(block)) and not block.is_clause:
            lead = _led(block, lead, base)
        result.append((block, _with_lead(base, lead)))
    return result


_BEYOND = re.compile(r"(?:tầm nhìn|định hướng)[^;.,:]{0,24}$")


def horizon(grounds: list[tuple[Block, Setting]], issued: int | None) -> int | None:
    """The last year that a paper without a term looks to in what it orders, else the year it is issued."""
    found: list[int] = []
    for block, setting in grounds:
        if setting.role != "past":
            low = masked(block.view).low
            spans = [one for one in years(low) if not one.base and not _BEYOND.search(low[: one.start])]
            found += [one.last for one in spans if issued is not None and one.last >= issued]
    return max(found, default=issued)


def _title_like(block: Block) -> bool:
    """An unnumbered line that heads a table or a list: short, without a full stop, set in capitals."""
    return block.marker is None and block.all_caps and len(block.view) < 120


def _led(block: Block, lead: _Lead, base: Setting) -> _Lead:
    sentence = masked(block.view)
    found = institutions(sentence.bare, central_city=base.central_city)
    year = lead_year(sentence.low)
    return _Lead(
        year=year or lead.year,
        role=role_of(block.view.text) or lead.role,
        institution=(found[0], sentence.bare[found[0].start : found[0].end]) if found else lead.institution,
        yearly=YEARLY.search(sentence.low) is not None,
        growing=_what_grows(block.view.text),
    )


def _what_grows(lead: str) -> str:
    """ "Số lượt người sử dụng thư viện tăng bình quân:" → what is to grow in the lines under it, else nothing."""
    found = _GROWS.search(lead)
    return lead[: found.start()].strip(" -+,") if found else ""


def _with_lead(base: Setting, lead: _Lead) -> Setting:
    setting = replace(
        base,
        year=lead.year or base.year,
        role=_narrow(base.role, lead.role),
        yearly=lead.yearly,
        growing=lead.growing,
    )
    if lead.institution:
        setting = replace(setting, institution=lead.institution[0], phrase=lead.institution[1])
    return setting
