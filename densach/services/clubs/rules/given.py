"""What a person types of a club, a member, a meeting, a trip, a year; and the checks that ask no table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from densach.files.actions import Upload
from densach.organisations.models import Area
from densach.people.models import Person
from densach.people.rules.staffing import PersonData
from densach.services.activities.models import Interest, Venue
from densach.services.activities.rules.activity import When, instant
from densach.services.clubs.models import ClubKind, MemberRole
from densach.services.clubs.rules.refusals import MorePartsThanPeople, NobodyCounted

Who = Person | PersonData


@dataclass(frozen=True)
class ClubData:
    """`contact`: how to join, shown to citizens. `renewed_until`: until when its founding holds; None for good."""

    kind: str
    name: str
    founded_on: date
    about: str = ""
    interest: str = Interest.OTHER
    audience: tuple[str, ...] = ()
    area: Area | None = None
    hamlet: str = ""
    paper_number: str = ""
    upload: Upload | None = None
    renewed_until: date | None = None
    public: bool = True
    contact: str = ""


@dataclass(frozen=True)
class LightData:
    """The short form of a hamlet's interest group."""

    name: str
    hamlet: str
    interest: str = Interest.OTHER
    members: int | None = None
    head_name: str = ""
    head_phone: str = ""
    area: Area | None = None


@dataclass(frozen=True)
class StepData:
    """An act of the club's life with its day and paper."""

    on: date
    until: date | None = None
    paper_number: str = ""
    upload: Upload | None = None
    note: str = ""


@dataclass(frozen=True)
class MemberData:
    """Somebody joins. `agreed_by`: whose word lets a child join; `sure`: questions answered with yes."""

    who: Who
    since: date
    role: str = MemberRole.MEMBER
    guardian: PersonData | None = None
    relation: str = ""
    agreed_by: str = ""
    sure: tuple[str, ...] = ()


@dataclass(frozen=True)
class Crowd:
    """How many came: in all, and of them by age and sex (slice → number); the rest is not known."""

    total: int | None = None
    parts: Mapping[str, int] = field(default_factory=dict)

    def taps(self) -> dict[str, int]:
        """Slice → number, summing to the total. Raises NobodyCounted, MorePartsThanPeople."""
        found = {key: number for key, number in self.parts.items() if number > 0}
        known = sum(found.values())
        total = known if self.total is None else self.total
        if total < known:
            raise MorePartsThanPeople(total=total, parts=known)
        if not total:
            raise NobodyCounted
        if total > known:
            found[""] = found.get("", 0) + total - known
        return found


@dataclass(frozen=True)
class MeetingData:
    """A meeting that was held, written down in one act."""

    on: date
    crowd: Crowd
    starts: time = time(19, 0)
    minutes: int = 90
    place: str = ""
    topic: str = ""
    key: str = ""

    def when(self) -> When:
        return span(self.on, self.starts, self.minutes, place=self.place, topic=self.topic)


@dataclass(frozen=True)
class TripData:
    """A team goes out. `crowd`: who came, where that is known already; None for a trip that is planned."""

    on: date
    starts: time
    minutes: int
    place: str
    area: Area | None = None
    programme: str = ""
    performers: int = 0
    vehicle: str = ""
    note: str = ""
    crowd: Crowd | None = None
    key: str = ""


@dataclass(frozen=True)
class GrowData:
    """A group in the short form becomes a full one."""

    name: str
    on: date
    kind: str = ClubKind.CLUB
    about: str = ""
    paper_number: str = ""
    upload: Upload | None = None
    renewed_until: date | None = None


def span(
    on: date,
    starts: time,
    minutes: int,
    *,
    place: str = "",
    topic: str = "",
    channel: str = "onsite",
    venue: Venue | None = None,
) -> When:
    """From a clock time for so many minutes, over midnight where it lasts."""
    first = instant(on, starts)
    return When(first, first + timedelta(minutes=minutes), venue, place, channel, topic)
