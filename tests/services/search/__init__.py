"""Finding records: what readers and librarians type, and what they get."""

from __future__ import annotations
