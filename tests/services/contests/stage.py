"""A contest of the cast's province with a round of the province and one of a commune, made by actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from densach.kernel.actor import SYSTEM, Actor
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.people.queries import StaffActor
from densach.services.activities.actions.kinds import seed_kinds
from densach.services.activities.models import ActivityKind
from densach.services.contests import actions
from densach.services.contests.actions import Mark
from densach.services.contests.models import Contest, Criterion, Entry, Judge, Prize, Round
from densach.services.contests.rules.given import (
    ContestData,
    CriterionData,
    EntryData,
    JudgeData,
    PrizeData,
    RoundData,
)
from tests import cast

NOW, TODAY = cast.NOW, cast.TODAY
OPENS, CLOSES, HELD = date(2026, 11, 1), date(2026, 11, 30), date(2026, 11, 19)
CRITERIA = (CriterionData("Nội dung", Decimal(10), Decimal(2)), CriterionData("Thể hiện", Decimal(10)))
PRIZES = (PrizeData("Giải Nhất", 1, 2_000_000), PrizeData("Giải Nhì", 2))


def actor_of(user: User) -> StaffActor:
    return StaffActor(user, TODAY)


def a_kind(code: str = "art_festival") -> ActivityKind:
    if not ActivityKind.objects.filter(code=code).exists():
        seed_kinds(at=NOW)
    return ActivityKind.objects.get(code=code)


def round_data(name: str = "Vòng chung khảo", **told: Any) -> RoundData:
    return RoundData(
        name, told.pop("opens", OPENS), told.pop("closes", CLOSES), told.pop("held_on", HELD), **told
    )


def a_contest(organisation: Organisation, *, actor: Actor = SYSTEM, **told: Any) -> Contest:
    first = told.pop("first", None) or round_data()
    given = {"title": "Liên hoan tiếng hát dân ca năm 2026", "year": 2026, "kind": a_kind(), **told}
    data = ContestData(**given)
    return actions.hold_contest(at=NOW, actor=actor, organisation=organisation, data=data, first=first)


def the_round(contest: Contest) -> Round:
    return Round.objects.get(contest=contest, above__isnull=True)


def fresh(round_: Round) -> Round:
    return Round.objects.select_related("contest__kind", "organisation", "activity").get(pk=round_.pk)


def step(round_: Round, *acts: str, actor: Actor = SYSTEM, why: str = "Theo biên bản họp") -> Round:
    for act in acts:
        now = fresh(round_)
        actions.step_round(at=NOW, actor=actor, round_=now, act=act, seen=now.revision, why=why)
    return fresh(round_)


def criteria(round_: Round, given: Sequence[CriterionData] = CRITERIA) -> list[Criterion]:
    now = fresh(round_)
    return actions.write_criteria(at=NOW, actor=SYSTEM, round_=now, seen=now.revision, criteria=given)


def prizes(round_: Round, given: Sequence[PrizeData] = PRIZES) -> list[Prize]:
    now = fresh(round_)
    return actions.write_prizes(at=NOW, actor=SYSTEM, round_=now, seen=now.revision, prizes=given)


def a_judge(round_: Round, name: str, *, user: User | None = None, head: bool = False) -> Judge:
    data = JudgeData(name, email=user.email if user else "", head=head)
    return actions.seat_judge(at=NOW, actor=SYSTEM, round_=round_, data=data)


def an_entry(round_: Round, name: str, *, kind: str = "team", **told: Any) -> Entry:
    return actions.enter(at=NOW, actor=SYSTEM, round_=round_, data=EntryData(kind, name, **told))


def marks(judge: Judge, entry: Entry, *values: str | int, actor: Actor = SYSTEM) -> None:
    """Marks of one judge for one entry, in the order of the criteria."""
    keys = entry.round.criteria.order_by("position").values_list("pk", flat=True)
    given = {(entry.pk, key): Mark(Decimal(value)) for key, value in zip(keys, map(str, values), strict=True)}
    actions.give_marks(at=NOW, actor=actor, judge=judge, marks=given)


@dataclass
class Stage:
    """A province round being judged: two judges, the first leads; three entries."""

    contest: Contest
    round: Round
    judges: list[Judge] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def all_marks(self) -> None:
        """The second entry wins, the first is second."""
        for judge in self.judges:
            for entry, value in zip(self.entries, (8, 9, 7), strict=True):
                marks(judge, entry, value, value)

    def ranked(self) -> Round:
        self.all_marks()
        return step(self.round, "rank")


def being_judged(organisation: Organisation, **told: Any) -> Stage:
    contest = a_contest(organisation, **told)
    round_ = the_round(contest)
    criteria(round_)
    step(round_, "open")
    stage = Stage(contest, round_)
    stage.judges = [a_judge(round_, "Nghệ sĩ Hai Lúa", head=True), a_judge(round_, "Nhạc sĩ Tư Đờn")]
    names = ("Đội văn nghệ xã An Tiến", "Đội văn nghệ xã Long Điền", "Câu lạc bộ Đờn ca tài tử")
    stage.entries = [an_entry(round_, name, title=f"Tiết mục {n}", members=5) for n, name in enumerate(names)]
    stage.round = step(round_, "judge")
    return stage
