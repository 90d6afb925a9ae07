"""What self-assessments refuse; worded in `ui.wording.statistics`."""

from __future__ import annotations

from densach.kernel.errors import Closed, Conflict, Invalid, NotFound


class NoSuchAssessment(NotFound):
    """No such self-assessment, or none that this person may see."""

    message_id = "statistics.no_such_assessment"


class NoSuchReport(NotFound):
    """No report of this name."""

    message_id = "statistics.no_such_report"


class AssessmentBegun(Conflict):
    """The library has begun this year's already. Parameter: `year`."""

    message_id = "statistics.assessment_begun"


class AssessmentCannot(Closed):
    """The state of the self-assessment forbids the act. Parameter: `state`, in words."""

    message_id = "statistics.assessment_cannot"


class SeenAnOldAssessment(Conflict):
    """Somebody else has changed it since."""

    message_id = "statistics.seen_an_old_assessment"


class CriteriaOpen(Conflict):
    """Criteria without a verdict of the library. Parameter: `number`."""

    message_id = "statistics.criteria_open"


class ReasonMissing(Invalid):
    """What is returned says why."""

    message_id = "statistics.reason_missing"


class YearNotOver(Invalid):
    """A year is assessed once it is over. Parameter: `until`."""

    message_id = "statistics.year_not_over"
