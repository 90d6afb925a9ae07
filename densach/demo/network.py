"""What the demo's register holds besides the libraries and centres that report: districts that ended, points, houses.

Invented, but as a province has them; entered by the acts that an officer would use, and dated as they happened.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from densach.demo.places import FORMER, FOUNDED, LAST_DAY_BEFORE, REFORM, Places, end_before
from densach.kernel.actor import SYSTEM
from densach.kernel.vietnamese import fold
from densach.organisations import actions, queries
from densach.organisations.models import Area, Organisation
from densach.organisations.opening import Span, Timetable
from densach.organisations.rules import Building, Contacts, NewVersion

SEED: Final = 208
OFFICE_HOURS: Final = (Span(time(7, 30), time(11, 30)), Span(time(13, 30), time(17, 0)))
ALL_DAY: Final = (Span(time(7, 30), time(19, 30)),)
EVENING: Final = (Span(time(17, 30), time(21, 0)),)
TET: Final = (date(2027, 2, 4), date(2027, 2, 10))
RENAMED: Final = date(2026, 3, 1)
# About where the province lies; a point in it is invented.
MIDDLE: Final = (Decimal("10.00000"), Decimal("106.20000"))


@dataclass(frozen=True)
class District:
    """What a district had until it ended, and who took it over."""

    area: Area
    name: str
    library: Organisation
    centre: Organisation


def districts(at: datetime, places: Places) -> Iterator[District]:
    """The libraries and culture centres of the districts, each taken over by those of the commune at its seat."""
    # Whose library could take over a district's.
    commune_of = {commune.area.pk: commune for commune in places.communes if commune.library is not None}
    for code, _name in FORMER:
        former = queries.area_by_code(f"{code}.den-2025")
        inside = queries.areas_of(former, LAST_DAY_BEFORE)
        for area_code, name, level in inside:
            if level != "district":
                continue
            area = queries.area_by_code(area_code)
            seat = commune_of[_seat_of(area, name, set(commune_of))]
            short = area_code.replace(".den-2025", "")
            inner = f"{name[0].lower()}{name[1:]}"
            library = _ended(
                at,
                f"tv-huyen-{short}",
                f"Thư viện {inner}",
                "public_library",
                area,
                places.before[code].committee,
                seat.library,
            )
            centre = _ended(
                at,
                f"vh-huyen-{short}",
                f"Trung tâm Văn hóa, Thể thao và Truyền thanh {inner}",
                "culture_centre",
                area,
                places.before[code].committee,
                seat.centre,
            )
            yield District(area, name, library, centre)


def _seat_of(district: Area, name: str, todays: set[int]) -> int:
    """The commune of today called like the district, else the one that most of its communes went to."""
    plain = fold(name.split(" ", 1)[1])
    found: Counter[int] = Counter()
    for area_id, _code, _name in queries.communes_of(district, LAST_DAY_BEFORE):
        today = queries.whole_successor(area_id, REFORM)
        if today in todays:
            found[today] += 1
    names = queries.area_names(found, REFORM)
    called = [key for key in found if fold(names[key]).endswith(plain)]
    return called[0] if called else found.most_common(1)[0][0]


def _ended(
    at: datetime,
    code: str,
    name: str,
    kind: str,
    area: Area,
    parent: Organisation,
    successor: Organisation | None,
) -> Organisation:
    made = actions.found(
        at=at,
        actor=SYSTEM,
        code=code,
        name=name,
        kind=kind,
        level="district",
        area=area,
        since=FOUNDED,
        parent=parent,
    )
    end_before(at, made, successor)
    return made


def the_reform(at: datetime, places: Places) -> None:
    """What led the three provinces ends, the institutions first; all went on in the one province."""
    for ending, successor in (
        *((one, places.library) for one in places.former_libraries),
        *((one, places.museum) for one in places.former_museums),
        *((one.department, places.department) for one in places.before.values()),
        *((one.committee, places.committee) for one in places.before.values()),
    ):
        end_before(at, ending, successor)


def points(at: datetime, places: Places) -> None:
    """Post-office points, community learning centres and hamlet houses; not every commune has all of them."""
    rng = random.Random(SEED)
    for number, commune in enumerate(places.communes):
        inner = f"{commune.name[0].lower()}{commune.name[1:]}"
        tail = commune.area.code.partition(".")[2]
        wanted = [("ttht", "community_learning_centre", "commune", f"Trung tâm học tập cộng đồng {inner}")]
        if number % 5 < 3:
            wanted.append(("bdvh", "post_office_point", "commune", f"Điểm Bưu điện - Văn hóa {inner}"))
        if number % 7 == 2:
            wanted.append(("tv-tn", "private_library", "commune", f"Tủ sách Ông Giáo {inner}"))
        houses = rng.choice((0, 1, 1, 2)) if number % 4 else 0
        wanted += [
            (f"nvh-{one}", "culture_house", "hamlet", f"Nhà văn hóa - Khu thể thao ấp {one}, {inner}")
            for one in range(1, houses + 1)
        ]
        for prefix, kind, level, name in wanted:
            actions.found(
                at=at,
                actor=SYSTEM,
                code=f"{prefix}-{tail}",
                name=name,
                kind=kind,
                level=level,
                area=commune.area,
                since=REFORM,
                parent=commune.committee,
            )


def doors(at: datetime, places: Places) -> None:
    """Contacts, buildings, opening times and posts of the province's institutions; of some communes' too."""
    rng = random.Random(SEED + 1)
    big = (
        (places.library, "02703 822 100", 2400, 320, ALL_DAY, (2, 3, 4, 5, 6, 7)),
        (places.museum, "02703 823 200", 3100, 80, OFFICE_HOURS, (2, 3, 4, 5, 6, 7)),
        (places.centre, "02703 824 300", 4200, 600, (*OFFICE_HOURS, *EVENING), (1, 2, 3, 4, 5, 6)),
    )
    for organisation, phone, area, seats, spans, days in big:
        _door(at, organisation, phone, Building(floor_area=area, seats=seats), spans, days, rng)
        actions.close(
            at=at,
            actor=SYSTEM,
            organisation=organisation,
            first_day=TET[0],
            last_day=TET[1],
            reason="Nghỉ Tết Nguyên đán Đinh Mùi",
        )
    for title, number, requirement in (
        ("Giám đốc", 1, "Đại học trở lên; đã qua bồi dưỡng quản lý nhà nước"),
        ("Viên chức thư viện", 18, "Đại học ngành thông tin - thư viện"),
        ("Viên chức công nghệ thông tin", 2, "Cao đẳng trở lên ngành công nghệ thông tin"),
    ):
        actions.write_post(
            at=at,
            actor=SYSTEM,
            organisation=places.library,
            title=title,
            number=number,
            since=REFORM,
            requirement=requirement,
        )
    for number, commune in enumerate(places.communes):
        if number % 3:
            continue
        phone = f"02703 {600 + number:03d} {100 + number * 7 % 900:03d}"
        building = Building(floor_area=rng.randrange(36, 120), seats=rng.randrange(12, 40))
        if commune.library is not None:
            _door(at, commune.library, phone, building, OFFICE_HOURS, (1, 2, 3, 4, 5), rng)
        _door(
            at, commune.centre, phone, Building(seats=rng.choice((120, 150, 200))), EVENING, (4, 5, 6, 7), rng
        )


def _door(
    at: datetime,
    organisation: Organisation,
    phone: str,
    building: Building,
    spans: tuple[Span, ...],
    days: tuple[int, ...],
    rng: random.Random,
) -> None:
    away = [Decimal(rng.randrange(-22000, 22000)).scaleb(-5) for _axis in MIDDLE]
    contacts = Contacts(phone=phone, latitude=MIDDLE[0] + away[0], longitude=MIDDLE[1] + away[1])
    actions.write_contacts(at=at, actor=SYSTEM, organisation=organisation, contacts=contacts)
    actions.write_building(at=at, actor=SYSTEM, organisation=organisation, building=building)
    week = dict.fromkeys(days, spans)
    actions.write_timetable(
        at=at, actor=SYSTEM, organisation=organisation, timetable=Timetable(REFORM, None, week)
    )


def later_changes(at: datetime, places: Places) -> None:
    """What the officer has written into the register since the reform: a rank, a new name."""
    actions.change(
        at=at,
        actor=SYSTEM,
        organisation=places.museum,
        new=NewVersion(since=RENAMED, rank="2", legal_basis="Quyết định 318/QĐ-UBND ngày 25/02/2026"),
    )
    _merge_houses(at, places)
    school = queries.named(places.school, RENAMED)
    actions.change(
        at=at,
        actor=SYSTEM,
        organisation=places.school,
        new=NewVersion(
            since=RENAMED,
            name=school.name.replace("Long Hồ Giang", "Nguyễn Thông"),
            legal_basis="Quyết định 207/QĐ-UBND ngày 10/02/2026",
        ),
    )


def _merge_houses(at: datetime, places: Places) -> None:
    """Where two hamlets became one, their houses did too."""
    done = 0
    for commune in places.communes:
        houses = queries.alive(RENAMED, kinds=("culture_house",), area_ids=[commune.area.pk])
        if len(houses) < 2 or done == 5:
            continue
        first, second = (queries.by_code(house.code) for house in houses[:2])
        actions.merge(
            at=at,
            actor=SYSTEM,
            predecessors=[second],
            successor=first,
            on=RENAMED,
            legal_basis="Nghị quyết 12/NQ-HĐND ngày 30/01/2026",
        )
        done += 1
