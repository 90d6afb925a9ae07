"""The table that one turns, in words: heads, figures, shades, its chart and its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.kernel.dates import format_date
from densach.kernel.numbers import format_number, format_percent
from densach.programme.indicators.pivot_cells import WHOLE, Doors
from densach.programme.indicators.queries.pivot import REST, UNTOLD, Gauge, Head, Key, Table
from densach.programme.indicators.rules_pivot import (
    AREAS,
    AXES,
    MEASURES,
    STEPS,
    Figure,
    Slot,
    shades,
)
from densach.ui.charts import Chart, Point, Series, bar_chart, line_chart, rank_chart, stacked_chart
from densach.ui.figures import NO_BREAK, UNKNOWN, language

_BARS: Final = 12
_LINES: Final = 4
_PARTS: Final = 5
Cell = tuple[Key, Key]
_ROMAN: Final = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Shown:
    """A column's head as the page says it: short, with all of it for whoever asks."""

    label: str
    told: str = ""


@dataclass(frozen=True)
class Row:
    """A line of the table: its head, where the head leads, and its cells ready for the page."""

    label: str
    address: str
    depth: int
    cells: SafeString


def head_text(head: Head, axis: str) -> str:
    """How a row or a column is called."""
    if head.slot is not None:
        return slot_text(head.slot, axis)
    if head.key == REST:
        return _("in none of these places")
    if head.key == UNTOLD:
        return _("not told apart")
    if axis in STEPS:
        return part_text(int(str(head.key).rpartition("-")[2]), axis)
    if head.until is not None:
        return _("%(name)s (until %(day)s)") % {
            "name": head.name,
            "day": format_date(head.until, language()),
        }
    return _(head.name) if head.name and axis not in AREAS and axis != "unit" else head.name


def part_text(part: int, step: str) -> str:
    """Tháng 3, Quý I, 6 tháng đầu: of whichever year."""
    if step == "month":
        return _("month %(number)d") % {"number": part}
    if step == "quarter":
        return f"Quý {_ROMAN[part - 1]}" if language() == "vi" else f"Q{part}"
    return _("first half-year") if part == 1 else _("second half-year")


def slot_text(slot: Slot, step: str) -> str:
    """03/2026, Quý I/2026, 6 tháng đầu 2026, 2026; one that is cut short bears a star."""
    end = slot.named.end
    year, lang = end.year, language()
    if step == "month":
        text = f"{end.month:02d}/{year}"
    elif step == "quarter":
        quarter = (end.month - 1) // 3
        text = f"Quý {_ROMAN[quarter]}/{year}" if lang == "vi" else f"Q{quarter + 1} {year}"
    elif step == "half":
        names = ("6 tháng đầu", "6 tháng cuối") if lang == "vi" else ("first half", "second half")
        text = f"{names[end.month > 6]} {year}"
    else:
        text = str(year)
    return f"{text}*" if slot.part else text


def columns_of(table: Table) -> list[Shown]:
    """The heads of the columns; those of time tell their days."""
    return [Shown(head_text(one, table.asked.columns), _days(one.slot)) for one in table.columns]


def _days(slot: Slot | None) -> str:
    if slot is None:
        return ""
    lang = language()
    return f"{format_date(slot.period.start, lang)} – {format_date(slot.period.end, lang)}"


def figure_text(gauge: Gauge, figure: Figure | None) -> str:
    """1.234; 45 % with its 60/132; 2,5 with its sums; a dash where nothing is known."""
    if figure is None or not figure.heard:
        return UNKNOWN
    lang = language()
    if figure.below is None:
        # The same as the kernel's, without its care for fractions: a page writes thousands of them.
        return f"{figure.top:,}" if lang == "en" else f"{figure.top:,}".replace(",", ".")
    if not figure.below:
        return UNKNOWN
    ratio = Fraction(figure.top, figure.below)
    told = format_number(ratio, lang) if _is_ratio(gauge) else format_percent(ratio, lang, 1)
    return f"{told} ({_part_of(figure)})"


def _part_of(figure: Figure) -> str:
    return f"{format_number(figure.top, language())}/{format_number(figure.below or 0, language())}"


def _is_ratio(gauge: Gauge) -> bool:
    return gauge.indicator is not None and bool(gauge.indicator.measure)


def rows_of(table: Table, addresses: dict[Key, str], doors: Doors | None = None) -> Iterator[Row]:
    """The lines of the page. Thousands of cells are written here: a template would take as long again. With `doors`
    each figure opens what made it.
    """
    heat = {} if table.asked.plain else _heat(table)
    for head in table.rows:
        cells = [
            _cell(table, table.cells.get(key), heat, key, doors)
            for column in table.columns
            for key in [(head.key, column.key)]
        ]
        if table.has_row_totals:
            told = _inner(
                _gauge_of_row(table, head), table.row_totals.get(head.key), doors, (head.key, WHOLE)
            )
            cells.append(f'<td class="number total">{told}</td>')
        yield Row(
            head_text(head, table.asked.rows),
            addresses.get(head.key, ""),
            head.depth,
            mark_safe("".join(cells)),
        )


def totals_of(table: Table, doors: Doors | None = None) -> SafeString:
    """The cells of the last line."""
    cells = [
        _cell(table, table.column_totals.get(column.key), {}, (WHOLE, column.key), doors)
        for column in table.columns
    ]
    if table.has_row_totals:
        grand = _inner(table.gauges[0], table.grand, doors, (WHOLE, WHOLE))
        cells.append(f'<td class="number total">{grand}</td>')
    return mark_safe("".join(cells))


def _gauge_of_row(table: Table, head: Head) -> Gauge:
    return table.gauge_at(head.key, "") if table.asked.rows == MEASURES else table.gauges[0]


def _cell(table: Table, figure: Figure | None, heat: dict[Cell, int], key: Cell, doors: Doors | None) -> str:
    dress = f" heat-{shade}" if (shade := heat.get(key, 0)) else ""
    return f'<td class="number{dress}">{_inner(table.gauge_at(*key), figure, doors, key)}</td>'


def _inner(gauge: Gauge, figure: Figure | None, doors: Doors | None, key: Cell) -> str:
    """The figure, as a button of the form around the table where it opens."""
    told = _told(gauge, figure)
    name = doors.name(*key) if doors is not None and figure is not None else ""
    return f'<button name="o" value="{name}">{told}</button>' if name else told


def _told(gauge: Gauge, figure: Figure | None) -> str:
    text = figure_text(gauge, figure)
    if figure is None or (text == UNKNOWN and not figure.below):
        return f'<span class="faint">{UNKNOWN}</span>'
    if text == UNKNOWN:
        # Nobody has answered, but they are asked: the total counts them.
        text = f"{UNKNOWN} ({_part_of(figure)})"
    told, _space, below = text.partition(" (")
    if below:
        told = f"{escape(told)} <small>{escape(below.rstrip(')'))}</small>"
    if figure.unknown:
        said = escape(
            _("%(number)s have not answered") % {"number": format_number(figure.unknown, language())}
        )
        told += f'<abbr title="{said}">*</abbr>'
    return told


def _heat(table: Table) -> dict[Cell, int]:
    """Shades among figures of the same gauge."""
    found: dict[Cell, int] = {}
    groups: dict[str, list[tuple[Key, Key]]] = {}
    shown = {
        head.key
        for head in table.rows
        if head.key != REST and not (table.asked.rows == "tree" and head.depth == 0)
    }
    for key in table.cells:
        if key[0] in shown:
            groups.setdefault(table.gauge_at(*key).code, []).append(key)
    for keys in groups.values():
        found.update(zip(keys, shades(table.cells[key].height for key in keys), strict=True))
    return found


def corner(table: Table) -> str:
    """The upper left cell: what the rows are."""
    return str(AXES[table.asked.rows])


def alone(svg: str) -> str:
    """The drawing as a file of its own: with a ground and a common typeface."""
    opened, _sign, rest = svg.partition(">")
    face = ' font-family="Be Vietnam Pro, Arial, sans-serif"'
    ground = '<rect width="100%" height="100%" fill="#fffdf7"/>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opened}{face}>{ground}{rest}'


# the chart ------------------------------------------------------------------------------------------------


def chart_of(table: Table, title: str, on: date) -> Chart | None:
    """The drawing asked for, as far as the axes allow; None without any figure."""
    if table.asked.chart == "none" or not table.cells:
        return None
    lang, unit = language(), _unit(table)
    is_timed = bool(table.asked.step)
    if table.asked.chart == "lines" and is_timed:
        labels, series = _series(table, _LINES)
        return line_chart(title, labels, series, unit=unit, lang=lang)
    if table.asked.chart == "stacked" and _adds(table):
        labels, series = _series(table, _PARTS, rest=True)
        return stacked_chart(title, labels, series, unit=unit, lang=lang)
    points = _along_time(table, on) if is_timed else _ranked(table)
    draw = bar_chart if is_timed else rank_chart
    return draw(title, points, unit=unit, lang=lang)


def _unit(table: Table) -> str:
    gauge = table.gauges[0]
    return "%" if gauge.indicator is not None and not _is_ratio(gauge) else gauge.unit


def _adds(table: Table) -> bool:
    return table.gauges[0].nature in ("flow", "stock") and MEASURES not in table.asked.axes


def _height(table: Table, figure: Figure | None) -> Fraction | None:
    high = figure.height if figure is not None else None
    if high is None:
        return None
    gauge = table.gauges[0]
    if gauge.indicator is None:
        return high
    return round(high, 2) if _is_ratio(gauge) else round(high * 100, 1)


def _ranked(table: Table) -> list[Point]:
    """The rows with the largest figures: their totals, or the last column that is known."""
    told = []
    for head in table.rows:
        figure = table.row_totals.get(head.key) if table.has_row_totals else _last(table, head)
        told.append(Point(head_text(head, table.asked.rows), _height(table, figure)))
    known = [one for one in told if one.value is not None]
    known.sort(key=lambda one: one.value or 0, reverse=True)
    return known[:_BARS]


def _last(table: Table, head: Head) -> Figure | None:
    known = (table.cells.get((head.key, column.key)) for column in reversed(table.columns))
    return next((figure for figure in known if figure is not None and figure.heard), None)


def _along_time(table: Table, on: date) -> list[Point]:
    """One bar for each period: the totals where they say something, else the first row or column."""
    timed = table.columns if table.asked.columns in STEPS else table.rows
    by_column = table.asked.columns in STEPS
    totals = table.column_totals if by_column else table.row_totals
    has_totals = table.has_column_totals if by_column else table.has_row_totals
    others = table.rows if by_column else table.columns
    points = []
    for head in timed:
        figure = totals.get(head.key)
        if not has_totals and others:
            first = others[0].key
            figure = table.cells.get((first, head.key) if by_column else (head.key, first))
        running = head.slot is not None and head.slot.period.start <= on < head.slot.named.end
        axis = table.asked.columns if by_column else table.asked.rows
        points.append(Point(head_text(head, axis), _height(table, figure), running))
    return points


def _series(table: Table, most: int, *, rest: bool = False) -> tuple[list[str], list[Series]]:
    """Labels along time (or the first rows) and one series for each of the largest of the other axis."""
    by_column = table.asked.columns in STEPS or table.asked.rows not in STEPS
    if not table.asked.step:
        by_column = False
    along = list(table.columns if by_column else table.rows)
    across = [one for one in (table.rows if by_column else table.columns) if one.depth == 0 or by_column]
    if not table.asked.step:
        along = along[:_BARS]
    axes = (table.asked.columns, table.asked.rows)
    along_axis, across_axis = axes if by_column else axes[::-1]

    def at(one: Head, place: Head) -> Fraction | None:
        return _height(table, table.cells.get((one.key, place.key) if by_column else (place.key, one.key)))

    sized = [(sum((at(one, place) or Fraction(0) for place in along), Fraction(0)), one) for one in across]
    sized.sort(key=lambda pair: pair[0], reverse=True)
    chosen = [one for size, one in sized[:most] if size]
    series = [Series(head_text(one, across_axis), [at(one, place) for place in along]) for one in chosen]
    others = [one for size, one in sized[most:] if size]
    if rest and others:
        values = [_sum(at(one, place) for one in others) for place in along]
        series.append(Series(_("all others"), values))
    return [head_text(one, along_axis) for one in along], series


def _sum(values: Iterable[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None


# the file -------------------------------------------------------------------------------------------------


def file_head(table: Table) -> list[str]:
    """The first line of the file: a share has its part, its whole and its percentage."""
    head = [str(AXES[table.asked.rows]).capitalize()]
    for column in table.columns:
        name = head_text(column, table.asked.columns)
        head += [name] if not _is_split(table, column.key) else _split_heads(name, _unit(table))
    if table.has_row_totals:
        total = pgettext("table", "Total")
        head += [total] if not _is_split(table, None) else _split_heads(total, _unit(table))
    return head


def _split_heads(name: str, unit: str) -> list[str]:
    parts = (_("part"), _("whole"), _("ratio, %") if unit == "%" else _("ratio"))
    return [f"{name}: {part}" for part in parts]


def _is_split(table: Table, column: Key | None) -> bool:
    """Whether the column holds parts of wholes."""
    gauges = table.gauges
    if table.asked.columns == MEASURES and column is not None:
        gauges = tuple(one for one in gauges if one.code == column)
    return any(one.indicator is not None for one in gauges)


def file_rows(table: Table) -> Iterator[list[object]]:
    """The lines of the file, the total last."""
    for head in table.rows:
        line: list[object] = [f"{'  ' * head.depth}{head_text(head, table.asked.rows)}"]
        for column in table.columns:
            line += _plain(table, column.key, table.cells.get((head.key, column.key)))
        if table.has_row_totals:
            line += _plain(table, None, table.row_totals.get(head.key))
        yield line
    if table.has_column_totals:
        line = [pgettext("table", "Total")]
        for column in table.columns:
            line += _plain(table, column.key, table.column_totals.get(column.key))
        if table.has_row_totals:
            line += _plain(table, None, table.grand)
        yield line


def _plain(table: Table, column: Key | None, figure: Figure | None) -> list[object]:
    known = figure is not None and figure.heard > 0
    top = figure.top if figure is not None and known else None
    if not _is_split(table, column):
        return [top]
    if figure is None or not (known or figure.below):
        return [None, None, None]
    return [figure.top, figure.below, _height(table, figure)]


def span_text(slots: Sequence[Slot]) -> str:
    """The days of the whole table."""
    lang = language()
    return f"{format_date(slots[0].period.start, lang)}{NO_BREAK}– {format_date(slots[-1].period.end, lang)}"
