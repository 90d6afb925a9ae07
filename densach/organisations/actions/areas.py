"""Writing single areas of the administrative map: a new one, what became of one, another name."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.collation import sort_key
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations import queries
from densach.organisations.actions.allowing import allow
from densach.organisations.models import (
    Area,
    AreaLineage,
    AreaVersion,
)
from densach.organisations.rules import (
    AlreadyEnded,
    CodeTaken,
    NothingToTakeBack,
    SameName,
    VersionTooEarly,
    require_day,
)

KEEP_AREAS = "area.manage"


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
    allow(actor, None)
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
    allow(actor, None)
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


def _allow_naming(actor: Actor, area: Area, on: date) -> None:
    if actor.id is not None and not any(
        actor.may(KEEP_AREAS, one) for one in queries.authorities_over(area, on)
    ):
        raise NotAllowed(verb=KEEP_AREAS)


@transaction.atomic
def take_back_naming(*, at: datetime, actor: Actor, area: Area) -> None:
    """A name that has not begun is taken back, and the one before it goes on. NothingToTakeBack otherwise."""
    _allow_naming(actor, area, today(at))
    versions = list(area.versions.select_for_update().order_by("-valid_from")[:2])
    if len(versions) < 2 or versions[0].valid_from <= today(at):
        raise NothingToTakeBack(name=versions[0].name if versions else area.code)
    coming, present = versions
    coming.delete()
    present.valid_to = coming.valid_to
    present.save(update_fields=["valid_to"])
    journal.write(
        at=at,
        actor=actor,
        act="organisations.area_naming_taken_back",
        subject=f"area:{area.code}",
        was=coming.name,
        name=present.name,
        since=coming.valid_from.isoformat(),
    )


@transaction.atomic
def rename_area(
    *,
    at: datetime,
    actor: Actor,
    area: Area,
    name: str,
    since: date,
    kind: str = "",
    legal_basis: str = "",
) -> AreaVersion:
    """From `since` on the area is called otherwise, or is of another kind: a province that became a city.

    It stays the same area where it lay, so nothing that was counted in it moves. AlreadyEnded, VersionTooEarly,
    SameName.
    """
    _allow_naming(actor, area, since)
    present = area.versions.select_for_update().order_by("-valid_from").first()
    if present is None or present.valid_to is not None:
        raise AlreadyEnded(
            name=present.name if present else area.code, ended=present.valid_to if present else None
        )
    require_day(today(at), since)
    if since <= present.valid_from:
        raise VersionTooEarly(name=present.name, since=present.valid_from)
    name, kind = clean_text(name), kind or present.kind
    if (name, kind) == (present.name, present.kind):
        raise SameName(name=name)
    present.valid_to = since - timedelta(days=1)
    present.save(update_fields=["valid_to"])
    version = AreaVersion(
        area=area,
        name=name,
        folded_name=fold(name),
        sort_key=sort_key(name),
        kind=kind,
        level=present.level,
        parent_id=present.parent_id,
        official_code=present.official_code,
        legal_basis=clean_text(legal_basis),
        valid_from=since,
    )
    version.full_clean()
    version.save()
    journal.write(
        at=at,
        actor=actor,
        act="organisations.area_renamed",
        subject=f"area:{area.code}",
        was=present.name,
        name=version.name,
        since=since.isoformat(),
    )
    return version
