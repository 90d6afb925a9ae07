"""Writing the register: founding, changing and ending areas and organisations, each dated, each with its paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.collation import sort_key
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations import queries
from densach.organisations.map import MapRow
from densach.organisations.models import (
    Area,
    AreaLineage,
    AreaVersion,
    LineageKind,
    Organisation,
    OrganisationAlias,
    OrganisationLineage,
    OrganisationVersion,
)
from densach.organisations.rules import AlreadyEnded, CodeTaken, NewVersion, ParentIsBelow, VersionTooEarly


def _allow(actor: Actor, organisation: Organisation | None) -> None:
    if not actor.may("organisation.manage", organisation):
        raise NotAllowed(verb="organisation.manage")


_AUTHORITIES = ("peoples_committee", "department", "office")


def _allow_in(actor: Actor, area: Area, on: date, since: date) -> None:
    """A register is kept for one's own territory: somebody in it, or the authority around it, is in the actor's care.

    What is founded today may be dated back to before its authority was entered, so both days are asked.
    """
    if actor.id is None:
        return  # the house itself, which has no territory
    found = queries.alive(on, kinds=_AUTHORITIES, area_ids=queries.ancestors_of_area(area.pk, since))
    for day in (since, on):
        found += queries.alive(day, area_ids=queries.area_ids_within(area, day))
    if not any(actor.may("organisation.manage", one.id) for one in found):
        raise NotAllowed(verb="organisation.manage")


@transaction.atomic
def found_area(
    *,
    at: datetime,
    actor: Actor,
    code: str,
    name: str,
    kind: str,
    level: str,
    since: date,
    parent: Area | None = None,
    until: date | None = None,
    official_code: str = "",
    legal_basis: str = "",
) -> Area:
    """A new area with its first version."""
    _allow(actor, None)
    if Area.objects.filter(code=code).exists():
        raise CodeTaken(code=code)
    area = Area(code=code)
    area.full_clean()
    area.save()
    name = clean_text(name)
    version = AreaVersion(
        area=area,
        name=name,
        folded_name=fold(name),
        sort_key=sort_key(name),
        kind=kind,
        level=level,
        parent=parent,
        official_code=official_code,
        legal_basis=clean_text(legal_basis),
        valid_from=since,
        valid_to=until,
    )
    version.full_clean()
    version.save()
    journal.write(at=at, actor=actor, act="organisations.area_founded", subject=f"area:{code}", name=name)
    return area


@transaction.atomic
def write_area_succession(
    *,
    at: datetime,
    actor: Actor,
    predecessor: Area,
    successor: Area,
    on: date,
    kind: str,
    legal_basis: str = "",
) -> AreaLineage:
    """`predecessor` went wholly into `successor` on the day."""
    _allow(actor, None)
    lineage = AreaLineage(
        predecessor=predecessor, successor=successor, on=on, kind=kind, legal_basis=clean_text(legal_basis)
    )
    lineage.full_clean()
    lineage.save()
    journal.write(
        at=at,
        actor=actor,
        act="organisations.area_succeeded",
        subject=f"area:{successor.code}",
        predecessor=queries.area_name(predecessor.pk, on),
        successor=queries.area_name(successor.pk, on),
    )
    return lineage


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
    _allow(actor, parent)
    _allow_in(actor, area, today(at), since)
    if Organisation.objects.filter(code=code).exists():
        raise CodeTaken(code=code)
    organisation = Organisation(code=code)
    organisation.full_clean()
    organisation.save()
    _add_version(
        organisation,
        NewVersion(since=since, name=name, kind=kind, level=level, legal_basis=legal_basis),
        parent=parent,
        area=area,
    )
    for alias in aliases:
        OrganisationAlias.objects.create(
            organisation=organisation, name=clean_text(alias), folded_name=fold(alias)
        )
    journal.write(
        at=at,
        actor=actor,
        act="organisations.founded",
        organisation=organisation,
        subject=f"organisation:{code}",
        name=clean_text(name),
    )
    return organisation


def _add_version(
    organisation: Organisation, new: NewVersion, *, parent: Organisation | None, area: Area
) -> OrganisationVersion:
    name = clean_text(new.name or "")
    version = OrganisationVersion(
        organisation=organisation,
        name=name,
        folded_name=fold(name),
        sort_key=sort_key(name),
        kind=new.kind or "",
        level=new.level or "",
        parent=parent,
        area=area,
        legal_basis=clean_text(new.legal_basis),
        valid_from=new.since,
    )
    version.full_clean()
    version.save()
    return version


@transaction.atomic
def change(*, at: datetime, actor: Actor, organisation: Organisation, new: NewVersion) -> OrganisationVersion:
    """From `new.since` on the organisation is called, placed or classed otherwise; the past stays as it was."""
    _allow(actor, organisation)
    present = _present_version(organisation, new.since)
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
    )
    version = _add_version(organisation, whole, parent=parent, area=area)
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


def _present_version(organisation: Organisation, since: date) -> OrganisationVersion:
    present = organisation.versions.select_for_update().order_by("-valid_from").select_related(None).first()
    if present is None or present.valid_to is not None:
        raise AlreadyEnded(
            name=present.name if present else organisation.code,
            ended=present.valid_to if present else None,
        )
    if since <= present.valid_from:
        raise VersionTooEarly(name=present.name, since=present.valid_from)
    return present


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
    _allow(actor, organisation)
    present = _present_version(organisation, last_day + timedelta(days=1))
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


@transaction.atomic
def load_map(*, at: datetime, actor: Actor, rows: Sequence[MapRow]) -> int:
    """Enters the areas that are not there yet, in one go, and returns how many. Safe to run again."""
    _allow(actor, None)
    known = dict(Area.objects.values_list("code", "pk"))
    new = [row for row in rows if row.code not in known]
    areas = Area.objects.bulk_create([Area(code=row.code) for row in new])
    known.update({area.code: area.pk for area in areas})
    AreaVersion.objects.bulk_create([_map_version(row, known) for row in new], batch_size=500)
    AreaLineage.objects.bulk_create(
        [
            AreaLineage(
                predecessor_id=known[row.code],
                successor_id=known[row.successor],
                on=row.valid_to + timedelta(days=1),
                kind=LineageKind.MERGE,
                legal_basis="Nghị quyết 202/2025/QH15",
            )
            for row in new
            if row.successor and row.valid_to
        ]
    )
    AreaLineage.objects.bulk_create([_part(row, known) for row in new if row.ground], batch_size=500)
    if new:
        journal.write(at=at, actor=actor, act="organisations.map_loaded", subject="map", number=len(new))
    return len(new)


def _part(row: MapRow, known: dict[str, int]) -> AreaLineage:
    """A commune of today on a former province's ground: part of it, so no share of the whole is claimed."""
    return AreaLineage(
        predecessor_id=known[row.ground],
        successor_id=known[row.code],
        on=row.valid_from,
        kind=LineageKind.SPLIT,
        share_numerator=0,
        legal_basis="Nghị quyết 202/2025/QH15",
    )


def _map_version(row: MapRow, known: dict[str, int]) -> AreaVersion:
    name = clean_text(row.name)
    return AreaVersion(
        area_id=known[row.code],
        name=name,
        folded_name=fold(name),
        sort_key=sort_key(name),
        kind=row.kind,
        level=row.level,
        parent_id=known[row.parent] if row.parent else None,
        official_code=row.official_code,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
