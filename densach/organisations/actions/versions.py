"""Dated versions of an organisation: adding one, and the one that holds."""

from __future__ import annotations

from datetime import date

from densach.kernel.collation import sort_key
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations.kinds import ranks_of, require_fit
from densach.organisations.models import (
    Area,
    Organisation,
    OrganisationVersion,
)
from densach.organisations.rules import AlreadyEnded, NewVersion, VersionTooEarly
from densach.organisations.spelling import require_name


def add_version(
    organisation: Organisation, new: NewVersion, *, parent: Organisation | None, area: Area
) -> OrganisationVersion:
    """The next version; what `new` leaves out is taken over from the latest one before it."""
    before = organisation.versions.order_by("-valid_from").first()
    told = _taken_over(new, before or OrganisationVersion())
    require_fit(told["kind"], told["level"], told["rank"])
    name = clean_text(told["name"])
    if new.name:
        # One that is called so already goes on; nobody is given such a name.
        require_name(name)
    version = OrganisationVersion(
        **told | {"name": name, "seat": clean_text(told["seat"])},
        organisation=organisation,
        folded_name=fold(name),
        sort_key=sort_key(name),
        parent=parent,
        area=area,
        legal_basis=clean_text(new.legal_basis),
        valid_from=new.since,
    )
    version.full_clean()
    version.save()
    return version


def _taken_over(new: NewVersion, before: OrganisationVersion) -> dict[str, str]:
    given = {
        "name": new.name or None,
        "kind": new.kind or None,
        "level": new.level or None,
        "rank": new.rank,
        "seat": new.seat,
        "ownership": new.ownership or None,
    }
    told: dict[str, str] = {
        field: getattr(before, field) if value is None else value for field, value in given.items()
    }
    # A rank is given, never grown into: what becomes a kind or level without it loses it.
    if new.rank is None and told["rank"] not in ranks_of(told["kind"], told["level"]):
        told["rank"] = ""
    return told


def present_version(organisation: Organisation, since: date) -> OrganisationVersion:
    present = organisation.versions.select_for_update().order_by("-valid_from").select_related(None).first()
    if present is None or present.valid_to is not None:
        raise AlreadyEnded(
            name=present.name if present else organisation.code,
            ended=present.valid_to if present else None,
        )
    if since <= present.valid_from:
        raise VersionTooEarly(name=present.name, since=present.valid_from)
    return present
