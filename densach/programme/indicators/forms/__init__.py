"""From what was typed to values: figures and slices."""

from __future__ import annotations
