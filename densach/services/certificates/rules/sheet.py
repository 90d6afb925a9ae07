"""Certificates as PDF, set by typst: A4, a frame, the emblem, the words, the signer, a QR that verifies.

The same certificate always gives the same words; nothing that a person typed is ever markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, cast

import segno
import typst

_FACE: Final = '("Be Vietnam Pro", "Liberation Sans", "DejaVu Sans", "Libertinus Serif")'
_INK, _SOFT, _PAPER = "#1c2336", "#5b6072", "#fffdf7"
_ACCENT: Final = re.compile(r"#[0-9a-fA-F]{6}")
DEFAULT_ACCENT: Final = "#8a1c1c"
# As on official papers (Decree 30/2020/NĐ-CP, Annex I).
NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True)
class Face:
    """What stands on one certificate. `over`: who the issuer stands under; `emblem`: a picture's bytes or none."""

    issuer: str
    heading: str
    holder: str
    text: str
    number: str
    place_and_day: str
    signer_title: str
    signer_name: str
    address: str
    over: str = ""
    landscape: bool = True
    accent: str = DEFAULT_ACCENT
    revoked: str = ""
    verify: str = ""
    emblem: bytes = field(default=b"", repr=False)


def sheets_pdf(faces: Sequence[Face], lamp: str, fonts: Sequence[str] = ()) -> bytes:
    """One page each. `lamp`: our mark as SVG, where a unit has no emblem of its own; `fonts`: folders of letters."""
    with TemporaryDirectory() as folder:
        pages = []
        for number, face in enumerate(faces):
            name = ""
            if face.emblem:
                name = f"emblem{number}{_suffix(face.emblem)}"
                Path(folder, name).write_bytes(face.emblem)
            pages.append(_page(face, lamp, name))
        head = (
            f'#set text(font: {_FACE}, size: 13pt, fill: rgb("{_INK}"), lang: "vi", top-edge: "ascender",'
            ' bottom-edge: "descender")\n#set par(leading: 0.3em)\n'
        )
        main = Path(folder, "main.typ")
        main.write_text(head + "\n".join(pages), encoding="utf-8")
        compiler = typst.Compiler(str(main), root=folder, font_paths=typst.Fonts(font_paths=list(fonts)))
        return cast("bytes", compiler.compile(format="pdf"))  # only pictures come page by page


def _suffix(data: bytes) -> str:
    return ".png" if data.startswith(b"\x89PNG") else ".jpg"


def _page(face: Face, lamp: str, emblem: str) -> str:
    accent = face.accent if _ACCENT.fullmatch(face.accent) else DEFAULT_ACCENT
    mark = (
        f'image({_text(emblem)}, height: 19mm, fit: "contain")'
        if emblem
        else f'image(bytes({_text(lamp)}), format: "svg", height: 17mm)'
    )
    flipped = "true" if face.landscape else "false"
    over = [_line(face.over.upper(), 10, _SOFT)] if face.over else []
    gap = "v(3mm)" if face.landscape else "v(12mm)"
    inner = [
        _line(NATION, 10.5, bold=True),
        _line(MOTTO, 11, bold=True),
        f'line(length: 44mm, stroke: 0.5pt + rgb("{_INK}"))',
        gap,
        *over,
        _line(face.issuer.upper(), 11.5, _SOFT, bold=True),
        mark,
        _line(face.heading.upper(), 32, accent, bold=True),
        _line(face.holder, 26 if len(face.holder) < 34 else 19, bold=True),
        f'line(length: 62mm, stroke: 0.8pt + rgb("{accent}"))',
        f"block(width: 82%, {_paragraphs(face.text)})",
    ]
    return (
        f'#page(paper: "a4", flipped: {flipped}, margin: 9mm, fill: rgb("{_PAPER}"))[\n'
        f"{_frame(accent)}\n#pad(x: 16mm, y: 9mm)[#align(center)[#stack(spacing: 3.4mm, {', '.join(inner)})]]\n"
        f"{_foot(face)}\n{_struck(face, accent)}]"
    )


def _frame(accent: str) -> str:
    outer = f'rect(width: 100%, height: 100%, stroke: 2.4pt + rgb("{accent}"), radius: 2mm)'
    inner = f'rect(width: 100%, height: 100%, stroke: 0.6pt + rgb("{accent}"), radius: 1mm)'
    corners = "".join(
        f'#place({at}, dx: {dx}mm, dy: {dy}mm, circle(radius: 2mm, fill: rgb("{accent}")))'
        for at, dx, dy in (
            ("top + left", 1, 1), ("top + right", -1, 1), ("bottom + left", 1, -1), ("bottom + right", -1, -1),
        )
    )  # fmt: skip
    return (
        f"#place(top + left, box(width: 100%, height: 100%, {outer}))"
        f"#place(top + left, box(width: 100%, height: 100%, inset: 2.2mm, {inner})){corners}"
    )


def _foot(face: Face) -> str:
    code = segno.make(face.address, error="m").svg_inline(border=0)
    left = (
        f'stack(spacing: 1.6mm, image(bytes({_text(code)}), format: "svg", height: 24mm),'
        f" {_line(face.number, 9, bold=True)}, {_line(face.verify, 7.5, _SOFT)})"
    )
    right = (
        f"stack(spacing: 1.6mm, {_line(face.place_and_day, 11, italic=True)},"
        f" {_line(face.signer_title.upper(), 11, bold=True)}, v(19mm), {_line(face.signer_name, 12, bold=True)})"
    )
    return (
        f"#place(bottom + left, dx: 17mm, dy: -14mm, box(width: 70mm, align(left, {left})))"
        f"#place(bottom + right, dx: -17mm, dy: -14mm, box(width: 92mm, align(center, {right})))"
    )


def _struck(face: Face, accent: str) -> str:
    """Across a revoked one, so that a print of it says so."""
    if not face.revoked:
        return ""
    word = f'text(size: 54pt, weight: "semibold", fill: rgb("{accent}").transparentize(55%), {_text(face.revoked)})'
    return f"#place(center + horizon, rotate(-24deg, {word}))"


def _line(words: str, size: float, fill: str = _INK, *, bold: bool = False, italic: bool = False) -> str:
    weight = ', weight: "semibold"' if bold else ""
    style = ', style: "italic"' if italic else ""
    return f'text(size: {size}pt, fill: rgb("{fill}"){weight}{style}, {_text(words)})'


def _paragraphs(words: str) -> str:
    lines = [line for line in words.splitlines() if line.strip()]
    return f"stack(spacing: 3mm, {', '.join(_line(line, 14) for line in lines)})" if lines else "[]"


def _text(words: str) -> str:
    """Any words as a string of typst: nothing in them is markup."""
    kept = "".join(letter for letter in words if letter == "\n" or ord(letter) >= 32)
    return '"' + kept.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
