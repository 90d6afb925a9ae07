"""What each of several units owes, acts to be done so many times, and growth whose year before is not known alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from densach.formats.officialdoc.paper import Row, Table
from densach.kernel.actor import SYSTEM
from densach.people.models import User
from densach.programme.reports import actions, queries
from densach.programme.reports.models import Report
from densach.programme.reports.queries.standing import note_of, view_of
from densach.programme.reports.rules import figures
from densach.programme.reports.rules.figures import Sum
from tests.cast import NOW
from tests.programme.reports.scene import Scene, a_target, count
from tests.programme.reports.test_gathering import assert_sums_hold
from tests.programme.reports.test_unit_report import line_on

EACH: dict[str, Any] = {
    "institution_types": ["thu_vien_xa"], "levels": ["xa"], "indicator": "tv.sach_bo_sung", "kind": "at_least",
    "per": "each", "value_min": 200, "value_max": 200, "unit": "bản/năm/thư viện", "year_from": 2026,
    "year_to": 2030,
}  # fmt: skip
BOOK_DAY: dict[str, Any] = {
    "institution_types": ["thu_vien_cong_cong"], "levels": ["tinh", "xa"], "indicator": "tv.ngay_sach_21_4",
    "kind": "cadence", "value_min": 1, "value_max": 1, "every_years": 1, "unit": "lần/năm",
}  # fmt: skip


@pytest.fixture
def each(scene: Scene) -> Scene:
    """Each commune's library owes 200 copies a year; one has added 250, the other 90."""
    a_target(scene.plan, 7, "Mỗi thư viện cấp xã bổ sung ít nhất 200 bản", **EACH)
    for library, copies in (
        (scene.province.commune_library, 250),
        (scene.province.other_commune_library, 90),
    ):
        count(library, "library.books_added", date(2026, 1, 1), date(2026, 5, 31), copies)
    return scene


def row_of(report: Report, words: str) -> tuple[object, ...]:
    [table] = [block for block in queries.paper_of(report).body if isinstance(block, Table)]
    return next(row.cells for row in table.rows if isinstance(row, Row) and words in str(row.cells[0]))


def test_the_whole_says_how_many_units_reached_what_each_owes(each: Scene) -> None:
    report = each.consolidated()
    assert row_of(report, "200 bản")[2:] == (
        "ít nhất 200 bản/thư viện",
        "1/2 đơn vị đạt",
        "50%",
        "cả hệ thống 340 bản; tạm tính",
    )
    assert_sums_hold(report)


def test_who_has_not_counted_is_one_of_those_asked_and_said_to_be_missing(scene: Scene) -> None:
    a_target(scene.plan, 7, "Mỗi thư viện cấp xã bổ sung ít nhất 200 bản", **EACH)
    count(scene.province.commune_library, "library.books_added", date(2026, 1, 1), date(2026, 5, 31), 200)
    line = line_on(scene.consolidated(), "200 bản")
    assert (line.numerator, line.denominator, line.unknown, line.total) == (1, 2, 1, 200)
    assert "1 đơn vị chưa có số liệu" in note_of(line)


def test_a_unit_s_own_report_holds_its_own_number_against_what_it_owes(each: Scene) -> None:
    report = each.opened(each.province.other_commune_committee)
    assert row_of(report, "200 bản")[2:5] == ("ít nhất 200", "90", "45%")


def test_an_accepted_report_s_own_number_becomes_one_of_those_asked(each: Scene) -> None:
    child = line_on(each.accepted(each.province.commune_committee), "200 bản")
    line = line_on(each.consolidated(), "200 bản")
    part = line.parts.get(child_line=child)
    assert (child.numerator, part.numerator, part.denominator, part.total) == (250, 1, 1, 250)
    assert (line.numerator, line.denominator, line.total) == (1, 2, 340)


def test_the_line_s_page_lists_each_unit_s_number_and_their_sum(
    each: Scene, officer: User, sign_in: Callable[[User], Client]
) -> None:
    report = each.consolidated()
    page = sign_in(officer).get(queries.evidence_of(report, line_on(report, "200 bản")))
    html = page.content.decode()
    assert [(row.actual, row.reached) for row in page.context["parts"]] == [
        ("250", "Đạt"),
        ("90", "Chưa đạt"),
    ]
    assert ">340<" in html and "1/2" in html and "cả hệ thống 340 bản" in html
    with translation.override("en"):
        assert view_of(report, line_on(report, "200 bản"), "en").actual == "1/2 units reached it"


def test_a_signed_report_with_such_figures_keeps_its_seal(each: Scene) -> None:
    report = each.signed()
    assert queries.seal_holds(Report.objects.get(pk=report.pk))


def test_an_act_of_one_unit_is_done_or_not_done_and_no_percentage(scene: Scene) -> None:
    only = {**BOOK_DAY, "institution_types": ["thu_vien_tinh"], "levels": ["tinh"]}
    a_target(scene.plan, 7, "Tổ chức Ngày Sách (21/4)", **only)
    report = scene.opened(scene.province.library)
    assert row_of(report, "Ngày Sách")[3:5] == ("–", "–")
    count(scene.province.library, "library.book_day_events", date(2026, 4, 21), date(2026, 4, 21), 6)
    report = actions.refresh(at=NOW, actor=SYSTEM, report=report, seen_revision=report.revision)
    assert row_of(report, "Ngày Sách")[3:5] == ("6", "Đạt")


def test_an_act_of_many_units_tells_how_many_did_it(scene: Scene) -> None:
    a_target(scene.plan, 7, "Tổ chức Ngày Sách (21/4)", **BOOK_DAY)
    count(scene.province.library, "library.book_day_events", date(2026, 4, 21), date(2026, 4, 21), 6)
    count(scene.province.commune_library, "library.book_day_events", date(2026, 4, 21), date(2026, 4, 21), 0)
    line = line_on(scene.consolidated(), "Ngày Sách")
    assert figures.actual_text(line.shape, queries.sum_of(line)) == "1/3 đơn vị đạt"
    assert (line.unknown, line.total) == (1, 6)


def test_a_yearly_act_not_done_often_enough_is_not_reached() -> None:
    assert figures.reached_text("acts", Sum(1), Decimal(2)) == "Chưa đạt"
    assert figures.reached_text("acts", Sum(None), Decimal(2)) == "–"


DIGITISED: dict[str, Any] = {
    "institution_types": ["thu_vien_tinh"], "levels": ["tinh"], "indicator": "tv.trang_so_hoa",
    "kind": "growth_avg", "value_min": 10, "value_max": 12, "unit": "%/năm", "year_from": 2025, "year_to": 2030,
    "base_year": 2025,
}  # fmt: skip


def digitised(scene: Scene, *counts: tuple[date, date, int]) -> Report:
    a_target(scene.plan, 7, "Số trang tài liệu số hóa tăng 10 - 12%/năm", **DIGITISED)
    for since, until, pages in (*counts, (date(2026, 1, 1), date(2026, 5, 31), 500)):
        count(scene.province.library, "library.pages_digitised", since, until, pages)
    return scene.opened(scene.province.library)


def test_growth_with_no_year_before_says_why_it_has_no_percentage(scene: Scene) -> None:
    assert row_of(digitised(scene), "số hóa")[3:] == (
        "–",
        "–",
        "500; chưa có số liệu cùng kỳ năm 2025 để so sánh",
    )


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2025, 6, 30), "6 tháng đầu năm 2025: 800"),
        (date(2025, 12, 31), "năm 2025: 800"),
    ],
)
def test_a_year_before_counted_as_one_number_is_not_held_against_the_same_days(
    scene: Scene, until: date, words: str
) -> None:
    report = digitised(scene, (date(2025, 1, 1), until, 800))
    assert row_of(report, "số hóa")[3:] == (
        "–",
        "–",
        f"500 đến 09/06/2026; {words}, không tách được cùng kỳ để so sánh",
    )
    line = line_on(report, "số hóa")
    assert "ky=2025" in queries.evidence_before(report, line)
    assert view_of(report, line, "en").makeup.startswith("500 by 9 June 2026; ")


def test_a_year_before_known_in_part_only_gives_no_percentage(scene: Scene) -> None:
    report = digitised(
        scene, (date(2025, 1, 1), date(2025, 3, 31), 300), (date(2025, 4, 1), date(2025, 6, 30), 500)
    )
    assert row_of(report, "số hóa")[3] == "–"
    assert "6 tháng đầu năm 2025: 800" in note_of(line_on(report, "số hóa"))


def test_years_counted_by_the_month_are_held_against_each_other(scene: Scene) -> None:
    report = digitised(
        scene, (date(2025, 1, 1), date(2025, 5, 31), 400), (date(2025, 6, 1), date(2025, 6, 30), 90)
    )
    assert row_of(report, "số hóa")[3:] == ("+25%", "–", "500 so với 400 cùng kỳ")
