"""Who may see and change what of the catalogue.

The catalogue is one for all libraries: whoever works in a library sees every record in it, and drafts of the libraries
whose cataloguer they are. Changing is for cataloguers of the library that entered a record or holds a copy of it.
"""

from __future__ import annotations

from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.services.catalogue.models import Authority, Item, ItemState, Record, RecordState
from densach.services.catalogue.rules.refusals import NoSuchHeading, NoSuchItem, NoSuchRecord

EDIT = "catalogue.edit"
VIEW = "library.view"
HEADINGS = "catalogue.authority"


def record_for(actor: Actor, pk: int) -> Record:
    """The record with its library and cover. Raises NoSuchRecord, for drafts of others too."""
    found = Record.objects.select_related("library", "cover", "merged_into").filter(pk=pk).first()
    if found is None or (found.state == RecordState.DRAFT and not may_edit(actor, found)):
        raise NoSuchRecord
    return found


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
