"""The contract's papers and vectors, where they are."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from densach.cli.main import main
from tests.conftest import SHARED

PLANS = sorted((SHARED / "plans").glob("*.txt"))
VECTORS = SHARED / "golden" / "status-vectors.csv"


def ran(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    main([*words, "--json"])
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
def test_a_public_plan_reads_into_the_agreed_schema(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = ran(capsys, "read-plan", str(plan))
    schema = json.loads((SHARED / "contracts" / "plan.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, schema)
    text = plan.read_text(encoding="utf-8")
    for target in found["targets"]:
        quoted = text[target["start"] : target["end"]]
        assert " ".join(quoted.split()) == " ".join(target["quote"].split())


def test_the_golden_vectors_are_judged_as_expected(capsys: pytest.CaptureFixture[str]) -> None:
    with VECTORS.open(encoding="utf-8-sig", newline="") as file:
        expected = [row["expected"] for row in csv.DictReader(file)]
    assert [row["got"] for row in ran(capsys, "judge-vectors", str(VECTORS))] == expected
