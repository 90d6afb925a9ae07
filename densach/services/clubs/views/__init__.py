"""The pages of clubs and teams."""

from __future__ import annotations
