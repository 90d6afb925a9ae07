"""Twenty desks want one copy at the same moment, on a database that is a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.timeout(400)
def test_twenty_desks_lend_one_copy_and_one_of_them_succeeds(tmp_path: Path) -> None:
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DENSACH_DATABASE_URL"}
    } | {"DENSACH_DATA": str(tmp_path)}
    answer = subprocess.run(
        [sys.executable, "-m", "tests.services.circulation.twenty_desks"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr[-2000:]
    assert json.loads(answer.stdout) == {
        "told": {"own": 20, "lent": 1, "desk.already_lent": 19},
        "open": 1,
        "openings": 1,
        "verify": [],
    }
