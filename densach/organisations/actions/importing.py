"""Taking in what files of institutions and schools say, thousands of rows at once, and taking it back.

Every promise of the acts one by one is kept (who may was asked when the rows were judged, the tables' own checks run on
each row), but rows are written together. Each founding and each change is an act of the register of its own, as if it
had been entered by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from densach.intake.sheets import Given, Made, Sending, Verdict
from densach.journal import actions as journal
from densach.kernel.collation import sort_key
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations.actions.taking_back import hindrances, undo
from densach.organisations.incoming import Alteration, Founding, Reach
from densach.organisations.kinds import ranks_of, require_fit
from densach.organisations.models import (
    ActKind,
    ActPart,
    Organisation,
    OrganisationAlias,
    OrganisationVersion,
    Profile,
    RegisterAct,
)
from densach.organisations.rules import AlreadyEnded, VersionTooEarly, require_day

__all__ = ["hindrances", "take_in", "undo"]

_AT_ONCE = 500


@dataclass
class _Written:
    """What one plan is about to write, before it has numbers."""

    row: int
    plan: Founding | Alteration
    organisation: Organisation
    version: OrganisationVersion | None = None
    closed: OrganisationVersion | None = None
    act: RegisterAct | None = None
    aliases: list[OrganisationAlias] = field(default_factory=list)
    profile: Profile | None = None
    profile_before: dict[str, Any] | None = None

    def made(self) -> dict[str, Any]:
        """For the undoing: the numbers of all that was written."""
        return {
            "code": self.organisation.code,
            "name": self.plan.name,
            "organisation": self.organisation.pk,
            "founded": isinstance(self.plan, Founding),
            "version": self.version.pk if self.version else None,
            "closed": self.closed.pk if self.closed else None,
            "act": self.act.pk if self.act else None,
            "aliases": [alias.pk for alias in self.aliases],
            "profile": self.profile is not None,
            "profile_before": self.profile_before,
        }


def take_in(sending: Sending, rows: Sequence[tuple[Given, Verdict]]) -> Mapping[int, Made]:
    """Writes the plans of the rows, in a transaction that the caller holds; gives what was made, by row."""
    plans = [(given.number, plan) for given, verdict in rows for plan in verdict.plan]
    require_day(today(sending.at), *(plan.since for _row, plan in plans))
    founded = [_founding(row, plan) for row, plan in plans if isinstance(plan, Founding)]
    Organisation.objects.bulk_create([one.organisation for one in founded], batch_size=_AT_ONCE)
    ids = dict(Organisation.objects.values_list("code", "pk"))
    altered = list(_alterations([(row, plan) for row, plan in plans if isinstance(plan, Alteration)]))
    for one in (*founded, *altered):
        _place(one, ids)
    every = [*founded, *altered]
    _write(sending, every)
    _tell(sending, every)
    made: dict[int, Made] = {}
    for one in every:
        made.setdefault(one.row, {"parts": []})["parts"].append(one.made())
    return made


def _founding(row: int, plan: Founding) -> _Written:
    organisation = Organisation(code=plan.code)
    organisation.clean_fields()
    name = clean_text(plan.name)
    version = OrganisationVersion(
        name=name,
        folded_name=fold(name),
        sort_key=sort_key(name),
        kind=plan.kind,
        level=plan.level,
        area_id=plan.area_id,
        rank=plan.rank,
        seat=clean_text(plan.seat),
        ownership=plan.ownership,
        legal_basis=clean_text(plan.legal_basis),
        valid_from=plan.since,
    )
    return _Written(row, plan, organisation, version)


def _alterations(plans: Sequence[tuple[int, Alteration]]) -> Iterator[_Written]:
    """Locks the present versions, in one query, and refuses where one is no longer what the row was compared with."""
    wanted = {plan.present_id for _row, plan in plans}
    present = {
        version.pk: version
        for version in OrganisationVersion.objects.select_for_update().filter(pk__in=wanted)
    }
    organisations = Organisation.objects.in_bulk([plan.organisation_id for _row, plan in plans])
    profiles = {
        profile.organisation_id: profile
        for profile in Profile.objects.filter(organisation_id__in=organisations)
    }
    for row, plan in plans:
        now = present[plan.present_id]
        one = _Written(row, plan, organisations[plan.organisation_id])
        one.profile = profiles.get(plan.organisation_id)
        if plan.version or plan.parent is not None:
            one.version, one.closed = _next(now, plan), now
        yield one


def _next(now: OrganisationVersion, plan: Alteration) -> OrganisationVersion:
    if now.valid_to is not None:
        raise AlreadyEnded(name=now.name, ended=now.valid_to)
    if plan.since <= now.valid_from:
        raise VersionTooEarly(name=now.name, since=now.valid_from)
    copied = ("name", "kind", "level", "parent_id", "area_id", "rank", "seat", "ownership")
    told: dict[str, Any] = {name: getattr(now, name) for name in copied} | plan.version
    # A rank is given, never grown into: what becomes a kind or level without it loses it.
    if "rank" not in plan.version and told["rank"] not in ranks_of(told["kind"], told["level"]):
        told["rank"] = ""
    require_fit(told["kind"], told["level"], told["rank"])
    name = clean_text(told["name"])
    now.valid_to = plan.since - timedelta(days=1)
    return OrganisationVersion(
        **told | {"name": name, "seat": clean_text(told["seat"])},
        organisation_id=plan.organisation_id,
        folded_name=fold(name),
        sort_key=sort_key(name),
        legal_basis=clean_text(plan.legal_basis),
        valid_from=plan.since,
    )


def _place(one: _Written, ids: Mapping[str, int]) -> None:
    """Ties the parts together, once every organisation has its number."""
    plan, version = one.plan, one.version
    one.aliases = [
        OrganisationAlias(organisation=one.organisation, name=clean_text(name), folded_name=fold(name))
        for name in plan.aliases
    ]
    one.profile, one.profile_before = _profile(one, plan.reach)
    if version is None:
        return
    version.organisation = one.organisation
    if plan.parent is not None:
        version.parent_id = ids[plan.parent] if plan.parent else None
    # Foreign keys are numbers that were read a moment ago; the database itself checks them.
    version.clean_fields(exclude=["organisation", "parent", "area"])


def _profile(one: _Written, reach: Reach) -> tuple[Profile | None, dict[str, Any] | None]:
    told = reach.told()
    if not told:
        return None, None
    profile = one.profile or Profile(organisation=one.organisation)
    before = {name: _kept(getattr(profile, name)) for name in told} if profile.pk else None
    for name, value in told.items():
        setattr(profile, name, value)
    profile.clean_fields(exclude=["organisation", "changed_at"])
    return profile, before


def _kept(value: object) -> object:
    return value if isinstance(value, str) or value is None else str(value)


def _write(sending: Sending, every: Sequence[_Written]) -> None:
    """Closes first: a new version may only be open when the one before is not."""
    closed = [one.closed for one in every if one.closed is not None]
    OrganisationVersion.objects.bulk_update(closed, ["valid_to"], batch_size=_AT_ONCE)
    versions = [one.version for one in every if one.version is not None]
    OrganisationVersion.objects.bulk_create(versions, batch_size=_AT_ONCE)
    OrganisationAlias.objects.bulk_create(
        [alias for one in every for alias in one.aliases], batch_size=_AT_ONCE
    )
    profiles = [one.profile for one in every if one.profile is not None]
    for profile in profiles:
        profile.changed_at = sending.at
    Profile.objects.bulk_create(
        [one.profile for one in every if one.profile is not None and one.profile_before is None],
        batch_size=_AT_ONCE,
    )
    Profile.objects.bulk_update(
        [one.profile for one in every if one.profile is not None and one.profile_before is not None],
        ["phone", "email", "website", "latitude", "longitude", "changed_at"],
        batch_size=_AT_ONCE,
    )
    for one in every:
        one.act = _act(sending, one)
    RegisterAct.objects.bulk_create([one.act for one in every if one.act is not None], batch_size=_AT_ONCE)
    ActPart.objects.bulk_create(
        [
            ActPart(
                act=one.act,
                organisation=one.organisation,
                founded=isinstance(one.plan, Founding),
                closed=one.closed,
                opened=one.version,
            )
            for one in every
            if one.act is not None
        ],
        batch_size=_AT_ONCE,
    )


def _act(sending: Sending, one: _Written) -> RegisterAct | None:
    """The act behind a new version. Contacts and other names are no acts of the register."""
    version = one.version
    if version is None:
        return None
    before = one.closed.name if one.closed else ""
    return RegisterAct(
        kind=_kind(one),
        on=version.valid_from,
        legal_basis=version.legal_basis,
        done_at=sending.at,
        done_by_id=sending.actor.id,
        done_by_name=sending.actor.name,
        told={"parts": [{"code": one.organisation.code, "before": before, "after": version.name}]},
    )


def _kind(one: _Written) -> str:
    if isinstance(one.plan, Founding):
        return ActKind.FOUND
    if one.plan.parent is not None or "area_id" in one.plan.version:
        return ActKind.MOVE
    return ActKind.RENAME if set(one.plan.version) == {"name"} else ActKind.RECLASS


def _tell(sending: Sending, every: Sequence[_Written]) -> None:
    journal.write_many(
        [
            journal.Line(
                act="organisations.founded" if isinstance(one.plan, Founding) else "organisations.changed",
                organisation=one.organisation,
                subject=f"organisation:{one.organisation.code}",
                params={"name": one.plan.name}
                if isinstance(one.plan, Founding)
                else {"name": one.plan.name, "since": one.plan.since},
            )
            for one in every
        ],
        at=sending.at,
        actor=sending.actor,
    )
