"""Changing, merging, dividing and ending organisations: each an act with its day and its paper.

Every function plans first (`queries.planning` refuses what cannot be), then writes the plan. `seen` is the fingerprint
of the preview that a person confirmed; left empty, nothing was previewed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from densach.files.actions import Upload
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.organisations.actions.acts import carry_out
from densach.organisations.actions.allowing import allow
from densach.organisations.models import Organisation, RegisterAct
from densach.organisations.planned import NewOne
from densach.organisations.queries import planning
from densach.organisations.rules import NewVersion, require_day


@transaction.atomic
def change(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    new: NewVersion,
    kind: str = "",
    paper: Upload | None = None,
    seen: str = "",
) -> RegisterAct:
    """From `new.since` on the organisation is called, placed or classed otherwise; the past stays as it was."""
    allow(actor, organisation)
    require_day(today(at), new.since)
    planned = planning.plan_change(organisation, new, kind)
    return carry_out(at=at, actor=actor, change=planned, paper=paper, seen=seen)


@transaction.atomic
def merge(
    *,
    at: datetime,
    actor: Actor,
    predecessors: Sequence[Organisation],
    successor: Organisation | NewOne,
    on: date,
    legal_basis: str = "",
    new_name: str = "",
    children: Mapping[str, str] | None = None,
    paper: Upload | None = None,
    seen: str = "",
) -> RegisterAct:
    """The predecessors end with the day before `on` and go on as one; see `planning.plan_merge`."""
    require_day(today(at), on)
    planned = planning.plan_merge(
        predecessors, successor, on=on, legal_basis=legal_basis, new_name=new_name, children=children
    )
    return carry_out(at=at, actor=actor, change=planned, paper=paper, seen=seen)


@transaction.atomic
def split(
    *,
    at: datetime,
    actor: Actor,
    predecessor: Organisation,
    successors: Sequence[Organisation | NewOne],
    on: date,
    goes_on: bool,
    legal_basis: str = "",
    children: Mapping[str, str] | None = None,
    paper: Upload | None = None,
    seen: str = "",
) -> RegisterAct:
    """It is divided, or gives off parts and goes on; see `planning.plan_split`."""
    require_day(today(at), on)
    planned = planning.plan_split(
        predecessor, successors, on=on, goes_on=goes_on, legal_basis=legal_basis, children=children
    )
    return carry_out(at=at, actor=actor, change=planned, paper=paper, seen=seen)


@transaction.atomic
def end(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    last_day: date,
    successor: Organisation | None = None,
    legal_basis: str = "",
    children: Mapping[str, str] | None = None,
    paper: Upload | None = None,
    seen: str = "",
) -> RegisterAct:
    """The organisation ends with the day; with a successor it went on as that one from the next day."""
    allow(actor, organisation)
    require_day(today(at), last_day)
    planned = planning.plan_end(
        organisation,
        on=last_day + timedelta(days=1),
        successor=successor,
        legal_basis=legal_basis,
        children=children,
    )
    return carry_out(at=at, actor=actor, change=planned, paper=paper, seen=seen)
