"""The ground floor: periods, Vietnamese text, numbers, dates, actors, refusals. Plain Python, no Django."""

from __future__ import annotations
