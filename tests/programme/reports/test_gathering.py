"""Consolidation: the whole is the sum of what it opens onto, and says what is missing."""

from __future__ import annotations

from datetime import date

import pytest

from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations import queries as organisations
from densach.people.models import User
from densach.programme.indicators import queries as indicators
from densach.programme.reports import actions, queries
from densach.programme.reports.models import PartSource, Report, ReportLine
from densach.programme.reports.queries.drawing import scope_from
from densach.programme.reports.queries.standing import sum_of
from densach.programme.reports.rules import figures
from densach.programme.reports.rules.refusals import WrongState
from tests.cast import acting
from tests.programme.reports.scene import H1, LATER, YEAR, Scene, count
from tests.programme.reports.test_unit_report import indicators_days, line_on


def assert_sums_hold(report: Report) -> None:
    for line in report.lines.prefetch_related("parts"):
        assert sum_of(line) == figures.total(sum_of(part) for part in line.parts.all()), line.label


def test_with_no_report_at_all_the_whole_is_what_the_book_says(scene: Scene) -> None:
    report = scene.consolidated()
    assert_sums_hold(report)
    for line in report.lines.select_related("indicator"):
        assert line.indicator is not None
        value = indicators.evaluate(
            line.indicator,
            scope_from(line.scope),
            indicators_days(line),
            line.period_to,
            known_at=report.taken_at,
        )
        assert line.numerator == value.numerator, line.label
        if line.shape != "growth":
            assert (line.denominator, line.unknown) == (value.denominator, value.unknown), line.label


def test_accepted_reports_come_first_and_stand_for_their_institutions(scene: Scene) -> None:
    accepted = scene.accepted(scene.province.library)
    count(scene.province.library, "library.visits", date(2026, 6, 1), date(2026, 6, 9), 999)
    report = scene.consolidated()
    assert_sums_hold(report)
    line = line_on(report, "200.000")
    assert line.numerator == 60000 + 1200
    part = line.parts.get(organisation=scene.province.library)
    assert (part.source, part.child_line) == (PartSource.REPORT, line_on(accepted, "200.000"))


def test_gaps_are_read_from_the_book_and_marked_provisional(scene: Scene) -> None:
    scene.accepted(scene.province.library)
    report = scene.consolidated()
    mixed, whole = line_on(report, "200.000"), line_on(report, "160.000")
    assert (mixed.provisional, whole.provisional) == (True, False)
    sources = dict(mixed.parts.values_list("organisation__code", "source"))
    assert sources == {"tv-ba-vam": "report", "ubnd-an-tien": "live", "ubnd-long-dien": "live"}


def test_a_handed_in_report_that_is_not_accepted_counts_as_missing(scene: Scene) -> None:
    scene.submitted(scene.province.library)
    report = scene.consolidated()
    assert {one["code"]: one["state"] for one in report.missing}["tv-ba-vam"] == "submitted"


def test_units_without_a_report_are_named(scene: Scene) -> None:
    scene.accepted(scene.province.library)
    scene.accepted(scene.province.commune_committee)
    assert [one["name"] for one in scene.consolidated().missing] == [
        "Bảo tàng tỉnh Ba Vàm",
        "Trung tâm Văn hóa Nghệ thuật tỉnh Ba Vàm",
        "Ủy ban nhân dân xã Long Điền",
    ]


def test_when_all_are_accepted_nothing_is_provisional_and_nobody_missing(scene: Scene) -> None:
    p = scene.province
    units = (p.library, p.museum, p.culture_centre, p.commune_committee, p.other_commune_committee)
    for unit in units:
        scene.accepted(unit)
    report = scene.consolidated()
    assert report.missing == []
    assert not report.lines.filter(provisional=True).exists()
    assert_sums_hold(report)


def test_a_place_without_a_library_stays_in_the_denominator(scene: Scene) -> None:
    from densach.organisations import actions as register

    register.end(
        at=LATER, actor=SYSTEM, organisation=scene.province.other_commune_library, last_day=date(2026, 3, 31),
        legal_basis="Quyết định thôi hoạt động",
    )  # fmt: skip
    report = scene.consolidated()
    line = line_on(report, "02/02")
    assert (line.numerator, line.denominator) == (1, 2)
    assert_sums_hold(report)


def test_accepted_reports_become_consolidated_and_are_let_go_by_reopening(scene: Scene) -> None:
    accepted = scene.accepted(scene.province.library)
    report = scene.consolidated()
    accepted.refresh_from_db()
    assert accepted.state == "consolidated"
    report = actions.reopen(at=LATER, actor=SYSTEM, report=report, seen_revision=report.revision)
    accepted.refresh_from_db()
    assert (report.state, accepted.state) == ("draft", "accepted")
    assert set(report.lines.values_list("numerator", "status")) == {(None, "")}
    assert_sums_hold(report)


def test_a_unit_s_report_in_a_gathered_one_cannot_go_back(scene: Scene) -> None:
    accepted = scene.accepted(scene.province.library)
    scene.consolidated()
    accepted.refresh_from_db()
    with pytest.raises(WrongState):
        actions.return_(at=LATER, actor=SYSTEM, report=accepted, seen_revision=accepted.revision, text="Sửa")


def test_after_reopening_a_unit_may_change_and_be_gathered_anew(scene: Scene) -> None:
    accepted = scene.accepted(scene.province.library)
    report = scene.consolidated()
    report = actions.reopen(at=LATER, actor=SYSTEM, report=report, seen_revision=report.revision)
    accepted.refresh_from_db()
    back = actions.return_(
        at=LATER, actor=SYSTEM, report=accepted, seen_revision=accepted.revision, text="Sửa"
    )
    count(scene.province.library, "library.visits", date(2026, 6, 1), date(2026, 6, 9), 40)
    back = actions.refresh(at=LATER, actor=SYSTEM, report=back, seen_revision=back.revision)
    back = actions.submit(at=LATER, actor=SYSTEM, report=back, seen_revision=back.revision)
    actions.accept(at=LATER, actor=SYSTEM, report=back, seen_revision=back.revision)
    report = actions.consolidate(at=LATER, actor=SYSTEM, report=report, seen_revision=report.revision)
    assert line_on(report, "160.000").numerator == 60040
    assert_sums_hold(report)


def test_consolidating_again_keeps_words_and_notes(scene: Scene) -> None:
    report = scene.consolidated()
    line = line_on(report, "160.000")
    report = actions.save_sections(
        at=LATER,
        actor=SYSTEM,
        report=report,
        seen_revision=report.revision,
        sections={},
        notes={line.pk: "Ghi chú"},
    )
    report = actions.consolidate(at=LATER, actor=SYSTEM, report=report, seen_revision=report.revision)
    assert line_on(report, "160.000").note == "Ghi chú"
    assert report.sections["results"]


def test_each_summand_opens_onto_evidence_of_its_own(scene: Scene) -> None:
    scene.accepted(scene.province.library)
    report = scene.consolidated()
    line = next(one for one in queries.lines_of(report) if "200.000" in one.label)
    links = {
        part.organisation.code: queries.evidence_of_part(report, line, part) for part in line.parts.all()
    }
    commune = organisations.by_code("ubnd-an-tien").pk
    assert f"goc={scene.province.library.pk}" in links["tv-ba-vam"]
    assert f"goc={commune}" in links["ubnd-an-tien"]


def test_only_whoever_decides_consolidates(scene: Scene, librarian: User) -> None:
    report = scene.gathering()
    with pytest.raises(NotAllowed):
        actions.consolidate(at=LATER, actor=acting(librarian), report=report, seen_revision=report.revision)


def test_the_whole_line_at_one_call_gives_paper_and_missing_names(scene: Scene) -> None:
    report, docx, missing = actions.build(
        at=LATER, actor=SYSTEM, plan=scene.plan, period=H1, organisation=scene.province.department
    )
    assert (report.state, docx[:2], len(missing)) == ("consolidated", b"PK", 5)
    assert report.lines.count() == 6


def test_the_call_makes_what_is_not_there_yet(scene: Scene) -> None:
    report, _, missing = actions.build(
        at=LATER, actor=SYSTEM, plan=scene.plan, period=YEAR, organisation=scene.province.department
    )
    assert (report.obligation.period, len(missing)) == ("2026", 5)


def test_the_call_for_one_unit_prints_its_own_report(scene: Scene) -> None:
    report, _, missing = actions.build(
        at=LATER, actor=SYSTEM, plan=scene.plan, period=H1, organisation=scene.province.museum
    )
    assert (report.obligation.organisation, missing) == (scene.province.museum, [])
    again, _, _ = actions.build(
        at=LATER, actor=SYSTEM, plan=scene.plan, period=H1, organisation=scene.province.museum
    )
    assert again.pk == report.pk


def test_the_committee_s_report_is_what_its_department_gathered(scene: Scene) -> None:
    report, _, _ = actions.build(
        at=LATER, actor=SYSTEM, plan=scene.plan, period=YEAR, organisation=scene.province.committee
    )
    assert report.obligation.consolidates


def test_what_was_handed_in_is_printed_as_it_is(scene: Scene) -> None:
    submitted = scene.submitted(scene.province.library)
    count(scene.province.library, "library.visits", date(2026, 6, 1), date(2026, 6, 9), 40)
    report, _, _ = actions.build(
        at=LATER, actor=SYSTEM, plan=scene.plan, period=H1, organisation=scene.province.library
    )
    assert report.revision == submitted.revision
    assert ReportLine.objects.get(report=report, label__contains="160.000").numerator == 60000
