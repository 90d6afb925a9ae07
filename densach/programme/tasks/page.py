"""What the pages of tasks show, made from rows: words, marks, tabs, cells of the lists. No queries, no writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from densach.kernel.actor import Actor
from densach.programme.plans.models import Plan, TaskRole
from densach.programme.plans.rules.vocabulary import TASK_GROUPS, label
from densach.programme.tasks.access import may_divide
from densach.programme.tasks.actions.saying import may_say
from densach.programme.tasks.models import Part, Stage, TimeKind, Work
from densach.programme.tasks.queries.lines import Line
from densach.programme.tasks.rules.lifecycle import FORWARD, Step, acts
from densach.programme.tasks.rules.times import waits_for_event
from densach.ui.figures import day_text, language
from densach.ui.nav import NavItem

# Each in a box of 20 × 20: ring, half disc, two bars, ring with a tick, disc with a tick, square with a cross.
SHAPES: Final[dict[str, str]] = {
    Stage.NOT_BEGUN: '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-dasharray="3.2 3.1"/>',
    Stage.DOING: '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M10 4a6 6 0 0 1 0 12z" fill="currentColor"/>',
    Stage.WAITING: '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M7.6 6.4v7.2M12.4 6.4v7.2" stroke="currentColor" stroke-width="2.4"/>',
    Stage.DONE: '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M6 10.4l2.8 2.8 5.2-5.8" fill="none" stroke="currentColor" stroke-width="2"/>',
    Stage.CONFIRMED: '<circle cx="10" cy="10" r="9" fill="currentColor"/>'
    '<path d="M5.6 10.4l3 3 5.8-6.4" fill="none" stroke="#fffdf7" stroke-width="2.2"/>',
    Stage.STOPPED: '<path d="M2.5 2.5h15v15h-15z" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M6.5 6.5l7 7M13.5 6.5l-7 7" stroke="currentColor" stroke-width="2"/>',
}
_ACTS: Final = {
    "begin": gettext_lazy("Begin"),
    "note": gettext_lazy("Say how far it is"),
    "wait": gettext_lazy("Say what holds it up"),
    "finish": gettext_lazy("Say that it is done"),
    "stop": gettext_lazy("Stop"),
    "confirm": gettext_lazy("Confirm"),
    "return": gettext_lazy("Return"),
    "reopen": gettext_lazy("Open again"),
    "resume": gettext_lazy("Let it go on"),
    "take_back": gettext_lazy("Last word taken back"),
    "round": gettext_lazy("Another year begins"),
}
_TITLE: Final = 60


def stage_word(stage: str) -> str:
    return str(Stage(stage).label)


def act_words(act: str) -> str:
    return str(_ACTS.get(act, act))


def short(title: str) -> str:
    """As many whole words as fit a line of the way here."""
    if len(title) <= _TITLE:
        return title
    return title[:_TITLE].rsplit(" ", 1)[0] + " …"


def when_words(work: Work) -> str:
    """The paper's own words where there are some, else what follows from the kind and the days."""
    if work.time_text:
        return work.time_text
    lang = language()
    first = day_text(work.starts_on, lang) if work.starts_on else ""
    last = day_text(work.ends_on, lang) if work.ends_on else ""
    match work.time_kind:
        case TimeKind.FIXED:
            return _("by %(day)s") % {"day": last}
        case TimeKind.SPAN:
            return f"{first} – {last}"
        case TimeKind.EVERY_N_YEARS:
            number = work.every_years or 1
            return ngettext("once in %(number)d year", "once in %(number)d years", number) % {
                "number": number
            }
        case TimeKind.CONDITIONAL:
            return work.condition
    return str(TimeKind(work.time_kind).label)


def due_words(line: Line) -> str:
    """The last day, how long it is past or what it waits for."""
    if line.waits:
        return _("not due yet")
    return day_text(line.work.due_on, language()) if line.work.due_on else ""


def percent(parts: Sequence[Part], work: Work) -> int | None:
    """How much of what can be counted is done; none where nothing can be counted."""
    if not work.whole:
        return None
    counted = sum(part.counted or 0 for part in parts if part.reports)
    return min(counted * 100 // work.whole, 100)


@dataclass(frozen=True)
class Button:
    """A button: the act, its words, whether words are needed, whether it goes at once."""

    act: str
    words: bool
    lamp: bool


@dataclass(frozen=True)
class PartLine:
    """A part as its work shows it, with what this person can do with it now."""

    part: Part
    name: str
    code: str
    steps: tuple[Button, ...]
    may_divide: bool


def part_line(part: Part, work: Work, actor: Actor, name: str, code: str, *, is_running: bool) -> PartLine:
    steps = steps_for(part, work, actor) if is_running and part.reports else ()
    return PartLine(part, name, code, steps, is_running and may_divide(actor, part, work))


def steps_for(part: Part, work: Work, actor: Actor) -> tuple[Button, ...]:
    """What the person may do with a part now; what waits for an event or a pilot's result offers no way forward."""
    shut = waits_for_event(work.time_kind, work.declared_on) or (
        work.pilot is not None and work.phase == "rollout" and not work.pilot.result
    )
    unit, owner = may_say(actor, part, work), actor.may("task.manage", work.owner_id)
    found: list[Step] = [
        one
        for one in acts(part.stage)
        if (owner if one.who == "owner" else unit) and not (shut and one.act in FORWARD)
    ]
    lamp = next((one.act for one in found if one.act in ("begin", "finish", "confirm")), "")
    return tuple(Button(one.act, one.words, one.act == lamp) for one in found)


def tabs_of(here: str, plan: Plan | None = None) -> list[NavItem]:
    """Ways between the pages of tasks; with a plan also those to its tree and its year."""
    items = [
        ("board", _("Tasks of my unit"), reverse("tasks:board"), "clipboard-check"),
        ("late", _("Late and due soon"), reverse("tasks:late"), "hourglass-split"),
        ("confirm", _("To confirm"), reverse("tasks:to_confirm"), "check2-all"),
        ("letters", _("Reminders"), reverse("tasks:letters"), "envelope"),
    ]
    if plan is not None:
        items[1:1] = [
            ("tree", _("Tree of the plan"), reverse("tasks:tree", args=[plan.code]), "diagram-3"),
            ("year", _("Year at a glance"), reverse("tasks:year", args=[plan.code]), "calendar-week"),
        ]
    return [NavItem(name, url, icon, active=way == here) for way, name, url, icon in items]


HEAD: Final = (
    gettext_lazy("Number"),
    gettext_lazy("Field"),
    gettext_lazy("Task"),
    gettext_lazy("Part of"),
    gettext_lazy("Leading"),
    gettext_lazy("Executing"),
    gettext_lazy("Taking part"),
    gettext_lazy("Advising"),
    gettext_lazy("Leader in charge"),
    gettext_lazy("Time"),
    gettext_lazy("Term"),
    gettext_lazy("State"),
    gettext_lazy("Days late"),
)


def cells(line: Line) -> list[object]:
    """A line of a list as it is taken away."""
    work = line.work
    by_role = {
        role: "; ".join(name for one, name, _tied in line.units if one == role) for role in TaskRole.values
    }
    return [
        work.pk,
        label(TASK_GROUPS, work.group) if work.group else "",
        work.title,
        work.parent.title if work.parent else "",
        by_role[TaskRole.LEAD],
        by_role[TaskRole.EXECUTING],
        by_role[TaskRole.COORDINATING],
        by_role[TaskRole.ADVISING],
        ", ".join(part for part in (work.leader_name, work.leader_title) if part),
        when_words(work),
        work.due_on,
        stage_word(work.stage),
        line.late or "",
    ]
