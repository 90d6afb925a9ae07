"""Attendance by thumb: the page, what a phone sends once the network is back, and the same without a script."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from densach.services.activities.models import (
    Attendance,
    Closing,
    Session,
    SessionState,
    SyncedBatch,
    Tally,
)
from tests import cast
from tests.services.activities import stage
from tests.services.activities.phones import a_class, signed_in

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_morning() -> Iterator[None]:
    with time_machine.travel(cast.NOW, tick=False):
        yield


@pytest.fixture
def session(province: cast.Province) -> Session:
    return a_class(province.culture_centre, 5)


@pytest.fixture
def desk(province: cast.Province) -> Client:
    return signed_in(cast.the_culture_head(province))


def send(client: Client, session: Session, *changes: dict[str, Any]) -> dict[str, Any]:
    """What the page's script sends; the answer as it reads it."""
    told = {"batch": json.dumps(list(changes))}
    answer = client.post(reverse("activities:sync", args=[session.pk]), told)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def people(session: Session) -> list[int]:
    rows = session.activity.enrolments.order_by("pk")
    return list(rows.values_list("person_id", flat=True))


def test_the_page_shows_the_learners_in_vietnamese_order_with_their_age_band(
    desk: Client, session: Session
) -> None:
    page = desk.get(reverse("activities:attend", args=[session.pk])).content.decode()
    assert page.index("Nguyễn Văn An") < page.index("Nguyễn Văn Bình") < page.index("Nguyễn Văn Đạt")
    assert "11–15 tuổi" in page
    assert "2014" not in page


def test_marks_of_a_phone_are_saved_once_however_often_they_are_sent(desk: Client, session: Session) -> None:
    first, second, *_others = people(session)
    batch = {"key": "lo-1", "marks": {str(first): "present", str(second): "late"}}
    for _time in range(3):
        answer = send(desk, session, batch)
        assert answer["results"] == [{"key": "lo-1", "ok": True, "words": "", "left": []}]
        assert answer["sheet"]["marks"] == {str(first): "present", str(second): "late"}
    assert (Attendance.objects.count(), SyncedBatch.objects.count()) == (2, 1)


def test_a_batch_that_was_sent_before_does_not_undo_what_came_after(desk: Client, session: Session) -> None:
    first = str(people(session)[0])
    send(desk, session, {"key": "lo-1", "marks": {first: "present"}})
    send(desk, session, {"key": "lo-2", "marks": {first: "absent"}})
    answer = send(desk, session, {"key": "lo-1", "marks": {first: "present"}})
    assert answer["sheet"]["marks"] == {first: "absent"}


def test_taps_walk_ins_and_undoing_come_in_their_order(desk: Client, session: Session) -> None:
    answer = send(
        desk,
        session,
        {"key": "t1", "tap": {"band": "b6_10", "sex": "female", "quantity": 1}},
        {"key": "t2", "tap": {"band": "b6_10", "sex": "", "role": "pupil", "quantity": 30}},
        {"key": "u1", "untap": "t1"},
        {"key": "w1", "person": {"name": "  Lê   Thị Hoa ", "band": "b60", "sex": "female"}},
    )
    assert all(one["ok"] for one in answer["results"])
    assert answer["sheet"]["taps"] == {"b6_10|": 30}
    assert answer["sheet"]["taps_total"] == 30
    assert [one["name"] for one in answer["sheet"]["walk_ins"]] == ["Lê Thị Hoa"]
    assert "từ 60 tuổi" in answer["sheet"]["walk_ins"][0]["band"]
    send(desk, session, {"key": "u1", "untap": "t1"}, {"key": "u2", "untap": "#999999"})
    assert Tally.objects.filter(cancelled_at__isnull=True).count() == 1


def test_a_walk_in_that_was_taken_away_does_not_hold_up_what_a_phone_sends_again(
    desk: Client, session: Session
) -> None:
    first = str(people(session)[0])
    come = {"key": "w1", "person": {"name": "Lê Thị Hoa"}}
    walk_in = send(desk, session, come)["sheet"]["walk_ins"][0]["id"]
    send(desk, session, {"key": "m1", "marks": {str(walk_in): ""}})
    answer = send(desk, session, come, {"key": "m2", "marks": {first: "late"}})
    assert [one["ok"] for one in answer["results"]] == [True, True]
    assert answer["sheet"]["marks"] == {first: "late"}
    assert answer["sheet"]["walk_ins"] == []
    refused, _done = send(desk, session, {"key": "m2", "person": {"name": "Ai đó"}}, come)["results"]
    assert "việc khác" in refused["words"]


def test_a_stranger_in_a_batch_does_not_throw_away_the_marks_of_the_others(
    desk: Client, session: Session
) -> None:
    stranger = stage.a_person("Người Lạ")
    first, second, *_others = people(session)
    batch = {"key": "a", "marks": {str(first): "present", str(stranger.pk): "late", str(second): "late"}}
    answer = send(desk, session, batch)
    [said] = answer["results"]
    assert (said["ok"], said["left"]) == (False, [stranger.pk])
    assert answer["sheet"]["marks"] == {str(first): "present", str(second): "late"}


def test_what_was_marked_without_network_counts_with_a_reason_after_a_colleague_closed(
    desk: Client, session: Session
) -> None:
    first, second, *_others = people(session)
    send(desk, session, {"key": "a", "marks": {str(first): "present"}})
    desk.post(reverse("activities:close", args=[session.pk]), {"seen": 0})
    late = [
        {"key": "b", "marks": {str(second): "late"}},
        {"key": "c", "tap": {"band": "", "sex": "", "quantity": 2}},
        {"key": "d", "person": {"name": "Cô Ba"}},
    ]
    answer = send(desk, session, *late)
    assert [one["ok"] for one in answer["results"]] == [False] * 3
    assert [one["left"] for one in answer["results"]] == [[]] * 3
    assert answer["sheet"]["closed"]
    answer = send(desk, session, *({**one, "why": "Điểm danh lúc mất mạng"} for one in late))
    assert [one["ok"] for one in answer["results"]] == [True] * 3
    last = Closing.objects.filter(session=session).latest("number")
    assert (last.number, last.present, last.taps, last.why) == (4, 3, 2, "Điểm danh lúc mất mạng")
    answer = send(desk, session, {"key": "e", "untap": "c", "why": "Bấm nhầm"})
    assert answer["results"][0]["ok"]
    assert answer["sheet"]["taps_total"] == 0


def test_one_refused_change_does_not_hold_up_the_others_and_is_told_in_words(
    desk: Client, session: Session
) -> None:
    stranger = stage.a_person("Người Lạ")
    first = people(session)[0]
    answer = send(
        desk,
        session,
        {"key": "a", "marks": {str(stranger.pk): "present"}},
        {"key": "b", "marks": {str(first): "present"}},
    )
    refused, done = answer["results"]
    assert not refused["ok"]
    assert refused["words"]
    assert "activities." not in refused["words"]
    assert done["ok"]
    assert answer["sheet"]["marks"] == {str(first): "present"}


@pytest.mark.parametrize(
    "batch",
    [
        "", "{}", "[1]", '[{"key": "x"}]', '[{"marks": {}}]', "[" * 5000,
        '[{"key": "x", "marks": {"99999999999999999999": "present"}}]',
        '[{"key": "x", "tap": {"quantity": Infinity}}]',
        '[{"key": "x", "person": {"name": "  "}}]',
    ],
)  # fmt: skip
def test_what_is_no_batch_is_refused_in_words(desk: Client, session: Session, batch: str) -> None:
    answer = desk.post(reverse("activities:sync", args=[session.pk]), {"batch": batch})
    assert answer.status_code == 400
    assert "không đọc được" in answer.json()["words"]


def test_whoever_is_signed_out_meanwhile_is_sent_to_sign_in_and_nothing_is_saved(session: Session) -> None:
    told = {"batch": json.dumps([{"key": "a", "marks": {str(people(session)[0]): "present"}}])}
    answer = Client().post(reverse("activities:sync", args=[session.pk]), told)
    assert answer.status_code == 302
    assert not Attendance.objects.exists()


def test_nobody_of_another_province_marks_or_sees_a_session(
    session: Session, province: cast.Province
) -> None:
    stranger = signed_in(cast.the_stranger(province))
    for name in ("attend", "attend_state", "close", "door", "door_number", "poster"):
        assert stranger.get(reverse(f"activities:{name}", args=[session.pk])).status_code in (403, 404), name
    assert stranger.post(reverse("activities:sync", args=[session.pk]), {"batch": "[]"}).status_code in (
        403,
        404,
    )


def test_the_page_asks_no_more_for_forty_learners_than_for_five(
    desk: Client, session: Session, province: cast.Province, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    many = a_class(province.culture_centre, 40, title="Lớp bơi")
    for warmed in (session, many):
        desk.get(reverse("activities:attend", args=[warmed.pk]))
    with CaptureQueriesContext(connection) as few:
        desk.get(reverse("activities:attend", args=[session.pk]))
    with django_assert_num_queries(len(few)):
        desk.get(reverse("activities:attend", args=[many.pk]))


# without a script -----------------------------------------------------------------------------------------


def test_without_a_script_the_list_is_a_form_and_one_button_marks_everybody_else(
    desk: Client, session: Session
) -> None:
    first, second, *others = people(session)
    url = reverse("activities:attend", args=[session.pk])
    desk.post(url, {f"mark-{first}": "absent", f"mark-{second}": "excused", "all": "present", "key": "k"})
    marks = dict(Attendance.objects.values_list("person_id", "status"))
    assert marks == {first: "absent", second: "excused", **dict.fromkeys(others, "present")}


def test_without_a_script_taps_and_walk_ins_are_forms(desk: Client, session: Session) -> None:
    args = [session.pk]
    desk.post(
        reverse("activities:tap", args=args), {"place": "b16_30|male", "quantity": 5, "ethnic": "minority"}
    )
    desk.post(reverse("activities:tap", args=args), {"place": "|", "quantity": 10})
    desk.post(reverse("activities:tap", args=args), {"place": "b7|male", "quantity": 1})
    tallies = dict(Tally.objects.values_list("slice", "quantity"))
    assert tallies == {"age=adult;band=b16_30;ethnic=minority;sex=male": 5, "": 10}
    last = Tally.objects.latest("pk")
    desk.post(reverse("activities:untap", args=args), {"tally": last.pk})
    last.refresh_from_db()
    assert last.cancelled_at is not None
    desk.post(reverse("activities:walk_in", args=args), {"name": "Trần Văn Út", "band": "b31_59"})
    assert Attendance.objects.get(person__name="Trần Văn Út").status == "present"


def test_staff_type_a_learners_code_at_the_page(desk: Client, session: Session) -> None:
    enrolment = session.activity.enrolments.latest("pk")
    told = {"code": f" {enrolment.code[:3].lower()}-{enrolment.code[3:]} "}
    desk.post(reverse("activities:attend_code", args=[session.pk]), told)
    assert Attendance.objects.get().person_id == enrolment.person_id
    answer = desk.post(reverse("activities:attend_code", args=[session.pk]), {"code": "000000"}, follow=True)
    assert "Không có ai ghi danh" in answer.content.decode()


# closing --------------------------------------------------------------------------------------------------


def _mark_all(desk: Client, session: Session) -> None:
    send(desk, session, {"key": "tat-ca", "marks": dict.fromkeys(map(str, people(session)), "present")})


def test_a_session_is_closed_with_present_and_taps_and_says_what_it_counted_as(
    desk: Client, session: Session
) -> None:
    _mark_all(desk, session)
    send(desk, session, {"key": "t", "tap": {"band": "b31_59", "sex": "male", "quantity": 3}})
    url = reverse("activities:close", args=[session.pk])
    assert "<dd>8</dd>" in desk.get(url).content.decode()
    answer = desk.post(url, {"seen": 0}, follow=True).content.decode()
    session.refresh_from_db()
    assert session.state == SessionState.HELD
    assert "8" in answer
    assert reverse("facts:home") in answer


def test_nobody_is_counted_without_a_word_why(desk: Client, session: Session) -> None:
    url = reverse("activities:close", args=[session.pk])
    assert desk.post(url, {"seen": 0}).status_code == 422
    assert desk.post(url, {"seen": 0, "why": "Mưa lớn, không ai đến"}).status_code == 302


def test_a_closed_session_is_put_right_with_a_reason_and_opened_again(desk: Client, session: Session) -> None:
    _mark_all(desk, session)
    desk.post(reverse("activities:close", args=[session.pk]), {"seen": 0})
    first = people(session)[0]
    url = reverse("activities:attend", args=[session.pk])
    assert desk.post(url, {f"mark-{first}": "absent"}).status_code == 422
    assert desk.post(url, {f"mark-{first}": "absent", "why": "Điểm danh nhầm"}).status_code == 302
    assert "Điểm danh nhầm" in desk.get(reverse("activities:close", args=[session.pk])).content.decode()
    desk.post(reverse("activities:reopen", args=[session.pk]), {"why": ""})
    session.refresh_from_db()
    assert session.state == SessionState.HELD
    desk.post(reverse("activities:reopen", args=[session.pk]), {"why": "Còn thiếu một nhóm"})
    session.refresh_from_db()
    assert session.state == SessionState.PLANNED


def test_what_is_over_and_not_closed_waits_oldest_first_until_it_is_closed_or_not_held(
    desk: Client, province: cast.Province
) -> None:
    old = a_class(province.culture_centre, 1, title="Lớp cũ", on=cast.TODAY - timedelta(days=9))
    new = a_class(province.culture_centre, 1, title="Lớp mới", on=cast.TODAY - timedelta(days=1))
    a_class(province.culture_centre, 1, title="Lớp sắp tới", on=cast.TODAY + timedelta(days=1))
    a_class(province.library, 1, title="Lớp của nơi khác", on=date(2026, 11, 1))
    url = reverse("activities:to_close")
    page = desk.get(url).content.decode()
    assert page.index("Lớp cũ") < page.index("Lớp mới")
    assert "Lớp sắp tới" not in page
    assert "Lớp của nơi khác" not in page
    desk.post(reverse("activities:not_held", args=[old.pk]), {"why": "Giáo viên ốm"})
    assert "Lớp cũ" not in desk.get(url).content.decode().split("</ul>")[-1].split("<table")[-1]
    desk.post(reverse("activities:close", args=[new.pk]), {"seen": 0, "why": "Không ai đến"})
    assert "Đã chốt hết" in desk.get(url).content.decode()
    assert desk.get(f"{url}?as=csv").status_code == 200


def test_staff_of_the_unit_are_told_of_sessions_that_wait(province: cast.Province, desk: Client) -> None:
    a_class(province.culture_centre, 1, on=cast.TODAY - timedelta(days=2))
    page = desk.get(reverse("workspace:home")).content.decode()
    assert "buổi đã xong chưa chốt" in page
