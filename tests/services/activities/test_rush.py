"""More people than places at the same moment, on a database that is a file, or on PostgreSQL where one is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.timeout(300)
def test_a_hundred_people_at_once_get_exactly_the_places_there_are(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DENSACH_DATABASE_URL"}
    answer = subprocess.run(
        [sys.executable, "-m", "bench.activities.enrolling", "100", "20", "10"],
        env=environment | {"DENSACH_DATA": str(tmp_path)},
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr[-2000:]
    told = json.loads(answer.stdout)
    assert told["seats"] == list(range(1, 11))
    assert (told["confirmed"], told["waiting"], told["in_order"], told["refused"]) == (10, 90, True, {})
