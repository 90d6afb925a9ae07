"""Files of records on their way in: read, matched, looked at, taken in, and taken back if need be.

opening    a file as records
judging    what would become of each record
inserting  many rows in one statement
removing   many rows taken out
writing    a chunk of records into the catalogue
batches    a file taken in at once
staging    a file staged first, decided, taken in, dropped
undoing    a file taken back
jobs       long work in a process of its own
authorities  authority records as headings
heading_files  a file of them shown first, taken in, taken back
"""

from __future__ import annotations

from densach.services.catalogue.actions.importing.authorities import holds_authorities, import_headings
from densach.services.catalogue.actions.importing.batches import Outcome, import_records
from densach.services.catalogue.actions.importing.heading_files import (
    are_headings,
    stage_headings,
    take_headings,
    undo_headings,
)
from densach.services.catalogue.actions.importing.opening import (
    Opened,
    form_of_file,
    open_file,
    open_page,
    page_of,
    read_page,
)
from densach.services.catalogue.actions.importing.staging import (
    begin,
    commit,
    decide,
    drop,
    keep_table,
    stage,
    stage_table,
)
from densach.services.catalogue.actions.importing.undoing import undo

__all__ = [
    "Opened",
    "Outcome",
    "are_headings",
    "begin",
    "commit",
    "decide",
    "drop",
    "form_of_file",
    "holds_authorities",
    "import_headings",
    "import_records",
    "keep_table",
    "open_file",
    "open_page",
    "page_of",
    "read_page",
    "stage",
    "stage_headings",
    "stage_table",
    "take_headings",
    "undo",
    "undo_headings",
]
