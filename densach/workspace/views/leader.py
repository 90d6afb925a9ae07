"""The leader's page: one plan on a day, what moved, where, and what asks for a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.kernel.actor import Actor
from densach.kernel.dates import parse_date, today
from densach.kernel.errors import InvalidDate
from densach.organisations import queries as organisations
from densach.people.access import require, staff_required
from densach.programme.plans import queries as plans
from densach.programme.plans.queries import Plan
from densach.ui.daywise import DayAsked, asked_of
from densach.ui.figures import UNKNOWN
from densach.ui.http import Request
from densach.ui.status import STATUSES, WORDS
from densach.ui.tables import download
from densach.workspace import leader, standing
from densach.workspace.leader import areas, asking
from densach.workspace.leader.areas import Compared, Places, Subject
from densach.workspace.leader.asking import Late
from densach.workspace.leader.overview import Overview

# As many plans as one chooses from on a page.
_PLANS = 20
# The title of a plan is cut in the choice, so that the unit behind it can be read.
_TITLE = 60
# No plan runs outside these days, and the calendar's own ends have neither a day before nor one after.
_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 12, 31)


@dataclass(frozen=True)
class Choice:
    """What the address asks for."""

    code: str
    asked: DayAsked
    since: date
    now: bool

    def overview(self) -> Overview:
        return leader.overview_of(self.code, self.asked.on, self.since, "now" if self.now else "was")

    def places(self, found: Overview, subject: Subject | None) -> Places:
        key = f"places.{found.code}.{found.on}.{found.territory_id}.{subject.code if subject else ''}"
        return leader.kept(
            key, lambda: areas.places_of(found.territory_id, found.subjects, subject, found.on)
        )

    def compared(self, found: Overview) -> list[Compared]:
        key = f"compared.{found.code}.{found.on}.{found.territory_id}"
        return leader.kept(key, lambda: areas.compared(found.territory_id, found.subjects, found.on))

    def late(self, actor: Actor) -> list[Late]:
        on = self.asked.on
        return leader.kept(f"late.{self.code}.{on}.{actor.id}", lambda: asking.late_in(self.code, actor, on))


def _choice(request: Request) -> tuple[Choice | None, list[tuple[str, str]]]:
    """The plan asked for (the newest running one without), and those to choose from."""
    actor = request.actor
    require(actor, "plan.view", None)
    asked = _asked(request, today(timezone.now()))
    running = list(plans.plans_for(actor).filter(state="running")[:_PLANS])
    known = _named(running, asked.on)
    code = request.GET.get("ke-hoach", "")
    if code and code not in dict(known):
        found = plans.plan_for(actor, code)
        known = _named([*running, found], asked.on)
    if not known:
        return None, known
    since = _since(request.GET.get("so-voi", ""), asked.on)
    return Choice(code or known[0][0], asked, since, request.GET.get("theo") == "now"), known


def _named(running: Sequence[Plan], on: date) -> list[tuple[str, str]]:
    """Codes, and titles with whose plan it is: communes carry one title over from their province."""
    names = organisations.names_of({one.organisation_id for one in running}, on)
    return [
        (one.code, f"{Truncator(one.title).chars(_TITLE)} – {names.get(one.organisation_id, '')}")
        for one in running
    ]


def _asked(request: Request, on: date) -> DayAsked:
    """The day that the address names; one outside all plans is told as unread."""
    found = asked_of(request.GET, on)
    return found if _EARLIEST <= found.on <= _LATEST else DayAsked(on, unread=found.day)


def _since(text: str, on: date) -> date:
    """The day to compare with: the last of the month before, or the one that the address names."""
    before = on.replace(day=1) - timedelta(days=1)
    try:
        told = parse_date(text) if text else before
    except InvalidDate:
        return before
    return told if _EARLIEST <= told < on else before


def _sinces(on: date) -> list[tuple[date, str]]:
    month = on.replace(day=1) - timedelta(days=1)
    quarter = date(on.year, 3 * ((on.month - 1) // 3) + 1, 1) - timedelta(days=1)
    year = date(on.year, 1, 1) - timedelta(days=1)
    named = [
        (month, _("the end of last month")),
        (quarter, _("the end of last quarter")),
        (year, _("the end of last year")),
    ]
    return list({day: (day, words) for day, words in reversed(named)}.values())[::-1]


@staff_required
@require_safe
def overview(request: Request) -> HttpResponse:
    """One page that a person understands in a minute; `in` prints it on one sheet."""
    choice, known = _choice(request)
    if choice is None:
        return render(
            request, "workspace/leader_none.html", {"may_load": request.actor.may("plan.manage", None)}
        )
    found, on = choice.overview(), choice.asked.on
    status = request.GET.get("tinh-trang", "")
    subject = areas.chosen(found.subjects, request.GET.get("xem", ""))
    group = next((one for one in found.groups if one.code == request.GET.get("nhom", "")), None)
    context = {
        "choice": choice,
        "asked": choice.asked,
        "found": found,
        "known": known,
        "sinces": _sinces(on),
        "status": status if status in STATUSES else "",
        "statuses": [(code, WORDS[code]) for code in STATUSES],
        "lines": found.of(status, group.code if group else "") if status in STATUSES else [],
        "group": group,
        "places": choice.places(found, subject),
        "compared": choice.compared(found),
        "subject": subject,
        "query": _query(choice),
        "late": choice.late(request.actor),
        "todos": asking.to_decide(request.actor, today(timezone.now())),
        "others": _others(request.actor, choice, on, dict(known)) if len(known) > 1 else [],
    }
    template = "workspace/leader_print.html" if "in" in request.GET else "workspace/leader.html"
    return render(request, template, context)


def _others(
    actor: Actor, choice: Choice, on: date, known: Mapping[str, str]
) -> list[tuple[str, standing.Standing]]:
    """How the other running plans stand, each with whose it is."""
    return [
        (known.get(one.code, one.title), one)
        for one in standing.running(actor, on)
        if one.code != choice.code
    ]


def _query(choice: Choice) -> str:
    told = {
        "ke-hoach": choice.code,
        "ngay": choice.asked.day,
        "so-voi": f"{choice.since:%Y-%m-%d}",
        "theo": "now" if choice.now else "",
    }
    return "&".join(f"{name}={text}" for name, text in told.items() if text)


@staff_required
@require_safe
def overview_download(request: Request, form: str) -> HttpResponse:
    """Every target with its status now and then, as a workbook or as CSV."""
    choice, _known = _choice(request)
    head = [
        _("Target"),
        _("Planned"),
        _("Reached"),
        _("Due by now"),
        _("Status"),
        _("Status before"),
        _("Why"),
        _("As it was on"),
    ]
    if choice is None:
        return download("toan-canh", head, [], form)
    found = choice.overview()
    moved = {one.number: one for one in found.changed}
    rows = (
        [
            line.subject,
            f"{line.planned}, {line.when}" if line.when else line.planned,
            line.reached,
            line.expected or UNKNOWN,
            str(WORDS[line.status]),
            str(WORDS[moved[line.number].before]) if line.number in moved else str(WORDS[line.status]),
            moved[line.number].why if line.number in moved else "",
            found.on,
        ]
        for line in found.lines
    )
    return download(f"toan-canh-{choice.code}-{found.on:%Y-%m-%d}", head, rows, form)


@staff_required
@require_safe
def places_download(request: Request, form: str) -> HttpResponse:
    """Every commune with what it has reached, as a workbook or as CSV."""
    choice, _known = _choice(request)
    head = [
        _("Code"),
        _("Commune or ward"),
        _("Reached"),
        _("Not yet"),
        _("Not answered"),
        _("Asked"),
        _("Note"),
    ]
    if choice is None:
        return download("toan-canh-xa", head, [], form)
    found = choice.overview()
    subject = areas.chosen(found.subjects, request.GET.get("xem", ""))
    places = choice.places(found, subject)
    rows = (
        [
            one.code,
            one.name,
            one.tally.reached,
            one.tally.lacking,
            one.tally.unknown,
            one.tally.asked,
            one.note,
        ]
        for one in places.lines
    )
    return download(f"toan-canh-xa-{found.on:%Y-%m-%d}", head, rows, form)
