"""How the journal words what this room did. Readers are numbers here: nothing of an erased person stays."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES: dict[str, str] = {
    "desk.lent": gettext_noop("lent the copy %(barcode)s of “%(title)s”, due on %(due)s"),
    "desk.loan_undone": gettext_noop(
        "undid the loan of the copy %(barcode)s of “%(title)s”: it was a mistake"
    ),
    "desk.returned": gettext_noop("took back the copy %(barcode)s of “%(title)s”, %(late)s days late"),
    "desk.arrived": gettext_noop("received the copy %(barcode)s"),
    "desk.renewed": gettext_noop("renewed the loan of the copy %(barcode)s until %(due)s"),
    "desk.due_changed": gettext_noop(
        "set the due day of the loan of the copy %(barcode)s from %(before)s to %(due)s by hand"
    ),
    "desk.held": gettext_noop("put somebody in the queue for “%(title)s”"),
    "desk.hold_cancelled": gettext_noop("took somebody out of the queue for “%(title)s”: %(why)s"),
    "desk.sent": gettext_noop("sent the copy %(barcode)s to %(place)s"),
    "desk.transfer_cancelled": gettext_noop("kept the copy %(barcode)s here after all"),
    "desk.claimed": gettext_noop("wrote down that the reader says the copy %(barcode)s was brought back"),
    "desk.lost": gettext_noop("wrote down that the copy %(barcode)s is lost"),
    "desk.damaged": gettext_noop("wrote down that the copy %(barcode)s is damaged"),
    "desk.suspension_lifted": gettext_noop(
        "lifted the days without borrowing of reader no. %(number)s: %(why)s"
    ),
    "desk.charge_settled": gettext_noop("settled %(amount)s đồng of reader no. %(number)s"),
    "desk.charge_waived": gettext_noop("waived %(amount)s đồng of reader no. %(number)s: %(why)s"),
    "desk.registered": gettext_noop("registered reader no. %(number)s"),
    "desk.reader_changed": gettext_noop("changed the data of reader no. %(number)s"),
    "desk.card_renewed": gettext_noop("renewed the card of reader no. %(number)s until %(until)s"),
    "desk.card_replaced": gettext_noop("gave reader no. %(number)s another card"),
    "desk.blocked": gettext_noop("blocked reader no. %(number)s"),
    "desk.unblocked": gettext_noop("unblocked reader no. %(number)s"),
    "desk.reader_closed": gettext_noop("closed the card of reader no. %(number)s %(why)s"),
    "desk.reader_reopened": gettext_noop("opened the card of reader no. %(number)s again"),
    "desk.readers_merged": gettext_noop("merged reader no. %(number)s into no. %(into)s"),
    "desk.pin_set": gettext_noop("set a PIN for reader no. %(number)s"),
    "desk.reader_taken_back": gettext_noop("took back the registration of reader no. %(number)s"),
    "desk.photo": gettext_noop("changed the photo of reader no. %(number)s"),
    "desk.cards_printed": gettext_noop("printed the cards of %(quantity)s readers"),
    "desk.history": gettext_noop(
        "wrote down the choice of reader no. %(number)s on keeping a reading history"
    ),
    "desk.gate": gettext_noop("wrote down the number of the gate: %(value)s"),
    "desk.visit_cancelled": gettext_noop("took back %(quantity)s visits of %(on)s"),
    "desk.use_cancelled": gettext_noop("took back %(quantity)s uses in the room of %(on)s"),
    "desk.way": gettext_noop("set how visits are counted from %(since)s on"),
    "desk.day_closed": gettext_noop("closed the day %(on)s"),
    "desk.day_reopened": gettext_noop("opened the day %(on)s again: %(why)s"),
    "desk.rule_written": gettext_noop("wrote a lending rule: %(kind)s %(value)s"),
    "desk.rule_removed": gettext_noop("removed a lending rule: %(kind)s %(value)s"),
    "desk.day_run": gettext_noop("ran the daily work of the desks for %(on)s"),
    "desk.printed": gettext_noop("printed %(quantity)s notices to readers"),
}
