"""What cannot be asked, arranged or printed: days to come, years of no plan, rounds without units."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from densach.cli import reporting
from densach.kernel.actor import SYSTEM
from densach.kernel.dates import today
from densach.kernel.period import Period
from densach.people.models import User
from densach.programme.plans.models import PlanState, ReportDuty
from densach.programme.reports import actions, queries
from densach.programme.reports.models import Obligation, Report
from densach.programme.reports.rules import refusals
from densach.programme.reports.rules.figures import Sum
from tests.programme.reports.scene import H1, IN_JUNE, LATER, SIGNING, YEAR, Scene
from tests.stage import SignedIn

MAY = IN_JUNE.replace(month=5, day=20)


def told(report: Report) -> str:
    return repr(queries.paper_of(report).body)


def test_figures_and_paper_stop_on_the_day_they_are_taken(scene: Scene) -> None:
    report = scene.opened(scene.province.library, at=MAY)
    assert queries.figures_until(report) == date(2026, 5, 20)
    assert {line.period_to for line in report.lines.all()} == {date(2026, 5, 20)}
    assert "20/5/2026" in told(report) or "20/05/2026" in told(report)
    assert "09/6/2026" not in told(report) and "09/06/2026" not in told(report)


def test_a_report_gathered_and_signed_early_names_no_day_to_come(scene: Scene) -> None:
    report = actions.open_report(
        at=MAY, actor=SYSTEM, obligation=scene.obligation(scene.province.department, consolidates=True)
    )
    assert "số liệu đến ngày" not in told(report).lower()
    report = actions.consolidate(at=MAY, actor=SYSTEM, report=report, seen_revision=report.revision)
    report = actions.sign(at=MAY, actor=SYSTEM, report=report, seen_revision=report.revision, signing=SIGNING)
    assert max(line.period_to for line in report.lines.all()) == today(MAY)
    assert queries.seal_holds(report)
    assert queries.differences(report, queries.lines_of(report)) == []


def test_after_the_cut_off_figures_still_stop_at_it(scene: Scene) -> None:
    assert queries.figures_until(scene.opened(scene.province.library, at=LATER)) == date(2026, 6, 9)


def test_a_dash_beside_a_dash_is_no_difference(scene: Scene) -> None:
    report = scene.consolidated()
    line = next(one for one in queries.lines_of(report) if one.shape == "share")
    line.numerator, line.denominator, line.unknown, line.total = 0, 0, 0, None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("densach.programme.reports.queries.standing.live_sum", lambda *_: Sum())
        assert queries.differences(report, [line]) == []
        patch.setattr("densach.programme.reports.queries.standing.live_sum", lambda *_: Sum(1, 2))
        assert len(queries.differences(report, [line])) == 1


def test_a_report_on_a_period_that_has_not_begun_is_not_opened(scene: Scene) -> None:
    scene.ask(period=Period.year(2027))
    one = Obligation.objects.get(organisation=scene.province.museum, period="2027")
    with pytest.raises(refusals.PeriodNotBegun):
        actions.open_report(at=IN_JUNE, actor=SYSTEM, obligation=one)


@pytest.mark.parametrize("code", ["9999", "0001", "2025", "2031", "2020-01-01..2026-03-01"])
def test_no_report_is_asked_for_outside_of_the_plan_s_years(scene: Scene, code: str) -> None:
    period = Period.parse(code)
    with pytest.raises(refusals.PeriodOutsidePlan):
        scene.ask(period=period)
    with pytest.raises(refusals.PeriodOutsidePlan):
        actions.ask_once(at=IN_JUNE, actor=SYSTEM, plan=scene.plan, period=period, due=date(2026, 7, 1))


@pytest.mark.parametrize("due", [date(2026, 6, 8), date(2028, 1, 1), date(9999, 12, 31)])
def test_no_report_is_asked_for_by_a_day_that_is_over_or_far_away(scene: Scene, due: date) -> None:
    with pytest.raises((refusals.DueInThePast, refusals.DueOutOfSense)):
        actions.ask_once(at=IN_JUNE, actor=SYSTEM, plan=scene.plan, period=Period.quarter(2026, 1), due=due)


def test_an_ended_plan_offers_periods_of_its_own_years(scene: Scene) -> None:
    scene.plan.year_from, scene.plan.year_to = 2019, 2020
    found = queries.offers_of(scene.plan, date(2026, 6, 1))
    assert [offer.period.end.year for offer in found] == [2020, 2020, 2019, 2019]


def test_the_command_s_call_refuses_what_has_not_begun_and_makes_nothing(scene: Scene) -> None:
    before = Obligation.objects.count()
    for code in ("2027", "2025", "9999"):
        with pytest.raises((refusals.PeriodNotBegun, refusals.PeriodOutsidePlan)):
            actions.build(
                at=IN_JUNE, actor=SYSTEM, plan=scene.plan, period=Period.parse(code),
                organisation=scene.province.library,
            )  # fmt: skip
    assert Obligation.objects.count() == before


def test_the_command_s_call_for_a_unit_makes_its_own_obligation_only(scene: Scene) -> None:
    actions.build(at=IN_JUNE, actor=SYSTEM, plan=scene.plan, period=YEAR, organisation=scene.province.library)
    assert [one.organisation for one in Obligation.objects.filter(period="2026")] == [scene.province.library]


def test_whoever_gathers_is_not_taken_off_the_list(scene: Scene) -> None:
    with pytest.raises(refusals.GatheringStays):
        actions.remove_unit(
            at=IN_JUNE,
            actor=SYSTEM,
            obligation=scene.obligation(scene.province.department, consolidates=True),
        )


def test_days_and_units_are_arranged_at_the_gathering_report_only(scene: Scene) -> None:
    unit = scene.obligation(scene.province.library)
    with pytest.raises(refusals.NotGathering):
        actions.add_unit(
            at=IN_JUNE, actor=SYSTEM, gathering=unit, organisation=scene.province.commune_library
        )
    with pytest.raises(refusals.NotGathering):
        actions.set_days(at=IN_JUNE, actor=SYSTEM, gathering=unit, due=unit.due, cutoff=unit.cutoff)


def test_days_stay_once_a_report_has_begun_and_figures_end_by_the_due_day(scene: Scene) -> None:
    gathering = scene.obligation(scene.province.department, consolidates=True)
    with pytest.raises(refusals.DueOutOfSense):
        actions.set_days(
            at=IN_JUNE, actor=SYSTEM, gathering=gathering, due=gathering.cutoff - timedelta(days=1),
            cutoff=gathering.cutoff,
        )  # fmt: skip
    scene.opened(scene.province.museum)
    with pytest.raises(refusals.RoundBegun):
        actions.set_days(
            at=IN_JUNE, actor=SYSTEM, gathering=gathering, due=date(2026, 6, 20), cutoff=date(2026, 6, 19)
        )
    assert scene.obligation(scene.province.library).due == date(2026, 6, 10)


def test_where_duties_name_nobody_whoever_the_targets_touch_reports(scene: Scene) -> None:
    ReportDuty.objects.filter(cycle="year").update(reporters=[])
    p = scene.province
    made = {one.organisation for one in scene.ask(period=YEAR) if not one.consolidates}
    assert made == {p.library, p.museum, p.commune_committee, p.other_commune_committee}


def a_round_of_nobody(scene: Scene, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ReportDuty.objects.filter(plan=scene.plan).update(reporters=["Hội Khuyến học nơi xa"])
    reporters_of = "densach.programme.reports.queries.reporters.reporters_of"
    monkeypatch.setattr(reporters_of, lambda *_: [])
    response = browser.post(reverse("reports:ask"), {"plan": scene.plan.code, "period": "2026"})
    gathering = Obligation.objects.get(period="2026")
    assert response["Location"] == reverse("reports:add_unit", args=[gathering.pk])


def test_a_round_of_nobody_names_the_words_and_leads_to_adding_units(
    scene: Scene, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = SignedIn(officer)
    a_round_of_nobody(scene, browser, monkeypatch)
    shown = browser.get(
        reverse("reports:add_unit", args=[Obligation.objects.get(period="2026").pk])
    ).content.decode()
    assert "Hội Khuyến học nơi xa" in shown and "Chưa yêu cầu được đơn vị nào" in shown


def test_the_paper_of_a_round_of_nobody_does_not_say_that_all_have_reported(
    scene: Scene, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_round_of_nobody(scene, SignedIn(officer), monkeypatch)
    report = actions.open_report(at=LATER, actor=SYSTEM, obligation=Obligation.objects.get(period="2026"))
    report = actions.consolidate(at=LATER, actor=SYSTEM, report=report, seen_revision=report.revision)
    assert "Tất cả các đơn vị" not in told(report)


def test_asking_on_an_unknown_or_closed_plan_asks_nobody(scene: Scene, officer: User) -> None:
    browser, before = SignedIn(officer), Obligation.objects.count()
    assert browser.post(reverse("reports:ask"), {"plan": "khong-co", "period": "2026"}).status_code == 404
    assert browser.post(reverse("reports:ask"), {"period": "2026"}).status_code == 404
    scene.plan.state = PlanState.CLOSED
    scene.plan.save()
    response = browser.post(reverse("reports:ask"), {"plan": scene.plan.code, "period": "2026"})
    assert response.status_code >= 400
    assert Obligation.objects.count() == before


def test_impossible_periods_are_refused_in_words_on_the_page(scene: Scene, officer: User) -> None:
    browser = SignedIn(officer)
    for other in ("9999", "0001", "2031"):
        response = browser.post(
            reverse("reports:ask"),
            {"plan": scene.plan.code, "period": "other", "other": other, "due": "2099-01-01"},
        )
        assert response.status_code == 200
        assert "2026 - 2030" in response.content.decode()
    assert not Obligation.objects.exclude(period=H1.code).exists()


def test_the_paper_is_written_under_a_name_that_ends_in_docx(tmp_path: Path) -> None:
    options = argparse.Namespace(to=tmp_path / "bao-cao.pdf", period="2026", organisation="x", plan="x")
    with pytest.raises(refusals.NotADocx):
        reporting.report(options)
