"""Values that no plan can mean, plans that do not fit each other; sentences in `densach.ui.wording.plans`."""

from __future__ import annotations

from densach.kernel.errors import Invalid


class BelowNought(Invalid):
    """Nothing that a target counts lies below nought. Parameter: `value`."""

    message_id = "plans.below_nought"


class ValueTooLarge(Invalid):
    """No plan can mean so much. Parameters: `value`, `most`."""

    message_id = "plans.value_too_large"


class TooManyDecimals(Invalid):
    """A value is kept with four decimal places. Parameter: `value`."""

    message_id = "plans.too_many_decimals"


class NothingPromised(Invalid):
    """A target of nought is reached before it begins. No parameters."""

    message_id = "plans.nothing_promised"


class RangeHalfOpen(Invalid):
    """A range has two ends. No parameters."""

    message_id = "plans.range_half_open"


class BaseOfNought(Invalid):
    """No growth can be counted from nought. No parameters."""

    message_id = "plans.base_of_nought"


class TermBeforePlan(Invalid):
    """The target's years are over before the plan begins. Parameters: `year_to`, `plan_from`, `plan_to`."""

    message_id = "plans.term_before_plan"


class BegunAhead(Invalid):
    """What has not happened yet has begun no clock. Parameter: `day`."""

    message_id = "plans.begun_ahead"


class ValueUnfit(Invalid):
    """A column of the row refuses what was written. Parameter: `why`."""

    message_id = "plans.value_unfit"


class SuccessorNotLater(Invalid):
    """Who takes over lasts longer than what ends. Parameters: `title`, `year_to`, `other`, `other_to`."""

    message_id = "plans.successor_not_later"


class ParentElsewhere(Invalid):
    """The territory of the plan above does not hold the plan's. Parameters: `title`, `other`."""

    message_id = "plans.parent_elsewhere"


class ParentOfOtherYears(Invalid):
    """The plan above was over before this one begins, or begins after it. Parameters: `title`, `other`."""

    message_id = "plans.parent_of_other_years"


class ParentNotIssued(Invalid):
    """Nothing comes from a plan that is still looked through. Parameter: `other`."""

    message_id = "plans.parent_not_issued"


class PaperMissing(Invalid):
    """What binds is changed by a paper: its number or its file. No parameters."""

    message_id = "plans.paper_missing"


class ReplacesHigher(Invalid):
    """A paper replaces or amends none of a higher body. Parameters: `later`, `earlier`."""

    message_id = "plans.replaces_higher"
