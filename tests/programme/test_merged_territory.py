"""Two provinces with a museum each became one on 2025-07-01: plans and reports read the years before with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from densach.facts import actions as facts
from densach.facts.actions import Entry
from densach.files import actions as files
from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.organisations import actions as organisations
from densach.organisations import queries as register
from densach.organisations.models import Area, Organisation, OrganisationLineage
from densach.programme.plans import queries
from densach.programme.plans.models import Plan, PlanState
from densach.programme.plans.queries import JudgedTarget
from densach.programme.reports.queries.drawing import Moment, draw
from tests import cast
from tests.cast import NOW, TODAY
from tests.programme.indicators.test_reform import BEFORE, REFORM, an_area
from tests.programme.reports.scene import a_target
from tests.stage import SignedIn

LAST_DAY = date(2025, 6, 30)
GROWTH = {
    "institution_types": ["bao_tang"],
    "levels": ["tinh"],
    "indicator": "bt.luot_khach",
    "kind": "growth_avg",
    "value_min": 10,
    "value_max": 12,
    "unit": "%/năm",
    "year_from": 2026,
    "year_to": 2030,
    "base_year": 2025,
}
YEARLY = {**GROWTH, "kind": "count_per_year", "value_min": 1000, "value_max": 1000, "base_year": None}


@dataclass(frozen=True)
class Merged:
    left: Area
    right: Area
    united: Area
    museum: Organisation
    department: Organisation

    def museum_of(self, code: str) -> Organisation:
        return register.by_code(f"bt-{code}")


def an_organisation(
    code: str, kind: str, area: Area, since: date, above: Organisation | None
) -> Organisation:
    return organisations.found(
        at=NOW,
        actor=SYSTEM,
        code=code,
        name=code,
        kind=kind,
        level="province",
        area=area,
        since=since,
        parent=above,
    )


@pytest.fixture
def merged(db: None) -> Merged:
    cast.the_catalogues()
    nation = an_area("viet-nam", "nation", None)
    left, right = (an_area(code, "province", nation, until=LAST_DAY) for code in ("trai", "phai"))
    united = an_area("hop", "province", nation, since=REFORM)
    department = an_organisation("so-hop", "department", united, REFORM, None)
    museum = an_organisation("bt-hop", "museum", united, REFORM, department)
    for area in (left, right):
        organisations.write_area_succession(
            at=NOW, actor=SYSTEM, predecessor=area, successor=united, on=REFORM, kind="merge"
        )
        former = an_organisation(f"bt-{area.code}", "museum", area, BEFORE, None)
        organisations.end(at=NOW, actor=SYSTEM, organisation=former, last_day=LAST_DAY, successor=museum)
    found = Merged(left, right, united, museum, department)
    counts = [
        *((code, date(2024, month, 15), 10) for code in ("trai", "phai") for month in range(1, 13)),
        ("trai", date(2025, 3, 1), 300),
        ("phai", LAST_DAY, 200),
        ("hop", REFORM, 100),
        ("hop", date(2025, 11, 1), 400),
        ("hop", date(2026, 3, 1), 1_100),
    ]
    entries = [
        Entry("museum.visitors", found.museum_of(code).pk, day, number, f"m:{place}")
        for place, (code, day, number) in enumerate(counts)
    ]
    facts.record_many(at=NOW, entries=entries, origin="import")
    return found


def a_plan(merged: Merged, territory: Area, issued: date, **given: object) -> Plan:
    """A running plan of the place with one target."""
    source = files.keep(at=NOW, actor=SYSTEM, name="ke-hoach.txt", data="Kế hoạch 45/KH-UBND".encode())
    plan = Plan.objects.create(
        code="hop-45",
        organisation=merged.department,
        territory=territory,
        state=PlanState.RUNNING,
        title="Học tập suốt đời trong bảo tàng",
        issued_on=issued,
        year_from=issued.year,
        year_to=2030,
        source=source,
        text="Kế hoạch",
        reading={},
        loaded_at=NOW,
        loaded_by_name="Đèn Sách",
    )
    a_target(plan, 1, "Lượt khách tham quan bảo tàng", **given)
    return plan


def only(plan: Plan, on: date, **how: object) -> JudgedTarget:
    (row,) = queries.judged(plan, on, **how)  # type: ignore[arg-type]  # keywords of the test's own choice
    return row


def the_desk(merged: Merged) -> Client:
    return SignedIn(cast.a_person("so@hop.test", "Lý Thị Sở", "department_officer", merged.department))


def opened(desk: Client, address: str) -> Any:
    page = desk.get(address)
    assert page.status_code == 200
    return page.context


def test_growth_is_counted_from_the_year_of_the_predecessors_and_then_itself(merged: Merged) -> None:
    plan = a_plan(merged, merged.united, date(2026, 1, 12), **GROWTH)
    row = only(plan, date(2027, 2, 1))
    assert row.verdict.need is not None
    assert row.verdict.actual == 1_100
    assert row.verdict.expected == 1_100  # 1,000 of 2025 (300 + 200 + 500) and a tenth more


def test_how_a_year_goes_is_learnt_from_the_predecessors_too(merged: Merged) -> None:
    plan = a_plan(merged, merged.united, date(2026, 1, 12), **YEARLY)
    row = only(plan, LAST_DAY.replace(year=2026))
    # By 30/6: 120 of 240 in 2024, 500 of 1,000 in 2025.
    assert row.verdict.expected == 500


def test_a_merged_museum_has_the_past_of_those_that_went_into_it(merged: Merged) -> None:
    plan = a_plan(merged, merged.united, date(2026, 1, 12), **GROWTH)
    row = only(plan, date(2027, 2, 1), scope_root=merged.museum)
    assert row.verdict.actual == row.verdict.expected == 1_100


def test_a_plan_of_a_province_that_has_gone_is_its_own_or_that_of_its_successor(merged: Merged) -> None:
    plan = a_plan(merged, merged.left, date(2024, 1, 12), **{**YEARLY, "year_from": 2024})
    was, now = (only(plan, date(2025, 12, 31), as_=as_) for as_ in ("was", "now"))
    assert was.verdict.actual == 300
    assert now.verdict.actual == 1_000
    assert (was.scope.area_id, now.scope.area_id) == (merged.left.pk, merged.united.pk)


def test_before_the_reform_both_ways_are_the_same(merged: Merged) -> None:
    plan = a_plan(merged, merged.left, date(2024, 1, 12), **{**YEARLY, "year_from": 2024})
    was, now = (only(plan, LAST_DAY, as_=as_) for as_ in ("was", "now"))
    assert was.verdict.actual == now.verdict.actual == 300


@pytest.mark.parametrize("as_", ["was", "now"])
def test_the_evidence_of_a_figure_sums_to_it_whichever_way_it_is_read(merged: Merged, as_: str) -> None:
    plan = a_plan(merged, merged.united, date(2026, 1, 12), **YEARLY)
    row = only(plan, TODAY, as_=as_)
    assert row.value is not None
    context = opened(the_desk(merged), row.evidence_url)
    assert context["value"] == row.value
    assert context["sums"].agrees


def test_the_officer_opens_what_a_predecessor_counted(merged: Merged) -> None:
    plan = a_plan(merged, merged.united, date(2024, 1, 12), **{**YEARLY, "year_from": 2025, "year_to": 2025})
    row = only(plan, TODAY)
    desk = the_desk(merged)
    lines = opened(desk, row.evidence_url)["lines"]
    totals = {line.part.name: opened(desk, line.address)["trail"].total for line in lines}
    assert totals == {"bt-trai": 300, "bt-phai": 200, "bt-hop": 500}
    assert parse_qs(urlsplit(row.evidence_url).query)["theo"] == ["now"]


@pytest.mark.parametrize("of_the_museum", [True, False])
def test_a_report_knows_the_same_days_of_the_year_before(merged: Merged, of_the_museum: bool) -> None:
    plan = a_plan(merged, merged.united, date(2026, 1, 12), **GROWTH)
    moment = Moment(LAST_DAY.replace(year=2026), known_at=datetime(2026, 11, 20, tzinfo=UTC))
    root = merged.museum if of_the_museum else None
    (line,) = draw(plan, root, Period.half(2026, 1), moment)
    assert (line.figure.numerator, line.figure.denominator) == (1_100, 500)


def test_what_was_divided_is_nobodys_past(merged: Merged) -> None:
    heir = an_organisation("bt-moi", "museum", merged.united, date(2026, 1, 1), merged.department)
    OrganisationLineage.objects.create(
        predecessor=merged.museum, successor=heir, on=date(2026, 1, 1), kind="split"
    )
    assert register.as_now_organisation_ids(heir) == [heir.pk]
    assert set(register.as_now_organisation_ids(merged.museum)) == {
        merged.museum.pk,
        merged.museum_of("trai").pk,
        merged.museum_of("phai").pk,
    }


def test_an_area_is_followed_to_what_it_is_today(merged: Merged) -> None:
    assert register.whole_successor(merged.left, LAST_DAY) == merged.left.pk
    assert register.whole_successor(merged.left, REFORM) == merged.united.pk
    assert register.whole_successor(merged.united, REFORM) == merged.united.pk
