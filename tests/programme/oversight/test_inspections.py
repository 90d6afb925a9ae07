"""Inspections: nothing is seen before the paper, nothing changes after the minutes, nothing is forgotten."""

from __future__ import annotations

import io
from datetime import date, timedelta

import docx
import pytest

from densach.kernel.errors import NotAllowed
from densach.kernel.period import Period
from densach.people.models import User
from densach.programme.oversight import queries
from densach.programme.oversight.actions import inspections, visits
from densach.programme.oversight.models import Recommendation
from densach.programme.oversight.queries.papers import visit_docx
from densach.programme.oversight.rules.refusals import (
    AlreadyThere,
    DayAhead,
    DayBefore,
    NothingFound,
    NotOfThisPlan,
    PaperNeeded,
    StillOpen,
    WrongState,
)
from densach.programme.plans.models import Plan, Target
from tests.cast import TODAY, Province
from tests.programme.oversight.scene import (
    PHOTO,
    a_recommendation,
    a_record,
    a_visit,
    actor_of,
    an_inspection,
    doing,
)


def test_a_unit_sees_its_visit_only_once_the_inspection_is_issued(
    province: Province, librarian: User
) -> None:
    text = inspections.InspectionText("Kiểm tra đột xuất", 2026)
    made = inspections.prepare_inspection(doing(), province.department, text)
    a_visit(made, province.library)
    who = actor_of(librarian)
    assert not queries.visits_for(who, TODAY).exists()
    inspections.issue_inspection(doing(on=made), made, number="12/QĐ", on=TODAY)
    assert queries.visits_for(who, TODAY).count() == 1


def test_an_inspection_is_issued_by_a_numbered_paper(province: Province) -> None:
    text = inspections.InspectionText("Kiểm tra", 2026)
    made = inspections.prepare_inspection(doing(), province.department, text)
    with pytest.raises(PaperNeeded):
        inspections.issue_inspection(doing(on=made), made, number=" ", on=TODAY)


def test_two_inspections_of_one_name_and_year_are_refused(province: Province) -> None:
    an_inspection(province)
    with pytest.raises(AlreadyThere):
        an_inspection(province)


def test_a_visit_of_tomorrow_has_no_record(province: Province) -> None:
    visit = a_visit(an_inspection(province), province.library, TODAY + timedelta(days=1))
    with pytest.raises(DayAhead):
        visits.hold_visit(doing(on=visit), visit, visits.Record(visit.planned_on))


def test_a_finding_names_a_target_of_the_inspected_plan_only(
    province: Province, plan: Plan, target: Target
) -> None:
    visit = a_record(a_visit(an_inspection(province), province.library))
    with pytest.raises(NotOfThisPlan):
        visits.add_finding(doing(text="Lệch số.", on=visit), visit, severity="serious", target=target)
    other = a_record(a_visit(an_inspection(province, "Kiểm tra kế hoạch", plan), province.library))
    found = visits.add_finding(
        doing(text="Lệch số.", on=other, upload=PHOTO), other, severity="serious", target=target
    )
    assert found.file is not None


def test_minutes_say_something_and_stand_still(province: Province) -> None:
    visit = a_visit(an_inspection(province), province.library)
    visits.hold_visit(doing(on=visit), visit, visits.Record(visit.planned_on))
    with pytest.raises(NothingFound):
        visits.conclude_visit(doing(on=visit), visit)
    visits.add_finding(doing(text="Sổ đủ.", on=visit), visit, severity="good")
    visits.conclude_visit(doing(on=visit), visit)
    with pytest.raises(WrongState):
        visits.add_finding(doing(text="Thêm.", on=visit), visit, severity="good")


def test_the_minutes_are_a_paper_with_findings_and_recommendations(province: Province) -> None:
    visit = a_record(a_visit(an_inspection(province), province.library))
    visits.add_finding(doing(text="Chưa niêm yết giờ mở cửa.", on=visit), visit, severity="minor")
    a_recommendation(visit)
    visit.refresh_from_db()
    paper = docx.Document(io.BytesIO(visit_docx(visit)))
    text = "\n".join([p.text for p in paper.paragraphs])
    cells = "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    assert "BIÊN BẢN" in text
    assert "Niêm yết giờ mở cửa." in text and "10/12/2026" in text
    assert "Chưa niêm yết giờ mở cửa." in cells and "DỰ THẢO" in text + cells


def test_a_recommendation_goes_back_and_forth_until_it_is_carried_out(
    province: Province, officer: User, librarian: User
) -> None:
    asked = a_recommendation(a_record(a_visit(an_inspection(province), province.library)))
    inspector, unit = actor_of(officer), actor_of(librarian)
    visits.answer_recommendation(doing(unit, "Đã lắp bảng.", asked, upload=PHOTO), asked)
    visits.return_recommendation(
        doing(inspector, "Gửi ảnh rõ hơn.", asked), asked, due=TODAY + timedelta(days=5)
    )
    visits.answer_recommendation(doing(unit, "Gửi lại.", asked), asked)
    closed = visits.close_recommendation(doing(inspector, on=asked), asked)
    assert closed.state == "closed"
    assert closed.due == TODAY + timedelta(days=5)


def test_a_unit_does_not_close_its_own_recommendation(province: Province, librarian: User) -> None:
    asked = a_recommendation(a_record(a_visit(an_inspection(province), province.library)))
    visits.answer_recommendation(doing(text="Xong.", on=asked), asked)
    with pytest.raises(NotAllowed):
        visits.close_recommendation(doing(actor_of(librarian), on=asked), asked)


def test_a_recommendation_is_due_after_the_visit(province: Province) -> None:
    visit = a_record(a_visit(an_inspection(province), province.library))
    with pytest.raises(DayBefore):
        a_recommendation(visit, date(2026, 11, 1))
    assert not Recommendation.objects.exists()


def test_an_inspection_closes_when_every_visit_is_over(province: Province) -> None:
    made = an_inspection(province)
    visit = a_record(a_visit(made, province.library))
    with pytest.raises(StillOpen):
        inspections.close_inspection(doing(on=made), made)
    visits.conclude_visit(doing(on=visit), visit)
    assert inspections.close_inspection(doing(on=made), made).state == "closed"


def test_the_calendar_is_told_of_visits_and_deadlines(province: Province) -> None:
    visit = a_record(a_visit(an_inspection(province), province.library))
    asked = a_recommendation(visit)
    month, next_month = Period.month(2026, 11), Period.month(2026, 12)
    assert [one.pk for one in queries.visits(month, [province.library.pk])] == [visit.pk]
    assert not queries.visits(month, [province.museum.pk])
    told = queries.deadlines(next_month, [province.library.pk])
    assert [(one.kind, one.on, one.pk) for one in told] == [("recommendation", asked.due, asked.pk)]
