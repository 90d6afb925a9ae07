"""What became of targets whose territory, or whose level of units, has gone: what waits, and what was decided.

A target closes with the last day of the units that it asks; one of a territory that has ended goes on being measured on
its ground (decision 0017). Both wait for an officer's decision, and nothing is dropped or zeroed meanwhile.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db.models import Count, Max, Q, QuerySet

from densach.organisations.models import AreaVersion, Level, LineageKind, OrganisationLineage
from densach.programme.indicators.rules import institution_types
from densach.programme.plans.judging.verdict import Step
from densach.programme.plans.models import CarriedTo, Fate, Plan, Target, TargetDecision


@dataclass(frozen=True)
class Gone:
    """The last day of whom a target asked: of its territory (`area_id`), of the level of its units, or of both."""

    last_day: date
    territory: bool
    level: bool
    area_id: int | None = None


@dataclass(frozen=True)
class Standing:
    """Where a target stands that has outlived whom it asked. Without a decision it waits for one.

    `unit_ids`: who carries it on, with those that went into them; `frozen`: the day on which its figures stood still.
    """

    gone: Gone
    decision: TargetDecision | None = None
    unit_ids: tuple[int, ...] = ()

    @property
    def fate(self) -> str:
        """The word for what was decided; empty while it waits."""
        return self.decision.fate if self.decision else ""

    @property
    def is_counted(self) -> bool:
        """Whether it still counts among its plan's targets; one that was replaced counts where its successor does."""
        return self.fate not in {Fate.END, Fate.REPLACE}

    @property
    def frozen(self) -> date | None:
        """The day on which its figures stood still, or none while they move."""
        level = self.gone.last_day if self.gone.level else None
        if self.decision is None:
            return level
        if self.fate != Fate.END:
            return None
        return min(self.decision.on, level) if level else self.decision.on

    def seen_on(self, day: date) -> Standing | None:
        """The same as it stood on an earlier day; None while whom the target asks was still there."""
        if day <= self.gone.last_day:
            return None
        return Standing(self.gone) if self.decision and self.decision.on > day else self

    def steps(self, area_id: int | None) -> tuple[Step, ...]:
        """Why it is looked at so, as steps of its reckoning; `area_id`: the area whose figures are shown."""
        told: dict[str, Fraction | date | str] = {}
        if self.decision is not None:
            told = {"basis": self.decision.legal_basis, "on": self.decision.on}
        if self.fate == Fate.CARRY:
            return (Step("merged.carried", told),)
        if self.decision is not None and self.decision.replaced_by is not None:
            other = self.decision.replaced_by
            return (Step("merged.replaced", {**told, "subject": other.subject, "plan": other.plan.title}),)
        if self.fate == Fate.END:
            return (Step("merged.ended", told),)
        if self.gone.level:
            return (Step("merged.closed", {"on": self.gone.last_day}),)
        own = self.gone.area_id in {None, area_id}
        return (Step(f"merged.territory_{'gone' if own else 'now'}", {"on": self.gone.last_day}),)


def standings(
    targets: Iterable[Target], territories: dict[int, int], on: date, known_at: datetime | None = None
) -> dict[int, Standing]:
    """By target, those whose territory or level had gone by the day; `territories`: each plan's area, by plan.

    With `known_at` as it was known at that instant. One query where nothing has gone.
    """
    told = list(targets)
    ended = _ended_areas({territories[one.plan_id] for one in told}, on)
    of_district = {one.pk for one in told if asks_districts(one)}
    level_end = _last_day_of_districts(on) if of_district else None
    found: dict[int, Gone] = {}
    for one in told:
        area_end = ended.get(territories[one.plan_id])
        closed = level_end if one.pk in of_district else None
        if days := [day for day in (area_end, closed) if day is not None]:
            area_id = territories[one.plan_id] if area_end is not None else None
            gone = Gone(min(days), area_end is not None, closed is not None, area_id)
            if _last_day(one) > gone.last_day:
                found[one.pk] = gone
    return _decided(found, on, known_at)


def standings_of(
    plan: Plan, targets: Iterable[Target], on: date, known_at: datetime | None = None
) -> dict[int, Standing]:
    """The same for the targets of one plan."""
    return standings(targets, {plan.pk: plan.territory_id}, on, known_at)


def asks_districts(target: Target) -> bool:
    """Whether it asks units of districts and of no other level."""
    return institution_types(target.institution_types, target.levels)[1] == (Level.DISTRICT,)


def standing_decisions(on: date | None = None, known_at: datetime | None = None) -> QuerySet[TargetDecision]:
    """Decisions that hold (on the day, as known at the instant)."""
    rows = TargetDecision.objects.all()
    if on is not None:
        rows = rows.filter(on__lte=on)
    if known_at is None:
        return rows.filter(undone_at__isnull=True)
    return rows.filter(Q(undone_at__isnull=True) | Q(undone_at__gt=known_at), decided_at__lte=known_at)


def _last_day(target: Target) -> date:
    year = target.year_to or target.milestone
    return date(year, 12, 31) if year else date.max


def _ended_areas(ids: set[int], on: date) -> dict[int, date]:
    """The last day of each area that had ended before the day."""
    rows = AreaVersion.objects.filter(area_id__in=ids).order_by("area_id", "valid_from")
    last = dict(rows.values_list("area_id", "valid_to"))
    return {key: until for key, until in last.items() if until is not None and until < on}


def _last_day_of_districts(on: date) -> date | None:
    """When the level of districts ended, where it has: it ended as a whole, by law."""
    rows = AreaVersion.objects.filter(level=Level.DISTRICT)
    told = rows.aggregate(open=Count("pk", filter=Q(valid_to__isnull=True)), last=Max("valid_to"))
    last: date | None = told["last"]
    return last if last is not None and not told["open"] and last < on else None


def _decided(found: dict[int, Gone], on: date, known_at: datetime | None) -> dict[int, Standing]:
    if not found:
        return {}
    rows = (
        standing_decisions(on, known_at).filter(target_id__in=list(found)).select_related("replaced_by__plan")
    )
    decisions = {one.target_id: one for one in rows.order_by("pk")}
    carried: defaultdict[int, list[int]] = defaultdict(list)
    ids = [one.pk for one in decisions.values() if one.fate == Fate.CARRY]
    rows_carried = CarriedTo.objects.filter(decision_id__in=ids).values_list("decision_id", "organisation_id")
    for key, unit in rows_carried if ids else ():
        carried[key].append(unit)
    past = pasts({unit for units in carried.values() for unit in units})
    answer: dict[int, Standing] = {}
    for target, gone in found.items():
        decision = decisions.get(target)
        units = {one for unit in (carried[decision.pk] if decision else ()) for one in past[unit]}
        answer[target] = Standing(gone, decision, tuple(sorted(units)))
    return answer


def pasts(units: set[int]) -> dict[int, set[int]]:
    """Each unit with all that went on as it or into it, however far back; a query for each generation."""
    found = {unit: {unit} for unit in units}
    frontier: dict[int, set[int]] = {unit: {unit} for unit in units}
    while frontier:
        rows = OrganisationLineage.objects.filter(successor_id__in=list(frontier), predecessor__isnull=False)
        told = rows.exclude(kind=LineageKind.SPLIT).values_list("successor_id", "predecessor_id")
        below: defaultdict[int, set[int]] = defaultdict(set)
        for after, before in told:
            for unit in frontier[after or 0]:
                if before and before not in found[unit]:
                    found[unit].add(before)
                    below[before].add(unit)
        frontier = dict(below)
    return found
