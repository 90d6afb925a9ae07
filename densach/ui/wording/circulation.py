"""What the desk refuses, in words. No sentence names another reader."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "desk.no_such_card": gettext_noop(
        "No reader has the card %(card)s. Register the reader, or look the name up."
    ),
    "desk.no_such_patron": gettext_noop("There is no such reader."),
    "desk.no_such_loan": gettext_noop("There is no such loan, or it is over."),
    "desk.no_such_hold": gettext_noop("There is no such hold, or it is over."),
    "desk.card_replaced": gettext_noop("The card %(card)s was replaced on %(on)s: ask for the new card."),
    "desk.patron_closed": gettext_noop("This reader left on %(on)s. Register the person anew to lend again."),
    "desk.patron_blocked": gettext_noop("The reader is blocked since %(since)s: %(why)s"),
    "desk.card_ended": gettext_noop("The card ended on %(on)s: renew it first."),
    "desk.suspended": gettext_noop("The reader does not borrow until %(until)s, because of a late return."),
    "desk.too_many_loans": gettext_noop(
        "The reader has %(number)s loans; the rule gives %(limit)s at a time."
    ),
    "desk.too_many_of_type": gettext_noop(
        "The reader has %(number)s loans of the type “%(item_type)s”; the rule gives %(limit)s."
    ),
    "desk.type_not_lent": gettext_noop(
        "The copy %(barcode)s is of the type “%(item_type)s”, which is not lent."
    ),
    "desk.in_room_only": gettext_noop("The copy %(barcode)s is used in the reading room only."),
    "desk.restricted": gettext_noop(
        "The use of the copy %(barcode)s is restricted by the Law on Libraries: %(level)s. It is not lent."
    ),
    "desk.not_here": gettext_noop("The copy %(barcode)s should be in %(place)s. Check it in here first."),
    "desk.too_late_to_undo": gettext_noop(
        "A loan is undone within half an hour, by the desk that lent it. Take the copy back instead."
    ),
    "desk.stands_elsewhere": gettext_noop(
        "The copy %(barcode)s should stand in %(place)s. Does it really lie before you?"
    ),
    "desk.not_this_desks": gettext_noop(
        "The copy %(barcode)s is not of this library: what became of it is noted in %(place)s."
    ),
    "desk.marked_before": gettext_noop("The copy %(barcode)s is noted as “%(state)s” already."),
    "desk.not_in_use": gettext_noop(
        "The copy %(barcode)s is “%(state)s”: its use is not counted. If it lies before you, check it in first."
    ),
    "desk.not_on_shelf": gettext_noop(
        "The copy %(barcode)s is “%(state)s”. Check it in first, then lend it."
    ),
    "desk.not_served": gettext_noop("The copy %(barcode)s is “%(state)s”: it is not served."),
    "desk.already_lent": gettext_noop(
        "The copy %(barcode)s is on loan to another reader until %(due)s. If it lies before you, check it in first."
    ),
    "desk.lent_to_this_reader": gettext_noop(
        "The reader has the copy %(barcode)s already, until %(due)s. Renew the loan to make it longer."
    ),
    "desk.kept_for_another": gettext_noop("The copy %(barcode)s is kept for somebody who waits for it."),
    "desk.others_wait": gettext_noop(
        "%(number)s readers wait for this title, and no other copy is free for them."
    ),
    "desk.due_before_today": gettext_noop("The due day %(due)s lies before today."),
    "desk.due_too_far": gettext_noop("The due day %(due)s is too far: choose a day up to %(limit)s."),
    "desk.due_by_hand": gettext_noop("The rule says %(due)s. Another day needs a reason that is kept."),
    "desk.due_past_card": gettext_noop("The due day %(due)s lies past the card's end on %(on)s."),
    "desk.due_seen_old": gettext_noop(
        "Someone else has changed the due day to %(due)s since you opened the page. Save again if yours should hold."
    ),
    "desk.due_as_before": gettext_noop("The loan is due on %(due)s already: choose another day."),
    "desk.key_of_another_act": gettext_noop("The number %(key)s belongs to another loan: send a new number."),
    "desk.in_the_future": gettext_noop("The day %(on)s has not come yet."),
    "desk.too_many_renewals": gettext_noop(
        "The loan was renewed %(number)s times; the rule gives %(limit)s."
    ),
    "desk.loan_late": gettext_noop(
        "The loan was due on %(due)s and is %(days)s days late: it is to be brought back, not renewed."
    ),
    "desk.nothing_gained": gettext_noop(
        "A renewal today would not go beyond %(due)s: renew nearer to that day."
    ),
    "desk.too_many_holds": gettext_noop(
        "The reader waits for %(number)s titles; the rule gives %(limit)s at a time."
    ),
    "desk.already_waits": gettext_noop("The reader already waits for this title."),
    "desk.has_it_already": gettext_noop("The reader has a copy of this title, until %(due)s."),
    "desk.nothing_to_wait_for": gettext_noop(
        "No copy of this title is ever lent: it is used in the reading room."
    ),
    "desk.cannot_be_sent": gettext_noop("The copy %(barcode)s is “%(state)s”: it cannot be sent."),
    "desk.sent_to_itself": gettext_noop("A copy is sent to another library: choose which."),
    "desk.no_such_transfer": gettext_noop("There is no such transfer on the way."),
    "desk.reason_needed": gettext_noop("Write down the reason."),
    "desk.reason_too_short": gettext_noop("Write down the reason in some words: it is kept."),
    "desk.already_settled": gettext_noop("This was settled before."),
    "desk.rule_beyond_reason": gettext_noop("The value %(value)s is out of range: %(least)s to %(limit)s."),
    "desk.no_such_rule": gettext_noop("There is no such lending rule."),
    "desk.reader_alike": gettext_noop(
        "%(name)s is a reader already, with the card %(card)s. Use that card, or say that it is another person."
    ),
    "desk.already_reader": gettext_noop("%(name)s already has the card %(card)s."),
    "desk.card_taken": gettext_noop("The card number %(card)s was given out before: choose another one."),
    "desk.bad_card": gettext_noop("“%(card)s” is no card number: use 3 to 39 letters, digits and hyphens."),
    "desk.needs_guardian": gettext_noop(
        "Readers of the category “%(category)s” need a parent or guardian who answers for them."
    ),
    "desk.exemption_needs_paper": gettext_noop("The exemption “%(exemption)s” needs the number of a paper."),
    "desk.seen_an_old_reader": gettext_noop(
        "Someone else has changed this reader since you opened the page. Look at what changed, then save again."
    ),
    "desk.loans_open": gettext_noop("The reader still has %(number)s loans: take them back first."),
    "desk.charges_open": gettext_noop("The reader still has %(number)s open charges: settle them first."),
    "desk.same_patron": gettext_noop("These two are one and the same reader."),
    "desk.bad_pin": gettext_noop(
        "A PIN has 4 to 8 digits, which are not all alike and do not count up or down."
    ),
    "desk.wrong_pin": gettext_noop("The card number or the PIN is wrong."),
    "desk.pin_locked": gettext_noop(
        "Too many wrong PINs: try again in %(minutes)s minutes, or ask at the desk."
    ),
    "desk.sheet_same": gettext_noop("Is “%(words)s” a reader already, or another person?"),
    "desk.sheet_known": gettext_noop("A reader already: born %(born)s, class or group %(group)s."),
    "desk.sheet_another": gettext_noop("Another person, to be registered."),
    "desk.sheet_twice": gettext_noop("Row %(row)s tells of the same person already."),
    "desk.sheet_used_since": gettext_noop("The reader with card %(card)s has been served since."),
    "desk.not_a_photo": gettext_noop(
        "This is no photo (JPEG, PNG or WebP), or it is larger than %(limit)s MB."
    ),
    "desk.nobody_to_print": gettext_noop("No card was chosen: tick readers in the list, or choose a class."),
    "desk.too_many_from_here": gettext_noop(
        "Too many wrong cards or PINs came from here: try again in %(minutes)s minutes, or ask at the desk."
    ),
    "desk.day_closed": gettext_noop("The day %(on)s is closed. Open it again to count more."),
    "desk.before_the_desk": gettext_noop("The desk counts here from %(since)s on: %(on)s cannot be closed."),
    "desk.day_not_closed": gettext_noop("The day %(on)s is not closed."),
    "desk.counted_by_hand": gettext_noop(
        "Days before %(since)s are counted by hand here: correct that count instead."
    ),
    "desk.other_way_of_counting": gettext_noop(
        "This library counts visits another way (%(way)s), so that nobody is counted twice."
    ),
    "desk.nothing_to_take_back": gettext_noop("There is nothing of this day to take back."),
    "desk.visit_counted": gettext_noop("This reader's visit of today is already counted."),
    "desk.too_many_at_once": gettext_noop("At most %(limit)s can be counted in one go."),
    "desk.gate_went_back": gettext_noop(
        "The gate showed %(before)s before and shows %(number)s now. If it was reset, say so."
    ),
}
