"""The room's only door for readers: tokens, and whom one speaks for."""

from __future__ import annotations

from densach.exchange.queries.territory import area_versions, areas_on, codes_of
from densach.exchange.queries.tokens import (
    TokenActor,
    actor_for,
    own_tokens,
    roles_to_choose,
    token_for,
    tokens_page,
    units_to_choose,
)

__all__ = [
    "TokenActor",
    "actor_for",
    "area_versions",
    "areas_on",
    "codes_of",
    "own_tokens",
    "roles_to_choose",
    "token_for",
    "tokens_page",
    "units_to_choose",
]
