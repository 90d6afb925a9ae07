"""Sheets of labels as PDF, set by typst: the same labels always give the same sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

import typst

from densach.services.catalogue.rules.labels import SPINE, Label, Placed, Sheet, bars, placed, spine_lines

_FACE: Final = '("Liberation Sans", "DejaVu Sans", "Be Vietnam Pro", "Libertinus Serif")'
# Labels lower than this carry the bars and their number alone.
_SMALL: Final = 25
_LONGEST: Final = 46


def sheet_pdf(
    labels: Sequence[Label], sheet: Sheet, what: str, first: int, fonts: Sequence[str] = ()
) -> bytes:
    """The PDF of all labels. `fonts` are folders with letters beside those of the machine."""
    told = placed(labels, sheet, what, first)
    pages: dict[int, list[str]] = {}
    for one in told:
        pages.setdefault(one.page, []).append(_label(one, sheet))
    width, height = sheet.page
    head = (
        f"#set page(width: {width}mm, height: {height}mm, margin: 0mm)\n#set text(font: {_FACE}, size: 8pt)\n"
    )
    body = "\n#pagebreak()\n".join("\n".join(pages[number]) for number in sorted(pages))
    compiler = typst.Compiler((head + body).encode(), font_paths=typst.Fonts(font_paths=list(fonts)))
    return cast("bytes", compiler.compile(format="pdf"))  # only pictures come page by page


def _label(one: Placed, sheet: Sheet) -> str:
    inner = _spine(one.label, sheet) if one.kind == SPINE else _barcode(one.label, sheet)
    return (
        f"#place(top + left, dx: {one.x}mm, dy: {one.y}mm, box(width: {sheet.width}mm, height: {sheet.height}mm,"
        f" inset: 2mm, clip: true)[#align(center + horizon)[{inner}]])"
    )


def _spine(label: Label, sheet: Sheet) -> str:
    lines = spine_lines(label.call_number) or [label.accession_number or label.barcode]
    size = min(13.0, round((sheet.height - 9) / len(lines) * 2.1, 1))
    told = [_line(line, size, bold=True) for line in lines]
    number = [_line(label.accession_number, 6)] if label.accession_number and label.call_number else []
    return _stack([_line(label.library, 6), *told, *number])


def _barcode(label: Label, sheet: Sheet) -> str:
    is_small = sheet.height < _SMALL
    drawn = _text(bars(label.barcode))
    tall = sheet.height - (9 if is_small else 14)
    picture = (
        f'image(bytes({drawn}), format: "svg", width: {sheet.width - 5}mm, height: {tall}mm, fit: "stretch")'
    )
    if is_small:
        return _stack([picture, _line(label.barcode, 7)])
    title = label.title if len(label.title) <= _LONGEST else f"{label.title[: _LONGEST - 1]}…"
    return _stack([_line(label.library, 6), picture, _line(label.barcode, 8), _line(title, 5.5)])


def _stack(parts: Sequence[str]) -> str:
    return f"#stack(dir: ttb, spacing: 1.3mm, {', '.join(parts)})"


def _line(words: str, size: float, *, bold: bool = False) -> str:
    weight = ', weight: "bold"' if bold else ""
    return f"text(size: {size}pt{weight}, {_text(words)})"


def _text(words: str) -> str:
    """Any words as a string of typst: nothing in them is markup."""
    kept = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{kept}"'
