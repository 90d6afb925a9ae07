"""An institution as linked data (JSON-LD, schema.org): search engines and maps learn where it is and when it opens."""

from __future__ import annotations

import json
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from densach.facts.measures import LIBRARIES, MUSEUMS
from densach.portal.portrait import Portrait

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# What a script element would take for its own end, or for the start of a comment.
_ESCAPED: Final = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def linked_data(found: Portrait, url: str) -> SafeString:
    """The JSON of the page, safe inside a script element."""
    return mark_safe(escaped(json.dumps(as_values(found, url), ensure_ascii=False)))


def escaped(text: str) -> str:
    """JSON in which nothing ends the script element that holds it."""
    return text.translate(_ESCAPED)


def as_values(found: Portrait, url: str) -> dict[str, object]:
    """The same as plain values; what is not known is left out."""
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": _type(found.one.kind),
        "@id": url,
        "name": found.one.name,
        "identifier": found.one.code,
        "url": url,
        "alternateName": found.aliases,
        "foundingDate": found.founded.isoformat(),
        "address": _address(found),
        "openingHoursSpecification": _hours(found),
        "geo": _point(found),
    }
    profile = found.profile
    if profile is not None:
        told |= {"telephone": profile.phone, "sameAs": profile.website, "description": profile.about}
    if found.ended is not None:
        told["dissolutionDate"] = found.ended.isoformat()
    return {name: value for name, value in told.items() if value}


def _type(kind: str) -> str:
    if kind in LIBRARIES:
        return "Library"
    return "Museum" if kind in MUSEUMS else "CivicStructure"


def _address(found: Portrait) -> dict[str, str]:
    told = {
        "@type": "PostalAddress",
        "streetAddress": found.version.seat,
        "addressLocality": found.places[0] if len(found.places) > 1 else "",
        "addressRegion": found.places[-1],
        "addressCountry": "VN",
    }
    return {name: value for name, value in told.items() if value}


def _point(found: Portrait) -> dict[str, object] | None:
    profile = found.profile
    if profile is None or profile.latitude is None or profile.longitude is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": float(profile.latitude),
        "longitude": float(profile.longitude),
    }


def _hours(found: Portrait) -> list[dict[str, str]]:
    timetable = found.door.timetable
    if timetable is None:
        return []
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{_DAYS[weekday - 1]}",
            "opens": f"{span.opens:%H:%M}",
            "closes": f"{span.closes:%H:%M}",
        }
        for weekday in sorted(timetable.week)
        for span in timetable.week[weekday]
    ]
