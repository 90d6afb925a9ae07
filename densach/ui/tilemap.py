"""A map of equal tiles, drawn on the server: one tile a place, no map server, no borders that shift.

    Tile(column, row, label, look, url, note, short)     one place: where it stands, what it is called, how it looks
    Look(code, words)                                    one line of the legend, in the order in which it is read
    draw(tiles, legend, title) -> TileMap                the drawing, its legend with counts, and the table behind it

A look differs from every other by its shape as well as by its colour, so that the map can be read without colours
and in print. Where no positions are known (a map of former days), `in_rows` lays the places out in rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

# The side of a tile and the gap to the next one, in units of the drawing.
SIDE: Final = 40
STEP: Final = 44
# Wider than high: a screen is so, and a province's name is read along.
_WIDE: Final = 1.5

_BOX: Final = '<rect class="t-box" x="1" y="1" width="38" height="38" rx="5"{}/>'
# As many letters as fit on a tile in large type.
_BIG: Final = 3
# What is drawn for each look: the box with its own colours, and the mark upon it.
LOOKS: Final[Mapping[str, str]] = {
    "has": _BOX.format(' fill="#1b6a45" stroke="#1b6a45"')
    + '<path class="t-mark" d="M11 21l6 6 12-13" fill="none" stroke="#fffdf7" stroke-width="4"/>',
    "part": _BOX.format(' fill="#e3eef7" stroke="#1f5c93" stroke-width="2"')
    + '<path class="t-mark" d="M1 20h38v14a5 5 0 0 1-5 5H6a5 5 0 0 1-5-5z" fill="#1f5c93"/>',
    "lacks": _BOX.format(' fill="#fdeecb" stroke="#9c5a00" stroke-width="2"')
    + '<circle class="t-mark" cx="20" cy="20" r="8" fill="none" stroke="#9c5a00" stroke-width="3"/>',
    "no": _BOX.format(' fill="#fae4e1" stroke="#a3232d" stroke-width="2"')
    + '<path class="t-mark" d="M12 12l16 16M28 12l-16 16" fill="none" stroke="#a3232d" stroke-width="4"/>',
    "unknown": _BOX.format(' fill="#fffdf7" stroke="#5c6271" stroke-width="2" stroke-dasharray="5 4"')
    + '<circle class="t-mark" cx="20" cy="20" r="3" fill="#5c6271"/>',
    "outside": _BOX.format(' fill="#f3ebda" stroke="#85795f"'),
    **{
        f"heat-{step}": _BOX.format(f' fill="{colour}" stroke="#85795f"')
        + "".join(
            f'<circle class="t-dot" cx="{8 * dot + 4}" cy="32" r="2.6" fill="{ink}"/>' for dot in range(step)
        )
        for step, (colour, ink) in enumerate(
            (("#f8e8c2", "#1c2336"), ("#f0ca78", "#1c2336"), ("#c98a2b", "#1c2336"), ("#7a4b00", "#fffdf7")),
            start=1,
        )
    },
    "here": _BOX.format(' fill="#1c2336" stroke="#1c2336"')
    + '<circle class="t-mark" cx="20" cy="20" r="9" fill="#f2a52b"/>',
}


# Four steps from few to many: darker, and with one dot more each, so that they differ without colour too.
HEATS: Final = ("heat-1", "heat-2", "heat-3", "heat-4")


@dataclass(frozen=True)
class Tile:
    """One place. `note` is said after its name; `short`, up to three lines, stands on the tile, the mark above it."""

    column: int
    row: int
    label: str
    look: str
    url: str = ""
    note: str = ""
    short: str = ""

    @property
    def told(self) -> str:
        return f"{self.label}: {self.note}" if self.note else self.label


@dataclass(frozen=True)
class Look:
    """What one kind of tile means; `code` is one of LOOKS."""

    code: str
    words: str


@dataclass(frozen=True)
class Key:
    """A line of the legend with the number of tiles that look so."""

    look: Look
    swatch: SafeString
    number: int


@dataclass(frozen=True)
class TileMap:
    """The drawing, its legend, and the table behind it: a row for each tile in the order given."""

    title: str
    svg: SafeString
    legend: tuple[Key, ...]
    rows: tuple[tuple[Tile, str], ...]


def draw(tiles: Iterable[Tile], legend: Sequence[Look], title: str) -> TileMap:
    """The map. Links are reached by keyboard from top to bottom. Raises ValueError for two tiles in one cell."""
    given = list(tiles)
    standing = sorted(given, key=lambda tile: (tile.row, tile.column))
    if len({(tile.row, tile.column) for tile in given}) < len(given):
        raise ValueError("two tiles stand in one cell")
    counted = Counter(tile.look for tile in given)
    words = {look.code: look.words for look in legend}
    keys = tuple(Key(look, _swatch(look.code), counted.get(look.code, 0)) for look in legend)
    rows = tuple((tile, words.get(tile.look, "")) for tile in given)
    return TileMap(title, _frame(standing, words, title), keys, rows)


def in_rows(number: int) -> list[tuple[int, int]]:
    """Column and row of each of `number` places laid out in rows, in their order."""
    across = max(ceil(sqrt(number * _WIDE)), 1)
    return [(place % across, place // across) for place in range(number)]


def _swatch(code: str) -> SafeString:
    return mark_safe(
        f'<svg class="tile-swatch t-{code}" viewBox="0 0 40 40" aria-hidden="true">{LOOKS[code]}</svg>'
    )


def _frame(tiles: Sequence[Tile], words: Mapping[str, str], title: str) -> SafeString:
    left = min((tile.column for tile in tiles), default=0)
    top = min((tile.row for tile in tiles), default=0)
    across = max((tile.column for tile in tiles), default=0) - left + 1
    down = max((tile.row for tile in tiles), default=0) - top + 1
    body = "".join(_tile(tile, (tile.column - left, tile.row - top), words) for tile in tiles)
    # A picture to be looked at is one thing; with links in it, it is a group of things.
    role = "group" if any(tile.url for tile in tiles) else "img"
    box = f"0 0 {across * STEP - STEP + SIDE} {down * STEP - STEP + SIDE}"
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tilemap" role="{role}" viewBox="{box}" '
        f'aria-label="{escape(title)}">{body}</svg>'
    )


def _tile(tile: Tile, cell: tuple[int, int], words: Mapping[str, str]) -> str:
    look = words.get(tile.look, "")
    told = escape(_("%(place)s: %(look)s") % {"place": tile.told, "look": look} if look else tile.told)
    drawn = LOOKS[tile.look]
    if tile.short:
        box, _end, mark = drawn.partition("/>")
        # The mark goes small into the corner: without it the looks would differ by colour alone.
        corner = f'<g transform="translate(26 2) scale(.3)">{mark}</g>' if mark else ""
        drawn = f"{box}/>{corner}{_short(tile)}"
    inner = f"<title>{told}</title>{drawn}"
    at = f'class="tile t-{tile.look}" transform="translate({cell[0] * STEP} {cell[1] * STEP})"'
    if tile.url:
        return f'<a {at} href="{escape(tile.url)}" aria-label="{told}">{inner}</a>'
    return f"<g {at}>{inner}</g>"


def _short(tile: Tile) -> str:
    colour = "#fffdf7" if tile.look in ("has", "here") else "#1c2336"
    lines = tile.short.split("\n")
    size = 14 if len(lines) == 1 and len(tile.short) <= _BIG else 9
    first = 20 - (len(lines) - 1) * size * 0.58 + size * 0.35
    spans = "".join(
        f'<tspan x="20" y="{first + place * size * 1.16:.1f}">{escape(line)}</tspan>'
        for place, line in enumerate(lines)
    )
    return (
        f'<text class="t-short" font-size="{size}" font-weight="600" text-anchor="middle" '
        f'fill="{colour}">{spans}</text>'
    )
