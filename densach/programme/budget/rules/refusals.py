"""What this room refuses; the sentences are in `densach.ui.wording.budget`."""

from __future__ import annotations

from densach.kernel.errors import Closed, Conflict, Invalid, NotFound


class UnknownRound(NotFound):
    message_id = "budget.unknown_round"


class UnknownEstimate(NotFound):
    message_id = "budget.unknown_estimate"


class UnknownLine(NotFound):
    message_id = "budget.unknown_line"


class UnknownProject(NotFound):
    message_id = "budget.unknown_project"


class YearOutsidePlan(Invalid):
    """Parameters: `year`, `first`, `last`."""

    message_id = "budget.year_outside_plan"


class DueInThePast(Invalid):
    """Parameter: `due`."""

    message_id = "budget.due_in_the_past"


class RoundStandsAlready(Conflict):
    """Parameters: `plan`, `year`."""

    message_id = "budget.round_stands_already"


class NobodyAsked(Invalid):
    message_id = "budget.nobody_asked"


class AlreadyAsked(Conflict):
    """Parameter: `unit`."""

    message_id = "budget.already_asked"


class UnitHasEnded(Invalid):
    """Parameters: `unit`, `ended`."""

    message_id = "budget.unit_has_ended"


class OutsideTerritory(Invalid):
    """Parameter: `unit`."""

    message_id = "budget.outside_territory"


class EstimateBegun(Closed):
    """The unit has lines already. Parameter: `unit`."""

    message_id = "budget.estimate_begun"


class EstimateForbids(Closed):
    """The state forbids the act. Parameter: `state`."""

    message_id = "budget.estimate_forbids"


class EstimateChanged(Conflict):
    """Someone changed it since the page was drawn."""

    message_id = "budget.estimate_changed"


class NothingAsked(Invalid):
    message_id = "budget.nothing_asked"


class RemarkNeeded(Invalid):
    message_id = "budget.remark_needed"


class LinesUnreviewed(Invalid):
    """Parameter: `number`."""

    message_id = "budget.lines_unreviewed"


class PaperNeeded(Invalid):
    message_id = "budget.paper_needed"


class TaskOfAnotherPlan(Invalid):
    message_id = "budget.task_of_another_plan"


class NotQuantityTimesPrice(Invalid):
    """Parameters: `quantity`, `price`, `asked`."""

    message_id = "budget.not_quantity_times_price"


class NotApprovedYet(Closed):
    """Money is spent and adjusted only on an approved estimate."""

    message_id = "budget.not_approved_yet"


class SpentInTheFuture(Invalid):
    """Parameter: `on`."""

    message_id = "budget.spent_in_the_future"


class SpentInAnotherYear(Invalid):
    """Parameters: `on`, `year`."""

    message_id = "budget.spent_in_another_year"


class SpentTwice(Conflict):
    """The same amount on the same day with the same note. Parameters: `amount`, `on`, `when`, `who`."""

    message_id = "budget.spent_twice"


class AlreadyTakenBack(Conflict):
    message_id = "budget.already_taken_back"


class BelowSpent(Invalid):
    """An allotment below what is spent already. Parameters: `amount`, `spent`."""

    message_id = "budget.below_spent"


class StageForbids(Closed):
    """Parameters: `stage`, `wanted`."""

    message_id = "budget.stage_forbids"


class StageTooEarly(Invalid):
    """A stage cannot be reached before the one before it. Parameters: `on`, `before`."""

    message_id = "budget.stage_too_early"


class NoStageToTakeBack(Closed):
    message_id = "budget.no_stage_to_take_back"


class TargetOfAnotherPlan(Invalid):
    message_id = "budget.target_of_another_plan"
