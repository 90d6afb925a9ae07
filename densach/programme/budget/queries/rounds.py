"""Rounds, the estimates in them, and whom a new one could ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from densach.kernel.actor import Actor
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.models import Level, OrganisationKind
from densach.organisations.rules import Named
from densach.people.queries import home_organisation, organisations_where
from densach.programme.budget.access import VIEW, require_round, require_sight
from densach.programme.budget.models import Estimate, EstimateRound, EstimateState
from densach.programme.budget.queries.lines import money_of
from densach.programme.budget.rules.lifecycle import REVIEW, WRITE, WRITTEN_IN
from densach.programme.budget.rules.refusals import UnknownEstimate, UnknownRound
from densach.programme.budget.rules.totals import Sum, by
from densach.programme.plans import queries as plans
from densach.programme.plans.models import Plan, PlanState

# Bodies that have a budget of their own and can be asked what tasks of a plan cost.
_ASKED_KINDS = (
    OrganisationKind.DEPARTMENT,
    OrganisationKind.PEOPLES_COMMITTEE,
    OrganisationKind.PUBLIC_LIBRARY,
    OrganisationKind.MUSEUM,
    OrganisationKind.MEMORIAL_HOUSE,
    OrganisationKind.CULTURE_CENTRE,
)


@dataclass(frozen=True)
class Group:
    """Units of one kind at one level in the territory: what a round asks together."""

    kind: str
    level: str
    units: tuple[Named, ...]

    @property
    def code(self) -> str:
        return f"{self.kind}:{self.level}"

    @property
    def label(self) -> str:
        return f"{OrganisationKind(self.kind).label} · {Level(self.level).label}"


@dataclass(frozen=True)
class UnitsWanted:
    """How the table of a round is narrowed."""

    text: str = ""
    state: str = ""


@dataclass(frozen=True)
class AskedUnit:
    """One row of a round: the unit as it was called on the day, and its sums."""

    estimate: Estimate
    name: str
    place: str
    sums: Sum
    is_late: bool


def rounds_for(actor: Actor, on: date) -> list[EstimateRound]:
    """Rounds that the actor collects or looks after, and those that ask one of their units; the latest year first."""
    places = organisations_where(actor, VIEW, on)
    every = EstimateRound.objects.select_related("plan", "organisation")
    found = every.filter(organisation__in=places) | every.filter(estimates__organisation__in=places)
    return list(found.distinct().annotate(units=Count("estimates", distinct=True)).order_by("-year", "-pk"))


def round_for(actor: Actor, pk: int, on: date) -> EstimateRound:
    """Raises UnknownRound, also for strangers."""
    found = EstimateRound.objects.select_related("plan", "organisation").filter(pk=pk).first()
    if found is None:
        raise UnknownRound
    own = found.estimates.filter(organisation__in=organisations_where(actor, VIEW, on)).exists()
    require_round(actor, found, has_own=own)
    return found


def estimate_for(actor: Actor, pk: int) -> Estimate:
    """Raises UnknownEstimate, also for strangers."""
    rows = Estimate.objects.select_related("organisation", "round__plan", "round__organisation", "paper")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise UnknownEstimate
    require_sight(actor, found)
    return found


def estimates_seen(actor: Actor, round_: EstimateRound, on: date) -> QuerySet[Estimate]:
    """Those of the round that the actor may see: all for who collects, else those of their own places."""
    rows = Estimate.objects.filter(round=round_).select_related("organisation", "round")
    if actor.may(VIEW, round_.organisation):
        return rows
    return rows.filter(organisation__in=organisations_where(actor, VIEW, on))


def estimates_to_write(actor: Actor, on: date) -> list[Estimate]:
    """What the actor has still to send in, the earliest day first: of the unit where they work, and of units for
    which they write without being the one who collects.
    """
    if not actor.may(WRITE, None):
        return []
    rows = Estimate.objects.filter(
        organisation__in=organisations_where(actor, WRITE, on), state__in=WRITTEN_IN
    ).select_related("organisation", "round__plan")
    home = home_organisation(actor, on)
    collected = [key for key in _collectors(rows) if actor.may(REVIEW, key)]
    others = ~Q(round__organisation_id__in=collected)
    rows = rows.filter(others | Q(organisation=home)) if home is not None else rows.filter(others)
    return list(rows.order_by("round__due", "pk"))


def _collectors(rows: QuerySet[Estimate]) -> list[int]:
    return list(rows.order_by().values_list("round__organisation_id", flat=True).distinct())


def estimates_of(
    actor: Actor, round_: EstimateRound, on: date, wanted: UnitsWanted | None = None
) -> list[AskedUnit]:
    """The round's table in the order of the register, narrowed; four queries, however many units."""
    wanted = wanted or UnitsWanted()
    rows = list(estimates_seen(actor, round_, on))
    day = min(on, date(round_.year, 12, 31))
    named = organisations.all_named([row.organisation_id for row in rows], day)
    places = organisations.area_names({one.area_id for one in named.values()}, day)
    sums = by(money_of([row.pk for row in rows]), lambda line: line.estimate_id)
    found = [_asked(row, named.get(row.organisation_id), places, sums.get(row.pk, Sum()), on) for row in rows]
    found = [one for one in found if _fits(one, wanted)]
    order = {key: place for place, key in enumerate(named)}
    return sorted(found, key=lambda one: order.get(one.estimate.organisation_id, len(order)))


def _asked(row: Estimate, named: Named | None, places: dict[int, str], sums: Sum, on: date) -> AskedUnit:
    unsent = row.state in {EstimateState.DRAFT, EstimateState.RETURNED}
    return AskedUnit(
        estimate=row,
        name=named.name if named else row.organisation.code,
        place=places.get(named.area_id, "") if named else "",
        sums=sums,
        is_late=unsent and row.round.due < on,
    )


def _fits(one: AskedUnit, wanted: UnitsWanted) -> bool:
    if wanted.state == "late":
        return one.is_late and fold(wanted.text) in fold(one.name)
    if wanted.state == "unsent":
        return one.estimate.state in {EstimateState.DRAFT, EstimateState.RETURNED}
    return (not wanted.state or one.estimate.state == wanted.state) and fold(wanted.text) in fold(one.name)


def plans_to_ask(actor: Actor) -> list[Plan]:
    """Running plans for which the actor may collect estimates."""
    running = plans.plans_for(actor).filter(state=PlanState.RUNNING)
    return [plan for plan in running if actor.may(REVIEW, plan.organisation_id)]


def groups_to_ask(plan: Plan, on: date) -> list[Group]:
    """Who could be asked in the plan's territory, by kind and level."""
    found: dict[tuple[str, str], list[Named]] = {}
    for one in _askable(plan, on):
        found.setdefault((one.kind, one.level), []).append(one)
    return [Group(kind, level, tuple(units)) for (kind, level), units in found.items()]


def _askable(plan: Plan, on: date) -> Sequence[Named]:
    return organisations.alive(on, kinds=_ASKED_KINDS, area=plan.territory)


def units_to_add(round_: EstimateRound, text: str, on: date) -> list[Named]:
    """Units of the territory with such a name that the round does not ask yet."""
    if not text:
        return []
    taken: Iterable[int] = Estimate.objects.filter(round=round_).values_list("organisation_id", flat=True)
    known = set(taken)
    found = organisations.find_by_name(text, on, within=round_.plan.territory)
    return [one for one in found if one.id not in known]
