"""The only door for readers of certificates."""

from __future__ import annotations
