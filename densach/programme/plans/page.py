"""What the pages of plans show, made from rows: no queries of its own, no writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from densach.organisations import queries as organisations
from densach.programme.indicators import queries as indicators
from densach.programme.plans import queries
from densach.programme.plans.models import EventDay, Plan, ReportDuty, Row, RowState, Target, Task, TaskUnit
from densach.programme.plans.rules.figures import planned_text, when_text
from densach.programme.plans.rules.lifecycle import ROW_TRANSITIONS, acts
from densach.programme.plans.rules.marking import reflowed
from densach.programme.plans.rules.vocabulary import (
    CYCLES,
    INSTITUTION_TYPES,
    KINDS,
    LEVELS,
    TASK_GROUPS,
    TIME_KINDS,
    label,
    labels,
)
from densach.programme.plans.status import Step
from densach.ui.figures import language
from densach.ui.nav import NavItem
from densach.ui.wording import GENERIC, sentences

SURE, LIKELY = 0.85, 0.7
AROUND = 300


@dataclass(frozen=True)
class RowLine:
    """A row as the review shows it. `facts` are label and words; `acts` what can be done with it now."""

    row: Row
    kind: str
    title: str
    figure: str
    facts: tuple[tuple[str, str], ...]
    acts: tuple[str, ...]
    sureness: str
    decided: str
    decided_at: datetime | None
    mine: bool

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.row.pk}"


def row_lines(rows: list[Row], actor_name: str) -> list[RowLine]:
    return [row_line(row, actor_name) for row in rows]


def row_line(row: Row, actor_name: str) -> RowLine:
    title, figure, facts = _told(row)
    return RowLine(
        row=row,
        kind=queries.kind_of(row),
        title=title,
        figure=figure,
        facts=tuple((name, words) for name, words in facts if words),
        acts=acts(ROW_TRANSITIONS, row.state),
        sureness=sureness(row),
        decided=row.decided_by_name,
        decided_at=row.decided_at,
        mine=row.decided_by_name == actor_name,
    )


def sureness(row: Row) -> str:
    """How sure the reader was: `sure`, `likely`, `unsure`; its questions are told beside."""
    if row.confidence >= SURE:
        return "sure"
    return "likely" if row.confidence >= LIKELY else "unsure"


def _told(row: Row) -> tuple[str, str, list[tuple[str, str]]]:
    if isinstance(row, Target):
        return _target(row)
    if isinstance(row, Task):
        return _task(row)
    if isinstance(row, ReportDuty):
        due = row.due_on.strftime("%d/%m/%Y") if row.due_on else ""
        if row.due_day and row.due_month:
            due = f"{row.due_day}/{row.due_month}"
        facts = [(_("Reporting units"), ", ".join(row.reporters)), (_("To whom"), ", ".join(row.recipients))]
        return label(CYCLES, row.cycle), _("due %(day)s") % {"day": due} if due else "", facts
    if isinstance(row, EventDay):
        day = f"{row.day}/{row.month}" if row.day and row.month else ""
        return row.name, f"{day} {_('lunar')}" if row.lunar else day, []
    return str(row), "", []


def _target(row: Target) -> tuple[str, str, list[tuple[str, str]]]:
    values = queries.target_values(row)
    figure = " · ".join(part for part in (planned_text(values, language()), when_text(values)) if part)
    facts = [
        (_("Kind"), label(KINDS, row.kind)),
        (_("Measured by"), row.indicator.name if row.indicator else ""),
        (_("Types of institutions"), labels(INSTITUTION_TYPES, row.institution_types)),
        (_("Levels"), labels(LEVELS, row.levels)),
        (_("Base year"), str(row.base_year or "")),
    ]
    return row.subject, figure, facts


def _task(row: Task) -> tuple[str, str, list[tuple[str, str]]]:
    roles: dict[str, list[str]] = {}
    for unit in row.units.all():
        roles.setdefault(str(unit.get_role_display()), []).append(unit.name)
    facts = [(_("Field"), label(TASK_GROUPS, row.group) if row.group else "")]
    facts += [(role, "; ".join(names)) for role, names in roles.items()]
    when = row.time_text or (label(TIME_KINDS, row.time_kind) if row.time_kind else "")
    return row.title, when, facts


def tabs_of(plan: Plan, kind: str) -> list[NavItem]:
    """The kinds of rows with how many still wait, and the reader's warnings."""
    counted = queries.counters(plan)
    names = {
        "target": (_("Targets"), "bullseye"),
        "task": (_("Tasks"), "list-task"),
        "duty": (_("Report duties"), "calendar-check"),
        "event": (_("Event days"), "calendar-event"),
    }
    base = reverse("plans:review", args=[plan.code])
    found = [
        NavItem(name, f"{base}?loai={code}", icon=icon, active=code == kind, badge=counted[code].proposed)
        for code, (name, icon) in names.items()
    ]
    warned = len(queries.remarks(plan))
    url = f"{base}?loai={queries.WARNINGS}"
    here = kind == queries.WARNINGS
    found.append(NavItem(_("Warnings"), url, icon="exclamation-triangle", active=here, badge=warned))
    return found


def catalogue_choices() -> list[tuple[str, str]]:
    """The shared catalogue for a searchable choice: code and name."""
    return [(row.code, row.name) for row in indicators.catalogue()]


def state_class(state: str) -> str:
    """The word that styles a row by its state."""
    return {RowState.ACCEPTED: "accepted", RowState.DROPPED: "dropped"}.get(RowState(state), "waiting")


# a running plan -------------------------------------------------------------------------------------------


def explained(row: queries.JudgedTarget) -> list[str]:
    """The verdict's steps in sentences."""
    return [step_words(step) for step in row.verdict.explanation]


def step_words(step: Step) -> str:
    """A step of the reckoning as a sentence."""
    return _(sentences().get(step.message_id, GENERIC)) % step.texts(language())


def figures_of(row: queries.JudgedTarget) -> list[tuple[str, Fraction | None]]:
    """The numbers of a verdict with their names."""
    verdict = row.verdict
    return [
        (_("Reached"), verdict.actual),
        (_("Due by now"), verdict.expected),
        (_("Needed"), verdict.need),
    ]


def target_facts(row: queries.JudgedTarget) -> list[tuple[str, str]]:
    """Kind, institutions, levels and base of a target, in words; what is not told is left out."""
    target = row.target
    facts = [
        (_("Kind"), label(KINDS, target.kind)),
        (_("Types of institutions"), labels(INSTITUTION_TYPES, target.institution_types)),
        (_("Levels"), labels(LEVELS, target.levels)),
        (_("Base year"), str(target.base_year or "")),
        (_("Begun on"), target.trigger_on.strftime("%d/%m/%Y") if target.trigger_on else ""),
    ]
    return [(name, words) for name, words in facts if words]


def task_group_choices(plan: Plan) -> list[tuple[str, str]]:
    """Groups of the plan's tasks with their words."""
    return [(code, label(TASK_GROUPS, code)) for code in queries.task_groups(plan)]


def context_of(plan: Plan, row: Target) -> tuple[str, str]:
    """A few lines of the paper before and after a row's words."""
    if row.start is None or row.end is None:
        return "", ""
    text = reflowed(plan.text)
    before = text[max(row.start - AROUND, 0) : row.start].rsplit("\n", 2)
    after = text[row.end : row.end + AROUND].split("\n", 2)
    return "\n".join(before[-2:]).lstrip(), "\n".join(after[:2]).rstrip()


@dataclass(frozen=True)
class UnitLine:
    """A unit as the task names it, and the organisation that it is, where it is tied."""

    unit: TaskUnit
    role: str
    organisation_name: str


@dataclass(frozen=True)
class TaskLine:
    task: Task
    group: str
    when: str
    units: tuple[UnitLine, ...]

    @property
    def roles(self) -> list[tuple[str, list[UnitLine]]]:
        """The units by role, in the order in which the task names them."""
        found: dict[str, list[UnitLine]] = {}
        for one in self.units:
            found.setdefault(one.role, []).append(one)
        return list(found.items())


def task_lines(tasks: list[Task], on: date) -> list[TaskLine]:
    """Tasks with their units; names of organisations in one query."""
    tied = {unit.organisation_id for task in tasks for unit in task.units.all() if unit.organisation_id}
    names = organisations.names_of(tied, on)
    return [
        TaskLine(
            task,
            label(TASK_GROUPS, task.group) if task.group else "",
            task.time_text or (label(TIME_KINDS, task.time_kind) if task.time_kind else ""),
            tuple(
                UnitLine(unit, str(unit.get_role_display()), names.get(unit.organisation_id or 0, ""))
                for unit in task.units.all()
            ),
        )
        for task in tasks
    ]
