"""By which kinds of activity clubs meet and teams go out, and in which figure they stand. Pure."""

from __future__ import annotations

from typing import Final

from densach.services.activities.measures import CLUBS, TEAMS
from densach.services.activities.models import Interest
from densach.services.clubs.models import ClubKind

_MEETS: Final = {
    ClubKind.CLUB: "club_meeting",
    ClubKind.GROUP: "interest_group",
    ClubKind.ART_TEAM: "team_practice",
    ClubKind.MOBILE_TEAM: "team_practice",
    ClubKind.SPORT_TEAM: "sport_practice",
}
_GOES_OUT: Final = {ClubKind.ART_TEAM: "amateur_performance", ClubKind.MOBILE_TEAM: "mobile_propaganda"}
# Sports teams stand in neither figure: one counts clubs and interest groups, the other art and propaganda teams.
COUNTED: Final[dict[str, str]] = {
    ClubKind.CLUB: CLUBS,
    ClubKind.GROUP: CLUBS,
    ClubKind.ART_TEAM: TEAMS,
    ClubKind.MOBILE_TEAM: TEAMS,
}


def meeting_kind(kind: str, interest: str, family: str) -> str:
    """The code of the kind of its meetings. `family`: of the unit; readers meet as readers."""
    if kind == ClubKind.GROUP and interest == Interest.READING and family in ("library", "centre"):
        return "reading_group"
    return _MEETS[ClubKind(kind)]


def trip_kind(kind: str) -> str:
    """The code of the kind of its trips; "" for those that make none."""
    return _GOES_OUT.get(ClubKind(kind), "")


def kinds_of(measure: str) -> list[str]:
    """The kinds of club that a figure counts."""
    return [str(kind) for kind, code in COUNTED.items() if code == measure]
