"""Sessions for machines: feeds that calendars read, and the list of the contract, which name the same events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from densach.formats import ical
from densach.kernel.actor import SYSTEM
from densach.services.activities.actions import sessions as acts
from densach.services.activities.actions.planning import change_activity
from densach.services.activities.models import Activity, Session
from densach.services.activities.queries.activities import data_of_activity
from tests import cast
from tests.exchange.machine import Machine, machine_of
from tests.services.activities.stage import a_kind, a_session, a_venue, an_activity

pytestmark = pytest.mark.django_db
SPAN = {"from": "2026-11-01", "to": "2026-12-31"}


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(cast.NOW, tick=False):
        yield


@pytest.fixture
def province() -> cast.Province:
    return cast.the_province()


@pytest.fixture
def activity(province: cast.Province) -> Activity:
    return an_activity(province.culture_centre)


@pytest.fixture
def machine(province: cast.Province) -> Machine:
    return machine_of(cast.the_officer(province), province.department, "department_officer")


def _feed(client: Client, path: str, **headers: str) -> Any:
    return client.get(path, headers=headers)


def _events(client: Client, path: str) -> dict[str, ical.Timed]:
    found = ical.read_timed(client.get(path).content, since=date(2025, 1, 1), until=date(2028, 12, 31))
    assert not found.refused
    return {one.uid: one for one in found.events}


def _off(session: Session) -> Session:
    return acts.cancel_session(at=cast.NOW, actor=SYSTEM, session=session, why="Mưa bão")


def test_a_feed_reads_back_equal(client: Client, activity: Activity) -> None:
    first = a_session(activity, date(2026, 11, 25), "19:00", topic="Bài Dạ cổ; phần 1, nhịp 16")
    off = _off(a_session(activity, date(2026, 12, 2), "19:00"))
    events = _events(client, f"/hoat-dong/{activity.pk}.ics")
    assert set(events) == {first.uid, off.uid}
    assert (events[first.uid].starts, events[first.uid].ends) == (first.starts, first.ends)
    assert events[first.uid].title == "Lớp đờn ca tài tử: Bài Dạ cổ; phần 1, nhịp 16"
    assert [events[uid].cancelled for uid in (first.uid, off.uid)] == [False, True]
    assert "Mưa bão" in events[off.uid].note


def test_every_feed_that_the_list_names_holds_the_event(
    client: Client, activity: Activity, machine: Machine
) -> None:
    a_session(activity, date(2026, 11, 25), "19:00")
    _off(a_session(activity, date(2026, 12, 2), "19:00"))
    told = machine.every("/sessions", **SPAN)
    assert [one["status"] for one in told] == ["planned", "cancelled"]
    for one in told:
        assert len(one["ics"]) == 2
        for address in [*one["ics"], "http://testserver/lich.ics"]:
            event = _events(client, address.removeprefix("http://testserver"))[one["uid"]]
            assert event.starts.isoformat() == one["start"]
            assert event.ends.isoformat() == one["end"]
            assert event.cancelled == (one["status"] == "cancelled")


def test_the_list_goes_on_page_by_page_without_repeating(
    province: cast.Province, activity: Activity, machine: Machine
) -> None:
    others = [an_activity(province.culture_centre, f"Lớp {number}") for number in range(2)]
    made = [a_session(one, date(2026, 11, 25), "19:00") for one in (activity, *others)]
    made += [a_session(activity, date(2026, 11, 26), "08:00")]
    told = machine.every("/sessions", **SPAN, limit=2)
    assert [one["uid"] for one in told] == [one.uid for one in made]


def test_what_is_not_public_is_in_no_feed_and_no_list(
    client: Client, province: cast.Province, machine: Machine
) -> None:
    inner = an_activity(province.culture_centre, "Họp giao ban", public=False)
    draft = an_activity(province.culture_centre, "Lớp chưa công bố", published=False)
    for one in (inner, draft):
        a_session(one, date(2026, 11, 25), "19:00")
        assert client.get(f"/hoat-dong/{one.pk}.ics").status_code == 404
    assert machine.every("/sessions", **SPAN) == []
    assert not _events(client, f"/lich/{province.culture_centre.code}.ics")


def test_the_list_can_be_narrowed_to_a_place_and_a_unit(
    province: cast.Province, activity: Activity, machine: Machine
) -> None:
    here = a_session(an_activity(province.commune_centre, "Hát bội"), date(2026, 11, 25), "19:00")
    a_session(activity, date(2026, 11, 25), "19:00")
    (only,) = machine.every("/sessions", **SPAN, area=province.commune_area.code)
    assert only["uid"] == here.uid
    (same,) = machine.every("/sessions", **SPAN, organisation=province.commune_centre.code)
    assert same["organisation"] == province.commune_centre.code


def test_a_span_that_is_backwards_or_unreadable_is_refused_in_the_form_of_the_contract(
    machine: Machine,
) -> None:
    wrong = machine.ask("/sessions", **{"from": "2026-02-30"})
    assert wrong.status_code == 422
    assert set(wrong.json()["error"]) == {"code", "message"}
    assert machine.every("/sessions", **{"from": "2026-12-01", "to": "2026-11-01"}) == []


@pytest.mark.parametrize("after", ["zzz", "2026-11-25T12:00:00+00:00~²", "~9999999999999999999999999", "~1"])
def test_a_key_that_was_never_given_does_not_begin_the_list_anew(machine: Machine, after: str) -> None:
    wrong = machine.ask("/sessions", **SPAN, after=after)
    assert wrong.status_code == 422
    assert "after" in wrong.json()["error"]["message"]


def test_a_festival_of_three_days_is_listed_on_each_of_them(activity: Activity, machine: Machine) -> None:
    a_session(activity, date(2026, 12, 10), "00:00", minutes=3 * 24 * 60, all_day=True)
    for day in (10, 11, 12):
        asked = {"from": f"2026-12-{day}", "to": f"2026-12-{day}"}
        assert len(machine.every("/sessions", **asked)) == 1, day
    assert machine.every("/sessions", **{"from": "2026-12-13", "to": "2026-12-13"}) == []


def test_a_new_title_reaches_calendars_that_have_the_event(client: Client, activity: Activity) -> None:
    session = a_session(activity, date(2026, 11, 25), "19:00")
    path = f"/hoat-dong/{activity.pk}.ics"
    first, before = _feed(client, path), _events(client, path)[session.uid]
    data = replace(data_of_activity(activity), title="Lớp ca cổ")
    change_activity(at=cast.NOW, actor=SYSTEM, activity=activity, data=data, seen_revision=activity.revision)
    assert _feed(client, path, if_none_match=first["ETag"]).status_code == 200
    after = _events(client, path)[session.uid]
    assert (after.title, after.sequence > before.sequence) == ("Lớp ca cổ", True)


def test_nobody_lists_without_a_token(client: Client) -> None:
    assert client.get("/api/v1/sessions").status_code == 401


def test_an_unchanged_feed_is_not_sent_again(client: Client, activity: Activity) -> None:
    session = a_session(activity, date(2026, 11, 25), "19:00")
    path = f"/hoat-dong/{activity.pk}.ics"
    first = _feed(client, path)
    assert "max-age" in first["Cache-Control"]
    again = _feed(client, path, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    _off(session)
    changed = _feed(client, path, if_none_match=first["ETag"])
    assert changed.status_code == 200
    head = client.head(path)
    assert (head.status_code, head["ETag"]) == (200, changed["ETag"])


def test_a_longer_feed_asks_no_more_queries(client: Client, activity: Activity) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/lich/{activity.organisation.code}.ics")
        return len(captured)

    a_session(activity, date(2026, 11, 25), "19:00")
    few = asked()
    for number in range(20):
        a_session(activity, date(2026, 12, 1) + timedelta(days=number), "19:00")
    assert asked() <= few


def test_a_room_has_its_feed(client: Client, activity: Activity) -> None:
    hall = a_venue(activity.organisation)
    inside = a_session(activity, date(2026, 11, 25), "19:00", venue=hall)
    a_session(activity, date(2026, 11, 26), "19:00")
    events = _events(client, f"/lich/phong/{hall.pk}.ics")
    assert set(events) == {inside.uid}
    assert events[inside.uid].place.startswith("Hội trường")


def test_kinds_become_categories(client: Client, province: cast.Province) -> None:
    talk = an_activity(
        province.library, "Nói chuyện", kind=a_kind("talk", name_vi="Nói chuyện chuyên đề", family="event")
    )
    a_session(talk, date(2026, 11, 25), "19:00")
    (event,) = _events(client, f"/hoat-dong/{talk.pk}.ics").values()
    assert event.categories == ("Nói chuyện chuyên đề",)
