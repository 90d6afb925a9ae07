"""Loading the administrative map, whole or a newer one over an older, in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.collation import sort_key
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations.actions.allowing import allow
from densach.organisations.map import BASES, MapRow, MapSuccession, TheMap
from densach.organisations.models import Area, AreaLineage, AreaVersion
from densach.organisations.rules import MapContradicts

BATCH = 2_000
_DAY = timedelta(days=1)
# What the file may correct in a version that is there already.
_CORRECTED = ["name", "folded_name", "sort_key", "kind", "level", "parent", "official_code", "valid_to"]


@dataclass
class _Changes:
    """What must be written so that the register says what the file says."""

    new: list[AreaVersion] = field(default_factory=list)
    changed: list[AreaVersion] = field(default_factory=list)


@transaction.atomic
def load_map(*, at: datetime, actor: Actor, rows: TheMap) -> int:
    """Enters what the file has and the register has not, closes what the file says has ended, corrects what it spells
    otherwise, and returns how many areas are new. Safe to run again; all or nothing.

    Names that somebody entered here from a later day on stay. MapContradicts where the file ends an area that was
    given another name from a later day on.
    """
    allow(actor, None)
    known = dict(Area.objects.values_list("code", "pk"))
    codes = dict.fromkeys(row.code for row in rows.versions)
    new = Area.objects.bulk_create([Area(code=code) for code in codes if code not in known], batch_size=BATCH)
    known.update({area.code: area.pk for area in new})
    changes = _changes(rows.versions, known)
    # Closed before others are opened: an area has one open version.
    AreaVersion.objects.bulk_update(changes.changed, _CORRECTED, batch_size=200)
    AreaVersion.objects.bulk_create(changes.new, batch_size=BATCH)
    lines = AreaLineage.objects.bulk_create(_successions(rows, known), batch_size=BATCH)
    if new or changes.new or changes.changed or lines:
        journal.write(at=at, actor=actor, act="organisations.map_loaded", subject="map", number=len(new))
    return len(new)


def _changes(rows: Iterable[MapRow], known: dict[str, int]) -> _Changes:
    told: defaultdict[int, list[AreaVersion]] = defaultdict(list)
    for row in rows:
        told[known[row.code]].append(_version(row, known))
    kept: defaultdict[int, dict[date, AreaVersion]] = defaultdict(dict)
    for version in AreaVersion.objects.order_by("valid_from"):
        if version.area_id in told:
            kept[version.area_id][version.valid_from] = version
    found = _Changes()
    for area_id, versions in told.items():
        _compare(versions, kept[area_id], found)
    return found


def _compare(told: Sequence[AreaVersion], kept: dict[date, AreaVersion], found: _Changes) -> None:
    """One area: the file's versions, with those of the register that begin on other days between and after them."""
    by_day = kept | {version.valid_from: version for version in told}
    ordered = [by_day[day] for day in sorted(by_day)]
    ended: date | None = None  # by the file, in the midst of what was entered here
    for version, following in zip(ordered, [*ordered[1:], None], strict=True):
        until = version.valid_to or ended
        ended = None
        if following is not None:
            last = following.valid_from - _DAY
            if until is not None and following not in told:
                if until < last:
                    raise MapContradicts(name=version.name, ended=until, since=following.valid_from)
                ended = until if until > last else None
            until = last if until is None else min(until, last)
        there = kept.get(version.valid_from)
        if there is None:
            version.valid_to = until
            found.new.append(version)
        elif _differs(there, version, until):
            for name in _CORRECTED:
                setattr(there, name, getattr(version, name))
            there.valid_to = until
            found.changed.append(there)


def _differs(there: AreaVersion, told: AreaVersion, until: date | None) -> bool:
    same = all(
        getattr(there, name) == getattr(told, name)
        for name in ("name", "kind", "level", "parent_id", "official_code")
    )
    return not same or there.valid_to != until


def _version(row: MapRow, known: dict[str, int]) -> AreaVersion:
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


def _successions(rows: TheMap, known: dict[str, int]) -> list[AreaLineage]:
    levels = {row.code: row.level for row in rows.versions}
    there = set(AreaLineage.objects.values_list("predecessor_id", "successor_id", "on"))
    return [
        _lineage(one, known, levels[one.predecessor])
        for one in rows.successions
        if (known[one.predecessor], known.get(one.successor), one.on) not in there
    ]


def _lineage(one: MapSuccession, known: dict[str, int], level: str) -> AreaLineage:
    """A part is written with the share 0: that it is a part is known, how large it is not."""
    return AreaLineage(
        predecessor_id=known[one.predecessor],
        successor_id=known[one.successor] if one.successor else None,
        on=one.on,
        kind=one.kind,
        share_numerator=one.share,
        legal_basis=BASES[level],
    )
