"""How the journal words what this room did."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
