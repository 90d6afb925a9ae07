"""How capabilities stand among institutions: who has it, who has not, who has not answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.people import queries as people
from densach.programme.capabilities.models import Capability, Claim
from densach.programme.capabilities.queries.answering import answers_among, counted_for, material_on
from densach.programme.capabilities.queries.catalogue import catalogue
from densach.programme.capabilities.rules import Answer, How


@dataclass(frozen=True)
class Stand:
    """One institution with its answer, and its own claim where it gave one."""

    unit: Named
    answer: Answer | None
    claim: Claim | None


@dataclass(frozen=True)
class Standing:
    """How one capability stands among the institutions asked, each list in the order of the register."""

    yes: tuple[Stand, ...]
    no: tuple[Stand, ...]
    unknown: tuple[Stand, ...]

    @property
    def total(self) -> int:
        return len(self.yes) + len(self.no) + len(self.unknown)

    @property
    def by_facts(self) -> int:
        return sum(1 for one in self.yes if one.answer is not None and one.answer.how == How.FACTS)

    @property
    def verified(self) -> int:
        """Verified one level up, by an answer or a checklist."""
        held = [one.answer for one in self.yes if one.answer is not None and one.answer.verified]
        return sum(1 for answer in held if answer.how != How.FACTS)

    @property
    def claimed_only(self) -> int:
        return len(self.yes) - self.by_facts - self.verified


def places_seen(actor: Actor, on: date) -> set[int]:
    """The organisations whose answers the actor may look at."""
    return set(people.organisations_where(actor, "count.view", on).values_list("pk", flat=True))


def standing(
    capability: Capability, organisation_ids: set[int], on: date, area_ids: Sequence[int] | None = None
) -> Standing:
    """How the capability stands among the institutions of its kinds that are alive on the day."""
    asked = organisations.alive(on, kinds=capability.kinds, area_ids=area_ids)
    units = [unit for unit in asked if unit.id in organisation_ids]
    ids = [unit.id for unit in units]
    known = material_on([capability.pk], ids, papers=True)[capability.pk]
    given = answers_among(known, ids, on, counted_for([known], ids, on))
    claims = {claim.pk: claim for claim in known.claims}
    every = [_stand(unit, given.get(unit.id), claims) for unit in units]
    return Standing(
        yes=tuple(one for one in every if one.answer is not None and one.answer.answer),
        no=tuple(one for one in every if one.answer is not None and not one.answer.answer),
        unknown=tuple(one for one in every if one.answer is None),
    )


def _stand(unit: Named, answer: Answer | None, claims: dict[int, Claim]) -> Stand:
    return Stand(unit, answer, claims.get(answer.claim_id or 0) if answer is not None else None)


def tallies(organisation_ids: set[int], on: date) -> dict[int, tuple[int, int, int]]:
    """For each capability (by number): yes, no, not answered among the institutions asked."""
    units = [unit for unit in organisations.alive(on) if unit.id in organisation_ids]
    asked = catalogue()
    known = material_on([one.pk for one in asked])
    counted = counted_for(known.values(), organisation_ids, on)
    found = {}
    for capability in asked:
        ids = [unit.id for unit in units if unit.kind in capability.kinds]
        given = answers_among(known[capability.pk], ids, on, counted)
        yes = sum(1 for answer in given.values() if answer.answer)
        found[capability.pk] = (yes, len(given) - yes, len(ids) - len(given))
    return found
