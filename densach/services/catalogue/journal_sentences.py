"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "catalogue.record_added": gettext_noop("entered the record “%(title)s”"),
    "catalogue.record_changed": gettext_noop("changed the record “%(title)s”"),
    "catalogue.item_added": gettext_noop("added the copy %(barcode)s of “%(title)s”"),
    "catalogue.item_state": gettext_noop("said of the copy %(barcode)s: %(state)s %(why)s"),
    "catalogue.record_published": gettext_noop("put the record “%(title)s” into the catalogue"),
    "catalogue.record_draft": gettext_noop("made the record “%(title)s” a draft again"),
    "catalogue.record_withdrawn": gettext_noop("withdrew the record “%(title)s” %(why)s"),
    "catalogue.records_merged": gettext_noop("merged the record “%(other)s” into “%(title)s”"),
    "catalogue.records_parted": gettext_noop("took back the merger of “%(other)s” into “%(title)s”"),
    "catalogue.heading_changed": gettext_noop("changed the heading “%(heading)s”"),
    "catalogue.heading_added": gettext_noop("entered the heading “%(heading)s”"),
    "catalogue.headings_merged": gettext_noop("merged the heading “%(other)s” into “%(heading)s”"),
    "catalogue.headings_parted": gettext_noop("took back the merger of “%(other)s” into “%(heading)s”"),
    "catalogue.headings_taken": gettext_noop(
        "took in the file of authorities “%(name)s”: %(created)s new headings, %(updated)s filled"
    ),
    "catalogue.item_changed": gettext_noop("changed the copy %(barcode)s of “%(title)s”"),
    "catalogue.item_home": gettext_noop("gave the copy %(barcode)s of “%(title)s” another home: %(why)s"),
    "catalogue.item_moved": gettext_noop("moved the copy %(barcode)s to %(to)s"),
    "catalogue.cover_set": gettext_noop("gave the record “%(title)s” a cover"),
    "catalogue.cover_gone": gettext_noop("took the cover of the record “%(title)s” away"),
    "catalogue.import_staged": gettext_noop(
        "sent the file of records “%(name)s”: %(number)s records to look at"
    ),
    "catalogue.import_taken": gettext_noop(
        "took in the file of records “%(name)s”: %(created)s new, %(updated)s changed"
    ),
    "catalogue.import_undone": gettext_noop("took back the file of records “%(name)s”: %(number)s records"),
    "catalogue.import_dropped": gettext_noop("dropped the file of records “%(name)s”"),
}
