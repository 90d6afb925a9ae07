"""What waits for a decision of the level above: single answers and whole checklists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.people import queries as people
from densach.programme.capabilities.models import Assessment, Claim, ClaimState


@dataclass(frozen=True)
class Waiting:
    """A claim with the unit as it is today."""

    claim: Claim
    unit: Named


@dataclass(frozen=True)
class WaitingAssessment:
    """A filled checklist with the unit as it is today."""

    assessment: Assessment
    unit: Named


def verifiable(actor: Actor, on: date) -> dict[int, Named]:
    """The institutions whose answers the actor may verify: those whose level above is within the actor's reach."""
    ids = set(people.organisations_where(actor, "capability.verify", on).values_list("pk", flat=True))
    named = organisations.all_named(ids, on)
    return {key: unit for key, unit in named.items() if unit.parent_id in ids}


def waiting(
    units: dict[int, Named],
    *,
    state: str = ClaimState.CLAIMED,
    capability: str = "",
    area_ids: Sequence[int] | None = None,
    after: int = 0,
    limit: int = 50,
) -> list[Waiting]:
    """A page of the newest claims of these units, the oldest first; `after` is the last claim of the page before."""
    rows = _newest(_of_areas(units, area_ids)).filter(pk__gt=after)
    if state:
        rows = rows.filter(state=state)
    if capability:
        rows = rows.filter(capability__code=capability)
    page = rows.select_related("capability", "evidence").order_by("pk")[:limit]
    return [Waiting(claim, units[claim.organisation_id]) for claim in page]


def waiting_assessments(
    units: dict[int, Named],
    *,
    state: str = ClaimState.CLAIMED,
    area_ids: Sequence[int] | None = None,
    after: int = 0,
    limit: int = 50,
) -> list[WaitingAssessment]:
    """A page of the newest filled checklists of these units, the oldest first."""
    rows = _newest_assessments(_of_areas(units, area_ids)).filter(pk__gt=after)
    if state:
        rows = rows.filter(state=state)
    page = rows.select_related("checklist").order_by("pk")[:limit]
    return [WaitingAssessment(one, units[one.organisation_id]) for one in page]


def waiting_count(actor: Actor, on: date) -> int:
    """How many answers and checklists wait for this actor's decision."""
    ids = list(verifiable(actor, on))
    claims = _newest(ids).filter(state=ClaimState.CLAIMED).count()
    return claims + _newest_assessments(ids).filter(state=ClaimState.CLAIMED).count()


def waiting_lists_count(units: dict[int, Named]) -> int:
    """How many checklists of these units wait."""
    return _newest_assessments(list(units)).filter(state=ClaimState.CLAIMED).count()


def _of_areas(units: dict[int, Named], area_ids: Sequence[int] | None) -> list[int]:
    return [key for key, unit in units.items() if area_ids is None or unit.area_id in set(area_ids)]


def _newest(organisation_ids: Sequence[int]) -> QuerySet[Claim]:
    newer = Claim.objects.filter(
        capability_id=OuterRef("capability_id"),
        organisation_id=OuterRef("organisation_id"),
        pk__gt=OuterRef("pk"),
    )
    return Claim.objects.filter(~Exists(newer), organisation_id__in=organisation_ids)


def _newest_assessments(organisation_ids: Sequence[int]) -> QuerySet[Assessment]:
    newer = Assessment.objects.filter(
        checklist__code=OuterRef("checklist__code"),
        organisation_id=OuterRef("organisation_id"),
        pk__gt=OuterRef("pk"),
    )
    return Assessment.objects.filter(~Exists(newer), organisation_id__in=organisation_ids)
