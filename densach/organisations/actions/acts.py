"""Writing down an act of the register: its day, its paper, who, and what it did to each organisation."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from densach.files.models import StoredFile
from densach.kernel.actor import Actor
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import ActKind, ActPart, Organisation, OrganisationVersion, RegisterAct


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
    """The act itself; its parts follow. `told`: see `queries.acts`."""
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
