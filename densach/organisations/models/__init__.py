"""Areas and organisations through time.

A thing has an immutable code; what it is called, what it is and under whom it stands are dated versions. Lineage
joins predecessors and successors. Nothing here is deleted: a thing that ends has a last version with `valid_to`.
"""

from __future__ import annotations

from densach.organisations.models.acts import ActKind, ActPart, ActState, RegisterAct
from densach.organisations.models.areas import Area, AreaKind, AreaLineage, AreaVersion
from densach.organisations.models.codes import CODE, Level, LineageKind
from densach.organisations.models.profile import Closure, OpeningTime, Post, Profile
from densach.organisations.models.register import (
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    OrganisationLineage,
    OrganisationVersion,
    Ownership,
    Rank,
)

__all__ = [
    "CODE",
    "ActKind",
    "ActPart",
    "ActState",
    "Area",
    "AreaKind",
    "AreaLineage",
    "AreaVersion",
    "Closure",
    "Level",
    "LineageKind",
    "OpeningTime",
    "Organisation",
    "OrganisationAlias",
    "OrganisationKind",
    "OrganisationLineage",
    "OrganisationVersion",
    "Ownership",
    "Post",
    "Profile",
    "Rank",
    "RegisterAct",
]
