"""From what was typed to values."""

from __future__ import annotations
