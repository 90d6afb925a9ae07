"""Doing an act of the register: what was planned is written as it stands, with its day, its paper, and who."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from densach.files import actions as files
from densach.files.actions import Upload
from densach.files.models import StoredFile
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text
from densach.organisations.actions.allowing import allow, allow_in
from densach.organisations.actions.versions import add_version, present_version
from densach.organisations.effects import Shift, follow
from densach.organisations.models import (
    ActKind,
    ActPart,
    Area,
    LineageKind,
    Organisation,
    OrganisationLineage,
    OrganisationVersion,
    RegisterAct,
)
from densach.organisations.planned import ChangedMeanwhile, Part, PlannedChange, State
from densach.organisations.queries.acts import told_of
from densach.organisations.queries.planning import state_of
from densach.organisations.rules import NewVersion


def write_act(
    *,
    at: datetime,
    actor: Actor,
    kind: str,
    on: date,
    told: dict[str, Any],
    legal_basis: str = "",
    paper: StoredFile | None = None,
) -> RegisterAct:
    """The act itself; its parts follow. `told`: see `queries.acts.told_of`."""
    act = RegisterAct(
        kind=kind,
        on=on,
        legal_basis=clean_text(legal_basis),
        paper=paper,
        done_at=at,
        done_by_id=actor.id,
        done_by_name=actor.name,
        told=told,
    )
    act.full_clean(exclude=["paper"], validate_constraints=False)
    act.save()
    return act


def record_founding(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    version: OrganisationVersion,
    paper: StoredFile | None = None,
) -> RegisterAct:
    """The act behind an organisation's first version. Call it last, inside the founding's transaction: two writes."""
    act = write_act(
        at=at,
        actor=actor,
        kind=ActKind.FOUND,
        on=version.valid_from,
        told={"parts": [{"code": organisation.code, "before": "", "after": version.name}]},
        legal_basis=version.legal_basis,
        paper=paper,
    )
    ActPart.objects.create(act=act, organisation=organisation, founded=True, opened=version)
    return act


@transaction.atomic
def carry_out(
    *, at: datetime, actor: Actor, change: PlannedChange, paper: Upload | None = None, seen: str = ""
) -> RegisterAct:
    """Writes the planned act, all of it or nothing. `seen` is the fingerprint of the preview that was confirmed.

    The organisations are locked first: ChangedMeanwhile when they are no more what the plan was made from.
    """
    if seen and seen != change.fingerprint:
        raise ChangedMeanwhile()
    require_allowed(actor, change, at)
    standing = {
        one.code: one for one in Organisation.objects.select_for_update().filter(pk__in=change.ids.values())
    }
    kept = files.keep_sent(at=at, actor=actor, upload=paper, organisation=_keeper(change, standing))
    act = write_act(
        at=at,
        actor=actor,
        kind=change.kind,
        on=change.on,
        told=told_of(change) | {"seen": change.fingerprint},
        legal_basis=change.legal_basis,
        paper=kept,
    )
    for part in change.parts:
        if part.founded:
            standing[part.code] = _found(part.code)
    written = {part.code: _write_part(act, part, change, standing) for part in change.parts}
    _write_ties(act, change, standing, written)
    follow(_shifts(change))
    for part in change.parts:
        _tell(at, actor, change, part, standing)
    return act


def _shifts(change: PlannedChange) -> list[Shift]:
    return [
        Shift(part.organisation_id, change.on, part.before.area_id, part.after.area_id)
        for part in change.parts
        if part.organisation_id and part.before and part.after and part.before.area_id != part.after.area_id
    ]


def require_allowed(actor: Actor, change: PlannedChange, at: datetime) -> None:
    """Over everyone that is touched, and over whom something is newly put under."""
    organisations = {one.code: one for one in Organisation.objects.filter(pk__in=change.ids.values())}
    areas = Area.objects.in_bulk(change.area_ids)
    founded = {part.code for part in change.parts if part.founded}
    for part in change.parts:
        if not part.founded:
            allow(actor, organisations[part.code])
        if part.after is None:
            continue
        before = part.before or State("", "", "", 0)
        if part.after.parent != before.parent and part.after.parent not in founded:
            allow(actor, organisations[part.after.parent] if part.after.parent else None)
        if part.after.area_id != before.area_id:
            allow_in(actor, areas[part.after.area_id], today(at), change.on)


def _keeper(change: PlannedChange, standing: dict[str, Organisation]) -> Organisation:
    return next(standing[part.code] for part in change.parts if not part.founded)


def _found(code: str) -> Organisation:
    organisation = Organisation(code=code)
    organisation.full_clean()
    organisation.save()
    return organisation


def _write_part(
    act: RegisterAct, part: Part, change: PlannedChange, standing: dict[str, Organisation]
) -> ActPart:
    """Closes what it was and opens what it becomes."""
    organisation = standing[part.code]
    row = ActPart(act=act, organisation=organisation, founded=part.founded)
    if part.before != part.after and part.before is not None:
        row.closed = _close(organisation, part.before, change.on)
    if part.before != part.after and part.after is not None:
        new = NewVersion(
            since=change.on,
            name=part.after.name,
            kind=part.after.kind,
            level=part.after.level,
            legal_basis=change.legal_basis,
            rank=part.after.rank,
            seat=part.after.seat,
            ownership=part.after.ownership,
        )
        parent = standing[part.after.parent] if part.after.parent else None
        row.opened = add_version(
            organisation, new, parent=parent, area=Area.objects.get(pk=part.after.area_id)
        )
    row.save()
    return row


def _close(organisation: Organisation, before: State, on: date) -> OrganisationVersion:
    present = present_version(organisation, on)
    if state_of(present) != before:
        raise ChangedMeanwhile()
    present.valid_to = on - timedelta(days=1)
    present.save(update_fields=["valid_to"])
    return present


def _write_ties(
    act: RegisterAct, change: PlannedChange, standing: dict[str, Organisation], written: dict[str, ActPart]
) -> None:
    """Each succession, kept by the part of whom it leads away from; a second one gets a part of its own."""
    for tie in change.ties:
        lineage = OrganisationLineage(
            predecessor=standing[tie.predecessor],
            successor=standing[tie.successor] if tie.successor else None,
            on=change.on,
            kind=tie.kind,
            legal_basis=change.legal_basis,
        )
        lineage.full_clean()
        lineage.save()
        row = written[tie.predecessor]
        if row.lineage is not None:
            row = ActPart(act=act, organisation=standing[tie.predecessor])
        row.lineage = lineage
        row.save()


def _tell(
    at: datetime, actor: Actor, change: PlannedChange, part: Part, standing: dict[str, Organisation]
) -> None:
    """A line of the journal for everyone to whom something happened."""
    others = ", ".join(one.name for one in change.successors_of(part.code))
    params: dict[str, object] = {"name": part.name, "since": change.on.isoformat()}
    kinds = {tie.kind for tie in change.ties if tie.predecessor == part.code}
    if part.founded:
        act, params = "organisations.founded", {"name": part.name}
    elif LineageKind.SPLIT in kinds:
        act, params = "organisations.divided", {**params, "others": others}
    elif part.ended and others:
        act, params = "organisations.merged", {**params, "others": others}
    elif part.ended:
        last_day = change.on - timedelta(days=1)
        act, params = "organisations.ended", {"name": part.name, "last_day": last_day.isoformat()}
    elif part.changed:
        act = "organisations.changed"
    else:
        return
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=standing[part.code],
        subject=f"organisation:{part.code}",
        **params,
    )
