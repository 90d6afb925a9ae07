"""The command in its own process, as a person or a script starts it; and small installations to try it on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The one line on stderr of a refused command."""
        assert self.code == 1, (self.code, self.out, self.err)
        assert self.out == ""
        assert self.err.endswith("\n") and self.err.count("\n") == 1, self.err
        return self.err.strip()


def environment(data: Path) -> dict[str, str]:
    """Nothing of the tests' own but where the data lie."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("DENSACH_", "DJANGO_"))}
    return {**kept, "DENSACH_DATA": str(data)}


def densach(data: Path, *words: str | Path) -> Answer:
    done = subprocess.run(
        [sys.executable, "-m", "densach.cli.main", *map(str, words)],
        cwd=data.parent,
        env={**environment(data), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new installation by `densach init`, made once; tests take copies."""
    data = tmp_path_factory.mktemp("founded") / "data"
    answer = densach(data, "init", "--admin", "quan-tri@ba-vam.test", "--name", "Đặng Thị Quản", "--json")
    assert answer.code == 0, answer.err
    (data.parent / "told.json").write_text(answer.out, encoding="utf-8")
    return data


@pytest.fixture
def data(founded: Path, tmp_path: Path) -> Path:
    """A copy of a data folder is a working data folder."""
    return Path(shutil.copytree(founded, tmp_path / "data"))
