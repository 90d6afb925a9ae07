"""An official paper as a value: what is said and by whom, never how it looks.

The look is the law's (Decree 30/2020/NĐ-CP, Annex I) and belongs to the two writers, `docx` and `pdf`.
A paper is frozen all the way down: the same paper always gives the same bytes, so a hash means something.

Refusals, both children of `PaperRefused`: `WrongSymbol`, `RaggedTable`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from densach.kernel.errors import Refusal

SYMBOL = re.compile(r"[^\W\d_]+(?:[-&.][^\W_]+)*")
"""Abbreviations of type and issuer joined by "-": "BC-SVHTTDL", "KH-UBND"; never "/" or a space."""


class PaperRefused(Refusal):
    """A paper that cannot be written in the official form."""

    message_id: ClassVar[str] = "officialdoc.refused"


class WrongSymbol(PaperRefused):
    """The symbol is not abbreviations joined by hyphens (parameter: symbol)."""

    message_id: ClassVar[str] = "officialdoc.wrong_symbol"


class RaggedTable(PaperRefused):
    """A row of a table has not the width of the table (parameters: caption, row, expected, found)."""

    message_id: ClassVar[str] = "officialdoc.ragged_table"


class Align(StrEnum):
    """How the lines of a paragraph or cell stand."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class Level(StrEnum):
    """The levels of division a paper may use, from the widest to the narrowest.

    PART "Phần I", CHAPTER "Chương I", SECTION "Mục 1", ARTICLE "Điều 1." belong to long papers and decisions;
    ROMAN "I.", ARABIC "1.", LETTER "a)" to plans and reports.
    """

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    ROMAN = "roman"
    ARABIC = "arabic"
    LETTER = "letter"


class Authority(StrEnum):
    """In what right a person signs: for a collective, as deputy, by order, authorised, as acting head."""

    TM = "TM."
    KT = "KT."
    TL = "TL."
    TUQ = "TUQ."
    Q = "Q."


class Media(StrEnum):
    """The kinds of picture a paper takes."""

    SVG = "image/svg+xml"
    PNG = "image/png"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph with its own weight and slope."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading; `number` bare ("II", "2.1", "đ"), the writer adds what belongs around it."""

    level: Level
    number: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text: either `text` or `runs` (runs win); `indent` is the first line's."""

    text: str = ""
    runs: tuple[Run, ...] = ()
    align: Align = Align.JUSTIFY
    indent: bool = True

    def pieces(self) -> tuple[Run, ...]:
        """Return the paragraph as runs."""
        return self.runs or (Run(self.text),)


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item under a dash ("-") or, one level deeper, a plus ("+"), as administrative papers list."""

    text: str = ""
    runs: tuple[Run, ...] = ()
    mark: str = "-"

    def pieces(self) -> tuple[Run, ...]:
        """Return the item as runs, its mark first."""
        return (Run(f"{self.mark} "), *(self.runs or (Run(self.text),)))


CellValue = str | int | Decimal
"""What stands in a cell: words, or a number, printed the Vietnamese way and set to the right."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its share of the table's width (any unit, only proportions matter) and its alignment."""

    width: float = 1.0
    align: Align = Align.LEFT

    def stand(self, value: CellValue) -> Align:
        """Return how a value stands in this column: numbers to the right, unless the column is centred."""
        return self.align if isinstance(value, str) or self.align is Align.CENTER else Align.RIGHT


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of the header that spans columns or header rows."""

    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of as many cells as the table has columns."""

    cells: tuple[CellValue, ...]
    bold: bool = False


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row over the whole width that names the group of the rows below it."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its header rows repeat on each page and no row breaks across two.

    `header` is one or more rows of texts or `HeaderCell`s; cells covered by a span from above are left out.
    Raises `RaggedTable` when a row is not as wide as `columns`.
    """

    columns: tuple[Column, ...]
    header: tuple[tuple[str | HeaderCell, ...], ...]
    rows: tuple[Row | GroupRow, ...]
    caption: str = ""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for position, row in enumerate(self.rows, start=1):
            if isinstance(row, Row) and len(row.cells) != len(self.columns):
                raise RaggedTable(
                    caption=self.caption, row=position, expected=len(self.columns), found=len(row.cells)
                )
        self.header_grid()

    def header_grid(self) -> tuple[tuple[tuple[int, HeaderCell], ...], ...]:
        """Return each header row as (first column, cell) pairs, spans placed. Raise `RaggedTable`."""
        covered = [0] * len(self.columns)
        grid = []
        for position, row in enumerate(self.header, start=1):
            placed, column = [], 0
            for cell in (HeaderCell(cell) if isinstance(cell, str) else cell for cell in row):
                while column < len(covered) and covered[column]:
                    column += 1
                if column + cell.colspan > len(covered):
                    column = len(covered) + 1
                    break
                placed.append((column, cell))
                for taken in range(column, column + cell.colspan):
                    covered[taken] = cell.rowspan
                column += cell.colspan
            if column > len(covered) or not all(covered):
                raise RaggedTable(
                    caption=self.caption, row=position, expected=len(self.columns), found=len(row)
                )
            grid.append(tuple(placed))
            covered = [rows - 1 for rows in covered]
        return tuple(grid)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing or photograph; `width` in millimetres, at most the text's; `alt` says it in words."""

    data: bytes
    media: Media
    alt: str
    caption: str = ""
    width: float = 140.0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True, slots=True)
class Landscape:
    """Blocks on pages turned sideways, for tables that are wide and not annexed."""

    blocks: tuple[Block, ...]


Block = Heading | Paragraph | ListItem | Table | Picture | PageBreak | Landscape
"""One piece of a body."""


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its pages are numbered apart; numbered I, II, … by the writer where there are several."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs and in what right.

    "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH" is authority TM, body_line "ỦY BAN NHÂN DÂN" and two
    titles; a director is titles ("GIÁM ĐỐC",) alone. Degrees before the name are not printed (II.7).
    """

    titles: tuple[str, ...]
    name: str = ""
    authority: Authority | None = None
    body_line: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a state body.

    `issuer` and `parent_body` in running case ("Sở Văn hóa, Thể thao và Du lịch"); long ones are broken.
    `number` is None while the registry has given none, `date` None while undated, `type_name` None for an
    official letter (công văn). `draft` prints "DỰ THẢO". Raises `WrongSymbol`.
    """

    issuer: str
    symbol: str
    place: str
    date: date | None
    type_name: str | None
    abstract: str
    body: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...] = ()
    parent_body: str = ""
    number: int | None = None
    addressees: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    draft: bool = False

    def __post_init__(self) -> None:
        if not SYMBOL.fullmatch(self.symbol):
            raise WrongSymbol(symbol=self.symbol)
