"""The rules by which facts prove: which hold, what one would prove, and the facts behind a proof."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from densach.facts import queries as facts
from densach.facts.measures import REGISTRY, Measure, get
from densach.facts.queries import FactRow
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.programme.capabilities.models import Capability, ProofRule
from densach.programme.capabilities.queries.answering import (
    Material,
    answers_among,
    counted_for,
    material_on,
    proofs_of,
    sums_of,
)
from densach.programme.capabilities.rules import Asks, UnknownRule, in_force, looked_at, whole_months


@dataclass(frozen=True)
class Trial:
    """What a rule would prove today: of `asked` institutions `would` be proven, against `now`."""

    asked: int
    would: int
    now: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def difference(self) -> int:
        return self.would - self.now


@dataclass(frozen=True)
class ProofMonth:
    """A month that a rule looks at: how much was counted, whether it is enough, and the very facts."""

    month: Period
    amount: int
    enough: bool
    rows: tuple[FactRow, ...]


@dataclass(frozen=True)
class ProofValue:
    """A value of the dimension that a rule of variety looks at: how much was counted of it, and the very facts."""

    value: str
    amount: int
    enough: bool
    rows: tuple[FactRow, ...]


def rules() -> list[ProofRule]:
    """Every rule ever, those of one capability together, the present one first."""
    rows = ProofRule.objects.select_related("capability", "paper")
    return list(rows.order_by("capability__position", "measure", "-valid_from", "-pk"))


def rule_by_id(pk: int) -> ProofRule:
    """Raises UnknownRule."""
    found = ProofRule.objects.select_related("capability", "paper").filter(pk=pk).first()
    if found is None:
        raise UnknownRule
    return found


def open_rule(capability: Capability, measure: str, dimension: str = "") -> ProofRule | None:
    """The rule of the capability on this measure and dimension that has no end."""
    rows = ProofRule.objects.filter(capability=capability, measure=measure, dimension=dimension)
    return rows.filter(valid_to=None).first()


def rules_on(capability: Capability, on: date) -> list[ProofRule]:
    """The rules of the capability that hold on the day."""
    return [
        one for one in ProofRule.objects.filter(capability=capability).order_by("pk") if in_force(one, on)
    ]


def measures_for(capability: Capability) -> list[Measure]:
    """What could prove it: flows counted by kinds that are asked."""
    kinds = set(capability.kinds)
    return [one for one in REGISTRY.values() if one.is_flow and kinds.intersection(one.kinds)]


def tried(
    asks: Asks, capability: Capability, organisation_ids: Collection[int], on: date, present: Asks | None
) -> Trial:
    """What would be proven today among these institutions with the rule in the place of the present one, beside what
    is proven now; verified answers, checklists and other rules prove in both.
    """
    units = {
        unit.id: unit.name
        for unit in organisations.alive(on, kinds=capability.kinds)
        if unit.id in organisation_ids
    }
    known = material_on([capability.pk], list(units))[capability.pk]
    held, _no = _verified(known, units, on)
    instead: list[Asks] = [one for one in known.rules_on(on, None) if one != present]
    instead.append(asks)
    known.rules = []
    rest, refused = _verified(known, units, on)
    would = rest | (_proven(instead, units, on) - refused)
    return Trial(
        len(units),
        len(would),
        len(held),
        tuple(name for key, name in units.items() if key in would - held),
        tuple(name for key, name in units.items() if key in held - would),
    )


def _verified(known: Material, units: Collection[int], on: date) -> tuple[set[int], set[int]]:
    """Who is proven to have it, and who is verified not to have it: no count goes before that."""
    given = answers_among(known, units, on, counted_for([known], units, on))
    sure = {key: one.answer for key, one in given.items() if one.verified}
    return {key for key, yes in sure.items() if yes}, {key for key, yes in sure.items() if not yes}


def _proven(rules: Collection[Asks], units: Collection[int], on: date) -> set[int]:
    asked = set().union(*(looked_at(one, on) for one in rules))
    return set(proofs_of(rules, set(units), on, sums_of(asked, list(units))))


def months_of(rule: ProofRule, organisation_id: int, on: date) -> list[ProofMonth]:
    """Every month that the rule looks at for one institution, newest first, opened onto its facts."""
    months = whole_months(on, rule.window)
    span = Period(months[0].start, months[-1].end)
    rows = facts.facts_of(rule.measure, organisation_id, span, limit=2000)
    found = []
    for month in reversed(months):
        here = tuple(row for row in rows if row.on in month)
        amount = sum(row.quantity for row in here)
        found.append(ProofMonth(month, amount, amount >= rule.at_least, here))
    return found


def values_of(rule: ProofRule, organisation_id: int, on: date) -> list[ProofValue]:
    """Every value of the rule's dimension for one institution, those with most first, opened onto their facts."""
    months = whole_months(on, rule.window)
    span = Period(months[0].start, months[-1].end)
    sums = facts.sums_by_value(rule.measure, rule.dimension, [organisation_id], span).get(organisation_id, {})
    found = []
    for value in get(rule.measure).slices.get(rule.dimension, ()):
        amount = sums.get(value, 0)
        rows = (
            facts.facts_of(rule.measure, organisation_id, span, f"{rule.dimension}={value}", limit=500)
            if amount
            else []
        )
        found.append(ProofValue(value, amount, amount >= rule.at_least, tuple(rows)))
    return sorted(found, key=lambda one: -one.amount)
