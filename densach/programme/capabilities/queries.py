"""Reading the answers: of one unit, of many for one capability, and those that wait for a decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import Named
from densach.people import queries as people
from densach.programme.capabilities.models import Capability, Claim, ClaimState
from densach.programme.capabilities.rules import Answer, UnknownCapability, state_at

# What an answer is read from.
_ANSWERING = (
    "capability_id",
    "organisation_id",
    "answer",
    "stage",
    "state",
    "since",
    "claimed_at",
    "decided_at",
)


@dataclass(frozen=True)
class SheetRow:
    """One line of a unit's sheet: what is asked, the present answer, and a newer one that was returned."""

    capability: Capability
    claim: Claim | None
    returned: Claim | None


@dataclass(frozen=True)
class Waiting:
    """A claim with the unit as it is today."""

    claim: Claim
    unit: Named


@dataclass(frozen=True)
class Standing:
    """How one capability stands among the institutions asked: each with its claim, in the order of the register."""

    yes: tuple[tuple[Named, Claim], ...]
    no: tuple[tuple[Named, Claim], ...]
    unknown: tuple[Named, ...]

    @property
    def total(self) -> int:
        return len(self.yes) + len(self.no) + len(self.unknown)

    @property
    def verified(self) -> int:
        return sum(1 for _unit, claim in self.yes if claim.state == ClaimState.VERIFIED)


def catalogue() -> list[Capability]:
    """Every capability in the catalogue's order."""
    return list(Capability.objects.order_by("position", "code"))


def by_code(code: str) -> Capability:
    """Raises UnknownCapability."""
    try:
        return Capability.objects.get(code=code)
    except Capability.DoesNotExist:
        raise UnknownCapability(code=code) from None


def by_codes(codes: Iterable[str]) -> dict[str, Capability]:
    """The capabilities with these codes; unknown codes are left out."""
    return {one.code: one for one in Capability.objects.filter(code__in=set(codes))}


def asked_of(kind: str) -> list[Capability]:
    """The capabilities asked of this kind of institution."""
    return [capability for capability in catalogue() if kind in capability.kinds]


def answers(
    capability_code: str, organisation_ids: Sequence[int], on: date, as_known_at: datetime | None = None
) -> dict[int, Answer]:
    """The answer of each institution for the day; one that is missing here has not answered.

    A later claim goes before an earlier one; a returned claim is no answer. With `as_known_at` only what was
    claimed and decided by that instant is seen. One query.
    """
    rows = Claim.objects.filter(
        capability__code=capability_code, organisation_id__in=organisation_ids, since__lte=on
    )
    if as_known_at is not None:
        rows = rows.filter(claimed_at__lte=as_known_at)
    return answers_among(
        rows.only(*_ANSWERING).order_by("claimed_at", "pk"), organisation_ids, on, as_known_at
    )


def claims_on(capability_ids: Iterable[int]) -> dict[int, list[Claim]]:
    """Every claim on each of the capabilities in the order of claiming, for `answers_among`; one query."""
    found: dict[int, list[Claim]] = {key: [] for key in capability_ids}
    rows = Claim.objects.filter(capability_id__in=list(found)).only(*_ANSWERING)
    for claim in rows.order_by("claimed_at", "pk"):
        found[claim.capability_id].append(claim)
    return found


def answers_among(
    claims: Iterable[Claim], organisation_ids: Iterable[int], on: date, as_known_at: datetime | None = None
) -> dict[int, Answer]:
    """As `answers`, from claims on one capability that were read before, in the order of claiming."""
    wanted = set(organisation_ids)
    found: dict[int, Answer] = {}
    for claim in claims:
        later = as_known_at is not None and claim.claimed_at > as_known_at
        if later or claim.since > on or claim.organisation_id not in wanted:
            continue
        state = state_at(claim, as_known_at)
        if state != ClaimState.RETURNED:
            found[claim.organisation_id] = Answer(claim.answer, state, claim.pk, claim.stage, claim.since)
    return found


def sheet_of(unit: Named, on: date) -> list[SheetRow]:
    """Everything asked of the unit with its present answers; two queries."""
    present: dict[int, Claim] = {}
    last: dict[int, Claim] = {}
    claims = Claim.objects.filter(organisation_id=unit.id, since__lte=on).select_related("evidence")
    for claim in claims.order_by("claimed_at", "pk"):
        last[claim.capability_id] = claim
        if claim.state != ClaimState.RETURNED:
            present[claim.capability_id] = claim
    rows = []
    for capability in asked_of(unit.kind):
        newest = last.get(capability.pk)
        returned = newest if newest is not None and newest.state == ClaimState.RETURNED else None
        rows.append(SheetRow(capability, present.get(capability.pk), returned))
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
    ids = [key for key, unit in units.items() if area_ids is None or unit.area_id in set(area_ids)]
    rows = _newest(ids).filter(pk__gt=after)
    if state:
        rows = rows.filter(state=state)
    if capability:
        rows = rows.filter(capability__code=capability)
    page = rows.select_related("capability", "evidence").order_by("pk")[:limit]
    return [Waiting(claim, units[claim.organisation_id]) for claim in page]


def waiting_count(actor: Actor, on: date) -> int:
    """How many answers wait for this actor's decision."""
    return _newest(list(verifiable(actor, on))).filter(state=ClaimState.CLAIMED).count()


def unanswered_count(actor: Actor, on: date) -> int:
    """How many questions the actor's own institution has not answered."""
    home = people.home_organisation(actor, on)
    if home is None or not actor.may("capability.claim", home):
        return 0
    return sum(1 for row in sheet_of(organisations.named(home, on), on) if row.claim is None)


def _newest(organisation_ids: Sequence[int]) -> QuerySet[Claim]:
    newer = Claim.objects.filter(
        capability_id=OuterRef("capability_id"),
        organisation_id=OuterRef("organisation_id"),
        pk__gt=OuterRef("pk"),
    )
    return Claim.objects.filter(~Exists(newer), organisation_id__in=organisation_ids)


def places_seen(actor: Actor, on: date) -> set[int]:
    """The organisations whose answers the actor may look at."""
    return set(people.organisations_where(actor, "count.view", on).values_list("pk", flat=True))


def standing(
    capability: Capability, organisation_ids: set[int], on: date, area_ids: Sequence[int] | None = None
) -> Standing:
    """How the capability stands among the institutions of its kinds that are alive on the day."""
    asked = organisations.alive(on, kinds=capability.kinds, area_ids=area_ids)
    units = [unit for unit in asked if unit.id in organisation_ids]
    claims = _present_claims(capability, [unit.id for unit in units], on)
    answered = [(unit, claims[unit.id]) for unit in units if unit.id in claims]
    return Standing(
        yes=tuple(pair for pair in answered if pair[1].answer),
        no=tuple(pair for pair in answered if not pair[1].answer),
        unknown=tuple(unit for unit in units if unit.id not in claims),
    )


def _present_claims(capability: Capability, organisation_ids: Sequence[int], on: date) -> dict[int, Claim]:
    rows = Claim.objects.filter(capability=capability, organisation_id__in=organisation_ids, since__lte=on)
    rows = rows.exclude(state=ClaimState.RETURNED).select_related("evidence", "capability")
    return {claim.organisation_id: claim for claim in rows.order_by("claimed_at", "pk")}


def tallies(organisation_ids: set[int], on: date) -> dict[int, tuple[int, int, int]]:
    """For each capability (by number): yes, no, not answered among the institutions asked. Three queries."""
    units = [unit for unit in organisations.alive(on) if unit.id in organisation_ids]
    present: dict[tuple[int, int], bool] = {}
    rows = Claim.objects.filter(organisation_id__in=[unit.id for unit in units], since__lte=on)
    rows = rows.exclude(state=ClaimState.RETURNED).order_by("claimed_at", "pk")
    for capability_id, organisation_id, answer in rows.values_list(
        "capability_id", "organisation_id", "answer"
    ):
        present[capability_id, organisation_id] = answer
    found = {}
    for capability in catalogue():
        given = [present.get((capability.pk, unit.id)) for unit in units if unit.kind in capability.kinds]
        found[capability.pk] = (given.count(True), given.count(False), given.count(None))
    return found


def _in_order(ids: Sequence[int], on: date) -> list[Named]:
    wanted = set(ids)
    return [unit for unit in organisations.alive(on) if unit.id in wanted]
