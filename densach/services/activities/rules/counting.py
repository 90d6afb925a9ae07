"""Which measures a closed session counts, by kind and by family of organisation. Pure.

A session counts 1 of the sessions of its family, and whoever was there as participants: people present or late by name,
and taps. The number enrolled is never counted. `what` tells apart what was held, `who` who came; both are slices of the
counting book, and what was not told is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from densach.facts.measures import REGISTRY
from densach.facts.rules import slice_key, slice_parts
from densach.services.activities import measures
from densach.services.activities.models import ActivityKind, Presence
from densach.services.activities.rules.occasions import ONCE

THERE: Final = (Presence.PRESENT, Presence.LATE)
Lines = dict[str, dict[str, int]]

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
    measures.OTHER_SESSIONS,
    measures.OTHER_PARTICIPANTS,
    measures.LEARNERS,
    measures.RUNNING,
    *_ONCE,
)


def what_of(*, family: str, interest: str, channel: str, occasion: str = "") -> dict[str, str]:
    """What was held, as parts of a slice. `family`: that of the activity's kind."""
    parts = {"kind": family, "interest": interest, "channel": channel}
    if occasion:
        parts["occasion"] = occasion
    return parts


def counted_as(organisation_family: str, organisation_kind: str) -> tuple[str, str] | None:
    """The measures of sessions and of participants in a unit; None where a unit of this kind holds no activities."""
    if not organisation_family:
        return None
    found = measures.sessions_of(organisation_family), measures.participants_of(organisation_family)
    return found if all(organisation_kind in REGISTRY[code].kinds for code in found) else None


def session_lines(counted: tuple[str, str], what: Mapping[str, str], who: Iterable[tuple[str, int]]) -> Lines:
    """Measure → slice → number of one session: `who` came, as slices with how many each."""
    sessions, participants = counted
    people: Counter[str] = Counter()
    for told, number in who:
        people[slice_key({**what, **slice_parts(told)})] += number
    return {sessions: {slice_key(what): 1}, participants: dict(people)}


def once_measures(
    kind: ActivityKind, occasion: str, organisation_family: str, organisation_kind: str
) -> list[str]:
    """What an activity counts once, whatever its sessions: by its kind, and by the day of the programme it is for."""
    by_kind = {"library": kind.once_library, "museum": kind.once_museum, "centre": kind.once_centre}
    told = [by_kind.get(organisation_family, ""), ONCE.get(occasion, {}).get(organisation_family, "")]
    known = [code for code in told if code in REGISTRY and organisation_kind in REGISTRY[code].kinds]
    return list(dict.fromkeys(known))


def without(lines: Mapping[str, Mapping[str, int]], measures_: Iterable[str]) -> Lines:
    """The lines of the other measures: those that units still count by hand on the day are left out."""
    out = set(measures_)
    return {code: dict(parts) for code, parts in lines.items() if code not in out}
