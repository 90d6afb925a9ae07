"""Whether institutions have something on a day: their own answers, verified checklists and counted acts together.

What an answer is made of is read for all institutions at once: claims, assessments and rules in a query each, and
what the rules look at in the few queries of `facts.queries.sums_in_windows`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple

from densach.facts import queries as facts
from densach.kernel.period import Period
from densach.programme.capabilities.models import Assessment, Claim, ClaimState, ProofRule
from densach.programme.capabilities.queries.catalogue import by_code
from densach.programme.capabilities.rules import (
    Answer,
    Asks,
    Proof,
    answer_of,
    in_force,
    looked_at,
    proven,
    state_at,
    varied,
    whole_months,
)

Counted = Mapping[tuple[str, Period], Mapping[int, int]]
NOTHING_COUNTED: Counted = {}


_SAID = (
    "pk", "capability_id", "organisation_id", "answer", "stage", "state", "since", "claimed_at", "decided_at",
)  # fmt: skip
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Said(NamedTuple):
    """A claim as far as an answer is made of it; a nation has tens of thousands of them."""

    pk: int
    capability_id: int
    organisation_id: int
    answer: bool
    stage: int
    state: str
    since: date
    claimed_at: datetime = _LONG_AGO
    decided_at: datetime | None = None

    @classmethod
    def of(cls, claim: Claim) -> Said:
        return cls(*(getattr(claim, name) for name in _SAID))


@dataclass
class Material:
    """Everything said about one capability, in the order of saying, and the rules by which facts prove it."""

    said: dict[int, list[Said]] = field(default_factory=dict)  # by institution
    assessments: list[Assessment] = field(default_factory=list)
    rules: list[ProofRule] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)  # only where they are to be shown

    def add(self, said: Said) -> None:
        self.said.setdefault(said.organisation_id, []).append(said)

    def rules_on(self, on: date, known_at: datetime | None) -> list[ProofRule]:
        """The rules that hold on the day, as far as they were written down at the instant."""
        return [
            rule
            for rule in self.rules
            if (known_at is None or rule.made_at <= known_at) and in_force(rule, on, known_at)
        ]

    def months_on(self, on: date, known_at: datetime | None) -> set[tuple[str, Period]]:
        """The sums that the rules look at on the day."""
        return set().union(*(looked_at(rule, on) for rule in self.rules_on(on, known_at)))


def material_on(
    capability_ids: Iterable[int],
    organisation_ids: Collection[int] | None = None,
    *,
    papers: bool = False,
    instants: bool = True,
) -> dict[int, Material]:
    """What is known of each capability, of all institutions or some; three queries. `papers`: claims to be shown.

    Without `instants` it serves readings of today only, and of very many claims the instants are not read.
    """
    found = {key: Material() for key in capability_ids}
    claims = Claim.objects.filter(capability_id__in=list(found)).order_by("claimed_at", "pk")
    assessments = Assessment.objects.filter(
        checklist__capability_id__in=list(found), state=ClaimState.VERIFIED, meets=True
    )
    if organisation_ids is not None:
        claims = claims.filter(organisation_id__in=facts.listed(organisation_ids))
        assessments = assessments.filter(organisation_id__in=facts.listed(organisation_ids))
    for one in assessments.select_related("checklist").order_by("claimed_at", "pk"):
        found[one.checklist.capability_id or 0].assessments.append(one)
        instants = True  # which was said later must be known
    if papers:
        for claim in claims.select_related("evidence", "capability"):
            found[claim.capability_id].claims.append(claim)
            found[claim.capability_id].add(Said.of(claim))
    else:
        columns = _SAID if instants else _SAID[:-2]
        for row in claims.values_list(*columns).iterator(chunk_size=5000):
            said = Said(*row)
            found[said.capability_id].add(said)
    for rule in ProofRule.objects.filter(capability_id__in=list(found)).order_by("pk"):
        found[rule.capability_id].rules.append(rule)
    return found


def counted_for(
    known: Iterable[Material],
    organisation_ids: Collection[int],
    on: date,
    as_known_at: datetime | None = None,
    until_fact: int | None = None,
) -> Counted:
    """What the rules of all this material look at on the day; no query where there is no rule."""
    asked = set().union(*(one.months_on(on, as_known_at) for one in known))
    if not asked or not organisation_ids:
        return NOTHING_COUNTED
    return sums_of(asked, organisation_ids, until_fact)


def sums_of(
    asked: Collection[tuple[str, Period]], organisation_ids: Collection[int], until_fact: int | None = None
) -> Counted:
    """What `Material.months_on` asks for: sums of measures in months in a few queries, and of variety one more each."""
    plain = {pair for pair in asked if "|" not in pair[0]}
    sums = facts.sums_in_windows(plain, organisation_ids, until_fact).sums
    if len(plain) == len(asked):
        return sums
    found: dict[tuple[str, Period], Mapping[int, int]] = {pair: sums[pair] for pair in plain}
    for key, window in set(asked) - plain:
        measure, dimension, at_least = key.split("|")
        found[key, window] = facts.variety(
            measure, dimension, int(at_least), organisation_ids, window, until_fact
        )
    return found


def answers(
    capability_code: str,
    organisation_ids: Collection[int],
    on: date,
    as_known_at: datetime | None = None,
    until_fact: int | None = None,
) -> dict[int, Answer]:
    """The answer of each institution for the day; one that is missing here has not answered.

    With `as_known_at` only what was said, decided and ruled by that instant is seen, with `until_fact` only the
    facts up to that one. The number of queries does not grow with the institutions.
    """
    return dict(answers_to(by_code(capability_code).pk, organisation_ids, on, as_known_at, until_fact))


def answers_to(
    capability_id: int,
    organisation_ids: Collection[int],
    on: date,
    as_known_at: datetime | None = None,
    until_fact: int | None = None,
) -> Heard:
    """As `answers`, for a capability that was read before."""
    known = material_on([capability_id], organisation_ids)[capability_id]
    counted = counted_for([known], organisation_ids, on, as_known_at, until_fact)
    return heard_among(known, organisation_ids, on, counted, as_known_at)


def answers_among(
    known: Material,
    organisation_ids: Iterable[int],
    on: date,
    counted: Counted,
    as_known_at: datetime | None = None,
) -> dict[int, Answer]:
    """As `answers`, from material and sums that were read before."""
    return dict(heard_among(known, organisation_ids, on, counted, as_known_at))


class Heard(Mapping[int, Answer]):
    """What institutions answered for a day, each answer made when somebody looks at it: most are only counted."""

    def __init__(
        self,
        own: Mapping[int, Said],
        lists: Mapping[int, Assessment],
        proofs: Mapping[int, Proof],
        as_known_at: datetime | None,
    ) -> None:
        """`lists`: the verified checklists that were filled after the institution's own last answer."""
        self._own, self._lists, self._proofs, self._known_at = own, lists, proofs, as_known_at
        self._units = own.keys() | lists.keys() | proofs.keys() if lists or proofs else own.keys()

    def __getitem__(self, unit: int) -> Answer:
        last = self._lists.get(unit) or self._own.get(unit)
        state = "" if last is None else state_at(last, self._known_at)
        given = answer_of(last, state, self._own.get(unit), self._proofs.get(unit))
        if given is None:
            raise KeyError(unit)
        return given

    def __iter__(self) -> Iterator[int]:
        return iter(self._units)

    def __len__(self) -> int:
        return len(self._units)

    def tally(self) -> tuple[int, int]:
        """How many said yes, and how many no."""
        if self._lists or self._proofs:
            yes = sum(1 for given in self.values() if given.answer)
        else:
            yes = sum(1 for claim in self._own.values() if claim.answer)
        return yes, len(self) - yes


def heard_among(
    known: Material,
    organisation_ids: Iterable[int],
    on: date,
    counted: Counted,
    as_known_at: datetime | None = None,
) -> Heard:
    """As `answers_among`, for who counts answers and looks at few of them."""
    wanted = set(organisation_ids)
    own = _own(known.said, wanted, on, as_known_at)
    lists: dict[int, Assessment] = {}
    for one in known.assessments:
        unit = one.organisation_id
        if unit in wanted and _proves(one, on, as_known_at):
            said = lists.get(unit) or own.get(unit)
            if said is None or said.claimed_at <= one.claimed_at:
                lists[unit] = one
    proofs = proofs_of(known.rules_on(on, as_known_at), wanted, on, counted)
    return Heard(own, lists, proofs, as_known_at)


def _own(
    said: Mapping[int, Sequence[Said]], wanted: Iterable[int], on: date, as_known_at: datetime | None
) -> dict[int, Said]:
    """Each institution's last answer that was not returned."""
    found: dict[int, Said] = {}
    returned = ClaimState.RETURNED.value
    for unit in wanted:
        for claim in reversed(said.get(unit, ())):
            if claim.since > on or (as_known_at is not None and claim.claimed_at > as_known_at):
                continue
            if (claim.state if as_known_at is None else state_at(claim, as_known_at)) != returned:
                found[unit] = claim
                break
    return found


def _proves(one: Assessment, on: date, as_known_at: datetime | None) -> bool:
    """Whether a verified assessment that meets its list says yes on the day: not beyond the list's validity."""
    if one.since > on or not in_force(one.checklist, on, as_known_at):
        return False
    return state_at(one, as_known_at) == ClaimState.VERIFIED


def proofs_of(rules: Iterable[Asks], wanted: set[int], on: date, counted: Counted) -> dict[int, Proof]:
    """Whom one rule proves by itself, or all of those that prove only together."""
    found: dict[int, Proof] = {}
    joined: list[dict[int, Proof]] = []
    for rule in rules:
        proofs = proofs_by(rule, wanted, on, counted, getattr(rule, "pk", None))
        if rule.together:
            joined.append(proofs)
            continue
        for unit, proof in proofs.items():
            found.setdefault(unit, proof)
    for unit in set(joined[0]).intersection(*joined[1:]) if joined else ():
        found.setdefault(unit, joined[0][unit])
    return found


def proofs_by(
    rule: Asks, wanted: Collection[int], on: date, counted: Counted, rule_id: int | None = None
) -> dict[int, Proof]:
    """Whom the rule would prove if it stood alone."""
    if rule.dimension:
        ((key, window),) = looked_at(rule, on)
        told = counted.get((key, window), {})
        return varied(rule, {unit: told[unit] for unit in wanted if unit in told}, on, rule_id)
    by_month: dict[Period, dict[int, int]] = {}
    for month in whole_months(on, rule.window):
        told = counted.get((rule.measure, month), {})
        by_month[month] = {unit: told[unit] for unit in wanted if unit in told}
    return proven(rule, by_month, on, rule_id)
