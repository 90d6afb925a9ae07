"""What stock-taking and weeding refuse, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "stocktaking.no_such_take": gettext_noop("There is no such stock-taking."),
    "stocktaking.place_being_taken": gettext_noop(
        "The stock-taking “%(name)s” already covers some of these shelves: go on with it, or choose others."
    ),
    "stocktaking.take_closed": gettext_noop(
        "The stock-taking “%(name)s” is closed: nothing more is scanned into it."
    ),
    "stocktaking.take_open": gettext_noop("Close the stock-taking “%(name)s” first."),
    "stocktaking.seen_an_old_take": gettext_noop(
        "Somebody else has just closed or changed the stock-taking “%(name)s”. Look at it again."
    ),
    "stocktaking.nothing_scanned": gettext_noop(
        "Nothing has been scanned yet: every copy would be missing. Scan first, or drop the stock-taking."
    ),
    "stocktaking.already_settled": gettext_noop("The copy %(barcode)s has just been dealt with."),
    "stocktaking.wrong_way": gettext_noop("This cannot be done with the copy %(barcode)s."),
    "stocktaking.no_barcode": gettext_noop("There is no barcode in it."),
    "stocktaking.too_many_barcodes": gettext_noop(
        "At most %(limit)s barcodes at once: divide the file and send the parts one after the other."
    ),
    "stocktaking.settled_already": gettext_noop(
        "%(number)s missing copies were dealt with already: take that back first, then open it again."
    ),
    "weeding.no_such_list": gettext_noop("There is no such weeding list."),
    "weeding.cannot": gettext_noop("The weeding list is “%(state)s”: this cannot be done now."),
    "weeding.seen_an_old_list": gettext_noop(
        "Somebody else has changed the weeding list “%(name)s” since you opened it. "
        "What you typed is kept: look again, then save."
    ),
    "weeding.empty": gettext_noop("The list is empty: put copies on it first."),
    "weeding.no_verdict_yet": gettext_noop(
        "%(number)s copies have no verdict of the council yet: say of each whether it goes or stays."
    ),
    "weeding.not_of_this_library": gettext_noop(
        "%(barcode)s is no copy that this library owns and still has."
    ),
    "weeding.nothing_found": gettext_noop("The rule finds no copy that is not on a list already."),
    "weeding.decision_lacks_paper": gettext_noop("Give the decision's number and day."),
}
