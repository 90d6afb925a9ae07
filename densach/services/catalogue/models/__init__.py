"""The catalogue's tables.

records      bibliographic records, every revision of them, the numbers by which they are known again
authorities  names and subjects under one heading, and which records use them
items        copies with barcode and accession number, and what happened to each
importing    files of records on their way in
"""

from __future__ import annotations

from densach.services.catalogue.models.authorities import (
    Authority,
    AuthorityKind,
    AuthorityLink,
    AuthorityRevision,
)
from densach.services.catalogue.models.importing import (
    BatchState,
    ImportBatch,
    ImportRow,
    RowAction,
)
from densach.services.catalogue.models.items import (
    Acquired,
    Item,
    ItemEvent,
    ItemState,
    ItemType,
    Restriction,
)
from densach.services.catalogue.models.records import (
    Identifier,
    IdentifierKind,
    Material,
    Record,
    RecordRevision,
    RecordState,
)

__all__ = [
    "Acquired",
    "Authority",
    "AuthorityKind",
    "AuthorityLink",
    "AuthorityRevision",
    "BatchState",
    "Identifier",
    "IdentifierKind",
    "ImportBatch",
    "ImportRow",
    "Item",
    "ItemEvent",
    "ItemState",
    "ItemType",
    "Material",
    "Record",
    "RecordRevision",
    "RecordState",
    "Restriction",
    "RowAction",
]
