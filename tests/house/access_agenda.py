"""The doors of the citizens' calendar, of activities' pages and of calendars taken in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from densach.formats.ical import Timed, write_timed
from densach.kernel.actor import SYSTEM
from densach.services.activities.actions.calendars import send_calendar
from densach.services.activities.models import Activity, CalendarFile, EnrolMode, FeedKey, Venue
from densach.services.activities.queries.calendars import digest
from tests import cast
from tests.house.answers import Reach, nowhere, public, staff
from tests.house.doors import ABSENT, TO_SIGN_IN, Door
from tests.house.world import World
from tests.services.activities.stage import a_kind, a_session, a_venue, an_activity


def an_event(world: World) -> dict[str, Any]:
    unit = world.province.culture_centre
    found = Activity.objects.filter(organisation=unit, title="Lớp cờ tướng").first()
    if found is None:
        found = an_activity(unit, "Lớp cờ tướng", kind=a_kind(), enrol_mode=EnrolMode.OPEN)
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


def nobodys(world: World) -> dict[str, Any]:
    """An enrolment that is not there."""
    return {**an_event(world), "enrolment": 0}


def a_file(world: World) -> dict[str, Any]:
    found = CalendarFile.objects.first()
    if found is None:
        event = Timed("a@khac.vn", cast.NOW, cast.NOW + timedelta(hours=2), "Sinh hoạt CLB thơ")
        found = send_calendar(
            at=cast.NOW,
            actor=SYSTEM,
            organisation=world.province.culture_centre,
            name="lich.ics",
            data=write_timed("Lịch cũ", [event], at=cast.NOW),
        )
    return {"pk": found.pk}


def signed_in(
    reach: Reach = nowhere, *, answer: int = 200, post: Reach | None = None, is_list: bool = False
) -> Door:
    """For whoever has an account."""
    return Door(TO_SIGN_IN, answer, answer, answer, reach=reach, post=post, is_list=is_list)


def planner(
    reach: Reach = nowhere,
    *,
    stranger: int = ABSENT,
    owned: int = 200,
    post: Reach | None = None,
    is_list: bool = False,
) -> Door:
    """For whoever plans activities in the unit."""
    return staff(reach, owner="culture_head", stranger=stranger, owned=owned, post=post, is_list=is_list)


AGENDA: dict[str, Door] = {
    "portal:calendar": public(is_list=True),
    "portal:contests": public(is_list=True),
    "portal:contest": Door(ABSENT, ABSENT, ABSENT, ABSENT, reach=lambda world: {"pk": 0}),
    "portal:centre": public(lambda world: {"code": world.province.culture_centre.code}),
    "portal:activity": public(an_event),
    "portal:activity_cover": Door(ABSENT, ABSENT, ABSENT, ABSENT, reach=an_event),
    "portal:activity_photo": Door(
        ABSENT, ABSENT, ABSENT, ABSENT, reach=lambda world: {**an_event(world), "photo": 0}
    ),
    "portal:join": signed_in(an_event),
    "portal:joined": signed_in(nobodys, answer=ABSENT),
    "portal:leave": signed_in(nobodys, answer=ABSENT, post=nowhere),
    "portal:answer": signed_in(nobodys, answer=ABSENT, post=nowhere),
    "portal:follow": signed_in(an_event, answer=302, post=nowhere),
    "portal:my_activities": signed_in(is_list=True),
    "portal:make_key": signed_in(answer=302, post=nowhere),
    "portal:end_key": signed_in(lambda world: {"pk": 0}, answer=ABSENT, post=nowhere),
    "activities:calendar_files": planner(stranger=200, is_list=True),
    "activities:calendar_file": planner(a_file),
    "activities:calendar_file_download": planner(lambda world: {**a_file(world), "form": "csv"}),
    "activities:take_calendar": planner(a_file, owned=302, post=nowhere),
    "activities:undo_calendar": planner(a_file, owned=302, post=nowhere),
    "activities:make_feed_key": planner(
        owned=302, post=lambda world: {"unit": world.province.culture_centre.code}
    ),
    "activities:end_feed_key": planner(lambda world: {"pk": 0}, owned=ABSENT, post=nowhere),
    "exchange:organisation_feed": public(lambda world: {"code": world.province.culture_centre.code}),
    "exchange:activity_feed": public(an_event),
    "exchange:venue_feed": public(a_room),
    "exchange:secret_feed": public(a_secret),
}
