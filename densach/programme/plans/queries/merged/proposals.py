"""What could be decided: who would carry a target on by lineage, what could replace it, and what would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from densach.organisations import queries as organisations
from densach.organisations.models import Area, OrganisationLineage
from densach.organisations.rules import Named
from densach.programme.indicators.rules import institution_types
from densach.programme.plans.judging.composite import family
from densach.programme.plans.models import Fate, Plan, PlanState, RowState, Target, TargetDecision
from densach.programme.plans.queries.fates import Standing, pasts
from densach.programme.plans.queries.judged import JudgedTarget
from densach.programme.plans.queries.merged.waiting import Outlived
from densach.programme.plans.queries.progress import judged_many

_GENERATIONS = 5


@dataclass
class Carriers:
    """Who of today could carry targets on. What many targets ask is read once."""

    area: Area
    on: date
    _there: list[Named] | None = None
    _known: dict[tuple[object, ...], list[Named]] = field(default_factory=dict)

    def there(self) -> list[Named]:
        """Everyone in the place on the day."""
        if self._there is None:
            self._there = organisations.alive(self.on, area=self.area)
        return self._there

    def proposed(self, one: Outlived) -> list[Named]:
        """Those that its units went on as, by lineage; of a territory that has gone also who stands on its ground."""
        kinds, levels = _asked(one.target)
        key = (one.plan.territory_id, kinds, levels, one.standing.gone.last_day)
        if key not in self._known:
            self._known[key] = self._found(one, kinds, levels)
        return self._known[key]

    def others(self, one: Outlived) -> list[Named]:
        """Whoever else of the same kinds is there."""
        kinds, _levels = _asked(one.target)
        taken = {unit.id for unit in self.proposed(one)}
        return [unit for unit in self.there() if unit.kind in kinds and unit.id not in taken]

    def _found(self, one: Outlived, kinds: tuple[str, ...], levels: tuple[str, ...]) -> list[Named]:
        territory, last = one.plan.territory_id, one.standing.gone.last_day
        then = organisations.alive(
            last, kinds=kinds, levels=levels, area_ids=organisations.area_ids_within(territory, last)
        )
        wanted = _followed({unit.id for unit in then})
        if not one.standing.gone.level:
            ground = set(organisations.area_ids_within(territory, self.on))
            wanted |= {
                unit.id
                for unit in self.there()
                if unit.area_id in ground and unit.kind in kinds and (not levels or unit.level in levels)
            }
        return [unit for unit in self.there() if unit.id in wanted]


@dataclass(frozen=True)
class Change:
    """What a decision would make of a target: how it stands without it, and how with it."""

    before: JudgedTarget
    after: JudgedTarget


@dataclass(frozen=True)
class Supposed:
    """A choice for one target: who carries it on, or which target replaces it."""

    one: Outlived
    unit_ids: tuple[int, ...] = ()
    replaced_by: Target | None = None


def replacements(area: Area, on: date) -> list[Target]:
    """Targets that could replace one: accepted in running plans of the place itself, newest plan first."""
    rows = Target.objects.filter(
        plan__territory=area,
        plan__state=PlanState.RUNNING,
        plan__year_to__gte=on.year,
        state=RowState.ACCEPTED,
    )
    return list(rows.select_related("plan", "indicator").order_by("-plan__issued_on", "plan_id", "position"))


def nearest(target: Target, among: Sequence[Target]) -> Target | None:
    """The one that takes it up, else one of the same measure, stated alike and for the nearest year before others."""
    heirs = [one for one in among if one.inherits_id == target.pk]
    same = [
        one
        for one in among
        if one.indicator_id is not None and one.indicator_id == target.indicator_id and one.pk != target.pk
    ]

    def distance(one: Target) -> tuple[bool, int]:
        years = abs((one.year_to or one.plan.year_to) - (target.year_to or target.plan.year_to))
        return family(one.kind) != family(target.kind), years

    return heirs[0] if heirs else min(same, key=distance, default=None)


def changes(
    area: Area, on: date, fate: str, choices: Iterable[Supposed], basis: str = ""
) -> dict[int, Change]:
    """By target, how it would stand today if this were decided. Nothing is written."""
    told = list(choices)
    past = pasts({unit for choice in told for unit in choice.unit_ids})
    supposed: dict[int, Standing] = {}
    for choice in told:
        decision = TargetDecision(
            target=choice.one.target,
            area=area,
            fate=fate,
            on=on,
            legal_basis=basis,
            replaced_by=choice.replaced_by,
        )
        units = {one for unit in choice.unit_ids for one in past[unit]}
        if fate != Fate.REPLACE or choice.replaced_by is not None:
            supposed[choice.one.target.pk] = Standing(
                choice.one.standing.gone, decision, tuple(sorted(units))
            )
    return _compared({choice.one.plan for choice in told}, on, supposed)


def _compared(plans: Iterable[Plan], on: date, supposed: Mapping[int, Standing]) -> dict[int, Change]:
    found: dict[int, Change] = {}
    told = list(plans)
    before, after = judged_many(told, on), judged_many(told, on, supposing=supposed)
    for plan in told:
        for first, second in zip(before[plan.pk], after[plan.pk], strict=True):
            if first.target.pk in supposed:
                found[first.target.pk] = Change(first, second)
    return found


def _asked(target: Target) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Kinds and levels of the institutions that it asks; those of its indicator where the paper names none."""
    kinds, levels = institution_types(target.institution_types, target.levels)
    if not kinds and target.indicator is not None:
        return tuple(target.indicator.kinds), levels or tuple(target.indicator.levels)
    return kinds, levels


def _followed(ids: set[int]) -> set[int]:
    """These organisations and all that they went on as; a query for each generation."""
    found, frontier = set(ids), set(ids)
    for _step in range(_GENERATIONS):
        rows = OrganisationLineage.objects.filter(predecessor_id__in=frontier, successor__isnull=False)
        frontier = {after for after in rows.values_list("successor_id", flat=True) if after} - found
        if not frontier:
            break
        found |= frontier
    return found
