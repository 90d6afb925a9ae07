"""A cover for a record that has none: title and author on a calm ground, the same always for the same work.

Colour follows from the work key, so that editions of a work look alike; the drawing from the kind of material.
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Final, NamedTuple
from zlib import crc32

from densach.services.catalogue.models import Material

WIDTH: Final = 300
HEIGHT: Final = 440
_EDGE: Final = 26


class Ground(NamedTuple):
    """Ground, a darker band and the light of the drawing."""

    ground: str
    band: str
    light: str


GROUNDS: Final = (
    Ground("#24365c", "#1b2947", "#f2c46b"),
    Ground("#1f4f4a", "#173c38", "#e9c98a"),
    Ground("#6b2d2b", "#522120", "#f0c987"),
    Ground("#4a3a63", "#392c4d", "#e6c7a1"),
    Ground("#7a4a1e", "#603915", "#fbe2b0"),
    Ground("#2f5233", "#233e27", "#efd79a"),
    Ground("#3a4a55", "#2b3841", "#f2c46b"),
    Ground("#8a5a3a", "#6d462c", "#fdeecb"),
    Ground("#274b6b", "#1d3952", "#f6d79b"),
    Ground("#5b2f4c", "#46243a", "#f0cda0"),
)
# Longest title for a size of letters, and how many lines of it fit.
_SIZES: Final = ((18, 40, 4), (36, 33, 5), (70, 27, 6), (120, 22, 7), (10_000, 18, 9))
# A letter's mean breadth in parts of its size, for serif faces.
_BREADTH: Final = 0.53


def cover_svg(
    title: str,
    author: str = "",
    *,
    material: str = Material.BOOK,
    key: str = "",
    year: int | None = None,
    children: bool = False,
) -> str:
    """An SVG picture of 300 by 440. Any text may stand in the names: it is escaped."""
    ground = GROUNDS[crc32((key or title).encode()) % len(GROUNDS)]
    size, most = next((size, lines) for longest, size, lines in _SIZES if len(title) <= longest)
    told = wrapped(title, int((WIDTH - 2 * _EDGE) / (size * _BREADTH)), most)
    top = 96 + size
    lines = "".join(
        f'<tspan x="{_EDGE}" y="{top + place * round(size * 1.24)}">{escape(line)}</tspan>'
        for place, line in enumerate(told)
    )
    names = wrapped(author, 26, 2)
    named = "".join(
        f'<tspan x="{_EDGE}" y="{46 + place * 19}">{escape(line)}</tspan>' for place, line in enumerate(names)
    )
    foot = (
        f'<text class="n" x="{WIDTH - _EDGE}" y="{HEIGHT - 18}" text-anchor="end">{year}</text>'
        if year
        else ""
    )
    spoken = escape(f"{title} – {author}" if author else title, quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{spoken}">'
        f"<style>text{{font-family:Georgia,'Times New Roman',serif;fill:#fffdf7}}"
        f".n{{font-size:15px;fill:{ground.light}}}.t{{font-size:{size}px;font-weight:600}}</style>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{ground.ground}"/>'
        f'<rect width="9" height="{HEIGHT}" fill="{ground.band}"/>'
        f'<rect x="{_EDGE}" y="78" width="44" height="3" fill="{ground.light}"/>'
        f'<g fill="none" stroke="{ground.light}" stroke-width="2" opacity="0.55">'
        f"{_drawing('children' if children else material)}</g>"
        f'<text class="n">{named}</text><text class="t">{lines}</text>{foot}</svg>'
    )


def wrapped(text: str, breadth: int, most: int) -> list[str]:
    """The text in lines of about so many letters; what is too long ends in dots, a word too long is cut."""
    lines: list[str] = []
    for word in text.split():
        piece = word if len(word) <= breadth else f"{word[: breadth - 1]}…"
        if lines and len(lines[-1]) + 1 + len(piece) <= breadth:
            lines[-1] = f"{lines[-1]} {piece}"
        else:
            lines.append(piece)
    if len(lines) > most:
        lines = lines[:most]
        lines[-1] = f"{lines[-1][: breadth - 1].rstrip(' ,;:')}…"
    return lines


@cache
def _drawing(kind: str) -> str:
    """A few lines at the foot that say what it is."""
    made = {
        Material.SERIAL: "".join(
            f'<path d="M{x} 340h60M{x} 352h60M{x} 364h60M{x} 376h60M{x} 388h44"/>' for x in (34, 118, 202)
        ),
        Material.MAP: "".join(
            f'<path d="M20 {y}c50-{bend} 90 {bend} 140 0s90-{bend} 130 0"/>'
            for y, bend in ((330, 30), (350, 26), (370, 20), (390, 12))
        ),
        Material.MUSIC: _staves(),
        Material.SOUND: "".join(f'<circle cx="232" cy="368" r="{r}"/>' for r in (10, 22, 34, 46)),
        Material.VIDEO: '<rect x="34" y="340" width="232" height="56"/>'
        + "".join(f'<path d="M{x} 346h10M{x} 390h10"/>' for x in range(44, 260, 22)),
        Material.ELECTRONIC: "".join(f'<rect x="{x}" y="{y}" width="10" height="10"/>' for x, y in _PIXELS),
        Material.BRAILLE: "".join(f'<circle cx="{x}" cy="{y}" r="6"/>' for x, y in _DOTS),
        "children": '<path d="M70 372h150l-26 28H98zM146 372v-52l52 44M30 404q20-12 40 0t40 0 40 0 40 0 40 0 40 0"/>',
    }
    book = '<path d="M60 388q45-22 90-4 45-18 90 4v-52q-45-22-90-4-45-18-90 4zM150 332v52"/>'
    return made.get(kind, book)


def _staves() -> str:
    lines = "".join(f'<path d="M34 {y}h232"/>' for y in range(340, 390, 11))
    return (
        lines
        + '<circle cx="92" cy="373" r="8"/><path d="M100 373v-40l60-8v40"/><circle cx="152" cy="365" r="8"/>'
    )


_PIXELS: Final = [(40 + 22 * n, 340 + 18 * ((n * 7) % 4)) for n in range(10)]
_CELLS: Final = ("101", "110", "011", "111", "100")
_DOTS: Final = [
    (50 + 40 * cell + 16 * side, 336 + 20 * row)
    for cell, told in enumerate(_CELLS)
    for side in (0, 1)
    for row, dot in enumerate(told)
    if dot == "1" or (side and row == cell % 3)
]
