"""What is known of an institution besides its place in the register: contacts, opening, posts.

Openings are asked for a day, posts too; contacts and buildings say how things are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from densach.kernel.dates import VIETNAM
from densach.organisations.models import Closure, OpeningTime, Organisation, Post, Profile
from densach.organisations.opening import ClosedDays, Opening, Span, Timetable, opening_on
from densach.organisations.queries.areas import alive_on

_DAY = timedelta(days=1)
# How far ahead somebody looks for the next day on which a house opens.
_AHEAD = 120


def profile_of(organisation: Organisation | int) -> Profile | None:
    """Contacts, map point and building; None where nobody has written any."""
    return Profile.objects.filter(organisation_id=_key(organisation)).first()


def profiles_of(ids: Iterable[int]) -> dict[int, Profile]:
    """Many at once, in one query."""
    return {row.organisation_id: row for row in Profile.objects.filter(organisation_id__in=set(ids))}


def timetables_of(organisation: Organisation | int) -> list[Timetable]:
    """Every timetable ever written, the earliest first."""
    rows = OpeningTime.objects.filter(organisation_id=_key(organisation)).order_by(
        "valid_from", "weekday", "opens"
    )
    return _timetables(rows)


def opening_times(organisation: Organisation | int, on: date) -> Timetable | None:
    """The timetable that holds on the day, None where none does."""
    return next((one for one in timetables_of(organisation) if one.holds(on)), None)


def closures_of(organisation: Organisation | int, *, since: date | None = None) -> list[Closure]:
    """Closures, the earliest first; with `since` those that have not ended before it."""
    rows = Closure.objects.filter(organisation_id=_key(organisation)).order_by("first_day")
    return list(rows.filter(last_day__gte=since) if since else rows)


def is_open(organisation: Organisation | int, day: date) -> Opening:
    """Open with its spans, closed with the reason, or unknown. True where it is open."""
    return next(_openings(organisation, day, day))


def openings(organisation: Organisation | int, first: date, last: date) -> list[Opening]:
    """Each day from the first to the last; two queries however many days."""
    return list(_openings(organisation, first, last))


def closed_days(organisation: Organisation | int, first: date, last: date) -> set[date]:
    """The days, both ends included, on which it is known not to open. A day without any timetable is not one."""
    return {one.day for one in _openings(organisation, first, last) if one.state == "closed"}


def next_opening(organisation: Organisation | int, at: datetime) -> tuple[date, Span] | None:
    """When it opens next after the instant, or the span that is running; None where nothing is known ahead."""
    local = at.astimezone(VIETNAM)
    for opening in _openings(organisation, local.date(), local.date() + timedelta(days=_AHEAD)):
        for span in opening.spans:
            if opening.day > local.date() or span.closes > local.time():
                return opening.day, span
    return None


def posts_of(organisation: Organisation | int, on: date) -> list[Post]:
    """The staff posts of the day, in the order in which they were written."""
    return list(Post.objects.filter(alive_on(on), organisation_id=_key(organisation)).order_by("pk"))


def all_posts_of(organisation: Organisation | int) -> list[Post]:
    """The posts of every day, those that still are first."""
    rows = Post.objects.filter(organisation_id=_key(organisation)).order_by("title", "-valid_from")
    return sorted(rows, key=lambda post: post.valid_to is not None)


def _key(organisation: Organisation | int) -> int:
    return organisation if isinstance(organisation, int) else organisation.pk


def _openings(organisation: Organisation | int, first: date, last: date) -> Iterator[Opening]:
    timetables = timetables_of(organisation)
    closures = [
        ClosedDays(row.first_day, row.last_day, row.reason)
        for row in closures_of(organisation, since=first)
        if row.first_day <= last
    ]
    day = first
    while day <= last:
        yield opening_on(day, timetables, closures)
        day += _DAY


def _timetables(rows: Iterable[OpeningTime]) -> list[Timetable]:
    found: defaultdict[tuple[date, date | None], defaultdict[int, list[Span]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in rows:
        found[row.valid_from, row.valid_to][row.weekday].append(Span(row.opens, row.closes))
    return [Timetable(since, until, dict(week)) for (since, until), week in found.items()]
