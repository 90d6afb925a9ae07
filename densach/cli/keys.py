"""The key that signs sessions, kept in the data folder of an installation."""

from __future__ import annotations

import os
from pathlib import Path


def keep_secret(name: str, key: str, keep_in: Path) -> None:
    """Writes the key into the data folder, for the owner only (mode 600), unless it comes from elsewhere."""
    if os.environ.get(name) or os.environ.get(f"{name}_FILE") or keep_in.exists():
        return
    keep_in.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(keep_in, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(key)
