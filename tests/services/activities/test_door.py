"""The door of a session: people mark themselves by code or account, within its time, and nobody is named to others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from densach.services.activities.models import Attendance, Session
from densach.services.activities.rules.door import Moment, moment, plain_code
from tests import cast
from tests.services.activities import stage
from tests.services.activities.phones import a_class, signed_in

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _the_morning() -> Iterator[None]:
    with time_machine.travel(cast.NOW, tick=False):
        yield


@pytest.fixture
def desk(province: cast.Province) -> Client:
    return signed_in(cast.the_culture_head(province))


@pytest.fixture
def session(province: cast.Province) -> Session:
    """It began at half past eight; it is nine."""
    return a_class(province.culture_centre, 3, clock="08:30")


def opened(desk: Client, session: Session) -> str:
    """The address of the door that staff have opened."""
    desk.post(reverse("activities:door", args=[session.pk]), {"act": "open"})
    session.refresh_from_db()
    assert session.door
    return reverse("portal:door", args=[session.door])


def test_the_time_of_the_door_is_half_an_hour_before_to_half_an_hour_after() -> None:
    starts, ends = cast.NOW, cast.NOW + HOUR
    assert moment(starts, ends, starts - timedelta(minutes=31)) is Moment.BEFORE
    assert moment(starts, ends, starts - timedelta(minutes=30)) is Moment.OPEN
    assert moment(starts, ends, ends + timedelta(minutes=30)) is Moment.OPEN
    assert moment(starts, ends, ends + timedelta(minutes=31)) is Moment.AFTER


def test_a_code_is_read_however_it_is_typed() -> None:
    assert plain_code(" k7m-2qa ") == "K7M2QA"


def test_whoever_types_a_code_is_marked_and_greeted_by_the_given_name_alone(
    desk: Client, session: Session
) -> None:
    url = opened(desk, session)
    enrolment = session.activity.enrolments.get(person__name="Nguyễn Văn Đạt")
    page = Client().post(url, {"code": enrolment.code.lower()}, follow=True).content.decode()
    assert "Chào Đạt!" in page
    assert "Nguyễn" not in page.split("<main", 1)[-1].replace("Nguyễn Văn Linh", "")
    found = Attendance.objects.get()
    assert (found.person_id, found.status, found.way) == (enrolment.person_id, "present", "door")
    Client().post(url, {"code": enrolment.code})
    assert Attendance.objects.count() == 1


def test_a_wrong_code_is_told_in_words_and_many_of_them_shut_the_door_for_a_while(
    desk: Client, session: Session
) -> None:
    url, visitor = opened(desk, session), Client()
    answer = visitor.post(url, {"code": "ZZZZZZ"})
    assert answer.status_code == 422
    assert "Không có ai ghi danh ở đây với mã này" in answer.content.decode()
    for number in range(30):
        visitor.post(url, {"code": f"ZZZ{number:03}"})
    enrolment = session.activity.enrolments.earliest("pk")
    assert "nhập sai mã quá nhiều lần" in visitor.post(url, {"code": enrolment.code}).content.decode()
    assert not Attendance.objects.exists()


def test_signed_in_a_parent_marks_the_own_child_by_one_tap_and_nobody_elses(
    desk: Client, session: Session, province: cast.Province
) -> None:
    citizen = cast.the_citizen()
    parent = stage.a_person("Nguyễn Thị Mẹ", born=None)
    parent.user = citizen
    parent.save()
    own, other, _third = session.activity.enrolments.order_by("pk")
    own.person.guardian = parent
    own.person.save()
    url, client = opened(desk, session), signed_in(citizen)
    # Somebody else in the hall's network types wrong codes.
    for number in range(31):
        Client().post(url, {"code": f"ZZZ{number:03}"})
    page = client.get(url).content.decode()
    assert f'name="person" value="{own.person_id}"' in page
    assert f'value="{other.person_id}"' not in page
    assert client.post(url, {"person": other.person_id}).status_code == 422
    assert client.post(url, {"person": own.person_id}).status_code == 302
    assert list(Attendance.objects.values_list("person_id", "way")) == [(own.person_id, "door")]


@pytest.mark.parametrize(("hours", "words"), [(-3, "tự điểm danh được từ"), (6, "Không còn tự điểm danh")])
def test_before_and_after_its_time_the_door_says_so(
    desk: Client, province: cast.Province, hours: int, words: str
) -> None:
    session = a_class(province.culture_centre, 1, clock="12:00" if hours < 0 else "06:00")
    url = opened(desk, session)
    assert words in Client().get(url).content.decode()
    code = session.activity.enrolments.get().code
    assert Client().post(url, {"code": code}).status_code == 422
    assert not Attendance.objects.exists()


def test_a_shut_door_and_an_old_address_lead_nowhere(desk: Client, session: Session) -> None:
    first = opened(desk, session)
    second = opened(desk, session)
    assert first != second
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    desk.post(reverse("activities:door", args=[session.pk]), {"act": "shut"})
    assert Client().get(second).status_code == 404


def test_the_screen_at_the_door_shows_the_qr_and_the_running_number(desk: Client, session: Session) -> None:
    url = opened(desk, session)
    page = desk.get(reverse("activities:door", args=[session.pk])).content.decode()
    assert "<svg" in page.split('class="door-qr"')[1][:400]
    assert f"http://testserver{url}" in page
    number = reverse("activities:door_number", args=[session.pk])
    assert "<b>0</b>" in desk.get(number).content.decode()
    Client().post(url, {"code": session.activity.enrolments.earliest("pk").code})
    assert "<b>1</b>" in desk.get(number).content.decode()


def test_the_poster_carries_the_door_only_for_staff_who_mark(desk: Client, session: Session) -> None:
    url = opened(desk, session)
    assert url in desk.get(reverse("activities:poster", args=[session.pk])).content.decode()


def test_the_sign_in_sheet_has_names_in_order_a_column_for_each_session_and_blank_lines(
    desk: Client, session: Session
) -> None:
    for days in (1, 2, 3, 4, 5):
        stage.a_session(session.activity, cast.TODAY - timedelta(days=days))
    url = reverse("activities:sign_in_sheet", args=[session.activity_id])
    page = desk.get(f"{url}?thang=2026-11&dong=4").content.decode()
    assert page.index("Nguyễn Văn An") < page.index("Nguyễn Văn Bình") < page.index("Nguyễn Văn Đạt")
    assert page.count("<tr>") == 1 + 3 + 4
    assert page.count("<th ") == 2 + 6
    paper = desk.get(f"{url}?thang=2026-11&as=pdf")
    assert paper.content.startswith(b"%PDF")
    assert desk.get(f"{url}?thang=rac&phan=-1&dong=x").status_code == 200
