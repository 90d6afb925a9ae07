"""What happened in the demo, in the order of days: counts, answers, the plan, two rounds of reports.

Whatever lies before today has happened. Everything is done by the actions that the pages call.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from densach.demo.counts import SEED, Counting, moment
from densach.demo.places import Places
from densach.demo.plan_paper import plan_docx
from densach.kernel.actor import Actor, System
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.people.queries import StaffActor
from densach.programme.capabilities import actions as capabilities
from densach.programme.plans import actions as plans
from densach.programme.plans import queries as plans_read
from densach.programme.reports import actions as reports

LOADED: Final = date(2026, 1, 14)
ANSWERED: Final = date(2026, 3, 2)
PLAN_FILE: Final = "Ke-hoach-45-hoc-tap-suot-doi-2026-2030.docx"

RESULTS: Final = (
    "Đơn vị đã tổ chức thực hiện các nhiệm vụ được giao trong Kế hoạch; số liệu được ghi nhận hằng ngày và nêu tại "
    "bảng chỉ tiêu kèm theo."
)
DIRECTION: Final = (
    "Đã phổ biến Kế hoạch đến toàn thể viên chức, người lao động và phân công người phụ trách từng chỉ tiêu."
)
SHORTCOMINGS: Final = (
    "Nhân lực còn mỏng, phòng đọc chật vào mùa thi; một số tháng ghi chép lượt phục vụ chưa đầy đủ."
)
OUTLOOK: Final = (
    "Tiếp tục mở cửa ngoài giờ hành chính, phối hợp với trường học, bổ sung sách theo đề nghị của bạn đọc."
)
PROPOSALS: Final = "Đề nghị cấp trên quan tâm bố trí kinh phí bổ sung sách và máy tính cho người đọc."

Tell = Callable[[str], None]


def acting(user: User, on: date) -> StaffActor:
    return StaffActor(user=user, on=on)


def staff_of(name: str) -> Actor:
    """Someone who works where the demo opens no account."""
    return System(name=name)


def run(places: Places, people: dict[str, User], counting: Counting, today: date, tell: Tell) -> str:
    """Plays all days up to yesterday and returns the plan's code."""
    counting.until(LOADED)
    tell("kế hoạch")
    code = load_plan(places, people)
    counting.until(ANSWERED)
    tell("năng lực của đơn vị")
    answer(places, people)
    for period, opened, due in (
        ("2026-H1", date(2026, 5, 25), date(2026, 6, 9)),
        ("2026", date(2026, 10, 26), date(2026, 11, 14)),
    ):
        if opened < today:
            tell(f"số liệu đến {opened:%d/%m/%Y}")
            counting.until(opened)
            reporting_round(
                places, people, code, Period.parse(period), opened, min(due, today), counting, tell
            )
    tell("số liệu đến hôm qua")
    counting.until(today)
    return code


def load_plan(places: Places, people: dict[str, User]) -> str:
    """The officer loads the paper, checks its rows and sets the plan running."""
    officer = acting(people["department_officer"], LOADED)
    at = moment(LOADED, 9)
    plan = plans.load(at=at, actor=officer, organisation=places.department, name=PLAN_FILE, data=plan_docx())
    plans.accept_confident(at=at, actor=officer, plan=plan)
    for kind in plans_read.ROW_KINDS:
        for row in plans_read.shown_rows(plan, kind, "proposed"):
            plans.accept_row(at=at, actor=officer, row=row, seen_revision=row.revision)
    plans.start(at=moment(LOADED, 15), actor=officer, plan=plan)
    return plan.code


def answer(places: Places, people: dict[str, User]) -> None:
    """Units say what they can do; the officer verifies most, returns a few, and some have not answered."""
    rng = random.Random(SEED + 1)  # a demo's dice, no secrets
    officer = acting(people["department_officer"], ANSWERED)

    def claim(
        organisation: Organisation, code: str, yes: bool, who: str, *, stage: int | None = None
    ) -> None:
        made = capabilities.claim(
            at=moment(ANSWERED, 10),
            actor=staff_of(who),
            organisation=organisation,
            capability_code=code,
            answer=yes,
            since=ANSWERED,
            stage=stage,
        )
        dice = rng.random()
        if dice < 0.8:
            capabilities.verify(at=moment(ANSWERED, 14), actor=officer, claim=made)
        elif dice < 0.86:
            capabilities.return_claim(
                at=moment(ANSWERED, 14),
                actor=officer,
                claim=made,
                remark="Đề nghị gửi kèm ảnh hoặc văn bản minh chứng.",
            )

    for number, commune in enumerate(places.communes):
        if number % 11 == 5:
            continue
        who = f"Cán bộ văn hóa {commune.name[0].lower()}{commune.name[1:]}"
        claim(commune.library, "library.lifelong_service", rng.random() < 0.66, who)
        claim(commune.library, "library.digital", rng.random() < 0.3, who)
        claim(commune.centre, "culture.regular_groups", rng.random() < 0.74, who)
    claim(places.library, "library.lifelong_service", True, "Lê Thị Thư")
    claim(places.library, "library.digital", True, "Lê Thị Thư")
    claim(places.library, "library.electronic_model", False, "Lê Thị Thư", stage=2)
    claim(places.museum, "museum.digital_display", False, "Phạm Văn Cổ", stage=1)


def reporting_round(
    places: Places,
    people: dict[str, User],
    code: str,
    period: Period,
    opened: date,
    due: date,
    counting: Counting,
    tell: Tell,
) -> None:
    """Obligations, the units' reports, the officer's decisions; the half year is gathered and signed."""
    officer = acting(people["department_officer"], opened)
    plan = plans_read.plan_for(officer, code)
    owed = reports.make_obligations(at=moment(opened, 8), actor=officer, plan=plan, period=period)
    units = [one for one in owed if not one.consolidates]
    counting.until(due)
    finished = period.code != "2026"
    silent = 9 if finished else 5
    names = _names(units, due)
    for number, obligation in enumerate(units):
        if number % silent == silent - 1:
            continue
        if number % 20 == 0:
            tell(f"báo cáo {period.label_vi()}: {number}/{len(units)} đơn vị")
        who = staff_of(f"Người báo cáo, {names[obligation.organisation_id]}")
        report = reports.open_report(at=moment(due, 9), actor=who, obligation=obligation)
        if not finished and number % 7 == 3:
            continue
        report = reports.save_sections(
            at=moment(due, 10),
            actor=who,
            report=report,
            seen_revision=report.revision,
            sections={
                "direction": DIRECTION,
                "results": RESULTS,
                "shortcomings": SHORTCOMINGS if number % 2 else "",
                "outlook": OUTLOOK,
                "proposals": PROPOSALS if number % 3 == 0 else "",
            },
        )
        report = reports.submit(at=moment(due, 11), actor=who, report=report, seen_revision=report.revision)
        if number == 5 and not finished:
            text = (
                "Số lượt người tham gia tháng 8 tăng gấp ba tháng trước; đề nghị kiểm tra lại và giải trình."
            )
            reports.return_(
                at=moment(due, 14), actor=officer, report=report, seen_revision=report.revision, text=text
            )
        elif finished or number % 3:
            reports.accept(at=moment(due, 15), actor=officer, report=report, seen_revision=report.revision)
    if finished:
        _gather(people, [one for one in owed if one.consolidates], due)


def _names(units: Sequence[Any], on: date) -> dict[int, str]:
    return organisations.names_of([one.organisation_id for one in units], on)


def _gather(people: dict[str, User], gathering: Sequence[Any], due: date) -> None:
    officer, leader = acting(people["department_officer"], due), acting(people["leader"], due)
    for obligation in gathering:
        report = reports.open_report(at=moment(due, 15), actor=officer, obligation=obligation)
        report = reports.consolidate(
            at=moment(due, 16), actor=officer, report=report, seen_revision=report.revision
        )
        report = reports.save_sections(
            at=moment(due, 16),
            actor=officer,
            report=report,
            seen_revision=report.revision,
            sections={
                "direction": "Sở đã hướng dẫn các đơn vị, địa phương triển khai và theo dõi qua số liệu hằng ngày.",
                "results": "Hầu hết chỉ tiêu phục vụ đạt tiến độ; kết quả từng chỉ tiêu nêu tại bảng dưới đây.",
                "shortcomings": "Một số xã, phường chưa báo cáo hoặc chưa trả lời về ứng dụng công nghệ thông tin.",
                "outlook": "Đôn đốc các địa phương chưa báo cáo; hỗ trợ thư viện cấp xã ứng dụng công nghệ thông tin.",
                "proposals": "Đề nghị UBND tỉnh bố trí vốn hoàn thành mô hình thư viện điện tử theo tiến độ.",
            },
        )
        signing = reports.Signing("128", "BC-SVHTTDL", leader.name, "GIÁM ĐỐC")
        reports.sign(
            at=moment(due, 17), actor=leader, report=report, seen_revision=report.revision, signing=signing
        )


def report_to_try(plan_code: str, places: Places) -> dict[str, str]:
    """What `densach report` can be asked for in the demo."""
    return {"plan": plan_code, "period": "2026", "for": places.department.code}
