"""The desk: readers and cards, loans, holds, transfers, notices, visits and use in the room."""

from __future__ import annotations
