"""Entering an organisation into the register."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from densach.files import actions as files
from densach.files.actions import Upload
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations import queries
from densach.organisations.actions.acts import record_founding
from densach.organisations.actions.allowing import allow, allow_in
from densach.organisations.actions.opening import lay_timetable
from densach.organisations.actions.posts import lay_post
from densach.organisations.actions.profile import write_profile
from densach.organisations.actions.versions import add_version
from densach.organisations.kinds import usual_level, usual_ownership
from densach.organisations.models import (
    Area,
    Organisation,
    OrganisationAlias,
    RegisterAct,
)
from densach.organisations.opening import Timetable, Week
from densach.organisations.rules import (
    Building,
    CodeTaken,
    Contacts,
    NameTakenHere,
    NewVersion,
    code_from,
    require_day,
)


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
    rank: str = "",
    seat: str = "",
    ownership: str = "",
    contacts: Contacts | None = None,
    building: Building | None = None,
    paper: Upload | None = None,
    same_name: bool = True,
) -> Organisation:
    """A new organisation with its first version, the other names that papers give it, and what is known of it.

    `ownership` left empty is the kind's usual one. With `same_name` False a second one of the same name in the same
    place is refused as NameTakenHere, so that a person can look before confirming.
    """
    allow(actor, parent)
    allow_in(actor, area, today(at), since)
    require_day(today(at), since)
    if not same_name:
        _require_new_name(name, area, since)
    if Organisation.objects.filter(code=code).exists():
        raise CodeTaken(code=code)
    organisation = Organisation(code=code)
    organisation.full_clean()
    organisation.save()
    new = NewVersion(
        since=since,
        name=name,
        kind=kind,
        level=level,
        legal_basis=legal_basis,
        rank=rank,
        seat=seat,
        ownership=ownership or usual_ownership(kind),
    )
    version = add_version(organisation, new, parent=parent, area=area)
    _name_otherwise(organisation, aliases)
    if contacts is not None or building is not None:
        write_profile(at=at, organisation=organisation, contacts=contacts, building=building)
    kept = files.keep_sent(at=at, actor=actor, upload=paper, organisation=organisation)
    record_founding(at=at, actor=actor, organisation=organisation, version=version, paper=kept)
    journal.write(
        at=at,
        actor=actor,
        act="organisations.founded",
        organisation=organisation,
        subject=f"organisation:{code}",
        name=clean_text(name),
    )
    return organisation


@transaction.atomic
def found_point(
    *,
    at: datetime,
    actor: Actor,
    name: str,
    kind: str,
    area: Area,
    since: date,
    seat: str = "",
    contacts: Contacts | None = None,
    week: Week | None = None,
    keeper: str = "",
    same_name: bool = True,
) -> Organisation:
    """A point of a commune with what somebody at its door knows: its code, level and parent are found by themselves.

    `keeper` is a post, never a person's name.
    """
    on = max(since, today(at))
    level = usual_level(kind, queries.area_level(area.pk, on))
    organisation = found(
        at=at,
        actor=actor,
        code=queries.free_code(code_from(name)),
        name=name,
        kind=kind,
        level=level,
        area=area,
        since=since,
        parent=queries.natural_parent(kind, level, area, on),
        seat=seat,
        contacts=contacts,
        same_name=same_name,
    )
    if week:
        lay_timetable(organisation, Timetable(since, None, week))
    if keeper.strip():
        lay_post(organisation, title=keeper, number=1, since=since)
    if week or keeper.strip():
        _keep_in_the_act(organisation)
    return organisation


def _keep_in_the_act(organisation: Organisation) -> None:
    """Which hours and posts were entered with the founding: an undoing takes these along, and no others."""
    act = RegisterAct.objects.get(parts__organisation=organisation, parts__founded=True)
    act.told = act.told | {
        "opening_times": list(organisation.opening_times.values_list("pk", flat=True)),
        "posts": list(organisation.posts.values_list("pk", flat=True)),
    }
    act.save(update_fields=["told"])


def _require_new_name(name: str, area: Area, on: date) -> None:
    same = queries.namesakes(name, area, on)
    if same:
        raise NameTakenHere(name=same[0].name, code=same[0].code, place=queries.area_name(area.pk, on))


def _name_otherwise(organisation: Organisation, aliases: tuple[str, ...]) -> None:
    OrganisationAlias.objects.bulk_create(
        [
            OrganisationAlias(organisation=organisation, name=clean_text(alias), folded_name=fold(alias))
            for alias in aliases
        ]
    )
