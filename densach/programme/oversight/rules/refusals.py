"""What the room refuses."""

from __future__ import annotations

from densach.kernel.errors import Closed, Conflict, Invalid, NotFound


class UnknownEntry(NotFound):
    """No such thing in the register, or none that this actor may know of."""

    message_id = "oversight.unknown"


class WrongState(Closed):
    """The state does not allow the act. Parameter: `state`."""

    message_id = "oversight.wrong_state"


class ChangedSince(Conflict):
    """Somebody did something here after the page was opened. Parameters: `by`, `state`."""

    message_id = "oversight.changed_since"


class WordsNeeded(Invalid):
    """The act must be explained."""

    message_id = "oversight.words_needed"


class PlansDiffer(Invalid):
    """A difficulty belongs to one plan. Parameters: `target`, `task`, of two plans."""

    message_id = "oversight.plans_differ"


class AlreadyThere(Conflict):
    """The same thing stands in the register. Parameter: `what`."""

    message_id = "oversight.already_there"


class NotAbove(Invalid):
    """A difficulty goes up to another body, not to the one that has it or the one that raised it. Parameter: `name`."""

    message_id = "oversight.not_above"


class DayBefore(Invalid):
    """A day lies before the one it must follow. Parameters: `day`, `first`."""

    message_id = "oversight.day_before"


class DayAhead(Invalid):
    """Something that has happened cannot have a day to come. Parameter: `day`."""

    message_id = "oversight.day_ahead"


class UnitGone(Invalid):
    """The unit is not there on the day. Parameters: `name`, `day`."""

    message_id = "oversight.unit_gone"


class PaperNeeded(Invalid):
    """The act rests on a paper, whose number is missing."""

    message_id = "oversight.paper_needed"


class NothingFound(Invalid):
    """Minutes without a finding or a summary say nothing."""

    message_id = "oversight.nothing_found"


class StillOpen(Closed):
    """Something inside waits. Parameter: `number`."""

    message_id = "oversight.still_open"


class RoundOver(Closed):
    """The round takes no proposals any more. Parameter: `day`."""

    message_id = "oversight.round_over"


class NameNeeded(Invalid):
    """Whom the proposal is about is not named."""

    message_id = "oversight.name_needed"


class PointsOutOfReach(Invalid):
    """Points go from 0 to 100. Parameter: `points`."""

    message_id = "oversight.points_out_of_reach"


class OwnNomination(Invalid):
    """Whoever proposed does not decide."""

    message_id = "oversight.own_nomination"


class NotOfThisPlan(Invalid):
    """The target belongs to another plan."""

    message_id = "oversight.not_of_this_plan"


class OwnPractice(Invalid):
    """A unit does not take up what it offered itself. Parameter: `name`."""

    message_id = "oversight.own_practice"


class SymbolUnusable(Invalid):
    """No symbol of a paper. Parameter: `symbol`."""

    message_id = "oversight.symbol_unusable"


class NothingToReview(Invalid):
    """The plan has no accepted target. Parameter: `plan`."""

    message_id = "oversight.nothing_to_review"


class YearOutsidePlan(Invalid):
    """The plan does not run in that year. Parameters: `year`, `first`, `last`."""

    message_id = "oversight.year_outside_plan"
