"""Which measures activities count, by kind of activity and by family of organisation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from densach.facts.measures import REGISTRY
from densach.services.activities import measures
from densach.services.activities.models import ActivityKind, Family, Session
from densach.services.activities.rules.occasions import ONCE

# What kinds and occasions may count once, besides what `measures` declares.
_ONCE: Final = (
    "library.displays",
    "library.skill_classes",
    "library.book_day_events",
    "museum.programmes",
    "museum.heritage_events",
    "museum.museum_day_events",
    "museum.heritage_day_events",
    "culture.classes",
    "culture.festivals",
)
# All that activities may count by themselves: from a unit's first closing on, none of it is taken by hand there.
SERVED: Final = (
    measures.SESSIONS,
    measures.PARTICIPANTS,
    measures.GROUP_SESSIONS,
    measures.OTHER_SESSIONS,
    measures.OTHER_PARTICIPANTS,
    measures.LEARNERS,
    measures.RUNNING,
    *_ONCE,
)


def counted_as(organisation_family: str, organisation_kind: str) -> tuple[str, str] | None:
    """The measures of sessions and of participants in a unit; None where a unit of this kind holds no activities."""
    if not organisation_family:
        return None
    found = measures.sessions_of(organisation_family), measures.participants_of(organisation_family)
    return found if all(organisation_kind in REGISTRY[code].kinds for code in found) else None


def once_measures(
    kind: ActivityKind, occasion: str, organisation_family: str, organisation_kind: str
) -> list[str]:
    """What an activity counts once, whatever its sessions: by its kind, and by the day of the programme it is for."""
    by_kind = {"library": kind.once_library, "museum": kind.once_museum, "centre": kind.once_centre}
    told = [by_kind.get(organisation_family, ""), ONCE.get(occasion, {}).get(organisation_family, "")]
    known = [code for code in told if code in REGISTRY and organisation_kind in REGISTRY[code].kinds]
    return list(dict.fromkeys(known))


# Families of kinds that people belong to and come back to.
REGULAR: Final = (Family.CLASS, Family.CLUB)

# Whether a session counts one of a measure besides, as the room above that it belongs to says.
Asked = Callable[[Session], bool]
_BESIDES: Final[dict[str, Asked]] = {}


def counts_besides(measure: str, asked: Asked) -> None:
    """A room above registers what its sessions count beside sessions and participants, a team's trip for one. What is
    counted stands in the session's closings, so that replay and trace know it without knowing the room.
    """
    _BESIDES[measure] = asked


def besides(session: Session, organisation_kind: str) -> list[str]:
    """The measures of which the session counts one besides, in a unit of this kind."""
    return [
        code
        for code, asked in _BESIDES.items()
        if organisation_kind in REGISTRY[code].kinds and asked(session)
    ]


def _is_of_a_group(session: Session) -> bool:
    return session.activity.kind.family in REGULAR


counts_besides(measures.GROUP_SESSIONS, _is_of_a_group)
