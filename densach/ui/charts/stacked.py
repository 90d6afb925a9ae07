"""Stacked bars: of what parts each period is made up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from django.utils.translation import gettext as _

from densach.kernel.numbers import Number, exact
from densach.ui.charts.plot import LEGEND, PLOT, WIDTH, grid, names, plot_for
from densach.ui.charts.shapes import Chart, Series, clip, frame, place, words
from densach.ui.figures import number_text


class Paint(NamedTuple):
    """How one part is filled: every second one is drawn with an edge, so that neighbours differ without colour too."""

    kind: str
    colour: str
    edge: str


PAINTS = (
    Paint("c-part", "#1c2336", ""),
    Paint("c-part-2", "#9cc3e3", "#1f5c93"),
    Paint("c-part-3", "#c98a2b", ""),
    Paint("c-part-4", "#d5ead8", "#1b6a45"),
    Paint("c-part-5", "#7c5a86", ""),
    Paint("c-part-6", "#e6ddca", "#85795f"),
)


def _rect(x: float, y: float, wide: float, high: float, paint: Paint) -> str:
    edge = f' stroke="{paint.edge}" stroke-width="1"' if paint.edge else ""
    return (
        f'<rect class="{paint.kind}" x="{place(x)}" y="{place(y)}" width="{place(wide)}" '
        f'height="{place(max(high, 0))}" fill="{paint.colour}"{edge}/>'
    )


def _legend(left: float, series: Sequence[Series]) -> list[str]:
    """Two columns of names, read along."""
    drawn: list[str] = []
    wide = (WIDTH - left) / 2
    for at, (part, paint) in enumerate(zip(series, PAINTS, strict=False)):
        x, y = left + wide * (at % 2), 2 + LEGEND * (at // 2)
        drawn += [
            _rect(x, y, 14, 14, paint),
            words(x + 20, y + 12, clip(part.label, wide - 24), kind="strong"),
        ]
    return drawn


def stacked_chart(
    title: str, labels: Sequence[str], series: Sequence[Series], *, unit: str = "", lang: str = "vi"
) -> Chart:
    """One bar for each label, its parts from below in the order given (six at most); unknown parts add nothing.

    Raises ValueError for more than six series, and for one that is not as long as the labels.
    """
    if len(series) > len(PAINTS) or any(len(part.values) != len(labels) for part in series):
        raise ValueError("at most six series, each with as many values as there are labels")
    sums: list[Number | None] = [_sum(part.values[at] for part in series) for at in range(len(labels))]
    plot = plot_for(sums, len(labels), -(-len(series) // 2), lang)
    drawn = grid(plot) + names(plot, labels) + _legend(plot.left, series)
    wide = min(plot.step * 0.62, 52.0)
    for at in range(len(labels)):
        foot = Fraction(0)
        for part, paint in zip(series, PAINTS, strict=False):
            value = part.values[at]
            if value is None or exact(value) <= 0:
                continue
            high = PLOT * float(exact(value) / plot.top)
            foot += exact(value)
            drawn.append(_rect(plot.x(at) - wide / 2, plot.y(foot), wide, high, paint))
    header = ("", *(part.label or unit or _("Value") for part in series))
    columns = [[number_text(value, lang) for value in part.values] for part in series]
    rows = tuple((label, *(column[at] for column in columns)) for at, label in enumerate(labels))
    told = "; ".join(", ".join(row) for row in rows) + (f" ({unit})" if unit else "")
    return Chart(title, frame(WIDTH, plot.height, title, told, drawn), header, rows)


def _sum(values: Iterable[Number | None]) -> Number | None:
    known = [exact(value) for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None
