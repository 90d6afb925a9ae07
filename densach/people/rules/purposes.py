"""What a person may be asked to agree to: the purposes as data, in words, and what is refused.

Law 91/2025/QH15 on personal data protection: silence is no consent and nothing is agreed to beforehand; a consent is
given for one purpose and may be withdrawn at any time. For a child the guardian acts; where something of its private
life is published, a child of seven or more must agree as well (article 24). A child is whoever is under sixteen.
What the duty of an agency asks for anyhow (the staff file, the signing of reports) is no purpose here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext_noop

from densach.kernel.errors import Closed, Conflict, Invalid

CHILD_UNDER: Final = 16
OWN_WORD_FROM: Final = 7
_LAW = gettext_noop("Law 91/2025/QH15 on personal data protection")


@dataclass(frozen=True)
class Purpose:
    """`words` is what the person reads and agrees to; `stops` what ends when it is withdrawn."""

    code: str
    name: str
    words: str
    stops: str
    concerns: tuple[str, ...]
    law: str = _LAW
    publishes: bool = False


CONCERNS: Final = {
    "staff": gettext_noop("staff"),
    "reader": gettext_noop("readers"),
    "learner": gettext_noop("learners"),
}
_ALL = ("staff", "reader", "learner")

PURPOSES: Final[dict[str, Purpose]] = {
    purpose.code: purpose
    for purpose in (
        Purpose(
            "notices_email",
            gettext_noop("Notices by e-mail"),
            gettext_noop(
                "The institution may write to my e-mail address about its activities, new books and courses."
            ),
            gettext_noop("No more notices are sent. What you must know of a loan or a course is still told."),
            _ALL,
        ),
        Purpose(
            "staff_directory",
            gettext_noop("Name and telephone in the public directory"),
            gettext_noop(
                "The institution may show my name, title and telephone number at work on its public page."
            ),
            gettext_noop("Name and number leave the public page at once."),
            ("staff",),
            publishes=True,
        ),
        Purpose(
            "photo",
            gettext_noop("Pictures and recordings of activities"),
            gettext_noop(
                "The institution may take pictures and recordings in which I can be recognised, to document its "
                "activities, and keep them for itself."
            ),
            gettext_noop("No new pictures are taken; kept ones in which only you appear are removed."),
            _ALL,
        ),
        Purpose(
            "publicity",
            gettext_noop("Publishing my name, picture or work"),
            gettext_noop(
                "The institution may publish my name, my picture and what I made on its pages, in the press and in "
                "exhibitions."
            ),
            gettext_noop("Nothing more is published and what stands on our pages is taken down."),
            _ALL,
            publishes=True,
        ),
        Purpose(
            "reading_history",
            gettext_noop("A list of what I borrowed and read"),
            gettext_noop(
                "The library may keep a list of what I borrowed and read, for me alone. Without it the library only "
                "counts, and forgets who it was when the item is back."
            ),
            gettext_noop("The list is erased; only counts without names stay."),
            ("reader",),
        ),
        Purpose(
            "learning_record",
            gettext_noop("My record of learning"),
            gettext_noop(
                "The institution may keep which courses, visits and activities I took part in, so that I can show it "
                "as evidence of learning."
            ),
            gettext_noop("The record is closed and given to you, then erased; counts without names stay."),
            ("reader", "learner"),
        ),
        Purpose(
            "school_sharing",
            gettext_noop("Telling my school"),
            gettext_noop("The institution may tell my school which of its activities I took part in."),
            gettext_noop("Nothing more is told to the school."),
            ("reader", "learner"),
        ),
    )
}


def age_on(birth_date: date, on: date) -> int:
    """Whole years lived on the day; somebody born on 29 February grows older on 1 March."""
    before_birthday = (on.month, on.day) < (birth_date.month, birth_date.day)
    return on.year - birth_date.year - before_birthday


def is_child(birth_date: date | None, has_guardian: bool, on: date) -> bool:
    """Whether the guardian speaks; somebody of unknown age is a child while a guardian is written down."""
    return has_guardian if birth_date is None else age_on(birth_date, on) < CHILD_UNDER


def asks_the_child(purpose: Purpose, birth_date: date | None, on: date) -> bool:
    """Whether a child must agree itself, beside its guardian (article 24); in doubt of its age, it is asked."""
    return purpose.publishes and (birth_date is None or age_on(birth_date, on) >= OWN_WORD_FROM)


class UnknownPurpose(Invalid):
    """There is no such purpose. Parameter: `purpose`."""

    message_id = "people.unknown_purpose"


class GuardianNeeded(Invalid):
    """The person is under sixteen and nobody speaks for it yet. Parameter: `purpose`."""

    message_id = "people.guardian_needed"


class ChildMustAgree(Invalid):
    """What publishes a child's private life asks for the child's own word too. Parameter: `purpose`."""

    message_id = "people.child_must_agree"


class ConsentGiven(Conflict):
    """The person has agreed to this already. Parameter: `purpose`."""

    message_id = "people.consent_given"


class ConsentWithdrawn(Closed):
    """The consent is withdrawn already. Parameter: `purpose`."""

    message_id = "people.consent_withdrawn"


class NotTheirOwnWord(Invalid):
    """A child speaks through its guardian, not by its own account. Parameter: `purpose`."""

    message_id = "people.not_their_own_word"
