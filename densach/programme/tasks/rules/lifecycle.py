"""The life of a part as a table: {stage: (Step(act, next stage, who, words needed))}, and what becomes of the whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from densach.programme.tasks.models import Stage

Who = Literal["unit", "owner"]


class Step(NamedTuple):
    """`who`: the unit itself (task.progress there), or whoever handed the work out (task.manage there)."""

    act: str
    to: str
    who: Who
    words: bool = False


TRANSITIONS: Final[dict[str, tuple[Step, ...]]] = {
    Stage.NOT_BEGUN: (
        Step("begin", Stage.DOING, "unit"),
        Step("finish", Stage.DONE, "unit", words=True),
        Step("stop", Stage.STOPPED, "owner", words=True),
    ),
    Stage.DOING: (
        Step("note", Stage.DOING, "unit", words=True),
        Step("wait", Stage.WAITING, "unit", words=True),
        Step("finish", Stage.DONE, "unit", words=True),
        Step("stop", Stage.STOPPED, "owner", words=True),
    ),
    Stage.WAITING: (
        Step("begin", Stage.DOING, "unit"),
        Step("note", Stage.WAITING, "unit", words=True),
        Step("finish", Stage.DONE, "unit", words=True),
        Step("stop", Stage.STOPPED, "owner", words=True),
    ),
    Stage.DONE: (
        Step("confirm", Stage.CONFIRMED, "owner"),
        Step("return", Stage.DOING, "owner", words=True),
    ),
    Stage.CONFIRMED: (Step("reopen", Stage.DOING, "owner", words=True),),
    Stage.STOPPED: (Step("resume", Stage.DOING, "owner", words=True),),
}
ACTS: Final = tuple(dict.fromkeys(step.act for steps in TRANSITIONS.values() for step in steps))
# Acts that carry the work on: closed to what still waits for an event or for a pilot's result.
FORWARD: Final = frozenset({"begin", "note", "wait", "finish"})
OPEN: Final = (Stage.NOT_BEGUN, Stage.DOING, Stage.WAITING)
# What is neither late nor asked for: somebody has said that it is done, or that it is not to be.
RESTING: Final = (Stage.DONE, Stage.CONFIRMED, Stage.STOPPED)
CLOSED: Final = (Stage.CONFIRMED, Stage.STOPPED)


def step(stage: str, act: str) -> Step | None:
    """The step that `act` takes from `stage`, or none where the table has none."""
    return next((one for one in TRANSITIONS[stage] if one.act == act), None)


def acts(stage: str) -> tuple[Step, ...]:
    """What can be done in a stage."""
    return TRANSITIONS[stage]


def whole_stage(stages: Iterable[str]) -> str:
    """The stage of a work from those of its reporting parts and pieces: never further than the slowest of them.

    What was stopped asks nothing more, so it does not hold the others back; held up is only what has nothing in
    progress beside it.
    """
    every = list(stages)
    living = [one for one in every if one != Stage.STOPPED]
    if not living:
        return Stage.STOPPED if every else Stage.NOT_BEGUN
    if all(one == Stage.CONFIRMED for one in living):
        return Stage.CONFIRMED
    if all(one in (Stage.DONE, Stage.CONFIRMED) for one in living):
        return Stage.DONE
    if Stage.DOING in living:
        return Stage.DOING
    if Stage.WAITING in living:
        return Stage.WAITING
    return Stage.NOT_BEGUN if all(one == Stage.NOT_BEGUN for one in living) else Stage.DOING
