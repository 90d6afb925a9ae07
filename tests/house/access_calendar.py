"""The doors of the calendar and its feeds."""

from __future__ import annotations

from typing import Any

from densach.kernel.actor import SYSTEM
from densach.programme.calendar.models import FeedLink
from densach.programme.calendar.queries.feeds import digest
from tests import cast
from tests.house.answers import nowhere, overview, public, staff
from tests.house.doors import Door
from tests.house.world import World


def an_occasion(world: World) -> dict[str, Any]:
    return {"code": "ngay-sach"}


def a_link(world: World) -> dict[str, Any]:
    link, _made = FeedLink.objects.get_or_create(
        sha256=digest("mot-duong-dan"),
        organisation=world.province.library,
        user=world.person("officer"),
        defaults={"made_at": cast.NOW, "made_by_name": SYSTEM.name},
    )
    return {"pk": link.pk}


def a_feed(world: World) -> dict[str, Any]:
    a_link(world)
    return {"code": world.province.library.code, "token": "mot-duong-dan"}


CALENDAR: dict[str, Door] = {
    "calendar:calendar": overview(is_list=True),
    "calendar:download": overview(lambda world: {"form": "csv"}),
    "calendar:occasions": overview(is_list=True),
    "calendar:add": overview(),
    "calendar:occasion": overview(an_occasion),
    "calendar:set_dates": staff(an_occasion, post=nowhere, stranger=422, owned=422),
    "calendar:cancel": staff(an_occasion, post=nowhere, stranger=422, owned=422),
    "calendar:take_back": staff(
        lambda world: {**an_occasion(world), "year": 2026}, post=nowhere, stranger=302, owned=302
    ),
    "calendar:make_link": staff(post=lambda world: {"unit": world.province.library.code}),
    "calendar:end_link": staff(a_link, post=nowhere, owned=302),
    "exchange:public_feed": public(),
    "exchange:unit_feed": public(a_feed),
}
