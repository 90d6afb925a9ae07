"""Marks, taps and closings as values, and what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from densach.facts.measures import ETHNIC, REMOTE, ROLE, SEX
from densach.facts.rules import slice_key, slice_parts
from densach.kernel.errors import Closed, Conflict, Invalid
from densach.people.models import Person
from densach.services.activities.models import Presence
from densach.services.activities.rules.bands import BY_CODE, band_of, slice_of

# What staff may set; the empty word takes a mark away.
STATUSES: Final = (*Presence.values, "")
MOST_TAPPED: Final = 2000
MOST_KEY: Final = 64
# Whoever is so old is no pupil: those who began or repeated late have left the last class before it.
PUPIL_UNTIL: Final = 20


class CalledOffNotMarked(Closed):
    """A session that was called off has nobody in it and counts nothing."""

    message_id = "activities.called_off_not_marked"


class NotYetHeld(Closed):
    """Nobody can have come to a session of a day still to come. Parameter: `on`."""

    message_id = "activities.not_yet_held"


class NotYetAnnounced(Closed):
    """Sessions of a draft do not count: what makes figures was announced, with whom its kind needs.

    Parameter: `title`.
    """

    message_id = "activities.not_yet_announced"


class NotYetBegun(Closed):
    """A session that has not begun is not closed. Parameter: `starts`, as text."""

    message_id = "activities.not_yet_begun"


class NotOnTheList(Invalid):
    """Marks of people who are not enrolled and did not come as walk-ins. Parameters: `number`, `people`."""

    message_id = "activities.not_on_the_list"

    @property
    def people(self) -> tuple[int, ...]:
        """Their numbers."""
        told = self.params.get("people")
        return told if isinstance(told, tuple) else ()


class NameNeeded(Invalid):
    """Somebody who came by name has one; whoever has none to tell is tapped."""

    message_id = "activities.name_needed"


class UnknownMark(Invalid):
    """A mark that is none. Parameter: `mark`."""

    message_id = "activities.unknown_mark"


class UnknownTap(Invalid):
    """A tap of a slice that nobody knows. Parameter: `slice`."""

    message_id = "activities.unknown_tap"


class TooManyTapped(Invalid):
    """Nobody, or more than anybody taps at once. Parameter: `limit`."""

    message_id = "activities.too_many_tapped"


class WhyAfterClosing(Invalid):
    """What is changed after a session was closed is changed with a word why."""

    message_id = "activities.why_after_closing"


class NobodyCame(Invalid):
    """A session is closed with nobody in it only with a word why."""

    message_id = "activities.nobody_came"


class ClosedBefore(Closed):
    """The session is closed already. Parameters: `who`, `when`, as text."""

    message_id = "activities.closed_before"


class ClosedMeanwhile(Conflict):
    """Somebody closed, corrected or opened the session since the page was opened. Parameters: `who`, `when` as text."""

    message_id = "activities.closed_meanwhile"


class NotClosed(Closed):
    """What is not closed cannot be opened again."""

    message_id = "activities.not_closed"


class TapGone(Closed):
    """The tap was taken back already."""

    message_id = "activities.tap_gone"


class KeyOfAnother(Conflict):
    """The key was used before, for another session or another act."""

    message_id = "activities.key_of_another"


@dataclass(frozen=True)
class WalkIn:
    """Who came without enrolling, as far as it was told: a name is enough. Where the day of birth is told, the band
    follows from it. `role`: `pupil` or `worker`.
    """

    name: str
    band: str = ""
    birth_date: date | None = None
    sex: str = ""
    minority: bool | None = None
    role: str = ""
    remote: bool | None = None


class Known(NamedTuple):
    """What is known of a person, as far as a mark tells it."""

    birth_date: date | None
    sex: str
    is_ethnic_minority: bool | None


def snapshot(person: Person | Known, on: date, *, school: bool = False, adults: int = 0) -> str:
    """Who the person is on the day, without the name: age band, sex, ethnic minority. `school`: came with a class of a
    school, `adults` of whom are grown up. What was not told is left out.
    """
    band = band_of(person.birth_date, on)
    parts = slice_of(
        band=band.code if band else "",
        sex=person.sex,
        minority=person.is_ethnic_minority,
        role="pupil" if school and _is_pupil(person.birth_date, on, adults) else "",
    )
    return slice_key(parts)


def _is_pupil(born: date | None, on: date, adults: int) -> bool:
    """Of somebody in a class: by age; who has told none is a pupil only where no teacher is among them."""
    if born is None:
        return not adults
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) < PUPIL_UNTIL


def declared(told: WalkIn, on: date) -> str:
    """The same from what somebody at the door says. Raises UnknownTap."""
    band = band_of(told.birth_date, on)
    code = band.code if band else told.band
    if code and code not in BY_CODE:
        raise UnknownTap(slice=code)
    parts = slice_of(band=code, sex=told.sex, minority=told.minority, remote=told.remote, role=told.role)
    return tapped(slice_key(parts))


def tapped(told: str) -> str:
    """A tap's slice in canonical form, its age following from its band. Raises UnknownTap."""
    known = {"band": tuple(BY_CODE), "sex": SEX, "ethnic": ETHNIC, "remote": REMOTE, "role": ROLE}
    try:
        parts = {name: value for name, value in slice_parts(told).items() if value}
    except ValueError:
        raise UnknownTap(slice=told) from None
    parts.pop("age", None)
    if any(value not in known.get(name, ()) for name, value in parts.items()):
        raise UnknownTap(slice=told)
    if "band" in parts:
        parts["age"] = BY_CODE[parts["band"]].age
    return slice_key(parts)
