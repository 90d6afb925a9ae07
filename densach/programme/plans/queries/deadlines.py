"""What falls due next: report duties and event days of a plan, with their coming day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from densach.programme.plans.models import EventDay, Plan, ReportDuty, RowState
from densach.programme.plans.rules.vocabulary import CYCLES, label


@dataclass(frozen=True)
class Deadline:
    """`on` is the day; `kind` is `report` or `event`; `text` its words."""

    on: date
    kind: str
    text: str
    row: ReportDuty | EventDay

    def days_from(self, day: date) -> int:
        return (self.on - day).days


def next_deadlines(plan: Plan, on: date, limit: int = 12) -> list[Deadline]:
    """Coming days of accepted duties and events, nearest first; days of the lunar calendar have no date here."""
    duties = plan.reportdutys.filter(state=RowState.ACCEPTED)
    events = plan.eventdays.filter(state=RowState.ACCEPTED)
    found = [*_reports(duties, on, plan), *_days(events, on, plan)]
    return sorted(found, key=lambda one: (one.on, one.text))[:limit]


def _reports(duties: Iterable[ReportDuty], on: date, plan: Plan) -> list[Deadline]:
    found = []
    for duty in duties:
        day = duty.due_on if duty.due_on else _coming(duty.due_day, duty.due_month, on)
        if day is not None and on <= day and day.year <= plan.year_to + 1:
            found.append(Deadline(day, "report", label(CYCLES, duty.cycle), duty))
    return found


def _days(events: Iterable[EventDay], on: date, plan: Plan) -> list[Deadline]:
    found = []
    for event in events:
        day = None if event.lunar else _coming(event.day, event.month, on)
        if day is not None and day.year <= plan.year_to:
            found.append(Deadline(day, "event", event.name, event))
    return found


def _coming(day: int | None, month: int | None, on: date) -> date | None:
    """The next time that the day of the year comes, today included; 29/2 falls on the 28th in other years."""
    if not day or not month:
        return None
    for year in (on.year, on.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            found = date(year, month, 28)
        if found >= on:
            return found
    return None
