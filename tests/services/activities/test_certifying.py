"""Certificates of a class: for who came often enough, once, with what the class was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from densach.kernel.actor import SYSTEM, VISITOR
from densach.kernel.errors import NotAllowed
from densach.services.activities.actions.attending import mark, tap
from densach.services.activities.actions.certifying import certify
from densach.services.activities.actions.closing import close_session
from densach.services.activities.actions.enrolling import enrol
from densach.services.activities.models import Activity
from densach.services.activities.queries.certifying import candidates_of
from densach.services.activities.rules.certifying import NobodyChosen, NothingHeldYet, is_enough
from tests import cast
from tests.services.activities.stage import a_kind, a_person, a_session, an_activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(province: cast.Province) -> Activity:
    """Five mornings; An came to four, Bình to one."""
    kind = a_kind("drawing", certificate=True, enrols=True)
    made = an_activity(
        province.culture_centre, "Lớp vẽ", kind=kind, enrol_mode="open", extra={"hours": "7,5"}
    )
    born = date(1990, 5, 2)
    people = [a_person("Lê Văn An", sex="male", born=born), a_person("Trần Thị Bình", born=born)]
    for person in people:
        enrol(at=cast.NOW, actor=SYSTEM, activity=made, person=person, sure=["age", "late"])
    for day in range(5):
        session = a_session(made, cast.TODAY - timedelta(days=5 - day))
        marks = {people[0].pk: "present" if day else "absent", people[1].pk: "absent" if day else "late"}
        mark(at=cast.NOW, actor=SYSTEM, session=session, marks=marks)
        close_session(at=cast.NOW, actor=SYSTEM, session=session, seen=0)
    return made


@pytest.mark.parametrize(
    ("came", "held", "enough"), [(0, 0, False), (3, 5, False), (4, 5, True), (5, 5, True)]
)
def test_four_fifths_of_the_sessions_are_enough(came: int, held: int, enough: bool) -> None:
    assert is_enough(came, held) is enough


def test_who_came_often_enough_is_proposed(course: Activity) -> None:
    told = {one.person.name: (one.came, one.held, one.enough) for one in candidates_of(course)}
    assert told == {"Lê Văn An": (4, 5, True), "Trần Thị Bình": (1, 5, False)}


def test_a_certificate_is_issued_once_for_an_enrolment(course: Activity) -> None:
    every = [one.enrolment for one in candidates_of(course)]
    made = certify(at=cast.NOW, actor=SYSTEM, activity=course, enrolments=every[:1], kind="completion")
    assert [one.holder_name for one in made] == ["Lê Văn An"]
    assert "7,5 giờ" in made[0].text
    again = certify(at=cast.NOW, actor=SYSTEM, activity=course, enrolments=every, kind="participation")
    assert [one.holder_name for one in again] == ["Trần Thị Bình"]
    with pytest.raises(NobodyChosen):
        certify(at=cast.NOW, actor=SYSTEM, activity=course, enrolments=every, kind="participation")


def test_nobody_gets_one_before_the_class_or_without_the_right(
    province: cast.Province, course: Activity
) -> None:
    coming = an_activity(province.culture_centre, "Lớp sau", kind=a_kind("drawing"))
    with pytest.raises(NothingHeldYet):
        certify(at=cast.NOW, actor=SYSTEM, activity=coming, enrolments=[1], kind="completion")
    with pytest.raises(NotAllowed):
        certify(at=cast.NOW, actor=VISITOR, activity=course, enrolments=[1], kind="completion")


def test_the_page_issues_them_and_keeps_what_was_chosen(
    province: cast.Province, course: Activity, client: Client
) -> None:
    client.force_login(cast.the_culture_head(province))
    address = f"/lam-viec/hoat-dong/{course.pk}/chung-nhan/"
    if client.get(address).status_code == 404:
        client.force_login(cast.the_officer(province))
    assert "Lê Văn An" in client.get(address).content.decode()
    assert client.post(address, {"kind": "completion"}).status_code == 422
    chosen = [one.enrolment for one in candidates_of(course) if one.enough]
    assert client.post(address, {"kind": "completion", "chosen": chosen}).status_code == 302
    assert "0001/2026/CN" in client.get(address).content.decode()


def test_a_class_counts_among_the_sessions_that_make_a_house_a_regular_one(
    province: cast.Province, course: Activity
) -> None:
    show = an_activity(province.culture_centre, "Chiếu phim", kind=a_kind("film", family="event"))
    session = a_session(show, cast.TODAY - timedelta(days=1))
    tap(at=cast.NOW, actor=SYSTEM, session=session, quantity=30)
    close_session(at=cast.NOW, actor=SYSTEM, session=session, seen=0)
    counted = [one.closings.get().lines for one in (*course.sessions.all(), session)]
    assert ["culture.group_sessions" in one for one in counted] == [True] * 5 + [False]
