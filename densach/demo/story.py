"""What happened in the demo, in the order of days: counts, answers, the plan, two rounds of reports.

Whatever lies before today has happened. Everything is done by the actions that the pages call.
"""

from __future__ import annotations

import random
from datetime import date
from typing import Final

from densach.demo import checklists, network, rounds
from densach.demo.counts import SEED, Counting, moment
from densach.demo.places import Places
from densach.demo.plan_paper import plan_docx
from densach.demo.rounds import Round, Tell, acting, staff_of
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.capabilities import actions as capabilities
from densach.programme.plans import actions as plans
from densach.programme.plans import queries as plans_read

LOADED: Final = date(2026, 1, 14)
ANSWERED: Final = date(2026, 3, 2)
ROUNDS: Final = (
    Round(Period.half(2026, 1), date(2026, 5, 25), date(2026, 6, 9), finished=True),
    Round(Period.year(2026), date(2026, 10, 26), date(2026, 11, 14), finished=False),
)
PLAN_FILE: Final = "Ke-hoach-45-hoc-tap-suot-doi-2026-2030.docx"


def run(places: Places, people: dict[str, User], counting: Counting, today: date, tell: Tell) -> str:
    """Plays all days up to yesterday and returns the plan's code."""
    counting.until(LOADED)
    tell("kế hoạch")
    code = load_plan(places, people)
    counting.until(ANSWERED)
    network.later_changes(moment(ANSWERED, 8), places)
    tell("năng lực của đơn vị")
    answer(places, people)
    counting.until(checklists.FILLED)
    checklists.fill(places, people)
    for one in ROUNDS:
        if one.due < today:
            tell(f"số liệu đến {one.opened:%d/%m/%Y}")
            counting.until(one.opened)
            rounds.play(people, code, one, counting, tell)
    tell("số liệu đến hôm qua")
    counting.until(today)
    return code


def load_plan(places: Places, people: dict[str, User]) -> str:
    """The officer loads the paper, checks its rows and sets the plan running."""
    officer = acting(people["department_officer"], LOADED)
    at = moment(LOADED, 9)
    plan = plans.load(at=at, actor=officer, organisation=places.department, name=PLAN_FILE, data=plan_docx())
    plans.accept_confident(at=at, actor=officer, plan=plan)
    for kind in plans_read.ROW_KINDS:
        for row in plans_read.shown_rows(plan, kind, "proposed"):
            plans.accept_row(at=at, actor=officer, row=row, seen_revision=row.revision)
    plans.start(at=moment(LOADED, 15), actor=officer, plan=plan)
    return plan.code


def answer(places: Places, people: dict[str, User]) -> None:
    """Units say what they can do; the officer verifies most, returns a few, and some have not answered."""
    rng = random.Random(SEED + 1)  # a demo's dice, no secrets
    officer = acting(people["department_officer"], ANSWERED)

    def claim(
        organisation: Organisation, code: str, yes: bool, who: str, *, stage: int | None = None
    ) -> None:
        made = capabilities.claim(
            at=moment(ANSWERED, 10),
            actor=staff_of(who),
            organisation=organisation,
            capability_code=code,
            answer=yes,
            since=ANSWERED,
            stage=stage,
        )
        dice = rng.random()
        if dice < 0.8:
            capabilities.verify(at=moment(ANSWERED, 14), actor=officer, claim=made)
        elif dice < 0.86:
            capabilities.return_claim(
                at=moment(ANSWERED, 14),
                actor=officer,
                claim=made,
                remark="Đề nghị gửi kèm ảnh hoặc văn bản minh chứng.",
            )

    for number, commune in enumerate(places.communes):
        if number % 11 == 5:
            continue
        who = f"Cán bộ văn hóa {commune.name[0].lower()}{commune.name[1:]}"
        if commune.library is not None:
            claim(commune.library, "library.lifelong_service", rng.random() < 0.66, who)
            claim(commune.library, "library.digital", rng.random() < 0.3, who)
        claim(commune.centre, "culture.regular_groups", rng.random() < 0.74, who)
    claim(places.library, "library.lifelong_service", True, "Lê Thị Thư")
    claim(places.library, "library.digital", True, "Lê Thị Thư")
    claim(places.library, "library.electronic_model", False, "Lê Thị Thư", stage=2)
    claim(places.museum, "museum.digital_display", False, "Phạm Văn Cổ", stage=1)


def report_to_try(plan_code: str, places: Places) -> dict[str, str]:
    """What `densach report` can be asked for in the demo."""
    return {"plan": plan_code, "period": "2026", "for": places.department.code}
