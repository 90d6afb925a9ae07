"""What the screens show, made from what queries found: no writing, and no rule of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from densach.kernel.actor import Actor
from densach.kernel.collation import sort_key
from densach.kernel.numbers import format_number
from densach.kernel.period import Period
from densach.programme.reports import access, queries
from densach.programme.reports.models import (
    LinePart,
    Obligation,
    PartSource,
    Remark,
    Report,
    ReportLine,
    ReportState,
    Shape,
)
from densach.programme.reports.queries.doors import NOT_BEGUN, Owed
from densach.programme.reports.queries.standing import LineView
from densach.programme.reports.rules import figures, lifecycle
from densach.programme.reports.rules.lifecycle import ACCEPTED_STATES
from densach.programme.reports.rules.outline import SECTIONS
from densach.programme.reports.rules.timetable import Timeliness
from densach.ui.figures import language
from densach.ui.nav import NavItem

STATE_WORDS: Final[dict[str, str | Promise]] = {
    NOT_BEGUN: gettext_lazy("not begun"),
    **{state.value: state.label for state in ReportState},
}
TIMELINESS_WORDS: Final[dict[str, str | Promise]] = {
    Timeliness.OVERDUE: gettext_lazy("overdue"),
    Timeliness.SOON: gettext_lazy("due soon"),
    Timeliness.OPEN: gettext_lazy("has time"),
    Timeliness.ON_TIME: gettext_lazy("on time"),
    Timeliness.LATE: gettext_lazy("came late"),
}
ACT_WORDS: Final[dict[str, str | Promise]] = {
    "submit": pgettext_lazy("act on a report", "submitted"),
    "return": pgettext_lazy("act on a report", "returned"),
    "accept": pgettext_lazy("act on a report", "accepted"),
    "consolidate": pgettext_lazy("act on a report", "consolidated"),
    "reopen": pgettext_lazy("act on a report", "reopened"),
    "sign": pgettext_lazy("act on a report", "signed"),
}
# A sign of its own for each, so that colour is never alone.
_SIGNS: Final = {
    Timeliness.OVERDUE: "exclamation-octagon",
    Timeliness.SOON: "clock",
    Timeliness.LATE: "clock-history",
    Timeliness.ON_TIME: "check-lg",
    Timeliness.OPEN: "calendar-event",
}


class Notes(Protocol):
    """A form with a field for each line's note."""

    def note_field(self, line: ReportLine) -> forms.BoundField: ...


@dataclass(frozen=True)
class OwedRow:
    """One obligation in a list."""

    owed: Owed
    period: str
    state: str
    timeliness: str
    sign: str
    may_open: bool
    may_arrange: bool


@dataclass(frozen=True)
class Round:
    """All obligations of one plan and period, as the officer watches them."""

    gathering: Obligation
    period: str
    asked: int
    begun: int
    submitted: int
    accepted: int
    overdue: int
    report: Report | None
    may_open: bool
    may_arrange: bool


@dataclass(frozen=True)
class TheirWords:
    """What someone else saved in a section while this person was writing it."""

    label: str
    text: str


def owed_row(owed: Owed, actor: Actor) -> OwedRow:
    obligation = owed.obligation
    return OwedRow(
        owed=owed,
        period=period_words(obligation),
        state=str(STATE_WORDS[owed.state]),
        timeliness=str(TIMELINESS_WORDS[owed.timeliness]),
        sign=_SIGNS[owed.timeliness],
        may_open=owed.report is None and access.may_open(actor, obligation),
        may_arrange=owed.report is None
        and not obligation.consolidates
        and access.may_arrange(actor, obligation.plan),
    )


def period_words(obligation: Obligation) -> str:
    return Period.parse(obligation.period).label(language())


def rounds(rows: Iterable[Owed], actor: Actor) -> list[Round]:
    """Each gathering obligation with how far its units are, newest due day first."""
    units_of: dict[tuple[int, str], list[Owed]] = {}
    gatherings = []
    for one in rows:
        if one.obligation.consolidates:
            gatherings.append(one)
        else:
            units_of.setdefault((one.obligation.plan_id, one.obligation.period), []).append(one)
    found = []
    for one in gatherings:
        gathering = one.obligation
        units = units_of.get((gathering.plan_id, gathering.period), [])
        states = Counter(row.state for row in units)
        found.append(
            Round(
                gathering=gathering,
                period=period_words(gathering),
                asked=len(units),
                begun=len(units) - states[NOT_BEGUN],
                submitted=states[ReportState.SUBMITTED],
                accepted=sum(states[state] for state in ACCEPTED_STATES),
                overdue=sum(row.timeliness == Timeliness.OVERDUE for row in units),
                report=one.report,
                may_open=one.report is None and access.may_open(actor, gathering),
                may_arrange=access.may_arrange(actor, gathering.plan),
            )
        )
    return found


def tabs(actor: Actor, active: str) -> list[NavItem]:
    """The room's pages that this person has a use for."""
    items = [NavItem(_("My reports"), reverse("reports:owed"), "calendar-check", active == "owed")]
    if actor.may("report.decide", None) or actor.may("report.sign", None):
        items.append(NavItem(_("Who reports"), reverse("reports:board"), "inboxes", active == "board"))
    if actor.may("report.decide", None):
        items.append(NavItem(_("Ask for reports"), reverse("reports:ask"), "megaphone", active == "ask"))
    return items


def way(report: Report, name: str, *more: NavItem) -> list[NavItem]:
    """Breadcrumbs of a report's pages."""
    here = NavItem(f"{name}, {period_words(report.obligation)}", reverse("reports:report", args=[report.pk]))
    return [NavItem(_("Reports"), reverse("reports:owed")), here, *more]


def acts(actor: Actor, report: Report) -> set[str]:
    """What this person may do with the report in its state."""
    obligation = report.obligation
    found = lifecycle.steps(report.state, gathering=obligation.consolidates)
    return {step.act for step in found if access.may_take(actor, obligation, step)}


def line_groups(
    report: Report, form: Notes | None
) -> list[tuple[str, list[tuple[LineView, forms.BoundField | None]]]]:
    """Lines by group with texts, evidence and, where it may be written, the note's field."""
    lang = language()
    views = [queries.view_of(report, line, lang) for line in queries.lines_of(report)]
    return [
        (name, [(view, form.note_field(view.line) if form else None) for view in members])
        for name, members in queries.grouped(views)
    ]


def words(report: Report) -> list[TheirWords]:
    """The sections as they are kept, with the words on how they are called."""
    lang = language()
    return [
        TheirWords(
            f"{section.number}. {section.paper_title if lang == 'vi' else section.label}",
            report.sections.get(section.code, ""),
        )
        for section in SECTIONS
    ]


def their_words(report: Report, mine: dict[str, str]) -> list[TheirWords]:
    """Sections that someone else has saved otherwise than what this person wrote."""
    kept = words(report)
    return [
        told
        for section, told in zip(SECTIONS, kept, strict=True)
        if told.text.strip() != mine.get(section.code, "").replace("\r\n", "\n").strip()
    ]


def history(report: Report) -> list[tuple[str, object]]:
    """Acts on the report with their remarks, newest first."""
    rows = report.remarks.order_by("-at", "-pk")
    return [(str(ACT_WORDS.get(row.act, row.act)), row) for row in rows]


def returned_with(report: Report) -> Remark | None:
    """The remark with which the report came back, while it is back."""
    if report.state != ReportState.RETURNED:
        return None
    return report.remarks.filter(act="return").order_by("-at", "-pk").first()


def export_rows(rows: Sequence[Owed]) -> tuple[list[str], list[list[object]]]:
    """The board as a table for taking away."""
    head = [
        _("Unit"),
        _("Plan"),
        _("Report on"),
        _("Figures to"),
        _("Due on"),
        _("State"),
        _("Timeliness"),
        _("Handed in"),
    ]
    table: list[list[object]] = [
        [
            row.name,
            row.obligation.plan.title,
            period_words(row.obligation),
            row.obligation.cutoff,
            row.obligation.due,
            str(STATE_WORDS[row.state]),
            str(TIMELINESS_WORDS[row.timeliness]),
            row.submitted_on,
        ]
        for row in rows
    ]
    return head, table


@dataclass(frozen=True)
class ChildRow:
    """A unit's report as the gathering page lists it."""

    owed: Owed
    state: str
    timeliness: str
    sign: str
    url: str
    counted: bool


@dataclass(frozen=True)
class UnitWords:
    """What a unit wrote in one section."""

    name: str
    text: str


@dataclass(frozen=True)
class Children:
    """The units under a gathering report: in full, counted, and what they wrote section by section."""

    rows: list[ChildRow]
    accepted: int
    submitted: int
    words: list[tuple[str, list[UnitWords]]]


@dataclass(frozen=True)
class PartRow:
    """One summand of a consolidated line."""

    part: LinePart
    source: str
    actual: str
    reached: str
    evidence: str
    evidence_before: str


def children_rows(report: Report, on: date) -> Children:
    """Units by name, each with a link to its report where there is one."""
    owed = queries.units_under(report.obligation, on)
    rows = [
        ChildRow(
            owed=one,
            state=str(STATE_WORDS[one.state]),
            timeliness=str(TIMELINESS_WORDS[one.timeliness]),
            sign=_SIGNS[one.timeliness],
            url=reverse("reports:report", args=[one.report.pk]) if one.report else "",
            counted=one.state in ACCEPTED_STATES,
        )
        for one in owed
    ]
    return Children(
        rows=rows,
        accepted=sum(row.counted for row in rows),
        submitted=sum(row.owed.state == ReportState.SUBMITTED for row in rows),
        words=_units_words(owed),
    )


def _units_words(owed: Iterable[Owed]) -> list[tuple[str, list[UnitWords]]]:
    """Accepted reports' words, under each section that anyone wrote in."""
    lang = language()
    accepted = [one for one in owed if one.state in ACCEPTED_STATES and one.report is not None]
    found = []
    for section in SECTIONS:
        told = [
            UnitWords(one.name, text)
            for one in accepted
            if one.report is not None and (text := one.report.sections.get(section.code, "").strip())
        ]
        if told:
            found.append(
                (f"{section.number}. {section.paper_title if lang == 'vi' else section.label}", told)
            )
    return found


def part_rows(report: Report, line: ReportLine) -> list[PartRow]:
    """The summands of a consolidated line, reports first, then by name."""
    lang = language()
    parts = sorted(line.parts.all(), key=lambda part: (part.source == PartSource.LIVE, sort_key(part.name)))
    return [
        PartRow(
            part=part,
            source=str(PartSource(part.source).label),
            actual=_part_text(line, part, lang),
            reached=figures.unit_reached_text(queries.sum_of(part), lang),
            evidence=queries.evidence_of_part(report, line, part),
            evidence_before=queries.evidence_of_part_before(report, line, part),
        )
        for part in parts
    ]


def _part_text(line: ReportLine, part: LinePart, lang: str) -> str:
    """A summand's figure: of units that each owe something, what they counted."""
    counted = queries.sum_of(part)
    if line.base_to is not None:
        return figures.NO_FIGURE
    if line.shape != Shape.EACH or line.total is None:
        return figures.actual_text(line.shape, counted, lang)
    return figures.NO_FIGURE if part.total is None else format_number(part.total, lang)
