"""What an actor may know of in each register; to others it does not exist."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation, OrganisationKind
from densach.people.queries import home_organisation, organisations_where
from densach.programme.oversight.models import (
    CommendationRound,
    Difficulty,
    Entry,
    ExternalAssessment,
    Inspection,
    InspectionState,
    Nomination,
    NominationState,
    Practice,
    PracticeState,
    Recommendation,
    Review,
    Visit,
)
from densach.programme.oversight.rules.lifecycle import VIEW
from densach.programme.oversight.rules.refusals import UnknownEntry
from densach.programme.plans import queries as plans


def _seen(actor: Actor, on: date) -> QuerySet[Organisation]:
    return organisations_where(actor, VIEW, on)


def above(actor: Actor, on: date) -> list[int]:
    """Who has authority where the actor works: their rounds and models are for the actor's unit too."""
    home = home_organisation(actor, on)
    if home is None:
        return []
    area = organisations.area_of(home, on)
    return [*organisations.authorities_over(area, on), *organisations.ancestor_ids(home, on)]


def difficulties_for(actor: Actor, on: date) -> QuerySet[Difficulty]:
    seen = _seen(actor, on)
    mine = Q(organisation__in=seen) | Q(addressee__in=seen) | Q(forwarded_by__in=seen)
    return Difficulty.objects.filter(mine).select_related(
        "organisation", "addressee", "forwarded_by", "plan", "target", "task"
    )


def inspections_for(actor: Actor, on: date) -> QuerySet[Inspection]:
    """Those that the actor's places keep, and those under way that visit them."""
    seen = _seen(actor, on)
    visited = Visit.objects.filter(organisation__in=seen).values("inspection_id")
    mine = Q(organisation__in=seen) | (Q(pk__in=visited) & ~Q(state=InspectionState.DRAFT))
    return Inspection.objects.filter(mine).select_related("organisation", "plan", "paper")


def visits_for(actor: Actor, on: date) -> QuerySet[Visit]:
    seen = _seen(actor, on)
    there = Q(organisation__in=seen) & ~Q(inspection__state=InspectionState.DRAFT)
    return Visit.objects.filter(Q(inspection__organisation__in=seen) | there).select_related(
        "inspection__organisation", "inspection__plan", "organisation", "minutes"
    )


def recommendations_for(actor: Actor, on: date) -> QuerySet[Recommendation]:
    seen = _seen(actor, on)
    mine = Q(visit__inspection__organisation__in=seen) | Q(organisation__in=seen)
    return Recommendation.objects.filter(mine).select_related(
        "visit__inspection__organisation", "organisation", "finding"
    )


def rounds_for(actor: Actor, on: date) -> QuerySet[CommendationRound]:
    mine = Q(organisation__in=_seen(actor, on)) | Q(organisation__in=above(actor, on))
    return CommendationRound.objects.filter(mine).select_related("organisation")


def nominations_for(actor: Actor, on: date) -> QuerySet[Nomination]:
    """Proposals of the actor's places, and those that they decide on."""
    seen = _seen(actor, on)
    return Nomination.objects.filter(
        Q(organisation__in=seen) | Q(round__organisation__in=seen)
    ).select_related("round__organisation", "organisation", "paper")


def honoured_for(actor: Actor, on: date) -> QuerySet[Nomination]:
    """The honour roll: everyone commended in a round that the actor may know of."""
    rows = Nomination.objects.filter(state=NominationState.AWARDED, round__in=rounds_for(actor, on))
    return rows.select_related("round__organisation", "organisation", "paper")


def practices_for(actor: Actor, on: date) -> QuerySet[Practice]:
    """Those of the actor's places, those they look at, and what was recognised by whoever stands above."""
    seen = _seen(actor, on)
    known = Q(keeper__in=above(actor, on), state=PracticeState.RECOGNISED)
    mine = Q(organisation__in=seen) | Q(keeper__in=seen) | known
    return Practice.objects.filter(mine).select_related("organisation", "keeper", "paper", "photo")


def public_practices() -> QuerySet[Practice]:
    """For the citizens' roof."""
    rows = Practice.objects.filter(state=PracticeState.RECOGNISED, public=True)
    return rows.select_related("organisation", "photo").order_by("-recognised_on", "-pk")


def public_honours() -> QuerySet[Nomination]:
    """For the citizens' roof: whom a decision has commended."""
    rows = Nomination.objects.filter(state=NominationState.AWARDED)
    return rows.select_related("organisation", "round").order_by("-decided_on", "-pk")


def assessments_for(actor: Actor, on: date) -> QuerySet[ExternalAssessment]:
    rows = ExternalAssessment.objects.filter(organisation__in=_seen(actor, on))
    return rows.select_related("organisation", "partner_organisation", "plan", "file")


def reviews_for(actor: Actor, on: date) -> QuerySet[Review]:
    rows = Review.objects.filter(organisation__in=_seen(actor, on))
    return rows.select_related("organisation", "plan__organisation", "docx")


DOORS: Final[Mapping[type[Entry], Callable[[Actor, date], QuerySet[Any]]]] = {
    Difficulty: difficulties_for,
    Inspection: inspections_for,
    Visit: visits_for,
    Recommendation: recommendations_for,
    CommendationRound: rounds_for,
    Nomination: nominations_for,
    Practice: practices_for,
    ExternalAssessment: assessments_for,
    Review: reviews_for,
}


def entry_for(kind: type[Entry], actor: Actor, pk: int, on: date) -> Any:
    """The entry, for whoever may know of it. Raises UnknownEntry for everybody else and for wrong numbers alike."""
    found = DOORS[kind](actor, on).filter(pk=pk).first()
    if found is None:
        raise UnknownEntry
    return found


def answering_for(organisation: Organisation | int, on: date) -> Organisation:
    """Who coordinates for a unit: the issuer of the running plan of its place, else a department, else who is above."""
    key = organisation if isinstance(organisation, int) else organisation.pk
    own = organisations.named(key, on)
    areas = organisations.ancestors_of_area(own.area_id, on)
    for plan in plans.public_plans():
        if plan.territory_id in areas and plan.organisation_id != key:
            return plan.organisation
    over = organisations.all_named(organisations.authorities_over(own.area_id, on), on).values()
    departments = [
        one.id
        for one in over
        if one.kind == OrganisationKind.DEPARTMENT and one.id != key and one.area_id in areas[:-1]
    ]
    chosen = next(iter(departments), None) or own.parent_id or key
    return Organisation.objects.get(pk=chosen)


def higher_than(organisation_id: int, on: date) -> list[tuple[str, str]]:
    """Bodies to which a difficulty can go up, nearest first: code and name."""
    area = organisations.area_of(organisation_id, on)
    keys = [*organisations.ancestor_ids(organisation_id, on), *organisations.authorities_over(area, on)]
    named = organisations.all_named(keys, on)
    return [(named[key].code, named[key].name) for key in dict.fromkeys(keys) if key != organisation_id]
