"""Who may enrol and what becomes of an enrolment: the life cycle as a table, places as numbers, refusals. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from densach.kernel.errors import Closed, Conflict, Invalid, NotFound, Refusal
from densach.people.rules.purposes import age_on
from densach.services.activities.models import Activity, ActivityState, EnrolmentState, EnrolMode
from densach.services.activities.rules.activity import clock_text

# State → act → the state after it. What is not here is refused: `Unfit`.
LIFE: Final[dict[str, dict[str, str]]] = {
    "": {"invite": "invited", "apply": "pending", "wait": "waiting", "take": "confirmed"},
    "invited": {"accept": "confirmed", "refuse": "left", "lapse": "lapsed", "decline": "declined"},
    "pending": {"approve": "confirmed", "queue": "waiting", "decline": "declined", "leave": "left"},
    "waiting": {"offer": "offered", "approve": "confirmed", "decline": "declined", "leave": "left"},
    "offered": {"accept": "confirmed", "refuse": "left", "lapse": "lapsed", "decline": "declined", "leave": "left"},
    "confirmed": {"leave": "left"},
    "declined": {},
    "lapsed": {},
    "left": {},
}  # fmt: skip
ENDED: Final = frozenset({"declined", "lapsed", "left"})
# Whoever is in one of these holds a place.
SEATED: Final = frozenset({"invited", "offered", "confirmed"})
# Questions that whoever enrols a person may answer with yes; the refusals below name them.
QUESTIONS: Final = ("age", "area", "alike", "late")
# What a learner may agree to when enrolling; nothing is agreed to beforehand.
PURPOSES: Final = ("learning_record", "photo")
# Signs of a learner's code that are not taken for one another when read aloud or typed.
CODE_SIGNS: Final = "23456789ACDEFGHJKMNPQRTUVWXY"
CODE_LENGTH: Final = 6


def after(state: str, act: str) -> str:
    """The state after the act. Raises Unfit where the life cycle has no such step."""
    try:
        return LIFE[state][act]
    except KeyError:
        raise Unfit(state=str(EnrolmentState(state).label)) from None


def free_seat(capacity: int, taken: Iterable[int]) -> int | None:
    """The lowest number of 1 … capacity that nobody has; None where there is none."""
    held = set(taken)
    return next((number for number in range(1, capacity + 1) if number not in held), None)


def offered_until(at: datetime, hours: int, starts: datetime | None) -> datetime:
    """Until when an offer holds: for the hours of the activity, never past the start."""
    end = at + timedelta(hours=hours)
    return end if starts is None else min(end, starts)


def against(
    activity: Activity, at: datetime, last: datetime | None, *, own: bool, late: bool
) -> Refusal | None:
    """Why nobody enrols now, by state, mode and window; None where nothing speaks against it. `own`: citizens for
    themselves, who also need it to be announced and open to everyone. `last`: the end of its last session, if any.
    """
    if activity.state in {ActivityState.DONE, ActivityState.CANCELLED}:
        return OverOrCalledOff()
    if activity.enrol_mode == EnrolMode.NONE:
        return NobodyEnrols()
    if own and (activity.state != ActivityState.PUBLISHED or not activity.public):
        return NotAnnounced()
    if last is not None and last <= at:
        return OverOrCalledOff()
    if own and activity.enrol_mode == EnrolMode.INVITATION:
        return ByInvitation()
    return None if late else _against_window(activity, at)


def _against_window(activity: Activity, at: datetime) -> Refusal | None:
    if activity.enrol_from is not None and at < activity.enrol_from:
        return NotOpenYet(since=clock_text(activity.enrol_from))
    if activity.enrol_until is not None and at >= activity.enrol_until:
        return EnrolmentOver(until=clock_text(activity.enrol_until))
    return None


def check_age(birth_date: date | None, on: date, least: int | None, most: int | None) -> None:
    """Raises TooYoung or TooOld by whole years on the day; AgeNotTold, a question, where it is not known."""
    if least is None and most is None:
        return
    if birth_date is None:
        raise AgeNotTold(least=_word(least), most=_word(most), on=on)
    age = age_on(birth_date, on)
    if least is not None and age < least:
        raise TooYoung(age=age, least=least, on=on)
    if most is not None and age > most:
        raise TooOld(age=age, most=most, on=on)


def _word(age: int | None) -> str:
    return "…" if age is None else str(age)


class NoSuchEnrolment(NotFound):
    """There is no such enrolment, or none for this actor."""

    message_id = "activities.no_such_enrolment"


class NoSuchGroup(NotFound):
    """There is no such group, or none for this actor."""

    message_id = "activities.no_such_group"


class Unfit(Closed):
    """The enrolment's state forbids the act. Parameter: `state`."""

    message_id = "activities.unfit_state"


class SeenAnOldEnrolment(Conflict):
    """Somebody changed the enrolment since the page was opened."""

    message_id = "activities.enrolment_changed"


class NobodyEnrols(Closed):
    """The activity takes no enrolments: whoever comes, comes."""

    message_id = "activities.nobody_enrols"


class NotAnnounced(Closed):
    """Citizens enrol once the activity is announced."""

    message_id = "activities.not_announced"


class OverOrCalledOff(Closed):
    """The activity is finished or called off."""

    message_id = "activities.over_or_called_off"


class SessionIsOver(Closed):
    """The session was called off, held, or has begun. Parameter: `on`."""

    message_id = "activities.session_is_over"


class ChooseASession(Invalid):
    """People enrol for single sessions of this activity."""

    message_id = "activities.choose_a_session"


class ForTheWhole(Invalid):
    """People enrol for the whole activity, not for a session of it."""

    message_id = "activities.for_the_whole"


class NotOpenYet(Closed):
    """Enrolment has not begun; staff may enrol somebody before. Parameter: `since`, as text. Question `late`."""

    message_id = "activities.not_open_yet"
    question = "late"


class EnrolmentOver(Closed):
    """Enrolment has ended; staff may say that this one comes late. Parameter: `until`, as text. Question `late`."""

    message_id = "activities.enrolment_over"
    question = "late"


class ByInvitation(Closed):
    """Only who was invited may take part."""

    message_id = "activities.by_invitation"


class Full(Closed):
    """Every place is taken and there is no waiting list. Parameter: `capacity`."""

    message_id = "activities.full"


class NoPlaceNow(Closed):
    """No place is free at the moment. Parameter: `capacity`."""

    message_id = "activities.no_place_now"


class AlreadyEnrolled(Conflict):
    """The same person, a second time. Parameters: `name`, `state`."""

    message_id = "activities.already_enrolled"


class AlikeEnrolled(Invalid):
    """Somebody of this name and day of birth is enrolled. Parameters: `name`, `born`. Question `alike`."""

    message_id = "activities.alike_enrolled"
    question = "alike"


class AlikeKnown(Invalid):
    """The unit knows somebody of this name and day of birth. Parameters: `name`, `born`. Question `alike`."""

    message_id = "activities.alike_known"
    question = "alike"


class AgeNotTold(Invalid):
    """There are ages to keep to and this person's is not known. Parameters: `least`, `most`, `on`. Question `age`."""

    message_id = "activities.age_not_told"
    question = "age"


class TooYoung(Invalid):
    """Parameters: `age`, `least`, `on`."""

    message_id = "activities.too_young"


class TooOld(Invalid):
    """Parameters: `age`, `most`, `on`."""

    message_id = "activities.too_old"


class LivesThere(Invalid):
    """It is for the people of an area. Parameter: `area`. Question `area`."""

    message_id = "activities.lives_there"
    question = "area"


class GuardianMissing(Invalid):
    """A child enrols with somebody who answers for it. Parameter: `name`."""

    message_id = "activities.guardian_missing"


class GuardianMustAgree(Invalid):
    """Whoever answers for the child has to agree. Parameter: `name`."""

    message_id = "activities.guardian_must_agree"


class NotFree(Invalid):
    """The activity does not free these people of the fee. Parameter: `free`."""

    message_id = "activities.not_free"


class UnknownPurposeHere(Invalid):
    """Enrolling asks only for certain consents. Parameter: `purpose`."""

    message_id = "activities.unknown_purpose"


class KeyUsed(Conflict):
    """The same request's key was used for somebody else."""

    message_id = "activities.key_used"


class OfferLapsed(Closed):
    """The offer was not answered in time. Parameter: `until`, as text."""

    message_id = "activities.offer_lapsed"


class GroupTooLarge(Closed):
    """Parameters: `people` of the group, `free` places."""

    message_id = "activities.group_too_large"


class GroupIsFull(Closed):
    """More names than the group has people. Parameters: `people`, `names`."""

    message_id = "activities.group_is_full"


class NobodyInGroup(Invalid):
    """A group is of somebody; adults are among them. Parameters: `people`, `adults`."""

    message_id = "activities.nobody_in_group"


class GroupNeedsAName(Invalid):
    """A group has a name."""

    message_id = "activities.group_needs_a_name"


class WhyDeclined(Invalid):
    """Whoever is declined is told why."""

    message_id = "activities.why_declined"


class NotYours(NotFound):
    """A citizen acts for oneself and for one's own children."""

    message_id = "activities.not_yours"
