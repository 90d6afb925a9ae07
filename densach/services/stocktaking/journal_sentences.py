"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES: dict[str, str] = {
    "stocktaking.begun": gettext_noop("began the stock-taking “%(name)s”"),
    "stocktaking.uploaded": gettext_noop("took %(number)s scanned barcodes into “%(name)s”"),
    "stocktaking.closed": gettext_noop("closed the stock-taking “%(name)s”: %(missing)s copies not found"),
    "stocktaking.reopened": gettext_noop("opened the stock-taking “%(name)s” again"),
    "stocktaking.dropped": gettext_noop("dropped the stock-taking “%(name)s”"),
    "stocktaking.settled_found": gettext_noop("found the copy %(barcode)s again"),
    "stocktaking.settled_missing": gettext_noop("noted the copy %(barcode)s as missing after a stock-taking"),
    "stocktaking.settled_lost": gettext_noop("noted the copy %(barcode)s as lost after a stock-taking"),
    "stocktaking.settled_put_back": gettext_noop("put the copy %(barcode)s back in its place"),
    "stocktaking.settled_stays": gettext_noop("noted where the copy %(barcode)s stands now"),
    "stocktaking.settled_here": gettext_noop("noted the copy %(barcode)s as here again"),
    "stocktaking.settled_aside": gettext_noop("put the scanned copy %(barcode)s aside"),
    "stocktaking.unsettled": gettext_noop("took back what was done about the copy %(barcode)s"),
    "weeding.begun": gettext_noop("began the weeding list “%(name)s”"),
    "weeding.listed": gettext_noop("put %(number)s copies on the weeding list “%(name)s”"),
    "weeding.taken_off": gettext_noop("took the copy %(barcode)s off the weeding list “%(name)s”"),
    "weeding.submitted": gettext_noop("brought the weeding list “%(name)s” before the council"),
    "weeding.judged": gettext_noop("wrote the council's verdict on %(number)s copies of “%(name)s”"),
    "weeding.decided": gettext_noop("decided on the weeding list “%(name)s” by %(decision)s of %(day)s"),
    "weeding.carried_out": gettext_noop(
        "took %(number)s copies of “%(name)s” out of the stock; %(left)s could not be"
    ),
    "weeding.stepped_back": gettext_noop("took the last step of the weeding list “%(name)s” back"),
    "weeding.dropped": gettext_noop("dropped the weeding list “%(name)s”"),
}
