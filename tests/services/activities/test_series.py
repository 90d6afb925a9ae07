"""Series make sessions; one, the following or all of them move and are called off; what is closed stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from densach.kernel.actor import SYSTEM
from densach.organisations import actions as organisations
from densach.services.activities.actions import sessions
from densach.services.activities.models import Activity, Holiday, Series, Session, SessionState
from densach.services.activities.queries.recurring import data_of, made_by
from densach.services.activities.rules import activity as rules
from densach.services.activities.rules import recurring
from densach.services.activities.rules.activity import SeriesData, When, instant, local
from densach.services.activities.rules.recurring import seen_as
from tests import cast
from tests.services.activities import stage
from tests.services.activities.stage import NOW, TODAY

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
WEEK = timedelta(days=7)
DAY = timedelta(days=1)


def weekly(*weekdays: int, first: date = MONDAY, weeks: int = 6, **given: Any) -> SeriesData:
    return SeriesData(
        "weekly",
        time(19),
        90,
        first_day=first,
        last_day=first + weeks * WEEK - DAY,
        weekdays=weekdays,
        **given,
    )


def a_series(activity: Activity, data: SeriesData) -> Series:
    return sessions.add_series(at=NOW, actor=SYSTEM, activity=activity, data=data)


@pytest.fixture
def activity(province: cast.Province) -> Activity:
    return stage.an_activity(province.culture_centre)


def held(series: Series, index: int = 0) -> Session:
    session = list(series.sessions.order_by("starts"))[index]
    session.state, session.closed_at = SessionState.HELD, NOW
    session.save()
    return session


def times(series: Series) -> list[str]:
    rows = series.sessions.exclude(state=SessionState.CANCELLED).order_by("starts")
    return [f"{local(one.starts):%a %d/%m %H:%M}" for one in rows]


def when_of(session: Session, *, days: int = 0, clock: str = "19:00", **given: Any) -> When:
    starts = instant(session.on + days * DAY, time.fromisoformat(clock))
    return When(starts=starts, ends=starts + timedelta(minutes=90), **given)


def moved(session: Session, when: When, reach: str = "one") -> Session:
    session.refresh_from_db()
    return sessions.move_session(
        at=NOW, actor=SYSTEM, session=session, when=when, seen_revision=session.revision, reach=reach
    )


def test_a_weekly_class_is_rows(activity: Activity) -> None:
    series = a_series(activity, weekly(1, 4))
    assert series.sessions.count() == 12
    assert times(series)[:3] == ["Mon 23/11 19:00", "Thu 26/11 19:00", "Mon 30/11 19:00"]
    assert series.sessions.values("uid").distinct().count() == 12


def test_a_series_leaves_out_holidays_of_all_and_of_the_unit_and_its_closures(
    activity: Activity, province: cast.Province
) -> None:
    Holiday.objects.create(
        name="Nghỉ Tết Dương lịch", first_day=date(2026, 11, 30), last_day=date(2026, 11, 30)
    )
    Holiday.objects.create(
        organisation=province.library, name="Họp", first_day=date(2026, 12, 7), last_day=date(2026, 12, 7)
    )
    organisations.close(
        at=NOW, actor=SYSTEM, organisation=province.culture_centre, first_day=date(2026, 12, 14),
        last_day=date(2026, 12, 16), reason="Sửa hội trường",
    )  # fmt: skip
    made = made_by(activity.organisation_id, weekly(1))
    assert [one.why for one in made.skipped] == ["Nghỉ Tết Dương lịch", "Sửa hội trường"]
    assert len(made.days) == 4
    assert a_series(activity, weekly(1)).sessions.count() == 4


def test_a_series_is_refused_whole_when_one_session_finds_its_room_taken(
    activity: Activity, province: cast.Province
) -> None:
    hall = stage.a_venue(province.culture_centre)
    stage.a_session(activity, MONDAY + 2 * WEEK, "20:00", venue=hall)
    with pytest.raises(rules.VenueTaken) as caught:
        a_series(activity, weekly(1, venue=hall))
    assert caught.value.params["free"] == "19:00 08/12/2026"
    assert not Series.objects.exists()


def test_one_moves_and_departs_from_its_series(activity: Activity) -> None:
    series = a_series(activity, weekly(1, weeks=3))
    second = list(series.sessions.order_by("starts"))[1]
    one = moved(second, when_of(second, days=1, clock="18:00"))
    assert (one.edited, one.slot, one.series) == (True, date(2026, 11, 30), series)
    assert times(series) == ["Mon 23/11 19:00", "Tue 01/12 18:00", "Mon 07/12 19:00"]


def test_this_and_following_move_and_become_a_series_of_their_own(activity: Activity) -> None:
    series = a_series(activity, weekly(1, weeks=4))
    third = list(series.sessions.order_by("starts"))[2]
    moved(third, when_of(third, days=1, clock="18:30"), "following")
    series.refresh_from_db()
    second = Series.objects.exclude(pk=series.pk).get()
    assert times(series) == ["Mon 23/11 19:00", "Mon 30/11 19:00"]
    assert times(second) == ["Tue 08/12 18:30", "Tue 15/12 18:30"]
    assert (series.last_day, second.weekdays, second.start_time) == (date(2026, 12, 6), [2], time(18, 30))
    assert {one.edited for one in second.sessions.all()} == {False}
    assert data_of(second).first_day == date(2026, 12, 8)


def test_in_a_week_of_two_days_only_the_same_weekday_goes_to_another(activity: Activity) -> None:
    series = a_series(activity, weekly(1, 4, weeks=2))
    first = series.sessions.order_by("starts")[0]
    moved(first, when_of(first, days=1, clock="08:00"), "all")
    series.refresh_from_db()
    assert times(series) == ["Tue 24/11 08:00", "Thu 26/11 08:00", "Tue 01/12 08:00", "Thu 03/12 08:00"]
    assert series.weekdays == [2, 4]


def test_a_weekday_that_the_series_already_has_is_refused(activity: Activity) -> None:
    series = a_series(activity, weekly(1, 4, weeks=2))
    first = series.sessions.order_by("starts")[0]
    with pytest.raises(recurring.SlotTaken):
        moved(first, when_of(first, days=3), "all")
    assert len(times(series)) == 4


def test_a_whole_series_moves_by_a_week_through_its_own_days(activity: Activity) -> None:
    series = a_series(activity, weekly(1, weeks=3))
    first = series.sessions.order_by("starts")[0]
    moved(first, when_of(first, days=7), "all")
    assert times(series) == ["Mon 30/11 19:00", "Mon 07/12 19:00", "Mon 14/12 19:00"]


def test_what_is_closed_or_was_put_elsewhere_stays_when_all_move(activity: Activity) -> None:
    series = a_series(activity, weekly(1, weeks=4))
    closed = held(series)
    rows = list(series.sessions.order_by("starts"))
    moved(rows[2], when_of(rows[2], clock="15:00"))
    moved(rows[1], when_of(rows[1], clock="20:00"), "all")
    closed.refresh_from_db()
    every = Session.objects.order_by("starts")
    assert [f"{local(one.starts):%H:%M}" for one in every] == ["19:00", "20:00", "15:00", "20:00"]
    assert (closed.sequence, closed.state) == (0, "held")


def test_calling_off_the_following_ends_the_series_before(activity: Activity) -> None:
    series = a_series(activity, weekly(1, weeks=4))
    third = list(series.sessions.order_by("starts"))[2]
    sessions.cancel_session(at=NOW, actor=SYSTEM, session=third, why="Giáo viên ốm", reach="following")
    series.refresh_from_db()
    assert times(series) == ["Mon 23/11 19:00", "Mon 30/11 19:00"]
    assert series.last_day == date(2026, 12, 6)
    third.refresh_from_db()
    sessions.restore_session(at=NOW + DAY, actor=SYSTEM, session=third, reach="all")
    series.refresh_from_db()
    assert len(times(series)) == 4
    assert series.last_day == date(2026, 12, 14)


def test_a_session_alone_has_none_that_follow(activity: Activity) -> None:
    session = stage.a_session(activity, TODAY + DAY)
    with pytest.raises(rules.NotOfASeries):
        moved(session, when_of(session), "following")


def test_lunar_days_move_by_another_rule_but_hours_move(activity: Activity) -> None:
    data = SeriesData(
        "lunar_monthly",
        time(18),
        60,
        first_day=TODAY,
        last_day=TODAY + 90 * DAY,
        lunar_days=(1, 15),
        leap="both",
    )
    series = a_series(activity, data)
    first = series.sessions.order_by("starts")[0]
    with pytest.raises(recurring.LunarDayMoves):
        moved(first, when_of(first, days=1), "all")
    moved(first, when_of(first, clock="17:00"), "all")
    assert {told[-5:] for told in times(series)} == {"17:00"}


def test_a_changed_rule_makes_moves_and_calls_off(activity: Activity) -> None:
    series = a_series(activity, weekly(1, 4, weeks=3))
    rows = list(series.sessions.order_by("starts"))
    kept = rows[0].uid
    data = replace(data_of(series), weekdays=(1, 6), start_time=time(18))
    sessions.change_series(
        at=NOW, actor=SYSTEM, series=series, data=data, since=MONDAY, seen=seen_as(data_of(series))
    )
    assert times(series)[:2] == ["Mon 23/11 18:00", "Sat 28/11 18:00"]
    assert len(times(series)) == 6
    assert Session.objects.get(uid=kept).sequence == 1
    gone = series.sessions.filter(state=SessionState.CANCELLED)
    assert {one.slot.isoweekday() for one in gone if one.slot} == {4}
    series.refresh_from_db()
    assert data_of(series) == data


def test_of_two_who_change_a_rule_the_later_is_told(activity: Activity) -> None:
    series = a_series(activity, weekly(1))
    seen = seen_as(data_of(series))
    data = replace(data_of(series), minutes=60)
    sessions.change_series(at=NOW, actor=SYSTEM, series=series, data=data, since=MONDAY, seen=seen)
    with pytest.raises(recurring.SeenAnOldSeries):
        sessions.change_series(at=NOW, actor=SYSTEM, series=series, data=data, since=MONDAY, seen=seen)


def test_a_rule_changed_in_the_middle_leaves_what_was_before(activity: Activity) -> None:
    series = a_series(activity, weekly(1, weeks=4))
    held(series)
    data = replace(data_of(series), weekdays=(3,))
    second = sessions.change_series(
        at=NOW, actor=SYSTEM, series=series, data=data, since=MONDAY + WEEK, seen=seen_as(data_of(series))
    )
    assert second.pk != series.pk
    assert times(series) == ["Mon 23/11 19:00"]
    assert times(second) == ["Wed 02/12 19:00", "Wed 09/12 19:00", "Wed 16/12 19:00"]


def test_a_drafts_sessions_go_instead_of_being_called_off(province: cast.Province) -> None:
    draft = stage.an_activity(province.culture_centre, published=False)
    series = a_series(draft, weekly(1, 4, weeks=2))
    data = replace(data_of(series), weekdays=(1,))
    sessions.change_series(
        at=NOW, actor=SYSTEM, series=series, data=data, since=MONDAY, seen=seen_as(data_of(series))
    )
    assert series.sessions.count() == 2


def test_a_series_just_made_is_undone_as_if_it_had_never_been(activity: Activity) -> None:
    series = a_series(activity, weekly(1))
    assert sessions.undo_series(at=NOW, actor=SYSTEM, series=series) == 6
    assert not Session.objects.exists()


def test_a_series_in_use_is_not_undone(activity: Activity) -> None:
    series = a_series(activity, weekly(1))
    with pytest.raises(recurring.SeriesInUse):
        sessions.undo_series(at=NOW + 2 * DAY, actor=SYSTEM, series=series)
    held(series)
    with pytest.raises(recurring.SeriesInUse):
        sessions.undo_series(at=NOW, actor=SYSTEM, series=series)


def test_single_dates_move_with_their_series(activity: Activity) -> None:
    data = SeriesData("dates", time(8), 60, dates=(MONDAY, MONDAY + 3 * DAY, MONDAY + 10 * DAY))
    series = a_series(activity, data)
    first = series.sessions.order_by("starts")[0]
    moved(first, when_of(first, days=1, clock="08:00"), "all")
    series.refresh_from_db()
    assert series.dates == ["2026-11-24", "2026-11-27", "2026-12-04"]


def test_a_part_of_an_old_series_is_as_old_and_is_not_undone(activity: Activity) -> None:
    series = a_series(activity, weekly(1, weeks=8))
    later = NOW + 20 * DAY
    data = replace(data_of(series), last_day=MONDAY + 9 * WEEK)
    second = sessions.change_series(
        at=later, actor=SYSTEM, series=series, data=data, since=MONDAY + 3 * WEEK, seen=seen_as(data_of(series))
    )  # fmt: skip
    assert second.pk != series.pk
    with pytest.raises(recurring.SeriesInUse):
        sessions.undo_series(at=later, actor=SYSTEM, series=second)
    assert len(times(series)) + len(times(second)) == 10
