"""Ba Vàm with a running plan, and one of everything in the registers of oversight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from densach.files.actions import Upload
from densach.kernel.actor import SYSTEM, Actor
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.people.queries import StaffActor
from densach.programme.oversight.actions import (
    assessments,
    commendations,
    difficulties,
    inspections,
    practices,
    reviews,
    visits,
)
from densach.programme.oversight.actions.stepping import Doing
from densach.programme.oversight.models import (
    CommendationRound,
    Difficulty,
    Entry,
    ExternalAssessment,
    Inspection,
    Nomination,
    Practice,
    Recommendation,
    Review,
    Visit,
)
from densach.programme.plans.models import Plan, Target
from tests.cast import NOW, TODAY, Province

PHOTO = Upload("anh.txt", "Ảnh bảng giờ mở cửa".encode())


def actor_of(user: User) -> StaffActor:
    return StaffActor(user=user, on=TODAY)


def doing(
    actor: Actor = SYSTEM,
    text: str = "",
    on: Entry | None = None,
    *,
    upload: Upload | None = None,
    days: int = 0,
) -> Doing:
    """Somebody's act now (or `days` later) on the entry as the database holds it."""
    seen = type(on)._default_manager.get(pk=on.pk).revision if on is not None else 0
    return Doing(NOW + timedelta(days=days), actor, seen, text, upload)


def a_difficulty(organisation: Organisation, text: str = "Máy tính hỏng.", **more: Any) -> Difficulty:
    return difficulties.raise_difficulty(doing(text=text), organisation, wish="Cấp máy mới.", **more)


def an_inspection(
    province: Province, title: str = "Kiểm tra năm 2026", plan: Plan | None = None
) -> Inspection:
    text = inspections.InspectionText(title, 2026, "Sổ sách", "Nguyễn Văn A, trưởng đoàn", plan)
    made = inspections.prepare_inspection(doing(), province.department, text)
    return inspections.issue_inspection(doing(on=made), made, number="12/QĐ-SVHTTDL", on=date(2026, 3, 2))


def a_visit(inspection: Inspection, unit: Organisation, on: date = date(2026, 11, 10)) -> Visit:
    (made,) = inspections.plan_visits(doing(on=inspection), inspection, [unit], on)
    return made


def a_record(visit: Visit) -> Visit:
    record = visits.Record(visit.planned_on, "Trụ sở", "Bà B, giám đốc")
    return visits.hold_visit(doing(text="Đã làm việc với đơn vị.", on=visit), visit, record)


def a_recommendation(visit: Visit, due: date = date(2026, 12, 10)) -> Recommendation:
    asked = doing(text="Niêm yết giờ mở cửa.", on=visit)
    return visits.recommend(asked, visit, to=visit.organisation, due=due)


def a_practice(unit: Organisation, title: str = "Góc học tập số") -> Practice:
    text = practices.PracticeText(title, date(2026, 1, 5), "400 lượt")
    return practices.offer_practice(doing(text="Mỗi sáng thứ Bảy."), unit, text)


def recognised(practice: Practice) -> Practice:
    return practices.recognise_practice(
        doing(on=practice), practice, number="9/QĐ-SVHTTDL", on=date(2026, 11, 2), public=True
    )


def a_round(province: Province, title: str = "Khen thưởng năm 2026") -> CommendationRound:
    text = commendations.RoundText(
        title, 2026, "Vượt chỉ tiêu (50 điểm)", Period.year(2026), date(2026, 12, 1)
    )
    return commendations.call_round(doing(), province.department, text)


def a_nomination(
    round_: CommendationRound, unit: Organisation, person: str = "", actor: Actor = SYSTEM
) -> Nomination:
    whom = "individual" if person else "collective"
    proposal = commendations.Proposal(whom, "Giấy khen", person, "Thủ thư" if person else "")
    return commendations.nominate(doing(actor, "Phục vụ tốt."), round_, unit, proposal)


def awarded(nomination: Nomination) -> Nomination:
    commendations.agree_nomination(doing(on=nomination), nomination, points=90)
    decision = commendations.Decision("388/QĐ-SVHTTDL", date(2026, 11, 18), "Giám đốc")
    return commendations.award(doing(on=nomination), nomination, decision)


def a_review(province: Province, plan: Plan, kind: str = "yearly", on: date = TODAY) -> Review:
    return reviews.begin_review(doing(), province.department, plan, kind=kind, year=2026, on=on)


def decided(review: Review) -> Review:
    reviews.submit_review(doing(on=review), review)
    signing = reviews.Signing("131", "BC-SVHTTDL", "Trần Văn Đồng", "Giám đốc", TODAY)
    return reviews.decide_review(doing(on=review), review, signing)


def an_assessment(province: Province, plan: Plan, title: str = "Khảo sát bạn đọc") -> ExternalAssessment:
    text = assessments.AssessmentText(title, "Trường Đại học", date(2026, 9, 1), "Phỏng vấn", plan)
    return assessments.record_assessment(doing(text="Kết quả tốt."), province.department, text)


@dataclass
class Registers:
    """One of everything, the library's where it is a unit's."""

    difficulty: Difficulty
    inspection: Inspection
    visit: Visit
    recommendation: Recommendation
    practice: Practice
    round: CommendationRound
    nomination: Nomination
    honoured: Nomination
    review: Review
    assessment: ExternalAssessment


def the_registers(province: Province, plan: Plan, target: Target) -> Registers:
    library = province.library
    inspection = an_inspection(province, plan=plan)
    visit = a_record(a_visit(inspection, library))
    practice = recognised(a_practice(library))
    practices.take_up_practice(
        doing(text="Có hiệu quả."), practice, province.commune_library, since=date(2026, 11, 5)
    )
    round_ = a_round(province)
    assessment = an_assessment(province, plan)
    assessments.compare_target(doing(on=assessment), assessment, target=target, theirs="60 %")
    return Registers(
        a_difficulty(library, target=target),
        inspection,
        visit,
        a_recommendation(visit),
        practice,
        round_,
        a_nomination(round_, library),
        awarded(a_nomination(round_, library, "Trần Thị Thủ")),
        a_review(province, plan),
        assessment,
    )


def more(province: Province, plan: Plan, target: Target, registers: Registers) -> None:
    """Longer lists of everything."""
    for number in range(1, 5):
        unit = (province.library, province.museum, province.commune_library, province.commune_centre)[
            number - 1
        ]
        a_difficulty(unit, f"Việc {number}", target=target if number % 2 else None)
        visit = a_record(a_visit(registers.inspection, unit, date(2026, 11, number)))
        a_recommendation(visit)
        an_inspection(province, f"Kiểm tra {number}")
        recognised(a_practice(unit, f"Mô hình {number}"))
        a_round(province, f"Đợt {number}")
        awarded(a_nomination(registers.round, unit, f"Người {number}"))
        an_assessment(province, plan, f"Khảo sát {number}")
    for kind in ("mid_term", "final"):
        a_review(province, plan, kind)
