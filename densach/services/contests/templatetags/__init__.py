"""Filters of the templates of contests."""

from __future__ import annotations
