"""What people want to know of an institution: contacts, building, other names. It says how things are, undated."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations import queries
from densach.organisations.actions.allowing import allow
from densach.organisations.models import Organisation, OrganisationAlias, Profile
from densach.organisations.rules import (
    AliasTaken,
    AlreadyEnded,
    Building,
    Contacts,
    UnknownAlias,
    require_point,
)
from densach.organisations.spelling import require_name, require_phone

PROFILE = "organisation.profile"


def allow_profile(actor: Actor, organisation: Organisation) -> None:
    """Who keeps the register keeps profiles too; units may keep their own."""
    if not (actor.may(PROFILE, organisation) or actor.may("organisation.manage", organisation)):
        raise NotAllowed(verb=PROFILE)


def require_alive(organisation: Organisation, at: datetime) -> str:
    """The name that it has today. AlreadyEnded when it ended before: its profile stays as it was."""
    last = queries.history(organisation)[0]
    if last.valid_to is not None and last.valid_to < today(at):
        raise AlreadyEnded(name=last.name, ended=last.valid_to)
    return last.name


def note(at: datetime, actor: Actor, act: str, organisation: Organisation, **told: object) -> None:
    """A line of the journal about a part of the profile."""
    journal.write(
        at=at,
        actor=actor,
        act=f"organisations.{act}",
        organisation=organisation,
        subject=f"organisation:{organisation.code}",
        **told,
    )


@transaction.atomic
def write_contacts(*, at: datetime, actor: Actor, organisation: Organisation, contacts: Contacts) -> Profile:
    """How to reach it, and its point on the map. Refuses a half point and one outside Viet Nam."""
    allow_profile(actor, organisation)
    name = require_alive(organisation, at)
    profile = write_profile(at=at, organisation=organisation, contacts=contacts)
    note(at, actor, "contacts_written", organisation, name=name)
    return profile


@transaction.atomic
def write_building(*, at: datetime, actor: Actor, organisation: Organisation, building: Building) -> Profile:
    """How large its house is."""
    allow_profile(actor, organisation)
    name = require_alive(organisation, at)
    profile = write_profile(at=at, organisation=organisation, building=building)
    note(at, actor, "building_written", organisation, name=name)
    return profile


def write_profile(
    *,
    at: datetime,
    organisation: Organisation,
    contacts: Contacts | None = None,
    building: Building | None = None,
) -> Profile:
    """The table alone; the act that calls it asks who may, and tells the journal."""
    profile = Profile.objects.filter(organisation=organisation).first() or Profile(organisation=organisation)
    if contacts is not None:
        require_point(contacts.latitude, contacts.longitude)
        require_phone(contacts.phone.strip())
        for field, value in asdict(contacts).items():
            setattr(profile, field, clean_text(value) if isinstance(value, str) else value)
    if building is not None:
        for field, value in asdict(building).items():
            setattr(profile, field, value)
    profile.changed_at = at
    profile.full_clean()
    profile.save()
    return profile


@transaction.atomic
def add_alias(*, at: datetime, actor: Actor, organisation: Organisation, alias: str) -> OrganisationAlias:
    """Another name by which papers call it: the reader of plans finds it by this name from now on."""
    allow(actor, organisation)
    name = require_alive(organisation, at)
    alias = " ".join(clean_text(alias).split())
    require_name(alias)
    folded = fold(alias)
    known = OrganisationAlias.objects.filter(organisation=organisation, folded_name=folded)
    if known.exists() or fold(name) == folded:
        raise AliasTaken(alias=alias, name=name)
    row = OrganisationAlias(organisation=organisation, name=alias, folded_name=folded)
    row.full_clean()
    row.save()
    note(at, actor, "alias_added", organisation, name=name, alias=alias)
    return row


@transaction.atomic
def remove_alias(*, at: datetime, actor: Actor, organisation: Organisation, alias: str) -> None:
    """It is no longer found by this name; what was found by it before stays as it is."""
    allow(actor, organisation)
    name = require_alive(organisation, at)
    row = OrganisationAlias.objects.filter(organisation=organisation, folded_name=fold(alias)).first()
    if row is None:
        raise UnknownAlias(alias=alias)
    row.delete()
    note(at, actor, "alias_removed", organisation, name=name, alias=row.name)
