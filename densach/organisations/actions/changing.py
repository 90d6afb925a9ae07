"""Changing and ending an organisation, each dated, each with its paper."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.vietnamese import clean_text
from densach.organisations import queries
from densach.organisations.actions.allowing import allow
from densach.organisations.actions.versions import add_version, present_version
from densach.organisations.models import (
    LineageKind,
    Organisation,
    OrganisationLineage,
    OrganisationVersion,
)
from densach.organisations.rules import NewVersion, ParentIsBelow


@transaction.atomic
def change(*, at: datetime, actor: Actor, organisation: Organisation, new: NewVersion) -> OrganisationVersion:
    """From `new.since` on the organisation is called, placed or classed otherwise; the past stays as it was."""
    allow(actor, organisation)
    present = present_version(organisation, new.since)
    parent, area = present.parent, present.area
    if new.parent_code is not None:
        parent = queries.by_code(new.parent_code)
        if parent.pk in queries.subtree_ids(organisation, new.since):
            raise ParentIsBelow(name=present.name)
    if new.area_code is not None:
        area = queries.area_by_code(new.area_code)
    present.valid_to = new.since - timedelta(days=1)
    present.save(update_fields=["valid_to"])
    whole = NewVersion(
        since=new.since,
        name=new.name or present.name,
        kind=new.kind or present.kind,
        level=new.level or present.level,
        legal_basis=clean_text(new.legal_basis),
        rank=new.rank,
        seat=new.seat,
        ownership=new.ownership,
    )
    version = add_version(organisation, whole, parent=parent, area=area)
    journal.write(
        at=at,
        actor=actor,
        act="organisations.changed",
        organisation=organisation,
        subject=f"organisation:{organisation.code}",
        name=version.name,
        since=new.since.isoformat(),
    )
    return version


@transaction.atomic
def end(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    last_day: date,
    successor: Organisation | None = None,
    legal_basis: str = "",
) -> None:
    """The organisation ends with the day; with a successor it went on as that one from the next day."""
    allow(actor, organisation)
    present = present_version(organisation, last_day + timedelta(days=1))
    present.valid_to = last_day
    present.save(update_fields=["valid_to"])
    lineage = OrganisationLineage(
        predecessor=organisation,
        successor=successor,
        on=last_day + timedelta(days=1),
        kind=LineageKind.MERGE if successor else LineageKind.ABOLISH,
        legal_basis=clean_text(legal_basis),
    )
    lineage.full_clean()
    lineage.save()
    journal.write(
        at=at,
        actor=actor,
        act="organisations.ended",
        organisation=organisation,
        subject=f"organisation:{organisation.code}",
        name=present.name,
        last_day=last_day.isoformat(),
    )
