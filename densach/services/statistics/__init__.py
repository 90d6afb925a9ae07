"""A library's own statistics (ISO 2789, ISO 11620), its page of reports and its yearly self-assessment."""

from __future__ import annotations
