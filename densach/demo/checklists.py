"""Checklists that the demo's units have filled in: some meet them, some lack books or room, some wait for an answer."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import Final

from densach.demo.counts import SEED, moment
from densach.demo.places import Places
from densach.demo.rounds import acting, staff_of
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.capabilities import actions, queries
from densach.programme.capabilities.rules import Told

FILLED: Final = date(2026, 4, 20)
# Criterion of the list → the least and the most that the units tell; what is not here is a question of yes or no.
_COMMUNE: Final = {"copies": (900, 4200), "serials": (1, 5), "reading_area": (28, 90)}
_PROVINCE: Final = {
    "copies": (212_000, 212_001),
    "titles": (61_000, 61_001),
    "serials": (74, 75),
    "reading_area": (420, 421),
    "children_area": (120, 121),
    "qualified_staff": (66, 67),
}
REMARK: Final = "Đề nghị gửi bản chụp sổ đăng ký tổng quát để đối chiếu số bản sách."


def fill(places: Places, people: dict[str, User]) -> None:
    """Every other commune's library, and the provincial one; the officer verifies most and returns a few."""
    rng = random.Random(SEED + 3)  # a demo's dice, no secrets
    sent = []
    officer = acting(people["department_officer"], FILLED)
    for number, commune in enumerate(places.communes):
        if commune.library is None or number % 2 or number % 11 == 5:
            continue
        who = f"Cán bộ văn hóa {commune.name[0].lower()}{commune.name[1:]}"
        sent.append(_fill(commune.library, "tv.xa", _COMMUNE, who, rng))
    sent.append(_fill(places.library, "tv.tinh", _PROVINCE, "Lê Thị Thư", rng))
    for place, number in enumerate(sent):
        assessment = queries.assessment_by_id(number)
        if place % 10 == 9:
            actions.return_assessment(
                at=moment(FILLED, 16), actor=officer, assessment=assessment, remark=REMARK
            )
        elif place % 4:
            actions.verify_assessment(at=moment(FILLED, 16), actor=officer, assessment=assessment)


def _fill(
    organisation: Organisation,
    code: str,
    numbers: dict[str, tuple[int, int]],
    who: str,
    rng: random.Random,
) -> int:
    """The number of what was sent."""
    checklist = next(one for one in queries.lists(FILLED) if one.code == code)
    told = []
    for criterion in queries.criteria_of(checklist):
        if criterion.code in numbers:
            value = Decimal(rng.randrange(*numbers[criterion.code]))
            told.append(Told(criterion.pk, value=value))
        elif rng.random() < 0.9:
            told.append(Told(criterion.pk, answer=rng.random() < 0.85))
    sent = actions.assess(
        at=moment(FILLED, 9),
        actor=staff_of(who),
        organisation=organisation,
        checklist=checklist,
        since=FILLED,
        told=told,
    )
    return sent.pk
