"""Numbers, sentences and days that other rooms take: how the works of a plan stand on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from densach.kernel.actor import Actor
from densach.kernel.dates import VIETNAM
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.programme.plans.models import Plan, PlanState
from densach.programme.tasks.models import Part, Stage, TimeKind, Update, Work
from densach.programme.tasks.queries.doors import works_for
from densach.programme.tasks.queries.lines import times_of
from densach.programme.tasks.rules.lifecycle import CLOSED, OPEN, whole_stage
from densach.programme.tasks.rules.times import due_of

MOST_TITLES: Final = 5


class Deadline(NamedTuple):
    """A day for the calendar; `organisation` is the name of whoever carries it out, empty while nobody is tied."""

    day: date
    title: str
    url: str
    organisation: str


@dataclass(frozen=True)
class Summary:
    """How the works of a plan stand on a day, pieces beside what they are cut from, as its tree lists them.

    `by_stage` has every stage, `late` counts open ones.
    """

    on: date
    total: int
    by_stage: dict[str, int]
    late: int
    waiting_for_event: int

    @property
    def confirmed(self) -> int:
        return self.by_stage[Stage.CONFIRMED]

    @property
    def done(self) -> int:
        """Told as done, confirmed or not yet."""
        return self.by_stage[Stage.DONE] + self.by_stage[Stage.CONFIRMED]


def deadlines(actor: Actor | None, organisation_ids: Iterable[int], period: Period) -> list[Deadline]:
    """Last days in the period of works in which these organisations have a part, of running plans, in order.

    With an actor only of works that they may see; with none of all (for whoever checked access already). Returning
    works give a day for every year that they are to be done in.
    """
    keys = list(organisation_ids)
    rows = Work.objects.filter(plan__state=PlanState.RUNNING)
    if actor is not None:
        rows = works_for(actor, period.start).filter(plan__state=PlanState.RUNNING)
    rows = rows.filter(Q(due_on__isnull=False) | Q(time_kind=TimeKind.YEARLY))
    works = {one.pk: one for one in rows.exclude(stage__in=CLOSED, round_year__isnull=True)}
    parts = Part.objects.filter(work_id__in=list(works), organisation_id__in=keys, reports=True)
    names = organisations.names_of(keys, period.end)
    found = [
        Deadline(
            day, work.title, reverse("tasks:work", args=[work.pk]), names.get(part.organisation_id or 0, "")
        )
        for part in parts
        for work in (works[part.work_id],)
        for day in _days(work, period)
    ]
    return sorted(found)


def _days(work: Work, period: Period) -> list[date]:
    if work.time_kind != TimeKind.YEARLY:
        days = [work.due_on]
    else:
        times = times_of(work)
        years = range(period.start.year, period.end.year + 1)
        days = [due_of(times, round_year=year, declared_on=None) for year in years]
    first, last = work.starts_on or date.min, work.ends_on or date.max
    return [day for day in days if day and day in period and (first <= day <= last or day == work.due_on)]


def of_plan(plan: Plan, on: date) -> Summary:
    """Numbers for dashboards and reports, as they stood at the end of the day."""
    works = list(Work.objects.filter(plan=plan))
    stages = stages_on(plan, on)
    told = {work.pk: stages.get(work.pk, Stage.NOT_BEGUN) for work in works}
    by_stage = {stage.value: sum(one == stage for one in told.values()) for stage in Stage}
    late = sum(1 for work in works if work.due_on and work.due_on < on and told[work.pk] in OPEN)
    waiting = sum(1 for work in works if work.time_kind == TimeKind.CONDITIONAL and not _begun(work, on))
    return Summary(on, len(works), by_stage, late, waiting)


def _begun(work: Work, on: date) -> bool:
    return work.declared_on is not None and work.declared_on <= on


def stages_on(plan: Plan, on: date) -> dict[int, str]:
    """The stage of every work at the end of the day, replayed from what was said until then. Three queries."""
    # The calendar itself ends: nothing is said after its last day.
    following = on + timedelta(days=1) if on < date.max else on
    end = datetime.combine(following, time.min, VIETNAM)
    rows = Update.objects.filter(part__work__plan=plan, at__lt=end).order_by("part_id", "number")
    said: dict[int, str] = dict(rows.values_list("part_id", "stage_after"))
    of_work: dict[int, list[str]] = {}
    for key, work_id in Part.objects.filter(work__plan=plan, reports=True).values_list("pk", "work_id"):
        of_work.setdefault(work_id, []).append(said.get(key, Stage.NOT_BEGUN))
    found: dict[int, str] = {}
    # A piece is always younger than what it is cut from.
    for key, parent in Work.objects.filter(plan=plan).order_by("-pk").values_list("pk", "parent_id"):
        found[key] = whole_stage(of_work.get(key, ()))
        if parent is not None:
            of_work.setdefault(parent, []).append(found[key])
    return found


def standing(plan: Plan, period: Period) -> list[str]:
    """Sentences for the narrative of a report, in the language of this reply: what was done in the period, what goes
    on, what is late at its end. Empty for a plan without works.
    """
    summary = of_plan(plan, period.end)
    if not summary.total:
        return []
    sentences = [
        _("Of %(total)d tasks, %(confirmed)d are confirmed, %(done)d are done and %(doing)d are in progress.")
        % {
            "total": summary.total,
            "confirmed": summary.confirmed,
            "done": summary.by_stage[Stage.DONE],
            "doing": summary.by_stage[Stage.DOING] + summary.by_stage[Stage.WAITING],
        }
    ]
    if finished := _finished(plan, period):
        sentences.append(_("Done in the period: %(titles)s.") % {"titles": _titles(finished)})
    if summary.late:
        late = ngettext(
            "%(number)d task is past its day: %(titles)s.",
            "%(number)d tasks are past their day: %(titles)s.",
            summary.late,
        )
        sentences.append(late % {"number": summary.late, "titles": _titles(_late(plan, period.end))})
    return sentences


def _finished(plan: Plan, period: Period) -> list[str]:
    before = stages_on(plan, period.start - timedelta(days=1))
    after = stages_on(plan, period.end)
    done = {key for key, stage in after.items() if stage in (Stage.DONE, Stage.CONFIRMED)}
    new = [key for key in done if before.get(key) not in (Stage.DONE, Stage.CONFIRMED)]
    rows = Work.objects.filter(pk__in=new).order_by("position", "pk")
    return list(rows.values_list("title", flat=True))


def _late(plan: Plan, on: date) -> list[str]:
    stages = stages_on(plan, on)
    rows = Work.objects.filter(plan=plan, due_on__lt=on).order_by("due_on", "pk")
    return [title for key, title in rows.values_list("pk", "title") if stages.get(key) in OPEN]


def _titles(titles: Sequence[str]) -> str:
    shown = "; ".join(titles[:MOST_TITLES])
    more = len(titles) - MOST_TITLES
    return shown + _(" and %(number)d more") % {"number": more} if more > 0 else shown
