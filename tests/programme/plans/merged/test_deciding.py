"""What officers decide of targets that outlived whom they asked, and how these are judged from then on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.programme.plans import actions, queries
from densach.programme.plans.actions import Choice, Ruling
from densach.programme.plans.models import Fate, Target, TargetDecision
from densach.programme.plans.queries import JudgedTarget
from densach.programme.plans.queries.merged.table import merged
from densach.programme.plans.queries.merged.waiting import waiting
from densach.programme.plans.rules.refusals import (
    AlreadyDecided,
    BasisMissing,
    CarrierNotAsked,
    CarrierNotThere,
    DecidedAhead,
    DecidedTooEarly,
    DecisionDependedOn,
    DecisionGone,
    NobodyCarries,
    NotAReplacement,
    NothingToDecide,
    ReasonMissing,
)
from densach.programme.plans.status import Status
from densach.programme.reports.models import Obligation, Report, ReportLine
from tests import cast
from tests.cast import NOW, TODAY
from tests.programme.indicators.test_reform import REFORM
from tests.programme.plans.merged.world import VISITS, World, a_plan, claims, counted, percent, values
from tests.stage import SignedIn

BASIS = "Quyết định 15/QĐ-UBND ngày 01/7/2025"
DISTRICT = "số hóa huyện"


def ruled(
    world: World, fate: str, *choices: Choice, on: date = REFORM, basis: str = BASIS
) -> list[TargetDecision]:
    return actions.decide_fates(
        at=NOW, actor=SYSTEM, area=world.united, ruling=Ruling(fate, on, basis), choices=choices
    )


def carried(world: World, code: str, subject: str, *units: Organisation, on: date = REFORM) -> TargetDecision:
    target = world.target(code, subject)
    (made,) = ruled(world, Fate.CARRY, Choice(target.pk, tuple(unit.pk for unit in units)), on=on)
    return made


def row(world: World, target: Target, on: date = TODAY, **how: Any) -> JudgedTarget:
    return next(one for one in queries.judged(target.plan, on, **how) if one.target.pk == target.pk)


def test_nothing_is_dropped_while_it_waits(world: World) -> None:
    before = [one.target.pk for one in queries.judged(world.plans["tay"], date(2025, 6, 30))]
    assert [one.target.pk for one in queries.judged(world.plans["tay"], TODAY)] == before
    assert sum(queries.tally(queries.judged(world.plans["tay"], TODAY)).values()) == len(before)


@pytest.mark.parametrize(("as_", "said"), [("was", "merged.territory_gone"), ("now", "merged.territory_now")])
def test_whose_ground_is_shown_is_told(world: World, as_: str, said: str) -> None:
    told = row(world, world.target("tay", "lượt xã"), as_=as_)
    assert told.verdict.explanation[0].message_id == said


def test_what_waits_is_told_for_territories_and_for_levels(world: World) -> None:
    found = {(one.plan.code, one.target.subject): one.standing.gone for one in waiting(world.united, TODAY)}
    assert len(found) == 8
    assert found["kh-tay", DISTRICT].level
    assert not found["kh-tay", "lượt xã"].level
    assert found["kh-tay", "lượt xã"].last_day == date(2025, 6, 30)


def test_before_the_last_day_nothing_waits(world: World) -> None:
    assert waiting(world.united, date(2025, 6, 30)) == []


def test_carried_on_it_is_judged_over_the_units_that_took_over(world: World) -> None:
    world.answered("tay", 4, 4)
    claims(world.libraries["tay"], True, date(2026, 2, 1))
    carried(world, "tay", DISTRICT, world.libraries["tay"], world.libraries["bac"])
    told = row(world, world.target("tay", DISTRICT))
    assert told.value is not None
    assert [(part.name, part.answer) for part in told.value.parts] == [("tv-bac", None), ("tv-tay", True)]
    assert told.verdict.need == 2


def test_carried_on_it_keeps_the_past_of_those_that_went_into_its_units(world: World) -> None:
    counted(world.districts["tay"][0], date(2025, 3, 1), 40)
    counted(world.libraries["tay"], date(2025, 9, 1), 60)
    subject = "lượt huyện"
    given = {**VISITS, "institution_types": ["thu_vien_huyen"], "levels": ["huyen"], "year_to": 2030}
    plan = a_plan(world, "bac", {subject: percent(given, 80)})
    carried(world, "bac", subject, world.libraries["tay"])
    told = row(world, plan.targets.get(), date(2025, 12, 31))
    assert values(told.verdict.actual, told.verdict.status) == (100, Status.ACHIEVED)


def test_the_evidence_of_a_carried_target_sums_to_its_figure(world: World) -> None:
    claims(world.libraries["tay"], True, date(2026, 2, 1))
    carried(world, "tay", DISTRICT, world.libraries["tay"], world.libraries["bac"])
    told = row(world, world.target("tay", DISTRICT))
    page = SignedIn(world.officer()).get(told.evidence_url)
    assert page.context["value"] == told.value


def test_replaced_it_shows_the_target_in_its_place(world: World) -> None:
    plan = a_plan(world, "hop", {"lượt mới": percent(VISITS, 50, year_from=2026)}, territory=world.united)
    counted(world.libraries["bac"], date(2026, 3, 1), 60)
    old, new = world.target("tay", "lượt xã"), plan.targets.get()
    ruled(world, Fate.REPLACE, Choice(old.pk, (), new.pk))
    told = row(world, old)
    assert values(told.target, told.verdict.actual, told.status) == (old, 60, Status.ACHIEVED)
    assert told.planned_text.startswith("1.000")
    assert told.verdict.explanation[0].message_id == "merged.replaced"


def test_ended_it_stands_still_and_counts_no_more(world: World) -> None:
    counted(world.libraries["tay"], date(2026, 1, 10), 300)
    target = world.target("tay", "lượt xã")
    ruled(world, Fate.END, Choice(target.pk), on=date(2026, 2, 1))
    counted(world.libraries["tay"], date(2026, 5, 10), 9_000)
    told = row(world, target)
    assert told.verdict.actual == 300
    assert not told.is_counted
    rows = queries.judged(target.plan, TODAY)
    assert sum(queries.tally(rows).values()) == len(rows) - 1


@pytest.mark.parametrize("fate", [Fate.CARRY, Fate.END])
def test_on_days_before_the_decision_it_is_judged_as_before(world: World, fate: str) -> None:
    world.answered("tay", 4, 4)
    target = world.target("tay", DISTRICT)
    day = date(2026, 3, 1)
    before = row(world, target, day)
    ruled(world, fate, Choice(target.pk, (world.libraries["tay"].pk,)), on=date(2026, 4, 1))
    assert row(world, target, day) == before


def test_what_was_known_at_an_instant_knows_no_later_decision(world: World) -> None:
    target = world.target("tay", "lượt xã")
    ruled(world, Fate.END, Choice(target.pk))
    assert row(world, target, known_at=NOW - timedelta(days=1)).is_counted
    assert not row(world, target, known_at=NOW + timedelta(days=1)).is_counted


def test_the_sum_leaves_out_what_was_ended(world: World) -> None:
    ruled(world, Fate.END, Choice(world.target("dong", "lượt xã").pk))
    line = next(one for one in merged(world.united, TODAY).lines if one.target.subject == "lượt xã")
    assert line.now is not None
    assert line.then is not None
    assert values(line.then.verdict.need, line.now.verdict.need) == (1600, 1000)


def test_a_decision_is_written_into_the_journal(world: World) -> None:
    ruled(world, Fate.END, Choice(world.target("tay", DISTRICT).pk))
    assert Entry.objects.filter(act="plans.ended_target", subject="plan:kh-tay").count() == 1


def test_all_of_several_are_decided_or_none(world: World) -> None:
    first, second = world.target("tay", DISTRICT), world.target("dong", DISTRICT)
    with pytest.raises(NobodyCarries):
        ruled(world, Fate.CARRY, Choice(first.pk, (world.libraries["tay"].pk,)), Choice(second.pk))
    assert not TargetDecision.objects.exists()


def test_two_decisions_on_one_target_do_not_stand(world: World) -> None:
    target = world.target("tay", DISTRICT)
    ruled(world, Fate.END, Choice(target.pk))
    with pytest.raises(AlreadyDecided):
        ruled(world, Fate.END, Choice(target.pk))


def test_refusals_are_told(world: World) -> None:
    target = world.target("tay", DISTRICT)
    plan = a_plan(world, "hop", {"mới": percent(VISITS, 50)}, territory=world.united)
    ended, library = world.districts["tay"][0].pk, world.libraries["tay"].pk
    told: list[tuple[type[Exception], str, Choice, dict[str, Any]]] = [
        (BasisMissing, Fate.END, Choice(target.pk), {"basis": " "}),
        (DecidedTooEarly, Fate.END, Choice(target.pk), {"on": date(2025, 6, 30)}),
        (DecidedAhead, Fate.END, Choice(target.pk), {"on": TODAY + timedelta(days=1)}),
        (NobodyCarries, Fate.CARRY, Choice(target.pk), {}),
        (CarrierNotThere, Fate.CARRY, Choice(target.pk, (ended,)), {}),
        (CarrierNotAsked, Fate.CARRY, Choice(target.pk, (library, world.department.pk)), {}),
        (NotAReplacement, Fate.REPLACE, Choice(target.pk, (), target.pk), {}),
        (NotAReplacement, Fate.REPLACE, Choice(target.pk, (), world.target("dong", DISTRICT).pk), {}),
        (NothingToDecide, Fate.END, Choice(plan.targets.get().pk), {}),
        (NothingToDecide, Fate.END, Choice(0), {}),
    ]
    for refusal, fate, choice, more in told:
        with pytest.raises(refusal):
            ruled(world, fate, choice, **more)
    assert not TargetDecision.objects.exists()


def test_only_who_manages_plans_in_the_place_decides(world: World) -> None:
    librarian = cast.a_person("tt@hop.test", "Lê Thủ Thư", "librarian", world.libraries["tay"])
    with pytest.raises(NotAllowed):
        actions.decide_fates(
            at=NOW,
            actor=cast.acting(librarian),
            area=world.united,
            ruling=Ruling(Fate.END, REFORM, BASIS),
            choices=[Choice(world.target("tay", DISTRICT).pk)],
        )


# taking back ----------------------------------------------------------------------------------------------


def back(decision: TargetDecision, why: str = "Nhầm") -> TargetDecision:
    return actions.take_back_fate(at=NOW, actor=SYSTEM, decision=decision, why=why)


def test_taken_back_the_target_waits_again_and_the_decision_stays_written(world: World) -> None:
    target = world.target("tay", DISTRICT)
    (made,) = ruled(world, Fate.END, Choice(target.pk))
    back(made)
    assert target.pk in {one.target.pk for one in waiting(world.united, TODAY)}
    assert target.decisions.get().undone_why == "Nhầm"
    assert ruled(world, Fate.END, Choice(target.pk))


def test_without_a_reason_or_twice_it_is_not_taken_back(world: World) -> None:
    (made,) = ruled(world, Fate.END, Choice(world.target("tay", DISTRICT).pk))
    with pytest.raises(ReasonMissing):
        back(made, " ")
    back(made)
    with pytest.raises(DecisionGone):
        back(made)


def test_a_decision_on_which_a_signed_report_rests_stays(world: World) -> None:
    target = world.target("tay", "lượt xã")
    (made,) = ruled(world, Fate.END, Choice(target.pk))
    signed_with(world, target)
    with pytest.raises(DecisionDependedOn):
        back(made)


def signed_with(world: World, target: Target) -> None:
    """A signed report of the plan that tells of the target."""
    days = {"period_from": date(2026, 1, 1), "period_to": date(2026, 6, 30)}
    obligation = Obligation.objects.create(
        plan=target.plan, organisation=world.department, recipient=world.department, period="2026-H1",
        due=date(2026, 6, 10), cutoff=date(2026, 5, 31), **days,
    )  # fmt: skip
    report = Report.objects.create(obligation=obligation)
    ReportLine.objects.create(report=report, target=target, position=1, label=target.subject, **days)
    Report.objects.filter(pk=report.pk).update(
        state="signed", signed_at=datetime(2026, 11, 21, tzinfo=UTC), sha256="0" * 64
    )
