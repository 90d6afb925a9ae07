"""A plan, the one it comes from and those that come from it: what each takes up, and how much it promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.people.queries import StaffActor
from densach.programme.plans.models import (
    Document,
    DocumentLink,
    Plan,
    PlanState,
    Programme,
    Relation,
    RowState,
    Target,
)
from densach.programme.plans.queries.doors import plans_for
from densach.programme.plans.queries.progress import scope_of, targets_of
from densach.programme.plans.queries.review import target_values
from densach.programme.plans.rules.comparing import GAPS, Pair, Stand, compare, is_summed

_OPEN = (RowState.PROPOSED, RowState.ACCEPTED)


@dataclass(frozen=True)
class Compared:
    """A target of the parent beside the one of the unit's plan that takes it up; either may be absent."""

    above: Target | None
    below: Target | None
    pair: Pair

    @property
    def stand(self) -> Stand:
        return self.pair.stand


@dataclass(frozen=True)
class ChildLine:
    """What one unit's plan promises for a target of the parent."""

    plan: Plan
    name: str
    target: Target
    pair: Pair


@dataclass(frozen=True)
class RolledUp:
    """A target of the parent with what the units' plans promise together.

    `total` is the sum of what units promise, for kinds that add up; `short` what is wanting to the parent's value.
    `missing` are units whom the target asks and who left it out.
    """

    target: Target
    lines: tuple[ChildLine, ...]
    missing: tuple[str, ...]
    total: Decimal | None
    short: Decimal | None

    def of(self, *stands: Stand) -> tuple[ChildLine, ...]:
        """The units that stand so."""
        return tuple(line for line in self.lines if line.pair.stand in stands)

    @property
    def lower(self) -> tuple[ChildLine, ...]:
        return self.of(Stand.LOWER, Stand.LATER)


@dataclass
class Reach:
    """Which kinds of institutions, at which levels, each unit has under it on a day: one read of the register."""

    on: date
    _under: dict[int, list[Named]] | None = None
    _known: dict[int, frozenset[tuple[str, str]]] = field(default_factory=dict)

    def concerns(self, plan: Plan, target: Target, organisation_id: int) -> bool:
        """Whether the plan's target asks anybody of the unit; of a unit that is no longer there nobody can tell."""
        shapes = self._shapes(organisation_id)
        scope = scope_of(plan, target)
        return not shapes or any(
            (not scope.kinds or kind in scope.kinds) and (not scope.levels or level in scope.levels)
            for kind, level in shapes
        )

    def _shapes(self, organisation_id: int) -> frozenset[tuple[str, str]]:
        if self._under is None:
            self._under = {}
            for one in organisations.alive(self.on):
                self._under.setdefault(one.parent_id or 0, []).append(one)
                self._under.setdefault(-one.id, []).append(one)
        if organisation_id not in self._known:
            open_, found = [-organisation_id], set[tuple[str, str]]()
            while open_:
                for one in self._under.get(open_.pop(), []):
                    found.add((one.kind, one.level))
                    open_.append(one.id)
            self._known[organisation_id] = frozenset(found)
        return self._known[organisation_id]


def compared(plan: Plan, on: date) -> list[Compared]:
    """Every target of the parent with the unit's, in the parent's order; what only the unit has stands at the end."""
    if plan.parent is None:
        return []
    reach, parent = Reach(on), plan.parent
    own = list(
        plan.targets.filter(state__in=_OPEN).select_related("indicator__capability").order_by("position")
    )
    by_above: dict[int, list[Target]] = {}
    for row in own:
        if row.inherits_id is not None:
            by_above.setdefault(row.inherits_id, []).append(row)
    found: list[Compared] = []
    told: set[int] = set()
    for above in targets_of(parent):
        rows = by_above.get(above.pk, [])
        told |= {row.pk for row in rows}
        if not rows and not reach.concerns(parent, above, plan.organisation_id):
            found.append(Compared(above, None, Pair(Stand.ELSEWHERE)))
            continue
        found += [_compared(above, row) for row in rows] or [_compared(above, None)]
    return found + [_compared(None, row) for row in own if row.pk not in told]


def _compared(above: Target | None, below: Target | None) -> Compared:
    upper = target_values(above) if above else None
    lower = target_values(below) if below else None
    return Compared(above, below, compare(upper, lower))


def counted(rows: Sequence[Compared]) -> dict[Stand, int]:
    """How many stand how; only what occurs, gaps first."""
    order = [*GAPS, Stand.PART, Stand.SAME, Stand.HIGHER, Stand.EXTRA, Stand.ELSEWHERE]
    return {stand: number for stand in order if (number := sum(row.stand == stand for row in rows))}


def children_of(plan: Plan, on: date) -> list[tuple[Plan, str]]:
    """Plans that come from this one with the name of whose they are, in the alphabet's order."""
    rows = list(Plan.objects.filter(parent=plan).select_related("document"))
    names = organisations.names_of([row.organisation_id for row in rows], on)
    order = {one.id: place for place, one in enumerate(organisations.alive(on))} if rows else {}
    told = [(row, names.get(row.organisation_id, "")) for row in rows]
    return sorted(told, key=lambda one: (order.get(one[0].organisation_id, len(order)), one[1]))


def rolled_up(plan: Plan, on: date) -> list[RolledUp]:
    """What the plans of the units promise for each target of this one; drafts are no promise yet and are left out."""
    issued = [(child, name) for child, name in children_of(plan, on) if child.state != PlanState.REVIEW]
    names = {child.pk: name for child, name in issued}
    plans = {child.pk: child for child, _name in issued}
    heirs = Target.objects.filter(plan_id__in=plans, state=RowState.ACCEPTED, inherits__plan=plan)
    by_target: dict[int, list[Target]] = {}
    for row in heirs.select_related("indicator").order_by("plan_id", "position"):
        by_target.setdefault(row.inherits_id or 0, []).append(row)
    reach, found = Reach(on), []
    for above in targets_of(plan):
        asked = {
            key: name
            for key, name in names.items()
            if reach.concerns(plan, above, plans[key].organisation_id)
        }
        found.append(_rolled(above, by_target.get(above.pk, []), plans, names, asked))
    return found


def _rolled(
    above: Target,
    heirs: list[Target],
    plans: dict[int, Plan],
    names: dict[int, str],
    asked: dict[int, str],
) -> RolledUp:
    values = target_values(above)
    lines = tuple(
        ChildLine(plans[row.plan_id], names[row.plan_id], row, compare(values, target_values(row)))
        for row in heirs
    )
    having = {line.plan.pk for line in lines}
    missing = tuple(name for key, name in asked.items() if key not in having)
    if not is_summed(values) or above.value_min is None or not (lines or missing):
        return RolledUp(above, lines, missing, None, None)
    comparable = [
        line for line in lines if line.pair.stand == Stand.PART and line.target.value_min is not None
    ]
    total = sum((line.target.value_min or Decimal(0) for line in comparable), Decimal(0))
    return RolledUp(above, lines, missing, total, max(above.value_min - total, Decimal(0)))


def areas_above(plan: Plan, on: date) -> list[int]:
    """The plan's territory, those that hold it, and what they have become by the day."""
    over = [plan.territory_id, *organisations.ancestors_of_area(plan.territory_id, on)]
    return over + [organisations.whole_successor(key, on) for key in over]


def possible_parents(actor: Actor, plan: Plan, on: date) -> list[Plan]:
    """Running plans of others whose territory holds this plan's place and whose years meet its years."""
    rows = (
        plans_for(actor)
        .filter(territory_id__in=areas_above(plan, on))
        .exclude(state=PlanState.REVIEW)
        .exclude(pk=plan.pk)
    )
    return list(
        rows.filter(year_from__lte=plan.year_to, year_to__gte=plan.year_from).exclude(parent=plan)[:50]
    )


def papers_above(plan: Plan) -> list[Document]:
    """What the plan's paper carries out as the register knows it, without laws; plans and programmes come first."""
    if plan.document_id is None:
        return []
    rows = DocumentLink.objects.filter(later_id=plan.document_id, relation=Relation.IMPLEMENTS)
    found = [row.earlier for row in rows.select_related("earlier__plan").order_by("pk")]
    programmes = set(Programme.objects.filter(document__in=found).values_list("document_id", flat=True))
    return sorted(
        (one for one in found if one.number),
        key=lambda one: (not hasattr(one, "plan"), one.pk not in programmes),
    )


def parents_by_paper(plan: Plan, on: date) -> list[Plan]:
    """Issued plans that the plan's own paper says it carries out, whose place and years hold its own."""
    over = set(areas_above(plan, on))
    told = (one.plan for one in papers_above(plan) if hasattr(one, "plan"))
    return [
        one
        for one in told
        if one.state != PlanState.REVIEW
        and one.territory_id in over
        and one.year_from <= plan.year_to
        and one.year_to >= plan.year_from
        and one.pk != plan.pk
        and one.parent_id != plan.pk
    ]


def heads_only(actor: Actor, plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Without the plans that other units made from one of these: they stand on the page of their parent."""
    homes = {one.organisation_id for one in actor.memberships} if isinstance(actor, StaffActor) else set()
    seen = list(plans.order_by().values_list("pk", flat=True))
    return plans.exclude(~Q(organisation_id__in=homes), parent_id__in=seen)


def numbers_of(keys: Sequence[int]) -> dict[int, int]:
    """How many plans come from each of these."""
    rows = Plan.objects.filter(parent_id__in=keys).order_by().values_list("parent_id")
    return {int(key or 0): number for key, number in rows.annotate(n=Count("pk"))}
