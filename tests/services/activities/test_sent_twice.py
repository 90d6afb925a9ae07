"""A form of planning that is sent twice makes one thing; other words under the same key make another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.services.activities.actions import sessions
from densach.services.activities.models import Activity, Series, Session
from densach.services.activities.rules import activity as rules
from densach.ui.wording import sentence
from tests import cast
from tests.services.activities import stage
from tests.services.activities.stage import NOW, TODAY

DAY = timedelta(days=1)
KEY = "a1b2c3d4e5f60718293a4b5c"


@pytest.fixture
def page(province: cast.Province, client: Client) -> Client:
    """Whoever leads the culture centre, signed in."""
    client.force_login(cast.the_culture_head(province))
    return client


def test_every_form_that_makes_something_carries_a_fresh_key(province: cast.Province, page: Client) -> None:
    activity = stage.an_activity(province.culture_centre)
    urls = (
        reverse("activities:new_of_kind", args=[province.culture_centre.code, activity.kind.code]),
        reverse("activities:add_session", args=[activity.pk]),
        reverse("activities:new_series", args=[activity.pk]),
    )
    for url in urls:
        first, second = (page.get(url).context["form"]["key"].value() for _each in range(2))
        assert first
        assert first != second


def test_an_activity_sent_twice_is_planned_once(province: cast.Province, page: Client) -> None:
    kind = stage.a_kind()
    url = reverse("activities:new_of_kind", args=[province.culture_centre.code, kind.code])
    told = {
        "title": "Lớp vẽ", "interest": "arts", "channel": "onsite", "count_mode": "both", "public": "on",
        "enrol_mode": "none", "key": KEY,
    }  # fmt: skip
    first, second = page.post(url, told), page.post(url, told)
    assert first["Location"] == second["Location"]
    assert Activity.objects.count() == 1
    page.post(url, {**told, "title": "Lớp đàn"})
    assert list(Activity.objects.order_by("pk").values_list("title", flat=True)) == ["Lớp vẽ", "Lớp đàn"]


def test_a_session_sent_twice_is_added_once(province: cast.Province, page: Client) -> None:
    activity = stage.an_activity(province.culture_centre)
    url = reverse("activities:add_session", args=[activity.pk])
    told = {"day": "2026-12-01", "starts": "19:00", "ends": "21:00", "channel": "onsite", "key": KEY}
    assert [page.post(url, told).status_code for _each in range(2)] == [302, 302]
    assert Session.objects.count() == 1
    assert page.post(url, {**told, "day": "2026-12-08"}).status_code == 302
    assert Session.objects.count() == 2


def test_a_series_sent_twice_is_made_once(province: cast.Province, page: Client) -> None:
    activity = stage.an_activity(province.culture_centre)
    url = reverse("activities:new_series", args=[activity.pk])
    told = {
        "weekdays": ["1"], "every": "1", "starts": "19:00", "ends": "20:30", "first_day": "2026-11-23",
        "last_day": "2026-12-21", "channel": "onsite", "key": KEY, "save": "1",
    }  # fmt: skip
    assert [page.post(url, told).status_code for _each in range(2)] == [302, 302]
    assert (Series.objects.count(), Session.objects.count()) == (1, 5)
    assert page.post(url, {**told, "weekdays": ["2"]}).status_code == 302
    assert Series.objects.count() == 2


@pytest.mark.django_db
def test_the_same_activity_is_not_held_twice_at_one_moment_in_one_place(province: cast.Province) -> None:
    activity = stage.an_activity(province.culture_centre)
    session = stage.a_session(activity, TODAY + DAY)
    with pytest.raises(rules.SessionThere) as caught:
        stage.a_session(activity, TODAY + DAY)
    assert "07:00 21/11/2026" in sentence(caught.value)
    stage.a_session(activity, TODAY + DAY, place="Sân vận động")
    sessions.cancel_session(at=NOW, actor=SYSTEM, session=session, why="Mưa")
    stage.a_session(activity, TODAY + DAY)
