"""Rooms with equipment, terms and holidays; last year's activity once more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed, Refusal
from densach.services.activities.actions import copying, planning, sessions, terms, venues
from densach.services.activities.forms.times import VenueForm
from densach.services.activities.models import Holiday
from densach.services.activities.queries import grounds as asked
from densach.services.activities.rules import grounds as rules
from densach.services.activities.rules.activity import RoleData, SeriesData, VenueEnded
from densach.services.activities.rules.grounds import Equipment, SpanData, VenueData
from densach.ui.wording import sentence
from tests import cast
from tests.services.activities import stage
from tests.services.activities.stage import NOW, TODAY

HALL = VenueData("Hội trường", 120, equipment=[Equipment("Máy chiếu"), Equipment("Ghế", 120, 4)])
MONDAY = date(2026, 11, 23)


def test_a_room_tells_what_stands_in_it(province: cast.Province) -> None:
    head = cast.acting(cast.the_culture_head(province))
    hall = venues.add_venue(at=NOW, actor=head, organisation=province.culture_centre, data=HALL)
    (told,) = asked.venues_of([province.culture_centre.pk])
    assert (told, [one.name for one in told.equipment.all()]) == (hall, ["Máy chiếu", "Ghế"])
    with pytest.raises(rules.VenueNameTaken):
        venues.add_venue(
            at=NOW, actor=head, organisation=province.culture_centre, data=VenueData("HOI TRUONG")
        )
    with pytest.raises(NotAllowed):
        venues.add_venue(at=NOW, actor=head, organisation=province.museum, data=HALL)


def test_of_two_who_change_a_room_the_later_is_told(province: cast.Province) -> None:
    hall = venues.add_venue(at=NOW, actor=SYSTEM, organisation=province.museum, data=HALL)
    changed = venues.change_venue(
        at=NOW, actor=SYSTEM, venue=hall, data=VenueData("Hội trường A", 100), seen_revision=1
    )
    assert (changed.name, changed.equipment.count()) == ("Hội trường A", 0)
    with pytest.raises(rules.SeenAnOldVenue):
        venues.change_venue(at=NOW, actor=SYSTEM, venue=hall, data=HALL, seen_revision=1)


def test_a_room_with_sessions_to_come_is_not_ended(province: cast.Province) -> None:
    hall = venues.add_venue(at=NOW, actor=SYSTEM, organisation=province.museum, data=HALL)
    activity = stage.an_activity(province.museum)
    session = stage.a_session(activity, MONDAY, venue=hall)
    with pytest.raises(rules.VenueInUse):
        venues.end_venue(at=NOW, actor=SYSTEM, venue=hall)
    sessions.cancel_session(at=NOW, actor=SYSTEM, session=session, why="Sửa điện")
    venues.end_venue(at=NOW, actor=SYSTEM, venue=hall)
    assert not asked.venues_of([province.museum.pk])
    with pytest.raises(VenueEnded):
        stage.a_session(activity, MONDAY + timedelta(days=1), venue=hall)
    assert venues.take_up_venue(at=NOW, actor=SYSTEM, venue=hall).ended_on is None


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (SpanData(" ", MONDAY, MONDAY), rules.NameLacks),
        (SpanData("Hè", MONDAY, MONDAY - timedelta(days=1)), rules.SpanBackwards),
        (SpanData("Hè", MONDAY, MONDAY + timedelta(days=400)), rules.SpanTooLong),
    ],
)
@pytest.mark.django_db
def test_a_holiday_that_cannot_be_is_refused_in_words(data: SpanData, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as caught:
        terms.write_holiday(at=NOW, actor=SYSTEM, organisation=None, data=data)
    assert "activities." not in sentence(caught.value)
    assert not Holiday.objects.exists()


def test_holidays_of_everyone_are_kept_by_who_reaches_everyone(province: cast.Province) -> None:
    tet = SpanData("Nghỉ Tết Nguyên đán", date(2027, 2, 4), date(2027, 2, 10))
    with pytest.raises(NotAllowed):
        terms.write_holiday(
            at=NOW, actor=cast.acting(cast.the_culture_head(province)), organisation=None, data=tet
        )
    with pytest.raises(NotAllowed):
        terms.write_holiday(
            at=NOW, actor=cast.acting(cast.the_officer(province)), organisation=None, data=tet
        )
    terms.write_holiday(at=NOW, actor=SYSTEM, organisation=None, data=tet)
    assert [one.name for one in asked.holidays_for(province.museum.pk)] == ["Nghỉ Tết Nguyên đán"]


def test_a_new_holiday_calls_off_the_sessions_of_series_that_it_meets(province: cast.Province) -> None:
    activity = stage.an_activity(province.museum)
    data = SeriesData(
        "weekly", time(8), 60, weekdays=(1,), first_day=MONDAY, last_day=MONDAY + timedelta(days=20)
    )
    sessions.add_series(at=NOW, actor=SYSTEM, activity=activity, data=data)
    single = stage.a_session(activity, MONDAY, "15:00")
    holiday = terms.write_holiday(
        at=NOW, actor=SYSTEM, organisation=None, data=SpanData("Nghỉ bù", MONDAY, MONDAY)
    )
    assert len(asked.sessions_in_holiday(holiday, [province.museum.pk], NOW)) == 1
    (called,) = terms.call_off_in(at=NOW, actor=SYSTEM, holiday=holiday, organisation=province.museum)
    assert (called.cancelled_why, called.sequence) == ("Nghỉ bù", 1)
    single.refresh_from_db()
    assert single.state == "planned"


def test_a_term_in_use_stays(province: cast.Province) -> None:
    term = terms.write_term(
        at=NOW, actor=SYSTEM, organisation=province.museum,
        data=SpanData("Học kỳ I", MONDAY, MONDAY + timedelta(days=60)),
    )  # fmt: skip
    with pytest.raises(rules.TermNameTaken):
        terms.write_term(
            at=NOW, actor=SYSTEM, organisation=province.museum, data=SpanData("Học kỳ I", MONDAY, MONDAY)
        )
    activity = stage.an_activity(province.museum)
    series = sessions.add_series(
        at=NOW, actor=SYSTEM, activity=activity,
        data=SeriesData("weekly", time(8), 60, weekdays=(1,), term=term),
    )  # fmt: skip
    assert (series.first_day, series.last_day) == (term.first_day, term.last_day)
    with pytest.raises(rules.TermInUse):
        terms.remove_term(at=NOW, actor=SYSTEM, term=term)


def test_last_years_activity_comes_again_with_its_teacher_and_its_days(province: cast.Province) -> None:
    activity = stage.an_activity(province.culture_centre, "Lớp hè 2026", capacity=30)
    planning.write_roles(at=NOW, actor=SYSTEM, activity=activity, roles=[RoleData("teacher", name="Ba Tu")])
    data = SeriesData(
        "weekly", time(8), 60, weekdays=(1,), first_day=MONDAY, last_day=MONDAY + timedelta(days=13)
    )
    series = sessions.add_series(at=NOW, actor=SYSTEM, activity=activity, data=data)
    again = copying.copy_activity(
        at=NOW, actor=SYSTEM, activity=activity, title="Lớp hè 2027",
        first_day=MONDAY + timedelta(days=364), series=[series],
    )  # fmt: skip
    assert (again.state, again.title, again.capacity) == ("draft", "Lớp hè 2027", 30)
    assert [row.name for row in again.roles.all()] == ["Ba Tu"]
    assert [one.on for one in again.sessions.order_by("starts")] == [date(2027, 11, 22), date(2027, 11, 29)]
    assert activity.sessions.count() == 2
    assert again.made_at == NOW
    assert again.sessions.order_by("starts")[0].on > TODAY


@pytest.mark.timeout(400)
def test_twenty_who_want_one_room_at_once_and_one_of_them_has_it(tmp_path: Path) -> None:
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DENSACH_DATABASE_URL"}
    } | {"DENSACH_DATA": str(tmp_path)}
    answer = subprocess.run(
        [sys.executable, "-m", "tests.services.activities.twenty_planners"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr[-2000:]
    assert json.loads(answer.stdout) == {
        "told": {"planned": 1, "activities.venue_taken": 19},
        "sessions": 1,
    }


def test_one_blank_more_makes_no_second_room_and_no_second_holiday(province: cast.Province) -> None:
    unit = province.culture_centre
    venues.add_venue(at=NOW, actor=SYSTEM, organisation=unit, data=HALL)
    with pytest.raises(rules.VenueNameTaken):
        venues.add_venue(at=NOW, actor=SYSTEM, organisation=unit, data=VenueData("hội  trường"))
    days = SpanData("Nghỉ lễ", MONDAY, MONDAY)
    holiday = terms.write_holiday(at=NOW, actor=SYSTEM, organisation=unit, data=days)
    with pytest.raises(rules.HolidayThere) as caught:
        terms.write_holiday(
            at=NOW, actor=SYSTEM, organisation=unit, data=SpanData("nghỉ  lễ", MONDAY, MONDAY)
        )
    assert "nghỉ lễ" in sentence(caught.value)
    assert terms.write_holiday(at=NOW, actor=SYSTEM, organisation=unit, data=days, holiday=holiday) == holiday


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2 máy tính (5 hỏng)", Equipment("máy tính", 2, 5)),
        ("Ghế: 120 (4 hỏng)", Equipment("Ghế", 120, 4)),
        ("Máy in 3D", Equipment("Máy in 3D", 1, 0)),
        ("2 chỗ ngồi: 30", Equipment("2 chỗ ngồi", 30, 0)),
    ],
)
def test_a_number_of_things_is_read_before_or_after_their_name(line: str, told: Equipment) -> None:
    form = VenueForm({"name": "Phòng máy", "equipment": line})
    assert form.is_valid()
    assert form.data_typed().equipment == (told,)
