"""Comes before Django reads its settings: a data folder that ends with the run, and nothing of the person's own.

Loaded by `-p tests.environment` (pyproject.toml), in every worker process anew.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_KEPT = {"DENSACH_DATABASE_URL"}

for _name in [name for name in os.environ if name.startswith("DENSACH_") and name not in _KEPT]:
    del os.environ[_name]

_data = tempfile.mkdtemp(prefix="densach-test-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["DENSACH_DATA"] = _data
os.environ["DENSACH_SECRET_KEY"] = "only-for-tests-and-long-enough-to-be-accepted-by-every-check"
