"""What a target was and how its figure went: the revisions of its values, and its status month by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise, takewhile
from typing import Final

from densach.kernel.period import Period
from densach.programme.indicators.rules import AsWhen
from densach.programme.plans.models import Plan, Target, TargetRevision
from densach.programme.plans.queries.progress import JudgedTarget, judged_on_days, targets_of
from densach.programme.plans.queries.terms import term_of

# A term of twenty years is told by its last five: a chart of more months cannot be read.
MONTHS: Final = 60


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


def value_history(plan: Plan, target: Target, on: date, as_: AsWhen = "was") -> list[JudgedTarget]:
    """The target at the end of each month of its term up to the day, as the book tells it today. One reading: more
    months ask no more queries.
    """
    start, end, _milestone = term_of(plan, target, targets_of(plan), on)
    last = min(on, end)
    return judged_on_days(plan, target, month_ends(min(start, last), last), as_)
