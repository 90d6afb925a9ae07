"""Two invented provinces with a plan each, and one without, that became one on 01/07/2025.

Tây Giồng had 8 district libraries, Đông Cồn 9; all went on as two commune libraries. Bắc Rạch never had a plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from densach.facts import actions as facts
from densach.facts.actions import Entry
from densach.files import actions as files
from densach.kernel.actor import SYSTEM
from densach.organisations import actions as organisations
from densach.organisations.models import Area, AreaLineage, Organisation
from densach.people.models import User
from densach.programme.capabilities import actions as capabilities
from densach.programme.plans.models import Plan, PlanState, Target
from tests import cast
from tests.cast import NOW
from tests.programme.indicators.test_reform import BEFORE, REFORM, an_area
from tests.programme.reports.scene import a_target

LAST_DAY = date(2025, 6, 30)
NAMES = {"tay": "tỉnh Tây Giồng", "dong": "tỉnh Đông Cồn", "bac": "tỉnh Bắc Rạch"}
DISTRICT_LIBRARIES = {"tay": 8, "dong": 9, "bac": 3}
DIGITAL: dict[str, Any] = {
    "institution_types": ["thu_vien_huyen"],
    "levels": ["huyen"],
    "indicator": "tv.co_ung_dung_cntt_cds",
    "kind": "pct_institutions",
    "unit": "%",
    "milestone": 2030,
    "year_to": 2030,
}
GROWTH: dict[str, Any] = {
    "institution_types": ["thu_vien_cong_cong"],
    "levels": ["tinh", "huyen", "xa"],
    "indicator": "tv.luot_nguoi_su_dung",
    "kind": "growth_avg",
    "unit": "%/năm",
    "year_from": 2026,
    "year_to": 2030,
    "base_year": 2025,
}
VISITS: dict[str, Any] = {
    "institution_types": ["thu_vien_xa"],
    "levels": ["xa"],
    "indicator": "tv.luot_ban_doc",
    "kind": "count_per_year",
    "unit": "lượt/năm",
    "year_from": 2024,
    "year_to": 2030,
}


@dataclass
class World:
    united: Area
    former: dict[str, Area]
    department: Organisation
    libraries: dict[str, Organisation]
    districts: dict[str, list[Organisation]]
    plans: dict[str, Plan] = field(default_factory=dict)
    _officer: User | None = None

    def target(self, code: str, subject: str) -> Target:
        return self.plans[code].targets.get(subject=subject)

    def officer(self) -> User:
        """Today's officer of the department; made once."""
        if self._officer is None:
            self._officer = cast.a_person("so@hop.test", "Lý Thị Sở", "department_officer", self.department)
        return self._officer

    def answered(self, code: str, yes: int, no: int, since: date = date(2024, 1, 5)) -> None:
        """So many district libraries of the province say yes, so many no; the others keep silent."""
        for place, library in enumerate(self.districts[code][: yes + no]):
            claims(library, place < yes, since)


def values(*told: object) -> tuple[object, ...]:
    """Values of several types, to be compared at once."""
    return told


def claims(library: Organisation, answer: bool, since: date) -> None:
    capabilities.claim(
        at=NOW,
        actor=SYSTEM,
        organisation=library,
        capability_code="library.digital",
        answer=answer,
        since=since,
    )


def counted(library: Organisation, day: date, number: int) -> None:
    entry = Entry("library.visits", library.pk, day, number, f"{library.code}:{day}:{number}")
    facts.record_many(at=NOW, entries=[entry], origin="import")


def an_organisation(
    code: str, kind: str, level: str, area: Area, since: date, above: Organisation | None = None
) -> Organisation:
    return organisations.found(
        at=NOW,
        actor=SYSTEM,
        code=code,
        name=code,
        kind=kind,
        level=level,
        area=area,
        since=since,
        parent=above,
    )


def the_world() -> World:
    cast.the_catalogues()
    nation = an_area("viet-nam", "nation", None)
    former = {code: an_area(code, "province", nation, until=LAST_DAY) for code in NAMES}
    united = an_area("hop", "province", nation, since=REFORM)
    department = an_organisation("so-hop", "department", "province", united, REFORM)
    world = World(united, former, department, {}, {})
    for code, area in former.items():
        organisations.write_area_succession(
            at=NOW, actor=SYSTEM, predecessor=area, successor=united, on=REFORM, kind="merge"
        )
        district = an_area(f"{code}.h", "district", area, until=LAST_DAY)
        commune = an_area(f"hop.{code}", "commune", united, since=REFORM)
        AreaLineage.objects.create(
            predecessor=area,
            successor=commune,
            on=REFORM,
            kind="merge",
            share_numerator=0,
            share_denominator=1,
        )
        library = an_organisation(f"tv-{code}", "public_library", "commune", commune, REFORM)
        world.libraries[code] = library
        world.districts[code] = []
        for number in range(DISTRICT_LIBRARIES[code]):
            ending = an_organisation(f"tv-{code}-{number}", "public_library", "district", district, BEFORE)
            organisations.end(at=NOW, actor=SYSTEM, organisation=ending, last_day=LAST_DAY, successor=library)
            world.districts[code].append(ending)
    return world


def a_plan(
    world: World, code: str, rows: dict[str, dict[str, Any]], *, territory: Area | None = None
) -> Plan:
    """A running plan of 2023 for one of the former provinces, loaded by today's department."""
    area = territory or world.former[code]
    issued = date(2026, 1, 12) if territory is not None else date(2023, 6, 1)
    source = files.keep(at=NOW, actor=SYSTEM, name=f"{code}.txt", data=f"Kế hoạch {code}".encode())
    plan = Plan.objects.create(
        code=f"kh-{code}",
        organisation=world.department,
        territory=area,
        state=PlanState.RUNNING,
        title=f"Học tập suốt đời {code}",
        issued_on=issued,
        year_from=issued.year,
        year_to=2030,
        source=source,
        text="Kế hoạch",
        reading={},
        loaded_at=NOW,
        loaded_by_name="Đèn Sách",
    )
    for position, (subject, given) in enumerate(rows.items(), start=1):
        a_target(plan, position, subject, **given)
    world.plans[code] = plan
    return plan


def percent(given: dict[str, Any], low: int, high: int | None = None, **more: Any) -> dict[str, Any]:
    return {**given, "value_min": low, "value_max": low if high is None else high, **more}


def two_plans(world: World) -> None:
    """What the two provinces promised: 70 % and 100 % of district libraries; growth of 10–15 and 15–20 % a year."""
    a_plan(
        world,
        "tay",
        {
            "số hóa huyện": percent(DIGITAL, 70),
            "tăng lượt": percent(GROWTH, 10, 15, base_value=500_000),
            "lượt xã": percent(VISITS, 1_000),
            "riêng Tây": percent({**DIGITAL, "indicator": "tv.co_dich_vu_htsd"}, 90),
        },
    )
    a_plan(
        world,
        "dong",
        {
            "số hóa huyện": percent(DIGITAL, 100),
            "tăng lượt": percent(GROWTH, 15, 20, base_value=300_000),
            "lượt xã": percent(VISITS, 600),
            "mốc khác": percent(
                {**DIGITAL, "indicator": "tv.co_dich_vu_htsd", "milestone": 2028, "year_to": 2028}, 90
            ),
        },
    )
