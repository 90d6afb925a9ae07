"""The five real plans as a whole: what was made on three of them holds on the two that were kept unseen."""

from __future__ import annotations

import json

import jsonschema
import pytest

from densach.formats import planreader
from densach.formats.planreader.reading import PlanReading
from densach.formats.planreader.textview import folded
from tests.conftest import SHARED
from tests.formats.planreader.scoring import Score, golden_rows, score_duties, score_targets

PLANS = (
    "can-tho-2019.txt",
    "vinh-long-2023.txt",
    "lai-chau-2015.txt",
    "cat-hai-2023.txt",
    "tra-vinh-2023.txt",
)


@pytest.fixture(scope="module")
def readings() -> dict[str, PlanReading]:
    return {name: planreader.read((SHARED / "plans" / name).read_bytes(), name) for name in PLANS}


def test_every_plan_reads_into_the_promised_shape(readings: dict[str, PlanReading]) -> None:
    schema = json.loads((SHARED / "contracts" / "plan.schema.json").read_text())
    for reading in readings.values():
        jsonschema.validate(reading.as_json(), schema)


def test_nine_tenths_of_all_asked_targets_are_found_and_few_wrong_ones(
    readings: dict[str, PlanReading],
) -> None:
    scores = [
        score_targets(readings[name], golden_rows(SHARED / "golden" / "targets.csv", name)) for name in PLANS
    ]
    together = Score(
        sum(one.hits for one in scores),
        tuple(row for one in scores for row in one.missed),
        tuple(row for one in scores for row in one.wrong),
    )
    assert together.hits + len(together.missed) == 107
    assert together.f1 >= 0.9, (together.missed, together.wrong)


@pytest.mark.parametrize("name", PLANS)
def test_every_report_duty_is_found(readings: dict[str, PlanReading], name: str) -> None:
    found = score_duties(readings[name], golden_rows(SHARED / "golden" / "report-duties.csv", name))
    assert found.f1 == 1, (found.missed, found.wrong)


@pytest.mark.parametrize("name", PLANS)
def test_every_quote_stands_at_its_place(readings: dict[str, PlanReading], name: str) -> None:
    reading = readings[name]
    for target in reading.targets:
        assert folded(reading.text[target.start : target.end]) == target.quote
