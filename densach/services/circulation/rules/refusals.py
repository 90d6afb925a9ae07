"""What the desk says no to. `overridable`: with a reason, who has the right goes on all the same.

No refusal names another reader: a copy is lent, never told to whom. Sentences are in `ui.wording.circulation`.
"""

from __future__ import annotations

from typing import ClassVar

from densach.kernel.errors import Closed, Conflict, Invalid, NotFound, Refusal


class AtTheDesk(Refusal):
    """A rule of lending says no."""

    overridable: ClassVar[bool] = False


class NoSuchCard(AtTheDesk, NotFound):
    """No reader has the card. Parameter: `card`."""

    message_id = "desk.no_such_card"


class NoSuchPatron(NotFound):
    """No such reader, or none that the person may see."""

    message_id = "desk.no_such_patron"


class NoSuchLoan(NotFound):
    """No such loan that is still open."""

    message_id = "desk.no_such_loan"


class NoSuchHold(NotFound):
    """No such hold that still waits or is kept."""

    message_id = "desk.no_such_hold"


class CardReplaced(AtTheDesk, Closed):
    """The card was lost or replaced. Parameters: `card`, `on`."""

    message_id = "desk.card_replaced"


class PatronClosed(AtTheDesk, Closed):
    """The reader is no longer a reader here. Parameter: `on`."""

    message_id = "desk.patron_closed"


class PatronBlocked(AtTheDesk, Closed):
    """Staff have blocked the reader. Parameters: `since`, `why`."""

    message_id = "desk.patron_blocked"
    overridable = True


class CardEnded(AtTheDesk, Closed):
    """The card has run out. Parameter: `on`, its last day."""

    message_id = "desk.card_ended"
    overridable = True


class Suspended(AtTheDesk, Closed):
    """Late returns cost days without borrowing. Parameter: `until`, the last of them."""

    message_id = "desk.suspended"
    overridable = True


class TooManyLoans(AtTheDesk, Closed):
    """The reader has as many loans as the rule gives. Parameters: `number`, `limit`."""

    message_id = "desk.too_many_loans"
    overridable = True


class TooManyOfType(AtTheDesk, Closed):
    """The same for one type of item. Parameters: `number`, `limit`, `item_type`."""

    message_id = "desk.too_many_of_type"
    overridable = True


class TypeNotLent(AtTheDesk, Closed):
    """Items of this type are used in the room. Parameters: `barcode`, `item_type`."""

    message_id = "desk.type_not_lent"
    overridable = True


class InRoomOnly(AtTheDesk, Closed):
    """This copy is used in the room only. Parameter: `barcode`."""

    message_id = "desk.in_room_only"
    overridable = True


class Restricted(AtTheDesk, Closed):
    """The Law restricts the use of this copy (Law 46/2019/QH14, article 7). Parameters: `barcode`, `level`."""

    message_id = "desk.restricted"


class NotHere(AtTheDesk, Closed):
    """The copy belongs on the shelves of another library. Parameters: `barcode`, `place`."""

    message_id = "desk.not_here"
    overridable = True


class NotOnShelf(AtTheDesk, Closed):
    """Its state says that it should not be in anybody's hand. Parameters: `barcode`, `state`, already worded."""

    message_id = "desk.not_on_shelf"
    overridable = True


class NotServed(AtTheDesk, Closed):
    """Withdrawn, in repair, damaged or not yet ready. Parameters: `barcode`, `state`, already worded."""

    message_id = "desk.not_served"


class AlreadyLent(AtTheDesk, Conflict):
    """The copy is lent to another reader. Parameters: `barcode`, `due`."""

    message_id = "desk.already_lent"


class LentToThisReader(AtTheDesk, Conflict):
    """The reader has this very copy. Parameters: `barcode`, `due`."""

    message_id = "desk.lent_to_this_reader"


class KeptForAnother(AtTheDesk, Conflict):
    """The copy is kept, or on its way, for somebody who waits. Parameter: `barcode`."""

    message_id = "desk.kept_for_another"
    overridable = True


class OthersWait(AtTheDesk, Conflict):
    """As many readers wait for the title as copies are left. Parameter: `number`."""

    message_id = "desk.others_wait"
    overridable = True


class DueBeforeToday(AtTheDesk, Invalid):
    """A loan cannot be due before it begins. Parameter: `due`."""

    message_id = "desk.due_before_today"


class DueTooFar(AtTheDesk, Invalid):
    """A day of return beyond all reason. Parameters: `due`, `limit`."""

    message_id = "desk.due_too_far"


class KeyOfAnotherAct(AtTheDesk, Conflict):
    """The sender's number belongs to another act. Parameter: `key`."""

    message_id = "desk.key_of_another_act"


class InTheFuture(Invalid):
    """An act cannot be of a day that has not come. Parameter: `on`."""

    message_id = "desk.in_the_future"


class TooManyRenewals(AtTheDesk, Closed):
    """Renewed as often as the rule gives. Parameters: `number`, `limit`."""

    message_id = "desk.too_many_renewals"
    overridable = True


class NothingGained(AtTheDesk, Closed):
    """A renewal today would not make the loan longer. Parameter: `due`."""

    message_id = "desk.nothing_gained"


class TooManyHolds(AtTheDesk, Closed):
    """The reader waits for as many titles as the rule gives. Parameters: `number`, `limit`."""

    message_id = "desk.too_many_holds"


class AlreadyWaits(AtTheDesk, Conflict):
    """The reader already waits for this title."""

    message_id = "desk.already_waits"


class HasItAlready(AtTheDesk, Conflict):
    """The reader has a copy of this title. Parameter: `due`."""

    message_id = "desk.has_it_already"


class NothingToWaitFor(AtTheDesk, Closed):
    """No copy of the title is ever lent."""

    message_id = "desk.nothing_to_wait_for"


class ItemLeftOut(AtTheDesk, Closed):
    """The copy is on loan or otherwise not in the house: it cannot be sent. Parameters: `barcode`, `state`."""

    message_id = "desk.cannot_be_sent"


class SentToItself(AtTheDesk, Invalid):
    """A transfer goes to another library."""

    message_id = "desk.sent_to_itself"


class NotATransfer(NotFound):
    """No such transfer that is still on the way."""

    message_id = "desk.no_such_transfer"


class ReasonNeeded(Invalid):
    """Going on against a rule, lifting, waiving and the like need a reason in words."""

    message_id = "desk.reason_needed"


class AlreadySettled(Conflict):
    """The charge was paid or waived, or the suspension lifted, before."""

    message_id = "desk.already_settled"


class RuleBeyondReason(Invalid):
    """The value of a lending rule is out of its range. Parameters: `value`, `least`, `limit`."""

    message_id = "desk.rule_beyond_reason"


class NoSuchRule(NotFound):
    """No such lending rule."""

    message_id = "desk.no_such_rule"


class ReaderAlike(Conflict):
    """A reader of this name and birth date, or telephone, is there already. Parameters: `name`, `card`."""

    message_id = "desk.reader_alike"


class AlreadyReader(Conflict):
    """The person has a card already. Parameters: `name`, `card`."""

    message_id = "desk.already_reader"


class CardTaken(Conflict):
    """The card number was given out before. Parameter: `card`."""

    message_id = "desk.card_taken"


class BadCard(Invalid):
    """A card number holds letters, digits and hyphens. Parameter: `card`."""

    message_id = "desk.bad_card"


class NeedsGuardian(Invalid):
    """Readers of the category are registered with somebody who answers for them. Parameter: `category`."""

    message_id = "desk.needs_guardian"


class ExemptionNeedsPaper(Invalid):
    """This exemption from fees is shown by a paper. Parameter: `exemption`."""

    message_id = "desk.exemption_needs_paper"


class SeenAnOldReader(Conflict):
    """Somebody else changed the reader since the page was opened."""

    message_id = "desk.seen_an_old_reader"


class LoansOpen(Closed):
    """The reader still has loans. Parameter: `number`."""

    message_id = "desk.loans_open"


class ChargesOpen(Closed):
    """The reader still owes money. Parameter: `number`, of charges."""

    message_id = "desk.charges_open"


class SamePatron(Invalid):
    """A reader cannot be merged with itself."""

    message_id = "desk.same_patron"


class BadPin(Invalid):
    """A PIN is four to eight digits, not all alike and not in a row."""

    message_id = "desk.bad_pin"


class WrongPin(NotFound):
    """Card or PIN is wrong: which, is not told."""

    message_id = "desk.wrong_pin"


class PinLocked(Closed):
    """Too many wrong PINs. Parameter: `minutes` to wait."""

    message_id = "desk.pin_locked"


class DayClosed(Closed):
    """The day is closed. Parameter: `on`."""

    message_id = "desk.day_closed"


class DayNotClosed(Closed):
    """The day is not closed. Parameter: `on`."""

    message_id = "desk.day_not_closed"


class CountedByHand(Closed):
    """The day is counted by hand; the desk counts later. Parameters: `since`, the desk's first day."""

    message_id = "desk.counted_by_hand"


class OtherWayOfCounting(Closed):
    """This library counts visits another way. Parameter: `way`, already worded."""

    message_id = "desk.other_way_of_counting"


class NothingToTakeBack(NotFound):
    """There is no such count of the day, or it was taken back before."""

    message_id = "desk.nothing_to_take_back"


class VisitCounted(Conflict):
    """This reader's visit of today is counted. Parameter: none."""

    message_id = "desk.visit_counted"


class TooManyAtOnce(Invalid):
    """More than can be counted in one go. Parameter: `limit`."""

    message_id = "desk.too_many_at_once"


class GateWentBack(Invalid):
    """The gate's number is smaller than before and nobody said that it was reset. Parameters: `number`, `before`."""

    message_id = "desk.gate_went_back"


class NotAPhoto(Invalid):
    """What was sent as a photo is none, or too large. Parameter: `limit` in megabytes."""

    message_id = "desk.not_a_photo"


class NobodyToPrint(NotFound):
    """No card was chosen to be printed."""

    message_id = "desk.nobody_to_print"


class TooManyFromHere(Closed):
    """Too many wrong cards or PINs from one address. Parameter: `minutes` to wait."""

    message_id = "desk.too_many_from_here"
