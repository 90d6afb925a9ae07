"""What waits for a person: what is late or soon due, what has been said and asks to be confirmed, what is not open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import QuerySet

from densach.kernel.actor import Actor
from densach.people.queries import home_organisation, organisations_where
from densach.programme.plans.models import Plan, PlanState, RowState, Task
from densach.programme.tasks.models import Part, Stage, Work
from densach.programme.tasks.queries.lines import led_works
from densach.programme.tasks.rules.lifecycle import OPEN
from densach.programme.tasks.rules.times import SOON

Own = tuple[int, tuple[tuple[int, int], ...], date | None]
_NOTHING: Final[Own] = (0, (), None)


@dataclass(frozen=True)
class Waiting:
    """`late` and `soon` (number within 30, 7 and 1 days, each holding the next) are parts of the actor's own unit and
    of those below it; `to_confirm` parts of works that the actor handed out; `late_below` late works of theirs;
    `late_led` late works of which the actor is the leader in charge.
    """

    late: int = 0
    soon: tuple[tuple[int, int], ...] = ()
    next_due: date | None = None
    to_confirm: int = 0
    late_below: int = 0
    late_led: int = 0

    @property
    def coming(self) -> int:
        """Due within the widest span."""
        return self.soon[0][1] if self.soon else 0


def waiting_for(actor: Actor, on: date) -> Waiting:
    """What the desk says. Whoever hands out tasks in a field looks after all units there, yet has to tell only of
    the own one: the others are told as late below.
    """
    home = home_organisation(actor, on)
    own = home is not None and actor.may("task.progress", home)
    late, soon, first = _own(home.pk, on) if home is not None and own else _NOTHING
    to_confirm = late_below = 0
    if actor.may("task.manage", None):
        owners = organisations_where(actor, "task.manage", on).values("pk")
        works = Work.objects.filter(owner_id__in=owners, plan__state=PlanState.RUNNING)
        to_confirm = Part.objects.filter(work__in=works.values("pk"), reports=True, stage=Stage.DONE).count()
        late_below = works.filter(due_on__lt=on, stage__in=OPEN).count()
    late_led = led_works(actor, on).filter(due_on__lt=on, stage__in=OPEN).count()
    return Waiting(late, soon, first, to_confirm, late_below, late_led)


def _own(organisation_id: int, on: date) -> Own:
    rows = Part.objects.filter(
        organisation_id=organisation_id,
        reports=True,
        stage__in=OPEN,
        work__plan__state=PlanState.RUNNING,
        work__due_on__lte=on + timedelta(days=SOON[0]),
    )
    days = sorted(day for day in rows.values_list("work__due_on", flat=True) if day is not None)
    coming = [day for day in days if day >= on]
    soon = tuple((span, sum((day - on).days <= span for day in coming)) for span in SOON) if coming else ()
    return len(days) - len(coming), soon, coming[0] if coming else None


def unopened(plan: Plan, on: date) -> int:
    """Accepted tasks without a work, and returning works whose last round lies in an earlier year."""
    return unopened_in([plan.pk], on).get(plan.pk, 0)


def unopened_in(plan_ids: Iterable[int], on: date) -> dict[int, int]:
    """The same for many plans, in two queries."""
    keys = list(plan_ids)
    rows = Task.objects.filter(plan_id__in=keys, state=RowState.ACCEPTED, work__isnull=True)
    found = Counter(rows.values_list("plan_id", flat=True))
    found.update(work.plan_id for work in _behind(Work.objects.filter(plan_id__in=keys), on))
    return dict(found)


def behind(plan: Plan, on: date) -> list[Work]:
    """Returning works of a plan whose next round has come."""
    return _behind(Work.objects.filter(plan=plan), on)


def _behind(works: QuerySet[Work], on: date) -> list[Work]:
    rows = works.filter(round_year__isnull=False, round_year__lt=on.year).exclude(stage=Stage.STOPPED)
    return [work for work in rows if next_round(work, on) != work.round_year]


def next_round(work: Work, on: date) -> int:
    """The round that holds the day: the year itself, or the first year of the span of years."""
    step, began = work.every_years or 1, work.round_year or on.year
    last = work.ends_on.year if work.ends_on else on.year
    return began + max(min(on.year, last) - began, 0) // step * step
