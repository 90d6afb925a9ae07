"""What runs in an institution: this week, classes that take people in, clubs, and its rooms by the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.portal.agenda.lines import DayLines, by_day, grouped
from densach.portal.institutions import Card, cards_of
from densach.services.activities.queries import public
from densach.services.activities.queries.places import Places, places_of_many
from densach.services.activities.queries.public import Asked
from densach.services.clubs.queries.public import PublicClub, activities_of_clubs, public_clubs

_WEEK = timedelta(days=6)
_SHOWN = 40


@dataclass(frozen=True)
class Open:
    """An activity that takes people in, with its places in words."""

    activity: public.Activity
    url: str
    places: Places
    words: str


@dataclass(frozen=True)
class Room:
    """A room: its seats and equipment, and what stands in it this week. `things` as "2 máy chiếu"."""

    venue: public.Venue
    things: list[str]
    days: list[DayLines]
    feed: str


@dataclass(frozen=True)
class Running:
    """What citizens want of an institution now. `groups`: what meets as a club and stands in no register yet."""

    days: list[DayLines]
    open: list[Open]
    clubs: list[PublicClub]
    groups: list[tuple[public.Activity, str]]
    rooms: list[Room]
    calendar_url: str
    feed: str

    @property
    def any(self) -> bool:
        return bool(self.days or self.open or self.clubs or self.groups or self.rooms)


def running_of(unit: Named, at: datetime) -> Running:
    """From today for a week. A fixed number of queries."""
    on = today(at)
    rows = public.sessions_from(on, Asked(units=frozenset({unit.id})), until=on + _WEEK, limit=_SHOWN)
    of_clubs = activities_of_clubs(unit.id)
    return Running(
        days=by_day(grouped(rows), on),
        open=_open(unit, at),
        clubs=public_clubs(unit.id, on),
        groups=[(one, _url(one)) for one in public.clubs_of(unit.id) if one.pk not in of_clubs],
        rooms=_rooms(unit, rows, on),
        calendar_url=f"{reverse('portal:calendar')}?xem=thang&don-vi={unit.code}",
        feed=reverse("exchange:organisation_feed", args=[unit.code]),
    )


def _open(unit: Named, at: datetime) -> list[Open]:
    rows = public.open_for_enrolment(unit.id, at)
    places = places_of_many(rows, at) if rows else {}
    found = [Open(one, _url(one), places[one.pk], _places_words(places[one.pk])) for one in rows]
    return [one for one in found if one.places.open]


def _places_words(places: Places) -> str:
    if places.full:
        return _("full: waiting list")
    if places.left is None:
        return ""
    return ngettext("%(n)s place left", "%(n)s places left", places.left) % {"n": places.left}


def _url(activity: public.Activity) -> str:
    return reverse("portal:activity", args=[activity.pk])


def _rooms(unit: Named, rows: Sequence[public.Session], on: date) -> list[Room]:
    return [
        Room(
            venue=venue,
            things=[
                f"{one.quantity} {one.name}" if one.quantity > 1 else one.name
                for one in venue.equipment.all()
            ],
            days=by_day(grouped(one for one in rows if one.venue_id == venue.pk), on),
            feed=reverse("exchange:venue_feed", args=[venue.pk]),
        )
        for venue in public.venues_of(unit.id, on)
    ]


def on_this_week(on: date) -> dict[int, int]:
    """Institution → how many sessions run there from today for a week; those with none are left out."""
    return public.running_in(None, on, on + _WEEK)


def busiest(kinds: Sequence[str], running: Mapping[int, int], at: datetime, limit: int = 6) -> list[Card]:
    """The institutions of the kinds in which most runs this week, each with how much."""
    alive = [one for one in organisations.alive(today(at), kinds=kinds) if one.id in running]
    first = sorted(alive, key=lambda one: (-running[one.id], one.name))[:limit]
    return [replace(card, note=_note(running[card.one.id])) for card in cards_of(first, at)]


def with_week(cards: Iterable[Card], running: Mapping[int, int]) -> list[Card]:
    """The cards of a list with how much runs in each this week."""
    return [replace(card, note=_note(running.get(card.one.id, 0))) for card in cards]


def _note(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(n)s session in the coming seven days", "%(n)s sessions in the coming seven days", number
    ) % {"n": number}
