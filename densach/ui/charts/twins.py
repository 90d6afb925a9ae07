"""A year in twelve small bars, each before the same month of the year before: a trend that fits into a row."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from densach.kernel.numbers import Number, exact
from densach.ui.charts.shapes import LINE_STRONG, bar, frame, place, top_of

MONTH = 14.0
HIGH = 36.0


def twin_bars(title: str, months: Sequence[Number | None], before: Sequence[Number | None]) -> SafeString:
    """This year's months in ink, each on a hollow bar of the year before; a month without a figure stays empty."""
    top = top_of([*months, *before])
    drawn = []
    for month, value in enumerate(before):
        if value is not None:
            high = HIGH * float(exact(value) / top)
            drawn.append(
                f'<rect class="c-before" x="{place(month * MONTH + 1)}" y="{place(HIGH - high)}" width="11" '
                f'height="{place(high)}" fill="none" stroke="{LINE_STRONG}" stroke-width="1"/>'
            )
    for month, value in enumerate(months):
        if value is not None:
            high = HIGH * float(exact(value) / top)
            drawn.append(bar(month * MONTH + 3.5, HIGH - high, 6, high))
    ground = f'<line class="c-axis" x1="0" x2="168" y1="{HIGH}" y2="{HIGH}" stroke="{LINE_STRONG}"/>'
    return frame(MONTH * 12, HIGH + 1, title, "", [*drawn, ground], " chart-twins")
