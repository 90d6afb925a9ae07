"""The only door for readers of the desk's tables."""

from __future__ import annotations
