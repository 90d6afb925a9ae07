"""Entering an organisation into the register."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations.actions.acts import record_founding
from densach.organisations.actions.allowing import allow, allow_in
from densach.organisations.actions.versions import add_version
from densach.organisations.models import (
    Area,
    Organisation,
    OrganisationAlias,
)
from densach.organisations.rules import CodeTaken, NewVersion


@transaction.atomic
def found(
    *,
    at: datetime,
    actor: Actor,
    code: str,
    name: str,
    kind: str,
    level: str,
    area: Area,
    since: date,
    parent: Organisation | None = None,
    legal_basis: str = "",
    aliases: tuple[str, ...] = (),
) -> Organisation:
    """A new organisation with its first version and the other names that papers give it."""
    allow(actor, parent)
    allow_in(actor, area, today(at), since)
    if Organisation.objects.filter(code=code).exists():
        raise CodeTaken(code=code)
    organisation = Organisation(code=code)
    organisation.full_clean()
    organisation.save()
    version = add_version(
        organisation,
        NewVersion(since=since, name=name, kind=kind, level=level, legal_basis=legal_basis),
        parent=parent,
        area=area,
    )
    for alias in aliases:
        OrganisationAlias.objects.create(
            organisation=organisation, name=clean_text(alias), folded_name=fold(alias)
        )
    record_founding(at=at, actor=actor, organisation=organisation, version=version)
    journal.write(
        at=at,
        actor=actor,
        act="organisations.founded",
        organisation=organisation,
        subject=f"organisation:{code}",
        name=clean_text(name),
    )
    return organisation
