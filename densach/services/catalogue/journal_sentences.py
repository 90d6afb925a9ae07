"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "catalogue.record_added": gettext_noop("entered the record “%(title)s”"),
    "catalogue.record_changed": gettext_noop("changed the record “%(title)s”"),
    "catalogue.item_added": gettext_noop("added the copy %(barcode)s of “%(title)s”"),
    "catalogue.item_state": gettext_noop("said of the copy %(barcode)s: %(state)s %(why)s"),
}
