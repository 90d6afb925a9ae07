"""What becomes of targets that outlived their territory or the level of their units: decided, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from densach.files import actions as files
from densach.files.actions import Upload
from densach.files.models import StoredFile
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.organisations import queries as organisations
from densach.organisations.models import Area, Organisation
from densach.programme.plans.models import CarriedTo, Fate, Target, TargetDecision
from densach.programme.plans.queries.merged.dependence import signed_lines
from densach.programme.plans.queries.merged.places import agency_for
from densach.programme.plans.queries.merged.proposals import Carriers, replacements
from densach.programme.plans.queries.merged.waiting import Outlived, outlived
from densach.programme.plans.rules.refusals import (
    AlreadyDecided,
    BasisMissing,
    CarrierNotAsked,
    CarrierNotThere,
    DecidedAhead,
    DecidedTooEarly,
    DecisionDependedOn,
    DecisionGone,
    NobodyCarries,
    NotAReplacement,
    NothingToDecide,
    ReasonMissing,
)


@dataclass(frozen=True)
class Choice:
    """One target's part of a decision: who carries it on, or the target that replaces it (their numbers)."""

    target_id: int
    unit_ids: tuple[int, ...] = ()
    replaced_by: int | None = None


@dataclass(frozen=True)
class Ruling:
    """What was decided, from which day on, and on which basis."""

    fate: str
    on: date
    legal_basis: str
    note: str = ""


def decide_fates(
    *,
    at: datetime,
    actor: Actor,
    area: Area,
    ruling: Ruling,
    choices: Sequence[Choice],
    upload: Upload | None = None,
) -> list[TargetDecision]:
    """One ruling on one or several targets: all of them are decided, or none.

    Raises NotAllowed, BasisMissing, DecidedAhead, DecidedTooEarly, NothingToDecide, AlreadyDecided, NobodyCarries,
    CarrierNotThere, CarrierNotAsked, NotAReplacement, and what `files` refuses.
    """
    agency = _require(actor, area, today(at))
    _check_ruling(ruling, today(at))
    with transaction.atomic():
        # Locked before anything is looked up: of two officers the later one sees what the first decided.
        list(Target.objects.select_for_update().filter(pk__in=[one.target_id for one in choices]))
        known = {one.target.pk: one for one in outlived(area, today(at))}
        paper = files.keep_sent(at=at, actor=actor, upload=upload, organisation=agency)
        carriers = Carriers(area, ruling.on)
        made = []
        for choice in choices:
            one = _decidable(known, choice)
            if ruling.on <= one.standing.gone.last_day:
                raise DecidedTooEarly(subject=one.target.subject, last_day=one.standing.gone.last_day)
            made.append(_decide_one(at, actor, carriers, ruling, one, choice, paper))
            _tell(at, actor, agency, one, ruling)
    return made


def take_back_fate(*, at: datetime, actor: Actor, decision: TargetDecision, why: str) -> TargetDecision:
    """The target waits again. The decision stays written down, with who took it back and why.

    Raises NotAllowed, ReasonMissing, DecisionGone, DecisionDependedOn.
    """
    agency = _require(actor, decision.area, today(at))
    if not why.strip():
        raise ReasonMissing
    with transaction.atomic():
        kept = (
            TargetDecision.objects.select_for_update(of=("self",))
            .select_related("target__plan")
            .get(pk=decision.pk)
        )
        if kept.undone_at is not None:
            raise DecisionGone(who=kept.undone_by_name, at=kept.undone_at)
        if number := signed_lines(kept):
            raise DecisionDependedOn(number=number)
        kept.undone_at, kept.undone_by_name, kept.undone_why = at, actor.name, why.strip()[:300]
        kept.save(update_fields=["undone_at", "undone_by_name", "undone_why"])
        journal.write(
            at=at,
            actor=actor,
            act="plans.took_back_fate",
            organisation=agency,
            subject=f"plan:{kept.target.plan.code}",
            target=kept.target.subject,
            plan=kept.target.plan.title,
            why=kept.undone_why,
        )
    return kept


def _require(actor: Actor, area: Area, on: date) -> Organisation:
    """The agency of the place for which the actor decides."""
    agency = agency_for(actor, area, on)
    if agency is None:
        raise NotAllowed(verb="plan.manage")
    return agency


def _check_ruling(ruling: Ruling, on: date) -> None:
    if not ruling.legal_basis.strip():
        raise BasisMissing
    if ruling.on > on:
        raise DecidedAhead(day=ruling.on)


def _decidable(known: dict[int, Outlived], choice: Choice) -> Outlived:
    one = known.get(choice.target_id)
    if one is None:
        subject = Target.objects.filter(pk=choice.target_id).values_list("subject", flat=True).first()
        raise NothingToDecide(subject=subject or "")
    if (decision := one.standing.decision) is not None:
        raise AlreadyDecided(
            subject=one.target.subject,
            who=decision.decided_by_name,
            at=decision.decided_at,
            fate=decision.get_fate_display(),
        )
    return one


def _decide_one(
    at: datetime,
    actor: Actor,
    carriers: Carriers,
    ruling: Ruling,
    one: Outlived,
    choice: Choice,
    paper: StoredFile | None,
) -> TargetDecision:
    area = carriers.area
    decision = TargetDecision(
        target=one.target,
        area=area,
        fate=ruling.fate,
        on=ruling.on,
        legal_basis=ruling.legal_basis.strip()[:300],
        paper=paper,
        note=ruling.note.strip()[:500],
        replaced_by=_replacement(area, today(at), one, choice) if ruling.fate == Fate.REPLACE else None,
        decided_by_name=actor.name,
        decided_at=at,
    )
    units = _carried_by(carriers, one, choice) if ruling.fate == Fate.CARRY else ()
    try:
        with transaction.atomic():
            decision.save()
    except IntegrityError:
        first = TargetDecision.objects.get(target=one.target, area=area, undone_at__isnull=True)
        raise AlreadyDecided(
            subject=one.target.subject,
            who=first.decided_by_name,
            at=first.decided_at,
            fate=first.get_fate_display(),
        ) from None
    CarriedTo.objects.bulk_create(CarriedTo(decision=decision, organisation_id=key) for key in units)
    return decision


def _replacement(area: Area, on: date, one: Outlived, choice: Choice) -> Target:
    found = next((other for other in replacements(area, on) if other.pk == choice.replaced_by), None)
    if found is None or found.pk == one.target.pk:
        raise NotAReplacement(subject=one.target.subject)
    return found


def _carried_by(carriers: Carriers, one: Outlived, choice: Choice) -> list[int]:
    """The units chosen, each once: only those that the page offers, by lineage or by kind, can carry it on."""
    units = list(dict.fromkeys(choice.unit_ids))
    if not units:
        raise NobodyCarries(subject=one.target.subject)
    there = {unit.id: unit.name for unit in carriers.there()}
    offered = {unit.id for unit in (*carriers.proposed(one), *carriers.others(one))}
    for key in units:
        if key not in there:
            name = organisations.names_of([key], carriers.on).get(key, str(key))
            raise CarrierNotThere(name=name, day=carriers.on)
        if key not in offered:
            raise CarrierNotAsked(name=there[key], subject=one.target.subject)
    return units


def _tell(at: datetime, actor: Actor, agency: Organisation, one: Outlived, ruling: Ruling) -> None:
    acts = {Fate.CARRY: "carried_on", Fate.REPLACE: "replaced_target", Fate.END: "ended_target"}
    journal.write(
        at=at,
        actor=actor,
        act=f"plans.{acts[Fate(ruling.fate)]}",
        organisation=agency,
        subject=f"plan:{one.plan.code}",
        target=one.target.subject,
        plan=one.plan.title,
        basis=ruling.legal_basis.strip(),
    )
