"""Who may see and change what of the catalogue.

The catalogue is one for all libraries: whoever works in a library sees every record in it, and drafts of the libraries
whose cataloguer they are. Changing is for cataloguers of the library that entered a record or holds a copy of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from densach.facts.measures import LIBRARIES
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import Named
from densach.people.queries import StaffActor, organisations_where
from densach.services.catalogue.models import Authority, ImportBatch, Item, ItemState, Record, RecordState
from densach.services.catalogue.queries import importing
from densach.services.catalogue.rules.importing import NoSuchBatch, NoSuchLibrary
from densach.services.catalogue.rules.refusals import NoSuchHeading, NoSuchItem, NoSuchRecord

EDIT = "catalogue.edit"
VIEW = "library.view"
HEADINGS = "catalogue.authority"
IMPORT = "catalogue.import"


def record_for(actor: Actor, pk: int) -> Record:
    """The record with its library and cover. Raises NoSuchRecord, for drafts of others too."""
    found = Record.objects.select_related("library", "cover", "merged_into").filter(pk=pk).first()
    if found is None or (found.state == RecordState.DRAFT and not may_edit(actor, found)):
        raise NoSuchRecord
    return found


def drafts_seen_by(actor: Actor) -> tuple[int, ...] | None:
    """The libraries whose records in the making are in the actor's lists: whose cataloguer the actor is. None: all."""
    if isinstance(actor, StaffActor):
        return tuple(sorted(actor.places(EDIT)))
    return None if actor.may(EDIT, None) else ()


def without_others_drafts(actor: Actor, records: Iterable[Record]) -> list[Record]:
    """What a list shows of records that were found another way than by searching."""
    seen = drafts_seen_by(actor)
    return [
        one for one in records if one.state != RecordState.DRAFT or seen is None or one.library_id in seen
    ]


def may_edit(actor: Actor, record: Record) -> bool:
    if not actor.may(EDIT, None):
        return False
    if actor.may(EDIT, record.library_id):
        return True
    held = Item.objects.filter(record=record).exclude(state=ItemState.WITHDRAWN)
    return any(actor.may(EDIT, home) for home in held.values_list("home_id", flat=True).distinct())


def record_to_edit(actor: Actor, pk: int) -> Record:
    """Raises NoSuchRecord; NotAllowed for a record that the person may see and not change."""
    found = record_for(actor, pk)
    if found.state == RecordState.MERGED:
        raise NoSuchRecord
    if not may_edit(actor, found):
        raise NotAllowed(verb=EDIT)
    return found


def item_for(actor: Actor, pk: int) -> Item:
    """A copy of a record that the person may see. Raises NoSuchItem."""
    rows = Item.objects.select_related("record__library", "record__cover", "item_type", "home", "place")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuchItem(barcode=str(pk))
    return found


def counted_for(actor: Actor, pk: int) -> tuple[Item, int]:
    """A copy and the library that counted it, for whoever reads that library's figures. Raises NoSuchItem."""
    found = Item.objects.select_related("record").filter(pk=pk).first()
    if found is None:
        raise NoSuchItem(barcode=str(pk))
    library = found.counted_in_id or found.home_id
    if not any(actor.may(verb, library) for verb in (VIEW, "count.view")):
        raise NoSuchItem(barcode=str(pk))
    return found, library


def item_to_edit(actor: Actor, pk: int) -> Item:
    """Raises NoSuchItem; NotAllowed for whoever is no cataloguer of its home."""
    found = item_for(actor, pk)
    if not actor.may(EDIT, found.home_id):
        raise NotAllowed(verb=EDIT)
    return found


def heading_for(pk: int) -> Authority:
    """Raises NoSuchHeading."""
    found = Authority.objects.select_related("broader", "merged_into").filter(pk=pk).first()
    if found is None:
        raise NoSuchHeading
    return found


def libraries_to_fill(actor: Actor, on: date) -> list[Named]:
    """The libraries of the day for which the person may bring files of records."""
    ids = set(organisations_where(actor, IMPORT, on).values_list("pk", flat=True))
    return [one for one in organisations.alive(on) if one.id in ids and one.kind in LIBRARIES]


def library_to_fill(actor: Actor, code: str, verb: str = IMPORT) -> Organisation:
    """Raises NoSuchLibrary, for libraries of others too."""
    found = organisations.by_code(code)
    if not actor.may(verb, found):
        raise NoSuchLibrary(code=code)
    return found


def batch_for(actor: Actor, pk: int) -> ImportBatch:
    """A file of records, for whoever may bring files for its library. Raises NoSuchBatch."""
    found = importing.batch_by_id(pk)
    if found is None or not actor.may(IMPORT, found.library):
        raise NoSuchBatch
    return found


def may_keep(actor: Actor, heading: Authority) -> bool:
    """Whether the actor may change the heading: it is used in one of their libraries, or nowhere."""
    if not actor.may(HEADINGS, None):
        return False
    used = Record.objects.filter(links__authority=heading)
    libraries = list(used.order_by("library_id").values_list("library_id", flat=True).distinct())
    return not libraries or any(actor.may(HEADINGS, one) for one in libraries)


def heading_to_keep(actor: Actor, pk: int) -> Authority:
    """Raises NoSuchHeading; NotAllowed for a heading that only other libraries use."""
    found = heading_for(pk)
    if not may_keep(actor, found):
        raise NotAllowed(verb=HEADINGS)
    return found
