"""Papers, receipts and plans of units in the demo: the province's plan goes to 124 communes, most read it, some issue
their own, some promise less, and a plan of 2025 hands over. Invented papers with invented numbers, but for those of the
centre, which are real ones.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from densach.demo.counts import SEED, moment
from densach.demo.places import Commune, Places
from densach.demo.rounds import acting, staff_of
from densach.kernel.actor import Actor
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.plans import actions
from densach.programme.plans import queries as plans
from densach.programme.plans.queries import Plan, Target, documents, sending, succession
from densach.programme.plans.rules.papers import PaperValues

BEFORE: Final = date(2025, 8, 11)
SENT: Final = date(2026, 1, 20)
DUE: Final = date(2026, 3, 31)
HANDED_OVER: Final = date(2026, 2, 9)
ISSUED: Final = 34  # communes that have begun a plan of their own
DRAFTS: Final = 5  # of them, those that have not issued it

MINISTRY: Final = PaperValues(
    "Quyết định",
    "1346",
    "QĐ-BVHTTDL",
    "Bộ Văn hóa, Thể thao và Du lịch",
    date(2023, 5, 26),
    2023,
    "Kế hoạch của Bộ triển khai Chương trình học tập suốt đời trong thư viện, bảo tàng, trung tâm văn hóa",
)
LETTER: Final = PaperValues(
    "Công văn",
    "186",
    "SVHTTDL-QLVH",
    "",
    date(2026, 1, 20),
    2026,
    "Hướng dẫn các xã, phường xây dựng kế hoạch thực hiện Kế hoạch số 45/KH-UBND",
)
DRAFT: Final = PaperValues(
    "Kế hoạch",
    "",
    "KH-SVHTTDL",
    "",
    None,
    2027,
    "Hưởng ứng Ngày Sách và Văn hóa đọc Việt Nam năm 2027 (dự thảo)",
)
MUSEUM_2025: Final = """\
BẢO TÀNG TỈNH VĨNH LONG
Số: 19/KH-BT
Vĩnh Long, ngày 08 tháng 8 năm 2025
KẾ HOẠCH
Phục vụ khách tham quan và giáo dục di sản sáu tháng cuối năm 2025
I. CHỈ TIÊU
1. Năm 2025 đón 45.000 lượt khách tham quan.
2. Năm 2025 tổ chức ít nhất 03 cuộc trưng bày chuyên đề.
II. NHIỆM VỤ
1. Ký chương trình phối hợp với các trường trung học phổ thông.
Chủ trì: Bảo tàng tỉnh. Thời gian: năm 2025.
2. Chỉnh lý phòng trưng bày lịch sử sau sắp xếp.
Chủ trì: Bảo tàng tỉnh. Thời gian: năm 2025.
"""
LIBRARY_2025: Final = """\
THƯ VIỆN TỈNH VĨNH LONG
Số: 22/KH-TV
Vĩnh Long, ngày 11 tháng 8 năm 2025
KẾ HOẠCH
Luân chuyển sách về các xã, phường trong năm 2025
I. CHỈ TIÊU
1. Năm 2025 phục vụ 70.000 lượt bạn đọc.
2. Năm 2025 bổ sung 6.000 bản sách.
II. NHIỆM VỤ
1. Giao sách cho các điểm đọc theo đợt, có biên bản.
Chủ trì: Thư viện tỉnh. Thời gian: năm 2025.
"""


def play(places: Places, people: dict[str, User], code: str, today: date) -> None:
    """Everything that lies before today has happened."""
    if today <= DUE + timedelta(days=30):
        return
    plan, rng = plans.by_code(code), random.Random(SEED + 45)  # a demo's dice, no secrets
    officer = acting(people["department_officer"], SENT)
    _papers(places, officer, plan)
    _send(places, officer, plan)
    _read(places, plan, rng)
    _mark(officer, plan)
    _units(places, plan, rng)
    _succession(places, plan)


def _papers(places: Places, officer: Actor, plan: Plan) -> None:
    at = moment(SENT, 8)
    ministry = actions.add_document(at=at, actor=staff_of("Văn thư Sở"), values=MINISTRY)
    programme = next(one.document for one in documents.programmes() if one.code == "hoc-tap-suot-doi-2030")
    letter = actions.add_document(at=at, actor=officer, values=LETTER, organisation=places.department)
    actions.add_document(at=at, actor=officer, values=DRAFT, organisation=places.department)
    pairs = [(ministry, programme), (plan.document, ministry), (letter, plan.document)]
    for later, earlier in pairs:
        if later is not None and earlier is not None:
            actions.link_documents(
                at=at, actor=staff_of("Văn thư Sở"), later=later, earlier=earlier, relation="implements"
            )


def _send(places: Places, officer: Actor, plan: Plan) -> None:
    communes = [one.committee for one in places.communes]
    actions.send(at=moment(SENT, 9), actor=officer, plan=plan, units=communes, must_issue=True, due=DUE)
    own = [places.library, places.museum, places.centre]
    actions.send(at=moment(SENT, 10), actor=officer, plan=plan, units=own)


def _read(places: Places, plan: Plan, rng: random.Random) -> None:
    """Most read it within weeks; the first commune, where the demo has an account, has not."""
    silent = {places.communes[0].committee.pk}
    for number, row in enumerate(sending.receipts(plan, SENT)):
        if row.unit.id in silent or number % 9 == 4:
            continue
        day = SENT + timedelta(days=rng.choice((0, 1, 1, 2, 3, 6, 13, 27)))
        who = staff_of(f"Văn thư {row.unit.name.removeprefix('Ủy ban nhân dân ')}")
        actions.mark_read(at=moment(day, 8 + number % 9), actor=who, addressee=row.addressee)


def _mark(officer: Actor, plan: Plan) -> None:
    """Digital targets serve the digital programme besides, reading ones the programme on reading."""
    besides = {
        "chuyen-doi-so-thu-vien": ("số hóa", "chuyển đổi số", "công nghệ"),
        "van-hoa-doc": ("bạn đọc", "sách"),
    }
    marks = {
        (row.pk, code)
        for row in plans.targets_of(plan)
        for code, words in besides.items()
        if any(word in row.subject.lower() for word in words)
    }
    actions.mark_rows(at=moment(SENT, 11), actor=officer, plan=plan, kind="target", ticked=marks, cleared=())


def _units(places: Places, plan: Plan, rng: random.Random) -> None:
    """Every third commune begins its own plan; most promise as much, some less, a few leave a target out."""
    targets = [row for row in plans.targets_of(plan) if _is_communal(row)]
    for number, commune in enumerate(places.communes[1 : 1 + 3 * ISSUED : 3]):
        day = SENT + timedelta(days=18 + rng.randrange(75))
        at, who = moment(day, 9), staff_of(f"Cán bộ văn hóa {_inner(commune)}")
        child = actions.derive(
            at=at,
            actor=who,
            parent=plan,
            organisation=commune.committee,
            title=f"Kế hoạch học tập suốt đời trong thư viện, nhà văn hóa {_inner(commune)}, giai đoạn 2026–2030",
            taken=list(_taken(targets, number, rng)),
        )
        if number >= DRAFTS:
            actions.start(at=moment(day, 15), actor=who, plan=child)


def _is_communal(target: Target) -> bool:
    return not target.levels or "xa" in target.levels


def _inner(commune: Commune) -> str:
    return f"{commune.name[0].lower()}{commune.name[1:]}"


def _taken(targets: list[Target], number: int, rng: random.Random) -> Iterator[actions.Taken]:
    for place, row in enumerate(targets):
        if number % 7 == 3 and place == len(targets) - 1:
            continue
        low = row.value_min
        if low is None:
            yield actions.Taken(row)
        elif row.kind.startswith(("count", "range", "at_least")) and row.per != "each":
            yield actions.Taken(row, _part(low, rng))
        elif row.kind == "pct_institutions" and number % 6 == 2:
            yield actions.Taken(row, max(low - 10, Decimal(10)))
        elif row.kind == "growth_avg" and number % 5 == 1:
            yield actions.Taken(row, low + 2)
        else:
            yield actions.Taken(row)


def _part(whole: Decimal, rng: random.Random) -> Decimal:
    """A commune's part of what the province promises, rounded as people round."""
    part = int(whole) * rng.randrange(4, 14) // 1000
    return Decimal(max(part // 10 * 10, 1))


def _succession(places: Places, plan: Plan) -> None:
    """Two plans of 2025: the museum's handed over to its plan of 2026, the library's still waits."""
    museum = _loaded(places.museum, "ke-hoach-19-bao-tang-2025.txt", MUSEUM_2025)
    _loaded(places.library, "ke-hoach-22-thu-vien-2025.txt", LIBRARY_2025)
    who, at = staff_of("Phạm Văn Cổ"), moment(HANDED_OVER, 9)
    own = [row for row in plans.targets_of(plan) if "bao_tang" in row.institution_types]
    successor = actions.derive(
        at=at,
        actor=who,
        parent=plan,
        organisation=places.museum,
        title="Kế hoạch hoạt động giáo dục của Bảo tàng tỉnh, giai đoạn 2026–2030",
        taken=[actions.Taken(row) for row in own or plans.targets_of(plan)[:3]],
    )
    actions.start(at=moment(HANDED_OVER, 10), actor=who, plan=successor)
    rows = succession.to_take_up(museum, successor, HANDED_OVER)
    actions.hand_over(
        at=moment(HANDED_OVER, 11),
        actor=who,
        plan=museum,
        successor=successor,
        taken={row.proposed: row.row.target.pk for row in rows if row.proposed is not None},
        tasks=[task.pk for task in succession.open_tasks(museum)[:1]],
    )


def _loaded(unit: Organisation, name: str, text: str) -> Plan:
    who, at = staff_of("Văn thư đơn vị"), moment(BEFORE, 9)
    plan = actions.load(at=at, actor=who, organisation=unit, name=name, data=text.encode())
    for kind in plans.ROW_KINDS:
        for row in plans.shown_rows(plan, kind, "proposed"):
            actions.accept_row(at=at, actor=who, row=row, seen_revision=row.revision)
    return actions.start(at=moment(BEFORE, 10), actor=who, plan=plan)
