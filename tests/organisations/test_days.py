"""Days that cannot be right stay out of the register, by every door; those that stand in it already do no harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.organisations import actions
from densach.organisations.models import OrganisationVersion, RegisterAct
from densach.organisations.opening import Span, Timetable
from densach.organisations.rules import FIRST_DAY, DayOutOfReach, NewVersion, last_day_from, require_day
from densach.people.models import User
from tests.cast import NOW, TODAY, Province
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db
IMPOSSIBLE = [date.min, date(1899, 12, 31), last_day_from(TODAY) + timedelta(days=1), date.max]
SAID = "số đăng ký chỉ nhận ngày từ 01/01/1900"


def test_the_first_and_the_last_day_that_are_taken() -> None:
    require_day(TODAY, FIRST_DAY, last_day_from(TODAY), None)
    assert last_day_from(date(2024, 2, 29)) == date(2029, 2, 28)
    for day in IMPOSSIBLE:
        with pytest.raises(DayOutOfReach):
            require_day(TODAY, day)


@pytest.mark.parametrize("day", IMPOSSIBLE)
def test_no_act_of_the_register_takes_an_impossible_day(day: date, province: Province) -> None:
    one, other = province.commune_library, province.other_commune_library
    who: dict[str, Any] = {"at": NOW, "actor": SYSTEM}
    point: dict[str, Any] = {"name": "Tủ sách Ấp 3", "kind": "reading_room", "area": province.commune_area}
    week = {0: (Span(time(8), time(11)),)}
    table = Timetable(day, None, week)
    deeds: list[Callable[[], object]] = [
        lambda: actions.found_point(**who, **point, since=day),
        lambda: actions.change(**who, organisation=one, new=NewVersion(since=day, name="X")),
        lambda: actions.merge(**who, predecessors=[one], successor=other, on=day),
        lambda: actions.split(**who, predecessor=one, successors=[other], on=day, goes_on=True),
        lambda: actions.end(**who, organisation=one, last_day=day),
        lambda: actions.write_timetable(**who, organisation=one, timetable=table),
        lambda: actions.close(**who, organisation=one, first_day=TODAY, last_day=day, reason="Tết"),
        lambda: actions.write_post(**who, organisation=one, title="Thủ thư", number=1, since=day),
        lambda: actions.rename_area(**who, area=province.area, name="Thành phố Ba Vàm", since=day),
    ]
    before = RegisterAct.objects.count()
    for deed in deeds:
        with pytest.raises(DayOutOfReach):
            deed()
    assert RegisterAct.objects.count() == before


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_every_form_says_which_days_can_be(day: str, officer: User, province: Province) -> None:
    client = SignedIn(officer)
    code = province.commune_library.code
    asked = {
        "rename": {"name": "Thư viện X", "on": day},
        "end": {"last_day": day},
        "opening": {"since": day, "day_1": "7:30-11:00"},
        "closures": {"first_day": day, "reason": "Tết"},
        "posts": {"title": "Thủ thư", "number": "1", "since": day},
    }
    for name, posted in asked.items():
        reply = client.post(reverse(f"organisations:{name}", args=[code]), posted)
        assert SAID in reply.content.decode(), name


def test_an_act_of_an_impossible_day_that_stands_already_is_shown(officer: User, province: Province) -> None:
    act = RegisterAct.objects.filter(parts__organisation=province.commune_library).latest("pk")
    OrganisationVersion.objects.filter(organisation=province.commune_library).update(valid_from=date.min)
    RegisterAct.objects.filter(pk=act.pk).update(on=date.min)
    client = SignedIn(officer)
    for name, key in (("act", act.pk), ("organisation", province.commune_library.code)):
        assert client.get(reverse(f"organisations:{name}", args=[key])).status_code == 200
    assert client.get(reverse("organisations:acts")).status_code == 200
