"""Lines: a trend with its target, and a trend small enough to stand in a row of a table."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from densach.kernel.numbers import Number, exact
from densach.ui.charts.bars import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, grid, target_line
from densach.ui.charts.shapes import INK, LAMP_EDGE, Chart, Series, clip, frame, place, top_of, words
from densach.ui.figures import number_text

# The first line is solid ink, the next ones differ by dashes as well as by colour.
STROKES = (("c-line", INK, ""), ("c-line-2", "#1f5c93", "7 4"), ("c-target", LAMP_EDGE, "2 4"))
NAME_ROOM = 150.0


def _runs(spots: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """The stretches between gaps."""
    runs: list[list[tuple[float, float]]] = [[]]
    for spot in spots:
        if spot is None:
            runs.append([])
        else:
            runs[-1].append(spot)
    return [run for run in runs if run]


def _path(spots: Sequence[tuple[float, float] | None], stroke: tuple[str, str, str], width: float = 2.5) -> list[str]:
    kind, colour, dash = stroke
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    drawn = []
    for run in _runs(spots):
        points = " ".join(f"{place(x)},{place(y)}" for x, y in run)
        drawn.append(
            f'<polyline class="{kind}" points="{points}" fill="none" stroke="{colour}" '
            f'stroke-width="{place(width)}" stroke-linejoin="round" stroke-linecap="round"{dashes}/>'
        )
    return drawn


def _dots(spots: Sequence[tuple[float, float] | None], colour: str) -> list[str]:
    return [f'<circle cx="{place(s[0])}" cy="{place(s[1])}" r="3.5" fill="{colour}"/>' for s in spots if s]


def _axis(labels: Sequence[str], step: float) -> list[str]:
    """Names under the axis; where they would touch, only every second, third, … one."""
    longest = max((len(label) for label in labels), default=1)
    every = max(1, -(-longest * 7 // max(int(step), 1)))
    return [
        words(LEFT + step * (index + 0.5), HEIGHT - 10, clip(label, step * every), anchor="middle")
        for index, label in enumerate(labels)
        if index % every == 0
    ]


def line_chart(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    unit: str = "",
    lang: str = "vi",
    target: Number | None = None,
) -> Chart:
    """One to three trends over the same labels; gaps stay gaps; `target` draws a line across.

    Raises ValueError for a series that is not as long as the labels.
    """
    if any(len(line.values) != len(labels) for line in series):
        raise ValueError("a series needs as many values as there are labels")
    plot, right = HEIGHT - TOP - BOTTOM, NAME_ROOM if len(series) > 1 else 0.0
    top = top_of([*(value for line in series for value in line.values), target])
    step = (WIDTH - LEFT - right) / max(len(labels), 1)
    drawn = grid(top, plot, lang) + _axis(labels, step)
    for line, stroke in zip(series, STROKES, strict=False):
        spots = [
            None if value is None else (LEFT + step * (at + 0.5), TOP + plot * (1 - float(exact(value) / top)))
            for at, value in enumerate(line.values)
        ]
        drawn += _path(spots, stroke) + _dots(spots, stroke[1])
        last = next((spot for spot in reversed(spots) if spot), None)
        if last and right:
            drawn.append(words(last[0] + 10, last[1] + 4, clip(line.label, right - 10), kind="strong"))
    if target is not None:
        drawn += target_line(target, top, plot, lang)
    header = ("", *(line.label or unit or _("Value") for line in series))
    columns = [[number_text(value, lang) for value in line.values] for line in series]
    rows = tuple((label, *(column[at] for column in columns)) for at, label in enumerate(labels))
    told = "; ".join(", ".join(cell for cell in row) for row in rows) + (f" ({unit})" if unit else "")
    return Chart(title, frame(WIDTH, HEIGHT, title, told, drawn), header, rows)


def sparkline(title: str, values: Sequence[Number | None]) -> SafeString:
    """A trend of 104 × 28 for a table's row; its words come from `title`."""
    top = top_of(values)
    step = 96.0 / max(len(values) - 1, 1)
    spots = [
        None if value is None else (4 + step * at, 25 - 22 * float(exact(value) / top)) for at, value in enumerate(values)
    ]
    last = next((spot for spot in reversed(spots) if spot), None)
    drawn = _path(spots, STROKES[0], 1.75) + _dots([last], LAMP_EDGE)
    return frame(104, 28, title, "", drawn, " chart-spark")
