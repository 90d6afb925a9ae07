"""Drawings of figures, made on the server as SVG: pure functions on values, the same for pages and reports.

    Point(label, value, provisional)     one figure with its name; an unknown value leaves a gap
    Series(label, values)                one line of a trend
    Chart(title, svg, header, rows)      a drawing and the table behind it: `{% chart a_chart %}`

Every SVG carries plain colours as attributes, so that it stands alone in a report, and classes, so that
a page's style sheet may repaint it. None has a style attribute or a script.
"""

from __future__ import annotations

from densach.ui.charts.bars import bar_chart, rank_chart
from densach.ui.charts.lines import line_chart, sparkline
from densach.ui.charts.marks import progress_bar, progress_words, status_line, status_strip
from densach.ui.charts.shapes import Chart, Point, Series
from densach.ui.charts.stacked import stacked_chart
from densach.ui.charts.twins import twin_bars

__all__ = [
    "Chart", "Point", "Series", "bar_chart", "line_chart", "progress_bar", "progress_words", "rank_chart",
    "sparkline", "stacked_chart", "status_line", "status_strip", "twin_bars",
]  # fmt: skip
