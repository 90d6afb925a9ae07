"""Areas and organisations through time.

A thing has an immutable code; what it is called, what it is and under whom it stands are dated versions. Lineage
joins predecessors and successors. Nothing here is deleted: a thing that ends has a last version with `valid_to`.
"""

from __future__ import annotations

from densach.organisations.models.areas import Area, AreaKind, AreaLineage, AreaVersion
from densach.organisations.models.codes import CODE, Level, LineageKind
from densach.organisations.models.register import (
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    OrganisationLineage,
    OrganisationVersion,
)

__all__ = [
    "CODE",
    "Area",
    "AreaKind",
    "AreaLineage",
    "AreaVersion",
    "Level",
    "LineageKind",
    "Organisation",
    "OrganisationAlias",
    "OrganisationKind",
    "OrganisationLineage",
    "OrganisationVersion",
]
