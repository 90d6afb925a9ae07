"""What the desk types."""

from __future__ import annotations
