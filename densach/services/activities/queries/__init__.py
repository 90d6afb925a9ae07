"""The only door for readers of activities; each part in its module.

sessions    sessions of a period, of a unit, activity or room; who would be in two places at once
"""

from __future__ import annotations

from densach.services.activities.models import Activity, ActivityKind, Session, Venue

__all__ = ["Activity", "ActivityKind", "Session", "Venue"]
