"""What this room says no to.

Conflict
├── ReportChanged         someone else saved this report after it was opened
└── AlreadyOwes           the unit already owes this report
Closed
├── WrongState            the state of the report forbids the act
├── ReportSealed          a signed report cannot change
├── AlreadyBegun          the unit has begun its report, so its duty stays
├── RoundBegun            a unit has begun its report, so the days of the round stay
├── GatheringStays        the gathering obligation is not taken off the list
└── NotGathering          units and days are arranged at the gathering obligation
Invalid
├── NoReportDuty          the plan asks for no report on this period
├── PlanNotRunning        obligations are made for a running plan
├── RemarkNeeded          a report goes back with a reason
├── WordsNeeded           a report is sent with words on its results
├── NumberNeeded          a signed report has a number
├── SymbolUnusable        the symbol is not abbreviations joined by hyphens
├── SignerNeeded          a signed report names who signed
├── DayOutOfPeriod        the day lies outside of what it belongs to
├── DueOutOfSense         the due day does not fit the period and the figures' day
├── DueInThePast          a report cannot be asked for by a day that is over
├── PeriodNotBegun        the period has no day yet
├── PeriodOutsidePlan     the period is not of the plan's years
└── NotADocx              the paper is written as .docx only
NotFound
└── UnknownReport         no such report or obligation, or none this person may see
"""

from __future__ import annotations

from densach.kernel.errors import Closed, Conflict, Invalid, NotFound


class UnknownReport(NotFound):
    """No such report or obligation, or none that this person may see."""

    message_id = "reports.unknown"


class ReportChanged(Conflict):
    """Someone else saved this report meanwhile. Parameter: `unit`."""

    message_id = "reports.changed"


class WrongState(Closed):
    """The report's state forbids this act. Parameter: `state`."""

    message_id = "reports.wrong_state"


class ReportSealed(Closed):
    """A signed report cannot change. Parameter: `unit`."""

    message_id = "reports.sealed"


class AlreadyBegun(Closed):
    """The unit has begun its report. Parameter: `unit`."""

    message_id = "reports.already_begun"


class RoundBegun(Closed):
    """The days stay once a unit has begun. Parameter: `unit`."""

    message_id = "reports.round_begun"


class GatheringStays(Closed):
    """Whoever gathers is not taken off the list. Parameter: `unit`."""

    message_id = "reports.gathering_stays"


class NotGathering(Closed):
    """Units and days are arranged for the whole round. Parameter: `unit`."""

    message_id = "reports.not_gathering"


class AlreadyOwes(Conflict):
    """The unit already owes this report. Parameter: `unit`."""

    message_id = "reports.already_owes"


class NoReportDuty(Invalid):
    """The plan asks for no report on this period. Parameter: `period`."""

    message_id = "reports.no_duty"


class PlanNotRunning(Invalid):
    """Obligations are made for a running plan only. Parameter: `plan`."""

    message_id = "reports.plan_not_running"


class RemarkNeeded(Invalid):
    """A report goes back with a reason."""

    message_id = "reports.remark_needed"


class WordsNeeded(Invalid):
    """A report is sent with some words on its results. Parameter: `section`."""

    message_id = "reports.words_needed"


class NumberNeeded(Invalid):
    """A signed report has a number (1 and up, digits). Parameter: `number`."""

    message_id = "reports.number_needed"


class SymbolUnusable(Invalid):
    """A symbol is abbreviations joined by hyphens. Parameter: `symbol`."""

    message_id = "reports.symbol_unusable"


class SignerNeeded(Invalid):
    """A signed report names who signed and in what office."""

    message_id = "reports.signer_needed"


class DayOutOfPeriod(Invalid):
    """Figures cannot be cut off outside of the reported period. Parameters: `day`, `since`, `until`."""

    message_id = "reports.day_out_of_period"


class DueOutOfSense(Invalid):
    """The due day is before the figures' day or the period, or long after it. Parameters: `day`, `since`, `until`."""

    message_id = "reports.due_out_of_sense"


class DueInThePast(Invalid):
    """A report cannot be asked for by a day that is over. Parameter: `day`."""

    message_id = "reports.due_in_the_past"


class PeriodNotBegun(Invalid):
    """There is no day yet to report on. Parameters: `period`, `since`."""

    message_id = "reports.period_not_begun"


class PeriodOutsidePlan(Invalid):
    """The period is not of the plan's years. Parameters: `period`, `first`, `last`."""

    message_id = "reports.period_outside_plan"


class NotADocx(Invalid):
    """The paper is written as .docx only. Parameter: `file`."""

    message_id = "reports.not_a_docx"
