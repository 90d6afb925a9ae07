"""The field that standing bars and lines share: a legend, figures at the side, names below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from densach.kernel.numbers import Number, exact
from densach.ui.charts.shapes import LETTER, SIZE, clip, rule, top_of, words
from densach.ui.figures import number_text

WIDTH: Final = 500.0
PLOT: Final = 190.0
LEGEND: Final = 24.0
BOTTOM: Final = 28.0


@dataclass(frozen=True)
class Plot:
    """Where figures stand: `top` is the figure at the upper edge, `y0` that edge, `left` the axis, `parts` how many
    steps lead to the top.
    """

    count: int
    top: Fraction
    left: float
    y0: float
    lang: str
    parts: int = 4

    @property
    def step(self) -> float:
        """The width that one label has."""
        return (WIDTH - self.left) / max(self.count, 1)

    @property
    def height(self) -> float:
        """Of the whole drawing."""
        return self.y0 + PLOT + BOTTOM

    def x(self, index: int) -> float:
        """The middle of the place of the label at `index`."""
        return self.left + self.step * (index + 0.5)

    def y(self, value: Number) -> float:
        """Where a figure stands; what is below zero stands on the axis."""
        return self.y0 + PLOT * (1 - float(max(exact(value), Fraction(0)) / self.top))


def plot_for(values: Sequence[Number | None], count: int, legend_rows: int, lang: str) -> Plot:
    """A field high enough for all values and wide enough for the figures at its side."""
    top = top_of(values)
    parts = _parts(top, values)
    longest = max(len(number_text(top * part / parts, lang)) for part in range(parts + 1))
    return Plot(count, top, longest * SIZE * LETTER + 12, 18 + LEGEND * legend_rows, lang, parts)


def _parts(top: Fraction, values: Sequence[Number | None]) -> int:
    """People and books come whole: where all figures are whole, so are the steps of the axis."""
    whole = all(exact(value).denominator == 1 for value in values if value is not None)
    if not whole or top.denominator != 1:
        return 4
    return next((parts for parts in (4, 5, 3, 2) if top % parts == 0), 1)


def grid(plot: Plot) -> list[str]:
    """Lines across with their figures, the lowest one the axis."""
    drawn = []
    for part in range(plot.parts + 1):
        value = plot.top * part / plot.parts
        y = plot.y(value)
        drawn.append(rule(plot.left, y, WIDTH, y, "grid" if part else "axis"))
        drawn.append(words(plot.left - 8, y + 5, number_text(value, plot.lang), anchor="end"))
    return drawn


def names(plot: Plot, labels: Sequence[str]) -> list[str]:
    """Names under the axis; where they would touch, only every second, third, … one."""
    longest = max((len(label) for label in labels), default=1) * SIZE * LETTER + 6
    every = max(1, -(-int(longest) // max(int(plot.step), 1)))
    if every > max(len(labels) // 3, 1):
        every = 1  # a few long names: all of them, cut short
    return [
        words(plot.x(index), plot.height - 8, clip(label, plot.step * every), anchor="middle")
        for index, label in enumerate(labels)
        if index % every == 0
    ]


def target_line(plot: Plot, target: Number) -> list[str]:
    """A dashed line across at the target."""
    return [rule(plot.left, plot.y(target), WIDTH, plot.y(target), "target", 2, "6 4")]


def target_name(target: Number, lang: str) -> str:
    """What the legend says of that line."""
    return _("Target: %(value)s") % {"value": number_text(target, lang)}
