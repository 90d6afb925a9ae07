"""What a target was and how its figure went: the revisions of its values, and its status month by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from datetime import date, timedelta
from itertools import pairwise, takewhile
from typing import Final

from densach.kernel.dates import today
from densach.kernel.period import Period
from densach.programme.indicators.rules import AsWhen
from densach.programme.plans.models import Plan, Target, TargetRevision
from densach.programme.plans.queries.judged import JudgedTarget
from densach.programme.plans.queries.progress import judged_on_days, targets_of
from densach.programme.plans.queries.terms import term_of
from densach.programme.plans.rules.changes import from_snapshot

# A term of twenty years is told by its last five: a chart of more months cannot be read.
MONTHS: Final = 60
# What a revision promised; the other values of a target are answers to what it asks.
_PROMISED: Final = (
    "kind",
    "value_min",
    "value_max",
    "per",
    "every_years",
    "year_from",
    "year_to",
    "milestone",
)


def revisions_of(target: Target) -> list[TargetRevision]:
    """Every change of the target's values, oldest first; number 1 is what stood before the first of them. A target
    that nobody has changed has none.
    """
    return list(target.revisions.select_related("paper").order_by("number"))


def source_of(revisions: Sequence[TargetRevision], name: str) -> TargetRevision | None:
    """The change that brought the value of this name as it stands: who told it, why, by which paper. None for a value
    that the paper of the plan itself brought.
    """
    found = None
    for earlier, later in pairwise(revisions):
        if earlier.values.get(name) != later.values.get(name):
            found = later
    return found


def month_ends(since: date, until: date) -> list[date]:
    """The last days of the months from one day to another, and that day itself; at most the last `MONTHS`."""
    return [*takewhile(lambda day: day < until, _ends(since)), until][-MONTHS:]


def _ends(since: date) -> Iterator[date]:
    month = Period.month(since.year, since.month)
    while True:
        yield month.end
        following = month.end + timedelta(days=1)
        month = Period.month(following.year, following.month)


def as_promised(target: Target, revisions: Sequence[TargetRevision], on: date) -> Target:
    """The target with what it promised on the day; what has been found out since (its base, its whole, what measures
    it) stays as it is known today.
    """
    stood = [one for one in revisions if today(one.at) <= on] or revisions[:1]
    if not stood:
        return target
    then, values = copy(target), from_snapshot(stood[-1].values)
    for name in _PROMISED:
        setattr(then, name, getattr(values, name))
    return then


def value_history(plan: Plan, target: Target, on: date, as_: AsWhen = "was") -> list[JudgedTarget]:
    """The target at the end of each month of its term up to the day, as the book tells it today, each judged by what
    was promised then. One reading: more months ask no more queries.
    """
    start, end, _milestone = term_of(plan, target, targets_of(plan), on)
    last, revisions = min(on, end), revisions_of(target)

    def promised(day: date) -> Target:
        return as_promised(target, revisions, day)

    return judged_on_days(plan, target, month_ends(min(start, last), last), as_, promised=promised)
