"""A family drawn: who became whom, as streams that join and part, from the oldest on the left to today's.

    Node(key, label, span)               one member: its name and the days of its life, in words
    Edge(before, after, on, words)       `before` went on as `after`
    draw(title, nodes, edges) -> Lineage for `{% lineage a_lineage %}`

Pure functions on values, for areas and institutions alike. A narrow page shows the same as a list by generations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from densach.ui.charts.shapes import INK, INK_SOFT, LAMP_EDGE, LETTER, LINE_STRONG, PAPER, SIZE, clip, place
from densach.ui.figures import UNKNOWN, day_text, language

REACH: Final = 236.0  # the length of one life's line
GAP: Final = 84.0  # where streams join and part
STEP: Final = 19.0  # from one line of words to the next
ROOM: Final = 26.0  # between two members of a generation
MARGIN: Final = 10.0
MOST_LINES: Final = 3


@dataclass(frozen=True)
class Node:
    """One member. `span` tells its days in words; `note` what else is to be known (kind, former names).

    `here`: the one whose page this is; `ended`: it is no more.
    """

    key: str
    label: str
    span: str = ""
    note: str = ""
    url: str = ""
    here: bool = False
    ended: bool = False


@dataclass(frozen=True)
class Edge:
    """`before` went on as `after` from `on`; `words` say how; `part`: only a part of it did (drawn dashed)."""

    before: str
    after: str
    on: date
    words: str
    paper: str = ""
    part: bool = False


@dataclass(frozen=True)
class Listed:
    """A member in the list of its generation, with what it came from."""

    node: Node
    origins: tuple[str, ...]


@dataclass(frozen=True)
class Lineage:
    """The drawing, the same by generations, and the table behind both (from, to, day, how, paper)."""

    title: str
    svg: SafeString
    generations: tuple[tuple[Listed, ...], ...]
    rows: tuple[tuple[str, str, str, str, str], ...]


@dataclass(frozen=True)
class _Placed:
    node: Node
    lines: tuple[str, ...]
    x: float
    y: float  # of the life's line


def draw(title: str, nodes: Sequence[Node], edges: Sequence[Edge]) -> Lineage:
    """The family of these members. Edges to unknown members and rings are left out of the drawing, not the table."""
    known = {node.key: node for node in nodes}
    ties = [edge for edge in edges if edge.before in known and edge.after in known]
    columns = _columns(nodes, ties)
    placed, width, height = _places(columns)
    lang = language()
    rows = tuple(
        (
            known[edge.before].label if edge.before in known else UNKNOWN,
            known[edge.after].label if edge.after in known else UNKNOWN,
            day_text(edge.on, lang),
            edge.words,
            edge.paper or UNKNOWN,
        )
        for edge in sorted(edges, key=lambda one: one.on)
    )
    told = "; ".join(f"{row[0]} → {row[1]}, {row[2]} ({row[3]})" for row in rows)
    body = [_stream(placed[edge.before], placed[edge.after], edge) for edge in ties]
    gone_on = {edge.before for edge in ties}
    body += [_member(one, one.node.key in gone_on) for one in placed.values()]
    return Lineage(title, _frame(width, height, title, told, body), _listed(columns, ties, known, lang), rows)


def _columns(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[list[Node]]:
    """The generations, oldest first: each member right before its first successor, beside those it lies near."""
    rank = {node.key: 0 for node in nodes}
    for _round in nodes:
        moved = False
        for edge in edges:
            if rank[edge.after] <= rank[edge.before] < len(nodes):
                rank[edge.after] = rank[edge.before] + 1
                moved = True
        if not moved:
            break
    before = {edge.after for edge in edges}
    for node in nodes:
        later = [rank[edge.after] for edge in edges if edge.before == node.key]
        if later and node.key not in before:
            rank[node.key] = max(min(later) - 1, 0)
    columns: defaultdict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        columns[rank[node.key]].append(node)
    return _beside([columns[key] for key in sorted(columns)], edges)


def _beside(columns: list[list[Node]], edges: Sequence[Edge]) -> list[list[Node]]:
    """Fewer crossings: each generation in the order of those from whom it came."""
    for earlier, column in pairwise(columns):
        at = {node.key: index for index, node in enumerate(earlier)}
        middle = {}
        for index, node in enumerate(column):
            found = [at[edge.before] for edge in edges if edge.after == node.key and edge.before in at]
            middle[node.key] = sum(found) / len(found) if found else float(index)
        column.sort(key=lambda node: middle[node.key])
    return columns


def _wrapped(text: str) -> tuple[str, ...]:
    """A name in lines that its life's line can carry."""
    letters = int(REACH / (SIZE * LETTER))
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], " ".join(lines[MOST_LINES - 1 :])]
    return tuple(clip(line, REACH + SIZE) for line in lines)


def _tall(node: Node, lines: tuple[str, ...]) -> float:
    return STEP * (len(lines) + bool(node.span) + bool(node.note)) + ROOM


def _places(columns: list[list[Node]]) -> tuple[dict[str, _Placed], float, float]:
    """Where each stands, and how wide and high the whole is."""
    wrapped = {node.key: _wrapped(node.label) for column in columns for node in column}
    heights = [sum(_tall(node, wrapped[node.key]) for node in column) for column in columns]
    height = max(heights, default=0.0)
    placed = {}
    for index, column in enumerate(columns):
        y = (height - heights[index]) / 2
        for node in column:
            lines = wrapped[node.key]
            foot = y + STEP * len(lines) + 6
            placed[node.key] = _Placed(node, lines, MARGIN + index * (REACH + GAP), foot)
            y += _tall(node, lines)
    return placed, len(columns) * (REACH + GAP) - GAP + 2 * MARGIN, height + 4


def _stream(before: _Placed, after: _Placed, edge: Edge) -> str:
    x1, x2 = before.x + REACH, after.x
    bend = max(GAP, x2 - x1) / 2
    dash = ' stroke-dasharray="5 4"' if edge.part else ""
    return (
        f'<path class="c-axis" fill="none" stroke="{LINE_STRONG}" stroke-width="2"{dash} '
        f'd="M{place(x1)} {place(before.y)}C{place(x1 + bend)} {place(before.y)} '
        f'{place(x2 - bend)} {place(after.y)} {place(x2)} {place(after.y)}"/>'
    )


def _member(one: _Placed, goes_on: bool) -> str:
    kind, colour, wide = ("target", LAMP_EDGE, 4) if one.node.here else ("axis", LINE_STRONG, 2)
    end = one.x + REACH
    drawn = [
        f'<line class="c-{kind}" x1="{place(one.x)}" y1="{place(one.y)}" x2="{place(end)}" '
        f'y2="{place(one.y)}" stroke="{colour}" stroke-width="{wide}"/>'
    ]
    if one.node.ended and not goes_on:
        drawn.append(
            f'<line class="c-axis" x1="{place(end)}" y1="{place(one.y - 7)}" x2="{place(end)}" '
            f'y2="{place(one.y + 7)}" stroke="{LINE_STRONG}" stroke-width="2"/>'
        )
    elif not one.node.ended:
        drawn.append(
            f'<circle class="c-{kind}" cx="{place(end)}" cy="{place(one.y)}" r="5" fill="{PAPER}" '
            f'stroke="{colour}" stroke-width="2"/>'
        )
    top = one.y - 6 - STEP * (len(one.lines) - 1)
    name = "".join(
        _words(one.x, top + STEP * index, line, "c-strong", INK, bold=True)
        for index, line in enumerate(one.lines)
    )
    url = one.node.url
    drawn.append(f'<a href="{escape(url)}">{name}</a>' if url and not one.node.here else name)
    below = [line for line in (one.node.span, one.node.note) if line]
    drawn += [
        _words(one.x, one.y + STEP * (index + 1), clip(line, REACH, 13), "c-text", INK_SOFT, size=13)
        for index, line in enumerate(below)
    ]
    return f"<g>{''.join(drawn)}</g>"


def _words(
    x: float, y: float, text: str, kind: str, colour: str, *, bold: bool = False, size: int = SIZE
) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text class="{kind}" x="{place(x)}" y="{place(y)}" font-size="{size}" fill="{colour}"{weight}>'
        f"{escape(text)}</text>"
    )


def _frame(width: float, height: float, title: str, told: str, body: Sequence[str]) -> SafeString:
    """A group, not an image: its names are links that can be followed with the keyboard."""
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="group" width="{place(width)}" '
        f'height="{place(height)}" viewBox="0 0 {place(width)} {place(height)}">'
        f"<title>{escape(title)}</title><desc>{escape(told)}</desc>{''.join(body)}</svg>"
    )


def _listed(
    columns: list[list[Node]], edges: Sequence[Edge], known: dict[str, Node], lang: str
) -> tuple[tuple[Listed, ...], ...]:
    origins: defaultdict[str, list[str]] = defaultdict(list)
    for edge in edges:
        told = {"day": day_text(edge.on, lang), "words": edge.words, "name": known[edge.before].label}
        origins[edge.after].append(_("from %(name)s, %(day)s (%(words)s)") % told)
    return tuple(tuple(Listed(node, tuple(origins[node.key])) for node in column) for column in columns)
