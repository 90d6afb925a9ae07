"""The door of a session: by its secret address people mark themselves present, from shortly before to shortly after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from densach.kernel.errors import Closed, Invalid, NotFound

OPENS_BEFORE: Final = timedelta(minutes=30)
SHUTS_AFTER: Final = timedelta(minutes=30)
# Wrong codes from one address, whatever the session, before it has to wait.
WRONG_CODES: Final = 30
WRONG_MINUTES: Final = 15


class NoSuchDoor(NotFound):
    """Nobody opened a door at this address, or it was shut."""

    message_id = "activities.no_such_door"


class TooEarly(Closed):
    """People mark themselves only from half an hour before. Parameter: `starts`, already worded."""

    message_id = "activities.door_too_early"


class TooLate(Closed):
    """The session ended more than half an hour ago."""

    message_id = "activities.door_too_late"


class DoorOfClosed(Closed):
    """The session is closed or called off: nobody marks themselves any more."""

    message_id = "activities.door_of_closed"


class WrongCode(Invalid):
    """No enrolment of this session has the code."""

    message_id = "activities.wrong_code"


class TooManyWrongCodes(Closed):
    """Too many wrong codes from one address. Parameter: `minutes`."""

    message_id = "activities.too_many_wrong_codes"


class Moment(StrEnum):
    """Where an instant lies to the time in which people mark themselves."""

    BEFORE = "before"
    OPEN = "open"
    AFTER = "after"


def moment(starts: datetime, ends: datetime, at: datetime) -> Moment:
    """Both ends of the time belong to it."""
    if at < starts - OPENS_BEFORE:
        return Moment.BEFORE
    return Moment.OPEN if at <= ends + SHUTS_AFTER else Moment.AFTER


def plain_code(text: str) -> str:
    """A code as it is kept: letters and digits alone, in capitals. People type blanks, hyphens and small letters."""
    return "".join(char for char in text.upper() if char.isalnum())


@dataclass(frozen=True)
class AtTheDoor:
    """Whoever marks themselves at the door of a session: named so in what is kept, with no right to anything."""

    id: int | None = None
    name: str = "Tự điểm danh"

    def may(self, verb: str, organisation: object | None) -> bool:
        """Nothing, nowhere: the code or the account says who it is."""
        return False
