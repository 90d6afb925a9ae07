"""What the catalogue says no to; the sentences are in `ui.wording.catalogue`."""

from __future__ import annotations

from densach.kernel.errors import Closed, Conflict, Invalid, NotFound


class NoSuchRecord(NotFound):
    """No record, none that the person may see, or one that was merged away."""

    message_id = "catalogue.no_such_record"


class NoSuchItem(NotFound):
    """No item has the barcode. Parameter: `barcode`."""

    message_id = "catalogue.no_such_item"


class NoTitle(Invalid):
    """A record without a title (245 $a) is of no use to anybody."""

    message_id = "catalogue.no_title"


class BarcodeTaken(Conflict):
    """Another item has the barcode. Parameters: `barcode`, `title` of the other's record."""

    message_id = "catalogue.barcode_taken"


class AccessionTaken(Conflict):
    """Another item of the library has the accession number. Parameter: `number`."""

    message_id = "catalogue.accession_taken"


class SeenAnOldRecord(Conflict):
    """Somebody else changed the record since it was looked at. Parameter: `name`, who."""

    message_id = "catalogue.seen_an_old_record"


class RecordInUse(Closed):
    """A record with items cannot be withdrawn. Parameter: `number` of items."""

    message_id = "catalogue.record_in_use"


class ItemCannot(Closed):
    """The item's state forbids the change. Parameters: `barcode`, `state` and `wanted`, already worded."""

    message_id = "catalogue.item_cannot"
