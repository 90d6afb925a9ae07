"""Tags of the room's pages."""

from __future__ import annotations
