"""Worked vectors hold: the shared ones, and our own for what those leave out."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from densach.programme.plans.status import InvalidTarget, judge
from densach.programme.plans.vectors import InvalidVector, judge_csv, judge_row, read_row

OWN = Path(__file__).parent / "vectors-own.csv"
GOLDEN = Path(__file__).parents[4] / "shared" / "golden" / "status-vectors.csv"
TERM = "start=2024-12-31 milestone=2026-12-31"


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.exists() else []


@pytest.mark.skipif(not GOLDEN.exists(), reason="the shared golden vectors are not here")
def test_all_shared_vectors_hold() -> None:
    rows = _rows(GOLDEN)
    assert len(rows) == 28
    answers = [judged["got"] for judged in judge_csv(GOLDEN.read_text(encoding="utf-8"))]
    assert answers == [row["expected"] for row in rows]


@pytest.mark.parametrize("row", _rows(OWN), ids=lambda row: f"{row['kind']}: {row['why']}")
def test_our_own_vector_holds(row: dict[str, str]) -> None:
    verdict = judge(*read_row(row["kind"], row["inputs"], row["on"]))
    assert verdict.status == row["expected"]
    assert verdict.provisional == (row["provisional"] == "yes")


def test_every_kind_that_the_shared_vectors_omit_has_ten_of_our_own() -> None:
    counted = Counter(
        (row["kind"], "yearly" if "expected_share" in row["inputs"] else "stock")
        if row["kind"] == "at_least"
        else (row["kind"], "")
        for row in _rows(OWN)
    )
    omitted = ["range_per_year", "count_total", "range_total", "pct_coverage", "continuous", "money"]
    asked = [*((kind, "") for kind in omitted), ("at_least", "yearly"), ("at_least", "stock")]
    assert {kind: counted[kind] for kind in asked if counted[kind] < 10} == {}


def test_answers_are_numbered_from_one_and_other_columns_are_left_aside() -> None:
    text = "\ufeffkind,inputs,on,why\nneed,p=70 N=8,,x\ncadence,done=4 obligated=8 window_elapsed=1/2,,y\n"
    assert judge_csv(text) == [{"row": 1, "got": "6"}, {"row": 2, "got": "on_track"}]


@pytest.mark.parametrize(
    ("kind", "inputs", "on"),
    [
        ("need", "p=70", ""),
        ("need", "p=70 N=8 M=9", ""),
        ("votes", "yes=1", ""),
        ("cadence", "done=4 obligated=8 window_elapsed=1/2 dne=4", ""),
        ("cadence", "done=4 done=5 obligated=8 window_elapsed=1/2", ""),
        ("cadence", "done=4 obligated 8", ""),
        ("cadence", "done=four obligated=8 window_elapsed=1/2", ""),
        ("cadence", "done=4 obligated=8 window_elapsed=1/0", ""),
        ("cadence", "done=1/2 obligated=8 window_elapsed=1/2", ""),
        ("cadence", "done= obligated=8 window_elapsed=1/2", ""),
        ("count_total", f"actual=1 min=2 {TERM}", ""),
        ("count_total", f"actual=1 min=2 {TERM}", "31/12/2025"),
        ("count_total", f"actual=1 min=2 reported=1 reporters=0 {TERM}", "2025-12-31"),
        ("capability", "stage=1 verified=maybe term_elapsed=1", ""),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_text(kind: str, inputs: str, on: str) -> None:
    with pytest.raises(InvalidVector) as refused:
        judge_row(kind, inputs, on)
    assert refused.value.params["row"] == inputs


@pytest.mark.parametrize(
    ("kind", "inputs", "on"),
    [
        ("share", f"yes=-1 no=2 unknown=0 percent=70 base=0 {TERM}", "2025-12-31"),
        ("share", f"yes=1 no=2 unknown=0 percent=170 base=0 {TERM}", "2025-12-31"),
        (
            "share",
            "yes=1 no=2 unknown=0 percent=70 base=0 start=2026-01-01 milestone=2025-01-01",
            "2025-12-31",
        ),
        ("pct_coverage", f"covered=1 of=0 percent=70 base=0 {TERM}", "2025-12-31"),
        ("pct_coverage", f"covered=1 of=5 unknown=6 percent=70 base=0 {TERM}", "2025-12-31"),
        ("ratio", f"actual=1 need=86 of=85 base=0 {TERM}", "2025-12-31"),
        ("range_total", f"actual=1 min=5 max=3 {TERM}", "2025-12-31"),
        ("range_per_year", "actual=1 min=5 max=3 expected_share=1/2", ""),
        ("count_per_year", "actual=1 min=5 expected_share=3/2", ""),
        ("count_per_year", "actual=1 min=5 expected_share=1/2 reported=3 reporters=2", ""),
        ("growth", "base=1 value=1 closed_years=1 years=1 percent=-5", ""),
        ("cadence", "done=1 obligated=2 unknown=3 window_elapsed=1/2", ""),
        ("capability", "stage=1/3 verified=no term_elapsed=1", ""),
        ("continuous", "periods=3 recorded=4 closed=no", ""),
    ],
)
def test_inputs_that_no_target_can_have_are_refused(kind: str, inputs: str, on: str) -> None:
    with pytest.raises(InvalidTarget):
        judge_row(kind, inputs, on)


def test_a_file_without_the_columns_is_refused() -> None:
    with pytest.raises(InvalidVector):
        judge_csv("kind,expected\nneed,6\n")
    with pytest.raises(InvalidVector):
        judge_csv("")
