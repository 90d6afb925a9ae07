"""The doors of contests and festivals: a province's round that is ranked, with a commune's round below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from densach.kernel.actor import SYSTEM
from densach.services.contests import actions
from densach.services.contests.models import (
    Award,
    Conflict,
    Contest,
    Entry,
    Judge,
    Round,
    RoundCount,
)
from densach.services.contests.rules.given import EntryData, JudgeData
from tests.house.answers import nowhere, overview, staff
from tests.house.doors import ABSENT, REFUSED, TO_SIGN_IN, Door
from tests.house.world import World
from tests.services.contests.stage import (
    NOW,
    a_contest,
    a_judge,
    criteria,
    fresh,
    marks,
    prizes,
    round_data,
    step,
    the_round,
)

TITLE = "Hội diễn cửa"


def _contest(world: World) -> Contest:
    """Its rounds: the province's being judged, the commune's closed with a prize, one of them gone up."""
    found = Contest.objects.filter(title=TITLE).first()
    if found is not None:
        return found
    made = a_contest(world.province.culture_centre, title=TITLE)
    above = the_round(made)
    criteria(above)
    now = fresh(above)
    [below] = actions.add_rounds_below(
        at=NOW, actor=SYSTEM, above=now, seen=now.revision, units=[world.province.commune_centre],
        data=round_data("Vòng xã", promotes=1),
    )  # fmt: skip
    _run_below(below)
    actions.seat_judge(
        at=NOW, actor=SYSTEM, round_=above, data=JudgeData("", email=world.person("officer").email, head=True)
    )
    other = a_judge(above, "Ông Sáu")
    step(above, "open")
    entry = actions.enter(at=NOW, actor=SYSTEM, round_=above, data=EntryData("team", "Đội tỉnh"))
    step(above, "judge")
    actions.declare_conflict(at=NOW, actor=SYSTEM, judge=other, entry=entry, why="Người thân")
    actions.seed_cadences(at=NOW)
    return made


def _run_below(below: Round) -> None:
    [first, _second] = prizes(below)
    judge = a_judge(below, "Bà Năm")
    step(below, "open")
    entries = [
        actions.enter(at=NOW, actor=SYSTEM, round_=below, data=EntryData("team", name))
        for name in ("Đội A", "Đội B")
    ]
    step(below, "judge")
    for entry, value in zip(entries, (9, 8), strict=True):
        marks(judge, entry, value, value)
    now = step(below, "rank")
    actions.give_prizes(at=NOW, actor=SYSTEM, round_=now, seen=now.revision, chosen={entries[0].pk: first.pk})
    now = fresh(below)
    actions.promote(at=NOW, actor=SYSTEM, round_=now, seen=now.revision)
    step(below, "close")


def a_contest_of(world: World) -> dict[str, Any]:
    return {"pk": _contest(world).pk}


def _above(world: World) -> Round:
    return Round.objects.get(contest=_contest(world), above__isnull=True)


def _below(world: World) -> Round:
    return Round.objects.get(contest=_contest(world), above__isnull=False)


def above(world: World) -> dict[str, Any]:
    return {"pk": _above(world).pk}


def below(world: World) -> dict[str, Any]:
    return {"pk": _below(world).pk}


def above_with(**more: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {**above(world), **more}


def a_seat(world: World) -> dict[str, Any]:
    return {"pk": Judge.objects.get(round=_above(world), user__isnull=False).pk}


def a_judge_of(world: World) -> dict[str, Any]:
    return {**above(world), "judge_pk": Judge.objects.get(round=_above(world), user__isnull=True).pk}


def an_entry(world: World) -> dict[str, Any]:
    return {"pk": Entry.objects.get(round=_above(world), origin__isnull=True).pk}


def an_entry_up(world: World) -> dict[str, Any]:
    return {"pk": Entry.objects.get(round=_below(world), promoted__isnull=False).pk}


def an_entry_to_leave(world: World) -> dict[str, Any]:
    return {**an_entry(world), "act": "rut"}


def a_vote(world: World) -> dict[str, Any]:
    return {**a_seat(world), "entry_pk": an_entry(world)["pk"]}


def a_conflict(world: World) -> dict[str, Any]:
    return {**above(world), "conflict_pk": Conflict.objects.get(judge__round=_above(world)).pk}


def an_award(world: World) -> dict[str, Any]:
    return {**below(world), "award_pk": Award.objects.get(prize__round=_below(world)).pk}


def a_count(world: World) -> dict[str, Any]:
    return {"pk": RoundCount.objects.filter(round=_below(world)).earliest("pk").pk}


def pressed(reach: Callable[[World], dict[str, Any]]) -> Door:
    """A button: it answers with a way back."""
    return staff(reach, owned=302, post=nowhere)


def seat_door(reach: Callable[[World], dict[str, Any]]) -> Door:
    """For the judge alone, who needs an account and no role."""
    return Door(TO_SIGN_IN, ABSENT, ABSENT, 200, "officer", reach)


CONTESTS = {
    "contests:home": overview(is_list=True),
    "contests:new": overview(),
    "contests:contest": staff(a_contest_of, is_list=True),
    "contests:change_contest": staff(a_contest_of),
    "contests:round": staff(above),
    "contests:change_round": staff(above),
    "contests:below": staff(above),
    "contests:criteria": staff(above),
    "contests:prizes": staff(above),
    "contests:jury": staff(above),
    "contests:make_head": pressed(a_judge_of),
    "contests:remove_judge": pressed(a_judge_of),
    "contests:sheet": staff(a_judge_of, owner="culture_head"),
    "contests:conflict": staff(above),
    "contests:conflict_end": pressed(a_conflict),
    "contests:entries": staff(above, is_list=True),
    "contests:enter": staff(above),
    "contests:draw": staff(above),
    "contests:entry": staff(an_entry),
    "contests:change_entry": staff(an_entry),
    "contests:readmit": pressed(an_entry),
    "contests:promote_back": pressed(an_entry_up),
    "contests:leave": staff(an_entry_to_leave),
    "contests:results": staff(below, is_list=True),
    "contests:paper": staff(below),
    "contests:award": staff(below),
    "contests:award_back": staff(an_award),
    # A department issues no certificates in the name of a commune's centre.
    "contests:certify": staff(below, owned=REFUSED, post=nowhere),
    "contests:promote": staff(below),
    "contests:step": staff(above_with(act="cancel")),
    "contests:seats": Door(TO_SIGN_IN, 200, 200, 200),
    "contests:seat": seat_door(a_seat),
    "contests:vote": seat_door(a_vote),
    "contests:decline": seat_door(a_vote),
    "contests:cadence": overview(is_list=True),
    "contests:rules": overview(),
    "contests:trace": staff(a_count),
}
