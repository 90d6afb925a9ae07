"""Clubs, interest groups and teams: the register, members, renewals, yearly summaries, a team's trips."""

from __future__ import annotations
