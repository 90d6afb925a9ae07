"""The first page: how the running plans stand, kept until somebody acts, and what the calendar holds next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.core.cache import cache

from densach.journal import queries as journal
from densach.kernel.actor import Actor
from densach.kernel.period import Period
from densach.programme.calendar import queries as calendar
from densach.programme.calendar.rules import Item, together
from densach.programme.plans import queries as plans
from densach.ui.figures import language

SHOWN: Final = 3
# How far the desk looks ahead, and how much of it is shown; the calendar has the rest.
AHEAD: Final = 60
NEXT: Final = 8
ICONS: Final = {
    "occasion": "calendar-event",
    "plan": "calendar-event",
    "report": "file-earmark-text",
    "task": "list-task",
    "budget": "cash-stack",
    "oversight": "eye",
}


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
    """A thing of the calendar that comes next or goes on today; `number` counts what was told together."""

    on: date
    days: int
    icon: str
    text: str
    place: str
    url: str
    number: int


def running(actor: Actor, on: date) -> list[Standing]:
    """The running plans that the actor may see, the newest few."""
    shown = list(plans.plans_for(actor).filter(state="running")[:SHOWN])
    mark = plans.standing_mark()
    keys = {plan.pk: f"workspace.plan.{plan.pk}.{on}.{mark}" for plan in shown}
    kept: dict[str, dict[str, int]] = cache.get_many(keys.values())
    missing = [plan for plan in shown if keys[plan.pk] not in kept]
    if missing:
        told = plans.judged_today_of(missing, on)
        new = {keys[plan.pk]: plans.tally(told[plan.pk]) for plan in missing}
        cache.set_many(new)
        kept |= new
    return [Standing(plan.code, plan.title, kept[keys[plan.pk]]) for plan in shown]


def coming(actor: Actor, on: date) -> list[Coming]:
    """What the calendar holds for the actor in the next days, without what is done; kept until somebody acts."""
    key = f"workspace.coming.{actor.id}.{on}.{language()}.{journal.state()}"
    kept: list[Coming] | None = cache.get(key)
    if kept is None:
        period = Period(on, on + timedelta(days=AHEAD))
        items = [one for one in calendar.gathered(actor, period, on) if not one.done]
        kept = [_coming(one, on) for one in together(items)][:NEXT]
        cache.set(key, kept)
    return kept


def _coming(item: Item, on: date) -> Coming:
    day = max(item.first, on)
    return Coming(day, (day - on).days, ICONS[item.kind], item.title, item.place, item.url, item.number)
