"""What a course asks and what is refused; which outcome follows from the hours."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from densach.kernel.errors import Closed, Conflict, Invalid, NotFound
from densach.services.training.models import CourseForm, Outcome

MANAGE: Final = "training.manage"
VIEW: Final = "activity.view"
# Codes of the kinds of activity that a course may be (`services/activities/kinds.csv`), by its form.
KINDS: Final = {
    CourseForm.SHORT: "staff_training",
    CourseForm.LONG: "staff_training",
    CourseForm.SEMINAR: "conference",
    CourseForm.STUDY_VISIT: "study_visit",
    CourseForm.SELF: "self_learning",
}
LONGEST: Final = Decimal(3000)


class NoSuchCourse(NotFound):
    """No course here, or one of others. No parameters."""

    message_id = "training.none"


class HoursWrong(Invalid):
    """Hours are more than nothing and at most 3,000. Parameter: `hours`."""

    message_id = "training.hours_wrong"


class MoreThanTheCourse(Invalid):
    """Nobody attends more hours than the course has. Parameters: `name`, `hours`, `most`."""

    message_id = "training.more_than_the_course"


class NothingHeld(Closed):
    """Results come after the first closed session. No parameters."""

    message_id = "training.nothing_held"


class NotEnrolled(Invalid):
    """Only somebody with a place gets a result. Parameter: `name`."""

    message_id = "training.not_enrolled"


class SeenAnOldCourse(Conflict):
    """Somebody changed the course meanwhile. No parameters."""

    message_id = "training.seen_an_old_course"


class SeenAnOldResult(Conflict):
    """Somebody wrote another result of the person since the page was opened. Parameter: `name`."""

    message_id = "training.seen_an_old_result"


class ResultsExceed(Closed):
    """Results already written have more hours than the course would have. Parameters: `hours`, `number`."""

    message_id = "training.results_exceed"


class HasCertificate(Closed):
    """A certificate that holds says otherwise: revoke it first. Parameters: `name`, `number`."""

    message_id = "training.has_certificate"


class NobodyCompleted(Closed):
    """There is nobody left to issue a certificate to. No parameters."""

    message_id = "training.nobody_completed"


@dataclass(frozen=True)
class Proposed:
    """What the attendance says of somebody: hours present of those held, and the outcome that follows."""

    hours: Decimal
    outcome: str


def proposed(hours: Decimal, planned: Decimal, share: int) -> Proposed:
    """Completed with at least `share` per cent of the planned hours, took part with any, else not."""
    if hours <= 0:
        return Proposed(Decimal(0), Outcome.FAILED)
    enough = hours * 100 >= planned * share
    return Proposed(hours, Outcome.COMPLETED if enough else Outcome.TOOK_PART)


def counts(outcome: str, hours: Decimal) -> bool:
    """Whether a result is a training turn: who completed or took part, with hours."""
    return outcome in {Outcome.COMPLETED, Outcome.TOOK_PART} and hours > 0
