"""The only door for readers of the catalogue."""

from __future__ import annotations
