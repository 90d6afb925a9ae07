"""The house's own rules, those that import contracts cannot see."""

from __future__ import annotations
