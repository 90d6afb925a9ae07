"""Dated versions of an organisation: adding one, and the one that holds."""

from __future__ import annotations

from datetime import date

from densach.kernel.collation import sort_key
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations.models import (
    Area,
    Organisation,
    OrganisationVersion,
)
from densach.organisations.rules import AlreadyEnded, NewVersion, VersionTooEarly


def add_version(
    organisation: Organisation, new: NewVersion, *, parent: Organisation | None, area: Area
) -> OrganisationVersion:
    name = clean_text(new.name or "")
    version = OrganisationVersion(
        organisation=organisation,
        name=name,
        folded_name=fold(name),
        sort_key=sort_key(name),
        kind=new.kind or "",
        level=new.level or "",
        parent=parent,
        area=area,
        legal_basis=clean_text(new.legal_basis),
        valid_from=new.since,
    )
    version.full_clean()
    version.save()
    return version


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
