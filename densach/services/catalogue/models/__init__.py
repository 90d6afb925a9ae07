"""The catalogue's tables.

records      bibliographic records, every revision of them, the numbers by which they are known again
authorities  names and subjects under one heading, and which records use them
items        copies with barcode and accession number, and what happened to each
importing    files of records on their way in
finding      what the searching reads
"""

from __future__ import annotations

from densach.services.catalogue.models.authorities import (
    Authority,
    AuthorityKind,
    AuthorityLink,
    AuthorityRevision,
)
from densach.services.catalogue.models.finding import STEP, Finding, HeadingForm, LaidIndex, Word
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
from densach.services.catalogue.models.mergers import AuthorityMerger, RecordMerger
from densach.services.catalogue.models.records import (
    Identifier,
    IdentifierKind,
    Material,
    Record,
    RecordRevision,
    RecordState,
)

__all__ = [
    "STEP",
    "Acquired",
    "Authority",
    "AuthorityKind",
    "AuthorityLink",
    "AuthorityMerger",
    "AuthorityRevision",
    "BatchState",
    "Finding",
    "HeadingForm",
    "Identifier",
    "IdentifierKind",
    "ImportBatch",
    "ImportRow",
    "Item",
    "ItemEvent",
    "ItemState",
    "ItemType",
    "LaidIndex",
    "Material",
    "Record",
    "RecordMerger",
    "RecordRevision",
    "RecordState",
    "Restriction",
    "RowAction",
    "Word",
]
