"""The money of the demo: a year that was approved and is being spent, the next one being collected, three projects."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from densach.demo.counts import SEED, moment
from densach.demo.places import Places
from densach.demo.rounds import acting, staff_of
from densach.kernel.actor import SYSTEM, Actor
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.budget import actions, queries
from densach.programme.budget.actions import Approval, LineValues, ProjectValues
from densach.programme.plans import queries as plans

ASKED: Final = date(2026, 1, 20)
DUE: Final = date(2026, 2, 20)
REVIEWED: Final = date(2026, 3, 10)
APPROVED: Final = date(2026, 3, 25)
NEXT_ASKED: Final = date(2026, 10, 12)
NEXT_DUE: Final = date(2026, 11, 30)
MILLION: Final = 10**6
# Every fifth commune is asked for money; the others work with what the province gives in kind.
EVERY: Final = 5


@dataclass(frozen=True)
class _Wish:
    """What a kind of unit usually asks for; `share` how much of it the reviewer usually leaves."""

    content: str
    kind: str
    source: str
    price: int
    quantity: tuple[int, int]
    unit: str
    share: int = 100
    # How the plan's task begins that the line pays for; empty for what no task names.
    task: str = ""


@dataclass(frozen=True)
class _Unit:
    """Who is asked, who answers there, and what for."""

    unit: Organisation
    who: str
    wishes: Sequence[_Wish]


_LIBRARY: Final = (
    _Wish(
        "Bổ sung sách, báo, tài liệu số",
        "collection",
        "province",
        78_000,
        (2_500, 4_200),
        "bản",
        85,
        task="Hiện đại hóa Thư viện tỉnh",
    ),
    _Wish(
        "Số hóa tài liệu địa chí",
        "collection",
        "province",
        3_200,
        (40_000, 60_000),
        "trang",
        80,
        task="Số hóa tài liệu địa chí",
    ),
    _Wish(
        "Chuyến xe thư viện lưu động",
        "activity",
        "province",
        2_400_000,
        (60, 90),
        "chuyến",
        task="Tổ chức phục vụ xe thư viện lưu động",
    ),
    _Wish(
        "Máy tính phục vụ bạn đọc",
        "equipment",
        "province",
        14_500_000,
        (8, 16),
        "bộ",
        60,
        task="Hiện đại hóa Thư viện tỉnh",
    ),
    _Wish(
        "Ngày Sách và Văn hóa đọc Việt Nam",
        "activity",
        "sponsor",
        120 * MILLION,
        (1, 1),
        "đợt",
        task="Tổ chức Ngày Sách",
    ),
)
_MUSEUM: Final = (
    _Wish(
        "Chương trình giáo dục di sản cho học sinh",
        "activity",
        "province",
        6_500_000,
        (24, 40),
        "buổi",
        task="Xây dựng chương trình giáo dục di sản",
    ),
    _Wish(
        "Trưng bày lưu động",
        "activity",
        "province",
        28 * MILLION,
        (6, 10),
        "cuộc",
        90,
        task="Trưng bày chuyên đề",
    ),
    _Wish("Số hóa hiện vật", "collection", "central", 350_000, (400, 800), "hiện vật", 75),
)
_CENTRE: Final = (
    _Wish("Lớp năng khiếu hè", "activity", "province", 18 * MILLION, (10, 16), "lớp", task="Mở lớp"),
    _Wish(
        "Liên hoan đờn ca tài tử cấp tỉnh",
        "activity",
        "province",
        260 * MILLION,
        (1, 1),
        "cuộc",
        90,
        task="Tổ chức liên hoan",
    ),
    _Wish(
        "Tập huấn người phụ trách nhà văn hóa",
        "training",
        "province",
        32 * MILLION,
        (3, 5),
        "lớp",
        task="Tập huấn",
    ),
)
_COMMUNE: Final = (
    _Wish(
        "Bổ sung sách cho thư viện xã",
        "collection",
        "commune",
        72_000,
        (150, 420),
        "bản",
        task="Phát triển thư viện",
    ),
    _Wish(
        "Bàn ghế, kệ sách", "equipment", "province", 2_800_000, (6, 20), "bộ", 70, task="Phát triển thư viện"
    ),
    _Wish("Sinh hoạt câu lạc bộ", "activity", "commune", 1_200_000, (12, 24), "buổi", task="Mở lớp"),
)


# Stage, day and paper of each project.
_ELECTRONIC: Final = (
    ("decided", date(2026, 2, 12), "03/NQ-HĐND"),
    ("approved", date(2026, 6, 18), "1187/QĐ-UBND"),
)
_DISPLAY: Final = (("decided", date(2026, 4, 3), "09/NQ-HĐND"),)
_HOUSE: Final = (
    ("decided", date(2026, 1, 22), "02/NQ-HĐND"),
    ("approved", date(2026, 2, 27), "41/QĐ-UBND"),
    ("funded", date(2026, 3, 9), "77/QĐ-UBND"),
    ("building", date(2026, 4, 15), ""),
    ("accepted", date(2026, 10, 28), "Biên bản nghiệm thu 05/BB"),
)


def play(places: Places, people: dict[str, User], plan_code: str, today: date) -> None:
    """Both rounds and the projects, as far as the day has come."""
    dice = random.Random(SEED + 7)  # a demo's dice, no secrets
    units = _units(places)
    if today > APPROVED:
        _first_year(plan_code, units, people, dice, today)
    if today > NEXT_ASKED:
        _next_year(plan_code, units, people, dice, today)
    if today > REVIEWED:
        _projects(places, plan_code, today)


def _units(places: Places) -> list[_Unit]:
    return [
        _Unit(places.library, "Lê Thị Thư", _LIBRARY),
        _Unit(places.museum, "Phạm Văn Cổ", _MUSEUM),
        _Unit(places.centre, "Thạch Thị Sô Phia", _CENTRE),
        *(
            _Unit(one.committee, f"Kế toán {one.name[0].lower()}{one.name[1:]}", _COMMUNE)
            for one in places.communes[::EVERY]
        ),
    ]


def _open(
    plan_code: str, units: Sequence[_Unit], year: int, on: date, due: date, officer: Actor
) -> dict[int, int]:
    """Opens the round; each unit's estimate by the unit's number."""
    round_ = actions.open_round(
        at=moment(on, 9),
        actor=officer,
        plan=plans.by_code(plan_code),
        year=year,
        due=due,
        organisation_ids=[one.unit.pk for one in units],
        note="Đề nghị lập theo nhiệm vụ của kế hoạch, ghi rõ nguồn kinh phí.",
    )
    return {one.organisation_id: one.pk for one in queries.estimates_seen(SYSTEM, round_, on)}


def _write(key: int, one: _Unit, on: date, tasks: Sequence[tuple[int, str]], dice: random.Random) -> None:
    """The unit's lines, and sending them in."""
    for wish in one.wishes:
        values = LineValues(
            wish.content,
            wish.source,
            wish.kind,
            task_id=_task(tasks, wish.task),
            quantity=dice.randint(*wish.quantity),
            unit=wish.unit,
            price=wish.price,
        )
        estimate = queries.estimate_for(SYSTEM, key)
        actions.add_line(
            at=moment(on, 10),
            actor=staff_of(one.who),
            estimate=estimate,
            seen_revision=estimate.revision,
            values=values,
        )
    _move(key, on, 11, staff_of(one.who), "submit")


def _task(tasks: Sequence[tuple[int, str]], begins: str) -> int | None:
    return next((key for key, title in tasks if begins and title.startswith(begins)), None)


def _move(
    key: int,
    on: date,
    hour: int,
    actor: Actor,
    act: str,
    remark: str = "",
    approval: Approval | None = None,
) -> None:
    estimate = queries.estimate_for(SYSTEM, key)
    actions.move(
        at=moment(on, hour),
        actor=actor,
        estimate=estimate,
        act=act,
        seen_revision=estimate.revision,
        remark=remark,
        approval=approval,
    )


def _first_year(
    plan_code: str, units: Sequence[_Unit], people: dict[str, User], dice: random.Random, today: date
) -> None:
    officer = acting(people["department_officer"], ASKED)
    leader = acting(people["leader"], APPROVED)
    keys = _open(plan_code, units, 2026, ASKED, DUE, officer)
    tasks = queries.tasks_to_choose(plans.by_code(plan_code))
    for number, one in enumerate(units):
        key = keys[one.unit.pk]
        _write(key, one, date(2026, 2, 3 + number % 15), tasks, dice)
        estimate = queries.estimate_for(SYSTEM, key)
        amounts: dict[int, int | None] = {
            row.line.pk: row.line.asked * wish.share // 100 // 100_000 * 100_000
            for row, wish in zip(queries.lines_of(estimate), one.wishes, strict=True)
        }
        actions.allot(
            at=moment(REVIEWED, 9),
            actor=officer,
            estimate=estimate,
            seen_revision=estimate.revision,
            amounts=amounts,
            close=True,
        )
        _move(key, APPROVED, 15, leader, "approve", approval=Approval(APPROVED, "215/QĐ-SVHTTDL"))
        _spend(key, one.who, today, dice)


def _spend(key: int, who: str, today: date, dice: random.Random) -> None:
    """Each line in two or three payments over the year."""
    for row in queries.lines_of(queries.estimate_for(SYSTEM, key)):
        for month in (5, 8, 11):
            on = date(2026, month, dice.randint(3, 14))
            amount = (row.allotted or 0) * dice.choice((20, 28, 34)) // 100
            if on < today and amount and dice.random() < 0.85:
                actions.spend(at=moment(on, 14), actor=staff_of(who), line=row.line, on=on, amount=amount)


def _next_year(
    plan_code: str, units: Sequence[_Unit], people: dict[str, User], dice: random.Random, today: date
) -> None:
    """Half have sent theirs, one was returned, the rest still write."""
    officer = acting(people["department_officer"], NEXT_ASKED)
    keys = _open(plan_code, units, 2027, NEXT_ASKED, NEXT_DUE, officer)
    tasks = queries.tasks_to_choose(plans.by_code(plan_code))
    for number, one in enumerate(units):
        on = date(2026, 10, 19 + number % 12)
        if number % 2 or on >= today:
            continue
        _write(keys[one.unit.pk], one, on, tasks, dice)
        if number == 4:
            remark = "Đề nghị nêu số thư viện được bổ sung sách."
            _move(keys[one.unit.pk], on, 16, officer, "return", remark=remark)


def _projects(places: Places, plan_code: str, today: date) -> None:
    """A library that goes digital, a museum's displays, and a commune's house that was handed over."""
    plan = plans.by_code(plan_code)
    works = {
        one.indicator.code: one
        for one in plans.targets_of(plan)
        if one.kind == "capability" and one.indicator
    }
    electronic = ProjectValues(
        "Thư viện điện tử tỉnh Vĩnh Long",
        "Phần mềm, máy chủ, số hóa và cổng tra cứu liên thông ba cơ sở.",
        18_500 * MILLION,
        2026,
        2028,
        plan,
        works.get("tv.mo_hinh_thu_vien_dien_tu"),
    )
    display = ProjectValues(
        "Chỉnh lý trưng bày Bảo tàng tỉnh",
        "Trưng bày cố định về ba vùng đất Vĩnh Long, Bến Tre, Trà Vinh và không gian số.",
        42_000 * MILLION,
        2026,
        2029,
        plan,
        works.get("bt.trung_bay_khong_gian_so"),
    )
    house = ProjectValues(
        "Nhà văn hóa đa năng", "Hội trường 200 chỗ, phòng đọc, sân bóng.", 6_800 * MILLION, 2026, 2026
    )
    _project(places.library, electronic, _ELECTRONIC, {2026: (3_200, 1_150)}, today)
    _project(places.museum, display, _DISPLAY, {}, today)
    _project(places.communes[0].centre, house, _HOUSE, {2026: (6_800, 6_420)}, today)


def _project(
    unit: Organisation,
    values: ProjectValues,
    stages: Sequence[tuple[str, date, str]],
    money: dict[int, tuple[int, int]],
    today: date,
) -> None:
    actor = staff_of("Ban quản lý dự án")
    project = actions.add_project(
        at=moment(date(2026, 1, 14), 9), actor=actor, organisation=unit, values=values
    )
    for stage, on, paper in stages:
        if on < today:
            project = actions.move_project(
                at=moment(on, 15),
                actor=actor,
                project=project,
                seen_revision=project.revision,
                stage=stage,
                on=on,
                legal_basis=paper,
            )
    for year, (allotted, paid) in money.items():
        actions.set_money(
            at=moment(REVIEWED, 9),
            actor=actor,
            project=project,
            year=year,
            source="province",
            allotted=allotted * MILLION,
            paid=paid * MILLION,
        )
