"""Kinds of activity: those of the house, and what a province changes, adds and ends."""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.rules import code_from
from densach.services.activities.models import ActivityKind, CountMode, Family
from densach.services.activities.queries.keeping import keeps_for_all
from densach.services.activities.rules.kinds import (
    ASKS,
    FAMILY_WORDS,
    ONCE_CHOICES,
    ROLES,
    KindCodeTaken,
    KindNameLacks,
    UnknownPart,
)
from densach.services.activities.rules.verbs import KINDS

SEEDS: Final = Path(__file__).resolve().parent.parent / "kinds.csv"


@dataclass(frozen=True)
class KindData:
    """What a kind of activity is; see `models.ActivityKind`."""

    name_vi: str
    name_en: str
    family: str
    icon: str = "calendar-event"
    families: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    needs_role: str = ""
    count_mode: str = CountMode.BOTH
    enrols: bool = False
    certificate: bool = False
    once_library: str = ""
    once_museum: str = ""
    once_centre: str = ""


def kinds_seeded() -> list[tuple[str, KindData]]:
    """Code and kind of each row of the house's list, in its order."""
    with SEEDS.open(encoding="utf-8", newline="") as file:
        return [(row["code"], _read(row)) for row in csv.DictReader(file)]


def _read(row: dict[str, str]) -> KindData:
    several = {name: tuple(row[name].split()) for name in ("families", "asks", "roles")}
    yes = {name: row[name] == "yes" for name in ("enrols", "certificate")}
    rest = {
        one.name: row[one.name] for one in fields(KindData) if one.name not in several and one.name not in yes
    }
    return KindData(**rest, **several, **yes)  # type: ignore[arg-type]  # columns by their names


@transaction.atomic
def seed_kinds(*, at: datetime) -> int:
    """Adds the kinds that lack, and gives how many; those that a province changed stay as it wrote them."""
    there = set(ActivityKind.objects.values_list("code", flat=True))
    rows = [
        ActivityKind(code=code, position=position, **_values(data))
        for position, (code, data) in enumerate(kinds_seeded(), start=1)
        if code not in there
    ]
    return len(ActivityKind.objects.bulk_create(rows))


def _allow(at: datetime, actor: Actor) -> None:
    if not keeps_for_all(actor, KINDS, today(at)):
        raise NotAllowed(verb=KINDS)


def _values(data: KindData) -> dict[str, object]:
    values: dict[str, object] = {one.name: getattr(data, one.name) for one in fields(data)}
    values |= {name: list(getattr(data, name)) for name in ("families", "asks", "roles")}
    values["name_vi"], values["name_en"] = clean_text(data.name_vi)[:120], clean_text(data.name_en)[:120]
    return values


def _checked(at: datetime, actor: Actor, data: KindData) -> None:
    _allow(at, actor)
    if not clean_text(data.name_vi) or not clean_text(data.name_en):
        raise KindNameLacks
    parts = {*data.asks} - {*ASKS} | {*data.roles} - {*ROLES} | {*data.families} - {*FAMILY_WORDS}
    once = {("library", data.once_library), ("museum", data.once_museum), ("centre", data.once_centre)}
    parts |= {code for family, code in once if code and code not in ONCE_CHOICES[family]}
    if data.needs_role and data.needs_role not in data.roles:
        parts.add(data.needs_role)
    if data.family not in Family.values:
        parts.add(data.family)
    if parts:
        raise UnknownPart(part=sorted(parts)[0])


@transaction.atomic
def add_kind(*, at: datetime, actor: Actor, data: KindData, code: str = "") -> ActivityKind:
    """A kind of the province's own. Raises NotAllowed, KindNameLacks, KindCodeTaken, UnknownPart."""
    _checked(at, actor, data)
    code = (code or code_from(data.name_vi))[:40].strip("-")
    if ActivityKind.objects.filter(code=code).exists():
        raise KindCodeTaken(kind=data.name_vi)
    last = ActivityKind.objects.order_by("-position").values_list("position", flat=True).first() or 0
    kind = ActivityKind(code=code, position=last + 1)
    return _written(at, actor, kind, data, "activity.kind_added")


@transaction.atomic
def change_kind(*, at: datetime, actor: Actor, kind: ActivityKind, data: KindData) -> ActivityKind:
    """From now on; what was held keeps what it counted. Raises NotAllowed, KindNameLacks, UnknownPart."""
    _checked(at, actor, data)
    found = ActivityKind.objects.select_for_update().get(pk=kind.pk)
    return _written(at, actor, found, data, "activity.kind_changed")


def _written(at: datetime, actor: Actor, kind: ActivityKind, data: KindData, act: str) -> ActivityKind:
    for name, value in _values(data).items():
        setattr(kind, name, value)
    kind.save()
    journal.write(at=at, actor=actor, act=act, subject=f"kind:{kind.code}", kind=kind.name_vi)
    return kind


@transaction.atomic
def end_kind(*, at: datetime, actor: Actor, kind: ActivityKind, again: bool = False) -> ActivityKind:
    """No longer offered after today, or (`again`) offered once more."""
    _allow(at, actor)
    found = ActivityKind.objects.select_for_update().get(pk=kind.pk)
    ended: date | None = None if again else today(at)
    found.ended_on = ended
    found.save(update_fields=["ended_on"])
    act = "activity.kind_again" if again else "activity.kind_ended"
    journal.write(at=at, actor=actor, act=act, subject=f"kind:{found.code}", kind=found.name_vi)
    return found
