"""Courses for staff: held as activities, results proposed by attendance, counted, certified, kept in the staff file."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from densach.facts.queries import facts_by_source
from densach.facts.replay import verify
from densach.kernel.actor import SYSTEM, VISITOR
from densach.kernel.errors import NotAllowed
from densach.people.actions import persons
from densach.people.models import Person, Training
from densach.people.rules.staffing import PersonData, Position
from densach.services.activities.actions import kinds, planning
from densach.services.activities.actions.attending import mark
from densach.services.activities.actions.closing import close_session
from densach.services.activities.measures import COURSES, HOURS, TURNS
from densach.services.activities.models import Session
from densach.services.activities.rules.activity import RoleData
from densach.services.training import actions
from densach.services.training.actions import CourseData, ResultData
from densach.services.training.models import Course, Result
from densach.services.training.queries import courses as read
from densach.services.training.queries.history import hours_of, learned_by
from densach.services.training.queries.numbers import numbers_of
from densach.services.training.rules import (
    HasCertificate,
    HoursWrong,
    MoreThanTheCourse,
    NobodyCompleted,
    NothingHeld,
    ResultsExceed,
    SeenAnOldCourse,
    SeenAnOldResult,
    proposed,
)
from tests import cast
from tests.services.activities.stage import a_session

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(hours=3)


def somebody(province: cast.Province, name: str, duty: str = "house_head") -> Person:
    """Works in the commune's culture centre."""
    job = persons.hire(
        at=cast.NOW, actor=SYSTEM, organisation=province.commune_centre, since=date(2025, 7, 1),
        person=PersonData(name=name), position=Position(contract="public_employee", duty=duty),
    )  # fmt: skip
    return job.person


class School:
    """A course of the department of eight hours: two mornings are held, Mai came to both, Bình to one."""

    def __init__(self, province: cast.Province) -> None:
        kinds.seed_kinds(at=cast.NOW)
        self.province = province
        data = CourseData(title="Tập huấn chủ nhiệm nhà văn hóa", hours=Decimal(8), duties=("house_head",))
        self.course = actions.hold_course(
            at=cast.NOW, actor=SYSTEM, organisation=province.department, data=data
        )
        activity = self.course.activity
        planning.write_roles(
            at=cast.NOW, actor=SYSTEM, activity=activity, roles=[RoleData("teacher", name="Ông Lê Văn Sáng")]
        )
        planning.publish(at=cast.NOW, actor=SYSTEM, activity=activity)
        self.mai, self.binh = somebody(province, "Lê Thị Mai"), somebody(province, "Trần Văn Bình", "")
        actions.enrol_staff(at=cast.NOW, actor=SYSTEM, course=self.course, people=[self.mai, self.binh])
        first = self.morning(cast.TODAY - timedelta(days=2))
        second = self.morning(cast.TODAY - timedelta(days=1))
        self.close(first, {self.mai.pk: "present", self.binh.pk: "present"})
        self.close(second, {self.mai.pk: "late", self.binh.pk: "absent"})

    def morning(self, on: date) -> Session:
        return a_session(self.course.activity, on, "08:00", 240)

    def close(self, session: Session, marks: dict[int, str]) -> None:
        mark(at=cast.NOW, actor=SYSTEM, session=session, marks=marks)
        close_session(at=cast.NOW, actor=SYSTEM, session=session, seen=0)

    def write(self, *rows: tuple[Person, str, str], mark: str = "") -> int:
        told = [
            ResultData(person.pk, Decimal(hours), outcome, mark, seen=self.seen(person))
            for person, hours, outcome in rows
        ]
        return actions.write_results(at=LATER, actor=SYSTEM, course=self.course, rows=told)

    def seen(self, person: Person) -> int:
        rows = Result.objects.filter(course=self.course, person=person, cancelled_at=None)
        return rows.values_list("pk", flat=True).first() or 0

    def result(self, person: Person) -> Result:
        return Result.objects.get(course=self.course, person=person, cancelled_at=None)

    def counted(self, measure: str, source: str) -> int:
        return sum(row.quantity for row in facts_by_source(measure, source))


@pytest.fixture
def school(province: cast.Province) -> School:
    return School(province)


def test_hours_and_outcome_are_proposed_from_who_came(school: School) -> None:
    takers = {one.person.name: one for one in read.takers_of(school.course, cast.TODAY)}
    assert (takers["Lê Thị Mai"].hours, takers["Lê Thị Mai"].outcome) == (Decimal("8.0"), "completed")
    assert (takers["Trần Văn Bình"].hours, takers["Trần Văn Bình"].outcome) == (Decimal("4.0"), "took_part")
    assert takers["Lê Thị Mai"].place.level == "commune"
    assert takers["Lê Thị Mai"].place.duty == "house_head"


@pytest.mark.parametrize(
    ("hours", "outcome"), [("0", "failed"), ("0.5", "took_part"), ("6.3", "took_part"), ("6.4", "completed")]
)
def test_four_fifths_of_the_hours_complete_a_course_unless_it_says_otherwise(
    hours: str, outcome: str
) -> None:
    assert proposed(Decimal(hours), Decimal(8), 80).outcome == outcome


def test_results_count_turns_and_hours_by_duty_and_level(school: School) -> None:
    assert school.write((school.mai, "8", "completed"), (school.binh, "4", "took_part")) == 2
    mai = school.result(school.mai)
    assert [(row.slice, row.quantity) for row in facts_by_source(TURNS, f"result:{mai.pk}")] == [
        ("duty=house_head;level=commune", 1)
    ]
    assert school.counted(HOURS, f"result:{mai.pk}") == 8
    assert school.counted(COURSES, f"course:{school.course.pk}") == 1
    assert verify() == []


def test_a_corrected_result_replaces_its_figures_and_the_same_again_changes_nothing(school: School) -> None:
    school.write((school.binh, "4", "took_part"))
    first = school.result(school.binh)
    assert school.write((school.binh, "4", "took_part")) == 0
    assert school.write((school.binh, "0", "failed")) == 1
    assert school.counted(TURNS, f"result:{first.pk}") == 0
    assert school.counted(TURNS, f"result:{school.result(school.binh).pk}") == 0
    assert Result.objects.filter(person=school.binh).count() == 2
    assert verify() == []


def test_a_result_stands_in_the_staff_file_and_leaves_it_when_taken_back(school: School) -> None:
    school.write((school.mai, "8", "completed"))
    line = Training.objects.get(person=school.mai)
    assert (line.title, line.first_day) == ("Tập huấn chủ nhiệm nhà văn hóa", cast.TODAY - timedelta(days=2))
    learned = learned_by(school.mai)
    assert (len(learned), hours_of(learned, 2026)) == (1, Decimal("8.0"))
    actions.take_back(at=LATER, actor=SYSTEM, result=school.result(school.mai), why="Nhầm người")
    assert not Training.objects.filter(person=school.mai).exists()
    assert learned_by(school.mai) == []
    assert school.counted(COURSES, f"course:{school.course.pk}") == 0
    assert verify() == []


def test_all_who_completed_get_a_certificate_once(school: School) -> None:
    school.write((school.mai, "8", "completed"), (school.binh, "4", "took_part"), mark="Loại Giỏi")
    made = actions.certify(at=LATER, actor=SYSTEM, course=school.course)
    assert [one.holder_name for one in made] == ["Lê Thị Mai"]
    assert "8 giờ" in made[0].text
    with pytest.raises(NobodyCompleted):
        actions.certify(at=LATER, actor=SYSTEM, course=school.course)
    with pytest.raises(HasCertificate) as refused:
        school.write((school.mai, "2", "took_part"))
    assert refused.value.params["number"] == made[0].number


def test_what_cannot_be_is_refused_and_nothing_is_written(school: School) -> None:
    with pytest.raises(MoreThanTheCourse):
        school.write((school.mai, "8", "completed"), (school.binh, "9", "completed"))
    assert not Result.objects.exists()
    with pytest.raises(NotAllowed):
        actions.write_results(at=LATER, actor=VISITOR, course=school.course, rows=[])
    with pytest.raises(HoursWrong):
        actions.hold_course(
            at=cast.NOW, actor=SYSTEM, organisation=school.province.department,
            data=CourseData(title="Lớp không giờ", hours=Decimal(0)),
        )  # fmt: skip


def test_results_come_after_the_first_closed_session(province: cast.Province) -> None:
    kinds.seed_kinds(at=cast.NOW)
    data = CourseData(title="Chuyển đổi số thư viện", hours=Decimal(16))
    course = actions.hold_course(at=cast.NOW, actor=SYSTEM, organisation=province.department, data=data)
    with pytest.raises(NothingHeld):
        actions.write_results(at=LATER, actor=SYSTEM, course=course, rows=[])


def test_of_two_who_change_a_course_the_later_is_told(school: School) -> None:
    data = CourseData(title="x", hours=Decimal(12))
    actions.change_course(at=LATER, actor=SYSTEM, course=school.course, data=data, seen_revision=1)
    with pytest.raises(SeenAnOldCourse):
        actions.change_course(at=LATER, actor=SYSTEM, course=school.course, data=data, seen_revision=1)


def test_of_two_who_write_results_the_later_wipes_nothing(school: School) -> None:
    school.write((school.mai, "8", "completed"), mark="Loại Giỏi")
    late = [ResultData(school.mai.pk, Decimal(8), "completed", "", seen=0)]
    with pytest.raises(SeenAnOldResult):
        actions.write_results(at=LATER, actor=SYSTEM, course=school.course, rows=late)
    assert school.result(school.mai).mark == "Loại Giỏi"


def test_a_course_does_not_shrink_under_its_results(school: School) -> None:
    school.write((school.mai, "8", "completed"))
    with pytest.raises(ResultsExceed):
        actions.change_course(
            at=LATER, actor=SYSTEM, course=school.course, data=CourseData(title="x", hours=Decimal(4)),
            seen_revision=1,
        )  # fmt: skip


def test_a_unit_sees_what_its_people_learned_elsewhere(school: School) -> None:
    school.write((school.mai, "8", "completed"))
    assert numbers_of([school.province.commune_centre.pk], 2026, cast.TODAY).whole.turns == 1


def test_turns_add_up_and_people_are_counted_once(school: School) -> None:
    school.write((school.mai, "8", "completed"), (school.binh, "4", "took_part"))
    found = numbers_of([school.province.department.pk], 2026, cast.TODAY)
    assert (found.whole.turns, found.whole.people, found.whole.hours) == (2, 2, Decimal("12.0"))
    assert found.by_duty["house_head"].turns == 1
    assert found.by_level["commune"].turns == 2
    assert numbers_of([school.province.library.pk], 2026, cast.TODAY).whole.turns == 0


def test_the_department_works_through_the_pages(school: School, client: Client) -> None:
    officer = cast.the_officer(school.province)
    client.force_login(officer)
    assert "Tập huấn chủ nhiệm nhà văn hóa" in client.get("/lam-viec/tap-huan/").content.decode()
    page = client.get(f"/lam-viec/tap-huan/{school.course.pk}/").content.decode()
    assert "Lê Thị Mai" in page
    sent = {
        f"p{school.mai.pk}-hours": "8", f"p{school.mai.pk}-outcome": "completed", f"p{school.mai.pk}-mark": "",
        f"p{school.mai.pk}-duty": "house_head", f"p{school.binh.pk}-hours": "bốn",
        f"p{school.binh.pk}-outcome": "took_part", f"p{school.binh.pk}-mark": "", f"p{school.binh.pk}-duty": "",
    }  # fmt: skip
    answer = client.post(f"/lam-viec/tap-huan/{school.course.pk}/ket-qua/", sent)
    assert answer.status_code == 422
    assert "Hãy ghi số giờ bằng số" in answer.content.decode()
    sent[f"p{school.binh.pk}-hours"] = "4,0"
    assert client.post(f"/lam-viec/tap-huan/{school.course.pk}/ket-qua/", sent).status_code == 302
    assert Course.objects.get(pk=school.course.pk).results.filter(cancelled_at=None).count() == 2


def test_a_leader_sees_numbers_without_names(school: School, client: Client) -> None:
    leader = cast.the_leader(school.province)
    client.force_login(leader)
    page = client.get(f"/lam-viec/tap-huan/{school.course.pk}/").content.decode()
    assert "Lê Thị Mai" not in page
    assert client.post(f"/lam-viec/tap-huan/{school.course.pk}/chung-nhan/").status_code == 403


def test_what_one_learned_by_oneself_is_told_and_struck_out_by_oneself(
    province: cast.Province, client: Client
) -> None:
    head = cast.the_culture_head(province)
    client.force_login(head)
    sent = {
        "title": "Tự học quay phim",
        "field": "culture",
        "first_day": "2026-10-01",
        "last_day": "2026-10-20",
    }
    assert client.post("/lam-viec/tap-huan/cua-toi/", sent).status_code == 302
    line = Training.objects.get()
    assert (line.title, line.provider) == ("Tự học quay phim", "Tự học")
    sent["last_day"] = "2026-09-01"
    assert client.post("/lam-viec/tap-huan/cua-toi/", {**sent, "title": "Ngược ngày"}).status_code == 422
    assert client.post(f"/lam-viec/tap-huan/cua-toi/{line.pk}/xoa/").status_code == 302
    assert not Training.objects.exists()
