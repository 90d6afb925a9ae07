"""Contests and festivals with rounds, from the commune up to the province: entries, judges, scores, prizes."""

from __future__ import annotations
