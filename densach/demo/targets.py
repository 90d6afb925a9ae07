"""Targets of every kind, binding ones with their proposals, odd months, and lists of priority places."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from densach.demo.counts import SEED, moment
from densach.demo.places import Places
from densach.demo.rounds import acting
from densach.facts import actions as facts
from densach.facts.origin import Origin
from densach.kernel.actor import Actor, System
from densach.kernel.dates import format_date
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.people.queries import StaffActor
from densach.programme.indicators import actions as indicators
from densach.programme.plans import actions as plans
from densach.programme.plans import queries as read
from densach.programme.plans.queries import PlanState
from densach.programme.plans.rules.values import Place, TargetValues, TaskValues
from densach.programme.plans.status import Coverage, Ratio, Share, Total

ADDED: Final = date(2026, 2, 5)
BOUND: Final = date(2026, 2, 9)
STATED: Final = date(2026, 4, 13)
# Targets that no sentence of the demo's plan states, one for each kind that would be missing.
MORE: Final = (
    TargetValues(
        subject="Người dân tham gia hoạt động của các trung tâm văn hóa",
        kind="pct_coverage",
        value_min=Decimal(45),
        unit="%",
        year_from=2026,
        year_to=2030,
        milestone=2030,
        institution_types=("trung_tam_vh",),
        indicator="vh.luot_tham_gia",
    ),
    TargetValues(
        subject="Thư viện tỉnh thường xuyên số hóa tài liệu địa chí",
        kind="continuous",
        year_from=2026,
        year_to=2030,
        institution_types=("thu_vien_tinh",),
        indicator="tv.trang_so_hoa",
    ),
    TargetValues(
        subject="Số hóa tổng cộng 300.000 trang tài liệu địa chí",
        kind="count_total",
        value_min=Decimal(300_000),
        unit="trang",
        year_from=2026,
        year_to=2030,
        milestone=2030,
        institution_types=("thu_vien_tinh",),
        indicator="tv.trang_so_hoa",
    ),
    TargetValues(
        subject="Lượt bạn đọc của thư viện công cộng toàn tỉnh tăng bình quân hằng năm",
        kind="growth_avg",
        value_min=Decimal(5),
        value_max=Decimal(7),
        unit="%/năm",
        year_from=2026,
        year_to=2030,
        milestone=2030,
        institution_types=("thu_vien_cong_cong",),
        indicator="tv.luot_ban_doc",
    ),
    TargetValues(
        subject="Vốn tài liệu của Thư viện tỉnh tăng bình quân hằng năm",
        kind="growth_avg",
        value_min=Decimal(3),
        unit="%/năm",
        year_from=2026,
        year_to=2030,
        milestone=2030,
        base_year=2024,
        institution_types=("thu_vien_tinh",),
        indicator="tv.luot_muon",
    ),
)
LISTED: Final = "Danh mục minh họa của bản dùng thử, theo quyết định phân định xã của cấp có thẩm quyền"


def play(places: Places, people: dict[str, User], code: str, today: date) -> None:
    """Everything that lies before today has happened."""
    officer, leader = acting(people["department_officer"], BOUND), acting(people["leader"], BOUND)
    _more_targets(officer, code)
    _waiting_target(officer, code)
    _binding_targets(officer, leader, code, today)
    _priority_places(officer, places)
    _odd_months(officer, places, today)
    if today > STATED:
        _bases(acting(people["department_officer"], STATED), places)


def _bases(officer: StaffActor, places: Places) -> None:
    """What stood when the plans were issued: nobody had answered in this system then, so the officer states it from
    the inventories of those days. One is still being looked for: its target asks.
    """
    rng = random.Random(SEED + 12)  # a demo's dice, no secrets
    rows = [
        row
        for plan in read.plans_for(officer)
        if plan.state == PlanState.RUNNING and plan.organisation_id == places.department.pk
        for row in read.judged(plan, STATED)
        if isinstance(row.inputs, Share | Coverage | Ratio | Total) and row.inputs.base is None
    ]
    for row in [one for one in rows if not one.target.mandatory][:-1]:
        verdict, issued = row.verdict, row.start or STATED
        reached = min(verdict.actual or 0, verdict.need or 0)
        plans.answer_target(
            at=moment(STATED, 10),
            actor=officer,
            target=row.target,
            seen_revision=row.target.revision,
            values=replace(
                read.target_values(row.target), base_value=int(reached * rng.randint(20, 60) / 100)
            ),
            reason=f"Biên bản kiểm kê hiện trạng tại ngày {format_date(issued)}",
        )


def _more_targets(officer: StaffActor, code: str) -> None:
    plan = read.by_code(code)
    for values in MORE:
        plans.add_target(at=moment(ADDED, 9), actor=officer, plan=plan, values=values)


def _waiting_target(officer: StaffActor, code: str) -> None:
    """A model that begins once the province has received the vehicle: the clock waits for that day."""
    plan = read.by_code(code)
    clause = plan.clauses.get(path="IV")
    place = Place("", clause.start, clause.start + 2)
    values = TargetValues(
        subject="Đưa xe thư viện lưu động vào phục vụ khi được tiếp nhận xe",
        kind="capability",
        year_from=2026,
        year_to=2028,
        milestone=2028,
        institution_types=("thu_vien_tinh",),
        indicator="tv.mo_hinh_thu_vien_so",
    )
    task = TaskValues(
        title="Tổ chức phục vụ bằng xe thư viện lưu động khi được tiếp nhận xe",
        group="library",
        time_kind="conditional",
        time_text="khi được tiếp nhận xe",
    )
    plans.add_target(at=moment(ADDED, 10), actor=officer, plan=plan, values=values, place=place)
    plans.add_task(at=moment(ADDED, 10), actor=officer, plan=plan, values=task, place=place)


def _binding_targets(officer: StaffActor, leader: StaffActor, code: str, today: date) -> None:
    """Three targets bind; changes of them are approved, refused, and one waits."""
    plan = read.by_code(code)
    wanted = {"tv.luot_ban_doc": 1_900_000, "tv.sach_bo_sung": 6_000, "tv.trang_so_hoa": 40_000}
    bound = {}
    for row in read.targets_of(plan):
        name = row.indicator.code if row.indicator else ""
        if row.kind == "count_per_year" and row.value_min == wanted.get(name):
            values = replace(read.target_values(row), mandatory=True)
            at, why = moment(BOUND, 9), "Hội đồng nhân dân tỉnh giao là chỉ tiêu pháp lệnh"
            bound[name] = plans.change_row(
                at=at, actor=officer, row=row, seen_revision=row.revision, values=values, reason=why
            )
    story = (
        ("tv.sach_bo_sung", 5_500, "Kinh phí năm 2026 chỉ bố trí được 90%", date(2026, 4, 6), True),
        ("tv.luot_ban_doc", 1_700_000, "Sáu thư viện xã đóng cửa sửa chữa", date(2026, 7, 13), False),
        ("tv.trang_so_hoa", 50_000, "Được cấp thêm một máy quét khổ lớn", date(2026, 11, 9), None),
    )
    for name, value, why, day, approved in story:
        if name not in bound or day >= today:
            continue
        row = read.target_of(plan, bound[name].pk)
        proposal = plans.propose_change(
            at=moment(day, 9),
            actor=officer,
            target=row,
            seen_revision=row.revision,
            values=replace(read.target_values(row), value_min=Decimal(value), value_max=Decimal(value)),
            reason=why,
            basis=f"{day.day * 7 + day.month}/TTr-SVHTTDL",
        )
        if approved:
            plans.approve_proposal(at=moment(day, 16), actor=leader, proposal=proposal, note="Đồng ý.")
        elif approved is False:
            note = "Giữ chỉ tiêu; tăng phục vụ lưu động trong thời gian sửa chữa."
            plans.refuse_proposal(at=moment(day, 16), actor=leader, proposal=proposal, note=note)


def _priority_places(officer: StaffActor, places: Places) -> None:
    """Some communes stand on lists, as many communes of the region do; which ones is invented."""
    rng = random.Random(SEED + 7)  # a demo's dice, no secrets
    for number, commune in enumerate(places.communes):
        kind = "hard" if number % 9 == 2 else "minority" if number % 7 == 3 else ""
        if kind:
            indicators.list_place(
                at=moment(ADDED, 11),
                actor=officer,
                organisation=places.department,
                area_id=commune.area.pk,
                kind=kind,
                since=date(2025, 7, 1) if rng.random() < 0.8 else date(2026, 1, 1),
                legal_basis=LISTED,
            )


def _odd_months(officer: StaffActor, places: Places, today: date) -> None:
    """Months of three years before, so that the present ones have fellows; then three days that stand out: one that a
    festival explains, one typed wrong and corrected, one that nobody has explained yet.
    """
    rng = random.Random(SEED + 8)  # a demo's dice, no secrets
    writer = System(name="Người ghi số liệu")
    usual = {7: 2_450, 8: 2_150, 9: 2_430, 10: 2_800}
    for year, fullness in ((2020, 0.82), (2021, 0.7), (2022, 1.08)):
        for month, number in usual.items():
            days = Period.month(year, month)
            for museum in places.former_museums:
                told = {"": round(number * fullness * rng.uniform(0.92, 1.08))}
                _count(writer, museum, days.start, days.end, told, Origin.BASELINE)
    days_told = ((date(2026, 7, 13), 18_200), (date(2026, 8, 31), 9_850), (date(2026, 9, 7), 12_450))
    for day, number in days_told:
        if day >= today:
            return
        count = _count(officer, places.museum, day, day, {"": number}, Origin.RETURN)
        if day.month == 7:
            facts.correct_count(
                at=moment(day, 18),
                actor=officer,
                count=count,
                seen_revision=1,
                quantities={"": 182},
                note="Gõ thừa hai số 0",
            )
        asked = facts.look_at(
            at=moment(day, 18),
            by_name=officer.name,
            measure="museum.visitors",
            organisation_id=places.museum.pk,
            on=day,
        )
        if day.month == 8 and asked is not None:
            facts.confirm_oddity(
                at=moment(day, 19),
                actor=officer,
                oddity=asked,
                note="Tuần lễ mở cửa miễn phí đón Quốc khánh, đếm bằng máy đếm ở cổng.",
            )


def _count(
    actor: Actor, museum: Organisation, since: date, until: date, told: dict[str, int], origin: str
) -> Any:
    return facts.enter_count(
        at=moment(max(until, BOUND), 17),
        actor=actor,
        organisation=museum,
        measure="museum.visitors",
        since=since,
        until=until,
        quantities=told,
        origin=origin,
        look=origin == Origin.RETURN,
    )
