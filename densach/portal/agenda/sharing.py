"""What a page tells whoever gets its address: a picture, and the same as schema.org's linked data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote, urljoin

import segno
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from densach.kernel.dates import VIETNAM
from densach.organisations.rules import Named
from densach.portal.linked import escaped
from densach.services.activities.queries import calendars, public
from densach.services.activities.queries.places import Places

_EVENTS_TOLD = 50


def picture_of(drawing: str, url: str) -> str:
    """The full address of one of our drawings, 1200 × 630: programs that show links read no SVG."""
    return urljoin(url, static(f"portal/share/{drawing}.png"))


def shares(title: str, url: str) -> list[tuple[str, str, str]]:
    """Ways to pass the page on: icon, name, address. Plain links; nothing of theirs is loaded."""
    told, page = quote(title), quote(url, safe="")
    return [
        ("send", "Facebook", f"https://www.facebook.com/sharer/sharer.php?u={page}"),
        ("chat-left-text", "Zalo", f"https://zalo.me/share?url={page}"),
        ("envelope", _("E-mail"), f"mailto:?subject={told}&body={told}%0A{page}"),
    ]


def code_of(url: str) -> SafeString:
    """The page's own address to point a telephone at."""
    drawn = segno.make(url, error="m").svg_inline(
        scale=3, border=2, svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(drawn)


def linked_event(
    activity: public.Activity,
    unit: Named,
    unit_url: str,
    rows: Sequence[public.Session],
    url: str,
    picture: str,
    places: Places,
) -> SafeString:
    """An event, a series of them, or a course with its instance. `rows`: all its sessions in order of time."""
    maker = {"@type": "Organization", "name": unit.name}
    if unit_url:
        maker["url"] = urljoin(url, unit_url)
    told: dict[str, object]
    if activity.kind.family in {"class", "training"}:
        told = {"@type": "Course", "provider": maker, "hasCourseInstance": _instance(activity, rows)}
    elif len(rows) == 1:
        told = _as_event(rows[0], activity, unit, url)
    else:
        turns = [_as_event(one, activity, unit, url) for one in rows[-_EVENTS_TOLD:]]
        told = {"@type": "EventSeries", "subEvent": turns} | (_span(rows) if rows else {})
    told |= {
        "@context": "https://schema.org",
        "@id": url,
        "url": url,
        "name": activity.title,
        "description": " ".join(activity.summary.split())[:500] or activity.title,
        "image": picture,
        "organizer": maker,
        # What is held is held in Vietnamese, in whichever language its page is read.
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
