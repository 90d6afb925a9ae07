"""What stock-taking and weeding refuse; worded in `ui.wording.stocktaking`."""

from __future__ import annotations

from densach.kernel.errors import Closed, Conflict, Invalid, NotFound


class NoSuchTake(NotFound):
    """No such stock-taking, or none that this person may see."""

    message_id = "stocktaking.no_such_take"


class PlaceBeingTaken(Conflict):
    """A stock-taking of the same place is open. Parameter: `name`."""

    message_id = "stocktaking.place_being_taken"


class TakeClosed(Closed):
    """Nothing more is scanned into a stock-taking that is closed. Parameter: `name`."""

    message_id = "stocktaking.take_closed"


class TakeOpen(Closed):
    """Lists are settled, and a closing undone, only once it is closed. Parameter: `name`."""

    message_id = "stocktaking.take_open"


class SeenAnOldTake(Conflict):
    """Somebody else was faster. Parameter: `name`."""

    message_id = "stocktaking.seen_an_old_take"


class NothingScanned(Invalid):
    """A stock-taking without a single scan would find everything missing."""

    message_id = "stocktaking.nothing_scanned"


class AlreadySettled(Conflict):
    """The line was dealt with by somebody. Parameters: `barcode`, `name`."""

    message_id = "stocktaking.already_settled"


class WrongWay(Invalid):
    """A line of this kind is not settled this way. Parameter: `barcode`."""

    message_id = "stocktaking.wrong_way"


class NoBarcode(Invalid):
    """Nothing that could be a barcode was sent."""

    message_id = "stocktaking.no_barcode"


class TooManyBarcodes(Invalid):
    """More at once than one file may hold. Parameter: `limit`."""

    message_id = "stocktaking.too_many_barcodes"


class SettledAlready(Closed):
    """Lines of the closed stock-taking were dealt with: it stays closed. Parameter: `number`."""

    message_id = "stocktaking.settled_already"


class NoSuchWeeding(NotFound):
    """No such list, or none that this person may see."""

    message_id = "weeding.no_such_list"


class WeedingCannot(Closed):
    """The state of the list forbids the act. Parameter: `state`, in words."""

    message_id = "weeding.cannot"


class SeenAnOldWeeding(Conflict):
    """Somebody else was faster. Parameter: `name`."""

    message_id = "weeding.seen_an_old_list"


class EmptyWeeding(Invalid):
    """A list without lines goes before no council."""

    message_id = "weeding.empty"


class NoVerdictYet(Conflict):
    """Lines without a verdict of the council. Parameter: `number`."""

    message_id = "weeding.no_verdict_yet"


class NotOfThisLibrary(Invalid):
    """A library weeds what it owns. Parameter: `barcode`."""

    message_id = "weeding.not_of_this_library"


class NothingFound(Invalid):
    """The rule finds no copy that is not on the list already."""

    message_id = "weeding.nothing_found"


class DecisionLacksPaper(Invalid):
    """Copies are taken out by a paper with number and day."""

    message_id = "weeding.decision_lacks_paper"
