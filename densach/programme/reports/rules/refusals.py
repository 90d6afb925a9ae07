"""What this room says no to.

Conflict
├── ReportChanged         someone else saved this report after it was opened
└── AlreadyOwes           the unit already owes this report
Closed
├── WrongState            the state of the report forbids the act
├── ReportSealed          a signed report cannot change
└── AlreadyBegun          the unit has begun its report, so its duty stays
Invalid
├── NoReportDuty          the plan asks for no report on this period
├── PlanNotRunning        obligations are made for a running plan
├── RemarkNeeded          a report goes back with a reason
├── WordsNeeded           a report is sent with words on its results
├── NumberNeeded          a signed report has a number
├── SymbolUnusable        the symbol is not abbreviations joined by hyphens
├── SignerNeeded          a signed report names who signed
└── DayOutOfPeriod        the day lies outside of what it belongs to
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
