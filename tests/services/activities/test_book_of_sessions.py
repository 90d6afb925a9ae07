"""Whatever is marked, tapped, closed, opened, corrected and erased: the book and its records say the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from densach.kernel.actor import SYSTEM
from densach.kernel.errors import Refusal
from densach.people.models import Person
from densach.people.privacy import holders
from densach.services.activities.actions import attending
from densach.services.activities.models import Activity, Attendance, Closing, Session, SessionState, Tally
from densach.services.activities.queries.attending import last_closing_of
from tests import cast
from tests.services.activities.class_of import PARTICIPANTS, SESSIONS, a_class, the_book_is_right, total
from tests.services.activities.stage import NOW, TODAY, a_kind, a_session, an_activity

ACTS = ("mark", "tap", "untap", "walk in", "close", "reopen", "erase")
STATUSES = ("present", "late", "absent", "excused", "")
acts = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 1), st.integers(0, 3), st.sampled_from(STATUSES)),
    max_size=16,
)
SLICES = ("", "band=b6_10", "band=b60;sex=female", "ethnic=minority")


class ClosedSessions(TestCase):
    """Two sessions of a class of four, and any order of acts."""

    activity: ClassVar[Activity]
    sessions: ClassVar[list[Session]]
    people: ClassVar[list[Person]]

    @classmethod
    def setUpTestData(cls) -> None:
        province = cast.the_province()
        kind = a_kind("counted-once", once_centre="culture.classes")
        cls.activity = an_activity(province.culture_centre, kind=kind)
        cls.sessions = [a_session(cls.activity, TODAY - timedelta(days=ago)) for ago in (0, 40)]
        cls.people = a_class(cls.activity, 4)

    def _do(self, act: str, session: Session, person: Person, number: int, status: str) -> None:
        given_: dict[str, object] = {"at": NOW, "actor": SYSTEM}
        if act == "mark":
            attending.mark(session=session, marks={person.pk: status}, why="sửa", **given_)  # type: ignore[arg-type]
        elif act == "tap":
            attending.tap(
                session=session,
                slice=SLICES[number],
                quantity=number + 1,
                why="sửa",
                **given_,  # type: ignore[arg-type]
            )
        elif act == "untap":
            tally = Tally.objects.filter(session=session).first()
            if tally is not None:
                attending.untap(tally=tally, why="sửa", **given_)  # type: ignore[arg-type]
        elif act == "walk in":
            data = attending.WalkIn(name=f"Khách {number}", sex="male")
            attending.walk_in(session=session, data=data, why="sửa", **given_)  # type: ignore[arg-type]
        elif act == "close":
            last = last_closing_of(session)
            attending.close_session(
                session=session,
                seen=last.number if last else 0,
                why="không ai đến",
                **given_,  # type: ignore[arg-type]
            )
        elif act == "reopen":
            attending.reopen_session(session=session, why="nhầm", **given_)  # type: ignore[arg-type]
        else:
            for holder in holders():
                holder.erase(person, NOW)

    @settings(max_examples=25, deadline=None)
    @given(acts)
    def test_the_book_says_what_the_last_closings_say(self, told: list[tuple[str, int, int, str]]) -> None:
        for act, index, number, status in told:
            person = Person.objects.get(pk=self.people[number].pk)
            session = Session.objects.get(pk=self.sessions[index].pk)
            try:
                self._do(act, session, person, number, status)
            except Refusal:
                continue
        held = Session.objects.filter(activity=self.activity, state=SessionState.HELD)
        unit = self.activity.organisation
        assert total(unit, SESSIONS) == held.count()
        closings = [last_closing_of(session) for session in held]
        assert total(unit, PARTICIPANTS) == sum(one.present + one.taps for one in closings if one)
        assert total(unit, "culture.classes") == bool(held)
        the_book_is_right()


def test_a_person_is_erased_and_no_figure_moves(province: cast.Province) -> None:
    session = a_session(an_activity(province.culture_centre))
    (girl,) = a_class(session.activity, 1)
    marks = {girl.pk: "present"}
    attending.mark(at=NOW, actor=SYSTEM, session=session, marks=marks)
    attending.close_session(at=NOW, actor=SYSTEM, session=session, seen=0)
    before = {
        part: total(session.organisation, PARTICIPANTS, part) for part in ("", "band=b11_15", "sex=female")
    }
    outcomes = [outcome for holder in holders() for outcome in holder.erase(girl, NOW)]
    girl.refresh_from_db()
    assert girl.name == ""
    assert girl.birth_date is None
    assert any("attendance" in outcome.what for outcome in outcomes)
    assert Attendance.objects.get().slice == "age=child;band=b11_15;sex=female"
    attending.tap(at=NOW, actor=SYSTEM, session=session, slice="", why="Bổ sung")
    assert Closing.objects.count() == 2
    for part, number in before.items():
        assert total(session.organisation, PARTICIPANTS, part) == number + (part == ""), part
    the_book_is_right()


def test_what_attendance_keeps_of_a_person_is_told(province: cast.Province) -> None:
    session = a_session(an_activity(province.culture_centre, "Lớp vẽ"))
    (girl,) = a_class(session.activity, 1)
    attending.mark(at=NOW, actor=SYSTEM, session=session, marks={girl.pk: "late"})
    told = {section.code: section for holder in holders() for section in holder.export(girl)}
    ((on, title, _topic, _status),) = told["attendance"].rows
    assert (on, title) == (TODAY, "Lớp vẽ")
    assert isinstance(on, date)
