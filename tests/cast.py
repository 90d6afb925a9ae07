"""The permanent cast: one small province of today, with people of every role, made by calling actions.

Ba Vàm is an invented province; Cửu Hà, the other one, is where strangers come from.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy, deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.apps import apps
from django.db.models import Model

from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.organisations import actions as organisations
from densach.organisations.models import Area, Organisation
from densach.people import actions as people
from densach.people.models import User
from densach.people.queries import StaffActor
from densach.programme.calendar import actions as calendar
from densach.programme.capabilities import actions as capabilities
from densach.programme.capabilities.models import Capability
from densach.programme.indicators import actions as indicators
from densach.programme.indicators.models import Indicator
from densach.services.catalogue.actions import seeding as items
from densach.services.certificates import actions as certificates
from densach.services.circulation.actions import seeding as readers

SINCE = date(2025, 7, 1)
# The institutions are older than the map on which they lie: they counted in former years too.
FOUNDED = date(2020, 6, 1)
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # 9 o'clock in Viet Nam
PASSWORD = "den-khuya-sach-sang"  # a password of the tests' own people


@dataclass(frozen=True)
class Province:
    """The places of the cast. Shapes: two communes, each with committee, library and culture centre."""

    nation: Area
    area: Area
    commune_area: Area
    other_commune_area: Area
    committee: Organisation
    department: Organisation
    library: Organisation
    museum: Organisation
    culture_centre: Organisation
    commune_committee: Organisation
    commune_library: Organisation
    commune_centre: Organisation
    other_commune_committee: Organisation
    other_commune_library: Organisation
    other_commune_centre: Organisation
    foreign_area: Area
    foreign_committee: Organisation
    foreign_department: Organisation
    foreign_library: Organisation


def the_catalogues() -> None:
    capabilities.seed_catalogue(at=NOW)
    indicators.seed_catalogue(at=NOW)
    calendar.seed_occasions(at=NOW)
    items.seed_item_types()
    readers.seed_categories()
    certificates.seed_templates(at=NOW)


def an_area(code: str, name: str, kind: str, level: str, parent: Area | None) -> Area:
    return organisations.found_area(
        at=NOW, actor=SYSTEM, code=code, name=name, kind=kind, level=level, since=SINCE, parent=parent
    )


def an_organisation(
    code: str,
    name: str,
    kind: str,
    level: str,
    area: Area,
    parent: Organisation | None,
    *,
    aliases: tuple[str, ...] = (),
) -> Organisation:
    return organisations.found(
        at=NOW,
        actor=SYSTEM,
        code=code,
        name=name,
        kind=kind,
        level=level,
        area=area,
        since=FOUNDED,
        parent=parent,
        aliases=aliases,
    )


def _a_commune(
    code: str, name: str, area: Area, committee: Organisation
) -> tuple[Organisation, Organisation, Organisation]:
    local = an_organisation(
        f"ubnd-{code}", f"Ủy ban nhân dân xã {name}", "peoples_committee", "commune", area, committee
    )
    library = an_organisation(f"tv-{code}", f"Thư viện xã {name}", "public_library", "commune", area, local)
    centre = an_organisation(
        f"vh-{code}", f"Trung tâm Văn hóa, Thể thao xã {name}", "culture_centre", "commune", area, local
    )
    return local, library, centre


@dataclass
class _Kept:
    """The province as the actions made it once in this process: a test that starts empty gets the same rows again."""

    province: Province | None = None
    rows: list[list[Model]] = field(default_factory=list)

    def keep(self, province: Province) -> None:
        self.province = province
        self.rows = [rows for model in _tables() if (rows := list(model._default_manager.order_by("pk")))]

    def again(self) -> Province | None:
        """Writes the rows; foreign keys are checked when a transaction ends, so their order does not matter."""
        if self.province is None:
            return None
        for rows in self.rows:
            type(rows[0])._default_manager.bulk_create(copy(row) for row in rows)
        return deepcopy(self.province)


_KEPT = _Kept()


def _tables() -> list[type[Model]]:
    """The house's own tables; those of Django are filled by its migrations."""
    return [model for model in apps.get_models() if model.__module__.startswith("densach.")]


def _is_empty(tables: Iterable[type[Model]]) -> bool:
    return not any(model._default_manager.exists() for model in tables)


def the_province() -> Province:
    """Ba Vàm with all its institutions, and Cửu Hà beside it."""
    if not _is_empty((Organisation, Area, Capability, Indicator, Entry)):
        return _founded()
    found = _KEPT.again()
    if found is not None:
        return found
    was_empty = _is_empty(_tables())
    found = _founded()
    if was_empty:
        _KEPT.keep(deepcopy(found))
    return found


def _founded() -> Province:
    the_catalogues()
    nation = an_area("viet-nam", "Việt Nam", "nation", "nation", None)
    area = an_area("ba-vam", "Tỉnh Ba Vàm", "province", "province", nation)
    first = an_area("ba-vam.an-tien", "Xã An Tiến", "rural_commune", "commune", area)
    second = an_area("ba-vam.long-dien", "Xã Long Điền", "rural_commune", "commune", area)
    committee = an_organisation(
        "ubnd-ba-vam",
        "Ủy ban nhân dân tỉnh Ba Vàm",
        "peoples_committee",
        "province",
        area,
        None,
        aliases=("UBND tỉnh",),
    )
    department = an_organisation(
        "so-vhttdl-ba-vam",
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Ba Vàm",
        "department",
        "province",
        area,
        committee,
        aliases=("Sở VHTTDL", "Sở Văn hóa, Thể thao và Du lịch"),
    )
    library = an_organisation(
        "tv-ba-vam",
        "Thư viện tỉnh Ba Vàm",
        "public_library",
        "province",
        area,
        department,
        aliases=("Thư viện tỉnh",),
    )
    museum = an_organisation(
        "bt-ba-vam",
        "Bảo tàng tỉnh Ba Vàm",
        "museum",
        "province",
        area,
        department,
        aliases=("Bảo tàng tỉnh",),
    )
    centre = an_organisation(
        "vh-ba-vam",
        "Trung tâm Văn hóa Nghệ thuật tỉnh Ba Vàm",
        "culture_centre",
        "province",
        area,
        department,
        aliases=("Trung tâm Văn hóa tỉnh",),
    )
    foreign = an_area("cuu-ha", "Tỉnh Cửu Hà", "province", "province", nation)
    foreign_committee = an_organisation(
        "ubnd-cuu-ha", "Ủy ban nhân dân tỉnh Cửu Hà", "peoples_committee", "province", foreign, None
    )
    foreign_department = an_organisation(
        "so-cuu-ha",
        "Sở Văn hóa và Thể thao tỉnh Cửu Hà",
        "department",
        "province",
        foreign,
        foreign_committee,
    )
    foreign_library = an_organisation(
        "tv-cuu-ha", "Thư viện tỉnh Cửu Hà", "public_library", "province", foreign, foreign_department
    )
    an_tien = _a_commune("an-tien", "An Tiến", first, committee)
    long_dien = _a_commune("long-dien", "Long Điền", second, committee)
    return Province(
        nation,
        area,
        first,
        second,
        committee,
        department,
        library,
        museum,
        centre,
        *an_tien,
        *long_dien,
        foreign,
        foreign_committee,
        foreign_department,
        foreign_library,
    )


def a_person(email: str, name: str, role: str, organisation: Organisation) -> User:
    user = people.open_account(at=NOW, actor=SYSTEM, email=email, name=name, password=None)
    people.give_role(at=NOW, actor=SYSTEM, user=user, organisation=organisation, role=role, since=SINCE)
    return user


def acting(user: User, on: date = TODAY) -> StaffActor:
    """The person as actions know them."""
    return StaffActor(user=user, on=on)


def the_officer(province: Province) -> User:
    return a_person("officer@ba-vam.test", "Nguyễn Thị Sen", "department_officer", province.department)


def the_leader(province: Province) -> User:
    return a_person("leader@ba-vam.test", "Trần Văn Đồng", "leader", province.department)


def the_librarian(province: Province) -> User:
    return a_person("librarian@ba-vam.test", "Lê Thị Thư", "librarian", province.library)


def the_museum_keeper(province: Province) -> User:
    return a_person("keeper@ba-vam.test", "Phạm Văn Cổ", "museum_keeper", province.museum)


def the_culture_head(province: Province) -> User:
    return a_person("culture@ba-vam.test", "Thạch Thị Sô Phia", "culture_head", province.culture_centre)


def the_commune_officer(province: Province) -> User:
    return a_person("commune@ba-vam.test", "Võ Văn Xã", "commune_officer", province.commune_committee)


def the_administrator(province: Province) -> User:
    return a_person("admin@ba-vam.test", "Đặng Thị Quản", "administrator", province.committee)


def the_stranger(province: Province) -> User:
    """A department officer of the other province."""
    return a_person("stranger@cuu-ha.test", "Bùi Văn Lạ", "department_officer", province.foreign_department)


def the_citizen() -> User:
    """Someone with an account and no role."""
    return people.open_account(
        at=NOW, actor=SYSTEM, email="citizen@mail.test", name="Hồ Thị Đọc", password=None
    )
