"""Screens by group: lists (all plans, loading), review (the paper beside its rows), running (a plan's own pages)."""

from __future__ import annotations
