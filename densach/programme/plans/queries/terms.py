"""The calendar of a target: its term, the milestone before it, the year its growth is counted from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from densach.kernel.period import Period
from densach.programme.plans.models import Plan, Target


def term_of(
    plan: Plan, target: Target, siblings: Sequence[Target], on: date
) -> tuple[date, date, int | None]:
    """First and last day of a target's term, and the year of the milestone that it follows, if one does."""
    last = _last_year(plan, target)
    before = [
        year
        for other in siblings
        if _same_aim(other, target) and (year := _last_year(plan, other)) < last and date(year, 12, 31) <= on
    ]
    issued = plan.issued_on or date(plan.year_from, 1, 1)
    if target.trigger_on:
        return target.trigger_on, date(last, 12, 31), None
    if before:
        return max(issued, date(max(before), 12, 31)), date(last, 12, 31), max(before)
    return issued, date(last, 12, 31), None


def default_base_year(plan: Plan, target: Target, siblings: Sequence[Target]) -> int:
    """The year from which growth is counted where the paper names none: that of the milestone before (2025 for 2030),
    else the last full year before the plan was issued.
    """
    last = _last_year(plan, target)
    before = [_last_year(plan, one) for one in siblings if _same_aim(one, target)]
    issued = plan.issued_on.year if plan.issued_on else plan.year_from
    return max((year for year in before if year < last), default=min(issued, last) - 1)


def _last_year(plan: Plan, target: Target) -> int:
    return target.year_to or target.milestone or plan.year_to


def _same_aim(one: Target, other: Target) -> bool:
    told = ("indicator_id", "kind", "institution_types", "levels")
    return one.pk != other.pk and all(getattr(one, name) == getattr(other, name) for name in told)


def month_from(day: date) -> date:
    """The first day of the first month that begins on or after the day."""
    return day if day.day == 1 else date(day.year + day.month // 12, day.month % 12 + 1, 1)


@lru_cache(maxsize=256)
def months_between(start: date, until: date) -> tuple[Period, ...]:
    """Calendar months from the one that begins on `start` that are over at the end of `until`."""
    found: list[Period] = []
    year, month = start.year, start.month
    while (period := Period.month(year, month)).end <= until:
        found.append(period)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(found)
