"""Clubs and teams."""

from __future__ import annotations
