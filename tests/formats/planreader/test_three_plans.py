"""The three plans on which the rules were made, against their golden rows."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from densach.formats.planreader import PlanReading, read
from densach.formats.planreader.textview import folded
from tests.formats.planreader.scoring import golden_rows, score_duties, score_targets, score_tasks

SHARED = Path(__file__).parents[3].parent / "shared"
PLANS = ("can-tho-2019.txt", "vinh-long-2023.txt", "lai-chau-2015.txt")
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared plans are not on this machine")


@cache
def reading_of(name: str) -> PlanReading:
    return read((SHARED / "plans" / name).read_bytes(), name)


@pytest.mark.parametrize("name", PLANS)
def test_a_reading_keeps_the_shape_of_the_contract(name: str) -> None:
    schema = json.loads((SHARED / "contracts" / "plan.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(json.dumps(reading_of(name).as_json())), schema)


@pytest.mark.parametrize("name", PLANS)
def test_every_quote_stands_at_its_offsets(name: str) -> None:
    reading = reading_of(name)
    assert reading.targets
    for target in reading.targets:
        assert folded(reading.text[target.start : target.end]) == target.quote


@pytest.mark.parametrize("name", PLANS)
def test_targets_agree_with_the_golden_rows(name: str) -> None:
    score = score_targets(reading_of(name), golden_rows(SHARED / "golden" / "targets.csv", name))
    assert score.f1 >= 0.95, (score.missed, score.wrong)


def test_tasks_of_can_tho_agree_with_the_golden_rows() -> None:
    with (SHARED / "golden" / "tasks-can-tho.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    score = score_tasks(reading_of("can-tho-2019.txt"), rows)
    assert score.f1 >= 0.9, (score.missed, score.wrong)


@pytest.mark.parametrize("name", PLANS)
def test_every_report_duty_is_found_and_no_other(name: str) -> None:
    score = score_duties(reading_of(name), golden_rows(SHARED / "golden" / "report-duties.csv", name))
    assert score.f1 == 1.0, (score.missed, score.wrong)


@pytest.mark.parametrize("name", PLANS)
def test_found_targets_carry_the_golden_code_institutions_levels_and_unit(name: str) -> None:
    rows = [row for row in golden_rows(SHARED / "golden" / "targets.csv", name) if row["asked"] == "yes"]
    asked = {(row["indicator"], row["institution_type"], row["level"], row["unit"]) for row in rows}
    found = {
        (one.indicator, "|".join(one.institution_types), "|".join(one.levels), one.unit)
        for one in reading_of(name).targets
    }
    assert len(asked - found) <= 0.05 * len(asked), asked - found
