"""Who owes which report by when."""

from __future__ import annotations

from datetime import date

import pytest

from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.kernel.period import Period
from densach.people.models import User
from densach.programme.plans.models import PlanState, ReportDuty, RowState
from densach.programme.reports import actions, queries
from densach.programme.reports.models import Obligation
from densach.programme.reports.rules.refusals import AlreadyBegun, AlreadyOwes, NoReportDuty, PlanNotRunning
from tests.cast import acting
from tests.programme.reports.scene import H1, IN_JUNE, YEAR, Scene


def test_the_duty_s_words_become_units_and_the_department_gathers(scene: Scene) -> None:
    p = scene.province
    units = set(Obligation.objects.filter(consolidates=False).values_list("organisation_id", flat=True))
    assert units == {one.pk for one in (p.library, p.museum, p.culture_centre, p.commune_committee,
                                        p.other_commune_committee)}  # fmt: skip
    gathering = Obligation.objects.get(consolidates=True)
    assert (gathering.organisation, gathering.recipient) == (p.department, p.committee)


def test_units_owe_the_department_figures_to_the_day_before_the_report_is_due(scene: Scene) -> None:
    one = scene.obligation(scene.province.library)
    assert (one.due, one.cutoff, one.recipient) == (
        date(2026, 6, 10),
        date(2026, 6, 9),
        scene.province.department,
    )


def test_asking_twice_makes_nothing_twice_but_takes_in_who_is_new(scene: Scene) -> None:
    Obligation.objects.get(organisation=scene.province.museum).delete()
    scene.ask()
    assert Obligation.objects.count() == 6


def test_another_cut_off_may_be_chosen_inside_the_period(scene: Scene) -> None:
    made = actions.make_obligations(
        at=IN_JUNE, actor=SYSTEM, plan=scene.plan, period=YEAR, cutoff=date(2026, 10, 31)
    )
    assert {one.cutoff for one in made} == {date(2026, 10, 31)}


def test_a_period_that_no_duty_names_is_refused_but_may_be_asked_for_once(scene: Scene) -> None:
    quarter = Period.quarter(2026, 1)
    with pytest.raises(NoReportDuty):
        scene.ask(period=quarter)
    made = actions.ask_once(at=IN_JUNE, actor=SYSTEM, plan=scene.plan, period=quarter, due=date(2026, 7, 5))
    assert {(one.due, one.cutoff) for one in made} == {(date(2026, 7, 5), date(2026, 3, 31))}


def test_a_plan_in_review_asks_for_no_reports(scene: Scene) -> None:
    scene.plan.state = PlanState.REVIEW
    with pytest.raises(PlanNotRunning):
        scene.ask(period=YEAR)


def test_a_dropped_duty_asks_for_nothing(scene: Scene) -> None:
    ReportDuty.objects.filter(cycle="year").update(state=RowState.DROPPED)
    with pytest.raises(NoReportDuty):
        scene.ask(period=YEAR)


def test_a_named_unit_is_found_by_its_alias(scene: Scene) -> None:
    ReportDuty.objects.filter(cycle="year").update(reporters=["Bảo tàng tỉnh"])
    made = scene.ask(period=YEAR)
    assert [one.organisation for one in made if not one.consolidates] == [scene.province.museum]


def test_the_officer_adds_and_takes_off_a_unit_before_it_has_begun(scene: Scene, officer: User) -> None:
    actor, gathering = acting(officer), scene.obligation(scene.province.department, consolidates=True)
    museum = scene.obligation(scene.province.museum)
    actions.remove_unit(at=IN_JUNE, actor=actor, obligation=museum)
    assert not Obligation.objects.filter(organisation=scene.province.museum).exists()
    actions.add_unit(at=IN_JUNE, actor=actor, gathering=gathering, organisation=scene.province.museum)
    assert scene.obligation(scene.province.museum).recipient == scene.province.department


def test_a_unit_cannot_be_added_twice(scene: Scene) -> None:
    gathering = scene.obligation(scene.province.department, consolidates=True)
    with pytest.raises(AlreadyOwes):
        actions.add_unit(at=IN_JUNE, actor=SYSTEM, gathering=gathering, organisation=scene.province.museum)


def test_a_unit_that_has_begun_stays_on_the_list(scene: Scene) -> None:
    scene.opened(scene.province.museum)
    with pytest.raises(AlreadyBegun):
        actions.remove_unit(at=IN_JUNE, actor=SYSTEM, obligation=scene.obligation(scene.province.museum))


def test_days_change_for_the_whole_round(scene: Scene) -> None:
    gathering = scene.obligation(scene.province.department, consolidates=True)
    changed = actions.set_days(
        at=IN_JUNE, actor=SYSTEM, gathering=gathering, due=date(2026, 6, 20), cutoff=date(2026, 6, 19)
    )
    assert changed == 6
    assert scene.obligation(scene.province.museum).due == date(2026, 6, 20)
    assert scene.obligation(scene.province.library).cutoff == date(2026, 6, 19)


def test_a_librarian_cannot_ask_others_for_reports(scene: Scene, librarian: User) -> None:
    with pytest.raises(NotAllowed):
        scene.ask(actor=acting(librarian), period=YEAR)


def test_the_plan_offers_the_periods_of_its_duties_newest_first(scene: Scene) -> None:
    found = queries.offers_of(scene.plan, date(2026, 6, 1))
    assert [offer.period for offer in found] == [YEAR, H1]


def test_reports_not_handed_in_are_overdue_after_their_day(scene: Scene, officer: User) -> None:
    scene.submitted(scene.province.library)
    found = queries.obligations_for(acting(officer), date(2026, 6, 11))
    told = {one.name: (one.state, one.timeliness.value) for one in found if not one.obligation.consolidates}
    assert told["Thư viện tỉnh Ba Vàm"] == ("submitted", "on_time")
    assert told["Bảo tàng tỉnh Ba Vàm"] == ("none", "overdue")


def test_the_list_narrows_by_state_timeliness_and_name(scene: Scene, officer: User) -> None:
    scene.submitted(scene.province.library)
    on, actor = date(2026, 6, 11), acting(officer)
    by_state = queries.obligations_for(actor, on, queries.Filters(state="submitted"))
    not_begun = queries.obligations_for(actor, on, queries.Filters(state=queries.NOT_BEGUN, text="bao tang"))
    overdue = queries.obligations_for(actor, on, queries.Filters(timeliness="overdue"))
    assert [one.name for one in by_state] == ["Thư viện tỉnh Ba Vàm"]
    assert [one.name for one in not_begun] == ["Bảo tàng tỉnh Ba Vàm"]
    assert "Thư viện tỉnh Ba Vàm" not in {one.name for one in overdue}


def test_a_stranger_sees_none_of_it_and_a_unit_only_its_own(
    scene: Scene, stranger: User, librarian: User
) -> None:
    on = date(2026, 6, 1)
    assert queries.obligations_for(acting(stranger), on) == []
    assert [one.name for one in queries.obligations_for(acting(librarian), on)] == ["Thư viện tỉnh Ba Vàm"]


def test_what_i_owe_is_my_own_unit_s_report_and_not_that_of_units_below(
    scene: Scene, commune_officer: User, officer: User, stranger: User
) -> None:
    on = date(2026, 6, 1)
    assert [one.name for one in queries.mine(acting(commune_officer), on)] == ["Ủy ban nhân dân xã An Tiến"]
    [gathering] = queries.mine(acting(officer), on)
    assert (gathering.obligation.consolidates, gathering.obligation.organisation) == (
        True,
        scene.province.department,
    )
    assert queries.mine(acting(stranger), on) == []
