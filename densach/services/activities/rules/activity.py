"""What a person says of an activity and of a session, the life cycle, and what is refused in planning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from densach.files.models import StoredFile
from densach.kernel.dates import VIETNAM, today
from densach.kernel.errors import Closed, Conflict, Invalid, NotFound
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Area, Organisation
from densach.people.models import Person
from densach.services.activities.models import (
    ActivityKind,
    ActivityState,
    Channel,
    EnrolMode,
    Interest,
    LeapRule,
    Term,
    Venue,
)

FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST: Final = timedelta(days=31)
# What may become of an activity: state → act → next state.
ACTS: Final[dict[str, dict[str, str]]] = {
    ActivityState.DRAFT: {"publish": ActivityState.PUBLISHED, "call_off": ActivityState.CANCELLED},
    ActivityState.PUBLISHED: {
        "back_to_draft": ActivityState.DRAFT,
        "call_off": ActivityState.CANCELLED,
        "finish": ActivityState.DONE,
    },
    ActivityState.DONE: {"reopen": ActivityState.PUBLISHED},
    ActivityState.CANCELLED: {"take_up": ActivityState.PUBLISHED},
}


class NotInThisState(Closed):
    """The activity's state forbids the act. Parameters: `title`, `state`, already worded."""

    message_id = "activities.not_in_this_state"


class SeenAnOldActivity(Conflict):
    """Somebody changed the activity since the page was opened. Parameter: `title`."""

    message_id = "activities.seen_an_old_activity"


class SeenAnOldSession(Conflict):
    """Somebody changed the session since the page was opened. Parameter: `when`, as it is now."""

    message_id = "activities.seen_an_old_session"


class NoTitle(Invalid):
    """An activity has a title."""

    message_id = "activities.no_title"


class KindEnded(Closed):
    """The kind is no longer used. Parameter: `kind`."""

    message_id = "activities.kind_ended"


class KindOfOthers(Invalid):
    """Units of this family do not hold this kind. Parameter: `kind`."""

    message_id = "activities.kind_of_others"


class HoldsNoActivities(Invalid):
    """The unit is none that holds activities, or is not there on the day. Parameter: `unit`."""

    message_id = "activities.holds_no_activities"


class AgesBackwards(Invalid):
    """The lowest age is above the highest. Parameters: `lowest`, `highest`."""

    message_id = "activities.ages_backwards"


class EnrolmentBackwards(Invalid):
    """Enrolment would end before it begins."""

    message_id = "activities.enrolment_backwards"


class NoPlaces(Invalid):
    """A limit of no place at all."""

    message_id = "activities.no_places"


class FewerPlacesThanTaken(Conflict):
    """More people have a place than there would be. Parameters: `capacity`, `taken`."""

    message_id = "activities.fewer_places_than_taken"


class PeopleEnrolled(Conflict):
    """Whether and for what people enrol stays while somebody is enrolled. Parameters: `people`, `groups`."""

    message_id = "activities.people_enrolled"


class RoleLacks(Invalid):
    """The kind needs somebody with a part before it is announced. Parameters: `kind`, `role`, already worded."""

    message_id = "activities.role_lacks"


class NobodyNamed(Invalid):
    """A part without a person and without a name."""

    message_id = "activities.nobody_named"


class WhyLacks(Invalid):
    """The act needs its reason in words."""

    message_id = "activities.why_lacks"


class SessionsLeft(Closed):
    """Sessions are still to come. Parameter: `number`."""

    message_id = "activities.sessions_left"


class SessionsCounted(Closed):
    """Sessions of the activity are closed and counted. Parameter: `number`."""

    message_id = "activities.sessions_counted"


class EndsBeforeItStarts(Invalid):
    """Parameters: `starts`, `ends`, already worded."""

    message_id = "activities.ends_before_it_starts"


class LastsTooLong(Invalid):
    """One session is no longer than a month. Parameter: `days`."""

    message_id = "activities.lasts_too_long"


class YearOutOfReach(Invalid):
    """Outside the years that the calendar knows. Parameters: `year`, `first`, `last`."""

    message_id = "activities.year_out_of_reach"


class SessionClosed(Closed):
    """A closed session is counted and never moves. Parameter: `when`."""

    message_id = "activities.session_closed"


class SessionCalledOff(Closed):
    """The session is called off. Parameter: `when`."""

    message_id = "activities.session_called_off"


class SessionNotCalledOff(Closed):
    """Nothing to take back. Parameter: `when`."""

    message_id = "activities.session_not_called_off"


class VenueTaken(Conflict):
    """Another activity has the room. Parameters: `venue`, `activity`, `starts`, `ends`, `free`, already worded."""

    message_id = "activities.venue_taken"


class SessionThere(Conflict):
    """The activity has a session at that moment in that place. Parameters: `title`, `when`, already worded."""

    message_id = "activities.session_there"


class VenueEnded(Closed):
    """The room is no longer used. Parameter: `venue`."""

    message_id = "activities.venue_ended"


class VenueOfOthers(NotFound):
    """The room belongs to a unit in which the person plans nothing. Parameter: `venue`."""

    message_id = "activities.venue_of_others"


class NotOfASeries(Invalid):
    """Only one of a series has others after it."""

    message_id = "activities.not_of_a_series"


@dataclass(frozen=True)
class ActivityData:
    """All that a person types of an activity. `count_mode` "" takes the kind's."""

    kind: ActivityKind
    title: str
    summary: str = ""
    interest: str = Interest.OTHER
    audience: tuple[str, ...] = ()
    occasion: str = ""
    channel: str = Channel.ONSITE
    public: bool = True
    enrol_mode: str = EnrolMode.NONE
    enrol_each: bool = False
    enrol_from: datetime | None = None
    enrol_until: datetime | None = None
    capacity: int | None = None
    waiting_list: bool = True
    offer_hours: int = 48
    min_age: int | None = None
    max_age: int | None = None
    area: Area | None = None
    fee: int = 0
    fee_note: str = ""
    fee_free: tuple[str, ...] = ()
    count_mode: str = ""
    contact: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    paper_number: str = ""
    paper: StoredFile | None = None
    cover: StoredFile | None = None
    cover_alt: str = ""


@dataclass(frozen=True)
class RoleData:
    """Somebody's part: a person of the platform, or only a name. `about`: "nghệ nhân ưu tú, Hội Văn nghệ tỉnh"."""

    role: str
    person: Person | None = None
    name: str = ""
    about: str = ""


@dataclass(frozen=True)
class PartnerData:
    """Another institution that takes part, of the register or only by name, and what it does."""

    organisation: Organisation | None = None
    name: str = ""
    part: str = ""


@dataclass(frozen=True)
class When:
    """From an instant to an instant, and where. `place` says where when it is none of the unit's rooms."""

    starts: datetime
    ends: datetime
    venue: Venue | None = None
    place: str = ""
    channel: str = Channel.ONSITE
    topic: str = ""
    all_day: bool = False

    @property
    def on(self) -> date:
        """Its first day in Viet Nam."""
        return today(self.starts)


@dataclass(frozen=True)
class SeriesData:
    """A rule that makes sessions; see `models.Series` for its parts. A `term` gives first and last day."""

    rule: str
    start_time: time
    minutes: int
    first_day: date | None = None
    last_day: date | None = None
    weekdays: tuple[int, ...] = ()
    every: int = 1
    lunar_days: tuple[int, ...] = ()
    lunar_month: int | None = None
    leap: str = LeapRule.PLAIN
    days: int = 1
    dates: tuple[date, ...] = ()
    term: Term | None = None
    venue: Venue | None = None
    place: str = ""
    channel: str = Channel.ONSITE
    skips_holidays: bool = True


def local(at: datetime) -> datetime:
    """The instant by the clocks of Viet Nam."""
    return at.astimezone(VIETNAM)


def instant(on: date, at: time) -> datetime:
    """The instant of a day and a clock time in Viet Nam."""
    return datetime.combine(on, at, VIETNAM)


def clock_text(at: datetime) -> str:
    """19:00 ngày 21/11/2026, in words that stand in every language."""
    return f"{local(at):%H:%M %d/%m/%Y}"


def when_text(starts: datetime, ends: datetime) -> str:
    """21/11/2026, 19:00–21:00; with both days where it ends on another."""
    first, last = local(starts), local(ends)
    if first.date() == last.date():
        return f"{first:%d/%m/%Y}, {first:%H:%M}–{last:%H:%M}"
    return f"{first:%d/%m/%Y %H:%M} – {last:%d/%m/%Y %H:%M}"


def settled(when: When) -> When:
    """The same, checked: whole days begin and end at midnight, words are clean.

    Raises EndsBeforeItStarts, LastsTooLong, YearOutOfReach.
    """
    starts, ends = when.starts, when.ends
    if when.all_day:
        starts = instant(today(starts), time())
        last = local(ends)
        # The end of whole days is the midnight after the last of them.
        last_day = last.date() if last.time() == time() and ends > starts else last.date() + timedelta(days=1)
        ends = instant(last_day, time())
    for at in (starts, ends):
        require_year(local(at).year)
    if ends <= starts:
        raise EndsBeforeItStarts(starts=clock_text(starts), ends=clock_text(ends))
    if ends - starts > LONGEST:
        raise LastsTooLong(days=LONGEST.days)
    return When(
        starts=starts, ends=ends, venue=when.venue, place=clean_text(when.place)[:200],
        channel=Channel(when.channel), topic=clean_text(when.topic)[:200], all_day=when.all_day,
    )  # fmt: skip


def require_year(year: int) -> None:
    """Raises YearOutOfReach outside the years that the lunar calendar knows."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearOutOfReach(year=str(year), first=str(FIRST_YEAR), last=str(LAST_YEAR))
