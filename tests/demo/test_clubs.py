"""The clubs of the demo live a year through the actions that people use."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from densach.demo.activities.clubs import Clubs
from densach.demo.activities.days import BEGUN
from densach.demo.activities.plans import Plan, on_days
from densach.demo.activities.units import Unit
from densach.kernel.actor import SYSTEM
from densach.services.activities.actions.kinds import seed_kinds
from densach.services.clubs.models import Club, Trip, YearSummary
from tests import cast
from tests.services.activities.class_of import the_book_is_right

pytestmark = pytest.mark.django_db


def test_clubs_of_the_demo_live_a_year(province: cast.Province) -> None:
    seed_kinds(at=cast.NOW)
    last = BEGUN + timedelta(days=355)
    units = [Unit(province.culture_centre, "centre", number, "xã" if number else "") for number in range(31)]
    clubs = Clubs(SYSTEM, units, last, Random(7))
    for number in range(15):
        plan = Plan(BEGUN, "club_meeting", f"Câu lạc bộ {number}", on_days(BEGUN), interest="folk")
        clubs.found(units[number], plan, BEGUN)
    day = BEGUN
    while day <= last:
        clubs.live(day)
        day += timedelta(days=1)
    assert Counter(Club.objects.values_list("kind", flat=True)) == {
        "club": 15, "group": 3, "art_team": 1, "mobile_team": 1,
    }  # fmt: skip
    assert Counter(Club.objects.values_list("state", flat=True)) == {"active": 18, "paused": 1, "closed": 1}
    assert Trip.objects.filter(session__closed_at__isnull=False).count() >= 20
    assert YearSummary.objects.get().signed_at is not None
    the_book_is_right()
