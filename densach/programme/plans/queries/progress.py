"""Where a plan stands on a day: each accepted target with its figure, what is due by now, and its status."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache

from django.conf import settings

from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.programme.indicators.models import Indicator
from densach.programme.indicators.rules import AsWhen, Scope, institution_types
from densach.programme.plans.models import Plan, RowState, Target, Task
from densach.programme.plans.queries.fates import Standing, standings, standings_of
from densach.programme.plans.queries.figures import Figures
from densach.programme.plans.queries.inputs import Ask, Material, material
from densach.programme.plans.queries.judged import JudgedTarget
from densach.programme.plans.queries.outliving import as_it_stands, explained_by, replacement
from densach.programme.plans.queries.terms import term_of
from densach.programme.plans.status import InvalidTarget, Limits, Status, Step, Verdict, judge


@dataclass(frozen=True)
class Place:
    """Where targets are judged: an area, and in it one unit with all under it where only its part is asked."""

    area_id: int
    root_id: int | None = None


def limits() -> Limits:
    """The bands of this installation."""
    return _limits(settings.DENSACH_ON_TRACK, settings.DENSACH_AT_RISK)


@lru_cache(maxsize=8)
def _limits(on_track: str, at_risk: str) -> Limits:
    return Limits(Fraction(on_track), Fraction(at_risk))


def targets_of(plan: Plan, states: Iterable[str] = (RowState.ACCEPTED,)) -> list[Target]:
    """Targets of the plan in these states, in the order of the paper."""
    rows = plan.targets.filter(state__in=list(states)).select_related(
        "indicator__capability", "indicator__also_capability"
    )
    return list(rows.order_by("position"))


def judged(
    plan: Plan,
    on: date,
    as_: AsWhen = "was",
    scope_root: Organisation | int | None = None,
    *,
    until_fact: int | None = None,
    known_at: datetime | None = None,
    supposing: Mapping[int, Standing] | None = None,
) -> list[JudgedTarget]:
    """Every accepted target judged on a day: "was" in the plan's own territory, "now" in the one that it is today.

    With `scope_root` only the figures of that organisation and what stands under it count: a unit's own part. With
    `until_fact` and `known_at` the answer is the one that could be given at that mark; `supposing` puts what might be
    decided of some targets in the place of what was.
    """
    return judged_many(
        [plan], on, as_, scope_root, until_fact=until_fact, known_at=known_at, supposing=supposing
    )[plan.pk]


def judged_many(
    plans: Sequence[Plan],
    on: date,
    as_: AsWhen = "was",
    scope_root: Organisation | int | None = None,
    *,
    until_fact: int | None = None,
    known_at: datetime | None = None,
    supposing: Mapping[int, Standing] | None = None,
) -> dict[int, list[JudgedTarget]]:
    """The same of many plans out of one reading, by plan: the map, the members and the book are read once for all."""
    rows = _targets_by_plan(plans)
    figures = Figures(on, until_fact, known_at)
    root = scope_root.pk if isinstance(scope_root, Organisation) else scope_root
    waiting = _waiting_by_plan(plans)
    territories = {plan.pk: plan.territory_id for plan in plans}
    every = [target for plan in plans for target in rows[plan.pk]]
    standing = {**standings(every, territories, on, known_at), **(supposing or {})}
    asked: list[Ask] = []
    places = {plan.pk: Place(territory_of(plan, on, as_), root) for plan in plans}
    if len(plans) > 1:
        figures.know_areas({place.area_id for place in places.values()})
    for plan in plans:
        place, alike = places[plan.pk], _by_aim(rows[plan.pk])
        for target in rows[plan.pk]:
            waits = target.clause_path in waiting[plan.pk]
            ask = _asked(plan, target, alike[_aim(target)], figures, place, waits=waits)
            asked.append(as_it_stands(ask, standing.get(target.pk)))
    told = iter(_judge_all(figures, asked))
    return {plan.pk: [next(told) for _target in rows[plan.pk]] for plan in plans}


def _targets_by_plan(plans: Sequence[Plan]) -> dict[int, list[Target]]:
    found: dict[int, list[Target]] = {plan.pk: [] for plan in plans}
    rows = Target.objects.filter(plan__in=list(found), state=RowState.ACCEPTED).order_by(
        "plan_id", "position"
    )
    indicators = _with_capabilities()
    for target in rows:
        if target.indicator_id is not None:
            target.indicator = indicators[target.indicator_id]
        found[target.plan_id].append(target)
    return found


def _with_capabilities() -> dict[int, Indicator]:
    """The catalogue is small: one copy of each serves the targets of all plans."""
    return {one.pk: one for one in Indicator.objects.select_related("capability", "also_capability")}


def _aim(target: Target) -> tuple[object, ...]:
    """What targets of the same thing have in common; see `terms`."""
    return target.indicator_id, target.kind, tuple(target.institution_types), tuple(target.levels)


def _by_aim(targets: Iterable[Target]) -> dict[tuple[object, ...], list[Target]]:
    found: dict[tuple[object, ...], list[Target]] = {}
    for target in targets:
        found.setdefault(_aim(target), []).append(target)
    return found


def _judge_all(figures: Figures, asked: Sequence[Ask]) -> list[JudgedTarget]:
    """Reads for all of them together; one that was replaced shows the target that took its place."""
    instead = _replacing(asked)
    _read_together(figures, [*asked, *instead.values()])
    return [
        _replaced(one, judge_target(instead[place])) if place in instead else judge_target(one)
        for place, one in enumerate(asked)
    ]


def _read_together(figures: Figures, asked: Iterable[Ask]) -> None:
    def ask_all() -> None:
        for one in asked:
            with suppress(InvalidTarget):
                if one.is_judged:
                    material(one)

    figures.read_together(ask_all)


def _replacing(asked: Sequence[Ask]) -> dict[int, Ask]:
    """By place in the list, the target that replaced the one there, seen on the same day."""
    others = {place: other for place, one in enumerate(asked) if (other := replacement(one)) is not None}
    plans = {other.plan_id: other.plan for other in others.values()}
    rows = {key: targets_of(plan) for key, plan in plans.items()}
    waiting = {key: _waiting_clauses(plan) for key, plan in plans.items()}
    found: dict[int, Ask] = {}
    for place, other in others.items():
        target = next((one for one in rows[other.plan_id] if one.pk == other.pk), other)
        there = Place(other.plan.territory_id, asked[place].scope.root_id)
        waits = other.clause_path in waiting[other.plan_id]
        found[place] = _asked(
            other.plan, target, rows[other.plan_id], asked[place].figures, there, waits=waits
        )
    return found


def _replaced(ask: Ask, other: JudgedTarget) -> JudgedTarget:
    """Its own words and standing, with the figures of the target that took its place."""
    own = _told(ask, None, other.verdict)
    return replace(other, target=own.target, verdict=own.verdict, standing=own.standing, instead=other)


def judged_one(
    plan: Plan, target: Target, on: date, as_: AsWhen = "was", *, administrative: bool = False
) -> JudgedTarget:
    """One target, for its own page; `administrative` reads its years from 15/12 to 14/12."""
    return judged_on_days(plan, target, [on], as_, administrative=administrative)[0]


def judged_on_days(
    plan: Plan,
    target: Target,
    days: Sequence[date],
    as_: AsWhen = "was",
    *,
    administrative: bool = False,
    promised: Callable[[date], Target] | None = None,
) -> list[JudgedTarget]:
    """One target on each of the days, as the book tells it today; the map and the book are read once for all.

    `promised` gives the target as it was promised on a day, where that is not what stands today.
    """
    targets, waits = targets_of(plan), target.clause_path in _waiting_clauses(plan)
    last = max(days)
    figures, place = Figures(last), Place(territory_of(plan, last, as_))
    standing = standings_of(plan, [target], last).get(target.pk)
    asked = [
        as_it_stands(
            replace(
                _asked(
                    plan,
                    promised(day) if promised else target,
                    targets,
                    figures.on_day(day),
                    place,
                    waits=waits,
                ),
                is_administrative=administrative,
            ),
            standing.seen_on(day) if standing else None,
        )
        for day in days
    ]
    return _judge_all(figures, asked)


def territory_of(plan: Plan, on: date, as_: AsWhen = "was") -> int:
    """The area whose figures the plan is judged by: its own, or the one that this area is on the day."""
    return organisations.whole_successor(plan.territory_id, on) if as_ == "now" else plan.territory_id


def judge_target(ask: Ask) -> JudgedTarget:
    """The verdict on one target; without an indicator, or with impossible values, it says what to do."""
    if ask.target.indicator is None:
        return _told(ask, None, _no_verdict("plans.ask.indicator"))
    if not ask.is_judged:
        return _told(ask, None, _NOT_BEGUN)
    try:
        told = material(ask)
        verdict = judge(ask.target.kind, told.inputs, limits())
    except InvalidTarget:
        return _told(ask, None, _no_verdict("plans.ask.values"))
    return _told(ask, told, verdict)


def _asked(
    plan: Plan, target: Target, siblings: list[Target], figures: Figures, place: Place, *, waits: bool
) -> Ask:
    scope = _one_scope(replace(scope_of(plan, target, place.root_id), area_id=place.area_id))
    start, end, milestone = term_of(plan, target, siblings, figures.on)
    return Ask(target, scope, figures, start, end, milestone, waits)


@lru_cache(maxsize=4096)
def _one_scope(scope: Scope) -> Scope:
    """Of equal scopes always the same one, which is found faster among what was read."""
    return scope


def scope_of(plan: Plan, target: Target, root_id: int | None = None) -> Scope:
    """Whose figures count: the types and levels that the target names, else those that the indicator is about."""
    kinds, levels = institution_types(target.institution_types, target.levels)
    if not kinds and target.indicator is not None:
        kinds, levels = tuple(target.indicator.kinds), levels or tuple(target.indicator.levels)
    return Scope(kinds, levels, plan.territory_id, root_id)


def _waiting_clauses(plan: Plan) -> set[str]:
    return _waiting_by_plan([plan])[plan.pk]


def _waiting_by_plan(plans: Iterable[Plan]) -> dict[int, set[str]]:
    """Clauses whose task waits for an event: what is promised there starts with it."""
    found: dict[int, set[str]] = {plan.pk: set() for plan in plans}
    rows = Task.objects.filter(plan__in=list(found), time_kind="conditional").exclude(state=RowState.DROPPED)
    for key, path in rows.values_list("plan_id", "clause_path"):
        if path:
            found[key].add(path)
    return found


# What waits for an event owes nothing before it; the judge says the same of a capability.
_NOT_BEGUN = Verdict(
    Status.ON_TRACK,
    False,
    None,
    None,
    None,
    None,
    Status.ON_TRACK,
    Status.ON_TRACK,
    (Step("judging.waiting"), Step("judging.status.begun")),
)


def _no_verdict(question: str) -> Verdict:
    none = Status.NO_DATA
    return Verdict(none, False, None, None, None, None, none, none, (Step(question),))


def _told(ask: Ask, told: Material | None, verdict: Verdict) -> JudgedTarget:
    return JudgedTarget(
        target=ask.target,
        value=told.value if told else None,
        verdict=explained_by(ask, verdict),
        period=told.period if told else None,
        scope=ask.scope,
        on=ask.figures.on,
        inputs=told.inputs if told else None,
        start=ask.start,
        end=ask.end,
        standing=ask.standing,
        until_fact=ask.figures.until_fact,
        known_at=ask.figures.known_at,
    )
