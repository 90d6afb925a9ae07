"""A place of today with those that went into it: whose page it is, who may look, who decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.organisations.models import Area, AreaVersion, Organisation
from densach.organisations.rules import UnknownArea
from densach.people.queries import home_organisation
from densach.programme.plans.models import Plan, PlanState
from densach.programme.plans.queries.doors import ISSUING_KINDS
from densach.programme.plans.rules.refusals import UnknownPlace


@dataclass(frozen=True)
class Column:
    """A territory that went wholly into the place, with the plans that were made for it, the latest first."""

    area_id: int
    code: str
    name: str
    last_day: date
    plans: tuple[Plan, ...]


def place_for(actor: Actor, code: str, on: date) -> Area:
    """The place as whoever works in it, or answers for it, may see it. Raises UnknownPlace for all others."""
    try:
        area = organisations.area_by_code(code)
    except UnknownArea:
        raise UnknownPlace(code=code) from None
    if not sees(actor, area, on):
        raise UnknownPlace(code=code)
    return area


def home_area(actor: Actor, on: date) -> Area | None:
    """The place in which the actor works, where they decide on targets or approve what is decided."""
    home = home_organisation(actor, on)
    if home is None or not (actor.may("plan.manage", home) or actor.may("plan.approve", home)):
        return None
    area = organisations.area_of(home, on)
    return Area.objects.get(pk=area)


def may_decide(actor: Actor, area: Area, on: date) -> bool:
    """Whether the actor manages plans in an agency of the place."""
    return any(actor.may("plan.manage", one) for one in _agencies(area, on))


def agency_for(actor: Actor, area: Area, on: date) -> Organisation | None:
    """The agency of the place for which the actor decides: where they work, if it is one of them."""
    allowed = [one for one in _agencies(area, on) if actor.may("plan.manage", one)]
    home = home_organisation(actor, on)
    wanted = home.pk if home is not None and home.pk in allowed else next(iter(allowed), None)
    return None if wanted is None else Organisation.objects.get(pk=wanted)


def columns(area: Area, on: date) -> list[Column]:
    """The territories of the same level that went wholly into the place, in alphabetical order, with their plans."""
    level = organisations.area_level(area.pk, on)
    ids = organisations.as_now_area_ids(area)[1:]
    rows = AreaVersion.objects.filter(area_id__in=ids, level=level, valid_to__lt=on).select_related("area")
    last = {row.area_id: row for row in rows.order_by("valid_from")}
    plans = _plans_of(last)
    found = sorted(last.values(), key=lambda row: (row.sort_key, row.area_id))
    return [
        Column(row.area_id, row.area.code, row.name, row.valid_to, tuple(plans.get(row.area_id, ())))
        for row in found
        if row.valid_to is not None
    ]


def has_merged(area: Area | int) -> bool:
    """Whether anything went wholly into the place. One query."""
    return len(organisations.as_now_area_ids(area)) > 1


def _plans_of(areas: Iterable[int]) -> dict[int, list[Plan]]:
    found: dict[int, list[Plan]] = {}
    rows = Plan.objects.filter(territory_id__in=list(areas)).exclude(state=PlanState.REVIEW)
    for plan in rows.select_related("organisation").order_by("-issued_on", "-year_from", "-pk"):
        found.setdefault(plan.territory_id, []).append(plan)
    return found


def sees(actor: Actor, area: Area, on: date) -> bool:
    """Whether the actor works in the place, or sees the plans of its agencies."""
    home = home_organisation(actor, on)
    if home is not None and actor.may("plan.view", home):
        around = organisations.ancestors_of_area(organisations.area_of(home, on), on)
        if area.pk in around:
            return True
    return any(actor.may("plan.view", one) for one in _agencies(area, on))


def _agencies(area: Area, on: date) -> list[int]:
    return [one.id for one in organisations.alive(on, kinds=sorted(ISSUING_KINDS), area_ids=[area.pk])]
