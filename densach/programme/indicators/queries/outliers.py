"""Odd months of the counting book, for the desk above."""

from __future__ import annotations

from collections.abc import Collection

from densach.facts import queries as facts


def open_oddities(organisation_ids: Collection[int]) -> int:
    """How many questions about numbers of these units wait for an answer."""
    return facts.open_oddities(organisation_ids)
