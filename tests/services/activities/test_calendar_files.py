"""Calendars of other programs: told event by event, taken in, taken back; nothing is lost and nothing doubled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from densach.formats.ical import Timed, write_timed
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.services.activities.actions import calendars as acts
from densach.services.activities.actions.enrolling import enrol
from densach.services.activities.actions.sessions import cancel_session
from densach.services.activities.models import (
    Activity,
    CalendarFile,
    EnrolMode,
    FeedKey,
    Session,
    SessionState,
)
from densach.services.activities.rules.activity import instant
from densach.services.activities.rules.taking import FileTakenAlready, NothingInFile, TooLateToUndo
from tests import cast
from tests.services.activities.stage import a_kind, a_person, an_activity
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(cast.NOW, tick=False):
        yield


@pytest.fixture
def province() -> cast.Province:
    return cast.the_province()


@pytest.fixture
def unit(province: cast.Province) -> Organisation:
    return province.culture_centre


def _event(
    uid: str, on: date, clock: str = "19:00", title: str = "Sinh hoạt CLB thơ", off: bool = False
) -> Timed:
    starts = instant(on, time.fromisoformat(clock))
    return Timed(f"{uid}@khac.vn", starts, starts + timedelta(hours=2), title, off, place="Nhà văn hóa ấp 3")


def _send(unit: Organisation, *events: Timed, name: str = "lich.ics") -> CalendarFile:
    data = write_timed("Lịch cũ", events, at=cast.NOW)
    return acts.send_calendar(at=cast.NOW, actor=SYSTEM, organisation=unit, name=name, data=data)


def _take(file: CalendarFile, activity: Activity | None = None) -> CalendarFile:
    return acts.take_in(at=cast.NOW, actor=SYSTEM, file=file, kind=a_kind(), activity=activity)


def _states(file: CalendarFile) -> list[str]:
    return [row["state"] for row in file.report]


DAY = date(2026, 12, 5)


def test_sending_a_file_writes_nothing_and_tells_what_would_become_of_each(unit: Organisation) -> None:
    sent = _send(unit, _event("a", DAY), _event("b", DAY, title=""), _event("c", DAY, off=True))
    assert sorted(_states(sent)) == ["new", "refused", "refused"]
    assert not Session.objects.exists()


def test_each_title_becomes_a_draft_with_its_sessions(unit: Organisation) -> None:
    week = timedelta(days=7)
    done = _take(_send(unit, _event("a", DAY), _event("b", DAY + week), _event("c", DAY, "08:00", "Lớp vẽ")))
    assert done.taken == 3
    assert {(one.title, one.state, one.sessions.count()) for one in Activity.objects.all()} == {
        ("Sinh hoạt CLB thơ", "draft", 2),
        ("Lớp vẽ", "draft", 1),
    }
    first = Session.objects.get(source_uid="a@khac.vn")
    assert (first.on, first.place) == (DAY, "Nhà văn hóa ấp 3")


def test_the_same_file_again_is_all_there_and_a_changed_one_moves_what_it_brought(unit: Organisation) -> None:
    activity = an_activity(unit)
    _take(_send(unit, _event("a", DAY), _event("b", DAY, "08:00")), activity)
    assert _states(_send(unit, _event("a", DAY), _event("b", DAY, "08:00"))) == ["same", "same"]
    moved = _send(unit, _event("a", DAY, "20:00"), _event("b", DAY, "08:00", off=True))
    assert sorted(_states(moved)) == ["changed", "off"]
    _take(moved)
    assert Session.objects.get(source_uid="a@khac.vn").starts == instant(DAY, time(20))
    assert Session.objects.get(source_uid="b@khac.vn").state == SessionState.CANCELLED
    assert Session.objects.count() == 2


def test_our_own_feed_sent_back_changes_nothing(unit: Organisation) -> None:
    activity = an_activity(unit)
    _take(_send(unit, _event("a", DAY)), activity)
    mine = Session.objects.get()
    back = Timed(mine.uid, mine.starts, mine.ends, activity.title, place=mine.place)
    assert _states(_send(unit, back)) == ["same"]


def test_undo_leaves_everything_as_it_was(unit: Organisation) -> None:
    activity = an_activity(unit)
    _take(_send(unit, _event("a", DAY)), activity)
    before = list(Session.objects.values_list("pk", "starts", "state"))
    file = _take(_send(unit, _event("a", DAY, "20:00"), _event("b", DAY, "08:00", "Lớp vẽ")))
    assert Session.objects.count() == 2
    acts.undo_calendar(at=cast.NOW, actor=SYSTEM, file=file)
    assert list(Session.objects.values_list("pk", "starts", "state")) == before
    assert list(Activity.objects.all()) == [activity]


def test_undo_stops_where_people_are_enrolled(unit: Organisation) -> None:
    activity = an_activity(unit, enrol_mode=EnrolMode.OPEN, enrol_each=True)
    file = _take(_send(unit, _event("a", DAY)), activity)
    enrol(
        at=cast.NOW, actor=SYSTEM, activity=activity, person=a_person(born=date(1990, 1, 1)),
        session=Session.objects.get(),
    )  # fmt: skip
    with pytest.raises(TooLateToUndo):
        acts.undo_calendar(at=cast.NOW, actor=SYSTEM, file=file)
    assert Session.objects.count() == 1


def test_what_was_called_off_here_stays_called_off(unit: Organisation) -> None:
    _take(_send(unit, _event("a", DAY)), an_activity(unit))
    cancel_session(at=cast.NOW, actor=SYSTEM, session=Session.objects.get(), why="Bão")
    assert _states(_send(unit, _event("a", DAY, "20:00"))) == ["refused"]


def test_a_file_is_taken_once(unit: Organisation) -> None:
    file = _take(_send(unit, _event("a", DAY)))
    with pytest.raises(FileTakenAlready):
        _take(file)


def test_an_empty_calendar_is_refused_in_words(unit: Organisation) -> None:
    with pytest.raises(NothingInFile):
        _send(unit)


def test_a_stranger_neither_sends_nor_sees(province: cast.Province, unit: Organisation) -> None:
    stranger = cast.the_stranger(province)
    data = write_timed("Lịch", [_event("a", DAY)], at=cast.NOW)
    with pytest.raises(NotAllowed):
        acts.send_calendar(
            at=cast.NOW, actor=cast.acting(stranger), organisation=unit, name="a.ics", data=data
        )
    file = _send(unit, _event("a", DAY))
    assert SignedIn(stranger).get(reverse("activities:calendar_file", args=[file.pk])).status_code == 404


def test_staff_send_look_take_in_and_undo_on_the_page(province: cast.Province, unit: Organisation) -> None:
    a_kind()
    client = SignedIn(cast.the_culture_head(province))
    data = write_timed("Lịch", [_event("a", DAY), _event("b", DAY, title="")], at=cast.NOW)
    sent = client.post(
        reverse("activities:calendar_files"),
        {"unit": unit.code, "file": SimpleUploadedFile("thang-12.ics", data)},
        follow=True,
    )
    page = sent.content.decode()
    assert "Nhà văn hóa ấp 3" in page
    file = CalendarFile.objects.get()
    done = client.post(reverse("activities:take_calendar", args=[file.pk]), {}, follow=True)
    assert done.status_code == 200
    assert Session.objects.count() == 1
    assert client.get(reverse("activities:calendar_file_download", args=[file.pk, "csv"])).status_code == 200
    report = client.get(reverse("activities:calendar_file", args=[file.pk])).content.decode()
    assert "Địa điểm</th>" in report and "Kết quả</th>" in report
    for page in ("calendar_files", "calendar_file"):
        address = reverse(f"activities:{page}", args=[file.pk] if page == "calendar_file" else [])
        assert client.get(address, {"before": "²", "trang": "²"}).status_code == 200
    client.post(reverse("activities:undo_calendar", args=[file.pk]))
    assert not Session.objects.exists()


def test_a_broken_file_is_refused_on_the_page(province: cast.Province, unit: Organisation) -> None:
    client = SignedIn(cast.the_culture_head(province))
    answer = client.post(
        reverse("activities:calendar_files"),
        {"unit": unit.code, "file": SimpleUploadedFile("a.ics", b"khong phai lich")},
    )
    assert answer.status_code == 422
    assert not CalendarFile.objects.exists()


def test_a_unit_s_secret_calendar_holds_what_is_not_public_until_it_is_ended(
    province: cast.Province, unit: Organisation
) -> None:
    _take(_send(unit, _event("a", DAY)))
    client = SignedIn(cast.the_culture_head(province))
    page = client.post(reverse("activities:make_feed_key"), {"unit": unit.code}, follow=True).content.decode()
    start = page.index("http://testserver/lich/rieng/")
    address = page[start : page.index('"', start)].removeprefix("http://testserver")
    assert "Sinh hoạt CLB thơ" in client.get(address).content.decode().replace("\r\n ", "")
    client.post(reverse("activities:end_feed_key", args=[FeedKey.objects.get().pk]))
    assert client.get(address).status_code == 404


def test_a_unit_s_secret_calendar_ends_with_the_role_of_who_made_it(
    province: cast.Province, unit: Organisation
) -> None:
    head = cast.the_culture_head(province)
    token = acts.make_unit_key(at=cast.NOW, actor=cast.acting(head), organisation=unit)
    address = f"/lich/rieng/{token}.ics"
    assert Client().get(address).status_code == 200
    head.memberships.all().delete()
    assert Client().get(address).status_code == 404
