"""How long each kind of personal data is kept, and by when a person must be answered: data, which a province can set.

The periods of Decree 356/2025/NĐ-CP replaced the 72 hours of Decree 13/2023/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_noop

DECREE: Final = gettext_noop("Decree 356/2025/NĐ-CP")
ARCHIVES: Final = gettext_noop("Law 33/2024/QH15 on archives")
DUTY: Final = gettext_noop(
    "Law 91/2025/QH15, article 19: work of state agencies prescribed by law; staff files while somebody works here"
)
JOURNAL: Final = gettext_noop(
    "Law 91/2025/QH15, article 19: a public office must be able to say who did what; Law 33/2024/QH15 on archives"
)
EVIDENCE: Final = gettext_noop("Law 91/2025/QH15: the agency must be able to prove consents and answers")


@dataclass(frozen=True)
class Kept:
    """A kind of personal data, what ends its use, and how many days after that it goes. Nought: at once."""

    code: str
    name: str
    after: str
    days: int
    why: str


KEPT: Final[dict[str, Kept]] = {
    kept.code: kept
    for kept in (
        Kept(
            "staff_left",
            gettext_noop("Names and contacts of former staff"),
            gettext_noop("the last day of work"),
            3650,
            ARCHIVES,
        ),
        Kept(
            "invitations",
            gettext_noop("Invitations"),
            gettext_noop("the answer, or the day on which they expired"),
            180,
            gettext_noop("Needed to see who was invited by whom when a first sign-in is looked into."),
        ),
        Kept(
            "requests",
            gettext_noop("Words of answered requests"),
            gettext_noop("the answer"),
            1825,
            EVIDENCE,
        ),
        Kept(
            "seen",
            gettext_noop("Journal of who looked at whose data"),
            gettext_noop("the day of looking"),
            1825,
            EVIDENCE,
        ),
        Kept(
            "sign_ins",
            gettext_noop("Addresses of failed and lasting sign-ins"),
            gettext_noop("the attempt, or the end of the session"),
            90,
            gettext_noop("Needed to look into attacks on accounts."),
        ),
        Kept(
            "loans_over",
            gettext_noop("Who borrowed what"),
            gettext_noop("the return, unless the reader asked to keep a list"),
            30,
            gettext_noop("Needed when something is found in, or missing from, what was just brought back."),
        ),
    )
}
LONGEST_KEPT: Final = 36_500  # days
# Kind of request → days in which it is carried out; the first word is due after two working days.
ANSWER_DAYS: Final = {"see": 10, "correct": 10, "object": 15, "erase": 20}


class WrongPeriod(ValueError):
    """DENSACH_KEEP names an unknown kind or no number of days."""


def days_from(words: Iterable[str]) -> dict[str, int]:
    """Reads "staff_left=1825" and the like. Raises WrongPeriod, so that a slip does not erase too early."""
    found = {}
    for word in words:
        code, _equals, number = word.partition("=")
        if code not in KEPT or not number.isdecimal() or int(number) > LONGEST_KEPT:
            raise WrongPeriod(word)
        found[code] = int(number)
    return found


def days_kept(code: str) -> int:
    """The period of a kind: the province's setting, else ours."""
    return days_from(getattr(settings, "DENSACH_KEEP", ())).get(code, KEPT[code].days)


def before(code: str, at: datetime) -> datetime:
    """What ended before this instant has been kept long enough."""
    return at - timedelta(days=days_kept(code))


def due_at(kind: str, asked_at: datetime) -> datetime:
    return asked_at + timedelta(days=ANSWER_DAYS[kind])


def first_word_at(asked_at: datetime) -> datetime:
    """The end of the second working day after the asking: the person is told how and by when."""
    day, left = asked_at, 2
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day
