"""What holds of works, without a database: life of a part, times, phases, refusals."""

from __future__ import annotations
