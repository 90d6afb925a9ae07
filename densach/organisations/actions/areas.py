"""Writing the administrative map."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.collation import sort_key
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations import queries
from densach.organisations.actions.allowing import allow
from densach.organisations.map import MapRow
from densach.organisations.models import (
    Area,
    AreaLineage,
    AreaVersion,
    LineageKind,
)
from densach.organisations.rules import CodeTaken


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


@transaction.atomic
def load_map(*, at: datetime, actor: Actor, rows: Sequence[MapRow]) -> int:
    """Enters the areas that are not there yet, in one go, and returns how many. Safe to run again."""
    allow(actor, None)
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
