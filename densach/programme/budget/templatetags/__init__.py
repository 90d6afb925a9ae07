"""Template tags of the plans' pages."""

from __future__ import annotations
