"""The demo province, made once for the sources as they are and kept in `.cache`; each run reads its own copy."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from django.db.utils import ConnectionHandler
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from densach.config import environment

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / ".cache" / "demo-for-tests"


def _sources() -> str:
    """Changes with everything that the demo is made of."""
    told = hashlib.sha256()
    for path in sorted((ROOT / "densach").rglob("*")):
        if path.suffix in {".py", ".csv"} and path.is_file():
            told.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return told.hexdigest()[:20]


def _made(folder: Path) -> None:
    """In a process of its own, as a person would; the folder has its name only when all is in it."""
    unfinished = folder.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    asked = {name: text for name, text in os.environ.items() if name != "DENSACH_DATABASE_URL"}
    made = subprocess.run(
        [sys.executable, "-m", "densach.cli.main", "demo", "--data", str(unfinished)],
        cwd=ROOT,
        env={**asked, "DENSACH_DATA": str(unfinished)},
        check=False,
        capture_output=True,
        text=True,
    )
    if made.returncode:
        pytest.fail(f"the demo cannot be made: {made.stderr}", pytrace=False)
    for other in folder.parent.iterdir():
        if other.is_dir() and other != unfinished:
            shutil.rmtree(other)
    unfinished.rename(folder)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo's data folder: a copy of a data folder is a working data folder."""
    copy = tmp_path_factory.mktemp("demo") / "data"
    with _one_at_a_time():
        folder = KEPT / _sources()
        if not folder.is_dir():
            _made(folder)
        shutil.copytree(folder, copy)
    return copy


@pytest.fixture(scope="module")
def demo(demo_folder: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """For the tests of a module the house's database is the demo's."""
    asked = os.environ.pop("DENSACH_DATABASE_URL", None)
    described = environment.database("DENSACH_DATABASE_URL", demo_folder / "densach.sqlite3")
    if asked is not None:
        os.environ["DENSACH_DATABASE_URL"] = asked
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=demo_folder / "files"):
        own = connections["default"]
        connections["default"] = ConnectionHandler({"default": described})["default"]
        try:
            yield demo_folder
        finally:
            connections["default"].close()
            connections["default"] = own
