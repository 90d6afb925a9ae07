"""How the running plans stand, for the first page: only how many targets stand how, kept until somebody acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _

from densach.journal import queries as journal
from densach.kernel.actor import Actor
from densach.programme.plans import queries as plans

SHOWN: Final = 3


@dataclass(frozen=True)
class Standing:
    code: str
    title: str
    tally: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.tally.values())


@dataclass(frozen=True)
class Coming:
    """A day of a plan that comes next: a report is due, or an event is held."""

    on: date
    days: int
    icon: str
    text: str
    plan: str
    url: str


def of(actor: Actor, on: date) -> tuple[list[Standing], list[Coming]]:
    """The running plans that the actor may see, the newest few, and the next days of them."""
    standings, coming = [], []
    for plan in plans.plans_for(actor).filter(state="running")[:SHOWN]:
        key = f"workspace.plan.{plan.pk}.{on}.{journal.mark()}"
        tally: dict[str, int] | None = cache.get(key)
        if tally is None:
            tally = plans.tally(plans.judged(plan, on))
            cache.set(key, tally)
        standings.append(Standing(plan.code, plan.title, tally))
        for one in plans.next_deadlines(plan, on, limit=6):
            is_report = one.kind == "report"
            text = _("Report due: %(what)s") % {"what": one.text} if is_report else one.text
            icon = "calendar-check" if is_report else "calendar-event"
            url = reverse("plans:plan", args=[plan.code])
            coming.append(Coming(one.on, one.days_from(on), icon, text, plan.title, url))
    return standings, sorted(coming, key=lambda one: (one.on, one.text))[:6]
