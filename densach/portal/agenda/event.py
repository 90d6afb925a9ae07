"""The page of one activity, made for sharing: what, when, where, for whom, whether there is a place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

import segno
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from densach.kernel.dates import VIETNAM, today
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.portal.agenda.lines import DRAWINGS, Line, day_title, line_of, lunar_text, when_of
from densach.portal.institutions import PUBLIC
from densach.portal.linked import escaped
from densach.services.activities.queries import calendars, mine, public, showing
from densach.services.activities.queries.places import Places, places_of, places_of_sessions
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
    """All that the page shows."""

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
    turns = [_turn(one, names, each.get(one.pk)) for one in coming]
    places = places_of(activity, at)
    shown = showing.shown_of(activity)
    return Event(
        activity=activity,
        unit=unit,
        unit_url=_unit_url(unit),
        place=calendars.place_of(coming[0] if coming else past[0], unit.name)
        if coming or past
        else unit.name,
        coming=turns[:_COMING_SHOWN],
        more=turns[_COMING_SHOWN:],
        past=[_turn(one, names, None) for one in past[:_PAST_SHOWN]],
        parts=public.parts_of(activity),
        whom=public.bands_in_words(activity.audience),
        drawing=DRAWINGS.get(activity.kind.family, "lamp"),
        places=places,
        why_not=sentence(places.why_not) if places.why_not else "",
        freed=showing.freed_of(activity),
        shares=shares(activity.title, url),
        code=_code(url),
        linked=_linked(activity, unit, coming or past[:1], url, places),
        shown=shown,
        off=activity.state == "cancelled",
        moved=[when_of(one) for one in coming if one.edited and not public.is_cancelled(one)][:5],
        description=_description(activity, unit, turns),
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
    if unit.kind in public.CENTRES:
        return reverse("portal:centre", args=[unit.code])
    return reverse("portal:institution", args=[unit.code]) if unit.kind in PUBLIC else ""


def _description(activity: public.Activity, unit: Named, turns: Sequence[Turn]) -> str:
    """One or two sentences for whoever gets the link."""
    parts = [turns[0].when if turns else "", unit.name, " ".join(activity.summary.split())]
    return ". ".join(part for part in parts if part)[:280]


def shares(title: str, url: str) -> list[tuple[str, str, str]]:
    """Ways to pass the page on: icon, name, address. Plain links; nothing of theirs is loaded."""
    told, page = quote(title), quote(url, safe="")
    return [
        ("send", "Facebook", f"https://www.facebook.com/sharer/sharer.php?u={page}"),
        ("chat-left-text", "Zalo", f"https://zalo.me/share?url={page}"),
        ("envelope", _("E-mail"), f"mailto:?subject={told}&body={told}%0A{page}"),
    ]


def _code(url: str) -> SafeString:
    """The page's own address to point a telephone at."""
    drawn = segno.make(url, error="m").svg_inline(
        scale=3, border=2, svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(drawn)


def _linked(
    activity: public.Activity, unit: Named, rows: Sequence[public.Session], url: str, places: Places
) -> SafeString:
    """schema.org: an event, a series of them, or a course with its instance."""
    turns = [_as_event(one, activity, unit, url) for one in rows[:50]]
    told: dict[str, object]
    if activity.kind.family in {"class", "training"}:
        told = {
            "@type": "Course",
            "provider": {"@type": "Organization", "name": unit.name},
            "hasCourseInstance": _instance(activity, rows),
        }
    elif len(turns) == 1:
        told = turns[0]
    else:
        told = {"@type": "EventSeries", "subEvent": turns} | (_span(rows) if rows else {})
    image = f"{url}/bia" if activity.cover_id else ""
    told |= {
        "@context": "https://schema.org",
        "@id": url,
        "url": url,
        "name": activity.title,
        "description": " ".join(activity.summary.split())[:500] or activity.title,
        "image": image,
        "organizer": {"@type": "Organization", "name": unit.name},
        "inLanguage": "vi",
        "offers": _offer(activity, places, url),
    }
    kept = {name: value for name, value in told.items() if value}
    return mark_safe(escaped(json.dumps(kept, ensure_ascii=False)))


def _as_event(one: public.Session, activity: public.Activity, unit: Named, url: str) -> dict[str, object]:
    state = (
        "EventCancelled"
        if public.is_cancelled(one)
        else "EventRescheduled"
        if one.edited
        else "EventScheduled"
    )
    mode = "OnlineEventAttendanceMode" if one.channel == "online" else "OfflineEventAttendanceMode"
    name = f"{activity.title}: {one.topic}" if one.topic else activity.title
    return {
        "@type": "Event",
        "@id": f"{url}#{one.uid}",
        "name": name,
        "eventStatus": f"https://schema.org/{state}",
        "eventAttendanceMode": f"https://schema.org/{mode}",
        "location": {
            "@type": "Place",
            "name": calendars.place_of(one, unit.name),
            "address": {
                "@type": "PostalAddress",
                "streetAddress": one.place or unit.name,
                "addressCountry": "VN",
            },
        },
        **_span([one]),
    }


def _span(rows: Sequence[public.Session]) -> dict[str, object]:
    first = min(one.starts for one in rows).astimezone(VIETNAM)
    last = max(one.ends for one in rows).astimezone(VIETNAM)
    return {"startDate": first.isoformat(), "endDate": last.isoformat()}


def _instance(activity: public.Activity, rows: Sequence[public.Session]) -> dict[str, object]:
    mode = "online" if activity.channel == "online" else "onsite"
    told: dict[str, object] = {"@type": "CourseInstance", "courseMode": mode, "courseWorkload": "PT1H"}
    if rows:
        hours = sum(int((one.ends - one.starts).total_seconds()) for one in rows) // 3600
        told |= {**_span(rows), "courseWorkload": f"PT{max(hours, 1)}H"}
    return told


def _offer(activity: public.Activity, places: Places, url: str) -> dict[str, object]:
    state = "InStock" if places.open and not places.full else "SoldOut" if places.full else "Discontinued"
    return {
        "@type": "Offer",
        "price": activity.fee,
        "priceCurrency": "VND",
        "url": url,
        **({"availability": f"https://schema.org/{state}"} if activity.enrol_mode != "none" else {}),
    }


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
