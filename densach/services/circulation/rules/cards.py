"""Readers' cards as PDF, set by typst: ten to an A4 page, 85.6 × 54 mm (ISO/IEC 7810 ID-1), with cut marks.

Fronts and backs come on pages by turns; the backs are mirrored, so that paper printed on both sides (turned along its
long edge) meets. Lengths in millimetres. The same cards always give the same sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, cast

import segno
import typst

from densach.services.catalogue.rules.labels import bars

WIDTH, HEIGHT = 85.6, 54.0
COLUMNS, ROWS = 2, 5
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
PER_PAGE: Final = COLUMNS * ROWS
LEFT: Final = (PAGE_WIDTH - COLUMNS * WIDTH) / 2
TOP: Final = (PAGE_HEIGHT - ROWS * HEIGHT) / 2
_MARK: Final = 5.0
_INK, _SOFT, _LAMP, _PAPER = "#1c2336", "#5b6072", "#f2a52b", "#fbf8f1"
_FACE: Final = '("Be Vietnam Pro", "Liberation Sans", "DejaVu Sans")'
# Names longer than this many signs are set smaller.
_LONG_NAME: Final = 22


@dataclass(frozen=True)
class CardFace:
    """What stands on one card. `photo`: a name in the map of photos, "" for none."""

    number: str
    name: str
    category: str
    group: str
    valid_until: str
    library: str
    photo: str = ""


@dataclass(frozen=True)
class CardBack:
    """What stands on every back; `url` is where the catalogue and “My library” are."""

    url: str
    lines: tuple[str, ...]


def cards_pdf(
    cards: Sequence[CardFace],
    back: CardBack,
    lamp: str,
    fonts: Sequence[str] = (),
    photos: Mapping[str, bytes] | None = None,
) -> bytes:
    """The PDF of all cards. `lamp`: our mark as SVG; `fonts`: folders with letters beside those of the machine."""
    pages = list(_pages(cards, back, lamp))
    head = (
        f"#set page(width: {PAGE_WIDTH}mm, height: {PAGE_HEIGHT}mm, margin: 0mm)\n"
        f'#set text(font: {_FACE}, size: 8pt, fill: rgb("{_INK}"), lang: "vi")\n#set par(leading: 0.5em)\n'
    )
    source = head + "\n#pagebreak()\n".join(pages)
    # The compiler takes pictures from a folder only.
    with TemporaryDirectory() as folder:
        main = Path(folder, "main.typ")
        main.write_text(source, encoding="utf-8")
        for name, photo in (photos or {}).items():
            Path(folder, name).write_bytes(photo)
        compiler = typst.Compiler(str(main), root=folder, font_paths=typst.Fonts(font_paths=list(fonts)))
        return cast("bytes", compiler.compile(format="pdf"))  # only pictures come page by page


def _pages(cards: Sequence[CardFace], back: CardBack, lamp: str) -> Iterator[str]:
    turned = _back(back, lamp)
    for start in range(0, len(cards), PER_PAGE):
        some = cards[start : start + PER_PAGE]
        fronts = [_placed(at, _front(card, lamp)) for at, card in enumerate(some)]
        backs = [_placed(_mirrored(at), turned) for at in range(len(some))]
        yield "\n".join([*_marks(), *fronts])
        yield "\n".join([*_marks(), *backs])


def _mirrored(at: int) -> int:
    row, column = divmod(at, COLUMNS)
    return row * COLUMNS + (COLUMNS - 1 - column)


def _placed(at: int, inner: str) -> str:
    row, column = divmod(at, COLUMNS)
    x, y = LEFT + column * WIDTH, TOP + row * HEIGHT
    return (
        f"#place(top + left, dx: {x:.2f}mm, dy: {y:.2f}mm,"
        f" box(width: {WIDTH}mm, height: {HEIGHT}mm, clip: true, {inner}))"
    )


def _marks() -> Iterator[str]:
    """Where to cut: short lines in the margins, none on a card."""
    stroke = f'stroke: 0.3pt + rgb("{_SOFT}")'
    for column in range(COLUMNS + 1):
        x = LEFT + column * WIDTH
        for y in (TOP - _MARK - 1, TOP + ROWS * HEIGHT + 1):
            yield f"#place(top + left, dx: {x:.2f}mm, dy: {y:.2f}mm, line(angle: 90deg, length: {_MARK}mm, {stroke}))"
    for row in range(ROWS + 1):
        y = TOP + row * HEIGHT
        for x in (LEFT - _MARK - 1, LEFT + COLUMNS * WIDTH + 1):
            yield f"#place(top + left, dx: {x:.2f}mm, dy: {y:.2f}mm, line(length: {_MARK}mm, {stroke}))"


def _front(card: CardFace, lamp: str) -> str:
    size = 13 if len(card.name) <= _LONG_NAME else 10.5
    wide = 55 if card.photo else 76
    told = " · ".join(part for part in (card.category, card.group) if part)
    who = ", ".join(
        (
            _line(card.name, size, bold=True),
            _line(told, 7.5, colour=_SOFT),
            _line(f"Có giá trị đến {card.valid_until}", 7.5),
        )
    )
    parts = [
        _ground(),
        _at(5, 4.2, _picture(lamp, 9, 9)),
        _at(15.5, 4.6, f"box(width: {wide - 10}mm, {_line(card.library, 8.5, bold=True)})"),
        _at(15.5, 9.4, _line("THẺ BẠN ĐỌC", 6.5, colour=_SOFT, spaced=True)),
        _at(5, 16, f"box(width: {wide}mm, stack(dir: ttb, spacing: 2.2mm, {who}))"),
        _at(5, 36, _picture(bars(card.number), 52, 9, stretch=True)),
        _at(5, 46, f"box(width: 52mm, align(center, {_line(card.number, 8.5, bold=True, spaced=True)}))"),
        _at(WIDTH - 20.5, HEIGHT - 20.5, _picture(_code(card.number), 16.5, 16.5)),
    ]
    if card.photo:
        face = f'image({_text(card.photo)}, width: 18mm, height: 24mm, fit: "cover")'
        parts.append(_at(WIDTH - 22, 5, f'box(clip: true, stroke: 0.4pt + rgb("{_SOFT}"), {face})'))
    return f"[{''.join(parts)}]"


def _back(back: CardBack, lamp: str) -> str:
    lines = ", ".join(_line(words, 7.5) for words in back.lines)
    address = back.url.removeprefix("https://").removeprefix("http://")
    parts = [
        _ground(),
        _at(5, 5, f"box(width: {WIDTH - 31}mm, stack(dir: ttb, spacing: 2.6mm, {lines}))"),
        _at(WIDTH - 22.5, 6, _picture(_code(back.url), 17.5, 17.5)),
        _at(
            WIDTH - 24.5,
            25,
            f"box(width: 21.5mm, align(center, {_line('Thư viện của tôi', 6, colour=_SOFT)}))",
        ),
        _at(5, HEIGHT - 11.5, _picture(lamp, 7, 7)),
        _at(14, HEIGHT - 9.6, _line(address, 8, bold=True)),
    ]
    return f"[{''.join(parts)}]"


def _ground() -> str:
    """The paper, a line of lamp light along its foot."""
    return (
        f'#place(top + left, rect(width: {WIDTH}mm, height: {HEIGHT}mm, fill: rgb("{_PAPER}"), stroke: none))'
        f'#place(bottom + left, rect(width: {WIDTH}mm, height: 1.6mm, fill: rgb("{_LAMP}"), stroke: none))'
    )


def _at(x: float, y: float, inner: str) -> str:
    return f"#place(top + left, dx: {x}mm, dy: {y}mm, {inner})"


def _picture(svg: str, width: float, height: float, *, stretch: bool = False) -> str:
    fit = "stretch" if stretch else "contain"
    return f'image(bytes({_text(svg)}), format: "svg", width: {width}mm, height: {height}mm, fit: "{fit}")'


def _code(words: str) -> str:
    """A QR code as SVG."""
    drawn = segno.make(words, error="m", micro=False).svg_inline(border=1, dark=_INK, light=None)
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _line(words: str, size: float, *, bold: bool = False, colour: str = _INK, spaced: bool = False) -> str:
    weight = ', weight: "semibold"' if bold else ""
    tracking = ", tracking: 0.12em" if spaced else ""
    return f'text(size: {size}pt, fill: rgb("{colour}"){weight}{tracking}, {_text(words)})'


def _text(words: str) -> str:
    """Any words as a string of typst: nothing in them is markup."""
    kept = words.replace("\\", "\\\\").replace('"', '\\"').replace("\r", " ").replace("\n", " ")
    return f'"{kept}"'
