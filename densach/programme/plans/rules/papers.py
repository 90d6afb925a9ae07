"""How papers of the state are called, and how one stands to another: pure functions on words, numbers and edges."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from densach.kernel.vietnamese import fold
from densach.programme.plans.rules.refusals import PaperUnnamed, YearsDisagree

TYPES: Final = (
    *("Luật", "Nghị quyết", "Nghị định", "Quyết định", "Chỉ thị", "Thông tư", "Chương trình", "Kế hoạch"),
    *("Đề án", "Hướng dẫn", "Kết luận", "Công văn", "Công điện", "Thông báo", "Tờ trình", "Báo cáo"),
)
# Longer names first: "Thông tư liên tịch" is no "Thông tư", "Bộ luật" no "Luật".
_TYPE_WORDS: Final = (
    *("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị quyết", "Nghị định", "Quyết định", "Chỉ thị"),
    *("Thông tư liên tịch", "Thông tư", "Kế hoạch", "Công văn", "Công điện", "Chương trình", "Hướng dẫn"),
    *("Đề án", "Tờ trình", "Kết luận", "Thông báo", "Văn bản"),
)
_TYPE: Final = "|".join(_TYPE_WORDS)
_SYMBOL: Final = r"(?:\d{4}/)?[A-ZĐƯ][\w&Đđ.]*(?:-[A-ZĐƯ][\w&Đđ.]*)*"
_NUMBERED: Final = re.compile(
    rf"(?P<type>{_TYPE})\s+(?:số\s*:?\s*)?(?P<number>\d+)\s*/\s*(?P<symbol>{_SYMBOL})"
)
_DAY: Final = re.compile(r"ngày\s+(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})")
_LAW: Final = re.compile(
    r"(?P<type>Bộ luật|Luật|Pháp lệnh|Hiến pháp)\s+(?P<name>[^;,.]+?)(?=\s+(?:ngày|số|năm)\b|\s*[;,.]|$)"
)
_OF: Final = re.compile(r"\bcủa\s+(.+?)(?=,?\s+(?:về|phê duyệt|ban hành|hướng dẫn|quy định)\b|\s*[;.(]|$)")
_REPLACES: Final = re.compile(r"\bthay thế\s+(?:cho\s+)?", re.IGNORECASE)
_AMENDS: Final = re.compile(
    r"\bsửa đổi(?:,\s*bổ sung)?\b[^.;\n]{0,120}?(?=(?:" + _TYPE + r")\s+(?:số\s*:?\s*)?\d)", re.IGNORECASE
)
_LOOKS_AHEAD: Final = 260  # characters behind "thay thế" in which the replaced paper is named
IMPLEMENTS, REPLACES, ISSUED_WITH, AMENDS = "implements", "replaces", "issued_with", "amends"
# A paper with one of these marks comes from the centre: nobody of the register issued it.
_CENTRAL: Final = re.compile(
    r"(?:^|[-/])(?:QH\d*|UBTVQH\d*|TTg|CP|TW|BCT|BVHTTDL|BGDĐT|BNV|BTC|BTTTT|BKHCN|TTLT)(?:$|[-/])"
)


@dataclass(frozen=True)
class PaperValues:
    """What a person may write of a paper; one without a number is a draft."""

    document_type: str
    number: str = ""
    symbol: str = ""
    issuer: str = ""
    issued_on: date | None = None
    year: int | None = None
    abstract: str = ""

    def check(self) -> None:
        """Raises PaperUnnamed, YearsDisagree."""
        if not self.document_type.strip() or not (self.number or self.symbol or self.abstract.strip()):
            raise PaperUnnamed
        if self.issued_on and self.year and self.issued_on.year != self.year:
            raise YearsDisagree(year=self.year, day=self.issued_on)

    @property
    def of_year(self) -> int | None:
        """The year told, that of its day, or the one that its symbol carries ("93/2020/NĐ-CP")."""
        return self.year or (self.issued_on.year if self.issued_on else year_in(self.symbol))


@dataclass(frozen=True)
class Citation:
    """A paper that another one names: in what relation, and in which words."""

    relation: str
    quote: str
    values: PaperValues


def year_in(symbol: str) -> int | None:
    """The year at the head of a symbol, which papers of law carry there: 2020 of "2020/NĐ-CP"."""
    found = re.match(r"(\d{4})/", symbol)
    return int(found[1]) if found else None


def is_central(symbol: str) -> bool:
    """Whether the symbol is one of the National Assembly, the Government or a ministry."""
    return bool(_CENTRAL.search(symbol))


# Who issued a paper, by its symbol, from the top: only that body, or a higher one, replaces or amends it (Luật Ban hành
# văn bản quy phạm pháp luật).
_RANKS: Final = (
    re.compile(r"QH\d*$|UBTVQH\d*$"),
    re.compile(r"-(?:TTg|CP)$"),
    re.compile(r"-(?:BVHTTDL|BGDĐT|BNV|BTC|BTTTT|BKHCN)$"),
    re.compile(r"-(?:UBND|HĐND)$"),
)
_LAWS: Final = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")


def rank(document_type: str, symbol: str) -> int:
    """1 for the National Assembly, 2 the Government and its head, 3 a ministry, 4 councils and committees of a place;
    0 where the symbol does not tell.
    """
    if document_type in _LAWS:
        return 1
    return next((place for place, known in enumerate(_RANKS, start=1) if known.search(symbol)), 0)


def code_of(values: PaperValues) -> str:
    """ "1520-qd-ttg-2022"; without a number the words of its abstract. To be numbered when it is taken."""
    year = "" if year_in(values.symbol) else str(values.of_year or "")
    words = (
        (values.number, values.symbol, year)
        if values.number
        else (values.abstract or values.document_type, year)
    )
    return re.sub(r"[^a-z0-9]+", "-", fold(" ".join(words))).strip("-")[:90].strip("-") or "van-ban"


def citations(reading: Mapping[str, Any], text: str) -> list[Citation]:
    """The papers that a plan names: what it carries out, what it is issued with, what it replaces and amends.

    `reading` is the JSON of the plan contract. Each paper is told once, by its strongest relation.
    """
    found = [*_issued_with(reading), *_replaced(text), *_amended(reading), *_bases(reading)]
    kept: dict[tuple[str, str, int | None], Citation] = {}
    for one in found:
        key = (one.values.number or fold(one.values.abstract), fold(one.values.symbol), one.values.of_year)
        kept.setdefault(key, one)
    return list(kept.values())


def _issued_with(reading: Mapping[str, Any]) -> Iterator[Citation]:
    told = (reading.get("document") or {}).get("issued_with")
    if told and told.get("number"):
        day = _iso(told.get("date"))
        issuer = (reading.get("document") or {}).get("issuer") or ""
        values = PaperValues(
            told.get("type") or "Quyết định", told["number"], told.get("symbol") or "", issuer, day
        )
        yield Citation(
            ISSUED_WITH, f"ban hành kèm theo {values.document_type} {values.number}/{values.symbol}", values
        )


def _bases(reading: Mapping[str, Any]) -> Iterator[Citation]:
    for basis in reading.get("legal_bases") or ():
        quote = " ".join(str(basis.get("quote", "")).split()).rstrip(" ;,.")
        values = _named(quote)
        if values is not None:
            yield Citation(IMPLEMENTS, quote, values)


def _replaced(text: str) -> Iterator[Citation]:
    """ "Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày …": only a paper with number, of the sentence itself."""
    for begun in _REPLACES.finditer(text):
        sentence = re.split(r"[.;]\s|\n\s*\n", text[begun.end() : begun.end() + _LOOKS_AHEAD])[0]
        flat = " ".join(sentence.split())
        if _NUMBERED.match(flat) and (values := _named(flat)) is not None:
            yield Citation(REPLACES, f"thay thế {flat}"[:500], values)


def _amended(reading: Mapping[str, Any]) -> Iterator[Citation]:
    """A paper whose own title says that it amends another one."""
    title = " ".join(str((reading.get("document") or {}).get("title") or "").split())
    begun = _AMENDS.search(title)
    if begun and (values := _named(title[begun.end() :])) is not None:
        yield Citation(AMENDS, title[:500], values)


def _named(quote: str) -> PaperValues | None:
    """The first paper that the words name: one with number and symbol, or a law by its name."""
    if found := _NUMBERED.search(quote):
        rest = quote[found.end() :]
        issuer = _OF.search(rest)
        about = re.search(r"(?:về(?: việc)?|phê duyệt|ban hành|hướng dẫn|quy định)\b.*", rest)
        return PaperValues(
            found["type"],
            found["number"],
            found["symbol"],
            issuer[1].strip() if issuer else "",
            _day(rest),
            None,
            about[0].strip(" ;,.")[:1000] if about else "",
        )
    if found := _LAW.search(quote):
        name = f"{found['type']} {found['name'].strip()}"
        return PaperValues(found["type"], "", "", "Quốc hội", _day(quote[found.end() :]), None, name[:1000])
    return None


def _day(text: str) -> date | None:
    found = _DAY.search(text)
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


def reached(edges: Iterable[tuple[int, int]], start: int) -> set[int]:
    """The start and all to which edges lead from it, however far."""
    onward: defaultdict[int, list[int]] = defaultdict(list)
    for begin, end in edges:
        onward[begin].append(end)
    open_, seen = [start], set[int]()
    while open_:
        here = open_.pop()
        if here not in seen:
            seen.add(here)
            open_ += onward[here]
    return seen


def closes_circle(edges: Iterable[tuple[int, int]], later: int, earlier: int) -> bool:
    """Whether an edge from `later` to `earlier` would lead back to where it began."""
    return later in reached(edges, earlier)
