"""What people type about activities."""

from __future__ import annotations
