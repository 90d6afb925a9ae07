"""What the catalogue refuses or doubts, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "catalogue.no_such_record": gettext_noop("There is no such record in the catalogue."),
    "catalogue.no_such_item": gettext_noop("No copy has the barcode %(barcode)s."),
    "catalogue.no_title": gettext_noop("A record needs a title (field 245 $a)."),
    "catalogue.barcode_taken": gettext_noop("The barcode %(barcode)s already belongs to a copy of “%(title)s”."),
    "catalogue.accession_taken": gettext_noop("The accession number %(number)s is already taken in this library."),
    "catalogue.seen_an_old_record": gettext_noop(
        "%(name)s has changed this record since you opened it. Look at what changed, then save again."
    ),
    "catalogue.record_in_use": gettext_noop("The record has %(number)s copies: deal with them first."),
    "catalogue.item_cannot": gettext_noop("The copy %(barcode)s is “%(state)s”: it cannot become “%(wanted)s”."),
    "catalogue.year_unclear": gettext_noop("No year can be read from “%(year)s”; it is kept as it stands."),
    "catalogue.year_missing": gettext_noop("No year of publication."),
    "catalogue.isbn_wrong": gettext_noop("“%(isbn)s” is no valid ISBN; it is kept as it stands."),
}
