"""What every test finds: the cast of people and places, the browser, and the papers of `../shared` where they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

SHARED = Path(__file__).resolve().parents[2] / "shared"

pytest_plugins = ("tests.template", "tests.stage", "tests.browser")

# Tests on papers that are not ours to carry have names ending in `_shared`: they are collected where the papers are.
collect_ignore_glob = [] if SHARED.is_dir() else ["**/test_*_shared.py", "**/*_shared"]

_database: dict[str, Any] = settings.DATABASES["default"]
if _database["ENGINE"] == "densach.config.sqlite":
    # pytest-django knows only Django's own engine as one that can live in memory, one for each worker.
    _database.setdefault("TEST", {})["NAME"] = ":memory:"


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    """Pages keep what was reckoned until the journal's next line, and each test's journal begins at one again.

    A request leaves its language behind, in which the next test would find its addresses.
    """
    cache.clear()
    translation.activate("vi")
