"""The life of a part: every stage and act, walked; whatever the table does not hold is refused and changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from densach.kernel.actor import SYSTEM
from densach.kernel.errors import Refusal
from densach.programme.tasks import actions
from densach.programme.tasks.actions import Saying
from densach.programme.tasks.models import Part, Stage, Update
from densach.programme.tasks.rules.lifecycle import ACTS, TRANSITIONS, step
from densach.programme.tasks.rules.refusals import StageForbids, WordsNeeded
from tests.cast import NOW
from tests.programme.tasks.scene import Scene

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", Stage.values)
@pytest.mark.parametrize("act", ACTS)
def test_every_act_in_every_stage_moves_or_is_refused(scene: Scene, stage: str, act: str) -> None:
    part = scene.part("Số hóa")
    Part.objects.filter(pk=part.pk).update(stage=stage)
    found = step(stage, act)
    if found is None:
        with pytest.raises(StageForbids):
            scene.say(part, act)
        assert not Update.objects.filter(part=part).exists()
        return
    update = scene.say(part, act)
    part.refresh_from_db()
    assert (part.stage, update.stage_before, update.stage_after) == (found.to, stage, found.to)
    assert scene.work("Số hóa").stage == found.to


@pytest.mark.parametrize("stage", Stage.values)
def test_acts_that_need_words_are_refused_without_them(scene: Scene, stage: str) -> None:
    part = scene.part("Số hóa")
    for found in TRANSITIONS[stage]:
        Part.objects.filter(pk=part.pk).update(stage=stage)
        if found.words:
            with pytest.raises(WordsNeeded):
                scene.say(part, found.act, "  ")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=st.lists(st.sampled_from([*ACTS, "take_back"]), min_size=1, max_size=8))
def test_a_walk_leaves_a_history_that_tells_the_present(scene: Scene, walk: list[str]) -> None:
    """Whatever is tried in whatever order: each line begins where the one before ended, and numbers have no gaps."""
    part = scene.part("Số hóa")
    Update.objects.filter(part=part, takes_back__isnull=False).delete()
    Update.objects.filter(part=part).delete()
    Part.objects.filter(pk=part.pk).update(stage=Stage.NOT_BEGUN, revision=1, counted=None)
    for act in walk:
        part.refresh_from_db()
        try:
            if act == "take_back":
                actions.take_back(at=NOW, actor=SYSTEM, part=part, seen_revision=part.revision)
            else:
                scene.say(part, act)
        except Refusal:
            continue
    part.refresh_from_db()
    lines = list(Update.objects.filter(part=part).order_by("number"))
    assert [one.number for one in lines] == list(range(2, len(lines) + 2))
    stage: str = Stage.NOT_BEGUN
    for one in lines:
        assert one.stage_before == stage
        stage = one.stage_after
    assert part.stage == stage
    assert part.revision == len(lines) + 1


def test_the_table_leads_from_every_stage_and_to_every_stage() -> None:
    assert set(TRANSITIONS) == set(Stage.values)
    assert {one.to for steps in TRANSITIONS.values() for one in steps} == set(Stage.values) - {
        Stage.NOT_BEGUN
    }


def test_saying_an_act_that_nobody_knows_is_refused(scene: Scene) -> None:
    part = scene.part("Số hóa")
    with pytest.raises(StageForbids):
        actions.say(at=NOW, actor=SYSTEM, part=part, act="fly", seen_revision=1, saying=Saying(words="x"))
