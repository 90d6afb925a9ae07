"""From what was typed to values: rows, papers, answers, decisions after a merger."""

from __future__ import annotations
