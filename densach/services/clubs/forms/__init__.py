"""What people type of clubs and teams."""

from __future__ import annotations
