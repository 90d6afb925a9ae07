"""What clubs and teams are by rule: their life, their kinds on the spine, what is typed, what is refused. Pure."""

from __future__ import annotations
