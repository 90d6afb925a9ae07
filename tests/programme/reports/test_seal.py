"""What is signed stays signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from densach.files import queries as files
from densach.files.queries import place_of
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.people.models import User
from densach.programme.reports import actions, queries
from densach.programme.reports.models import Report
from densach.programme.reports.rules.refusals import NumberNeeded, ReportSealed, SignerNeeded, SymbolUnusable
from densach.programme.reports.rules.seal import canonical, seal
from tests.cast import acting
from tests.programme.reports.scene import H1, LATER, SIGNING, WORDS, Scene, count


def test_equal_content_gives_equal_bytes_in_whatever_order_it_was_put() -> None:
    assert canonical({"b": 1, "a": "hoà"}) == canonical({"a": "hoà", "b": 1})
    assert seal({"a": 1}) != seal({"a": 2})


def test_the_leader_signs_and_the_seal_holds(scene: Scene, leader: User) -> None:
    report = scene.consolidated()
    report = actions.sign(
        at=LATER, actor=acting(leader), report=report, seen_revision=report.revision, signing=SIGNING
    )
    assert (report.state, report.number, len(report.sha256)) == ("signed", "12", 64)
    assert report.docx is not None and report.pdf is not None
    assert queries.broken_seals() == []
    assert queries.seal_holds(queries.report_for(SYSTEM, report.pk))


def test_an_officer_cannot_sign(scene: Scene, officer: User) -> None:
    report = scene.consolidated()
    with pytest.raises(NotAllowed):
        actions.sign(
            at=LATER, actor=acting(officer), report=report, seen_revision=report.revision, signing=SIGNING
        )


@pytest.mark.parametrize(
    ("signing", "refusal"),
    [
        (actions.Signing("", "BC-SVHTTDL", "A", "GIÁM ĐỐC"), NumberNeeded),
        (actions.Signing("0", "BC-SVHTTDL", "A", "GIÁM ĐỐC"), NumberNeeded),
        (actions.Signing("mười hai", "BC-SVHTTDL", "A", "GIÁM ĐỐC"), NumberNeeded),
        (actions.Signing("12", "BC/SVHTTDL", "A", "GIÁM ĐỐC"), SymbolUnusable),
        (actions.Signing("12", "BC-SVHTTDL", " ", "GIÁM ĐỐC"), SignerNeeded),
        (actions.Signing("12", "BC-SVHTTDL", "A", ""), SignerNeeded),
    ],
)
def test_a_signature_without_number_symbol_or_signer_is_refused(
    signing: actions.Signing, refusal: type
) -> None:
    with pytest.raises(refusal):
        signing.check()


def test_a_signed_report_is_printed_again_byte_for_byte(scene: Scene) -> None:
    report = scene.signed()
    assert report.docx is not None
    _, data, _ = actions.build(
        at=LATER, actor=SYSTEM, plan=scene.plan, period=H1, organisation=scene.province.department
    )
    assert data == files.read(report.docx)


def test_a_signed_report_refuses_every_act(scene: Scene) -> None:
    report = scene.signed()
    given: dict[str, Any] = {"at": LATER, "actor": SYSTEM, "report": report, "seen_revision": report.revision}
    acts: tuple[Callable[[], Report], ...] = (
        lambda: actions.save_sections(**given, sections=WORDS),
        lambda: actions.consolidate(**given),
        lambda: actions.reopen(**given),
        lambda: actions.sign(**given, signing=SIGNING),
    )
    for act in acts:
        with pytest.raises(ReportSealed):
            act()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_report SET sections = '{}'",
        "UPDATE reports_report SET state = 'draft'",
        "UPDATE reports_reportline SET numerator = 1",
        "UPDATE reports_linepart SET numerator = 1",
    ],
)
def test_the_database_itself_refuses_to_change_a_signed_report(scene: Scene, statement: str) -> None:
    scene.signed()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_line_taken_away_breaks_the_seal(scene: Scene) -> None:
    report = scene.signed()
    line = report.lines.order_by("position").last()
    assert line is not None
    line.parts.all().delete()
    line.delete()
    [problem] = queries.broken_seals()
    assert "not what was signed" in problem
    assert not queries.seal_holds(queries.report_for(SYSTEM, report.pk))


def test_altered_bytes_of_the_paper_break_the_seal(scene: Scene, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    report = scene.signed()
    assert report.docx is not None
    place = place_of(report.docx.sha256)
    with default_storage.open(place, "wb") as file:
        file.write(b"PK another paper")
    assert any(".docx" in problem for problem in queries.broken_seals())


def test_the_book_goes_on_and_the_signed_figure_stays_with_the_difference_shown(scene: Scene) -> None:
    report = scene.signed()
    count(scene.province.library, "library.visits", date(2026, 6, 1), date(2026, 6, 9), 40)
    report = Report.objects.get(pk=report.pk)
    assert report.lines.get(label__contains="160.000").numerator == 60000
    held = [(one.held, one.now) for one in queries.differences(report, queries.lines_of(report))]
    assert ("60.000", "60.040") in held
    assert queries.broken_seals() == []
