"""The plans of two provinces that are one today: loaded, what their districts had answered, some decisions taken."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from densach.demo.counts import SEED, moment
from densach.demo.merged_paper import TRA_VINH, VINH_LONG, Former, paper_docx
from densach.demo.network import District
from densach.demo.places import Places
from densach.demo.rounds import acting, staff_of
from densach.kernel.actor import Actor
from densach.people.models import User
from densach.programme.capabilities import actions as capabilities
from densach.programme.plans import actions
from densach.programme.plans import queries as plans_read
from densach.programme.plans.actions import Choice, Fate, Ruling
from densach.programme.plans.queries import Plan, Target
from densach.programme.plans.queries.merged.proposals import Carriers, nearest, replacements
from densach.programme.plans.queries.merged.waiting import waiting

LOADED: Final = date(2026, 3, 16)
DECIDED: Final = date(2026, 4, 6)
ANSWERED: Final = date(2024, 12, 2)
BASIS: Final = "Quyết định 412/QĐ-UBND ngày 03/4/2026"


def play(places: Places, people: dict[str, User], former: Sequence[District], today: date) -> None:
    """The story of the predecessors' plans, as far as it has happened by today."""
    if today <= DECIDED:
        return
    answer(former)
    officer = acting(people["department_officer"], LOADED)
    for paper in (VINH_LONG, TRA_VINH):
        load(places, officer, paper)
    decide(places, acting(people["department_officer"], DECIDED))


def answer(former: Sequence[District]) -> None:
    """What the district libraries had said half a year before they ended; a few never answered."""
    rng = random.Random(SEED + 7)  # a demo's dice, no secrets
    for district in former:
        who = staff_of(f"Thư viện {district.name[0].lower()}{district.name[1:]}")
        for code, share in (("library.digital", 0.62), ("library.lifelong_service", 0.8)):
            if rng.random() < 0.12:
                continue
            capabilities.claim(
                at=moment(ANSWERED, 10),
                actor=who,
                organisation=district.library,
                capability_code=code,
                answer=rng.random() < share,
                since=ANSWERED,
            )


def load(places: Places, officer: Actor, former: Former) -> Plan:
    """Today's officer loads the paper of a province that has gone: its place and day say whose it was."""
    at = moment(LOADED, 9)
    plan = actions.load(
        at=at,
        actor=officer,
        organisation=places.department,
        name=former.file_name,
        data=paper_docx(former),
    )
    actions.accept_confident(at=at, actor=officer, plan=plan)
    for row in plans_read.shown_rows(plan, "target", "proposed"):
        actions.accept_row(at=at, actor=officer, row=row, seen_revision=row.revision)
    for target in plan.targets.filter(kind="growth_avg").select_related("indicator"):
        # The paper names its base year in so many words.
        values = replace(plans_read.target_values(target), base_year=2025)
        actions.change_row(at=at, actor=officer, row=target, seen_revision=target.revision, values=values)
    return actions.start(at=moment(LOADED, 15), actor=officer, plan=plan)


def decide(places: Places, officer: Actor) -> None:
    """One target is carried on, one replaced, one ended, and one decision taken back; the others wait."""
    rows = {(one.plan.number, one.target.subject): one for one in waiting(places.province, DECIDED)}
    carriers = Carriers(places.province, DECIDED)
    among = replacements(places.province, DECIDED)
    for (number, _subject), one in rows.items():
        target = one.target
        code = target.indicator.code if target.indicator is not None else ""
        if (number, code) == ("88", "tv.co_dich_vu_htsd") and one.standing.gone.level:
            units = tuple(unit.id for unit in carriers.proposed(one))
            _rule(places, officer, Fate.CARRY, Choice(target.pk, units), "Thư viện xã, phường kế thừa.")
        elif code == "bt.luot_khach":
            other = nearest(target, among)
            if other is not None:
                _rule(
                    places,
                    officer,
                    Fate.REPLACE,
                    Choice(target.pk, (), other.pk),
                    "Bảo tàng tỉnh đã hợp nhất.",
                )
        elif (number, code) == ("61", "tv.co_dich_vu_htsd") and one.standing.gone.level:
            _rule(places, officer, Fate.END, Choice(target.pk), "Không còn cấp huyện.")
            _take_back(officer, target)


def _rule(places: Places, officer: Actor, fate: str, choice: Choice, note: str) -> None:
    actions.decide_fates(
        at=moment(DECIDED, 10),
        actor=officer,
        area=places.province,
        ruling=Ruling(fate, DECIDED, BASIS, note),
        choices=[choice],
    )


def _take_back(officer: Actor, target: Target) -> None:
    actions.take_back_fate(
        at=moment(DECIDED, 16),
        actor=officer,
        decision=target.decisions.get(undone_at__isnull=True),
        why="Chờ ý kiến của Ủy ban nhân dân tỉnh về thư viện ở trung tâm huyện cũ.",
    )
