"""What cataloguers type."""

from __future__ import annotations
