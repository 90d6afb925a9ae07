"""What this room says no to; sentences in `densach.ui.wording.tasks`."""

from __future__ import annotations

from densach.kernel.errors import Closed, Conflict, Invalid, NotFound


class UnknownWork(NotFound):
    """No such work, or none that this actor may know of."""

    message_id = "tasks.unknown"


class PlanNotRunning(Closed):
    """Works are opened for a running plan. Parameters: `title`, `state`."""

    message_id = "tasks.plan_not_running"


class ChangedMeanwhile(Conflict):
    """Someone else wrote while this person was looking. Parameters: `who`, `at`, `stage`."""

    message_id = "tasks.changed_meanwhile"


class StageForbids(Closed):
    """The stage does not know this act. Parameters: `title`, `stage`."""

    message_id = "tasks.stage_forbids"


class WorkClosed(Closed):
    """A confirmed or stopped work is neither changed nor divided. Parameters: `title`, `stage`."""

    message_id = "tasks.closed"


class ConditionOpen(Closed):
    """It waits for an event that nobody has declared. Parameters: `title`, `condition`."""

    message_id = "tasks.condition_open"


class PilotOpen(Closed):
    """The roll-out opens only after the pilot's result. Parameters: `title`, `pilot`."""

    message_id = "tasks.pilot_open"


class PaperMissing(Closed):
    """Work of the kind "a paper to issue" is closed by naming the paper. Parameter: `title`."""

    message_id = "tasks.paper_missing"


class PiecesOpen(Closed):
    """Pieces below are not confirmed. Parameters: `title`, `number`."""

    message_id = "tasks.pieces_open"


class WordsNeeded(Invalid):
    """This act is told in words. No parameters."""

    message_id = "tasks.words_needed"


class TitleNeeded(Invalid):
    """A work says what is to be done. No parameters."""

    message_id = "tasks.title_needed"


class DaysBackwards(Invalid):
    """The end lies before the start. Parameters: `first`, `last`."""

    message_id = "tasks.days_backwards"


class DayNeeded(Invalid):
    """This kind of time needs its day. Parameter: `kind`."""

    message_id = "tasks.day_needed"


class OutsideParent(Invalid):
    """A piece may not last longer than what it is cut from. Parameters: `day`, `limit`."""

    message_id = "tasks.outside_parent"


class YearsNeeded(Invalid):
    """Once in how many years is not told. No parameters."""

    message_id = "tasks.years_needed"


class ConditionNeeded(Invalid):
    """For which event the clock waits is not told. No parameters."""

    message_id = "tasks.condition_needed"


class DeclaredInFuture(Invalid):
    """What has not happened cannot be declared. Parameter: `day`."""

    message_id = "tasks.declared_in_future"


class DeclaredBeforePlan(Invalid):
    """The event lies before the plan. Parameters: `day`, `since`."""

    message_id = "tasks.declared_before_plan"


class DeclaredAlready(Conflict):
    """The event was declared. Parameters: `day`, `title`."""

    message_id = "tasks.declared_already"


class NotConditional(Closed):
    """This work waits for no event, or none was declared. Parameter: `title`."""

    message_id = "tasks.not_conditional"


class CountBeyondWhole(Invalid):
    """More was counted than there is. Parameters: `counted`, `whole`."""

    message_id = "tasks.count_beyond_whole"


class NothingToCount(Invalid):
    """A number was given where the work says nothing to be counted. Parameter: `title`."""

    message_id = "tasks.nothing_to_count"


class UnreadablePeriod(Invalid):
    """The period cannot be read. Parameter: `text`."""

    message_id = "tasks.unreadable_period"


class PeriodAhead(Invalid):
    """Words speak of a time that has not begun. Parameter: `period`."""

    message_id = "tasks.period_ahead"


class PeriodTooEarly(Invalid):
    """Words speak of a time before the plan. Parameters: `period`, `year` (the first that can be spoken of)."""

    message_id = "tasks.period_too_early"


class UnitTwice(Conflict):
    """The unit has this role already. Parameters: `unit`, `title`."""

    message_id = "tasks.unit_twice"


class PartHasSpoken(Closed):
    """Something was said of this part: stop it instead of taking it away. Parameter: `unit`."""

    message_id = "tasks.part_has_spoken"


class LastPart(Closed):
    """Somebody has to carry the work out. Parameter: `title`."""

    message_id = "tasks.last_part"


class PieceHasSpoken(Closed):
    """A piece of which something was said is stopped, not taken away. Parameter: `title`."""

    message_id = "tasks.piece_has_spoken"


class NotYours(Conflict):
    """Only one's own last word can be taken back. Parameters: `who`, `at`."""

    message_id = "tasks.not_yours"


class NothingToTakeBack(Conflict):
    """Nothing was said, or the last word is taken back. Parameter: `unit`."""

    message_id = "tasks.nothing_to_take_back"


class NoPilot(Closed):
    """This is no pilot. Parameter: `title`."""

    message_id = "tasks.no_pilot"


class PhasedAlready(Conflict):
    """It is divided into phases. Parameter: `title`."""

    message_id = "tasks.phased_already"


class PlacesNeeded(Invalid):
    """Where the pilot is tried is not told. No parameters."""

    message_id = "tasks.places_needed"


class NothingLate(Closed):
    """Nobody has to be reminded. Parameter: `title`."""

    message_id = "tasks.nothing_late"


class NoPaperNamed(Invalid):
    """Neither a paper of the register nor a number and a file was given. No parameters."""

    message_id = "tasks.no_paper_named"


class NotAPaper(Closed):
    """Only work of the kind "a paper to issue" is closed by a paper. Parameter: `title`."""

    message_id = "tasks.not_a_paper"


class PaperInFuture(Invalid):
    """A paper that is issued tomorrow closes nothing today. Parameter: `day`."""

    message_id = "tasks.paper_in_future"
