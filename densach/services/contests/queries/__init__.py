"""The only door for readers of contests. Every reader names the day.

contests  contests, rounds, entries, prizes
scoring   marks as a sheet
kin       who competes
cadence   who held one when, and who is overdue
papers    the ranking as an official paper
public    what citizens see
"""

from __future__ import annotations

from densach.services.contests.models import Entry, Round
from densach.services.contests.queries.cadence import places_for
from densach.services.contests.queries.public import PublicContest, public_contest, public_contests

__all__ = ["Entry", "PublicContest", "Round", "places_for", "public_contest", "public_contests"]
