"""What plans and reports say of an act of the register before it is done is what they find afterwards."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.organisations import actions, queries
from densach.organisations.effects import effects_of
from densach.organisations.models import Organisation, RegisterAct
from densach.organisations.planned import NewOne, PlannedChange
from densach.organisations.queries.dependences import what_depends
from densach.organisations.queries.planning import plan_end, plan_merge
from densach.programme.capabilities import actions as capabilities
from densach.programme.capabilities import queries as asked
from densach.programme.indicators import queries as indicators
from densach.programme.plans import queries as plans
from tests.cast import NOW, Province
from tests.programme.reports.scene import Scene, the_scene

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)


@pytest.fixture
def scene(province: Province) -> Scene:
    made = the_scene(province)
    made.ask()
    return made


def joined() -> NewOne:
    return NewOne("chung", "Thư viện liên xã", "public_library", "commune", "ba-vam.an-tien", "ubnd-an-tien")


def pair(scene: Scene) -> list[Organisation]:
    return [scene.province.commune_library, scene.province.other_commune_library]


def figures(change: PlannedChange) -> dict[str, tuple[int | None, int | None]]:
    with translation.override("vi"):
        return {one.words: (one.before, one.after) for one in effects_of(change) if one.weight == "figure"}


def test_the_units_that_targets_ask_are_those_found_afterwards(scene: Scene) -> None:
    told = figures(plan_merge(pair(scene), joined(), on=DAY))
    share = "70% thư viện cấp xã có dịch vụ phục vụ học tập suốt đời"
    places = "02/02 xã có thư viện hoặc phòng đọc"
    assert told[f"{share}: số đơn vị thuộc chỉ tiêu"] == (2, 1)
    assert told[f"{places}: số địa bàn đã có"] == (2, 1)
    assert f"{places}: số địa bàn thuộc chỉ tiêu" not in told  # both communes are still there
    actions.merge(at=NOW, actor=SYSTEM, predecessors=pair(scene), successor=joined(), on=DAY)
    for target in plans.targets_of(scene.plan):
        if target.subject in {share, places} and target.indicator is not None:
            scope = plans.scope_of(scene.plan, target)
            value = indicators.evaluate(target.indicator, scope, Period(date(2026, 1, 1), DAY), DAY)
            assert value.denominator == (1 if target.subject == share else 2)


def test_a_commune_that_loses_its_committee_is_asked_no_more(scene: Scene) -> None:
    province = scene.province
    change = plan_merge([province.other_commune_committee], province.commune_committee, on=DAY)
    # Its library is still there, so the place is still told by it.
    assert "02/02 xã có thư viện hoặc phòng đọc: số địa bàn thuộc chỉ tiêu" not in figures(change)
    everyone = {"tv-long-dien": "-", "vh-long-dien": "-"}
    change = plan_end(province.other_commune_committee, on=DAY, children=everyone)
    assert figures(change)["02/02 xã có thư viện hoặc phòng đọc: số địa bàn thuộc chỉ tiêu"] == (2, 1)


def test_reports_still_owed_by_who_ends_are_told(scene: Scene) -> None:
    with translation.override("vi"):
        told = [one.words for one in effects_of(plan_end(scene.province.library, on=DAY))]
    assert any("Thư viện tỉnh Ba Vàm còn nợ 1 báo cáo" in one for one in told)


def test_a_plan_of_who_ends_must_be_decided_on(scene: Scene) -> None:
    change = plan_end(scene.plan.organisation, on=DAY)
    with translation.override("vi"):
        told = [one.words for one in effects_of(change) if one.weight == "decide"]
    assert any("Các chỉ tiêu giữ nguyên địa bàn" in one for one in told)


def test_an_answer_given_since_holds_the_act(scene: Scene) -> None:
    actions.merge(at=NOW, actor=SYSTEM, predecessors=pair(scene), successor=joined(), on=date(2026, 11, 1))
    act = RegisterAct.objects.latest("pk")
    assert what_depends(act) == []
    code = next(one.code for one in asked.catalogue() if "public_library" in one.kinds)
    capabilities.claim(
        at=NOW,
        actor=SYSTEM,
        organisation=queries.by_code("chung"),
        capability_code=code,
        answer=False,
        since=date(2026, 11, 2),
    )
    with translation.override("vi"):
        assert [one.words for one in what_depends(act)] == ["1 câu trả lời về năng lực"]
