"""Lines: a trend with its target, and a trend small enough to stand in a row of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from densach.kernel.numbers import Number, exact
from densach.ui.charts.plot import LEGEND, WIDTH, grid, names, plot_for, target_line, target_name
from densach.ui.charts.shapes import INK, LAMP_EDGE, Chart, Series, clip, frame, place, rule, top_of, words
from densach.ui.figures import number_text

Spots = Sequence[tuple[float, float] | None]


class Stroke(NamedTuple):
    """How one line is drawn: they differ by dashes as well as by colour."""

    kind: str
    colour: str
    dash: str


STROKES = (
    Stroke("c-line", INK, ""),
    Stroke("c-line-2", "#1f5c93", "7 4"),
    Stroke("c-line-3", "#a3232d", "2 5"),
    Stroke("c-line-4", "#1b6a45", "10 3 2 3"),
    Stroke("c-line-5", "#7a4b00", "1 3"),
)


def _runs(spots: Spots) -> list[list[tuple[float, float]]]:
    """The stretches between gaps."""
    runs: list[list[tuple[float, float]]] = [[]]
    for spot in spots:
        if spot is None:
            runs.append([])
        else:
            runs[-1].append(spot)
    return [run for run in runs if run]


def _path(spots: Spots, stroke: Stroke, width: float = 2.5) -> list[str]:
    dashes = f' stroke-dasharray="{stroke.dash}"' if stroke.dash else ""
    return [
        f'<polyline class="{stroke.kind}" points="{" ".join(f"{place(x)},{place(y)}" for x, y in run)}" '
        f'fill="none" stroke="{stroke.colour}" stroke-width="{place(width)}" stroke-linejoin="round" '
        f'stroke-linecap="round"{dashes}/>'
        for run in _runs(spots)
    ]


def _dots(spots: Spots, colour: str) -> list[str]:
    return [f'<circle cx="{place(s[0])}" cy="{place(s[1])}" r="3.5" fill="{colour}"/>' for s in spots if s]


def _legend(left: float, series: Sequence[Series], target: Number | None, lang: str) -> list[str]:
    """A row for each line: a piece of it and its name."""
    drawn, y = [], 10.0
    if len(series) > 1:
        for line, stroke in zip(series, STROKES, strict=False):
            drawn += _path([(left, y), (left + 28, y)], stroke)
            drawn.append(words(left + 36, y + 5, clip(line.label, WIDTH - left - 36), kind="strong"))
            y += LEGEND
    if target is not None:
        drawn.append(rule(left, y, left + 28, y, "target", 2, "6 4"))
        drawn.append(words(left + 36, y + 5, target_name(target, lang), kind="target-text"))
    return drawn


def line_chart(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    unit: str = "",
    lang: str = "vi",
    target: Number | None = None,
) -> Chart:
    """One to five trends over the same labels; gaps stay gaps; `target` draws a line across.

    Raises ValueError for more than five series, and for one that is not as long as the labels.
    """
    if len(series) > len(STROKES) or any(len(line.values) != len(labels) for line in series):
        raise ValueError("at most five series, each with as many values as there are labels")
    values = [*(value for line in series for value in line.values), target]
    rows_above = (len(series) if len(series) > 1 else 0) + (target is not None)
    plot = plot_for(values, len(labels), rows_above, lang)
    drawn = grid(plot) + names(plot, labels) + _legend(plot.left, series, target, lang)
    if target is not None:
        drawn += target_line(plot, target)
    for line, stroke in zip(series, STROKES, strict=False):
        spots = [None if v is None else (plot.x(at), plot.y(v)) for at, v in enumerate(line.values)]
        drawn += _path(spots, stroke) + _dots(spots, stroke.colour)
    header = ("", *(line.label or unit or _("Value") for line in series))
    columns = [[number_text(value, lang) for value in line.values] for line in series]
    rows = tuple((label, *(column[at] for column in columns)) for at, label in enumerate(labels))
    told = "; ".join(", ".join(row) for row in rows) + (f" ({unit})" if unit else "")
    return Chart(title, frame(WIDTH, plot.height, title, told, drawn), header, rows)


def sparkline(title: str, values: Sequence[Number | None]) -> SafeString:
    """A trend of 104 × 28 for a table's row; its words come from `title`."""
    top, step = top_of(values), 96.0 / max(len(values) - 1, 1)
    spots = [
        None if v is None else (4 + step * at, 24 - 20 * float(exact(v) / top)) for at, v in enumerate(values)
    ]
    last = next((spot for spot in reversed(spots) if spot), None)
    drawn = _path(spots, STROKES[0], 1.75) + _dots([last], LAMP_EDGE)
    return frame(104, 28, title, "", drawn, " chart-spark")
