"""Training of staff: three courses of the department for heads of houses, librarians and officers of communes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from densach.demo.counts import moment
from densach.demo.places import Places
from densach.kernel.actor import Actor
from densach.people.models import Person
from densach.people.queries.persons import StaffWanted, staff_page
from densach.services.activities.actions import attending, closing, planning, sessions
from densach.services.activities.queries.sessions import sessions_of
from densach.services.activities.rules.activity import RoleData, When, instant
from densach.services.training import actions
from densach.services.training.queries import Course
from densach.services.training.queries.courses import by_id, takers_of

_EIGHT: Final = time(8)
_PLANNED: Final = (
    (
        date(2026, 3, 17),
        "Tập huấn chủ nhiệm nhà văn hóa, chủ nhiệm câu lạc bộ",
        "culture",
        3,
        "Trường Đại học Văn hóa",
    ),
    (
        date(2026, 6, 16),
        "Bồi dưỡng chuyển đổi số trong thư viện công cộng",
        "library",
        2,
        "Thư viện Quốc gia Việt Nam",
    ),
    (
        date(2026, 9, 22),
        "Kỹ năng tổ chức hoạt động học tập suốt đời",
        "culture",
        2,
        "Sở Văn hóa, Thể thao và Du lịch",
    ),
)


@dataclass
class Courses:
    """The courses, as far as the day has come."""

    actor: Actor
    places: Places
    chance: Random
    _held: dict[int, tuple[int, tuple[Person, ...], date]] = field(default_factory=dict)

    def live(self, today: date) -> None:
        for number, (first, title, field_, days, provider) in enumerate(_PLANNED):
            if today == first - timedelta(days=20):
                self._plan(number, first, title, field_, days, provider)
            if number in self._held:
                key, people, last = self._held[number]
                if first <= today <= last:
                    self._day(key, people, today)
                if today == last + timedelta(days=1):
                    self._end(key, today)

    def _plan(self, number: int, first: date, title: str, field_: str, days: int, provider: str) -> None:
        at = moment(first - timedelta(days=20), 9)
        told = actions.CourseData(
            title=title, hours=Decimal(7 * days), field=field_, provider=provider,
            paper_number=f"{11 + number}/KH-SVHTTDL",
            levels=("commune",), syllabus="Lý thuyết nửa ngày, thực hành nửa ngày, trao đổi kinh nghiệm giữa các xã.",
        )  # fmt: skip
        made = actions.hold_course(at=at, actor=self.actor, organisation=self.places.department, data=told)
        activity = made.activity
        planning.write_roles(
            at=at,
            actor=self.actor,
            activity=activity,
            roles=[RoleData("teacher", name="Giảng viên của trường")],
        )
        for day in range(days):
            on = first + timedelta(days=day)
            starts = instant(on, _EIGHT)
            when = When(starts=starts, ends=starts + timedelta(hours=7), place="Hội trường Sở")
            sessions.add_session(at=at, actor=self.actor, activity=activity, when=when)
        planning.publish(at=at, actor=self.actor, activity=activity)
        lines = staff_page(self.actor, first, StaffWanted(), limit=120)
        people = {one.employment.person_id: one.employment.person for one in lines}
        chosen = [one for key, one in sorted(people.items()) if self.chance.random() < 0.6][:34]
        actions.enrol_staff(at=at, actor=self.actor, course=made, people=chosen)
        self._held[number] = made.pk, tuple(chosen), first + timedelta(days=days - 1)

    def _day(self, key: int, people: tuple[Person, ...], today: date) -> None:
        found = by_id(key)
        if found is None:
            return
        for session in sessions_of(found.activity):
            if session.on == today and people:
                marks = {one.pk: "present" if self.chance.random() < 0.92 else "absent" for one in people}
                attending.mark(at=moment(today, 16), actor=self.actor, session=session, marks=marks)
                closing.close_session(at=moment(today, 17), actor=self.actor, session=session, seen=0)

    def _end(self, key: int, today: date) -> None:
        found = by_id(key)
        if found is None:
            return
        rows = self._results(found, today)
        if rows:
            actions.write_results(at=moment(today, 10), actor=self.actor, course=found, rows=rows)
            actions.certify(at=moment(today, 11), actor=self.actor, course=found)

    def _results(self, found: Course, today: date) -> list[actions.ResultData]:
        return [
            actions.ResultData(one.person.pk, one.hours, one.outcome, duty=one.place.duty)
            for one in takers_of(found, today)
        ]
