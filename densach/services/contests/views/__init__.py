"""Fetch and authorise, form, one action, respond."""

from __future__ import annotations
