"""The institutions of the demo: Vĩnh Long of today with its 124 communes, and what its three provinces had before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from densach.kernel.actor import SYSTEM
from densach.organisations import actions, queries
from densach.organisations.models import Area, Organisation

PROVINCE: Final = "vinh-long"
REFORM: Final = date(2025, 7, 1)
LAST_DAY_BEFORE: Final = date(2025, 6, 30)
FOUNDED: Final = date(2010, 1, 1)
BASIS: Final = "Nghị quyết 202/2025/QH15"
# Of six communes in a row, the one that has no library yet.
WITHOUT: Final = 4
# The libraries of the first communes lend over a desk: eleven of them, beside the province's.
LAST_WITH_DESK: Final = 12
FORMER: Final = (("vinh-long", "Vĩnh Long"), ("ben-tre", "Bến Tre"), ("tra-vinh", "Trà Vinh"))


@dataclass(frozen=True)
class Commune:
    """A commune's own institutions; one in six has no library yet, as the plan of 2026 says."""

    area: Area
    name: str
    committee: Organisation
    library: Organisation | None
    centre: Organisation
    # Whether its library lends over a desk of this platform.
    has_desk: bool = False


@dataclass(frozen=True)
class Agencies:
    """Who led a former province: its committee, and its department of culture."""

    committee: Organisation
    department: Organisation


@dataclass(frozen=True)
class Places:
    province: Area
    committee: Organisation
    department: Organisation
    library: Organisation
    museum: Organisation
    centre: Organisation
    former_libraries: tuple[Organisation, ...]
    former_museums: tuple[Organisation, ...]
    school: Organisation
    others: tuple[Organisation, ...]
    communes: tuple[Commune, ...]
    before: Mapping[str, Agencies] = field(default_factory=dict)


@dataclass(frozen=True)
class _Founding:
    at: datetime
    province: Area

    def found(
        self,
        code: str,
        name: str,
        kind: str,
        level: str = "province",
        *,
        area: Area | None = None,
        parent: Organisation | None = None,
        since: date = REFORM,
        aliases: tuple[str, ...] = (),
    ) -> Organisation:
        return actions.found(
            at=self.at,
            actor=SYSTEM,
            code=code,
            name=name,
            kind=kind,
            level=level,
            area=area or self.province,
            since=since,
            parent=parent,
            legal_basis=BASIS if since == REFORM else "",
            aliases=aliases,
        )


def found_all(at: datetime) -> Places:
    """Enters every institution of the demo into the register."""
    province = queries.area_by_code(PROVINCE)
    founding = _Founding(at, province)
    committee = founding.found(
        "ubnd-vinh-long",
        "Ủy ban nhân dân tỉnh Vĩnh Long",
        "peoples_committee",
        aliases=("UBND tỉnh", "Ủy ban nhân dân tỉnh", "UBND tỉnh Vĩnh Long"),
    )
    department = founding.found(
        "so-vhttdl-vinh-long",
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Vĩnh Long",
        "department",
        parent=committee,
        aliases=("Sở Văn hóa, Thể thao và Du lịch", "Sở VHTTDL"),
    )
    library, museum, centre = _of_the_province(founding, department)
    before = dict(agencies_before(founding))
    return Places(
        province=province,
        committee=committee,
        department=department,
        library=library,
        museum=museum,
        centre=centre,
        former_libraries=tuple(_former(founding, "tv", "Thư viện tỉnh", "public_library", before)),
        former_museums=tuple(_former(founding, "bt", "Bảo tàng tỉnh", "museum", before)),
        before=before,
        school=_school(founding),
        others=tuple(_others(founding)),
        communes=tuple(_communes(founding, committee)),
    )


def _of_the_province(
    founding: _Founding, department: Organisation
) -> tuple[Organisation, Organisation, Organisation]:
    library = founding.found(
        "tv-vinh-long",
        "Thư viện tỉnh Vĩnh Long",
        "public_library",
        parent=department,
        aliases=("Thư viện tỉnh",),
    )
    museum = founding.found(
        "bt-vinh-long", "Bảo tàng tỉnh Vĩnh Long", "museum", parent=department, aliases=("Bảo tàng tỉnh",)
    )
    centre = founding.found(
        "ttvhnt-vinh-long",
        "Trung tâm Văn hóa - Nghệ thuật tỉnh Vĩnh Long",
        "culture_centre",
        parent=department,
        aliases=("Trung tâm Văn hóa - Nghệ thuật tỉnh", "Trung tâm Văn hóa tỉnh", "Trung tâm VHNT tỉnh"),
    )
    return library, museum, centre


def agencies_before(
    founding: _Founding,
) -> Iterator[tuple[str, Agencies]]:
    """The agencies of the three provinces, until those of the one province took over; by the province's code."""
    for code, name in FORMER:
        area = queries.area_by_code(f"{code}.den-2025")
        led = _until_the_reform(
            founding,
            f"ubnd-{code}.den-2025",
            f"Ủy ban nhân dân tỉnh {name}",
            "peoples_committee",
            area,
            None,
        )
        department = _until_the_reform(
            founding,
            f"so-vhttdl-{code}.den-2025",
            f"Sở Văn hóa, Thể thao và Du lịch tỉnh {name}",
            "department",
            area,
            led,
        )
        yield code, Agencies(led, department)


def _until_the_reform(
    founding: _Founding, code: str, name: str, kind: str, area: Area, parent: Organisation | None
) -> Organisation:
    return founding.found(code, name, kind, area=area, parent=parent, since=FOUNDED)


def end_before(founding_at: datetime, ending: Organisation, successor: Organisation | None) -> None:
    """What stood until the reform ends with its last day."""
    actions.end(
        at=founding_at,
        actor=SYSTEM,
        organisation=ending,
        last_day=LAST_DAY_BEFORE,
        successor=successor,
        legal_basis=BASIS,
    )


def _former(
    founding: _Founding,
    prefix: str,
    what: str,
    kind: str,
    led_by: dict[str, Agencies],
) -> Iterator[Organisation]:
    """One of the three institutions that became one on the day of the reform."""
    for code, name in FORMER:
        area = queries.area_by_code(f"{code}.den-2025")
        yield founding.found(
            f"{prefix}-{code}.den-2025",
            f"{what} {name}",
            kind,
            area=area,
            parent=led_by[code].department,
            since=FOUNDED,
        )


def _school(founding: _Founding) -> Organisation:
    return founding.found("thpt-long-ho", "Thư viện Trường THPT Long Hồ Giang", "school_library")


def _others(founding: _Founding) -> Iterator[Organisation]:
    for number, name in enumerate(("Đại học Cửu Hà", "Đại học Sư phạm Nam Sông"), start=1):
        yield founding.found(f"tv-dai-hoc-{number}", f"Thư viện Trường {name}", "university_library")
    for number, name in enumerate(("Bộ Chỉ huy Quân sự tỉnh", "Công an tỉnh"), start=1):
        yield founding.found(f"tv-llvt-{number}", f"Thư viện {name}", "armed_forces_library")
    for number, name in enumerate(("Vàm Trà", "Cổ Chiên", "Ba Lai", "Hàm Luông"), start=1):
        yield founding.found(f"tv-thpt-{number}", f"Thư viện Trường THPT {name}", "school_library")


def _communes(founding: _Founding, committee: Organisation) -> Iterator[Commune]:
    for number, (area_id, code, name) in enumerate(queries.communes_of(founding.province, REFORM)):
        area = Area(pk=area_id, code=code)
        short = code.removeprefix(f"{PROVINCE}.")
        inner = f"{name[0].lower()}{name[1:]}"
        local = founding.found(
            f"ubnd-{short}",
            f"Ủy ban nhân dân {inner}",
            "peoples_committee",
            "commune",
            area=area,
            parent=committee,
        )
        library = (
            None
            if number % 6 == WITHOUT
            else founding.found(
                f"tv-{short}", f"Thư viện {inner}", "public_library", "commune", area=area, parent=local
            )
        )
        centre = founding.found(
            f"vh-{short}",
            f"Trung tâm Văn hóa, Thể thao {inner}",
            "culture_centre",
            "commune",
            area=area,
            parent=local,
        )
        has_desk = library is not None and number <= LAST_WITH_DESK
        yield Commune(area, name, local, library, centre, has_desk)
