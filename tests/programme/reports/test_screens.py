"""What each person sees and does on the screens."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.plans.models import ReportDuty
from densach.programme.reports import actions, queries
from densach.programme.reports.models import Obligation, Report
from densach.programme.reports.rules import figures
from tests.cast import an_area, an_organisation
from tests.programme.reports.scene import LATER, WORDS, Scene
from tests.stage import SignedIn


def page(browser: Client, name: str, *args: object, **query: str) -> str:
    response = browser.get(reverse(f"reports:{name}", args=args), query)
    assert response.status_code == 200, name
    return str(response.content.decode())


def post(browser: Client, name: str, *args: object, **data: object) -> Any:
    return browser.post(reverse(f"reports:{name}", args=args), data)


def test_a_librarian_opens_writes_and_sends_the_report(scene: Scene, librarian: User) -> None:
    browser = SignedIn(librarian)
    assert "Viết báo cáo" in page(browser, "owed")
    post(browser, "open", scene.obligation(scene.province.library).pk)
    report = Report.objects.get()
    shown = page(browser, "report", report.pk)
    assert "60.000" in shown and "chỉ tiêu chung của kế hoạch" in shown
    response = post(browser, "submit", report.pk, revision=report.revision, **WORDS)
    assert response.status_code == 302
    report.refresh_from_db()
    assert (report.state, report.sections["results"]) == ("submitted", WORDS["results"])


def test_saving_keeps_words_and_notes(scene: Scene, librarian: User) -> None:
    report = scene.opened(scene.province.library)
    line = report.lines.get(label__contains="160.000")
    post(
        SignedIn(librarian),
        "report",
        report.pk,
        revision=1,
        results="Đã làm.",
        **{f"note-{line.pk}": "Mở tối"},
    )
    report.refresh_from_db()
    line.refresh_from_db()
    assert (report.sections["results"], line.note) == ("Đã làm.", "Mở tối")


def test_a_clash_shows_both_texts_and_loses_neither(scene: Scene, librarian: User) -> None:
    report = scene.written(scene.province.library)
    browser = SignedIn(librarian)
    response = post(browser, "report", report.pk, revision=1, results="Lời của tôi", direction="Của tôi")
    shown = response.content.decode()
    assert "Lời của tôi" in shown and WORDS["results"] in shown
    assert f'name="revision" value="{report.revision}"' in shown
    response = post(browser, "report", report.pk, revision=report.revision, results="Lời của tôi")
    assert response.status_code == 302


def test_new_figures_do_not_lose_words_that_were_not_saved_yet(
    scene: Scene, librarian: User, officer: User
) -> None:
    report = scene.opened(scene.province.library)
    line = report.lines.get(label__contains="160.000")
    post(
        SignedIn(librarian),
        "refresh",
        report.pk,
        revision=1,
        results="Chưa lưu",
        **{f"note-{line.pk}": "Ghi"},
    )
    report.refresh_from_db()
    assert (report.sections["results"], report.revision) == ("Chưa lưu", 2)
    assert report.lines.get(label__contains="160.000").note == "Ghi"
    whole = scene.gathering()
    post(SignedIn(officer), "consolidate", whole.pk, revision=whole.revision, outlook="Sắp tới")
    whole.refresh_from_db()
    assert (whole.state, whole.sections["outlook"]) == ("consolidated", "Sắp tới")


def test_what_a_page_does_not_send_is_not_emptied(scene: Scene, librarian: User) -> None:
    report = scene.written(scene.province.library)
    post(SignedIn(librarian), "refresh", report.pk, revision=report.revision)
    report.refresh_from_db()
    assert report.sections["results"] == WORDS["results"]


def test_sending_without_words_says_what_is_missing_and_keeps_the_rest(scene: Scene, librarian: User) -> None:
    report = scene.opened(scene.province.library)
    response = post(SignedIn(librarian), "submit", report.pk, revision=1, direction="Phần một")
    shown = response.content.decode()
    assert response.status_code == 200
    assert "Phần một" in shown
    report.refresh_from_db()
    assert report.state == "draft"


def test_the_officer_returns_and_the_unit_reads_why_above_its_report(
    scene: Scene, officer: User, librarian: User
) -> None:
    report = scene.submitted(scene.province.library)
    post(SignedIn(officer), "return", report.pk, revision=report.revision, text="Nêu nguyên nhân")
    shown = page(SignedIn(librarian), "report", report.pk)
    assert "Nêu nguyên nhân" in shown and "Bị trả lại" in shown


def test_the_officer_accepts_consolidates_and_the_leader_signs(
    scene: Scene, officer: User, leader: User
) -> None:
    report = scene.submitted(scene.province.library)
    browser = SignedIn(officer)
    post(browser, "accept", report.pk, revision=report.revision)
    obligation = scene.obligation(scene.province.department, consolidates=True)
    post(browser, "open", obligation.pk)
    whole = Report.objects.get(obligation=obligation)
    post(browser, "consolidate", whole.pk, revision=whole.revision)
    whole.refresh_from_db()
    assert whole.state == "consolidated"
    signer = SignedIn(leader)
    assert "Trần Văn Đồng" in page(signer, "sign", whole.pk)
    response = post(
        signer,
        "sign",
        whole.pk,
        revision=whole.revision,
        number="7",
        symbol="BC-SVHTTDL",
        signer_name="Trần Văn Đồng",
        signer_title="GIÁM ĐỐC",
        sure="on",
    )
    assert response.status_code == 302
    shown = page(signer, "report", whole.pk)
    whole.refresh_from_db()
    assert whole.sha256 in shown and "còn nguyên" in shown


def test_a_consolidated_line_opens_onto_its_summands(scene: Scene, officer: User) -> None:
    scene.accepted(scene.province.library)
    report = scene.consolidated()
    line = report.lines.get(label__contains="200.000")
    shown = page(SignedIn(officer), "line", report.pk, line.pk)
    assert "báo cáo đã tiếp nhận của đơn vị" in shown and "sổ đếm" in shown and "61.200" in shown


def test_whoever_reads_a_report_can_open_every_figure_of_it(
    scene: Scene, librarian: User, commune_officer: User, museum_keeper: User
) -> None:
    p = scene.province
    for user, unit in (
        (librarian, p.library),
        (commune_officer, p.commune_committee),
        (museum_keeper, p.museum),
    ):
        report = scene.submitted(unit)
        browser = SignedIn(user)
        for line in queries.lines_of(report):
            for link in filter(
                None, (queries.evidence_of(report, line), queries.evidence_before(report, line))
            ):
                response = browser.get(link)
                assert response.status_code == 200, link
                figure = figures.actual_text(line.shape, queries.sum_of(line))
                assert (
                    line.shape == "growth" or figure in response.content.decode() or figure == "Chưa trả lời"
                )


def test_every_summand_of_the_whole_opens_for_the_officer(scene: Scene, officer: User) -> None:
    scene.accepted(scene.province.library)
    report = scene.consolidated()
    browser = SignedIn(officer)
    for line in queries.lines_of(report):
        for part in line.parts.all():
            before = queries.evidence_of_part_before(report, line, part)
            assert bool(before) == (line.shape == "growth")
            for link in filter(None, (queries.evidence_of_part(report, line, part), before)):
                assert browser.get(link).status_code == 200


def test_the_board_says_who_is_late_and_exports_the_same_rows(scene: Scene, officer: User) -> None:
    browser = SignedIn(officer)
    assert "quá hạn" in page(browser, "board", han="overdue")
    csv = browser.get(reverse("reports:export", args=["csv"]), {"trang-thai": "none"}).content.decode(
        "utf-8-sig"
    )
    assert csv.count("\r\n") == 1 + 5
    assert browser.get(reverse("reports:export", args=["xlsx"])).content[:2] == b"PK"


def test_the_officer_asks_for_the_year_s_reports(scene: Scene, officer: User) -> None:
    browser = SignedIn(officer)
    assert "năm 2026" in page(browser, "ask")
    response = post(browser, "ask", plan=scene.plan.code, period="2026")
    assert response.status_code == 302
    assert Obligation.objects.filter(period="2026").count() == 6


def test_asking_for_another_period_needs_its_day(scene: Scene, officer: User) -> None:
    response = post(SignedIn(officer), "ask", plan=scene.plan.code, period="other", other="2026-Q9")
    shown = response.content.decode()
    assert "2026-Q9" in shown and "hạn gửi" in shown
    assert Obligation.objects.filter(period="2026-Q9").count() == 0


def test_a_unit_is_found_by_name_and_added(scene: Scene, officer: User) -> None:
    browser = SignedIn(officer)
    gathering = scene.obligation(scene.province.department, consolidates=True)
    assert "Thư viện xã An Tiến" in page(browser, "add_unit", gathering.pk, q="thu vien xa an tien")
    url = reverse("reports:add_unit", args=[gathering.pk]) + "?q=thu+vien+xa+an+tien"
    assert browser.post(url, {"unit": "tv-an-tien"}).status_code == 302
    assert scene.obligation(scene.province.commune_library).recipient == scene.province.department


def test_days_are_set_for_all_and_wrong_ones_explained(scene: Scene, officer: User) -> None:
    browser = SignedIn(officer)
    gathering = scene.obligation(scene.province.department, consolidates=True)
    response = post(browser, "set_days", gathering.pk, due="2026-07-20", cutoff="2026-07-19")
    assert response.status_code == 200
    assert post(browser, "set_days", gathering.pk, due="2026-06-20", cutoff="2026-06-19").status_code == 302


def test_a_draft_is_downloaded_as_it_stands_and_a_signed_one_as_it_was_signed(
    scene: Scene, officer: User
) -> None:
    browser = SignedIn(officer)
    report = scene.signed()
    kept = browser.get(reverse("reports:paper", args=[report.pk, "docx"])).content
    assert kept[:2] == b"PK"
    draft = scene.opened(scene.province.museum)
    assert browser.get(reverse("reports:paper", args=[draft.pk, "pdf"])).content[:4] == b"%PDF"
    assert browser.get(reverse("reports:paper", args=[draft.pk, "exe"])).status_code == 404


@pytest.mark.parametrize("name", ["report", "line", "sign", "paper"])
def test_strangers_find_nothing_and_visitors_sign_in(scene: Scene, stranger: User, name: str) -> None:
    report = scene.consolidated()
    line = report.lines.first()
    assert line is not None
    args: list[object] = [report.pk]
    if name != "report" and name != "sign":
        args.append(line.pk if name == "line" else "pdf")
    url = reverse(f"reports:{name}", args=args)
    assert SignedIn(stranger).get(url).status_code == 404
    assert Client().get(url).status_code == 302


def test_a_librarian_gets_no_acts_of_the_officer(scene: Scene, librarian: User) -> None:
    report = scene.submitted(scene.province.library)
    browser = SignedIn(librarian)
    shown = page(browser, "report", report.pk)
    assert reverse("reports:accept", args=[report.pk]) not in shown
    post(browser, "accept", report.pk, revision=report.revision)
    report.refresh_from_db()
    assert report.state == "submitted"


def test_the_english_screens_are_english(scene: Scene, officer: User) -> None:
    response = SignedIn(officer).get("/en" + reverse("reports:board"))
    assert "Who reports" in response.content.decode()


def more_communes(scene: Scene, count: int) -> list[Organisation]:
    """Further communes whose committees owe the report too."""
    made = []
    for number in range(count):
        area = an_area(
            f"ba-vam.xa-{number}", f"Xã Số {number}", "rural_commune", "commune", scene.province.area
        )
        made.append(
            an_organisation(
                f"ubnd-xa-{number}",
                f"Ủy ban nhân dân xã Số {number}",
                "peoples_committee",
                "commune",
                area,
                scene.province.committee,
            )
        )
    scene.ask()
    return made


def queries_of(browser: Client, *names: str) -> int:
    url = reverse(f"reports:{names[0]}", args=names[1:])
    browser.get(url)
    with CaptureQueriesContext(connection) as caught:
        assert browser.get(url).status_code == 200
    return len(caught)


@pytest.mark.parametrize("name", ["board", "owed"])
def test_a_list_asks_the_database_no_more_for_more_units(scene: Scene, officer: User, name: str) -> None:
    browser = SignedIn(officer)
    before = queries_of(browser, name)
    more_communes(scene, 12)
    assert queries_of(browser, name) <= before


def test_the_consolidated_report_asks_no_more_for_more_units(scene: Scene, officer: User) -> None:
    browser = SignedIn(officer)
    report = scene.consolidated()
    before = queries_of(browser, "report", str(report.pk))
    more_communes(scene, 12)
    actions.consolidate(at=LATER, actor=SYSTEM, report=report, seen_revision=report.revision)
    assert queries_of(browser, "report", str(report.pk)) <= before


def test_duties_of_the_plan_stand_beside_the_form(scene: Scene, officer: User) -> None:
    ReportDuty.objects.filter(cycle="year").update(quote="báo cáo năm trước ngày 15/11")
    assert "báo cáo năm trước ngày 15/11" in page(SignedIn(officer), "ask")
