"""The pages of planning: a form by kind, a series looked at before it is made, moves, rooms, holidays, kinds."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from densach.kernel.actor import SYSTEM
from densach.organisations import queries as organisations
from densach.services.activities.actions import attending, closing, kinds, sessions
from densach.services.activities.models import Activity, Holiday, Series, Session, Venue
from densach.services.activities.rules.activity import SeriesData
from tests import cast
from tests.services.activities import stage
from tests.services.activities.stage import TODAY

DAY = timedelta(days=1)


@pytest.fixture
def page(province: cast.Province, client: Client) -> Client:
    """Whoever leads the culture centre, signed in."""
    client.force_login(cast.the_culture_head(province))
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"activities:{name}", args=args)


def test_a_form_asks_what_its_kind_needs(province: cast.Province, page: Client) -> None:
    kinds.seed_kinds(at=cast.NOW)
    unit = province.culture_centre.code
    film = page.get(at("new_of_kind", unit, "film_show")).content.decode()
    talent = page.get(at("new_of_kind", unit, "talent_class")).content.decode()
    assert "ask_film" in film
    assert "ask_film" not in talent
    assert "enrol_mode" in talent
    assert "enrol_mode" not in film
    assert "Lớp năng khiếu" in page.get(at("new") + f"?don_vi={unit}").content.decode()


def test_an_activity_is_planned_changed_and_announced(province: cast.Province, page: Client) -> None:
    kind = stage.a_kind("tu-chon", asks=["film"])
    url = at("new_of_kind", province.culture_centre.code, kind.code)
    told = {
        "title": "Chiếu phim “Cánh đồng hoang”", "interest": "arts", "channel": "onsite", "count_mode": "tally",
        "ask_film": "Cánh đồng hoang", "public": "on", "audience": ["b6_10", "b60"],
    }  # fmt: skip
    made = page.post(url, told)
    activity = Activity.objects.get()
    assert (made.status_code, made["Location"]) == (302, at("activity", activity.pk))
    assert (activity.extra, activity.audience) == ({"film": "Cánh đồng hoang"}, ["b6_10", "b60"])
    page.post(at("change", activity.pk), {**told, "title": "Chiếu phim", "seen_revision": "1"})
    late = page.post(at("change", activity.pk), {**told, "title": "Khác", "seen_revision": "1"})
    assert late.status_code == 422
    assert "Khác" in late.content.decode(), "what was typed is still there"
    page.post(at("turn", activity.pk, "cong-bo"), {"seen_revision": "2"})
    activity.refresh_from_db()
    assert (activity.title, activity.state) == ("Chiếu phim", "published")


def test_the_days_of_a_series_are_shown_before_they_are_made(province: cast.Province, page: Client) -> None:
    activity = stage.an_activity(province.culture_centre)
    hall = stage.a_venue(province.culture_centre)
    stage.a_session(activity, date(2026, 12, 7), "19:00", venue=hall)
    Holiday.objects.create(name="Nghỉ lễ", first_day=date(2026, 12, 14), last_day=date(2026, 12, 14))
    told = {
        "weekdays": ["1"], "every": "1", "starts": "19:00", "ends": "20:30", "first_day": "2026-11-23",
        "last_day": "2026-12-21", "channel": "onsite", "skips_holidays": "on", "venue": str(hall.pk),
    }  # fmt: skip
    shown = page.post(at("new_series", activity.pk), {**told, "preview": "1"}).content.decode()
    assert "4 buổi; bỏ 1 buổi vì: Nghỉ lễ" in shown
    assert "Phòng đã có người dùng trong 1 ngày này" in shown
    assert not Series.objects.exists()
    assert page.post(at("new_series", activity.pk), {**told, "save": "1"}).status_code == 422
    assert page.post(at("new_series", activity.pk), {**told, "venue": "", "save": "1"}).status_code == 302
    assert Series.objects.get().sessions.count() == 4


@pytest.mark.parametrize(
    ("rule", "told", "words"),
    [
        ("weekly", {"first_day": "30/2/2026", "weekdays": ["1"]}, "30/2/2026"),
        ("lunar_monthly", {"lunar_days": "31"}, "“31”"),
        ("dates", {"dates": "hôm kia"}, "hôm kia"),
        ("weekly", {"weekdays": ["1"], "first_day": "2026-12-31", "last_day": "2026-12-01"}, "31/12/2026"),
        ("weekly", {"weekdays": ["1"], "ends": "07:00"}, "sau khi bắt đầu"),
    ],
)
def test_bad_days_are_answered_in_words(
    province: cast.Province, page: Client, rule: str, told: dict[str, object], words: str
) -> None:
    activity = stage.an_activity(province.culture_centre)
    given = {
        "starts": "08:00", "ends": "09:00", "first_day": "2026-12-01", "last_day": "2026-12-31",
        "channel": "onsite", "leap": "both", "every": "1",
    }  # fmt: skip
    answer = page.post(at("new_series", activity.pk) + f"?kieu={rule}", {**given, **told, "save": "1"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Session.objects.exists()


def test_a_session_moves_is_called_off_and_taken_up_again(province: cast.Province, page: Client) -> None:
    session = stage.a_session(stage.an_activity(province.culture_centre), TODAY + DAY)
    told = {
        "day": "2026-12-01", "starts": "18:00", "ends": "19:30", "channel": "onsite", "seen_revision": "1",
        "topic": "Ca cổ",
    }  # fmt: skip
    assert page.post(at("move", session.pk), told).status_code == 302
    session.refresh_from_db()
    assert (session.on, session.topic) == (date(2026, 12, 1), "Ca cổ")
    page.post(at("cancel", session.pk), {"why": "Mất điện", "seen_revision": "2"})
    assert "Mất điện" in page.get(at("session", session.pk)).content.decode()
    page.post(at("restore", session.pk))
    session.refresh_from_db()
    assert session.state == "planned"


def test_the_calendar_shows_month_week_and_list_with_lunar_days(
    province: cast.Province, page: Client
) -> None:
    activity = stage.an_activity(province.culture_centre)
    stage.a_session(activity, date(2026, 11, 24), "19:00", topic="Bài tây thi")
    for view in ("thang", "tuan", "danh-sach"):
        shown = page.get(at("home") + f"?xem={view}&ngay=2026-11-24").content.decode()
        assert "Bài tây thi" in shown
    assert "15/10" in page.get(at("home") + "?xem=thang&ngay=2026-11-24").content.decode()
    none = page.get(at("home") + "?xem=thang&ngay=2026-11-24&ho=meeting").content.decode()
    assert "Bài tây thi" not in none
    sheet = page.get(at("home") + "?xem=thang&ngay=2026-11-24&as=csv")
    assert "Bài tây thi" in sheet.content.decode("utf-8-sig")


def test_rooms_and_holidays_are_written_on_their_pages(province: cast.Province, page: Client) -> None:
    unit = province.culture_centre.code
    page.post(
        at("new_venue", unit),
        {"name": "Hội trường", "seats": "120", "equipment": "Ghế: 120 (4 hỏng)\nMáy chiếu"},
    )
    hall = Venue.objects.get()
    assert [(one.name, one.quantity, one.broken) for one in hall.equipment.order_by("pk")] == [
        ("Ghế", 120, 4), ("Máy chiếu", 1, 0),
    ]  # fmt: skip
    assert "Hội trường" in page.get(at("venues")).content.decode()
    wrong = page.post(at("new_venue", unit), {"name": "Phòng 2", "equipment": "Ghế: 2 (3)"})
    assert wrong.status_code == 422
    told = {
        "what": "holiday",
        "holiday-unit": unit,
        "holiday-name": "Nghỉ bù",
        "holiday-first_day": "2026-12-01",
    }
    page.post(at("terms"), {**told, "holiday-last_day": "2026-12-02"})
    assert Holiday.objects.get().name == "Nghỉ bù"


def test_parts_are_written_a_line_each_and_people_stay_people(province: cast.Province, page: Client) -> None:
    activity = stage.an_activity(province.culture_centre, kind=stage.a_kind("day-hat", roles=["teacher"]))
    page.post(
        at("roles", activity.pk), {"role_teacher": "Trần Út – nghệ nhân\nBa Tu", "partners": "Hội Phụ nữ"}
    )
    assert [(row.name, row.about) for row in activity.roles.order_by("pk")] == [
        ("Trần Út", "nghệ nhân"), ("Ba Tu", ""),
    ]  # fmt: skip
    assert [row.name for row in activity.partners.all()] == ["Hội Phụ nữ"]


def test_the_list_of_activities_asks_as_many_queries_for_many_as_for_one(
    province: cast.Province, page: Client
) -> None:
    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert page.get(at("list")).status_code == 200
        return len(queries)

    stage.a_session(stage.an_activity(province.culture_centre), TODAY + DAY)
    asked()
    few = asked()
    for number in range(5):
        stage.a_session(stage.an_activity(province.culture_centre, f"Lớp {number}"), TODAY + DAY, "09:00")
    assert asked() <= few


def test_what_a_rule_cannot_do_without_is_not_called_optional(province: cast.Province, page: Client) -> None:
    activity = stage.an_activity(province.culture_centre)
    url = at("new_series", activity.pk) + "?kieu=lunar_yearly"
    told = {"starts": "19:00", "ends": "21:00", "channel": "onsite", "leap": "plain", "preview": "1"}
    refused = page.post(url, told)
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"lunar_month", "lunar_days", "first_day", "last_day"}
    required = {one.name for one in refused.context["form"] if one.field.required}
    assert {"lunar_month", "lunar_days", "starts", "ends"} <= required


def test_the_page_of_an_activity_tells_who_came_and_what_waits_to_be_closed(
    province: cast.Province, page: Client
) -> None:
    activity = stage.an_activity(province.culture_centre)
    held, waiting = (stage.a_session(activity, TODAY - number * DAY) for number in (1, 2))
    attending.tap(at=cast.NOW, actor=SYSTEM, session=held, quantity=7)
    closing.close_session(at=cast.NOW, actor=SYSTEM, session=held, seen=0)
    shown = page.get(at("activity", activity.pk))
    told = {line.session: (line.came, line.waits) for line in shown.context["sessions"]}
    assert told == {held: (7, False), waiting: (None, True)}
    text = shown.content.decode()
    assert at("attend", waiting.pk) in text
    assert at("attend", held.pk) not in text


def test_a_series_with_something_held_offers_no_undo(province: cast.Province, page: Client) -> None:
    activity = stage.an_activity(province.culture_centre)
    now = timezone.now()
    data = SeriesData("dates", time(8), 60, dates=tuple(timezone.localdate() + n * DAY for n in (1, 2)))
    series = sessions.add_series(at=now, actor=SYSTEM, activity=activity, data=data)
    undo = at("undo_series", series.pk)
    assert undo in page.get(at("activity", activity.pk)).content.decode()
    first = series.sessions.order_by("starts")[0]
    sessions.cancel_session(at=now, actor=SYSTEM, session=first, why="Mưa")
    assert undo not in page.get(at("activity", activity.pk)).content.decode()


def test_the_calendar_of_several_units_names_them(province: cast.Province, client: Client) -> None:
    activity = stage.an_activity(province.culture_centre)
    stage.a_session(activity, timezone.localdate(), at=timezone.now())
    client.force_login(cast.the_officer(province))
    days = client.get(at("home")).context["days"]
    (line,) = [line for day in days for line in day.lines]
    assert line.unit == organisations.named(province.culture_centre, timezone.localdate()).name


def test_common_holidays_are_offered_only_to_whoever_may_write_them(
    province: cast.Province, client: Client
) -> None:
    holiday = Holiday.objects.create(name="Nghỉ lễ", first_day=TODAY, last_day=timezone.localdate() + DAY)
    client.force_login(cast.the_officer(province))
    shown = client.get(at("terms"))
    assert holiday in [one for one, _met, _keeps in shown.context["holidays"]]
    assert at("remove_holiday", holiday.pk) not in shown.content.decode()
    assert ("", "tất cả đơn vị") not in shown.context["forms"]["holiday"].fields["unit"].choices
