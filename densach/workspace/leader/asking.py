"""What asks for the leader's hand: what waits for a decision, and what is late in the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from densach.kernel.actor import Actor
from densach.programme.oversight import queries as oversight
from densach.programme.plans import queries as plans
from densach.programme.reports import queries as reports
from densach.programme.tasks import queries as tasks
from densach.workspace import waiting
from densach.workspace.waiting import UNSENT, Todo

_NAMED = 3


@dataclass(frozen=True)
class Late:
    """So many of one sort are late or open, leading to their list."""

    icon: str
    number: int
    text: str
    url: str
    detail: str = ""


def to_decide(actor: Actor, on: date) -> list[Todo]:
    """What waits for the actor, as on the desk."""
    return waiting.of(actor, on)


def late_in(code: str, actor: Actor, on: date) -> list[Late]:
    """Reports past their day, tasks past their day, and difficulties without an answer."""
    found = (_reports(code, actor, on), _tasks(code, actor, on), _difficulties(code, actor))
    return [one for one in found if one is not None]


def _reports(code: str, actor: Actor, on: date) -> Late | None:
    if not actor.may("report.view", None):
        return None
    filters = reports.Filters(plan=code)
    found = [
        one
        for one in reports.obligations_for(actor, on, filters)
        if one.obligation.due < on and one.state in UNSENT
    ]
    if not found:
        return None
    text = ngettext("report is past its day", "reports are past their day", len(found))
    named = ", ".join(one.name for one in found[:_NAMED])
    more = len(found) - _NAMED
    detail = _("%(names)s and %(number)d more") % {"names": named, "number": more} if more > 0 else named
    url = f"{reverse('reports:owed')}?{urlencode({'ke-hoach': code, 'han': 'overdue'})}"
    return Late("file-earmark-text", len(found), text, url, detail)


def _tasks(code: str, actor: Actor, on: date) -> Late | None:
    told = tasks.of_plan(plans.plan_for(actor, code), on)
    if not told.late:
        return None
    text = ngettext("task is past its day", "tasks are past their day", told.late)
    detail = _("%(done)d of %(total)d tasks are done") % {"done": told.done, "total": told.total}
    return Late("list-check", told.late, text, reverse("tasks:tree", args=[code]), detail)


def _difficulties(code: str, actor: Actor) -> Late | None:
    if not actor.may("oversight.view", None):
        return None
    number = oversight.difficulties_of_plan(plans.plan_for(actor, code)).get("open", 0)
    if not number:
        return None
    text = ngettext("difficulty has no settled answer", "difficulties have no settled answer", number)
    return Late("question-circle", number, text, reverse("oversight:difficulties"))
