"""A unit's own report: filled, written, handed in, returned, accepted."""

from __future__ import annotations

from datetime import date

import pytest

from densach.facts import actions as facts
from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed, NotFound
from densach.kernel.period import Period
from densach.people.models import User
from densach.programme.indicators import queries as indicators
from densach.programme.reports import actions, queries
from densach.programme.reports.models import Obligation, Report, ReportLine
from densach.programme.reports.queries.drawing import scope_from
from densach.programme.reports.queries.standing import note_of
from densach.programme.reports.rules.refusals import RemarkNeeded, ReportChanged, WordsNeeded, WrongState
from tests.cast import acting
from tests.programme.reports.scene import IN_JUNE, LATER, WORDS, YEAR, Scene, count


def line_on(report: Report, words: str) -> ReportLine:
    return report.lines.get(label__contains=words)


def test_a_report_opens_filled_with_the_unit_s_own_figures(scene: Scene) -> None:
    report = scene.opened(scene.province.library)
    own = line_on(report, "160.000")
    assert (own.numerator, own.planned, own.own) == (60000, "160.000", True)
    assert {line.label for line in report.lines.all()} == {
        "Thư viện tỉnh phục vụ 160.000 lượt bạn đọc",
        "Hệ thống thư viện công cộng phục vụ 200.000 lượt",
        "Thư viện tỉnh đạt mô hình thư viện điện tử",
    }


def test_a_target_of_the_whole_province_has_no_planned_value_for_one_unit(scene: Scene) -> None:
    line = line_on(scene.opened(scene.province.library), "200.000")
    assert (line.own, line.planned, line.planned_value) == (False, "chỉ tiêu chung của kế hoạch", None)
    assert (line.numerator, line.status) == (60000, "")


def test_a_commune_s_report_holds_what_its_institutions_did(scene: Scene) -> None:
    report = scene.opened(scene.province.commune_committee)
    visits, service = line_on(report, "200.000"), line_on(report, "70%")
    assert visits.numerator == 1200
    assert (service.numerator, service.denominator, service.unknown) == (1, 1, 0)


def test_growth_keeps_both_years_and_never_a_percentage_alone(scene: Scene) -> None:
    line = line_on(scene.opened(scene.province.museum), "tham quan")
    assert (line.numerator, line.denominator, line.shape) == (36000, 30000, "growth")


def test_figures_stop_at_the_cut_off(scene: Scene) -> None:
    count(scene.province.library, "library.visits", date(2026, 6, 1), date(2026, 6, 9), 500)
    count(scene.province.library, "library.visits", date(2026, 6, 10), date(2026, 6, 12), 70)
    assert line_on(scene.opened(scene.province.library), "160.000").numerator == 60500


def test_every_line_equals_what_its_evidence_evaluates_to(scene: Scene) -> None:
    for unit in (scene.province.library, scene.province.museum, scene.province.commune_committee):
        report = scene.submitted(unit)
        for line in report.lines.select_related("indicator"):
            assert line.indicator is not None
            value = indicators.evaluate(
                line.indicator,
                scope_from(line.scope),
                indicators_days(line),
                line.period_to,
                until_fact=report.book_mark,
                known_at=report.taken_at,
            )
            assert line.numerator == value.numerator
            if line.shape != "growth":
                assert (line.denominator, line.unknown) == (value.denominator, value.unknown)


def indicators_days(line: ReportLine) -> Period:
    return Period.between(line.period_from, line.period_to)


def test_a_figure_links_to_evidence_held_at_the_book_mark(scene: Scene) -> None:
    report = scene.submitted(scene.province.library)
    link = queries.evidence_of(report, line_on(report, "160.000"))
    assert f"so={report.book_mark}" in link


def test_opening_twice_opens_the_same_report(scene: Scene) -> None:
    first, second = scene.opened(scene.province.library), scene.opened(scene.province.library)
    assert first.pk == second.pk
    assert second.lines.count() == 3


def test_a_unit_cannot_open_another_s_report(scene: Scene, librarian: User) -> None:
    with pytest.raises(NotAllowed):
        actions.open_report(
            at=IN_JUNE, actor=acting(librarian), obligation=scene.obligation(scene.province.museum)
        )


def test_words_and_notes_are_kept_through_new_figures(scene: Scene) -> None:
    report = scene.opened(scene.province.library)
    line = line_on(report, "160.000")
    report = actions.save_sections(
        at=IN_JUNE,
        actor=SYSTEM,
        report=report,
        seen_revision=1,
        sections=WORDS,
        notes={line.pk: "  Tăng do mở cửa buổi tối. "},
    )
    count(scene.province.library, "library.visits", date(2026, 6, 1), date(2026, 6, 5), 10)
    report = actions.refresh(at=LATER, actor=SYSTEM, report=report, seen_revision=report.revision)
    again = line_on(report, "160.000")
    assert (again.numerator, again.note) == (60010, "Tăng do mở cửa buổi tối.")
    assert report.sections["results"] == WORDS["results"]


def test_what_was_handed_in_stands_still_while_the_book_goes_on(scene: Scene) -> None:
    report = scene.submitted(scene.province.library)
    count(scene.province.library, "library.visits", date(2026, 6, 1), date(2026, 6, 5), 10)
    report = queries.report_for(SYSTEM, report.pk)
    assert line_on(report, "160.000").numerator == 60000
    found = queries.differences(report, queries.lines_of(report))
    assert [(one.held, one.now) for one in found] == [("60.000", "60.010"), ("60.000", "60.010")]


def test_a_correction_of_the_book_is_a_difference_and_never_a_new_figure(scene: Scene) -> None:
    entered = count(scene.province.museum, "museum.visitors", date(2026, 6, 1), date(2026, 6, 5), 400)
    report = scene.submitted(scene.province.museum)
    facts.reverse_count(at=LATER, actor=SYSTEM, count=entered, seen_revision=1, note="Nhập nhầm")
    found = queries.differences(report, queries.lines_of(report))
    assert [(one.held, one.now) for one in found] == [("+21,3%", "+20%")]


def test_a_report_without_words_on_its_results_is_not_handed_in(scene: Scene) -> None:
    report = scene.opened(scene.province.library)
    with pytest.raises(WordsNeeded):
        actions.submit(at=IN_JUNE, actor=SYSTEM, report=report, seen_revision=report.revision)


def test_handing_in_saves_the_words_given_with_it(scene: Scene) -> None:
    report = scene.opened(scene.province.library)
    report = actions.submit(at=IN_JUNE, actor=SYSTEM, report=report, seen_revision=1, sections=WORDS)
    assert (report.state, report.sections["results"]) == ("submitted", WORDS["results"])


def test_two_people_on_one_report_are_told_and_nothing_is_overwritten(scene: Scene) -> None:
    report = scene.written(scene.province.library)
    with pytest.raises(ReportChanged):
        actions.save_sections(
            at=LATER, actor=SYSTEM, report=report, seen_revision=1, sections={"results": "Của người thứ hai"}
        )
    report.refresh_from_db()
    assert report.sections["results"] == WORDS["results"]


def test_the_officer_returns_with_a_reason_and_the_unit_sends_again(scene: Scene, officer: User) -> None:
    report = scene.submitted(scene.province.library)
    actor = acting(officer)
    with pytest.raises(RemarkNeeded):
        actions.return_(at=LATER, actor=actor, report=report, seen_revision=report.revision, text="  ")
    report.refresh_from_db()
    report = actions.return_(
        at=LATER, actor=actor, report=report, seen_revision=report.revision, text="Bổ sung nguyên nhân"
    )
    assert (report.state, report.submitted_at) == ("returned", None)
    assert report.remarks.get(act="return").text == "Bổ sung nguyên nhân"
    report = actions.submit(at=LATER, actor=SYSTEM, report=report, seen_revision=report.revision)
    assert (report.state, report.submitted_at) == ("submitted", LATER)


def test_an_accepted_report_cannot_be_written_in(scene: Scene) -> None:
    report = scene.accepted(scene.province.library)
    with pytest.raises(WrongState):
        actions.save_sections(
            at=LATER, actor=SYSTEM, report=report, seen_revision=report.revision, sections={}
        )


def test_a_unit_cannot_accept_its_own_report(scene: Scene, librarian: User) -> None:
    report = scene.submitted(scene.province.library)
    with pytest.raises(NotAllowed):
        actions.accept(at=LATER, actor=acting(librarian), report=report, seen_revision=report.revision)


def test_a_stranger_finds_no_report_at_all(scene: Scene, stranger: User) -> None:
    report = scene.submitted(scene.province.library)
    with pytest.raises(NotFound):
        queries.report_for(acting(stranger), report.pk)


def test_every_act_stands_in_the_journal_in_order(scene: Scene) -> None:
    scene.accepted(scene.province.library)
    acts = Entry.objects.filter(subject__startswith="report:").order_by("id").values_list("act", flat=True)
    assert list(acts) == ["reports.opened", "reports.saved", "reports.submitted", "reports.accepted"]


def yearly_line(scene: Scene) -> ReportLine:
    scene.ask(period=YEAR, at=LATER)
    obligation = scene.province.library
    one = Obligation.objects.get(organisation=obligation, period="2026")
    in_november = LATER.replace(month=11, day=14)
    return line_on(actions.open_report(at=in_november, actor=SYSTEM, obligation=one), "160.000")


def test_a_yearly_report_foretells_the_whole_year_from_the_course_of_earlier_ones(scene: Scene) -> None:
    for month in range(1, 13):
        period = Period.month(2024, month)
        count(
            scene.province.library, "library.visits", period.start, period.start, 1000 if month < 11 else 5000
        )
    line = yearly_line(scene)
    # 10.000 + 5.000 of 20.000 had come by 14 November 2024: three quarters.
    assert (line.numerator, line.estimate) == (60000, 80000)
    assert note_of(line) == "ước cả năm 80.000"


def test_without_earlier_years_the_days_passed_foretell_the_year(scene: Scene) -> None:
    assert yearly_line(scene).estimate == round(60000 * 365 / 318)


def test_a_half_year_foretells_nothing(scene: Scene) -> None:
    assert line_on(scene.opened(scene.province.library), "160.000").estimate is None
