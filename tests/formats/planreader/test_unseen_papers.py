"""Papers written before the rules that read them were looked at, in other words, genres and qualities.

The golden rows were written from the papers by hand. The first, unseen score stands in docs/measured.md.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from densach.formats.planreader import PlanReading, read
from densach.formats.planreader.textview import bare, folded
from tests.formats.planreader.papermaking import old_font_text, word_of_lines
from tests.formats.planreader.scoring import score_targets

DATA = Path(__file__).parent / "data"
NAMES = sorted(
    f"{path.parent.name}/{path.name}" for path in DATA.glob("unseen*/*") if path.suffix in (".txt", ".md")
)


def rows_of(name: str) -> list[dict[str, str]]:
    path = DATA / f"{name.removesuffix('.txt').removesuffix('.md')}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def reading_of(name: str) -> PlanReading:
    """Papers named for Word or an old font are turned into such a file first."""
    source = (DATA / name).read_text(encoding="utf-8")
    if ".docx" in name:
        return read(word_of_lines(source.splitlines()), name.removesuffix(".txt"))
    if "tcvn3" in name:
        return read(old_font_text(source, "tcvn3"), name)
    return read(source.encode(), name)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", bare(text)))


@pytest.mark.parametrize("name", NAMES)
def test_golden_rows_quote_words_of_their_paper(name: str) -> None:
    text = _words((DATA / name).read_text(encoding="utf-8"))
    for row in rows_of(name):
        words = _words(row["quote"])
        assert words <= text, words - text


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_stands_word_for_word_at_its_place(name: str) -> None:
    reading = reading_of(name)
    for one in reading.targets:
        assert folded(reading.text[one.start : one.end]) == one.quote
    assert all(folded(one.quote) in folded(reading.text) for one in reading.report_duties)


def test_the_papers_together_agree_with_their_golden_rows() -> None:
    scores = [score_targets(reading_of(name), rows_of(name), levels=False) for name in NAMES]
    hits = sum(one.hits for one in scores)
    faults = sum(len(one.missed) + len(one.wrong) for one in scores)
    assert 2 * hits / (2 * hits + faults) >= 0.97


@pytest.mark.parametrize("name", NAMES)
def test_duties_to_report_are_those_of_the_paper(name: str) -> None:
    folder, _slash, paper = name.partition("/")
    with (DATA / folder / "duties.csv").open(encoding="utf-8", newline="") as lines:
        expected = sorted(
            (row["cycle"], row["due"]) for row in csv.DictReader(lines) if row["paper"] == paper
        )
    assert sorted((one.cycle, one.due or "") for one in reading_of(name).report_duties) == expected


@pytest.mark.parametrize(
    ("name", "cycle"),
    [
        ("unseen/quyet-dinh-chuyen-doi-so.txt", "quý"),
        ("unseen/ke-hoach-phu-luc.md", "quý"),
        ("unseen/de-an-bao-tang.docx.txt", "tháng"),
        ("unseen3/chi-thi-xa.txt", "quý"),
        ("unseen3/ke-hoach-cds-thu-vien.txt", "tháng"),
        ("unseen3/cong-dien-lu.txt", "ngày"),
    ],
)
def test_reports_by_the_month_or_quarter_are_pointed_out_to_the_officer(name: str, cycle: str) -> None:
    reading = reading_of(name)
    (notice,) = (one for one in reading.warnings if one.message.startswith("Có báo cáo theo"))
    assert notice.message.startswith(f"Có báo cáo theo {cycle}:")
    assert "báo cáo" in reading.text[notice.start : notice.end]
