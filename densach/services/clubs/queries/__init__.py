"""The only door for readers of clubs and teams.

clubs    lists, one club with its members and steps, heads
trips    trips of teams, by area, month and year
figures  a club's year, from closed sessions
papers   the yearly summary as an official paper
public   what citizens see
"""

from __future__ import annotations

from densach.services.clubs.models import Club

__all__ = ["Club"]
