"""What clubs and teams count: a trip with its session; readings of clubs and teams are `Stated` rows of activities, so
that replay and traces know all of it already.
"""

from __future__ import annotations

from densach.facts import served
from densach.services.activities.actions.daily import every_run
from densach.services.activities.countable import counts_besides
from densach.services.activities.counting import counted_since
from densach.services.activities.measures import CLUBS, TEAMS, TRIPS
from densach.services.activities.models import Session
from densach.services.clubs.actions.counting import state_missing
from densach.services.clubs.models import Trip


def _is_trip(session: Session) -> bool:
    return Trip.objects.filter(session=session.pk).exists()


def register() -> None:
    """Called once, when the program starts."""
    counts_besides(TRIPS, _is_trip)
    served.serves("clubs", (CLUBS, TEAMS, TRIPS), counted_since)
    every_run("clubs.stated", state_missing)
