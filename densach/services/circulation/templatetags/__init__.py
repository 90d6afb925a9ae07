"""Filters of the desk's templates."""

from __future__ import annotations
