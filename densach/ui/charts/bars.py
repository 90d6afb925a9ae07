"""Bars: standing ones for periods, lying ones for places."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from densach.kernel.numbers import Number, exact
from densach.ui.charts.shapes import LETTER, Chart, Point, bar, clip, frame, rule, top_of, words
from densach.ui.figures import number_text

WIDTH = 640.0
HEIGHT = 260.0
LEFT = 64.0
TOP = 24.0
BOTTOM = 32.0
ROW = 34.0


def _cell(point: Point, lang: str) -> str:
    text = number_text(point.value, lang)
    return f"{text} ({_('provisional')})" if point.provisional else text


def _table(points: Sequence[Point], unit: str, lang: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    header = ("", unit or _("Value"))
    return header, tuple((point.label, _cell(point, lang)) for point in points)


def _told(points: Sequence[Point], unit: str, lang: str) -> str:
    return "; ".join(f"{point.label}: {_cell(point, lang)}" for point in points) + (f" ({unit})" if unit else "")


def grid(top: Fraction, plot: float, lang: str) -> list[str]:
    """Four lines across with their figures, the lowest one the axis."""
    drawn = []
    for quarter in range(5):
        y = TOP + plot * (1 - quarter / 4)
        drawn.append(rule(LEFT, y, WIDTH, y, "axis" if quarter == 0 else "grid"))
        drawn.append(words(LEFT - 8, y + 4, number_text(top * quarter / 4, lang), anchor="end"))
    return drawn


def target_line(target: Number, top: Fraction, plot: float, lang: str) -> list[str]:
    """A dashed line across at the target, named on the line."""
    y = TOP + plot * (1 - float(exact(target) / top))
    text = _("Target: %(value)s") % {"value": number_text(target, lang)}
    return [rule(LEFT, y, WIDTH, y, "target", 2, "6 4"), words(WIDTH, y - 6, text, anchor="end", kind="target-text")]


def bar_chart(
    title: str, points: Sequence[Point], *, unit: str = "", lang: str = "vi", target: Number | None = None
) -> Chart:
    """Standing bars, one for each period, in the order given; `target` draws a line across."""
    plot = HEIGHT - TOP - BOTTOM
    top = top_of([*(point.value for point in points), target])
    step = (WIDTH - LEFT) / max(len(points), 1)
    wide = min(step * 0.62, 56.0)
    drawn = grid(top, plot, lang)
    for index, point in enumerate(points):
        middle = LEFT + step * (index + 0.5)
        drawn.append(words(middle, HEIGHT - 10, clip(point.label, step), anchor="middle"))
        if point.value is None:
            drawn.append(words(middle, TOP + plot - 6, "–", anchor="middle"))
            continue
        high = plot * float(exact(point.value) / top)
        drawn.append(bar(middle - wide / 2, TOP + plot - high, wide, high, provisional=point.provisional))
        text = number_text(point.value, lang)
        if len(text) * 12 * LETTER <= step + 4:
            drawn.append(words(middle, TOP + plot - high - 5, text, anchor="middle", kind="strong", bold=True))
    if target is not None:
        drawn += target_line(target, top, plot, lang)
    header, rows = _table(points, unit, lang)
    return Chart(title, frame(WIDTH, HEIGHT, title, _told(points, unit, lang), drawn), header, rows)


def rank_chart(title: str, points: Sequence[Point], *, unit: str = "", lang: str = "vi") -> Chart:
    """Lying bars, one for each place or kind, in the order given, each with its figure at its end."""
    top = max((exact(point.value) for point in points if point.value is not None), default=Fraction(0)) or Fraction(1)
    names, figures = 230.0, 90.0
    room = WIDTH - names - figures
    drawn = []
    for index, point in enumerate(points):
        y = ROW * index
        drawn.append(words(0, y + 21, clip(point.label, names - 12, 13), size=13, kind="strong"))
        long = room * float(exact(point.value) / top) if point.value is not None else 0.0
        if long:
            drawn.append(bar(names, y + 8, max(long, 1.5), 18, provisional=point.provisional))
        drawn.append(words(names + long + 8, y + 21, number_text(point.value, lang), size=13, kind="strong", bold=True))
    drawn.append(rule(names, 0, names, ROW * len(points), "axis"))
    header, rows = _table(points, unit, lang)
    return Chart(title, frame(WIDTH, ROW * max(len(points), 1), title, _told(points, unit, lang), drawn), header, rows)
