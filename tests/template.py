"""A database in memory begins as a copy of one that was migrated before: sixty migrations take longer than most tests.

The migrated file lies in pytest's cache under a name that holds what the migrations say, so a changed migration makes a
new one. `migrate` runs all the same and finds nothing to do. On PostgreSQL nothing of this happens.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.db.backends.signals import connection_created

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".pytest_cache" / "d"


def pytest_configure(config: pytest.Config) -> None:
    """Made by whoever starts the run; its workers find it."""
    if settings.DATABASES["default"]["ENGINE"] != "densach.config.sqlite":
        return
    found = _file()
    if not found.exists() and not hasattr(config, "workerinput"):
        _make(found)
    if found.exists():
        connection_created.connect(_fill, dispatch_uid="tests.template")


def _file() -> Path:
    """Named by all that migrations are made of."""
    told = hashlib.sha256(django.get_version().encode())
    for path in sorted(ROOT.glob("densach/**/migrations/*.py")):
        told.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return FOLDER / f"migrated-{told.hexdigest()[:24]}.sqlite3"


def _make(path: Path) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="densach-template-") as folder:
        environment = {
            **os.environ,
            "DENSACH_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "densach.config.settings",
        }
        told = subprocess.run(
            [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
            env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if told.returncode:
            return  # the tests themselves will say what is wrong
        draft = path.with_suffix(f".{os.getpid()}")
        with sqlite3.connect(Path(folder) / "densach.sqlite3") as whole, sqlite3.connect(draft) as kept:
            whole.backup(kept)
            kept.execute("PRAGMA journal_mode = DELETE")
        whole.close()
        kept.close()
        draft.replace(path)
    for old in FOLDER.glob("migrated-*.sqlite3"):
        if old != path:
            old.unlink(missing_ok=True)


def _fill(connection: Any, **_more: object) -> None:
    """Into a database of memory that holds nothing yet."""
    if connection.vendor != "sqlite" or "memory" not in str(connection.settings_dict["NAME"]):
        return
    here = connection.connection
    if here.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return
    with sqlite3.connect(f"file:{_file()}?mode=ro", uri=True) as kept:
        kept.backup(here)
    kept.close()
