"""The only writers of the desk's tables."""

from __future__ import annotations
