"""What the pages of merged places show, made from the table and from what waits: no queries of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from densach.organisations.models import Area
from densach.programme.plans.models import Target
from densach.programme.plans.queries.judged import JudgedTarget, group_of
from densach.programme.plans.queries.merged.places import Column
from densach.programme.plans.queries.merged.table import Cell, Line, Table, Whole
from densach.programme.plans.queries.merged.waiting import Outlived, bounds
from densach.programme.plans.rules.figures import amount_text, share_text, unit_together
from densach.programme.plans.rules.vocabulary import INSTITUTION_TYPES, KINDS, label, labels
from densach.programme.plans.status import Capability, Ratio, Share, Step
from densach.ui.figures import day_text, language, number_text
from densach.ui.nav import NavItem
from densach.ui.status import WORDS
from densach.ui.tables import download
from densach.ui.wording import GENERIC, sentences


def said(step: Step) -> str:
    """A step of a reckoning as a sentence."""
    return _(sentences().get(step.message_id, GENERIC)) % step.texts(language())


def subject_of(line: Line) -> str:
    """What is measured: the indicator's name; without one what the paper says."""
    indicator = line.target.indicator
    return indicator.name if indicator is not None else line.target.subject


def who_text(target: Target) -> str:
    return labels(INSTITUTION_TYPES, target.institution_types)


def wanted_text(line: Line, shown: Whole | None = None) -> str:
    """What the predecessors ask together: "15/17", "11,98–16,98 % một năm", a sum with its unit; by the sum that is
    shown, for a growth of bases that are counted differs from day to day.
    """
    whole, lang = shown or line.now or line.then, language()
    if whole is None or len(line.told) < 2:
        return ""
    if whole.growth is not None:
        low, high = (number_text(rate * 100, lang, 2) for rate in whole.growth)
        return _("%(percent)s%% a year") % {"percent": low if low == high else f"{low}–{high}"}
    if _are_shares(whole):
        return _of(whole.verdict.need, whole.units, lang)
    if all(isinstance(piece.inputs, Capability) for piece in whole.pieces):
        return _("to have, each")
    first = whole.rows[0]
    return amount_text(whole.verdict.need, unit_together(first.unit_text, first.target.per), lang)


def reached_text(whole: Whole | None) -> str:
    """What all of them reached together, in the terms in which it is asked."""
    if whole is None or whole.verdict.actual is None:
        return ""
    lang, actual = language(), whole.verdict.actual
    if _are_shares(whole):
        return share_text(int(actual), whole.units, lang)
    if all(isinstance(piece.inputs, Capability) for piece in whole.pieces):
        return f"{number_text(actual * 100, lang)}%"
    first = whole.rows[0]
    unit = first.target.indicator.unit if first.target.indicator is not None else first.unit_text
    return amount_text(actual, unit, lang)


def base_text(cell: Cell) -> str:
    """From what and when it is counted, where the paper or a person said so."""
    target, lang = cell.target, language()
    told = [number_text(target.base_value, lang)] if target.base_value is not None else []
    if target.base_year:
        told.append(_("the year %(year)s") % {"year": target.base_year})
    return " ".join(told)


def _are_shares(whole: Whole) -> bool:
    return all(isinstance(piece.inputs, Share | Ratio) for piece in whole.pieces)


def _of(need: Fraction | None, units: int, lang: str) -> str:
    return "" if need is None else f"{number_text(need, lang)}/{number_text(units, lang)}"


# lines and cells ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CellShown:
    cell: Cell
    base: str
    fate: str


@dataclass(frozen=True)
class LineShown:
    """A line of the table in words; cells in the order of the columns."""

    line: Line
    subject: str
    who: str
    year: str
    cells: tuple[CellShown | None, ...]
    wanted: str
    then: str
    now: str
    apart: tuple[str, ...]

    named: tuple[tuple[str, CellShown | None], ...]


def line_shown(line: Line, columns: Sequence[Column] = (), shown: Whole | None = None) -> LineShown:
    """`columns` name the cells, where they are shown side by side; `shown` is the sum that the page is about."""
    cells = tuple(_cell_shown(cell) if cell is not None else None for cell in line.cells)
    # Beside the columns it is seen already who has no plan; on the last day the whole place was not there yet.
    untold = {
        "merged.apart.no_plan" if columns else "",
        "merged.apart.whole_place" if shown is not None and shown is line.then else "",
    }
    return LineShown(
        line=line,
        subject=subject_of(line),
        who=who_text(line.target),
        year=line.first.now.when_text,
        cells=cells,
        wanted=wanted_text(line, shown),
        then=reached_text(line.then),
        now=reached_text(line.now),
        apart=tuple(said(step) for step in line.apart if step.message_id not in untold),
        named=tuple(zip((column.name for column in columns), cells, strict=False)),
    )


def _cell_shown(cell: Cell) -> CellShown:
    standing = cell.now.standing
    decision = standing.decision if standing else None
    return CellShown(cell, base_text(cell), decision.get_fate_display() if decision else "")


def wanted_lines(table: Table, group: str, only: str) -> list[Line]:
    """The lines of one field, and only those that contradict each other or wait."""
    return [
        line
        for line in table.lines
        if (not group or group_of(line.target) == group)
        and (only != "mau-thuan" or line.conflict)
        and (only != "cho" or any(cell.waits for cell in line.told))
    ]


@dataclass(frozen=True)
class PieceShown:
    """One predecessor's part of a sum, with the page that shows what made it."""

    name: str
    row: JudgedTarget
    silent: tuple[str, ...]


def pieces_shown(whole: Whole) -> list[PieceShown]:
    return [
        PieceShown(
            piece.name,
            row,
            tuple(part.name for part in row.value.parts if not part.answered) if row.value else (),
        )
        for piece, row in zip(whole.pieces, whole.rows, strict=True)
    ]


# what waits -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class WaitingShown:
    one: Outlived
    row: JudgedTarget
    why: str
    known: str


def waiting_shown(rows: Sequence[Outlived], known: dict[int, JudgedTarget]) -> list[WaitingShown]:
    return [
        WaitingShown(one, known[one.target.pk], why_text(one), said(bounds(known[one.target.pk])))
        for one in rows
    ]


def why_text(one: Outlived) -> str:
    """Why it waits: its territory or the level of its units has gone."""
    day = day_text(one.standing.gone.last_day, language())
    if one.standing.gone.level:
        return _("the district level ended on %(day)s") % {"day": day}
    return _("the territory ended on %(day)s") % {"day": day}


def tabs_of(area: Area, active: str, waiting: int) -> list[NavItem]:
    """The three pages of a place."""
    told = (
        ("merged", _("Side by side"), "layers", 0),
        ("merged_waiting", _("Waiting for a decision"), "hourglass-split", waiting),
        ("merged_decided", _("Decisions taken"), "check2-all", 0),
    )
    return [
        NavItem(name, reverse(f"plans:{way}", args=[area.code]), icon=icon, active=way == active, badge=badge)
        for way, name, icon, badge in told
    ]


# taken away -----------------------------------------------------------------------------------------------


def export(table: Table, lines: Iterable[Line], form: str) -> HttpResponse:
    """A line for each target of each predecessor, and one for what they make together."""
    head = [
        _("Indicator"),
        _("Types of institutions"),
        _("Kind"),
        _("When"),
        _("Predecessor"),
        _("Plan"),
        _("Planned"),
        _("Base"),
        _("Reached by the last day"),
        _("Status on the last day"),
        _("Reached now"),
        _("Status now"),
        _("Decision"),
        _("Contradiction"),
        _("Remarks"),
    ]
    return download(f"chi-tieu-sap-nhap-{table.area.code}", head, _rows(lines), form)


def _rows(lines: Iterable[Line]) -> Iterator[list[object]]:
    for line in lines:
        shown = line_shown(line)
        about = [shown.subject, shown.who, label(KINDS, line.target.kind), shown.year]
        for cell in (one for one in shown.cells if one is not None):
            then, now = cell.cell.then, cell.cell.now
            yield [
                *about,
                cell.cell.column.name,
                cell.cell.plan.title,
                now.planned_text,
                cell.base,
                then.actual_text,
                str(WORDS[then.status.value]),
                now.actual_text,
                str(WORDS[now.status.value]),
                cell.fate or (_("waits") if cell.cell.waits else ""),
                _("yes") if line.conflict else "",
                " ".join([*shown.apart, *_of_another(now)]),
            ]
        if shown.wanted:
            yield [
                *about,
                _("Together"),
                "",
                shown.wanted,
                "",
                *_told(line.then),
                *_told(line.now),
                "",
                "",
                " ".join(said(step) for step in line.now.notes) if line.now else "",
            ]


def _of_another(row: JudgedTarget) -> list[str]:
    """Whose figures stand in the line, where another target took its place."""
    if row.instead is None:
        return []
    told = {"subject": row.instead.target.subject, "value": row.instead.planned_text}
    return [_("The figures are those of the target in its place: %(subject)s (%(value)s).") % told]


def _told(whole: Whole | None) -> list[str]:
    return ["", ""] if whole is None else [reached_text(whole), str(WORDS[whole.verdict.status.value])]
