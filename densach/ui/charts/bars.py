"""Bars: standing ones for periods, lying ones for places."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from densach.kernel.numbers import Number, exact
from densach.ui.charts.plot import PLOT, WIDTH, Plot, grid, names, plot_for, target_line, target_name
from densach.ui.charts.shapes import LETTER, SIZE, Chart, Point, bar, clip, frame, rule, words
from densach.ui.figures import number_text

ROW = 46.0


def _cell(point: Point, lang: str) -> str:
    text = number_text(point.value, lang)
    return f"{text} ({_('provisional')})" if point.provisional else text


def _chart(
    title: str, points: Sequence[Point], unit: str, lang: str, drawn: list[str], height: float
) -> Chart:
    rows = tuple((point.label, _cell(point, lang)) for point in points)
    told = "; ".join(f"{name}: {figure}" for name, figure in rows) + (f" ({unit})" if unit else "")
    return Chart(title, frame(WIDTH, height, title, told, drawn), ("", unit or _("Value")), rows)


def _standing(plot: Plot, index: int, point: Point) -> list[str]:
    foot, wide = plot.y0 + PLOT, min(plot.step * 0.62, 52.0)
    if point.value is None:
        return [words(plot.x(index), foot - 6, "–", anchor="middle")]
    y = plot.y(point.value)
    drawn = [bar(plot.x(index) - wide / 2, y, wide, foot - y, provisional=point.provisional)]
    text = number_text(point.value, plot.lang)
    if len(text) * SIZE * LETTER <= plot.step + 6:
        drawn.append(words(plot.x(index), y - 5, text, anchor="middle", kind="strong", bold=True, halo=True))
    return drawn


def bar_chart(
    title: str, points: Sequence[Point], *, unit: str = "", lang: str = "vi", target: Number | None = None
) -> Chart:
    """Standing bars, one for each period, in the order given; `target` draws a line across."""
    values = [*(point.value for point in points), target]
    plot = plot_for(values, len(points), 0 if target is None else 1, lang)
    drawn = grid(plot) + names(plot, [point.label for point in points])
    if target is not None:
        drawn += [
            rule(plot.left, 10, plot.left + 28, 10, "target", 2, "6 4"),
            words(plot.left + 36, 15, target_name(target, lang), kind="target-text"),
            *target_line(plot, target),
        ]
    for index, point in enumerate(points):
        drawn += _standing(plot, index, point)
    return _chart(title, points, unit, lang, drawn, plot.height)


def rank_chart(title: str, points: Sequence[Point], *, unit: str = "", lang: str = "vi") -> Chart:
    """Lying bars, one for each place or kind, in the order given, its name above and its figure at its end."""
    known = [exact(point.value) for point in points if point.value is not None]
    top = max([*known, Fraction(0)]) or Fraction(1)
    figures = max((len(number_text(point.value, lang)) for point in points), default=1) * SIZE * LETTER + 12
    drawn = []
    for index, point in enumerate(points):
        y = ROW * index
        drawn.append(words(0, y + 15, clip(point.label, WIDTH), kind="strong"))
        share = max(exact(point.value), Fraction(0)) / top if point.value is not None else Fraction(0)
        long = (WIDTH - figures) * float(share)
        if point.value is not None:
            drawn.append(bar(0, y + 22, max(long, 2), 14, provisional=point.provisional))
        text = number_text(point.value, lang)
        drawn.append(words(max(long, 2) + 8, y + 34, text, kind="strong", bold=True))
    return _chart(title, points, unit, lang, drawn, ROW * max(len(points), 1))
