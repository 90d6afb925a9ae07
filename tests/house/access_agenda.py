"""The doors of the citizens' calendar, of activities' pages and of calendars taken in."""

from __future__ import annotations

from datetime import date
from typing import Any

from densach.kernel.actor import SYSTEM
from densach.services.activities.models import Activity, FeedKey, Venue
from densach.services.activities.queries.calendars import digest
from tests import cast
from tests.house.answers import public
from tests.house.doors import Door
from tests.house.world import World
from tests.services.activities.stage import a_kind, a_session, a_venue, an_activity


def an_event(world: World) -> dict[str, Any]:
    unit = world.province.culture_centre
    found = Activity.objects.filter(organisation=unit, title="Lớp cờ tướng").first()
    if found is None:
        found = an_activity(unit, "Lớp cờ tướng", kind=a_kind())
        a_session(found, date(2026, 11, 28), "08:00")
    return {"pk": found.pk}


def a_room(world: World) -> dict[str, Any]:
    unit = world.province.culture_centre
    found = Venue.objects.filter(organisation=unit).first() or a_venue(unit, "Phòng cờ")
    return {"pk": found.pk}


def a_secret(world: World) -> dict[str, Any]:
    FeedKey.objects.get_or_create(
        sha256=digest("mot-lich-rieng"),
        defaults={
            "organisation": world.province.culture_centre,
            "made_at": cast.NOW,
            "made_by_name": SYSTEM.name,
        },
    )
    return {"token": "mot-lich-rieng"}


AGENDA: dict[str, Door] = {
    "exchange:organisation_feed": public(lambda world: {"code": world.province.culture_centre.code}),
    "exchange:activity_feed": public(an_event),
    "exchange:venue_feed": public(a_room),
    "exchange:secret_feed": public(a_secret),
}
