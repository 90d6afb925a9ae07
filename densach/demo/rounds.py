"""One round of reports in the demo: asked for, written by the units, decided by the officer, gathered and signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from densach.demo.counts import Counting, moment
from densach.kernel.actor import Actor, System
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.people.models import User
from densach.people.queries import StaffActor
from densach.programme.plans import queries as plans
from densach.programme.reports import actions as reports

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

REMARK: Final = "Số lượt người tham gia tháng 8 tăng gấp ba tháng trước; đề nghị kiểm tra lại và giải trình."

Tell = Callable[[str], None]


def acting(user: User, on: date) -> StaffActor:
    return StaffActor(user=user, on=on)


def staff_of(name: str) -> Actor:
    """Someone who works where the demo opens no account."""
    return System(name=name)


@dataclass(frozen=True)
class Round:
    """Reports on `period`, asked for on `opened` and handed in on `due`. A finished one is gathered and signed."""

    period: Period
    opened: date
    due: date
    finished: bool

    def is_silent(self, number: int) -> bool:
        """Some units report late or never: they keep the officer busy."""
        each = 9 if self.finished else 5
        return number % each == each - 1


def play(people: dict[str, User], code: str, one: Round, counting: Counting, tell: Tell) -> None:
    """Obligations, the units' reports, the officer's decisions; a finished round is gathered and signed."""
    officer = acting(people["department_officer"], one.opened)
    plan = plans.plan_for(officer, code)
    owed = reports.make_obligations(at=moment(one.opened, 8), actor=officer, plan=plan, period=one.period)
    units = [obligation for obligation in owed if not obligation.consolidates]
    counting.until(one.due)
    names = organisations.names_of([obligation.organisation_id for obligation in units], one.due)
    for number, obligation in enumerate(units):
        if number % 20 == 0:
            tell(f"báo cáo {one.period.label_vi()}: {number}/{len(units)} đơn vị")
        if one.is_silent(number):
            continue
        who = staff_of(f"Người báo cáo, {names[obligation.organisation_id]}")
        report = reports.open_report(at=moment(one.due, 9), actor=who, obligation=obligation)
        if one.finished or number % 7 != 3:
            _hand_in(one, number, who, report)
            _decide(one, number, officer, report)
    if one.finished:
        _gather(people, [obligation for obligation in owed if obligation.consolidates], one.due)


def _hand_in(one: Round, number: int, who: Actor, report: Any) -> None:
    words = {
        "direction": DIRECTION,
        "results": RESULTS,
        "shortcomings": SHORTCOMINGS if number % 2 else "",
        "outlook": OUTLOOK,
        "proposals": PROPOSALS if number % 3 == 0 else "",
    }
    kept = reports.save_sections(
        at=moment(one.due, 10), actor=who, report=report, seen_revision=report.revision, sections=words
    )
    reports.submit(at=moment(one.due, 11), actor=who, report=kept, seen_revision=kept.revision)


def _decide(one: Round, number: int, officer: Actor, report: Any) -> None:
    """Most are accepted; in the running round one goes back, and every third still waits."""
    report.refresh_from_db()
    if number == 5 and not one.finished:
        reports.return_(
            at=moment(one.due, 14), actor=officer, report=report, seen_revision=report.revision, text=REMARK
        )
    elif one.finished or number % 3:
        reports.accept(at=moment(one.due, 15), actor=officer, report=report, seen_revision=report.revision)


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
