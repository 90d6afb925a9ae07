"""Sheets of labels as PDF, set by typst: the same labels always give the same sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

import typst

from densach.services.catalogue.rules.labels import SPINE, Label, Placed, Sheet, bars, placed, spine_lines

_FACE: Final = '("Liberation Sans", "DejaVu Sans", "Be Vietnam Pro", "Libertinus Serif")'


def sheet_pdf(
    labels: Sequence[Label], sheet: Sheet, what: str, first: int, fonts: Sequence[str] = ()
) -> bytes:
    """The PDF of all labels. `fonts` are folders with letters beside those of the machine."""
    told = placed(labels, sheet, what, first)
    files: dict[str, bytes] = {}
    pages: dict[int, list[str]] = {}
    for one in told:
        pages.setdefault(one.page, []).append(_label(one, sheet, files))
    width, height = sheet.page
    head = (
        f"#set page(width: {width}mm, height: {height}mm, margin: 0mm)\n#set text(font: {_FACE}, size: 8pt)\n"
    )
    body = "\n#pagebreak()\n".join("\n".join(pages[number]) for number in sorted(pages))
    source = {"main.typ": (head + body).encode(), **files}
    made = typst.compile(source, format="pdf", font_paths=list(fonts))
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single file")
    return made


def _label(one: Placed, sheet: Sheet, files: dict[str, bytes]) -> str:
    inner = _spine(one.label, sheet) if one.kind == SPINE else _barcode(one.label, sheet, files)
    return (
        f"#place(top + left, dx: {one.x}mm, dy: {one.y}mm, box(width: {sheet.width}mm, height: {sheet.height}mm,"
        f" inset: 2mm, clip: true)[#align(center + horizon)[{inner}]])"
    )


def _spine(label: Label, sheet: Sheet) -> str:
    lines = spine_lines(label.call_number) or [label.accession_number or label.barcode]
    size = min(13, round((sheet.height - 8) / len(lines) * 2.1))
    told = " \\ ".join(f"#{_text(line)}" for line in lines)
    return f'#text(size: 6pt)[#{_text(label.library)}] \\ #text(size: {size}pt, weight: "bold")[{told}]' + (
        f" \\ #text(size: 6pt)[#{_text(label.accession_number)}]" if label.accession_number else ""
    )


def _barcode(label: Label, sheet: Sheet, files: dict[str, bytes]) -> str:
    name = f"{hashlib.blake2b(label.barcode.encode(), digest_size=8).hexdigest()}.svg"
    files[name] = bars(label.barcode)
    tall = sheet.height - 13
    return (
        f"#text(size: 6pt)[#{_text(label.library)}] \\ "
        f'#image("{name}", width: {sheet.width - 6}mm, height: {tall}mm, fit: "stretch") \\ '
        f"#text(size: 8pt)[#{_text(label.barcode)}] \\ "
        f"#text(size: 5.5pt)[#{_text(label.title[:42])}]"
    )


def _text(words: str) -> str:
    """Any words as a string of typst: nothing in them is markup."""
    kept = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{kept}"'
