"""Papers of other kinds, provinces, numberings and qualities, each with the rows that it promises."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from densach.formats.planreader import PlanReading, read
from densach.formats.planreader.textview import folded
from tests.formats.planreader.scoring import score_targets

PAPERS = Path(__file__).parent / "papers"
NAMES = sorted(path.name for path in PAPERS.iterdir() if path.suffix in (".txt", ".md"))


@cache
def reading_of(name: str) -> PlanReading:
    return read((PAPERS / name).read_bytes(), name)


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_gives_the_rows_it_promises_and_no_others(name: str) -> None:
    with (PAPERS / name).with_suffix(".csv").open(encoding="utf-8", newline="") as lines:
        score = score_targets(reading_of(name), list(csv.DictReader(lines)), levels=False)
    assert (score.missed, score.wrong) == ((), ())


@pytest.mark.parametrize("name", NAMES)
def test_quotes_and_clauses_stand_where_they_are_said_to_stand(name: str) -> None:
    reading = reading_of(name)
    for target in reading.targets:
        assert folded(reading.text[target.start : target.end]) == target.quote
    for clause in reading.clauses:
        assert clause.start < clause.end <= len(reading.text)
        assert folded(reading.text[clause.start : clause.end]).find(clause.heading[:20]) >= 0


def test_a_decision_with_its_plan_is_read_whole() -> None:
    reading = reading_of("quyet-dinh-kem-ke-hoach.txt")
    header = reading.document
    assert (header.type, header.number, header.symbol, header.date) == (
        "Quyết định",
        "412",
        "QĐ-UBND",
        "2026-02-05",
    )
    assert header.issuer == "ỦY BAN NHÂN DÂN TỈNH SÔNG HẬU"
    assert header.signer is not None
    assert (header.signer.name, header.signer.authority) == ("Nguyễn Thị Mai Lan", "KT.")
    assert (header.year_from, header.year_to) == (2026, 2030)
    assert [basis.number for basis in reading.legal_bases] == [None, None, "329", "57"]
    assert reading.recipients == ("Như Điều 3", "Bộ Văn hóa, Thể thao và Du lịch", "Lưu: VT, KGVX")
    paths = [clause.path for clause in reading.clauses]
    assert paths[:3] == ["Điều 1", "Điều 2", "Điều 3"]
    assert "Phần thứ hai.I.2.b" in paths


def test_a_directive_without_a_day_keeps_its_symbol_and_has_no_date() -> None:
    header = reading_of("chi-thi.txt").document
    assert (header.type, header.number, header.symbol, header.date) == ("Chỉ thị", None, "CT-UBND", None)


def test_labelled_items_and_table_rows_become_tasks_with_their_roles_and_time() -> None:
    first, second, third = reading_of("ke-hoach-phan-cong.md").tasks
    assert first.title == "Mở không gian đọc tại xã"
    assert (first.lead, first.coordinating) == (
        ("Thư viện tỉnh",),
        ("Ủy ban nhân dân các xã", "Tỉnh đoàn"),
    )
    assert first.time is not None
    assert (first.time.from_day, first.time.to_day) == ("2026-07-01", "2026-09-30")
    assert second.time is not None
    assert second.time.kind == "yearly"
    assert third.advising == ("Phòng Kế hoạch - Tài chính",)
    rows = reading_of("ke-hoach-bang.md").tasks
    assert [(one.title, one.lead) for one in rows] == [
        ("Khảo sát nhu cầu học của người lao động", ("Sở Văn hóa, Thể thao và Du lịch",)),
        ("Mở lớp kỹ năng số tại thư viện", ("Thư viện tỉnh",)),
    ]


def test_a_misread_scan_is_read_and_the_misreadings_are_named() -> None:
    reading = reading_of("ke-hoach-quet-loi.txt")
    assert reading.document.number == "15"
    assert any("lỗi nhận dạng chữ" in one.message for one in reading.warnings)


@pytest.mark.parametrize("name", ["cong-dien.txt", "bao-cao.txt"])
def test_a_paper_with_nothing_to_find_says_so(name: str) -> None:
    assert any("Không thấy chỉ tiêu nào" in one.message for one in reading_of(name).warnings)
