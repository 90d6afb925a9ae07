"""Finding an area by any name that it has or had, with or without accents, or by its official number.

Parts between commas narrow each other in any order: "xa My Long Bac, Cau Ngang, Tra Vinh" is the commune of that name
in the district and province of those names, as it lay then or as its ground lies now.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.db.models import F, Q, QuerySet

from densach.kernel.vietnamese import clean_text, fold, tone_placement
from densach.organisations.models import AreaVersion
from densach.organisations.queries.areas import LEVEL_ORDER, alive_on
from densach.organisations.queries.lineage import AreaTie, ties_of_areas

# The words for a kind as folded names begin with them, and how people shorten them.
KIND_WORDS: Final = ("thanh pho", "thi xa", "thi tran", "dac khu", "tinh", "quan", "huyen", "phuong", "xa")
_SHORT: Final = {
    "tp": "thanh pho",
    "tx": "thi xa",
    "tt": "thi tran",
    "t": "tinh",
    "q": "quan",
    "h": "huyen",
    "p": "phuong",
    "x": "xa",
}
_SHORTENED: Final = re.compile(r"^(tp|tx|tt|t|q|h|p|x)(?:\s*\.\s*|\s+|(?=\d))(?=\S)")
_KIND: Final = re.compile(rf"^({'|'.join(KIND_WORDS)})\s+(?=\S)")
_BREAKS: Final = re.compile(
    r"[,;/()\n]+|\s[-–—]\s(?=(?:tỉnh|huyện|thành phố|tp|tx|quận|xã|phường)\b)", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"\d{2,5}")
_NOT_WORDS: Final = re.compile(r"\W+")
# As many rows as are weighed for each part; those of today come first.
_WEIGHED: Final = 250
MOST_PARTS: Final = 5


@dataclass(frozen=True)
class Became:
    """As what an area went on. `part`: only a part of it went there."""

    code: str
    name: str
    where: str
    part: bool


@dataclass(frozen=True)
class AreaHit:
    """An area that a text may mean, in the version that bore the name.

    `where`: the names of what lay around it then, from near to far, without the nation; `first_day`: that of its first
    version; `now_called`: its present name, where that is another one; `became`: what took it in, where it has ended;
    `is_now`: whether it is still there.
    """

    id: int
    code: str
    name: str
    kind: str
    level: str
    official_code: str
    where: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    first_day: date
    is_now: bool
    now_called: str
    became: tuple[Became, ...]

    @property
    def place(self) -> str:
        return ", ".join(self.where)


class _Part(NamedTuple):
    """One part of what was asked: plain words of the name, the kind if one was said, and the text with its accents."""

    words: str
    kind: str
    written: str


class _Row(NamedTuple):
    area: int
    code: str
    name: str
    folded: str
    kind: str
    level: str
    parent: int | None
    number: str
    since: date
    until: date | None
    sort_key: str


_FIELDS: Final = (
    "area_id", "area__code", "name", "folded_name", "kind", "level", "parent_id", "official_code",
    "valid_from", "valid_to", "sort_key",
)  # fmt: skip


def find_areas(text: str, on: date | None = None, limit: int = 20) -> list[AreaHit]:
    """Areas of the day, or of all days, that the text may mean: exact names before longer ones, what is there today
    before what has gone, and where the text has accents, those with the same ones before all others.

    The number of queries does not grow with what is found.
    """
    parts = [part for piece in _BREAKS.split(clean_text(text)) if (part := _part(piece))][:MOST_PARTS]
    # A paper may call a township a commune: only where nothing is of the kind that was said is the kind let go.
    return _found(parts, on, limit) or _found([part._replace(kind="") for part in parts], on, limit)


def _found(parts: Sequence[_Part], on: date | None, limit: int) -> list[AreaHit]:
    if len(parts) == 1:
        rows = _named_like(parts[0], on, enough=limit)
        best = _best(rows, parts, None)[:limit]
        return _hits(best, _Around(best))
    rows = list(dict.fromkeys(row for part in parts for row in _named_like(part, on)))
    around = _Around(rows)
    return _hits(_best(rows, parts, around)[:limit], around)


def _best(rows: Iterable[_Row], parts: Sequence[_Part], around: _Around | None) -> list[_Row]:
    """Each area once, in the version that fits best."""
    scored = sorted((score, row) for row in rows if (score := _score(row, parts, around)) is not None)
    best: dict[int, _Row] = {}
    for _told, row in scored:
        best.setdefault(row.area, row)
    return list(best.values())


def areas_told(ids: Iterable[int], by: date | None = None) -> dict[int, AreaHit]:
    """Areas by their numbers as they were called last, with what lay around them and what became of them.

    With `by`, usually today, nothing is told that begins after the day.
    """
    rows = _begun(AreaVersion.objects.filter(area_id__in=set(ids)), by)
    last = {row.area: row for row in rows}
    return {one.id: one for one in _hits(list(last.values()), _Around(last.values(), by))}


def _begun(versions: QuerySet[AreaVersion], by: date | None) -> list[_Row]:
    """Oldest first; what holds on the day `by` is told as if nothing were to follow."""
    rows = [_Row(*told) for told in versions.order_by("valid_from").values_list(*_FIELDS)]
    if by is None:
        return rows
    begun = [row for row in rows if row.since <= by]
    return [row._replace(until=None) if row.until and row.until >= by else row for row in begun]


def _plain(text: str) -> str:
    """Folded, with a single space for whatever is no letter or digit."""
    return _NOT_WORDS.sub(" ", fold(text)).strip()


def _part(piece: str) -> _Part | None:
    folded = fold(piece).strip(" .:")
    if short := _SHORTENED.match(folded):
        folded = f"{_SHORT[short[1]]} {folded[short.end() :]}"
    words = _plain(folded)
    kind = found[1] if (found := _KIND.match(words)) else ""
    bare = words.removeprefix(f"{kind} ") if kind else words
    if not bare:
        return None
    return _Part(bare, kind, tone_placement(piece.strip(" .:").lower()))


def _versions(on: date | None) -> QuerySet[AreaVersion]:
    rows = AreaVersion.objects.exclude(level="nation")
    return rows if on is None else rows.filter(alive_on(on))


def _named_like(part: _Part, on: date | None, enough: int | None = None) -> list[_Row]:
    """Rows whose name is the part's, or that have the number; then, unless those are enough already, rows whose name
    holds all its words.
    """
    exact = Q(folded_name__in=[f"{kind} {part.words}" for kind in KIND_WORDS if part.kind in {"", kind}])
    if _NUMBER.fullmatch(part.words):
        exact |= Q(
            official_code__in={part.words, part.words.zfill(2), part.words.zfill(3), part.words.zfill(5)}
        )
    # Numbered wards ("Phường 1") are written in every town: of exact names more are weighed.
    found = _rows(_versions(on).filter(exact), 2 * _WEIGHED)
    if enough is not None and len({row.area for row in found}) >= enough:
        return found
    holds = Q(folded_name__startswith=f"{part.kind} ") if part.kind else Q()
    for word in part.words.split():
        holds &= Q(folded_name__contains=word)
    return list(dict.fromkeys([*found, *_rows(_versions(on).filter(holds), _WEIGHED)]))


def _rows(versions: QuerySet[AreaVersion], most: int) -> list[_Row]:
    rows = versions.order_by(F("valid_to").desc(nulls_first=True), "sort_key")
    return [_Row(*row) for row in rows.values_list(*_FIELDS)[:most]]


class _Around:
    """What lay around each row on its own last day, and what took it in: read level by level for all rows at once."""

    def __init__(self, rows: Iterable[_Row], by: date | None = None) -> None:
        listed = list(rows)
        self.by = by
        self.versions: dict[int, list[_Row]] = {}
        self.ties: dict[int, list[AreaTie]] = defaultdict(list)
        gone = [row.area for row in listed if row.until is not None]
        for tie in ties_of_areas(gone) if gone else ():
            self.ties[tie.before].append(tie)
        later = {tie.after for key in gone for tie in self.ties[key] if tie.after}
        self._read({row.area for row in listed} | later)

    def _read(self, ids: set[int]) -> None:
        wanted = ids
        while wanted:
            for row in _begun(AreaVersion.objects.filter(area_id__in=wanted), self.by):
                self.versions.setdefault(row.area, []).append(row)
            parents = {
                row.parent for key in wanted for row in self.versions.get(key, ()) if row.parent is not None
            }
            wanted = parents - self.versions.keys()

    def on(self, area: int, day: date) -> _Row | None:
        versions = self.versions.get(area, [])
        return next(
            (row for row in reversed(versions) if row.since <= day), versions[0] if versions else None
        )

    def chain(self, row: _Row) -> list[_Row]:
        """What lay around it, from near to far, the nation left out."""
        day = row.until or date.max
        found: list[_Row] = []
        above = self.on(row.parent, day) if row.parent else None
        while above is not None and above.level != "nation":
            found.append(above)
            above = self.on(above.parent, day) if above.parent else None
        return found

    def successors(self, row: _Row) -> list[tuple[_Row, bool]]:
        """What took it in, as it is called last, and whether in part only; nothing for what is still there.

        Of a province or district the communes on its ground are too many to tell: only what took the whole of it.
        """
        if row.until is None or self.versions[row.area][-1].until is None:
            return []
        return [
            (self.versions[tie.after][-1], tie.part)
            for tie in self.ties[row.area]
            if tie.after in self.versions and (not tie.part or row.level == "commune")
        ]

    def there(self, row: _Row) -> list[_Row]:
        """Everything whose name may be said to tell where it is: around it, and around what it became."""
        found = self.chain(row)
        for other in (self.versions[row.area][-1], *(one for one, _part in self.successors(row))):
            found += self.chain(other)
        return found


_Score = tuple[int, int, int, int, int, str, int]


def _score(row: _Row, parts: Sequence[_Part], around: _Around | None) -> _Score | None:
    """The lower the better; None where no part means the row, or another part contradicts."""
    own = {place: fit for place, part in enumerate(parts) if (fit := _fit(row, part)) is not None}
    if not own:
        return None
    others = around.there(row) if around else []
    best: tuple[int, int] | None = None
    for place, fit in own.items():
        rest = [part for other, part in enumerate(parts) if other != place]
        if all(any(_fit(one, part) is not None for one in others) for part in rest):
            best = min(best or fit, fit)
    if best is None:
        return None
    then = [row, *around.chain(row)] if around else [row]
    stray = sum(all(_fit(one, part) is None for one in then) for part in parts)
    accents, quality = best
    return (
        accents,
        quality,
        stray,
        int(row.until is not None),
        LEVEL_ORDER[row.level],
        row.sort_key,
        -row.since.toordinal(),
    )


def _fit(row: _Row, part: _Part) -> tuple[int, int] | None:
    """How well the name is the part's: (0 same accents or none asked, 1 other ones), (0 whole … 3 words apart)."""
    if row.number and part.words.lstrip("0") == row.number.lstrip("0"):
        return 0, 0
    folded = _NOT_WORDS.sub(" ", row.folded)
    bare = _KIND.sub("", folded)
    if part.kind and not folded.startswith(f"{part.kind} "):
        return None
    if bare == part.words:
        quality = 0
    elif bare.startswith(part.words):
        quality = 1
    elif part.words in bare:
        quality = 2
    elif all(word in bare.split() for word in part.words.split()):
        quality = 3
    else:
        return None
    written = part.written
    plain = written == fold(written)
    return (0 if plain or _bare_name(written) in tone_placement(row.name.lower()) else 1), quality


_KIND_WRITTEN: Final = re.compile(
    r"^(thành phố|thị xã|thị trấn|đặc khu|tỉnh|quận|huyện|phường|xã|(?:tp|tx|tt|t|q|h|p|x)(?:\s*\.\s*|\s+))\s*"
)


def _bare_name(written: str) -> str:
    return _KIND_WRITTEN.sub("", written)


def _hits(rows: Sequence[_Row], around: _Around) -> list[AreaHit]:
    return [
        AreaHit(
            id=row.area,
            code=row.code,
            name=row.name,
            kind=row.kind,
            level=row.level,
            official_code=row.number,
            where=tuple(one.name for one in around.chain(row)),
            valid_from=row.since,
            valid_to=row.until,
            first_day=around.versions[row.area][0].since,
            is_now=(last := around.versions[row.area][-1]).until is None,
            now_called=last.name if last.until is None and last.name != row.name else "",
            became=tuple(
                Became(one.code, one.name, ", ".join(a.name for a in around.chain(one)), part)
                for one, part in around.successors(row)
            ),
        )
        for row in rows
    ]
