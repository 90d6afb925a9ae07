"""A session's door: whoever comes marks oneself present."""

from __future__ import annotations
