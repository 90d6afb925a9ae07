"""One unit's answers: its sheet, its history, and what it has still to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import Named
from densach.people import queries as people
from densach.programme.capabilities.models import Capability, Claim, ClaimState
from densach.programme.capabilities.queries.answering import answers_among, counted_for, material_on
from densach.programme.capabilities.queries.catalogue import asked_of, catalogue
from densach.programme.capabilities.rules import Answer


@dataclass(frozen=True)
class SheetRow:
    """One line of a sheet: what is asked, the answer that holds, the unit's own, and a newer one that was returned."""

    capability: Capability
    answer: Answer | None
    claim: Claim | None
    returned: Claim | None


def sheet_of(unit: Named, on: date) -> list[SheetRow]:
    """Everything asked of the unit with its present answers; the queries do not grow with what is asked."""
    asked = asked_of(unit.kind)
    known = material_on([one.pk for one in asked], [unit.id], papers=True)
    counted = counted_for(known.values(), [unit.id], on)
    rows = []
    for capability in asked:
        material = known[capability.pk]
        answer = answers_among(material, [unit.id], on, counted).get(unit.id)
        told = [claim for claim in material.claims if claim.since <= on]
        present = [claim for claim in told if claim.state != ClaimState.RETURNED]
        returned = told[-1] if told and told[-1].state == ClaimState.RETURNED else None
        rows.append(SheetRow(capability, answer, present[-1] if present else None, returned))
    return rows


def history(capability: Capability, organisation: Organisation | int) -> list[Claim]:
    """Every claim of the institution on the capability, newest first."""
    key = organisation if isinstance(organisation, int) else organisation.pk
    rows = Claim.objects.filter(capability=capability, organisation_id=key).select_related("evidence")
    return list(rows.order_by("-claimed_at", "-pk"))


def last_claim(capability: Capability, organisation: Organisation) -> Claim | None:
    """The newest claim, whatever its state."""
    rows = Claim.objects.filter(capability=capability, organisation=organisation)
    return rows.order_by("-claimed_at", "-pk").first()


def claim_by_id(pk: int) -> Claim | None:
    rows = Claim.objects.select_related("capability", "organisation", "evidence")
    return rows.filter(pk=pk).first()


def is_superseded(claim: Claim) -> bool:
    """Whether the institution has answered again since."""
    newer = Claim.objects.filter(capability_id=claim.capability_id, organisation_id=claim.organisation_id)
    return newer.filter(pk__gt=claim.pk).exists()


def answering_places(actor: Actor, on: date) -> list[Named]:
    """The institutions for which the actor may answer, of kinds that are asked anything."""
    ids = list(people.organisations_where(actor, "capability.claim", on).values_list("pk", flat=True))
    kinds = {kind for capability in catalogue() for kind in capability.kinds}
    return [unit for unit in _in_order(ids, on) if unit.kind in kinds]


def unanswered_count(actor: Actor, on: date) -> int:
    """How many questions the actor's own institution has not answered."""
    home = people.home_organisation(actor, on)
    if home is None or not actor.may("capability.claim", home):
        return 0
    return sum(1 for row in sheet_of(organisations.named(home, on), on) if row.answer is None)


def _in_order(ids: Sequence[int], on: date) -> list[Named]:
    wanted = set(ids)
    return [unit for unit in organisations.alive(on) if unit.id in wanted]
