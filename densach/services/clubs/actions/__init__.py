"""The only writers of clubs, members, trips and yearly summaries."""

from __future__ import annotations

from densach.services.clubs.actions.counting import count_by_register, state_missing
from densach.services.clubs.actions.founding import add_light_group, change_club, found_club, grow
from densach.services.clubs.actions.meetings import record_meeting
from densach.services.clubs.actions.members import change_member, join, lead, leave
from densach.services.clubs.actions.stepping import step_club
from densach.services.clubs.actions.summing import sign_summary, write_summary
from densach.services.clubs.actions.trips import add_trip, change_trip

__all__ = [
    "add_light_group",
    "add_trip",
    "change_club",
    "change_member",
    "change_trip",
    "count_by_register",
    "found_club",
    "grow",
    "join",
    "lead",
    "leave",
    "record_meeting",
    "sign_summary",
    "state_missing",
    "step_club",
    "write_summary",
]
