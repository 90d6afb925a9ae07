"""The ground floor: periods, Vietnamese text, numbers, dates, actors and refusals. Plain Python, no Django."""

from __future__ import annotations
