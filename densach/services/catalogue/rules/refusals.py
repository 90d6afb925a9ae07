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


class ItemAtTheDesk(Closed):
    """The copy is lent, kept for a reader or on the way: the desk ends that. Parameters: `barcode`, `state` worded."""

    message_id = "catalogue.item_at_the_desk"


class RecordCannot(Closed):
    """The record's state forbids the change. Parameters: `state` and `wanted`, already worded."""

    message_id = "catalogue.record_cannot"


class NoSuchHeading(NotFound):
    """No such heading of a name or a subject."""

    message_id = "catalogue.no_such_heading"


class SeenAnOldHeading(Conflict):
    """Somebody else changed the heading since it was looked at. Parameter: `name`, who."""

    message_id = "catalogue.seen_an_old_heading"


class HeadingTaken(Conflict):
    """Another heading of the kind reads so: the two can be merged. Parameter: `heading`."""

    message_id = "catalogue.heading_taken"


class HeadingsDiffer(Invalid):
    """Only two different headings of one kind can be merged, and neither may be merged away already."""

    message_id = "catalogue.headings_differ"


class NotBroader(Invalid):
    """A heading cannot stand above itself, however far up. Parameter: `heading`."""

    message_id = "catalogue.not_broader"


class NoHeading(Invalid):
    """A heading has at least one letter or digit."""

    message_id = "catalogue.no_heading"


class RecordsAlike(Invalid):
    """Two different records can be merged, neither merged away already."""

    message_id = "catalogue.records_alike"


class NothingToUndo(Closed):
    """The merger was taken back already, or what came of it was changed since. Parameter: `title`."""

    message_id = "catalogue.nothing_to_undo"


class WrongLine(Invalid):
    """A line of MARC text cannot be read. Parameters: `line` (number) and `text`."""

    message_id = "catalogue.wrong_line"


class WrongField(Invalid):
    """A tag, an indicator or a subfield code is none. Parameters: `tag` and `text`."""

    message_id = "catalogue.wrong_field"


class FieldLacking(Invalid):
    """The framework of the material demands a field. Parameters: `tag` and `name`."""

    message_id = "catalogue.field_lacking"


class NotAPicture(Invalid):
    """A cover is a JPEG, PNG or WebP picture of at most so many megabytes. Parameter: `limit`."""

    message_id = "catalogue.not_a_picture"


class TooManyAtOnce(Invalid):
    """More copies at once than one form makes. Parameter: `limit`."""

    message_id = "catalogue.too_many_at_once"


class SeenAnOldItem(Conflict):
    """Somebody else changed the copy since it was looked at. Parameter: `barcode`."""

    message_id = "catalogue.seen_an_old_item"


class SameHome(Invalid):
    """The copy belongs to this library already. Parameter: `barcode`."""

    message_id = "catalogue.same_home"
