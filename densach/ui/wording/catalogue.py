"""What the catalogue refuses or doubts, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "catalogue.no_such_record": gettext_noop("There is no such record in the catalogue."),
    "catalogue.no_such_item": gettext_noop("No copy has the barcode %(barcode)s."),
    "catalogue.no_title": gettext_noop("A record needs a title (field 245 $a)."),
    "catalogue.barcode_taken": gettext_noop(
        "The barcode %(barcode)s already belongs to a copy of “%(title)s”."
    ),
    "catalogue.accession_taken": gettext_noop(
        "The accession number %(number)s is already taken in this library."
    ),
    "catalogue.seen_an_old_record": gettext_noop(
        "%(name)s has changed this record since you opened it. Look at what changed, then save again."
    ),
    "catalogue.record_in_use": gettext_noop("The record has %(number)s copies: deal with them first."),
    "catalogue.item_cannot": gettext_noop(
        "The copy %(barcode)s is “%(state)s”: it cannot become “%(wanted)s”."
    ),
    "catalogue.item_at_the_desk": gettext_noop(
        "The copy %(barcode)s is “%(state)s”. Take it back at the desk, or note there that it is lost or damaged: "
        "then the loan, the hold or the transfer ends with it."
    ),
    "catalogue.year_unclear": gettext_noop("No year can be read from “%(year)s”; it is kept as it stands."),
    "catalogue.year_missing": gettext_noop("No year of publication."),
    "catalogue.isbn_wrong": gettext_noop("“%(isbn)s” is no valid ISBN; it is kept as it stands."),
    "catalogue.same_home": gettext_noop(
        "The copy %(barcode)s belongs to this library already: choose another."
    ),
    "catalogue.record_cannot": gettext_noop("The record is “%(state)s”: it cannot become “%(wanted)s”."),
    "catalogue.no_such_heading": gettext_noop("There is no such heading."),
    "catalogue.seen_an_old_heading": gettext_noop(
        "%(name)s has changed this heading since you opened it. Look at what changed, then save again."
    ),
    "catalogue.heading_taken": gettext_noop(
        "The heading “%(heading)s” exists already: merge the two instead of giving both the same words."
    ),
    "catalogue.headings_differ": gettext_noop(
        "Two different headings of the same kind can be merged: choose another."
    ),
    "catalogue.not_broader": gettext_noop(
        "“%(heading)s” stands below this heading already: it cannot stand above it."
    ),
    "catalogue.no_heading": gettext_noop("A heading has at least one letter or digit."),
    "catalogue.records_alike": gettext_noop(
        "Choose two different records, neither of them merged away already."
    ),
    "catalogue.nothing_to_undo": gettext_noop(
        "The merger of “%(title)s” cannot be taken back: it was already, or what came of it was changed since."
    ),
    "catalogue.wrong_line": gettext_noop("Line %(line)s cannot be read as a MARC field: “%(text)s”."),
    "catalogue.wrong_field": gettext_noop(
        "Field %(tag)s: “%(text)s” cannot stand there. A tag has three signs, indicators and subfield codes one."
    ),
    "catalogue.field_lacking": gettext_noop("This kind of material needs field %(tag)s (%(name)s)."),
    "catalogue.not_a_picture": gettext_noop(
        "A cover is a picture (JPEG, PNG or WebP) of at most %(limit)s MB."
    ),
    "catalogue.too_many_at_once": gettext_noop("At most %(limit)s copies can be added at once."),
    "catalogue.seen_an_old_item": gettext_noop(
        "Somebody has changed the copy %(barcode)s since you opened it. Look at it, then save again."
    ),
}
