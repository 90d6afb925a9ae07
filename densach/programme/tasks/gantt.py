"""A year of works as a drawing: months across, works down, a bar for each span, marks for last days, a line for today.

State is told by shape as well as colour: what is confirmed is full, what is done has a tick's edge, what is late has a
triangle at its last day, what goes on all the time fades out dashed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.html import escape
from django.utils.translation import gettext as _

from densach.programme.tasks.models import Stage, TimeKind, Work
from densach.programme.tasks.page import stage_word, when_words
from densach.programme.tasks.queries.lines import Line
from densach.ui.charts import Chart
from densach.ui.charts.shapes import INK, LINE_STRONG, PAPER, STATUS_COLOURS, clip, frame, place, rule, words
from densach.ui.figures import day_text, language

LEFT: Final = 330.0
WIDTH: Final = 1050.0
HEAD: Final = 42.0
ROW: Final = 26.0
_COLOURS: Final = {
    Stage.NOT_BEGUN: LINE_STRONG,
    Stage.DOING: STATUS_COLOURS["on_track"],
    Stage.WAITING: STATUS_COLOURS["at_risk"],
    Stage.DONE: STATUS_COLOURS["achieved"],
    Stage.CONFIRMED: STATUS_COLOURS["achieved"],
    Stage.STOPPED: STATUS_COLOURS["no_data"],
}


@dataclass(frozen=True)
class Span:
    """What a work takes of a year: from, to, its last day if it lies in the year, whether its end is open."""

    first: date
    last: date
    due: date | None
    open_end: bool


def span_in(work: Work, year: int) -> Span | None:
    """None where nothing of it falls into the year."""
    start, end = date(year, 1, 1), date(year, 12, 31)
    first = work.starts_on or work.declared_on or start
    last = work.ends_on or work.due_on or end
    if work.time_kind == TimeKind.CONDITIONAL:
        if work.declared_on is None:
            return None
        first, last = work.declared_on, work.due_on or end
    if work.time_kind == TimeKind.YEARLY and work.round_year == year and work.due_on:
        last = work.due_on
    if first > end or last < start:
        return None
    due = work.due_on if work.due_on and work.due_on.year == year else None
    open_end = due is None and (work.time_kind == TimeKind.CONTINUOUS or last > end)
    return Span(max(first, start), min(last, end), due, open_end)


def drawing(title: str, lines: Sequence[Line], year: int, on: date) -> Chart:
    """The drawing with the table behind it: work, units, from, to, last day, stage, days late."""
    height = HEAD + ROW * len(lines) + 8
    body = _months(year, height)
    for number, line in enumerate(lines):
        body += _row(line, year, HEAD + ROW * number)
    if on.year == year:
        x = _x(on, year)
        body.append(rule(x, HEAD - 6, x, height, "target", 2, "5 4"))
        body.append(words(x, 11, _("today"), size=12, anchor="middle", kind="target-text", halo=True))
    svg = frame(WIDTH, height, title, _("Works down, months across."), body)
    header = (_("Task"), _("From"), _("To"), _("Term"), _("Time"), _("State"), _("Days late"))
    return Chart(title, svg, header, tuple(_cells(line, year) for line in lines))


def today_at(year: int, on: date) -> str:
    """Where the line of today stands, as a share of the drawing's width; empty in another year."""
    return f"{_x(on, year) / WIDTH:.3f}" if on.year == year else ""


def _x(day: date, year: int) -> float:
    days = (date(year, 12, 31) - date(year, 1, 1)).days + 1
    return LEFT + (WIDTH - LEFT - 10) * ((day - date(year, 1, 1)).days / days)


def _months(year: int, height: float) -> list[str]:
    drawn = []
    for month in range(1, 13):
        x = _x(date(year, month, 1), year)
        following = date(year + month // 12, month % 12 + 1, 1)
        middle = (x + (_x(following, year) if month < 12 else WIDTH - 10)) / 2
        drawn.append(rule(x, HEAD - 4, x, height, "grid"))
        drawn.append(words(middle, HEAD - 10, f"{month:02d}", size=12, anchor="middle"))
    drawn.append(rule(0, HEAD - 4, WIDTH, HEAD - 4, "axis"))
    return drawn


def _row(line: Line, year: int, y: float) -> list[str]:
    work = line.work
    indent = 14.0 * min(line.depth, 4)
    told = f"{work.title}: {when_words(work)}; {stage_word(work.stage)}"
    if line.late:
        told += "; " + _("%(days)d days late") % {"days": line.late}
    drawn = [
        f"<g><title>{escape(told)}</title>",
        words(
            indent,
            y + 17,
            clip(work.title, LEFT - indent - 12),
            size=13,
            kind="strong" if not line.depth else "text",
        ),
    ]
    span = span_in(work, year)
    if span is not None:
        drawn += _bar(line, span, year, y)
    elif line.waits:
        drawn.append(words(LEFT + 6, y + 17, _("waits for its event"), size=12))
    return [*drawn, "</g>", rule(0, y + ROW, WIDTH, y + ROW, "grid")]


def _bar(line: Line, span: Span, year: int, y: float) -> list[str]:
    stage = line.work.stage
    colour = STATUS_COLOURS["off_track"] if line.late else _COLOURS[Stage(stage)]
    x, end = _x(span.first, year), max(_x(span.last, year), _x(span.first, year) + 5)
    full = stage in (Stage.CONFIRMED, Stage.DONE, Stage.DOING)
    fill = colour if full else PAPER
    opacity = ' fill-opacity="0.45"' if stage == Stage.DOING else ""
    dash = ' stroke-dasharray="4 3"' if span.open_end or stage in (Stage.NOT_BEGUN, Stage.STOPPED) else ""
    drawn = [
        f'<rect x="{place(x)}" y="{place(y + 7)}" width="{place(end - x)}" height="12" rx="3" fill="{fill}"{opacity} '
        f'stroke="{colour}" stroke-width="1.5"{dash}/>'
    ]
    if stage in (Stage.CONFIRMED, Stage.DONE):
        tick = f"M{place(end - 13)} {place(y + 13)}l3 3 6-6"
        drawn.append(f'<path d="{tick}" fill="none" stroke="{PAPER}" stroke-width="2"/>')
    if span.due is not None:
        drawn.append(_milestone(_x(span.due, year), y + 13, colour, is_late=bool(line.late)))
    return drawn


def _milestone(x: float, y: float, colour: str, *, is_late: bool) -> str:
    """A diamond at the last day; a triangle where it has gone by undone."""
    if is_late:
        path = f"M{place(x)} {place(y - 9)}l9 16h-18z"
    else:
        path = f"M{place(x)} {place(y - 7)}l7 7-7 7-7-7z"
    return f'<path d="{path}" fill="{colour}" stroke="{PAPER}" stroke-width="1.5"/>'


def legend() -> list[tuple[str, str]]:
    """Each mark as a small drawing with its words."""
    made = []
    for stage, dash, opacity in (
        (Stage.NOT_BEGUN, ' stroke-dasharray="4 3"', ""),
        (Stage.DOING, "", ' fill-opacity="0.45"'),
        (Stage.WAITING, "", ""),
        (Stage.CONFIRMED, "", ""),
    ):
        colour = _COLOURS[stage]
        fill = PAPER if stage in (Stage.NOT_BEGUN, Stage.WAITING) else colour
        tick = (
            f'<path d="M17 8l3 3 6-6" fill="none" stroke="{PAPER}" stroke-width="2"/>'
            if stage == "confirmed"
            else ""
        )
        rect = (
            f'<rect x="1" y="2" width="28" height="12" rx="3" fill="{fill}"{opacity} stroke="{colour}" '
            f'stroke-width="1.5"{dash}/>{tick}'
        )
        word = stage_word(stage) if stage != Stage.CONFIRMED else _("done or confirmed")
        made.append((_small(rect), word))
    late, due = (
        _milestone(15, 9, STATUS_COLOURS["off_track"], is_late=True),
        _milestone(15, 8, INK, is_late=False),
    )
    return [*made, (_small(due), _("last day")), (_small(late), _("past its day"))]


def _small(inside: str) -> str:
    return (
        f'<svg viewBox="0 0 30 18" width="30" height="18" aria-hidden="true" focusable="false">{inside}</svg>'
    )


def _cells(line: Line, year: int) -> tuple[str, ...]:
    lang, span = language(), span_in(line.work, year)
    return (
        line.work.title,
        day_text(span.first, lang) if span else "",
        day_text(span.last, lang) if span else "",
        day_text(line.work.due_on, lang) if line.work.due_on else "",
        when_words(line.work),
        stage_word(line.work.stage),
        str(line.late) if line.late else "",
    )
