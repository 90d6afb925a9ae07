"""Marks sent again under a key, who came with a class of a school, and which sessions wait to be closed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from densach.kernel.actor import SYSTEM
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.services.activities.actions import attending, planning
from densach.services.activities.models import Activity, Attendance, Closing, Group, Session, Tally
from densach.services.activities.queries.attending import to_close
from densach.services.activities.rules import attending as rules
from densach.services.activities.rules.attending import WalkIn
from tests.services.activities.class_of import SESSIONS, a_class, enrolled, the_book_is_right, total
from tests.services.activities.stage import NOW, TODAY, a_person, a_session, an_activity

PRESENT, ABSENT = "present", "absent"


@pytest.fixture
def activity(culture_centre: Organisation) -> Activity:
    return an_activity(culture_centre, interest="folk")


@pytest.fixture
def session(activity: Activity) -> Session:
    return a_session(activity)


def close(session: Session) -> Closing:
    return attending.close_session(at=NOW, actor=SYSTEM, session=session, seen=0)


def mark(session: Session, marks: dict[int, str], **given: str) -> attending.Marked:
    return attending.mark(at=NOW, actor=SYSTEM, session=session, marks=marks, **given)


def tap(session: Session, quantity: int = 1) -> Tally:
    return attending.tap(at=NOW, actor=SYSTEM, session=session, quantity=quantity)


def test_a_class_of_a_school_came_as_pupils(session: Session) -> None:
    group = Group.objects.create(
        activity=session.activity, name="Lớp 6A", school=True, people=30, made_at=NOW, made_by_name="Sen"
    )
    (pupil,) = a_class(session.activity, 1, group)
    mark(session, {pupil.pk: PRESENT})
    assert "role=pupil" in Attendance.objects.get().slice


def test_the_teacher_of_a_class_is_no_pupil(session: Session) -> None:
    group = Group.objects.create(
        activity=session.activity,
        name="Lớp 6A",
        school=True,
        people=31,
        adults=1,
        made_at=NOW,
        made_by_name="Sen",
    )
    pupil, _brother, teacher = a_class(session.activity, 3, group)
    untold = a_person("Không rõ tuổi", born=None)
    enrolled(session.activity, untold, group=group)
    mark(session, {pupil.pk: PRESENT, teacher.pk: PRESENT, untold.pk: PRESENT})
    slices = dict(Attendance.objects.values_list("person_id", "slice"))
    assert "role=pupil" in slices[pupil.pk]
    assert "role" not in slices[teacher.pk]
    assert "role" not in slices[untold.pk]


def test_a_walk_in_sent_again_after_it_was_taken_away_stays_away(session: Session) -> None:
    def come() -> Attendance:
        return attending.walk_in(at=NOW, actor=SYSTEM, session=session, data=WalkIn(name="Cô Ba"), key="w1")

    person = come().person_id
    mark(session, {person: ""})
    again = come()
    assert (again.person_id, again.status) == (person, "")
    assert not Attendance.objects.exists()


def test_a_key_of_marks_is_none_of_walk_ins_and_the_other_way_round(session: Session) -> None:
    (one,) = a_class(session.activity, 1)
    mark(session, {one.pk: PRESENT}, key="k1")
    with pytest.raises(rules.KeyOfAnother):
        attending.walk_in(at=NOW, actor=SYSTEM, session=session, data=WalkIn(name="Cô Ba"), key="k1")
    attending.walk_in(at=NOW, actor=SYSTEM, session=session, data=WalkIn(name="Cô Ba"), key="k2")
    with pytest.raises(rules.KeyOfAnother):
        mark(session, {one.pk: ABSENT}, key="k2")


def test_what_is_over_and_not_closed_waits_the_oldest_first(activity: Activity) -> None:
    sessions = [a_session(activity, TODAY - timedelta(days=ago)) for ago in (1, 5, 3)]
    a_session(activity, TODAY + timedelta(days=1))
    tap(sessions[2])
    close(sessions[2])
    unit = organisations.named(activity.organisation_id, TODAY)
    assert [one.pk for one in to_close([unit], NOW)] == [sessions[1].pk, sessions[0].pk]


def test_what_was_held_before_the_activity_was_called_off_waits_to_be_counted(activity: Activity) -> None:
    held, counted = (a_session(activity, TODAY - timedelta(days=ago)) for ago in (1, 3))
    a_session(activity, TODAY + timedelta(days=1))
    for session in (held, counted):
        tap(session, quantity=2)
    close(counted)
    planning.call_off(at=NOW, actor=SYSTEM, activity=activity, why="Hết kinh phí")
    unit = organisations.named(activity.organisation_id, TODAY)
    assert [one.pk for one in to_close([unit], NOW)] == [held.pk]
    attending.reopen_session(at=NOW, actor=SYSTEM, session=counted, why="Đếm lại")
    assert [one.pk for one in to_close([unit], NOW)] == [counted.pk, held.pk]
    for session, seen in ((held, 0), (counted, 2)):
        attending.close_session(at=NOW, actor=SYSTEM, session=session, seen=seen)
    assert not to_close([unit], NOW)
    assert total(activity.organisation, SESSIONS) == 2
    the_book_is_right()
