"""The page of one activity, made for sharing: what, when, where, for whom, whether there is a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString

from densach.kernel.dates import format_date, today
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.portal.agenda.lines import DRAWINGS, Line, day_title, line_of, lunar_text, when_of
from densach.portal.agenda.sharing import code_of, linked_event, picture_of, shares
from densach.portal.institutions import PUBLIC, page_name
from densach.services.activities.queries import calendars, mine, public, showing
from densach.services.activities.queries.places import Places, places_of, places_of_sessions
from densach.ui.figures import language
from densach.ui.http import Request
from densach.ui.wording import sentence

_COMING_SHOWN = 8
_PAST_SHOWN = 30


@dataclass(frozen=True)
class Turn:
    """One session on the page: `when` in words, its line, and its places where people enrol for single ones."""

    session: public.Session
    when: str
    lunar: str
    line: Line
    places: Places | None
    why_not: str


@dataclass(frozen=True)
class Event:
    """All that the page shows. `held`: the days on which it was held, once nothing more is to come; else empty."""

    activity: public.Activity
    unit: Named
    unit_url: str
    place: str
    coming: list[Turn]
    more: list[Turn]
    past: list[Turn]
    parts: list[public.Part]
    whom: str
    drawing: str
    picture: str
    held: str
    places: Places
    why_not: str
    freed: list[str]
    shares: list[tuple[str, str, str]]
    code: SafeString
    linked: SafeString
    shown: showing.Shown
    off: bool
    moved: list[str]
    description: str

    @property
    def next(self) -> Turn | None:
        """The next one that is not called off."""
        return next((one for one in self.coming if not one.line.off), None)


def event_of(pk: int, at: datetime, url: str) -> Event:
    """Raises NoSuchActivity."""
    on = today(at)
    activity = public.public_activity(pk)
    unit = organisations.named(activity.organisation_id, on)
    coming, past = public.sessions_of_activity(activity, at)
    each = places_of_sessions(activity, coming, at) if activity.enrol_each and coming else {}
    names = {unit.id: unit}
    unit_url = _unit_url(unit)
    held = "" if coming else _held(past)
    drawing = DRAWINGS.get(activity.kind.family, "lamp")
    picture = f"{url}/bia" if activity.cover_id else picture_of(drawing, url)
    turns = [_turn(one, names, each.get(one.pk)) for one in coming]
    places = places_of(activity, at)
    shown = showing.shown_of(activity)
    return Event(
        activity=activity,
        unit=unit,
        unit_url=unit_url,
        place=calendars.place_of(coming[0] if coming else past[0], unit.name)
        if coming or past
        else unit.name,
        coming=turns[:_COMING_SHOWN],
        more=turns[_COMING_SHOWN:],
        past=[_turn(one, names, None) for one in past[:_PAST_SHOWN]],
        parts=public.parts_of(activity),
        whom=public.bands_in_words(activity.audience),
        drawing=drawing,
        picture=picture,
        held=held,
        places=places,
        why_not=sentence(places.why_not) if places.why_not else "",
        freed=showing.freed_of(activity),
        shares=shares(activity.title, url),
        code=code_of(url),
        linked=linked_event(activity, unit, unit_url, [*reversed(past), *coming], url, picture, places),
        shown=shown,
        off=activity.state == "cancelled",
        moved=[when_of(one) for one in coming if one.edited and not public.is_cancelled(one)][:5],
        description=_description(activity, unit, turns[0].when if turns else held),
    )


def _turn(one: public.Session, names: dict[int, Named], places: Places | None) -> Turn:
    return Turn(
        session=one,
        when=when_of(one),
        lunar=lunar_text(one.on),
        line=line_of(one, names),
        places=places,
        why_not=sentence(places.why_not) if places and places.why_not else "",
    )


def _unit_url(unit: Named) -> str:
    return reverse(f"portal:{page_name(unit.kind)}", args=[unit.code]) if unit.kind in PUBLIC else ""


def _held(past: Sequence[public.Session]) -> str:
    """The days from the first session that was held to the last: 15–16/10/2026; empty where all were called off."""
    rows = [one for one in past if not public.is_cancelled(one)]
    if not rows:
        return ""
    first, last = min(one.on for one in rows), max(public.last_day(one) for one in rows)
    if first == last:
        return format_date(last, language())
    if (first.year, first.month) == (last.year, last.month) and language() == "vi":
        return f"{first.day:02}–{format_date(last, language())}"
    return f"{format_date(first, language())} – {format_date(last, language())}"


def _description(activity: public.Activity, unit: Named, when: str) -> str:
    """One or two sentences for whoever gets the link."""
    parts = [when, unit.name, " ".join(activity.summary.split())]
    return ". ".join(part for part in parts if part)[:280]


@dataclass(frozen=True)
class Standing:
    """What the person who looks has here: enrolments of oneself and one's children, and whether one follows."""

    enrolments: list[tuple[public.Enrolment, str]]
    follows: bool


def standing_of(request: Request, activity: public.Activity) -> Standing | None:
    """None for whoever is not signed in."""
    if not request.user.is_authenticated:
        return None
    rows = mine.enrolled_in(request.user, activity)
    return Standing(
        [(one, str(one.get_state_display())) for one in rows], mine.follows(request.user, activity)
    )


def told_when(session: public.Session | None) -> str:
    return when_of(session) if session is not None else ""


__all__ = ["Event", "Standing", "Turn", "day_title", "event_of", "shares", "standing_of", "told_when"]
