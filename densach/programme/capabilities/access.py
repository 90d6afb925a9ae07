"""Doors to units and claims: whoever may not know of one finds nothing there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from densach.kernel.actor import Actor
from densach.kernel.errors import NotFound
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import Named
from densach.people.queries import home_organisation
from densach.programme.capabilities.models import Assessment, Claim
from densach.programme.capabilities.queries import assessment_by_id, claim_by_id, verifiable


def unit_for(actor: Actor, code: str, verb: str = "capability.claim") -> Organisation:
    """The organisation, for someone who may do the verb there; NotFound for everyone else."""
    organisation = organisations.by_code(code)
    if not actor.may(verb, organisation):
        raise NotFound
    return organisation


def sheet_unit(actor: Actor, answering: Sequence[Named], on: date) -> Organisation:
    """Where the actor works; when nothing is asked there, the first of the units for which the actor answers."""
    home = home_organisation(actor, on)
    if home is None:
        raise NotFound
    if answering and home.pk not in {unit.id for unit in answering}:
        return organisations.by_code(answering[0].code)
    return home


def claim_to_decide(actor: Actor, pk: int, on: date) -> Claim:
    """The claim, for someone of the level above; NotFound for everyone else."""
    claim = claim_by_id(pk)
    if claim is None or claim.organisation_id not in verifiable(actor, on):
        raise NotFound
    return claim


def assessment_for(actor: Actor, pk: int) -> Assessment:
    """The filled checklist, for someone who may look at the unit; NotFound for everyone else."""
    found = assessment_by_id(pk)
    if not actor.may("count.view", found.organisation):
        raise NotFound
    return found


def assessment_to_decide(actor: Actor, pk: int, on: date) -> Assessment:
    """The filled checklist, for someone of the level above; NotFound for everyone else."""
    found = assessment_by_id(pk)
    if found.organisation_id not in verifiable(actor, on):
        raise NotFound
    return found
