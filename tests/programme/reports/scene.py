"""A running plan of Ba Vàm with one target of each shape, counts of two years, and answers of libraries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from densach.facts import actions as facts
from densach.facts.models import Count
from densach.files import actions as files
from densach.kernel.actor import SYSTEM, Actor
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.programme.capabilities import actions as capabilities
from densach.programme.indicators import queries as indicators
from densach.programme.plans.models import Plan, PlanState, ReportDuty, RowState, Target
from densach.programme.reports import actions
from densach.programme.reports.models import Obligation, Report
from tests.cast import NOW, Province

H1 = Period.half(2026, 1)
YEAR = Period.year(2026)
IN_JUNE = datetime(2026, 6, 9, 3, 0, tzinfo=UTC)
LATER = IN_JUNE + timedelta(days=3)
WORDS = {"direction": "Đã ban hành 02 văn bản.", "results": "Các hoạt động được tổ chức đúng kế hoạch."}

# code → subject, institution types, levels, indicator, kind, low, high, more
TARGETS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Thư viện tỉnh phục vụ 160.000 lượt bạn đọc", {
        "institution_types": ["thu_vien_tinh"], "levels": ["tinh"], "indicator": "tv.luot_ban_doc",
        "kind": "count_per_year", "value_min": 160000, "value_max": 160000, "unit": "lượt/năm", "year_from": 2026,
        "year_to": 2030}),
    ("70% thư viện cấp xã có dịch vụ phục vụ học tập suốt đời", {
        "institution_types": ["thu_vien_xa"], "levels": ["xa"], "indicator": "tv.co_dich_vu_htsd",
        "kind": "pct_institutions", "value_min": 70, "value_max": 70, "unit": "%", "year_to": 2027,
        "milestone": 2027}),
    ("Lượt khách tham quan bảo tàng tăng 10 - 12%/năm", {
        "institution_types": ["bao_tang"], "levels": ["tinh"], "indicator": "bt.luot_khach", "kind": "growth_avg",
        "value_min": 10, "value_max": 12, "unit": "%/năm", "year_from": 2025, "year_to": 2030, "base_year": 2025}),
    ("Hệ thống thư viện công cộng phục vụ 200.000 lượt", {
        "institution_types": ["thu_vien_cong_cong"], "levels": ["tinh", "xa"], "indicator": "tv.luot_nguoi_su_dung",
        "kind": "count_per_year", "value_min": 200000, "value_max": 200000, "unit": "lượt/năm", "year_from": 2026,
        "year_to": 2030}),
    ("02/02 xã có thư viện hoặc phòng đọc", {
        "institution_types": ["thu_vien_xa"], "levels": ["xa"], "indicator": "mang_luoi.thu_vien_phong_doc_xa",
        "kind": "ratio", "value_min": 2, "value_max": 2, "unit": "xã", "year_to": 2027, "milestone": 2027}),
    ("Thư viện tỉnh đạt mô hình thư viện điện tử", {
        "institution_types": ["thu_vien_tinh"], "levels": ["tinh"], "indicator": "tv.mo_hinh_thu_vien_dien_tu",
        "kind": "capability", "value_min": 1, "value_max": 1, "unit": "đạt", "year_to": 2027, "milestone": 2027}),
)  # fmt: skip


@dataclass
class Scene:
    """The plan with its province and, once asked for, the obligations of the first half of 2026."""

    province: Province
    plan: Plan

    def ask(self, actor: Actor = SYSTEM, period: Period = H1, at: datetime = IN_JUNE) -> list[Obligation]:
        return actions.make_obligations(at=at, actor=actor, plan=self.plan, period=period)

    def obligation(self, organisation: Organisation, *, consolidates: bool = False) -> Obligation:
        return Obligation.objects.get(plan=self.plan, organisation=organisation, consolidates=consolidates)

    def opened(self, organisation: Organisation, *, at: datetime = IN_JUNE) -> Report:
        return actions.open_report(at=at, actor=SYSTEM, obligation=self.obligation(organisation))

    def written(self, organisation: Organisation) -> Report:
        report = self.opened(organisation)
        return actions.save_sections(
            at=IN_JUNE, actor=SYSTEM, report=report, seen_revision=report.revision, sections=WORDS
        )

    def submitted(self, organisation: Organisation) -> Report:
        report = self.written(organisation)
        return actions.submit(at=IN_JUNE, actor=SYSTEM, report=report, seen_revision=report.revision)

    def accepted(self, organisation: Organisation) -> Report:
        report = self.submitted(organisation)
        return actions.accept(at=IN_JUNE, actor=SYSTEM, report=report, seen_revision=report.revision)

    def gathering(self) -> Report:
        obligation = self.obligation(self.province.department, consolidates=True)
        return actions.open_report(at=LATER, actor=SYSTEM, obligation=obligation)

    def consolidated(self) -> Report:
        report = self.gathering()
        report = actions.save_sections(
            at=LATER, actor=SYSTEM, report=report, seen_revision=report.revision, sections=WORDS
        )
        return actions.consolidate(at=LATER, actor=SYSTEM, report=report, seen_revision=report.revision)

    def signed(self) -> Report:
        report = self.consolidated()
        return actions.sign(
            at=LATER, actor=SYSTEM, report=report, seen_revision=report.revision, signing=SIGNING
        )


SIGNING = actions.Signing(
    number="12", symbol="BC-SVHTTDL", signer_name="Trần Văn Đồng", signer_title="KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"
)


def count(organisation: Organisation, measure: str, since: date, until: date, quantity: int) -> Count:
    return facts.enter_count(
        at=NOW, actor=SYSTEM, organisation=organisation, measure=measure, since=since, until=until,
        quantities={"": quantity},
    )  # fmt: skip


def a_plan(province: Province) -> Plan:
    """Running, with accepted targets and two report duties."""
    source = files.keep(at=NOW, actor=SYSTEM, name="ke-hoach.txt", data="Kế hoạch số 45/KH-UBND".encode())
    plan = Plan.objects.create(
        code="ba-vam-2026", organisation=province.department, territory=province.area, state=PlanState.RUNNING,
        title="Thực hiện Chương trình học tập suốt đời trong các thư viện, bảo tàng, trung tâm văn hóa",
        document_type="Kế hoạch", number="45", symbol="KH-UBND", issuer="Ủy ban nhân dân tỉnh Ba Vàm",
        place="Ba Vàm", issued_on=date(2026, 1, 12), year_from=2026, year_to=2030, source=source,
        text="Kế hoạch", reading={}, loaded_at=NOW, loaded_by_name="Đèn Sách",
    )  # fmt: skip
    for position, (subject, given) in enumerate(TARGETS, start=1):
        a_target(plan, position, subject, **given)
    reporters = ["các đơn vị trực thuộc Sở", "UBND các xã, phường"]
    common = {"plan": plan, "state": RowState.ACCEPTED, "reporters": reporters, "recipients": ["Sở VHTTDL"]}
    ReportDuty.objects.create(position=1, cycle="half_year", due_day=10, due_month=6, **common)
    ReportDuty.objects.create(position=2, cycle="year", due_day=15, due_month=11, **common)
    return plan


def a_target(plan: Plan, position: int, subject: str, **given: Any) -> Target:
    values = dict(given)
    for name in ("value_min", "value_max"):
        values[name] = Decimal(values[name])
    indicator = indicators.by_code(values.pop("indicator"))
    return Target.objects.create(
        plan=plan, position=position, subject=subject, quote=subject, state=RowState.ACCEPTED, indicator=indicator,
        **values,
    )  # fmt: skip


def the_scene(province: Province) -> Scene:
    """Counts: the provincial library 60.000 in H1 2026, a commune library 1.200, the museum 30.000 then 36.000."""
    for year, visits, guests in ((2025, 50000, 30000), (2026, 60000, 36000)):
        count(province.library, "library.visits", date(year, 1, 1), date(year, 5, 31), visits)
        count(province.museum, "museum.visitors", date(year, 1, 1), date(year, 5, 31), guests)
    count(province.commune_library, "library.visits", date(2026, 1, 1), date(2026, 5, 31), 1200)
    capabilities.claim(
        at=NOW - timedelta(days=200), actor=SYSTEM, organisation=province.commune_library,
        capability_code="library.lifelong_service", answer=True, since=date(2026, 1, 1),
    )  # fmt: skip
    return Scene(province, a_plan(province))
